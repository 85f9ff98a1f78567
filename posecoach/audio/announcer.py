"""What the coach says aloud and when: events and states in, utterances out. Time comes from the states."""

import math
from collections.abc import Iterable, Sequence
from typing import TypeVar

from posecoach.audio.counting import Counting, RestCountdown, count_words
from posecoach.audio.guidance import Guidance
from posecoach.audio.introductions import PLACE, SUMMARY
from posecoach.audio.utterance import Debounce, Priority, Tone, Utterance
from posecoach.coaching.events import (
    Confidence,
    Event,
    Phase,
    Rep,
    RepCompleted,
    RepCounted,
    SetEnded,
    SetRestarted,
    WarningKind,
    WarningStarted,
)
from posecoach.coaching.state import BackLevel, CoachState
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.filters import Held
from posecoach.language import Language
from posecoach.language.localise import hint_sentence

HINT_REPEAT_S = 30.0
"""The same hint is not said again within this time."""

COUNT_EXPIRES_S = 1.0
REACHED_EXPIRES_S = 6.0
"""That a goal is reached stays true for longer than a number does."""

AFTER_SET_EXPIRES_S = 15.0
WARNING_EXPIRES_S = 4.0
"""A warning cuts off all but the word that a goal is reached, which takes three seconds."""
QUESTION_EXPIRES_S = 1.5

STILL_SHARE = 0.75
"""An all-clear is spoken if the back is known to have kept still in at least this share of a set's reps."""

ASKED_REPS, ASKED_SHARE = 3, 0.2
"""Reps asked about are named at a set's end if there are so many of them, and the back moved, surely or
perhaps, in this share of the set. Of clean reps in 240 random sets one in 38 is asked about, of forward leans
one in 15: chance then makes six of 30 in one or two sets of a hundred, if these questions are independent."""

CANNOT_SEE_AFTER_S = 3.0
"""How long the lower back has to be out of sight before it is said: a moment's loss is not worth a word."""

CUE_FREE_REPS = 3
"""No cue in the first reps of a set: they are for finding the rhythm."""


CUE_EVERY_S = 30.0
"""An exercise's cue is said about this often while counting."""

BACK_REPEAT_S, BACK_QUESTION_S = 6.0, 30.0
"""Quiet time after a warning of the lower back, and after a question about it, in which none follows."""

BACK_AGAIN_S = 20.0
"""A back that goes on moving is spoken of again after this long. Nobody is asked so soon after a warning."""


class Announcer:
    """Decides what to say. One for a whole session.

    Args:
        counting: how much of the count is spoken.
        exercises: lend their cues and positions.
    """

    def __init__(
        self,
        language: Language,
        counting: Counting = Counting.EVERY,
        exercises: Iterable[Exercise] = (),
    ) -> None:
        self.language = language
        self._counting = counting
        self._exercises = {exercise.id: exercise for exercise in exercises}
        self._repeats = Debounce()
        self._guidance = Guidance(language, self._repeats)
        self._rest = RestCountdown(language)
        self._back_hidden = Held()
        self._hidden_told: set[tuple[str, str]] = set()
        self._last_advice_s: float | None = None
        self._cue_index = 0
        self._completed: list[RepCompleted] = []
        self._after_set: list[str] = []
        """Advice on camera and clothes: of no use, and in the way of the count, while reps are done."""

    def hear(self, events: Sequence[Event], state: CoachState) -> list[Utterance]:
        """What to say now, after `events` led to `state`; the most urgent first."""
        exercise = self._exercises.get(state.exercise_id)
        said = [
            *self._warnings(events, state),
            *self._guidance.view(events, state, exercise),
            *(self._hint(state) if state.t_s >= self._guidance.settling_until_s else ()),
            *self._count(events, state),  # before the end of the set that it may bring
            *self._set_end(events, state),
            *self._guidance.phase(events, state, exercise),
            *self._rest.hear(state),
            *self._hidden_back(state, exercise),
            *self._cue(state, exercise),
        ]
        return sorted(said, key=lambda utterance: -utterance.priority)

    def side_told(self, exercise_id: str, side: str) -> None:
        """The person has heard which hip it is, and need not hear it again."""
        self._guidance.side_told(exercise_id, side)

    def _warnings(self, events: Sequence[Event], state: CoachState) -> Iterable[Utterance]:
        for event in _of(events, WarningStarted):
            if event.kind is WarningKind.CLOTHES:
                self._after_set.append(self.language.say(f"back.{event.measure}"))
            if event.kind is not WarningKind.LOWER_BACK:
                continue
            if event.confidence is not Confidence.HIGH:
                yield from self._question(event, state)
                continue
            if self._repeats.may("lower-back", state.t_s, BACK_REPEAT_S):
                yield self._back_moves(event.message, state)
        goes_on = any(event.rep.at_fault for event in _of(events, RepCompleted))
        told_s = self._repeats.since_s("lower-back", state.t_s)
        if goes_on and state.phase is Phase.COUNTING and BACK_AGAIN_S <= told_s < math.inf:
            self._repeats.may("lower-back", state.t_s, 0.0)
            exercise = self._exercises.get(state.exercise_id)
            yield self._back_moves(exercise.back_message if exercise else "", state)

    def _back_moves(self, message: str, state: CoachState) -> Utterance:
        self._last_advice_s = state.t_s
        text = message or self.language.say("warning.lower-back")
        return Utterance(
            text, Priority.WARNING, WARNING_EXPIRES_S, Tone.WARNING, "lower-back", interrupts=True
        )

    def _question(self, event: WarningStarted, state: CoachState) -> Iterable[Utterance]:
        """What was not seen well enough to be told is asked, now and then, and nothing waits for it."""
        if self._repeats.since_s("lower-back", state.t_s) < BACK_AGAIN_S:
            return
        if self._repeats.may("lower-back-question", state.t_s, BACK_QUESTION_S):
            exercise = self._exercises.get(state.exercise_id)
            text = self.language.say(f"back.ask-{exercise.position if exercise else 'any'}")
            yield Utterance(text, Priority.CUE, QUESTION_EXPIRES_S, topic="lower-back")

    def _count(self, events: Sequence[Event], state: CoachState) -> Iterable[Utterance]:
        counted = _of(events, RepCounted)
        if not counted:
            return
        newest = counted[-1].rep.index
        text = count_words(self.language, newest, len(counted), state.target, self._counting)
        if text:
            goals = [goal for goal in state.target if newest >= goal > newest - len(counted)]
            reached = state.target[1] in goals
            tone = Tone.DONE if reached else Tone.COUNT
            # A goal is told once: a warning waits for its end.
            priority = Priority.WARNING if goals else Priority.COUNT
            # The number says that it goes on: "go" and what was to be said before it are late.
            late = ("phase", "hold", SUMMARY, PLACE) if state.phase is Phase.COUNTING else ()
            expires_s = REACHED_EXPIRES_S if goals else COUNT_EXPIRES_S
            yield Utterance(text, priority, expires_s, tone, "count", forgets=late)

    def _hint(self, state: CoachState) -> Iterable[Utterance]:
        """Why nothing is counted, and what to change."""
        hint = state.hint
        if hint is None:
            return
        key = f"hint {hint.kind.value} {hint.topic} {hint.wanted}"
        if self._repeats.may(key, state.t_s, HINT_REPEAT_S):
            text = hint_sentence(self.language.say, hint.kind.value, hint.topic, hint.wanted)
            yield Utterance(text, Priority.GUIDE, 6.0, Tone.ATTENTION, "hint")

    def _set_end(self, events: Sequence[Event], state: CoachState) -> Iterable[Utterance]:
        self._completed += _of(events, RepCompleted)
        for restarted in _of(events, SetRestarted):
            self._completed = [one for one in self._completed if one.rep.set_index != restarted.index]
        for event in _of(events, SetEnded):
            of_set = [one for one in self._completed if one.rep.set_index == event.index]
            self._completed = []
            if event.reps < 1:
                continue
            words = "count.set_of_done" if (state.sets or 0) > 1 else "count.set_done"
            text = self.language.say(words, n=event.reps, set=event.index, sets=state.sets)
            text = " ".join([text, *self._back_of_set([one.rep for one in of_set], event.reps)])
            late = ("lower-back",)  # how the back moves is told for the whole set
            yield Utterance(text, Priority.GUIDE, expires_s=8.0, tone=Tone.DONE, forgets=late)
            advice, self._after_set = self._after_set, []
            for text in advice:
                yield Utterance(text, Priority.GUIDE, expires_s=AFTER_SET_EXPIRES_S)

    def _back_of_set(self, reps: Sequence[Rep], counted: int) -> list[str]:
        """In how many reps the back moved; or the all-clear, if most are known and nothing was asked."""
        moved, still = sum(rep.at_fault for rep in reps), sum(rep.kept_still for rep in reps)
        asked = sum(rep.lower_back_moved for rep in reps) - moved
        if moved or asked:
            said = [self.language.say("count.moved_in", n=moved, count=moved)] if moved else []
            more = "count.may_have_moved_more" if moved else "count.may_have_moved"
            several = asked >= ASKED_REPS and moved + asked >= ASKED_SHARE * counted
            return [*said, self.language.say(more, count=asked)] if several else said
        if still < STILL_SHARE * counted:
            return []
        if still >= counted:
            return [self.language.say("count.kept_still")]
        return [self.language.say("count.kept_still_in", count=still)]

    def _hidden_back(self, state: CoachState, exercise: Exercise | None) -> Iterable[Utterance]:
        """Said once for an exercise and side: silence must not pass for an all-clear."""
        watched = exercise is None or bool(exercise.lower_back)
        hidden = watched and state.phase is Phase.COUNTING and state.back.level is BackLevel.CANNOT_SEE
        hidden_s = self._back_hidden.held_s(hidden, state.t_s)
        where = (state.exercise_id, state.side)
        if hidden_s >= CANNOT_SEE_AFTER_S and where not in self._hidden_told:
            self._hidden_told.add(where)
            # A view problem has its own advice, and a camera toward the head cannot be better placed.
            hidden_anyway = exercise is not None and exercise.camera.toward_head
            if not (state.view_problem or hidden_anyway):
                self._after_set.append(self.language.say("back.cannot-see_fix"))
            text = self.language.say("back.cannot-see")
            yield Utterance(text, Priority.VIEW, expires_s=8.0, tone=Tone.ATTENTION)

    def _cue(self, state: CoachState, exercise: Exercise | None) -> Iterable[Utterance]:
        """Now and then one of the exercise's own cues."""
        if state.phase is not Phase.COUNTING or self._last_advice_s is None:
            self._last_advice_s = state.t_s
            return
        cues = exercise.text.cues if exercise else ()
        if not cues or state.t_s - self._last_advice_s < CUE_EVERY_S:
            return
        if CUE_FREE_REPS <= state.reps < max(state.target[1] - 5, CUE_FREE_REPS + 1):
            text = cues[self._cue_index % len(cues)]
            self._cue_index += 1
            self._last_advice_s = state.t_s
            yield Utterance(text, Priority.CUE, expires_s=3.0, topic="cue")


AnyEvent = TypeVar("AnyEvent", bound=Event)


def _of(events: Sequence[Event], kind: type[AnyEvent]) -> list[AnyEvent]:
    return [event for event in events if isinstance(event, kind)]
