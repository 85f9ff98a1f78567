"""Stops a set that is too much: ends it, asks why, and keeps the reason."""

from posecoach.app.live.exercise_session import ExerciseSession
from posecoach.app.live.raised_hand import RaisedHand
from posecoach.app.live.speaker import Speaker
from posecoach.audio.utterance import Tone
from posecoach.coaching.events import SetStopped, StopReason
from posecoach.display.stage import Reasons
from posecoach.kinematics.landmarks import Pose

REASONS = (StopReason.PAIN, StopReason.TIRED, StopReason.OTHER)
"""What is offered, in the order in which it is said."""

LEAD_S = 4.0
"""As long as the question lasts, before the first reason is said."""

EACH_S = 4.0
"""Time to raise a hand for a reason before the next is said."""

CHOSEN_S = 0.7
"""A hand that is up for this long chooses the reason being said."""


class StopInquiry:
    """Begins at `t_s` with a hand still up, which has to be lowered before it can choose.

    Attributes:
        offered: the reason that is being offered, None while the question is said.
        answer: the reason, once it is known; set by a key, or by the hand.
    """

    def __init__(self, t_s: float, set_index: int) -> None:
        self.set_index = set_index
        self.answer: StopReason | None = None
        self._begun_s = t_s
        self.offered: StopReason | None = None
        self._hand = RaisedHand()
        self._lowered = False

    def update(self, t_s: float, pose: Pose | None) -> StopReason | None:
        """Take the next picture; a reason that is to be said now, None for none."""
        self._hand.update(t_s, pose)
        self._lowered = self._lowered or (pose is not None and not self._hand.up)
        if self.answer is not None:
            return None
        if self.offered is not None and self._lowered and self._hand.up_s(t_s) >= CHOSEN_S:
            self.answer = self.offered
            return None
        turn = int((t_s - self._begun_s - LEAD_S) // EACH_S)
        if turn >= len(REASONS):
            self.answer = StopReason.UNSAID
            return None
        offered = REASONS[turn] if turn >= 0 else None
        if offered is self.offered:
            return None
        self.offered = offered
        return offered


class Stopping:
    """Belongs to the thread of the controller; `speaker` says the question and its answers."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._inquiry: StopInquiry | None = None

    @property
    def question(self) -> Reasons | None:
        """What to show while it is asked, else None."""
        if self._inquiry is None:
            return None
        say, offered = self._speaker.announcer.language.say, self._inquiry.offered
        names = tuple(say(f"screen.stop_{reason.name.lower()}") for reason in REASONS)
        return Reasons(names, -1 if offered is None else REASONS.index(offered))

    def begin(self, t_s: float, current: ExerciseSession) -> None:
        """End the open set at once, count nothing more, and ask."""
        if self._inquiry is not None or current.done:
            return
        set_index = current.state.set_index
        if current.set_open:
            current.next_set()
        if not current.paused:
            current.toggle_pause()
        self._inquiry = StopInquiry(t_s, set_index)
        self._speaker.tell("stop.asked", tone=Tone.REST)

    def choose(self, reason: StopReason) -> None:
        """Take the reason that was chosen with a key, if there is a question."""
        if self._inquiry is not None:
            self._inquiry.answer = self._inquiry.answer or reason

    def update(self, t_s: float, pose: Pose | None, current: ExerciseSession) -> StopReason | None:
        """Take the next picture; the reason once, when it is known and kept."""
        inquiry = self._inquiry
        if inquiry is None:
            return None
        offered = inquiry.update(t_s, pose)
        if offered is not None:
            self._speaker.tell(f"stop.{offered.name.lower()}", tone=Tone.ATTENTION)
        if inquiry.answer is None:
            return None
        self._inquiry = None
        current.keep((SetStopped(current.state.t_s, inquiry.set_index, inquiry.answer),))
        self._speaker.tell(f"stop.then_{inquiry.answer.name.lower()}")
        if current.paused:
            current.toggle_pause()
        return inquiry.answer
