"""The inward rotation done where hip flexion is coached: a foot on the other knee, told from a held shin."""

from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.events import WarningStarted
from posecoach.coaching.position.crossed_legs import AT_CHEST_DEG, CrossedLegs
from posecoach.exercises.catalogue import builtin_exercises, find_exercise
from posecoach.kinematics.body import Body, LeftRight, Measure
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.model import BodyModel
from tests.simulator import SetScript, simulate
from tests.simulator.drive import coach_set
from tests.simulator.motions import perform, posture_of
from tests.simulator.script import Course
from tests.simulator.simulate import Film, advised_camera, film_posture
from tests.simulator.skeleton import Person

FPS = 20


def share(over_deg: float, below_deg: float, crossed: str = "right", name: str = "hip-flexion") -> float:
    """Of three seconds, how much is taken for crossed legs; the right foot is over, at these flexions."""
    hips = LeftRight(Measure(below_deg, 1.0), Measure(over_deg, 1.0))
    watch = CrossedLegs(find_exercise(name))
    bodies = [Body(at / FPS, seen=True, crossed=crossed, hip_flexion_deg=hips) for at in range(3 * FPS)]
    return float(np.mean([watch.update(body) for body in bodies]))


def test_a_foot_on_the_bent_knee_is_noticed_within_a_moment() -> None:
    assert share(85.0, 50.0) > 0.5
    assert share(85.0, 50.0, crossed="") == 0.0


@pytest.mark.parametrize(("over_deg", "below_deg"), [(AT_CHEST_DEG + 5, 50.0), (85.0, 5.0)])
def test_near_the_end_of_range_or_over_a_straight_leg_it_says_nothing(
    over_deg: float, below_deg: float
) -> None:
    assert share(over_deg, below_deg) == 0.0


def test_only_exercises_that_draw_one_knee_up_are_watched() -> None:
    found = {one.id for one in builtin_exercises() if share(85.0, 50.0, name=one.id) > 0}
    assert found == {"hip-flexion"}


@pytest.mark.parametrize("side", ["auto", "left", "right"])
def test_inward_rotation_coached_as_hip_flexion_counts_nothing_and_is_named(side: str) -> None:
    made = simulate(SetScript("hip-internal-rotation", "right", reps=6, fps=FPS, swaps=False, outline=False))
    coached = coach_set(made, "hip-flexion", side)
    assert coached.count == 0
    assert "crossed-legs" in {one.measure for one in coached.events if isinstance(one, WarningStarted)}


def test_a_held_shin_above_the_other_bent_knee_is_not_crossed() -> None:
    t_s = np.arange(3 * FPS) / FPS
    rest = np.zeros_like(t_s)
    script = SetScript("hip-flexion", "right")
    drawn_up = perform(script, Course(t_s, rest + 1, rest, rest, rest, rest, (), ()))[0]
    foot_down = {part: getattr(posture_of("lying"), part) for part in ("ankle_left", "toe_left", "pole_left")}
    body, film = replace(drawn_up, **foot_down), Film(t_s, "good", 1.0, "lying")
    made = film_posture(
        body, film, advised_camera("hip-flexion", "right"), np.random.default_rng(1), Person(), "lying"
    )
    model = BodyModel()
    seen = [model.update(t_s, pose) for t_s, pose in made.poses]
    assert np.median([one.hip_flexion_deg.left.value for one in seen]) > 40.0
    watch = CrossedLegs(find_exercise("hip-flexion"))
    assert not any(watch.update(one) for one in seen)


def test_a_leg_held_behind_the_thigh_is_not_crossed_wherever_its_foot_is() -> None:
    made = simulate(SetScript("hip-internal-rotation", "right", reps=2, fps=FPS, swaps=False, outline=False))
    free, held = BodyModel(), BodyModel()
    crossed = []
    for t_s, pose in made.poses:
        over = free.update(t_s, pose).crossed
        hip, knee = (L.RIGHT_HIP, L.RIGHT_KNEE) if over == "right" else (L.LEFT_HIP, L.LEFT_KNEE)
        hands = pose.image_px.copy()
        hands[[L.LEFT_WRIST, L.RIGHT_WRIST]] = 0.3 * pose.image_px[hip] + 0.7 * pose.image_px[knee]
        crossed.append((over, held.update(t_s, replace(pose, image_px=hands)).crossed))
    assert np.mean([bool(over) for over, _ in crossed]) > 0.8
    assert not any(over for _, over in crossed)
