"""Why somebody is not counted: which reason, when it is told, and when it is over."""

import math
from dataclasses import replace

import pytest

from posecoach.coaching.events import Event, Phase, WarningEnded, WarningKind, WarningStarted
from posecoach.coaching.position.gate import Fault
from posecoach.coaching.position.hints import (
    CONFIRM_S,
    MENDED_S,
    POSTURE_S,
    SLOW_UNCOUNTED_S,
    UNCOUNTED_S,
    HintTracker,
    Situation,
    cause,
)
from posecoach.coaching.state import Hint
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.body import Body
from posecoach.kinematics.posture import Posture, PostureBelief
from posecoach.kinematics.view import View

FPS = 10
FLEXION = find_exercise("hip-flexion")
PULLING = Situation(Phase.COUNTING, counted_s=0.0, fault=Fault.NONE, side="left", moving=True, size=12.0)
ON_BACK = ((Posture.ON_BACK, 1.0),)


class Watched:
    """A tracker fed with one situation after the other, and what it told."""

    def __init__(self) -> None:
        self.tracker = HintTracker(FLEXION)
        self.t_s = 0.0
        self.events: list[Event] = []

    def stay(self, seconds: float, now: Situation, postures: tuple = ON_BACK, head_deg: float = 0.0) -> None:
        view = View(body_fraction=0.5, head_deg=head_deg)
        for _ in range(round(seconds * FPS)):
            body = Body(
                self.t_s, seen=True, posture=PostureBelief(postures), view=view, plausible=(True,) * 33
            )
            self.events += self.tracker.update(body, now)
            self.t_s += 1 / FPS

    @property
    def told(self) -> list[tuple[float, str, str]]:
        started = [one for one in self.events if isinstance(one, WarningStarted)]
        return [(round(one.t_s, 1), one.kind.value, one.measure) for one in started]


@pytest.mark.parametrize(
    ("change", "legs_mixed", "body_fraction", "expected"),
    [
        ({"fault": Fault.STANCE}, False, 0.5, "stance"),
        ({"fault": Fault.REQUIREMENT}, True, 0.1, "requirement"),
        ({"fault": Fault.BOTH_LEGS}, True, 0.1, "both-legs"),
        ({"fault": Fault.CROSSED_LEGS}, True, 0.1, "crossed-legs"),
        ({}, True, 0.1, "legs"),
        ({}, False, 0.2, "far"),
        ({"size": 1.5}, False, 0.5, "small"),
        ({"size": 12.0}, False, 0.5, "unclear"),
        ({"size": math.nan}, False, math.nan, "unclear"),
    ],
)
def test_the_likeliest_cause_is_named(
    change: dict, legs_mixed: bool, body_fraction: float, expected: str
) -> None:
    assert cause(replace(PULLING, **change), legs_mixed, body_fraction, min_range=3.0) == expected


@pytest.mark.parametrize(
    "posture", [Posture.ALL_FOURS, Posture.LEANING_BACK, Posture.ON_SIDE, Posture.FACE_DOWN]
)
def test_another_posture_is_named_after_a_while_and_sooner_with_movement(posture: Posture) -> None:
    for moving, at_s in ((False, POSTURE_S), (True, 0.0)):
        watched = Watched()
        now = Situation(Phase.POSITION, 0.0, Fault.POSTURE, moving=moving)
        watched.stay(12, now, ((posture, 1.0),))
        assert watched.tracker.hint == Hint(WarningKind.POSITION, posture.value, "on the back")
        ((told_s, _, _),) = watched.told
        assert told_s == pytest.approx(at_s + CONFIRM_S, abs=0.3)


def test_whoever_stands_about_is_not_told_so_and_who_does_squats_is() -> None:
    standing = ((Posture.STANDING, 1.0),)
    watched = Watched()
    watched.stay(60, Situation(Phase.POSITION, 0.0, Fault.POSTURE), standing)
    assert watched.told == []
    watched.stay(5, Situation(Phase.POSITION, 0.0, Fault.POSTURE, moving=True), standing)
    assert [kind for _, kind, _ in watched.told] == ["position"]


def test_in_doubt_no_posture_is_named() -> None:
    watched = Watched()
    doubtful = ((Posture.ON_SIDE, 0.6), (Posture.ON_BACK, 0.4))
    watched.stay(30, Situation(Phase.POSITION, 0.0, Fault.POSTURE, moving=True), doubtful)
    assert watched.told == []


def test_seen_from_the_feet_the_posture_is_a_guess_and_the_camera_is_named() -> None:
    watched = Watched()
    now = Situation(Phase.POSITION, 0.0, Fault.POSTURE, moving=True)
    watched.stay(5, now, ((Posture.SITTING, 1.0),), head_deg=-45.0)
    assert watched.tracker.hint == Hint(WarningKind.NOT_COUNTED, "view")


def test_where_the_camera_is_at_the_feet_that_is_said_before_whatever_is_seen_from_there() -> None:
    watched = Watched()
    sitting = ((Posture.SITTING, 1.0),)
    for _ in range(4):  # the model takes somebody seen from the feet for lying and sitting by turns
        watched.stay(1.5, replace(PULLING, moving=False), head_deg=-36.0)
        watched.stay(
            1.0, Situation(Phase.POSITION, 0.0, Fault.POSTURE, moving=False), sitting, head_deg=-25.0
        )
    ended = watched.tracker.finish(watched.t_s, counted=False)
    assert [one.measure for one in ended if isinstance(one, WarningStarted)] == ["view"]


def test_regular_movement_without_a_count_has_its_reason_within_a_few_seconds_more() -> None:
    watched = Watched()
    watched.stay(UNCOUNTED_S - 1, PULLING)
    assert watched.told == []
    watched.stay(6, PULLING)
    assert [(kind, topic) for _, kind, topic in watched.told] == [("not-counted", "unclear")]


def test_who_is_counted_hears_nothing() -> None:
    watched = Watched()
    for _ in range(20):
        watched.stay(3, replace(PULLING, counted_s=watched.t_s))
    assert watched.told == []


def test_a_count_ends_the_hint() -> None:
    watched = Watched()
    watched.stay(20, PULLING)
    watched.stay(MENDED_S + 0.5, replace(PULLING, counted_s=20.0))
    assert watched.tracker.hint is None
    assert [type(one) for one in watched.events] == [WarningStarted, WarningEnded]


@pytest.mark.parametrize(("size", "told"), [(2.0, True), (0.4, False)])
def test_in_position_even_irregular_movement_has_its_reason_and_rest_has_none(
    size: float, told: bool
) -> None:
    watched = Watched()
    watched.stay(SLOW_UNCOUNTED_S + 3, replace(PULLING, moving=False, size=size))
    assert bool(watched.told) is told


@pytest.mark.parametrize("phase", [Phase.LOOKING, Phase.REST, Phase.DONE])
def test_outside_a_set_there_is_nothing_to_say(phase: Phase) -> None:
    watched = Watched()
    watched.stay(30, replace(PULLING, phase=phase))
    assert watched.told == []


def test_what_is_wrong_with_the_picture_is_told_by_the_view_alone() -> None:
    watched = Watched()
    watched.stay(30, replace(PULLING, view_told=True))
    assert watched.told == []


def test_legs_that_take_turns_are_told_and_which_one_is_counted() -> None:
    watched = Watched()
    watched.stay(3, replace(PULLING, alternating=True))
    assert watched.tracker.hint == Hint(WarningKind.WRONG_SIDE, "alternating", "left")


def test_a_recording_in_which_nothing_was_counted_says_why_at_its_end() -> None:
    for counted, expected in ((False, ["small"]), (True, [])):
        watched = Watched()
        watched.stay(8, replace(PULLING, moving=False, size=1.0))
        ended = watched.tracker.finish(watched.t_s, counted)
        assert [one.measure for one in ended if isinstance(one, WarningStarted)] == expected
        assert watched.tracker.hint is None
