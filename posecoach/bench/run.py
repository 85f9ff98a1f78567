"""Runs paths side by side, a few frames each in turn, so that all meet the same moments of the machine."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.bench.paths import BenchmarkPath
from posecoach.timing import StageTime, stage_time

ROUND_FRAMES = 20
"""Frames a path does before it is the next one's turn: under a second, so that load hits all alike."""

WARM_UP_FRAMES = 10
"""Not measured: loading is finished in the first, and the tracker finds the person."""

ORDER = (
    "decode", "convert", "mediapipe", "landmarks", "motion", "body", "coach", "controller", "record",
    "draw", "show", "draw and encode", "encode",
)  # fmt: skip
"""Stages in the order of a frame's journey, each part behind its whole."""

PARTS_OF = {"encode": "draw and encode"}
"""Stages that are measured inside another one, and must not be added up twice."""

INFERENCE = ("decode", "convert", "mediapipe")
"""What the bare loop does too; everything else is ours."""

MOTION = ("motion",)
"""Following points in the picture: its own budget, and only for exercises that read it."""

DRAWING = ("draw", "show", "draw and encode")


@dataclass(frozen=True, slots=True)
class Round:
    """One path's turn: frames done, wall seconds and CPU seconds of the whole process."""

    frames: int
    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class PathResult:
    """A path after all rounds.

    Attributes:
        frames: frames measured.
        frame_ms, cpu_ms: mean wall and CPU time of a frame.
        ratio: throughput relative to the first path, the median over rounds; above 1 is faster.
        cpu_ratio: CPU time of the first path's frames relative to this one's; other work on the computer
            hardly touches it.
        ratio_range: the middle half of the rounds' ratios, from 25 to 75 %.
        stages: duration of each stage; of those inside another the name begins with its.
        own_ms: a frame's time outside decoding, conversion and MediaPipe, with drawing.
        own_without_drawing_ms: the same without drawing and without following points in the picture.
        display_ms, announcement_ms: from the decoded picture to the drawn one and to the voice; None where
            the path does not draw or nothing was said.
    """

    name: str
    frames: int
    frame_ms: float
    cpu_ms: float
    ratio: float
    cpu_ratio: float
    ratio_range: tuple[float, float]
    stages: dict[str, StageTime]
    own_ms: StageTime | None
    own_without_drawing_ms: StageTime | None
    display_ms: StageTime | None
    announcement_ms: StageTime | None


def run_paths(bench_paths: Sequence[BenchmarkPath], frames: int) -> list[PathResult]:
    """Do `frames` frames in every path, by turns, or what the video has; all are compared with the first."""
    for bench_path in bench_paths:
        for _ in range(WARM_UP_FRAMES):
            bench_path.step()
        bench_path.timing.seconds.clear()
        bench_path.latency.display_s.clear()
        bench_path.latency.announcement_s.clear()
    rounds: list[list[Round]] = [[] for _ in bench_paths]
    done = 0
    while done < frames:
        wanted = min(ROUND_FRAMES, frames - done)
        # Another path begins each round: whoever follows a heavy one finds the caches as it left them.
        order = [(place + len(rounds[0])) % len(bench_paths) for place in range(len(bench_paths))]
        turns = {at: _turn(bench_paths[at], wanted) for at in order}
        if any(turn.frames < wanted for turn in turns.values()):
            break
        for at, turn in turns.items():
            rounds[at].append(turn)
        done += wanted
    return [_result(one, kept, rounds[0]) for one, kept in zip(bench_paths, rounds, strict=True)]


def _turn(bench_path: BenchmarkPath, frames: int) -> Round:
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    done = 0
    while done < frames and bench_path.step():
        done += 1
    return Round(done, time.perf_counter() - wall_s, time.process_time() - cpu_s)


def _result(bench_path: BenchmarkPath, rounds: list[Round], reference: list[Round]) -> PathResult:
    frames = sum(one.frames for one in rounds)
    ratios = sorted(theirs.wall_s / ours.wall_s for ours, theirs in zip(rounds, reference, strict=True))
    stages = dict(sorted(bench_path.timing.stages().items(), key=lambda one: ORDER.index(one[0])))
    own = [name for name in stages if name not in INFERENCE and name not in PARTS_OF]
    quiet = [name for name in own if name not in (*DRAWING, *MOTION)]
    return PathResult(
        name=bench_path.name,
        frames=frames,
        frame_ms=1000 * sum(one.wall_s for one in rounds) / max(frames, 1),
        cpu_ms=1000 * sum(one.cpu_s for one in rounds) / max(frames, 1),
        ratio=_at(ratios, 0.5),
        cpu_ratio=sum(one.cpu_s for one in reference) / max(sum(one.cpu_s for one in rounds), 1e-9),
        ratio_range=(_at(ratios, 0.25), _at(ratios, 0.75)),
        stages=stages,
        own_ms=_together(bench_path, own),
        own_without_drawing_ms=_together(bench_path, quiet),
        display_ms=_maybe(bench_path.latency.display_s),
        announcement_ms=_maybe(bench_path.latency.announcement_s),
    )


def _together(bench_path: BenchmarkPath, names: list[str]) -> StageTime | None:
    """Several stages added up frame by frame; all of them run once a frame."""
    columns = [bench_path.timing.seconds[name] for name in names]
    return _maybe([sum(row) for row in zip(*columns, strict=False)])


def _maybe(seconds: list[float]) -> StageTime | None:
    return stage_time(seconds) if seconds else None


def _at(ranked: list[float], share: float) -> float:
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else float("nan")
