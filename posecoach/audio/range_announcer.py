"""What is said during a measurement of the hip's range: where to be, slowly, how many, and the result."""

from collections.abc import Sequence

from posecoach.audio.announcer import Announcer
from posecoach.audio.utterance import Priority, Tone, Utterance
from posecoach.coaching.events import Event, Phase, PhaseChanged, RepCounted, WarningKind, WarningStarted
from posecoach.coaching.hip_range.result import HipRange, Reason
from posecoach.coaching.state import CoachState
from posecoach.language import Language

CORRECT_EVERY_S = 6.0

CORRECTIONS = {WarningKind.TEMPO: "measure.slower", WarningKind.NOT_COUNTED: "measure.hidden"}
"""What is said to a movement that cannot be measured."""

RESULT_EXPIRES_S = 20.0


class RangeAnnouncer(Announcer):
    """An announcer that counts nothing and hurries nobody: the movements of a test are slow."""

    def hear(self, events: Sequence[Event], state: CoachState) -> list[Utterance]:
        """What to say now, after `events` led to `state`; the most urgent first."""
        exercise = self._exercises.get(state.exercise_id)
        said = [
            *self._guidance.view(events, state),
            *self._hint(state),
            *self._movements(events, state),
        ]
        if state.phase is Phase.COUNTING:
            said += self._begin(events, state)
        elif state.phase not in (Phase.DONE, Phase.REST):  # the break is for getting there, not for rest
            said += self._guidance.phase(events, state, exercise)
        return sorted(said, key=lambda utterance: -utterance.priority)

    def _begin(self, events: Sequence[Event], state: CoachState) -> list[Utterance]:
        entered = any(isinstance(event, PhaseChanged) for event in events)
        if entered and self._repeats.may("measure go", state.t_s, 8.0):
            return [Utterance(self.language.say("measure.go"), Priority.GUIDE, 6.0, Tone.GO, "phase")]
        return []

    def _movements(self, events: Sequence[Event], state: CoachState) -> list[Utterance]:
        said = []
        for event in events:
            if isinstance(event, RepCounted):
                last = state.phase is Phase.DONE
                words = "measure.enough" if last else "measure.again"
                tone = Tone.DONE if last else Tone.COUNT
                said.append(Utterance(self.language.say(words), Priority.GUIDE, 4.0, tone, "count"))
            words = CORRECTIONS.get(event.kind, "") if isinstance(event, WarningStarted) else ""
            if words and self._repeats.may(words, state.t_s, CORRECT_EVERY_S):
                said.append(Utterance(self.language.say(words), Priority.GUIDE, 4.0, Tone.ATTENTION))
        return said


def result_words(language: Language, hip: HipRange) -> str:
    """What was measured of one hip, as it is said aloud: whole degrees, or why not."""
    name = language.say(f"measure.{hip.movement.value}")
    sided = "_both" if hip.side == "both" else ""
    side = "" if hip.side == "both" else language.say(f"side.{hip.side}_hip")
    if hip.largest is None:
        reason = language.say(f"measure_reason.{hip.largest_reason.value}")
        return language.say(f"measure.not_seen{sided}", name=name, side=side, reason=reason)
    text = language.say(f"measure.result{sided}", name=name, side=side, deg=round(hip.largest.value_deg))
    if hip.onset is not None:
        text += " " + language.say("measure.onset", deg=round(hip.onset.value_deg))
    elif hip.onset_reason is Reason.BACK_STILL:
        text += " " + language.say("count.kept_still")
    return text


def result_utterance(language: Language, hip: HipRange) -> Utterance:
    """The same, to be said."""
    return Utterance(result_words(language, hip), Priority.GUIDE, RESULT_EXPIRES_S, Tone.DONE)
