"""Everything said in a run goes through here: to the voice, and as lines to whoever reads along."""

from collections.abc import Callable, Iterable, Sequence

from posecoach.audio.announcer import Announcer
from posecoach.audio.utterance import Priority, Tone, Utterance
from posecoach.audio.voice import Voice
from posecoach.coaching.events import Event
from posecoach.coaching.state import CoachState

ReadAlong = Callable[[Utterance], None]
Tell = Callable[[str], None]
"""Gets sentences for the terminal."""


class Speaker:
    """Decides with the announcer and hands over to the voice; never waits for it."""

    def __init__(self, announcer: Announcer, voice: Voice, read_along: ReadAlong | None = None) -> None:
        self.announcer = announcer
        self.voice = voice
        self._read_along = read_along

    def hear(self, events: Sequence[Event], state: CoachState) -> None:
        """Say what the coach has to say after `events` led to `state`."""
        self.say(self.announcer.hear(events, state))

    def tell(
        self, sentence_id: str, priority: Priority = Priority.GUIDE, tone: Tone = Tone.NONE, **params: object
    ) -> None:
        """Say a sentence of the language file."""
        self.say([self.announcer.tell(sentence_id, priority, tone, **params)])

    def say(self, utterances: Iterable[Utterance]) -> None:
        """Say these."""
        for utterance in utterances:
            self.voice.put(utterance)
            if self._read_along is not None:
                self._read_along(utterance)
