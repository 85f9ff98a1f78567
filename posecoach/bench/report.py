"""What the benchmark found, as JSON for machines and as tables for people."""

import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from rich import box
from rich.console import Console
from rich.table import Table

from posecoach import __version__
from posecoach.app.doctor import package_versions
from posecoach.bench.fresh import FreshResult
from posecoach.bench.offline import Offline
from posecoach.bench.run import PathResult
from posecoach.evaluation.cells import Json
from posecoach.plain_text import one_line
from posecoach.session.strict import plain_value
from posecoach.timing import StageTime
from posecoach.video import SourceInfo

SCHEMA = "posecoach.bench/1"


@dataclass(frozen=True, slots=True)
class BenchResult:
    """Everything one run of the benchmark measured. `notes` says what could not be."""

    source: SourceInfo
    exercise: str
    outline: bool
    paths: tuple[PathResult, ...]
    fresh: tuple[FreshResult, ...] = ()
    offline: Offline | None = None
    notes: tuple[str, ...] = ()


def to_json(result: BenchResult) -> Json:
    """As JSON values, schema `posecoach.bench/1`; all durations in milliseconds or seconds as named."""
    width, height = result.source.size_px
    fps = result.source.fps
    return {
        "schema": SCHEMA,
        "program": f"posecoach {__version__}",
        "machine": {
            "system": platform.system(),
            "processor": platform.machine(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            **package_versions(),
        },
        "video": {"name": result.source.name, "size_px": [width, height], "fps": fps if fps == fps else None},
        "exercise": result.exercise,
        "outline": result.outline,
        "lanes": [_path_json(path) for path in result.paths],
        "fresh_process": [asdict(one) for one in result.fresh],
        "offline": _offline_json(result.offline),
        "notes": list(result.notes),
    }


def print_result(result: BenchResult, console: Console, markdown: bool = False) -> None:
    """The tables: throughput of each path, its stages, start-up and memory, and whole runs.

    With `markdown`, as README.md and docs/performance.md have them.
    """
    width, height = result.source.size_px
    mask = "with" if result.outline else "without"
    name = one_line(result.source.name)
    console.print(f"{name}, {width}x{height}, {result.exercise}, {mask} the silhouette\n")
    for sheet in _sheets(result):
        # Not through the console, which would break the lines.
        console.file.write(sheet.markdown()) if markdown else console.print(sheet.table())
    for note in result.notes:
        console.print(note)


def _offline_json(offline: Offline | None) -> Json | None:
    if offline is None:
        return None
    runs = [{**asdict(one), "ratio": round(one.ratio, 4)} for one in offline.results]
    return {"bare_first_s": offline.bare_first_s, "bare_last_s": offline.bare_last_s, "runs": runs}


def _path_json(path: PathResult) -> Json:
    return {
        "name": path.name,
        "frames": path.frames,
        "frame_ms": round(path.frame_ms, 4),
        "cpu_ms_per_frame": round(path.cpu_ms, 4),
        "throughput_ratio": plain_value(path.ratio, 4),
        "cpu_ratio": plain_value(path.cpu_ratio, 4),
        "throughput_ratio_quartiles": [plain_value(value, 4) for value in path.ratio_range],
        "stages": {
            name: {**_time_json(taken), "share": round(_share(path, taken), 4)}
            for name, taken in path.stages.items()
        },
        "own_ms": _maybe_json(path.own_ms),
        "own_without_drawing_ms": _maybe_json(path.own_without_drawing_ms),
        "display_latency_ms": _maybe_json(path.display_ms),
        "announcement_latency_ms": _maybe_json(path.announcement_ms),
    }


def _time_json(taken: StageTime) -> dict[str, float]:
    names = {"count": "count", "mean_ms": "mean", "p50_ms": "p50", "p95_ms": "p95", "p99_ms": "p99"}
    return {short: round(getattr(taken, name), 4) for name, short in names.items()}


def _maybe_json(taken: StageTime | None) -> dict[str, float] | None:
    return None if taken is None else _time_json(taken)


def _share(path: PathResult, taken: StageTime) -> float:
    total_ms = path.frame_ms * path.frames
    return taken.total_ms / total_ms if total_ms else 0.0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table: the first column is words, the others are figures."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def table(self) -> Table:
        table = Table(
            title=self.title, title_justify="left", title_style="bold", box=box.SIMPLE, padding=(0, 1),
            pad_edge=False,
        )  # fmt: skip
        for place, name in enumerate(self.head):
            table.add_column(name, justify="right" if place else "left", no_wrap=True)
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        lines = [self.head, ("---", *("---:" for _ in self.head[1:])), *self.rows]
        return f"**{self.title}**\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"


def _sheets(result: BenchResult) -> Iterator[_Sheet]:
    yield _throughput(result.paths)
    yield from (_stages(path) for path in result.paths)
    if result.fresh:
        starts = [(one.name, f"{one.first_result_s:.2f} s", f"{one.peak_mb:.0f} MB") for one in result.fresh]
        head = ("", "first result after", "largest memory")
        yield _Sheet("In a process of its own", head, tuple(starts))
    if result.offline is not None:
        rows = tuple(
            (one.name, str(one.frames), f"{one.bare_s:.1f} s", f"{one.taken_s:.1f} s", f"{one.ratio:.2f}")
            for one in result.offline.results
        )
        yield _Sheet("Whole runs, start-up included", ("", "frames", "bare loop", "taken", "speed"), rows)


def _throughput(paths: tuple[PathResult, ...]) -> _Sheet:
    rows = []
    for path in paths:
        low, high = path.ratio_range
        times = (path.own_ms, path.own_without_drawing_ms, path.display_ms, path.announcement_ms)
        figures = (f"{path.ratio:.3f}", f"{low:.2f}-{high:.2f}", f"{path.cpu_ms:.1f}")
        rows.append((path.name, *figures, *(f"{one.p95_ms:.2f}" if one else "" for one in times)))
    return _Sheet(
        "Speed against the bare loop; ms of CPU a frame; ms own, to the picture, to the voice (p95)",
        ("", "speed", "quartiles", "CPU", "own", "undrawn", "shown", "said"),
        tuple(rows),
    )


def _stages(path: PathResult) -> _Sheet:
    rows = []
    for name, taken in path.stages.items():
        values = (taken.mean_ms, taken.p50_ms, taken.p95_ms, taken.p99_ms)
        rows.append((name, *(f"{value:.2f}" for value in values), f"{_share(path, taken):.1%}"))
    return _Sheet(
        f"{path.name}: milliseconds a frame", ("stage", "mean", "p50", "p95", "p99", "share"), tuple(rows)
    )
