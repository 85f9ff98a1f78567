"""The wrong leg: noticed, said, and followed when the person goes on with it."""

import numpy as np
import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Event, RepCounted, WarningKind, WarningStarted
from posecoach.coaching.position.advisor import Advisor
from posecoach.coaching.position.gate import PositionGate
from posecoach.coaching.position.side import CLEAR_LEAD, GOING_ON_S, WRONG_S, SideChooser
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.body import Body, LeftRight, Measure
from posecoach.kinematics.model import BodyModel
from tests.simulator import SetScript, simulate

FPS = 20
FLEXION = find_exercise("hip-flexion")


def held(left_deg: float, right_deg: float, t_s: float) -> Body:
    hips = LeftRight(Measure(left_deg, 1.0), Measure(right_deg, 1.0))
    return Body(t_s, seen=True, hip_flexion_deg=hips)


def watch(chooser: SideChooser, body_deg: tuple[float, float], seconds: float, moving: bool) -> bool:
    """Whether the side changed within so many seconds of this."""
    changed = False
    for t_s in np.arange(0, seconds, 1 / FPS):
        body = held(*body_deg, float(t_s))
        chooser.update(body, locked=True)
        changed |= chooser.watch(body, possible=True, moving=moving)
    return changed


@pytest.mark.parametrize(
    ("left_deg", "right_deg", "wrong"),
    [
        (10.0, 110.0, "right"),
        (55.0, 110.0, "right"),
        (110.0, 10.0, ""),
        (100.0, 110.0, ""),  # both knees held
        (80.0, 80.0 + CLEAR_LEAD - 5, ""),  # not clear
    ],
)
def test_the_other_side_is_noticed_where_it_is_clear(left_deg: float, right_deg: float, wrong: str) -> None:
    chooser = SideChooser(FLEXION, "left")
    assert not watch(chooser, (left_deg, right_deg), WRONG_S + 3, moving=False)
    assert (chooser.wrong, chooser.side) == (wrong, "left")


def test_a_moment_is_no_wrong_side() -> None:
    chooser = SideChooser(FLEXION, "left")
    watch(chooser, (10, 110), WRONG_S - 0.5, moving=True)
    assert chooser.wrong == ""


def test_who_goes_on_is_followed_and_who_only_holds_is_not() -> None:
    told_s = WRONG_S + GOING_ON_S + 2
    assert not watch(SideChooser(FLEXION, "left"), (10, 110), told_s, moving=False)
    chooser = SideChooser(FLEXION, "left")
    assert not watch(chooser, (10, 110), WRONG_S + GOING_ON_S - 1, moving=True)
    chooser = SideChooser(FLEXION, "left")
    assert watch(chooser, (10, 110), told_s, moving=True)
    assert (chooser.side, chooser.wrong) == ("right", "")


def test_where_no_side_was_asked_for_a_change_within_a_set_is_followed_sooner() -> None:
    chooser = SideChooser(FLEXION, "auto")
    assert watch(chooser, (10, 110), WRONG_S + 1.5, moving=True)


def coached(done: str, asked: str) -> tuple[Coach, list[Event]]:
    """A simulated set of ten on one side through a coach that was asked for another."""
    script = SetScript("hip-flexion", done, reps=10, amplitude_deg=14, period_s=2.2, fps=15, swaps=False)
    model, coach, events = BodyModel(), Coach(FLEXION, asked), []
    for t_s, pose in simulate(script).poses:
        events += coach.update(model.update(t_s, pose)).events
    return coach, [*events, *coach.finish(t_s)]


def test_a_set_with_the_wrong_leg_is_said_and_counted_all_the_same() -> None:
    coach, events = coached("right", asked="left")
    told = [(one.measure, one.wanted) for one in events if isinstance(one, WarningStarted)
            and one.kind is WarningKind.WRONG_SIDE]  # fmt: skip
    assert told == [
        ("right", "left"),
        ("changed", "right"),
    ]
    assert coach.side == "right"
    assert sum(isinstance(one, RepCounted) for one in events) == 10


def test_what_was_done_half_a_minute_before_the_side_is_changed_is_remembered() -> None:
    advisor, sides = Advisor(FLEXION), SideChooser(FLEXION, "left")
    for t_s in range(60):
        advisor.side_changed(held(10.0, 110.0, float(t_s)), sides, PositionGate(FLEXION))
    assert 30.0 < 59.0 - advisor.recent[0].t_s < 60.0


@pytest.mark.parametrize("asked", ["right", "auto"])
def test_with_the_right_leg_nothing_is_said_of_it(asked: str) -> None:
    coach, events = coached("right", asked)
    assert coach.side == "right"
    assert not any(isinstance(one, WarningStarted) for one in events)
