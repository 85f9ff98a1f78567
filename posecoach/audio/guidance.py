"""Leading the person through a set by voice: where we are, the rest, and what is wrong with the picture."""

import math
from collections.abc import Iterable, Sequence

from posecoach.audio.counting import capitalised
from posecoach.audio.introductions import PLACE, SUMMARY
from posecoach.audio.utterance import Debounce, Priority, Tone, Utterance
from posecoach.coaching.events import Event, Phase, RepCounted, SetRestarted, WarningKind, WarningStarted
from posecoach.coaching.state import CoachState
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.filters import Lasting
from posecoach.kinematics.view import ViewProblem
from posecoach.language import Language

SETTLE_S = {Phase.LOOKING: 0.7, Phase.POSITION: 0.7, Phase.PAUSED: 0.7, Phase.HOLD: 0.2}
"""A phase is announced once it has lasted this long; the others at once."""

GAP_S = {Phase.LOOKING: 8.0, Phase.POSITION: 8.0, Phase.PAUSED: 8.0, Phase.HOLD: 4.0, Phase.COUNTING: 2.0}
"""The same phase is not announced again within this time, however often the coach changes its mind."""

REMINDERS = {
    Phase.LOOKING: "phase.looking_again",
    Phase.POSITION: "phase.position_again",
    Phase.COUNTING: "phase.counting_unsure",
}

UNCOUNTED_S = 20.0
"""After this time without a count, which is three slow reps, the person is told that nothing is counted. Said
once in a set, because somebody may only be resting."""

REMINDER_S = 30.0
"""What to do before the first rep is said again after this time."""

VIEW_REPEAT_S = 60.0
"""A problem of the view that lasts, or comes back, is said again after this time."""

VIEW_SETTLE_S = 1.0
VIEW_PAUSE_S = 5.0
"""Shortest time between two sentences about the picture, for when two problems alternate."""

STEPS = {
    ViewProblem.TOO_CLOSE.value: "further",
    ViewProblem.CUT_OFF.value: "further",
    ViewProblem.TOO_FAR.value: "closer",
}
"""Problems solved by moving the camera or the person, and the short word that is repeated meanwhile."""

GETTING_READY = (Phase.LOOKING, Phase.POSITION)

REST_EXPIRES_S = 12.0
"""Long, because the rest is announced after the result of the set, and that may be several sentences."""

STEP_S, STEP_EXPIRES_S, MOST_STEPS = 4.0, 8.0, 6
"""The short words of `STEPS`: how often, after how long one is dropped unsaid, and how many at most."""

SENTENCE_S = 3.0
"""About how long the whole sentence takes; the short words begin after it."""

SETTLING_S = 8.0
"""So long after being asked to lie down nobody is told that they are not lying yet."""

TONES = {
    Phase.LOOKING: Tone.ATTENTION,
    Phase.POSITION: Tone.ATTENTION,
    Phase.HOLD: Tone.ATTENTION,
    Phase.COUNTING: Tone.GO,
    Phase.PAUSED: Tone.REST,
    Phase.REST: Tone.REST,
    Phase.DONE: Tone.DONE,
}


class Guidance:
    """The announcer's sentences about phases and the view."""

    def __init__(self, language: Language, repeats: Debounce) -> None:
        self._language = language
        self._repeats = repeats
        self._in_phase: Lasting[Phase | None] = Lasting(None)
        self._previous: Phase | None = None
        self._phase_told = False
        self._phase_told_s = float("-inf")
        self._with_problem: Lasting[str] = Lasting("")
        self._told_problem = ""
        self._steps_told = 0
        self.settling_until_s = float("-inf")
        """Until then the person takes up the position that was just asked for."""
        self._problem_told_s = self._step_s = float("-inf")
        self._side_told = ("", "")

    def side_told(self, exercise_id: str, side: str) -> None:
        """The person has heard which hip it is."""
        self._side_told = (exercise_id, side)

    def phase(
        self, events: Sequence[Event], state: CoachState, exercise: Exercise | None
    ) -> Iterable[Utterance]:
        """The phase, once it has settled; looking and getting into position again after a while, and a word
        to whoever is not counted.

        Counting that begins with a count needs no "go": the number says so.
        """
        if state.phase is not self._in_phase.value:
            self._previous, self._phase_told = self._in_phase.value, False
        lasted_s = self._in_phase.lasted_s(state.phase, state.t_s)
        if any(isinstance(event, SetRestarted) for event in events):  # its reps have their time too
            self._phase_told_s = state.t_s
        if state.phase is Phase.COUNTING and any(isinstance(event, RepCounted) for event in events):
            self._phase_told = True
        if not self._phase_told and self._problem_first(state):
            return
        # Somebody who pauses and has done enough: the set ends in a moment, and "paused" would be wrong.
        over = state.phase is Phase.PAUSED and 0 < state.target[0] <= state.reps
        if not self._phase_told and not over:
            settled = lasted_s >= SETTLE_S.get(state.phase, 0.0)
            gap_s = GAP_S.get(state.phase, 0.0)
            if settled and self._repeats.may(f"phase {state.phase.value}", state.t_s, gap_s):
                self._phase_told, self._phase_told_s = True, state.t_s
                if state.phase is Phase.POSITION and self._previous is not Phase.HOLD:
                    self.settling_until_s = state.t_s + SENTENCE_S + SETTLING_S
                yield self._phase_utterance(state, self._phase_text(state, exercise))
        elif self._reminder_due(state):
            self._phase_told_s = state.t_s
            text = self._language.say(REMINDERS[state.phase])
            yield Utterance(text, Priority.GUIDE, 6.0, Tone.ATTENTION, "phase")

    def _problem_first(self, state: CoachState) -> bool:
        """Whether to say what is wrong with the picture before the position is asked for.

        Where moving mends it ("You are too close."), the word that it is good asks for the position.
        """
        problem = state.view_problem
        if state.phase is not Phase.POSITION:
            return False
        if problem in STEPS or self._told_problem in STEPS:
            return True
        if not self._language.has(f"view.{problem}"):
            return False
        told_s = self._repeats.since_s(f"view {problem}", state.t_s)
        return self._told_problem != problem and told_s >= VIEW_REPEAT_S

    def view(
        self, events: Sequence[Event], state: CoachState, exercise: Exercise | None = None
    ) -> Iterable[Utterance]:
        """A problem once it lasts, again after a while, and a word when it is gone.

        Whoever is too near or too far is led with a word every few seconds: "A little further." And then:
        "Good. Now lie down."

        Nobody in view is not said here: the phase says so. Nothing is said in a rest, when all is done, or to
        somebody whose reps are being counted: the screen shows it, and who cannot be counted hears it then.
        """
        counted = state.phase is Phase.COUNTING and state.reps > 0
        if state.phase in (Phase.REST, Phase.DONE) or counted:
            return
        # What the coach reports about the picture as a warning has waited long enough already.
        about = WarningKind.CAMERA, WarningKind.OUT_OF_VIEW
        warnings = (event for event in events if isinstance(event, WarningStarted))
        reported = next((event for event in warnings if event.kind in about), None)
        problem = reported.measure if reported else state.view_problem
        lasted_s = self._with_problem.lasted_s(problem, state.t_s)
        if problem in ("", ViewProblem.NOBODY.value):
            if lasted_s >= VIEW_SETTLE_S:
                yield from self._view_mended(state, exercise)
        elif (reported or lasted_s >= VIEW_SETTLE_S) and self._may_tell(problem, state.t_s):
            text = self._view_text(problem, reported)
            if text:
                self._told_problem, self._steps_told = problem, 0
                self._problem_told_s, self._step_s = state.t_s, state.t_s + SENTENCE_S
                # "I can see you" would be no help now, and the word when it is gone says what comes next.
                forgets = ("phase",) if problem in STEPS else ()
                yield Utterance(text, Priority.VIEW, 5.0, Tone.ATTENTION, "view", forgets)
        elif problem == self._told_problem and problem in STEPS and state.phase in GETTING_READY:
            yield from self._step(problem, state, lasted_s)

    def _may_tell(self, problem: str, now_s: float) -> bool:
        if self._repeats.since_s("view", now_s) < VIEW_PAUSE_S:
            return False
        if not self._repeats.may(f"view {problem}", now_s, VIEW_REPEAT_S):
            return False
        return self._repeats.may("view", now_s, 0.0)

    def _view_text(self, problem: str, reported: WarningStarted | None) -> str:
        if self._language.has(f"view.{problem}"):
            return self._language.say(f"view.{problem}")
        return reported.message if reported else ""

    def _step(self, problem: str, state: CoachState, lasted_s: float) -> Iterable[Utterance]:
        if min(lasted_s, state.t_s - self._step_s) < STEP_S or self._steps_told >= MOST_STEPS:
            return
        self._steps_told, self._step_s = self._steps_told + 1, state.t_s
        text = self._language.say(f"view.{STEPS[problem]}")
        yield Utterance(text, Priority.VIEW, STEP_EXPIRES_S, Tone.ATTENTION, "view")

    def _view_mended(self, state: CoachState, exercise: Exercise | None) -> Iterable[Utterance]:
        """Silent while nobody is seen: "I can see you" comes with the next phase."""
        told, self._told_problem = self._told_problem, ""
        seen = state.phase is not Phase.LOOKING and state.view_problem == ""
        just_said = self._repeats.since_s(f"phase {Phase.POSITION.value}", state.t_s) < VIEW_PAUSE_S
        if told in STEPS and seen and state.phase is Phase.POSITION:
            if self._phase_told_s > self._problem_told_s:
                return
            self._phase_told, self._phase_told_s = True, state.t_s
            self.settling_until_s = state.t_s + SETTLING_S
            text = self._language.say(f"view.good_{exercise.position if exercise else 'any'}")
            yield Utterance(text, Priority.VIEW, 5.0, Tone.GO, "view", ("phase",), interrupts=True)
        elif told and seen and not just_said:
            yield Utterance(self._language.say("view.ok"), Priority.VIEW, 3.0, Tone.GO, "view")

    def _reminder_due(self, state: CoachState) -> bool:
        if self._told_problem or state.hint is not None:
            return False
        since_s = state.t_s - self._phase_told_s
        if state.phase is Phase.COUNTING and state.reps == 0:
            key = f"uncounted {state.exercise_id} {state.side} {state.set_index}"
            return since_s >= UNCOUNTED_S and self._repeats.may(key, state.t_s, math.inf)
        return state.phase in (Phase.LOOKING, Phase.POSITION) and since_s >= REMINDER_S

    def _phase_utterance(self, state: CoachState, text: str) -> Utterance:
        ready = state.phase in (Phase.HOLD, Phase.COUNTING)
        return Utterance(
            text,
            Priority.GUIDE,
            REST_EXPIRES_S if state.phase is Phase.REST else 6.0,
            TONES[state.phase],
            # A topic of its own: who is in position at once hears it, and then "go", after name and note.
            "hold" if state.phase is Phase.HOLD else "phase",
            forgets=(SUMMARY, PLACE) if ready else ("hold",),
            interrupts=ready,
        )

    def _phase_text(self, state: CoachState, exercise: Exercise | None) -> str:
        say = self._language.say
        if state.phase is Phase.REST:
            seconds = round(state.rest_left_s)
            return say("rest.start", seconds=seconds) if seconds > 0 else say("rest.start_open")
        if state.phase is Phase.COUNTING and state.reps > 0:
            return say("phase.counting_again")
        if state.phase is Phase.DONE and state.total_reps == 0:
            return say("phase.done_empty")
        if state.phase is Phase.DONE and state.source_ended:
            return say("phase.done_early")
        if state.phase is Phase.HOLD:
            text = f"{self._side(state)} {say('phase.hold')}".strip()
        elif state.phase is Phase.POSITION and self._previous is Phase.HOLD:
            text = say(REMINDERS[Phase.POSITION])  # who lies already is not asked to lie down
        else:
            named = f"phase.position_{exercise.position}" if exercise else ""
            into = state.phase is Phase.POSITION and self._language.has(named)
            text = say(named if into else f"phase.{state.phase.name.lower()}")
        return f"{self._next_set(state)} {text}".strip() if self._previous is Phase.REST else text

    def _side(self, state: CoachState) -> str:
        """The hip, where it was found out from the position held and is not known to the person yet."""
        found = (state.exercise_id, state.side)
        if state.side not in ("left", "right") or found == self._side_told:
            return ""
        self._side_told = found
        return f"{capitalised(self._language.say(f'side.{state.side}_hip'))}."

    def _next_set(self, state: CoachState) -> str:
        if not state.sets or state.set_index < 2 or state.phase is Phase.DONE:
            return ""
        if state.set_index >= state.sets:
            return self._language.say("rest.next_set_last")
        return self._language.say("rest.next_set", set=state.set_index, sets=state.sets)
