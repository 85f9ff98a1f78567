"""Regular movement, told from noise, drift and single movements."""

import numpy as np
import pytest

from posecoach.coaching.position.activity import LEAST_REGULAR, MovementWatch, RegularMovement
from posecoach.coaching.position.advisor import TURNS
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.body import Body, LeftRight, Measure

FPS = 15
SECONDS = 12.0
T_S = np.arange(int(SECONDS * FPS)) / FPS
RNG = np.random.default_rng(1)


def followed(x: np.ndarray) -> RegularMovement:
    movement = RegularMovement()
    for t_s, value in zip(T_S, x, strict=True):
        movement.update(t_s, value)
    return movement


def wave(period_s: float, size: float = 10.0) -> np.ndarray:
    return size / 2 * np.sin(2 * np.pi * T_S / period_s)


@pytest.mark.parametrize("period_s", [0.8, 1.5, 2.6, 4.0])
@pytest.mark.parametrize("noise", [0.0, 1.5])
def test_to_and_fro_at_one_tempo_is_regular(period_s: float, noise: float) -> None:
    found = followed(wave(period_s) + noise * RNG.standard_normal(len(T_S))).activity()
    assert found is not None and found.regularity > LEAST_REGULAR
    assert 8 < found.size < 16


@pytest.mark.parametrize(
    "x",
    [
        np.zeros(len(T_S)),
        20 * T_S,  # a drift
        np.where(T_S < 6, 0.0, 90.0),  # a leg drawn up once
        2 * RNG.standard_normal(len(T_S)),
    ],
    ids=["still", "drift", "one movement", "noise"],
)
def test_what_does_not_repeat_is_not_regular(x: np.ndarray) -> None:
    found = followed(x).activity()
    assert found is not None and found.regularity < LEAST_REGULAR


def test_a_few_seconds_say_nothing() -> None:
    movement = RegularMovement()
    for t_s in T_S[: 5 * FPS]:
        movement.update(t_s, np.sin(t_s))
    assert movement.activity() is None


def watched(left: np.ndarray, right: np.ndarray) -> MovementWatch:
    """Both hips' flexion through the watch of hip flexion."""
    watch = MovementWatch(find_exercise("hip-flexion"))
    for t_s, one, other in zip(T_S, left, right, strict=True):
        watch.update(Body(t_s, seen=True, hip_flexion_deg=LeftRight(Measure(one, 1.0), Measure(other, 1.0))))
    return watch


def test_the_leg_that_moves_is_told_from_the_one_that_rests() -> None:
    watch = watched(wave(2.0, 12.0), np.zeros(len(T_S)))
    assert watch.regular("hip_flexion", "left") and not watch.regular("hip_flexion", "right")
    assert watch.moving and not watch.turns


def test_breath_is_no_movement() -> None:
    assert not watched(wave(4.0, 1.0), wave(4.0, 1.0)).moving


@pytest.mark.parametrize("period_s", [4.0, 6.0])
def test_legs_that_take_turns_alternate_and_legs_that_go_together_do_not(period_s: float) -> None:
    assert watched(wave(period_s, 60.0), -wave(period_s, 60.0)).turns >= TURNS
    assert not watched(wave(period_s, 60.0), wave(period_s, 60.0)).turns


def test_legs_whose_names_are_exchanged_now_and_then_do_not_alternate() -> None:
    drawn, down = np.full(len(T_S), 100.0), np.zeros(len(T_S))
    exchanged = (T_S % 3.0) < 1.0
    assert not watched(np.where(exchanged, down, drawn), np.where(exchanged, drawn, down)).turns


def test_getting_into_position_is_no_alternation() -> None:
    up = np.where(T_S < 6, 0.0, 90.0)
    assert watched(up, -up).turns < TURNS
