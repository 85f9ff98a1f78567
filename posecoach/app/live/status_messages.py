"""What the machine has to say during a run: the camera is gone, the computer is slow, the disk is full."""

import math

from posecoach.app.live.pacing import Pace
from posecoach.app.live.speaker import Speaker, Tell
from posecoach.audio.utterance import Priority, Tone
from posecoach.kinematics.filters import Lasting
from posecoach.video import Health

GONE = ("lost", "stream")
"""Ids of interruptions that mean that the camera or the stream is gone."""

BEHIND = "behind"
"""Id of those of a recording."""

SHOWN_S = 6.0
"""How long a sentence that does not describe a lasting state stays on the screen."""

SLOW_FOR_S = 5.0
"""A computer that is slow for a shorter time, for instance while a program starts, is not mentioned."""


class StatusMessages:
    """Keeps the sentence to be shown, and says each once when it begins."""

    def __init__(self, speaker: Speaker, tell: Tell) -> None:
        """`tell` gets what is worth reading in the terminal."""
        self._speaker = speaker
        self._tell = tell
        self._lasting = ""
        self._lasting_id = ""
        self._passing = ""
        self._until_s = -math.inf
        self._gone = False
        self._camera_fps = self._computer_fps = math.nan
        self._lag = Lasting("")
        self._lags_told: set[str] = set()

    @property
    def slow_fps(self) -> float:
        """The rate at which pictures arrive, or are looked at, while that is too low, else NaN."""
        slow = [fps for fps in (self._camera_fps, self._computer_fps) if not math.isnan(fps)]
        return min(slow, default=math.nan)

    def message(self, now_s: float) -> str:
        """The sentence to show now, "" for none."""
        if self._lasting:
            return self._lasting
        return self._passing if now_s < self._until_s else ""

    def camera_gone(self, trouble_id: str) -> None:
        """There is no picture at present."""
        if trouble_id in GONE:
            self._begin(trouble_id)
            self._gone = True
        elif not self._gone:  # a recording that is read too slowly: nothing the person can do about
            self._lasting, self._lasting_id = self._text(trouble_id), trouble_id

    def camera_back(self, now_s: float) -> None:
        """A picture has come; says so after a loss."""
        if self._gone:
            self._gone = False
            self._lasting = self._lasting_id = ""
            self.show(self._text("back"), now_s)
            self._speaker.tell("camera.back", Priority.VIEW)

    def health(self, health: Health, now_s: float) -> None:
        """What is wrong with a picture that does come."""
        self._camera_fps = health.fps if health.id == "slow" else math.nan
        if self._gone or health.id == BEHIND:
            return
        if health.id == "fine" or health.id in GONE:
            self._lasting = self._lasting_id = ""
        elif health.id == "slow":
            rate = self._speaker.announcer.language.say("plural.picture_rate", n=round(health.fps))
            self._begin(health.id, rate=rate)
            self.show(self._lasting, now_s)
            self._lasting = ""  # the screen has a sign of its own for a slow camera
        else:
            self._begin(health.id)

    def computer(self, pace: Pace, now_s: float, holding: bool = False) -> None:
        """How the computer keeps up: its rate is shown while it is slow, what that means is said once.

        To somebody who is `holding` still and waits for "Go." it is said later.
        """
        self._computer_fps = pace.fps if pace.slow else math.nan
        lag = "too_slow" if pace.too_slow else "slow" if pace.slow else ""
        lasts = self._lag.lasted_s(lag, now_s) >= SLOW_FOR_S
        if lag and lag not in self._lags_told and lasts and not holding:
            self._lags_told |= {lag, "slow"}  # whoever knows "too slow" need not hear "slow"
            self.show(self._speaker.announcer.language.say(f"computer_short.{lag}"), now_s)
            # With low priority, so that it never delays the count.
            self._speaker.tell(f"computer.{lag}", Priority.CUE)

    def disk(self, now_s: float, sentence: str, trouble: bool = False) -> None:
        """A sentence about the store, such as that saving has trouble; "" when there is nothing new."""
        if sentence:
            self.show(sentence, now_s)
            self._tell(sentence)
        if sentence and trouble:
            self._speaker.tell("storage.trouble", Priority.VIEW, Tone.ATTENTION)

    def show(self, sentence: str, now_s: float) -> None:
        """Show a sentence for a while; "" changes nothing."""
        if sentence:
            self._passing, self._until_s = sentence, now_s + SHOWN_S

    def _begin(self, trouble_id: str, **params: object) -> None:
        if trouble_id != self._lasting_id:
            self._lasting_id = trouble_id
            self._lasting = self._text(trouble_id, **params)
            self._speaker.tell(f"camera.{trouble_id}", Priority.VIEW, Tone.ATTENTION, **params)

    def _text(self, trouble_id: str, **params: object) -> str:
        return self._speaker.announcer.language.say(f"camera.{trouble_id}", **params)
