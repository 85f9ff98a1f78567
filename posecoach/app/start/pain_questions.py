"""Asks for the pain before and after a run, shown and spoken, and says what an answer means."""

from dataclasses import dataclass, replace

from posecoach.app.live.speaker import Speaker, Tell
from posecoach.app.start.questions import ReadLine, advice, ask_pain, ask_whether_today
from posecoach.app.start.settings import load_settings, save_settings
from posecoach.audio.utterance import Utterance
from posecoach.display.window import WindowLike
from posecoach.language import Language
from posecoach.session.record import STRONG_PAIN, Pain

QUESTION_EXPIRES_S = 20.0
"""Nothing else is going on meanwhile: a sentence may wait for those before it to be said."""


@dataclass
class PainQuestions:
    """The two questions of a run; `pain` keeps the answers, `advised` the id of what the last one means.

    Attributes:
        window: where to ask; None for the terminal, which is read by `read`.
    """

    language: Language
    window: WindowLike | None
    speaker: Speaker
    tell: Tell
    read: ReadLine | None = None
    pain: Pain = Pain()
    advised: str = ""

    def before(self) -> bool:
        """Ask before; False when the person had rather not exercise today."""
        value = self._ask("before")
        self.pain = replace(self.pain, before=value)
        if value is not None and value >= STRONG_PAIN:
            self._say("pain.high_words")
            if not ask_whether_today(self.language, self.window, self.tell, self.read):
                self._say("pain.not_today")
                self.advised = "pain.not_today"
                return False
        elif value is not None:
            self._say("pain.sharp")
        return True

    def after(self) -> int | None:
        """Ask afterwards, and say what the answer means."""
        value = self._ask("after")
        self.pain = replace(self.pain, after=value)
        self.advised = advice(self.pain.before, value) if value is not None else ""
        if self.advised:
            self._say(self.advised)
        return value

    def _ask(self, asked: str) -> int | None:
        if not load_settings().pain:
            return None
        if self.window is not None and self.window.is_open:
            self._speak(f"pain.{asked}")
        return ask_pain(asked, self.language, self.window, self.tell, self.read, never=_never)

    def _say(self, sentence_id: str) -> None:
        self.tell(self.language.say(sentence_id))
        self._speak(sentence_id)

    def _speak(self, sentence_id: str) -> None:
        self.speaker.say([Utterance(self.language.say(sentence_id), expires_s=QUESTION_EXPIRES_S)])


def _never() -> None:
    save_settings(replace(load_settings(), pain=False))
