"""Saying why somebody is not counted: each hint when it begins, and again after a while if it stands."""

from collections.abc import Iterable

from posecoach.audio.debounce import Debounce
from posecoach.audio.utterance import Priority, Tone, Utterance
from posecoach.coaching.state import CoachState
from posecoach.language import Language
from posecoach.language.hints import hint_sentence

REPEAT_S = 30.0
"""The same hint is not said again within this time."""


class HintVoice:
    """The announcer's sentences about `CoachState.hint`."""

    def __init__(self, language: Language, repeats: Debounce) -> None:
        self._language = language
        self._repeats = repeats

    def hear(self, state: CoachState) -> Iterable[Utterance]:
        """What to say in `state`."""
        hint = state.hint
        if hint is None:
            return
        key = f"hint {hint.kind.value} {hint.topic} {hint.wanted}"
        if self._repeats.may(key, state.t_s, REPEAT_S):
            text = hint_sentence(self._language.say, hint.kind.value, hint.topic, hint.wanted)
            yield Utterance(text, Priority.GUIDE, 6.0, Tone.ATTENTION, "hint")
