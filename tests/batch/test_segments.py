"""Stretches of a video joined again: always what one process would have found."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.batch.restart import OVERLAP_FRAMES, SETTLE_FRAMES, RestartingTracker, Restarts, block_frames
from posecoach.batch.segments import Feed, plan_stretches, stitched
from posecoach.batch.stretch import Stretch, TrackedFrame
from tests.batch.fakes import World, frame_at

BLOCK = 60


def sequential(world: World, frames: int) -> list[TrackedFrame]:
    return list(stretch_frames(world, Stretch(0, 0, None, BLOCK), frames))


def stretch_frames(world: World, stretch: Stretch, frames: int) -> Iterator[TrackedFrame]:
    """`track_stretch` without video and MediaPipe."""
    end = frames if stretch.end is None else min(frames, stretch.end + OVERLAP_FRAMES)
    tracker = RestartingTracker(world.make, Restarts(BLOCK, after=stretch.start, before=stretch.end))
    tracker.began = stretch.begin
    for index in range(stretch.begin, end):
        pose = tracker.estimate(frame_at(index))
        if index >= stretch.start:
            yield TrackedFrame(index / 25, pose, tracker.began)


def parallel(world: World, frames: int, stretches: list[Stretch]) -> tuple[list[TrackedFrame], list[Stretch]]:
    again: list[Stretch] = []

    def feed(stretch: Stretch) -> Feed:
        return Feed(stretch.start, stretch_frames(world, stretch, frames))

    def anew(stretch: Stretch) -> Feed:
        again.append(stretch)
        return feed(stretch)

    return list(stitched([feed(stretch) for stretch in stretches], stretches, anew)), again


def same(one: list[TrackedFrame], other: list[TrackedFrame]) -> bool:
    def key(frame: TrackedFrame) -> tuple[float, object, int]:
        return frame.t_s, None if frame.pose is None else frame.pose.image_px.tobytes(), frame.began

    return [key(frame) for frame in one] == [key(frame) for frame in other]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    frames=st.integers(1, 400),
    jobs=st.integers(1, 5),
    restless=st.sampled_from((0.0, 0.5, 0.97, 1.0)),
    blind=st.sampled_from((0.0, 0.1, 0.9)),
)
def test_any_number_of_processes_finds_what_one_finds(
    seed: int, frames: int, jobs: int, restless: float, blind: float
) -> None:
    world = World(seed, restless, blind)
    together, _ = parallel(world, frames, plan_stretches(frames, jobs, BLOCK))
    assert same(together, sequential(world, frames))


def test_a_tracker_that_is_not_taken_lets_the_one_before_go_on_through_its_stretch() -> None:
    world = World(restless=1.0, blind=0.0)
    together, again = parallel(world, 240, plan_stretches(240, 2, BLOCK))
    assert again == [Stretch(0, 120, None, BLOCK)]
    assert {frame.began for frame in together} == {0}


def test_a_worker_whose_stretch_is_over_is_stopped() -> None:
    world, stopped = World(restless=0.0, blind=0.0), []
    stretches = plan_stretches(240, 2, BLOCK)
    feeds = [
        Feed(one.start, stretch_frames(world, one, 240), lambda start=one.start: stopped.append(start))
        for one in stretches
    ]
    for index, _ in enumerate(stitched(feeds, stretches, lambda stretch: feeds[0])):
        assert stopped == ([0] if index > 120 + SETTLE_FRAMES else []), index


@pytest.mark.parametrize("real", [1, 59, 60, 61, 130, 179, 180, 181, 240])
def test_a_container_that_promises_too_many_frames_ends_where_the_video_does(real: int) -> None:
    world = World(seed=5)
    together, _ = parallel(world, real, plan_stretches(240, 3, BLOCK))
    assert same(together, sequential(world, real))


def test_a_container_that_promises_too_few_loses_nothing() -> None:
    world = World(seed=6)
    together, _ = parallel(world, 500, plan_stretches(130, 2, BLOCK))
    assert same(together, sequential(world, 500))


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("frames", [2401, 2716, 3599, 5000, 9001, 54000])
def test_a_long_video_is_the_same_work_for_two_or_four_processes(frames: int, jobs: int) -> None:
    places = [one.start for one in plan_stretches(frames, jobs)] + [frames]
    lengths = [after - before for before, after in pairwise(places)]
    assert len(lengths) == jobs and max(lengths) <= 1.01 * frames / jobs


@pytest.mark.parametrize("frames", [1, 1200, 1201, 2400, 2401, 4801, 100_000])
def test_blocks_are_neither_long_nor_short(frames: int) -> None:
    assert 600 <= block_frames(frames) <= 1200
    assert len(plan_stretches(frames, 999)) == -(-frames // block_frames(frames))


def test_stretches_are_whole_blocks_shared_evenly() -> None:
    stretches = plan_stretches(9000, 2, 1200)
    assert [(one.start, one.end) for one in stretches] == [(0, 4800), (4800, None)]
    assert len(plan_stretches(9000, 64, 1200)) == 8
    assert len(plan_stretches(1200, 4, 1200)) == 1
    assert len(plan_stretches(0, 4)) == 1
