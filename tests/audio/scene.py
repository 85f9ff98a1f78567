"""A set played to the announcer: states and events frame by frame, and what was said when."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from posecoach.audio.announcer import Announcer
from posecoach.audio.counting import Counting
from posecoach.audio.utterance import Utterance
from posecoach.coaching.events import (
    Confidence,
    Event,
    LowerBackReading,
    Phase,
    Rep,
    RepCompleted,
    RepCounted,
    SetEnded,
    WarningKind,
    WarningStarted,
)
from posecoach.coaching.state import BackLevel, BackState, CoachState
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.exercises.definition import Exercise
from posecoach.language import Language, load_language

FRAME_S = 0.1
SEEN = BackState(level=BackLevel.STILL, confidence=Confidence.HIGH)
BACK_MESSAGE = "Smaller: keep your lower back on the mat."


def make_rep(index: int, t_s: float, set_index: int = 1, **changes: Any) -> Rep:
    rep = Rep(set_index, index, t_s - 2, t_s - 1, t_s, range_deg=8.0, peak_deg=100.0)
    return replace(rep, **changes)


class Scene:
    """Feeds an announcer and keeps (time, utterance) of all that it wanted to say."""

    def __init__(
        self,
        counting: Counting = Counting.EVERY,
        language: Language | None = None,
        exercises: Iterable[Exercise] | None = None,
        **state: Any,
    ) -> None:
        known = builtin_exercises() if exercises is None else exercises
        self.announcer = Announcer(language or load_language(), counting, known)
        self.state = CoachState(0.0, Phase.LOOKING, "hip-flexion", "left", back=SEEN)
        self.state = replace(self.state, **state)
        self.announcer.side_told(self.state.exercise_id, self.state.side)  # with the exercise's name
        self.said: list[tuple[float, Utterance]] = []

    @property
    def texts(self) -> list[str]:
        return [utterance.text for _, utterance in self.said]

    def frame(self, *events: Event, **state: Any) -> list[Utterance]:
        """The next frame, a tenth of a second later, with these events and changes of the state."""
        self.state = replace(self.state, t_s=round(self.state.t_s + FRAME_S, 3), **state)
        said = self.announcer.hear(events, self.state)
        self.said += [(self.state.t_s, utterance) for utterance in said]
        return said

    def stay(self, seconds: float, **state: Any) -> list[str]:
        """Frames for `seconds` in which nothing happens; returns what was said in them."""
        before = len(self.said)
        for _ in range(round(seconds / FRAME_S)):
            self.frame(**state)
        return self.texts[before:]

    def count(self, index: int, together: int = 1) -> list[str]:
        """The rep `index` is counted, with the `together` - 1 before it in the same moment."""
        reps = [make_rep(i, self.state.t_s) for i in range(index - together + 1, index + 1)]
        events = [RepCounted(self.state.t_s, rep) for rep in reps]
        state = {"phase": Phase.COUNTING, "reps": index, "total_reps": self.state.total_reps + together}
        return [utterance.text for utterance in self.frame(*events, **state)]

    def complete(self, index: int, confidence: Confidence = Confidence.HIGH, moved: bool = False) -> None:
        """The release of rep `index` has ended."""
        reading = LowerBackReading("pelvis_rise", 0.3, 1.5, "% torso", confidence)
        rep = make_rep(index, self.state.t_s, lower_back=reading, lower_back_moved=moved)
        self.frame(RepCompleted(self.state.t_s, rep))

    def end_set(self, reps: int, index: int = 1, **state: Any) -> list[str]:
        """Set `index` ends after `reps` reps."""
        event = SetEnded(self.state.t_s, index, reps, 0.0, self.state.t_s)
        return [utterance.text for utterance in self.frame(event, **state)]

    def warn(
        self,
        kind: WarningKind = WarningKind.LOWER_BACK,
        measure: str = "pelvis_rise",
        message: str = BACK_MESSAGE,
    ) -> list[Utterance]:
        """A warning begins."""
        return self.frame(WarningStarted(self.state.t_s, kind, measure, message))


def counting_scene(counting: Counting = Counting.EVERY) -> Scene:
    """In the middle of a set that has just said "Go."."""
    scene = Scene(counting, phase=Phase.COUNTING)
    scene.stay(0.5)
    scene.said.clear()
    return scene
