"""Hints are said when they begin, not all the time, and not on top of a reminder."""

from posecoach.audio.announcer import HINT_REPEAT_S
from posecoach.audio.guidance import SETTLING_S
from posecoach.coaching.events import Phase, WarningKind
from posecoach.coaching.state import Hint
from posecoach.language import load_language
from tests.audio.scene import Scene

FOURS = Hint(WarningKind.POSITION, "all fours", "on the back")
SAID = "You are on all fours. This exercise starts lying on your back."


def test_a_hint_is_said_once_and_again_after_a_while() -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(1)
    assert scene.stay(HINT_REPEAT_S - 1, hint=FOURS).count(SAID) == 1
    assert scene.stay(HINT_REPEAT_S, hint=FOURS).count(SAID) == 1


def test_nobody_who_was_just_asked_to_lie_down_is_told_that_they_sit() -> None:
    """It takes time, most of all with a sore back."""
    sitting = Hint(WarningKind.POSITION, "sitting upright", "on the back")
    scene = Scene()
    assert scene.stay(1.0, phase=Phase.POSITION) == [load_language().say("phase.position_lying")]
    assert scene.stay(SETTLING_S, hint=sitting) == []
    assert any("You are sitting." in text for text in scene.stay(4.0)), "but who goes on sitting is"


def test_who_hears_why_is_not_reminded_as_well() -> None:
    scene = Scene()
    unclear = Hint(WarningKind.NOT_COUNTED, "unclear")
    scene.stay(12, phase=Phase.COUNTING)
    assert load_language().say("phase.counting_unsure") not in scene.stay(30, hint=unclear)
