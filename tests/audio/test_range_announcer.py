"""What is said during a test of the hip's range, and how often."""

from posecoach.audio.range_announcer import RangeAnnouncer
from posecoach.coaching.events import Event, Phase, PhaseChanged, WarningKind, WarningStarted
from posecoach.coaching.state import CoachState
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.language import load_language

SAY = load_language().say


class Played:
    """A test to whose voice states and events are played."""

    def __init__(self) -> None:
        self.voice = RangeAnnouncer(load_language(), exercises=builtin_exercises())

    def hears(self, t_s: float, event: Event) -> list[str]:
        state = CoachState(t_s, Phase.COUNTING, "hip-flexion", "left")
        return [utterance.text for utterance in self.voice.hear([event], state)]


def test_who_moves_too_fast_is_not_told_again_at_once() -> None:
    test = Played()
    told = [
        t_s
        for t_s in (1.0, 3.0, 6.0, 8.0)
        if SAY("measure.slower") in test.hears(t_s, WarningStarted(t_s, WarningKind.TEMPO, ""))
    ]
    assert told == [1.0, 8.0]


def test_who_leaves_the_position_for_a_moment_is_not_sent_on_again() -> None:
    test = Played()
    told = [
        t_s
        for t_s in (1.0, 4.0, 12.0)
        if SAY("measure.go") in test.hears(t_s, PhaseChanged(t_s, Phase.COUNTING))
    ]
    assert told == [1.0, 12.0]
