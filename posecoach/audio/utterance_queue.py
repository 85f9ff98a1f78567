"""What waits to be said: the most urgent first, the stale dropped. Pure; the time is handed in."""

from dataclasses import dataclass

from posecoach.audio.utterance import Utterance

LONGEST = 16
"""More than this waiting means that nothing is being said: the least urgent, oldest one goes."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    utterance: Utterance
    order: int
    since_s: float

    @property
    def rank(self) -> tuple[int, int]:
        return (-self.utterance.priority, self.order)


class UtteranceQueue:
    """Utterances in the order in which they are to be said. Times in seconds of any one clock."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []
        self._order = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, utterance: Utterance, now_s: float) -> None:
        """Add `utterance`; what it replaces or makes pointless, and still waits, is forgotten."""
        gone = {utterance.topic, *utterance.forgets} - {""}
        self._waiting = [one for one in self._waiting if one.utterance.topic not in gone]
        self._order += 1
        self._waiting.append(_Waiting(utterance, self._order, now_s))
        self._waiting.sort(key=lambda one: one.rank)
        del self._waiting[LONGEST:]

    def take(self, now_s: float) -> Utterance | None:
        """The next thing to say, None when nothing waits; what has become stale is dropped."""
        first = self.first(now_s)
        if first is not None:
            del self._waiting[0]
        return first

    def first(self, now_s: float) -> Utterance | None:
        """As `take`, but it goes on waiting."""
        self._waiting = [one for one in self._waiting if now_s - one.since_s <= one.utterance.expires_s]
        return self._waiting[0].utterance if self._waiting else None

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()


def cuts_off(new: Utterance, current: Utterance) -> bool:
    """Whether `new` is so urgent that `current` is cut off in the middle of its words."""
    return new.interrupts and new.priority > current.priority
