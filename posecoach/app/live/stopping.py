"""Stops a set that is too much: ends it, asks why, and keeps the reason."""

from posecoach.app.live.exercise_session import ExerciseSession
from posecoach.app.live.speaker import Speaker
from posecoach.app.live.stop_question import StopInquiry, StopQuestion
from posecoach.audio.utterance import Tone
from posecoach.coaching.events import SetStopped, StopReason
from posecoach.kinematics.landmarks import Pose


class Stopping:
    """Belongs to the thread of the controller; `speaker` says the question and its answers."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._inquiry: StopInquiry | None = None

    @property
    def question(self) -> StopQuestion | None:
        """What to show while it is asked, else None."""
        return self._inquiry.question if self._inquiry else None

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
        """A key answered."""
        if self._inquiry is not None:
            self._inquiry.choose(reason)

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
