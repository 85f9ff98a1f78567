"""What somebody on the mat hears, and when: the line of speech and its timing, without a voice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from posecoach.app.live.programme import Block
from posecoach.audio.engine import DEFAULT_WPM
from posecoach.audio.utterance import Utterance, UtteranceQueue, cuts_off
from posecoach.display.shapes import Image
from posecoach.language import Language
from posecoach.video.frame import Frame
from tests.app.fakes import GREY, Poses, Stage

START_S = 0.3
"""From the words to the sound: an engine at work."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence, when it began, and whether it was cut short."""

    t_s: float
    text: str
    cut: bool = False


class Ear:
    """A voice that takes as long as one does; `listen` lets its time pass."""

    problem = ""

    def __init__(self) -> None:
        self.muted = False
        self.heard: list[Heard] = []
        self._line = UtteranceQueue()
        self._now_s = 0.0
        self._current: Utterance | None = None
        self._ends_s = 0.0

    def put(self, utterance: Utterance) -> None:
        self._line.put(utterance, self._now_s)

    def listen(self, t_s: float) -> None:
        self._now_s = t_s
        if self._current is not None and t_s >= self._ends_s:
            self._current = None
        first = self._line.first(t_s)
        if first is not None and self._current is not None and cuts_off(first, self._current):
            self.heard[-1] = Heard(self.heard[-1].t_s, self.heard[-1].text, cut=True)
            self._current = None
        if self._current is None and (taken := self._line.take(t_s)) is not None:
            self._current = taken
            self._ends_s = t_s + START_S + 60.0 * len(taken.text.split()) / DEFAULT_WPM
            self.heard.append(Heard(t_s, taken.text))

    def hush(self) -> None: ...

    def wait(self, timeout_s: float) -> bool:
        return True

    def close(self, timeout_s: float = 2.0, finish: bool = False) -> None: ...


class Listener:
    """A stage whose voice is an ear."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.ear = Ear()
        stage.speaker.voice = self.ear  # the stage's own voice has no time

    def play(self, poses: Poses, look: Callable[[float], Image] = lambda t_s: GREY) -> "Listener":
        """These poses, each with the picture that `look` gives for its time."""
        for index, (t_s, pose) in enumerate(poses):
            frame = Frame(look(t_s), t_s, index)
            self.stage.moments.append(self.stage.controller.take(frame, pose))
            self.ear.listen(frame.t_s)
        return self

    @property
    def language(self) -> Language:
        """In which everything is said."""
        return self.stage.speaker.announcer.language

    @property
    def whole(self) -> list[str]:
        """What was heard to its end."""
        return [one.text for one in self.ear.heard if not one.cut]

    @property
    def log(self) -> str:
        """A line a sentence, for whoever reads a failure."""
        lines = (f"{one.t_s:6.1f} s  {one.text}{' (cut)' if one.cut else ''}" for one in self.ear.heard)
        return "\n".join(lines)

    def before(self, text: str) -> Sequence[str]:
        """What was heard before the first sentence that begins so."""
        texts = [one.text for one in self.ear.heard]
        at = next((i for i, one in enumerate(texts) if one.startswith(text)), None)
        assert at is not None, f"'{text}' was not heard:\n{self.log}"
        return texts[:at]


def listen(folder: object, blocks: Sequence[Block], hand: bool = False) -> Listener:
    return Listener(Stage(folder, blocks, hand=hand))  # type: ignore[arg-type]
