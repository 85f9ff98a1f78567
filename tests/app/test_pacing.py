"""Leaving out pictures evenly when the computer is slow, and counting that does not mind."""

import math
import random
from collections.abc import Callable
from itertools import pairwise

import pytest

from posecoach.app.live.pacing import ENOUGH_FPS, Pace, Pacer
from posecoach.kinematics.landmarks import Pose
from tests.simulator import SetScript, SimulatedSet, simulate
from tests.simulator.drive import coach_frames

FPS = 30.0
EXERCISES = ("hip-flexion", "hip-external-rotation", "hip-extension")
"""Not hip-internal-rotation: its simulated sets are hard to count at any rate, which is not the pacer's."""


def looked_at(
    pacer: Pacer,
    spends: Callable[[float], float],
    seconds: float = 30.0,
    jitter_s: float = 0.0,
    fps: float = FPS,
) -> list[float]:
    """Times of the pictures looked at, from a camera that always hands out its newest one."""
    rng = random.Random(1)
    taken, now_s, newest = [], 0.0, -1
    while now_s < seconds:
        # Wait for a picture that is newer than the last: the newest there is when one is asked for.
        index = max(newest + 1, math.floor(now_s * fps))
        now_s, newest = max(now_s, index / fps), index
        t_s = index / fps + rng.uniform(-jitter_s, jitter_s)
        if pacer.take(t_s, index):
            spent_s = spends(now_s)
            now_s += spent_s
            pacer.spent(spent_s)
            taken.append(t_s)
    return taken


def gaps(times: list[float]) -> list[int]:
    """Frames between successive pictures."""
    return [round((after - before) * FPS) for before, after in pairwise(times)]


@pytest.mark.parametrize(
    ("spent_ms", "every"), [(5, 1), (25, 1), (29, 1), (40, 2), (58, 2), (70, 3), (110, 4)]
)
def test_the_pace_is_the_quickest_that_keeps_up_and_even(spent_ms: float, every: int) -> None:
    pacer = Pacer()
    times = looked_at(pacer, lambda now_s: spent_ms / 1000)
    assert pacer.every == every and pacer.pace.fps == pytest.approx(FPS / every, rel=0.01)
    assert set(gaps(times[20:])) == {every}


def test_without_a_pacer_the_gaps_would_alternate() -> None:
    class Greedy(Pacer):
        def take(self, t_s: float, index: int) -> bool:
            return True

    assert len(set(gaps(looked_at(Greedy(), lambda now_s: 0.040))[20:])) > 1


def test_a_camera_that_gives_half_of_its_rate_in_the_dark_is_followed() -> None:
    pacer = Pacer()
    looked_at(pacer, lambda now_s: 0.040, fps=15.0)
    assert pacer.pace == Pace(1, pytest.approx(15.0))


def test_a_camera_that_jitters_is_still_sampled_evenly() -> None:
    times = looked_at(Pacer(), lambda now_s: 0.040, jitter_s=0.008)
    assert set(gaps(times[20:])) == {2}


def test_one_slow_picture_changes_nothing() -> None:
    pacer = Pacer()
    looked_at(pacer, lambda now_s: 0.3 if 9.99 < now_s < 10.03 else 0.02)
    assert pacer.every == 1


def test_durations_around_the_border_do_not_make_it_swing() -> None:
    pacer, rng, paces = Pacer(), random.Random(2), []

    def spend(now_s: float) -> float:
        paces.append(pacer.every)
        return rng.uniform(0.024, 0.036)

    looked_at(pacer, spend, 120.0)
    changes = sum(before != after for before, after in pairwise(paces))
    assert changes <= 6


def test_it_takes_every_picture_again_when_the_computer_is_free() -> None:
    pacer = Pacer()
    looked_at(pacer, lambda now_s: 0.070 if now_s < 10 else 0.015)
    assert pacer.every == 1 and not pacer.pace.slow


@pytest.mark.parametrize(
    ("spent_ms", "fps", "slow", "too_slow"),
    [
        (25, 30, False, False),
        (70, 30, True, False),  # ten a second
        (130, 30, True, True),
        (25, 60, False, False),  # thirty of sixty: as good as any other camera
        (130, 5, False, False),  # the camera's fault, which is told elsewhere
    ],
)
def test_it_knows_when_it_is_slow_and_when_that_is_too_slow(
    spent_ms: float, fps: float, slow: bool, too_slow: bool
) -> None:
    pacer = Pacer()
    looked_at(pacer, lambda now_s: spent_ms / 1000, fps=fps)
    assert (pacer.pace.slow, pacer.pace.too_slow) == (slow, too_slow)


def error(frames: list[tuple[float, Pose | None]], made: SimulatedSet, exercise_id: str) -> int:
    """Reps counted too many in some frames of a simulated set."""
    return coach_frames(frames, exercise_id, made.script.side if made.script else "auto").count - len(
        made.reps
    )


@pytest.mark.slow
@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_reps_are_counted_at_ten_pictures_a_second(exercise_id: str) -> None:
    sets = [
        simulate(SetScript(exercise_id, fps=ENOUGH_FPS, seed=seed, amplitude_deg=12.0, outline=False))
        for seed in range(4)
    ]
    errors = [error(made.poses, made, exercise_id) for made in sets]
    # 48 reps; one error in so many happens at 30 pictures a second as well, and one more is the price.
    assert max(abs(value) for value in errors) <= 1, errors
    assert sum(abs(value) for value in errors) <= 2, errors


@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_leaving_out_two_of_three_pictures_changes_no_count(exercise_id: str) -> None:
    made = simulate(SetScript(exercise_id, fps=FPS, seed=7, amplitude_deg=12.0, outline=False))
    assert error(made.poses, made, exercise_id) == error(made.poses[::3], made, exercise_id) == 0


def test_an_uneven_camera_of_ten_pictures_a_second_is_enough_too() -> None:
    made = simulate(SetScript(fps=ENOUGH_FPS, seed=3, amplitude_deg=12.0, irregular=0.2, lost_frames=0.05))
    assert error(made.poses, made, "hip-flexion") == 0
