"""The signals of an exercise, and which of their values are left out."""

import math

import pytest

from posecoach.coaching.counting.channels import JUMP_DEG, JUMP_S, ExerciseSignals
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.body import Body, LeftRight, Measure

FPS = 20


def lying(t_s: float, hip_deg: float) -> Body:
    """The left knee drawn up; the knee and the ankle come nearer to the chest as the hip bends."""
    far = Measure(190.0, 1.0)
    return Body(
        t_s,
        seen=True,
        hip_flexion_deg=LeftRight(Measure(hip_deg, 1.0), Measure(5.0, 1.0)),
        knee_to_chest_pct=LeftRight(Measure(190.0 - 0.8 * hip_deg, 1.0), far),
        ankle_to_chest_pct=LeftRight(Measure(290.0 - hip_deg, 1.0), far),
        trunk_inclination_deg=Measure(88.0, 1.0),
    )


def read(hips_deg: list[float]) -> list[tuple[float, ...]]:
    """The signals of hip flexion on the left, a picture after another."""
    signals = ExerciseSignals(find_exercise("hip-flexion"))
    return [signals.read(lying(i / FPS, hip_deg), "left") for i, hip_deg in enumerate(hips_deg)]


def test_hip_flexion_is_told_by_hip_knee_and_ankle() -> None:
    rules = ExerciseSignals(find_exercise("hip-flexion")).rules
    assert [rule.signal for rule in rules] == ["hip_flexion", "knee_to_chest", "ankle_to_chest"]
    assert read([100.0]) == [pytest.approx((100.0, 110.0, 190.0))]


@pytest.mark.parametrize("shown_deg", [5.0, 50.0, 100.0 - JUMP_DEG - 1.0])
def test_the_other_leg_taken_for_a_moment_is_left_out_of_every_signal(shown_deg: float) -> None:
    away = round(JUMP_S * FPS) - 1
    values = read([100.0] * 20 + [shown_deg] * away + [101.0] * 5)
    assert all(math.isnan(x) for row in values[20 : 20 + away] for x in row)
    assert [row[0] for row in values[20 + away :]] == [101.0] * 5


def test_a_leg_that_stays_elsewhere_is_believed() -> None:
    values = read([100.0] * 20 + [5.0] * 20)
    assert values[-1][0] == 5.0


def test_quick_large_pulls_are_left_as_they_are() -> None:
    hips_deg = [100.0 + 20.0 * (1 - math.cos(2 * math.pi * 0.8 * i / FPS)) for i in range(100)]
    assert [row[0] for row in read(hips_deg)] == pytest.approx(hips_deg)
