"""Lets a rest wait while the person moves the camera."""

from posecoach.app.live.speaker import Speaker
from posecoach.app.setup.camera_motion import CameraMotion, Image

LONGEST_S = 180.0
"""A picture that never stands still, as of a phone in a hand, does not hold a rest for ever."""

READY_S = 10.0
"""At least so much of a break is left once the camera stands, to take up the position."""


class CameraRest:
    """Belongs to the thread of the controller; `speaker` says that the rest waits, and that it goes on.

    Attributes:
        waits: whether the rest waits at present.
    """

    def __init__(self, speaker: Speaker) -> None:
        self.waits = False
        self._speaker = speaker
        self._motion: CameraMotion | None = None
        self._begun_s = 0.0

    @property
    def message(self) -> str:
        """What to show meanwhile, else ""."""
        return self._speaker.announcer.language.say("rest.waits") if self.waits else ""

    def update(self, t_s: float, image: Image, resting: bool) -> bool:
        """Take the next picture; True once, when the camera has been moved and stands."""
        if not resting:
            over, self.waits, self._motion = self.waits, False, None
            return over
        self._motion = self._motion or CameraMotion()
        moving = self._motion.update(t_s, image)
        if moving and not self.waits:
            self._begun_s = t_s
            self._speaker.tell("rest.waits")
        over = self.waits and (not moving or t_s - self._begun_s > LONGEST_S)
        if over and moving:
            self._motion.moving = False
        elif over:
            self._speaker.tell("rest.goes_on")
        self.waits = moving and not over
        return over
