"""The coach of a test: how many movements it waits for, whose they are, and when it stops waiting."""

from dataclasses import replace

import pytest

from posecoach.app.live.range_test import range_blocks
from posecoach.coaching.events import RepCounted, WarningKind, WarningStarted
from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.coaching.hip_range.range_coach import COMING_S, RangeCoach
from posecoach.coaching.hip_range.result import Reason
from posecoach.coaching.state import Hint
from posecoach.kinematics.body import Body, Measure
from posecoach.kinematics.posture import Posture, PostureBelief
from posecoach.language import load_language
from tests.coaching.hip_range.courses import bodies_of, flexion_trace


def coach_of(movement=Movement.FLEXION, side="left"):
    (block,) = range_blocks((movement,), (side,), load_language("en"))
    return RangeCoach(block.exercise, block.side, block.plan, PROTOCOLS[movement])


def fed(coach, bodies):
    """All events, and the time at which the test was over (None where it was not)."""
    events, over_s = [], None
    for body in bodies:
        update = coach.update(body)
        events += update.events
        if over_s is None and update.state.phase.value == "done":
            over_s = body.t_s
    return events, over_s


@pytest.mark.parametrize(("tops_deg", "needed"), [((120.0, 118.0, 119.0), 2), ((105.0, 120.0, 119.0), 3)])
def test_two_movements_that_agree_are_enough_and_a_third_decides(tops_deg, needed):
    coach = coach_of()
    events, over_s = fed(coach, bodies_of(flexion_trace(tops_deg=tops_deg)))

    assert over_s is not None
    assert sum(isinstance(event, RepCounted) for event in events) == needed
    assert coach.result.largest.value_deg == pytest.approx(119.5, abs=2.0)


def test_what_comes_after_the_test_is_not_measured():
    coach = coach_of()
    fed(coach, bodies_of(flexion_trace(tops_deg=(110.0, 111.0, 130.0, 131.0))))

    assert coach.result.largest.value_deg == pytest.approx(110.5, abs=2.0)


def test_a_test_that_is_over_keeps_its_reason():
    """Whoever lies still until the time is up did no movement; what is seen later changes nothing."""
    still = bodies_of(flexion_trace(tops_deg=()))
    bodies = [replace(still[0], t_s=float(t_s)) for t_s in range(130)]
    later = [replace(body, t_s=body.t_s + 130.0) for body in bodies_of(flexion_trace())]
    coach = coach_of()
    fed(coach, [*bodies, *later])

    assert coach.result.largest_reason is Reason.NO_MOVEMENT


def test_the_last_movement_of_the_other_side_does_not_count_for_this_one():
    before = flexion_trace(tops_deg=(121.0,), side="left")
    own = flexion_trace(tops_deg=(120.0, 119.0), side="right")
    later = replace(own, t_s=own.t_s + before.t_s[-1] + 0.05)
    coach = coach_of(side="right")
    fed(coach, [*bodies_of(before), *bodies_of(later)])

    assert coach.result.side == "right"
    assert coach.result.largest.value_deg == pytest.approx(119.5, abs=2.0)


def test_where_it_is_not_clear_which_leg_moved_that_is_the_reason_and_nothing_is_told():
    """The leg at rest swings nearly as far as the other, as when the two are taken for each other."""
    moved = flexion_trace(side="right", tops_deg=(120.0, 121.0))
    rest = 60.0 + 0.8 * (moved.angle_deg["right"] - 70.0)
    angles = {"left": rest, "right": moved.angle_deg["right"]}
    coach = coach_of(side="left")
    events, _ = fed(coach, bodies_of(replace(moved, angle_deg=angles, course_deg=angles)))

    assert not any(isinstance(event, RepCounted) for event in events)
    assert (coach.result.side, coach.result.largest, coach.result.largest_reason) == (
        "left",
        None,
        Reason.SIDE,
    )


def test_a_quick_movement_and_a_hidden_one_are_told_apart():
    def told(trace):
        events, _ = fed(coach_of(), bodies_of(trace))
        return {one.kind for one in events if isinstance(one, WarningStarted)}

    hidden = flexion_trace()
    hidden.angle_deg["left"][(hidden.t_s > 2.5) & (hidden.t_s < 5.5)] = float("nan")

    assert told(flexion_trace(rise_s=0.8)) == {WarningKind.TEMPO}
    assert told(hidden) == {WarningKind.NOT_COUNTED}
    assert told(flexion_trace()) == set()


def test_nobody_is_waited_for_without_end():
    coach = coach_of()
    _, over_s = fed(coach, [Body(float(t_s)) for t_s in range(200)])

    assert over_s == pytest.approx(COMING_S, abs=2.0)
    assert coach.result.largest_reason is Reason.NOBODY


def test_whoever_is_never_in_position_hears_that_as_the_reason():
    coach = coach_of()
    standing = bodies_of(flexion_trace(), posture=Posture.STANDING)
    fed(coach, [replace(body, trunk_inclination_deg=Measure(5.0, 1.0)) for body in standing])

    assert coach.result.largest_reason is Reason.ELSEWHERE


@pytest.mark.parametrize(("hips_pct", "hint"), [(150.0, True), (95.0, False)])
def test_whoever_stands_is_asked_to_sit_down_for_the_rotation(hips_pct, hint):
    alike = PostureBelief(((Posture.SITTING, 0.5), (Posture.STANDING, 0.5)))
    upright = Measure(5.0, 1.0), Measure(hips_pct, 1.0)
    coach = coach_of(Movement.INTERNAL_ROTATION)
    for t_s in range(12):
        body = Body(
            float(t_s), seen=True, trunk_inclination_deg=upright[0], hip_height_pct=upright[1], posture=alike
        )
        state = coach.update(body).state

    wanted = Hint(WarningKind.POSITION, Posture.STANDING.value, Posture.SITTING.value)
    assert state.hint == (wanted if hint else None)
