"""A knee that jumps is carried by the height of the hips, as far as the two go together."""

import math
import random
from collections.abc import Callable

import pytest

from posecoach.coaching.counting.fusion import Fusion

FPS, PERIOD_S = 20, 2.0
Noise = Callable[[], float]
Course = list[tuple[float, float, float]]


def swing(t_s: float) -> float:
    return 20.0 * math.sin(2 * math.pi * t_s / PERIOD_S)


def lunges(seconds: float, knee: Noise = lambda: 0.0, height: Noise = lambda: 0.0) -> Course:
    """(t_s, knee in degrees, height of the hips in % of the torso): the hips sink as the knee bends."""
    times = [index / FPS for index in range(int(seconds * FPS))]
    return [(t_s, 60.0 + swing(t_s) + knee(), 100.0 - 2.0 * swing(t_s) + height()) for t_s in times]


def steadied(course: Course) -> list[float]:
    fusion = Fusion()
    return [fusion.update(*sample) for sample in course]


def error(values: list[float]) -> float:
    """Mean distance from the true knee, degrees, once the two have been seen to go together."""
    known = values[4 * FPS :]
    return sum(abs(v - 60.0 - swing(4.0 + i / FPS)) for i, v in enumerate(known)) / len(known)


def test_a_spike_of_the_knee_is_held_to_its_usual_strays() -> None:
    course = lunges(10.0)
    t_s, knee, height = course[-1]
    course[-1] = (t_s, knee + 30.0, height)
    assert abs(steadied(course)[-1] - knee) < 2.0


def test_a_noisy_knee_becomes_calmer() -> None:
    draw = random.Random(1)
    course = lunges(20.0, knee=lambda: draw.gauss(0.0, 4.0))
    assert error(steadied(course)) < 0.6 * error([knee for _, knee, _ in course])


def test_where_both_are_sound_the_knee_keeps_a_third_of_its_say() -> None:
    draw = random.Random(2)
    course = lunges(20.0, knee=lambda: draw.gauss(0.0, 0.2))
    t_s, knee, height = course[-1]
    less, more = ((t_s, knee + off, height) for off in (-0.1, 0.1))
    moved = steadied([*course[:-1], more])[-1] - steadied([*course[:-1], less])[-1]
    assert math.isclose(moved, 0.35 * 0.2, rel_tol=0.15)


def test_a_height_that_does_not_go_along_changes_nothing() -> None:
    draw = random.Random(3)
    course = [(t_s, knee, draw.gauss(100.0, 3.0)) for t_s, knee, _ in lunges(10.0)]
    assert steadied(course)[FPS:] == pytest.approx([knee for _, knee, _ in course[FPS:]])


def test_a_knee_that_is_not_seen_is_put_where_the_height_has_it() -> None:
    course = lunges(10.0)
    t_s, knee, height = course[-1]
    assert abs(steadied([*course[:-1], (t_s, math.nan, height)])[-1] - knee) < 0.5


def test_without_a_height_the_knee_stays_alone() -> None:
    assert Fusion().update(0.0, 70.0, math.nan) == 70.0
