"""The benchmark's arithmetic, with paths whose speed is known."""

import time

import pytest

from posecoach.bench.paths import Latency
from posecoach.bench.run import ROUND_FRAMES, WARM_UP_FRAMES, run_paths
from posecoach.timing import Stopwatch, stage_time


class Clock:
    """A clock that only paths move on."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


CLOCK = Clock()


@pytest.fixture(autouse=True)
def clock_of_the_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "perf_counter", CLOCK)
    monkeypatch.setattr(time, "process_time", CLOCK)


class MadePath:
    """Takes known times for its stages; `log` is shared, to see who was on turn."""

    def __init__(self, name: str, stages: dict[str, float], frames: int, log: list[str]) -> None:
        self.name, self.timing, self.latency = name, Stopwatch(), Latency()
        self._stages, self._left, self._log = stages, frames, log

    def step(self) -> bool:
        if self._left == 0:
            return False
        self._left -= 1
        self._log.append(self.name)
        for stage, seconds in self._stages.items():
            with self.timing.stage(stage):
                CLOCK.now_s += seconds
        self.latency.display_s.append(0.5)
        return True

    def close(self) -> None: ...


def bench_paths(frames: int, log: list[str] | None = None) -> list[MadePath]:
    log = [] if log is None else log
    return [
        MadePath("bare", {"decode": 0.0, "mediapipe": 0.002}, frames, log),
        MadePath("ours", {"mediapipe": 0.002, "body": 0.002, "coach": 0.002, "draw": 0.002}, frames, log),
    ]


def test_a_path_that_takes_four_times_as_long_has_a_quarter_of_the_throughput() -> None:
    bare, ours = run_paths(bench_paths(200), 60)
    assert bare.ratio == 1.0
    assert ours.ratio == pytest.approx(0.25)


def test_paths_take_turns_and_another_one_begins_each_round() -> None:
    log: list[str] = []
    run_paths(bench_paths(200, log), 2 * ROUND_FRAMES)
    turns = log[2 * WARM_UP_FRAMES :: ROUND_FRAMES]
    assert turns == ["bare", "ours", "ours", "bare"]


def test_the_first_frames_are_not_measured() -> None:
    bare, _ = run_paths(bench_paths(200), ROUND_FRAMES)
    assert bare.frames == ROUND_FRAMES
    assert bare.stages["mediapipe"].count == ROUND_FRAMES
    assert bare.display_ms is not None and bare.display_ms.count == ROUND_FRAMES


def test_the_whole_video_ends_where_a_full_round_is_no_longer_there() -> None:
    bare, ours = run_paths(bench_paths(WARM_UP_FRAMES + 2 * ROUND_FRAMES + 5), 1000)
    assert bare.frames == ours.frames == 2 * ROUND_FRAMES


def test_own_time_leaves_out_inference_and_drawing_where_it_says_so() -> None:
    _, ours = run_paths(bench_paths(200), 40)
    assert ours.own_ms is not None and ours.own_without_drawing_ms is not None
    assert ours.own_ms.p50_ms == pytest.approx(6.0)
    assert ours.own_without_drawing_ms.p50_ms == pytest.approx(4.0)


def test_a_stage_inside_another_is_not_added_twice() -> None:
    stages = {"mediapipe": 0.001, "draw and encode": 0.004, "encode": 0.004}
    (bench_path,) = run_paths([MadePath("ours", stages, 100, [])], 20)
    assert bench_path.own_ms is not None and bench_path.own_ms.p50_ms == pytest.approx(4.0)


def test_percentiles_are_values_that_happened() -> None:
    taken = stage_time([value / 1000 for value in range(1, 101)])
    assert (taken.p50_ms, taken.p95_ms, taken.p99_ms) == (51.0, 96.0, 100.0)
    assert taken.mean_ms == pytest.approx(50.5)
