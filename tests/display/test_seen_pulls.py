"""The quiet sign that a movement is seen, before its first reps are confirmed."""

import math

from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display.dial import MOST, SeenPulls
from posecoach.exercises.catalogue import find_exercise

RULE = find_exercise("hip-flexion").count


def seen(values: list[float], phase: Phase = Phase.COUNTING, reps: int = 0) -> list[int]:
    pulls = SeenPulls(RULE)
    return [
        pulls.update(CoachState(0.0, phase, "hip-flexion", "left", primary_deg=value, reps=reps))
        for value in values
    ]


def wave(pulls: int, range_deg: float = 9.0) -> list[float]:
    return [100 - range_deg / 2 * math.cos(2 * math.pi * step / 20) for step in range(20 * pulls + 1)]


def test_each_pull_is_one_sign_as_its_release_begins() -> None:
    assert seen(wave(2))[-1] == 2
    assert seen(wave(2)).index(1) < 20, "before the release has ended"


def test_no_more_signs_than_fit_and_none_for_a_tremble() -> None:
    assert seen(wave(9))[-1] == MOST
    assert seen(wave(5, range_deg=2.0))[-1] == 0


def test_the_sign_is_for_the_time_before_the_first_count_only() -> None:
    assert set(seen(wave(3), reps=2)) == {0}
    assert set(seen(wave(3), phase=Phase.HOLD)) == {0}
    assert seen([math.nan] * 5) == [0] * 5
