"""What the benchmark found, as JSON for machines and as tables for people."""

import math
import os
import platform
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version

from rich import box
from rich.console import Console
from rich.table import Table

from posecoach import __version__
from posecoach.bench.fresh import FreshResult
from posecoach.bench.offline import OfflineResult
from posecoach.bench.run import LaneResult
from posecoach.timing import StageTime
from posecoach.video import SourceInfo

SCHEMA = "posecoach.bench/1"
PACKAGES = ("mediapipe", "opencv-python", "numpy")

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class BenchResult:
    """Everything one run of the benchmark measured. `notes` says what could not be."""

    source: SourceInfo
    exercise: str
    outline: bool
    lanes: tuple[LaneResult, ...]
    fresh: tuple[FreshResult, ...] = ()
    offline: tuple[OfflineResult, ...] = ()
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
            **{name: _version(name) for name in PACKAGES},
        },
        "video": {"name": result.source.name, "size_px": [width, height], "fps": fps if fps == fps else None},
        "exercise": result.exercise,
        "outline": result.outline,
        "lanes": [_lane_json(lane) for lane in result.lanes],
        "fresh_process": [asdict(one) for one in result.fresh],
        "offline": [{**asdict(one), "ratio": round(one.ratio, 4)} for one in result.offline],
        "notes": list(result.notes),
    }


def print_result(result: BenchResult, console: Console) -> None:
    """The tables: throughput of each lane, its stages, start-up and memory, and whole runs."""
    width, height = result.source.size_px
    mask = "with" if result.outline else "without"
    console.print(f"{result.source.name}, {width}x{height}, {result.exercise}, {mask} the silhouette\n")
    console.print(_throughput(result.lanes))
    for lane in result.lanes:
        console.print(_stages(lane))
    if result.fresh:
        console.print(_fresh(result.fresh))
    if result.offline:
        console.print(_offline(result.offline))
    for note in result.notes:
        console.print(note)


def _lane_json(lane: LaneResult) -> Json:
    return {
        "name": lane.name,
        "frames": lane.frames,
        "frame_ms": round(lane.frame_ms, 4),
        "cpu_ms_per_frame": round(lane.cpu_ms, 4),
        "throughput_ratio": _number(lane.ratio),
        "cpu_ratio": _number(lane.cpu_ratio),
        "throughput_ratio_quartiles": [_number(value) for value in lane.ratio_range],
        "stages": {
            name: {**_time_json(taken), "share": round(_share(lane, taken), 4)}
            for name, taken in lane.stages.items()
        },
        "own_ms": _maybe_json(lane.own_ms),
        "own_without_drawing_ms": _maybe_json(lane.own_without_drawing_ms),
        "display_latency_ms": _maybe_json(lane.display_ms),
        "announcement_latency_ms": _maybe_json(lane.announcement_ms),
    }


def _time_json(taken: StageTime) -> dict[str, float]:
    names = {"count": "count", "mean_ms": "mean", "p50_ms": "p50", "p95_ms": "p95", "p99_ms": "p99"}
    return {short: round(getattr(taken, name), 4) for name, short in names.items()}


def _maybe_json(taken: StageTime | None) -> dict[str, float] | None:
    return None if taken is None else _time_json(taken)


def _share(lane: LaneResult, taken: StageTime) -> float:
    total_ms = lane.frame_ms * lane.frames
    return taken.total_ms / total_ms if total_ms else 0.0


def _number(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _throughput(lanes: tuple[LaneResult, ...]) -> Table:
    table = _table(
        "Speed against the bare loop; ms of CPU a frame; ms own, to the picture, to the voice (p95)"
    )
    for name in ("", "speed", "quartiles", "CPU", "own", "undrawn", "shown", "said"):
        table.add_column(name, justify="left" if not name else "right", no_wrap=True)
    for lane in lanes:
        low, high = lane.ratio_range
        times = (lane.own_ms, lane.own_without_drawing_ms, lane.display_ms, lane.announcement_ms)
        figures = (f"{lane.ratio:.3f}", f"{low:.2f}-{high:.2f}", f"{lane.cpu_ms:.1f}")
        table.add_row(lane.name, *figures, *(_p95(one) for one in times))
    return table


def _stages(lane: LaneResult) -> Table:
    table = _table(f"{lane.name}: milliseconds a frame")
    for name in ("stage", "mean", "p50", "p95", "p99", "share"):
        table.add_column(name, justify="left" if name == "stage" else "right", no_wrap=True)
    for name, taken in lane.stages.items():
        values = (taken.mean_ms, taken.p50_ms, taken.p95_ms, taken.p99_ms)
        table.add_row(name, *(f"{value:.2f}" for value in values), f"{_share(lane, taken):.1%}")
    return table


def _fresh(results: tuple[FreshResult, ...]) -> Table:
    table = _table("In a process of its own")
    for name in ("", "first result after", "largest memory"):
        table.add_column(name, justify="left" if not name else "right")
    for one in results:
        table.add_row(one.name, f"{one.first_result_s:.2f} s", f"{one.peak_mb:.0f} MB")
    return table


def _offline(results: tuple[OfflineResult, ...]) -> Table:
    table = _table("Whole runs, start-up included")
    for name in ("", "frames", "bare loop", "ours", "speed"):
        table.add_column(name, justify="left" if not name else "right", no_wrap=True)
    for one in results:
        seconds = (f"{one.bare_s:.1f} s", f"{one.ours_s:.1f} s")
        table.add_row(one.name, str(one.frames), *seconds, f"{one.ratio:.2f}")
    return table


def _table(title: str) -> Table:
    return Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE, padding=(0, 1), pad_edge=False
    )


def _p95(taken: StageTime | None) -> str:
    return f"{taken.p95_ms:.2f}" if taken is not None else ""


def console_for(json_path: str | None) -> Console:
    """Tables go to standard error when standard output carries the JSON."""
    return Console(file=sys.stderr if json_path == "-" else sys.stdout)
