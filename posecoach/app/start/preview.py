"""What the camera sees while the start screen is open."""

from dataclasses import dataclass

from posecoach.app.start.settings import Settings
from posecoach.errors import PoseCoachError
from posecoach.language import Language
from posecoach.video import open_source
from posecoach.video.frame import Frame, FrameSource, Image


@dataclass
class Preview:
    """The camera while the start screen is open; without one, why."""

    source: FrameSource | None = None
    name: str = ""
    image: Image | None = None

    def close(self) -> None:
        """Let go of the camera, so that the session can have it."""
        if self.source is not None:
            self.source.close()
            self.source = None

    def refresh(self) -> None:
        """Take the newest picture."""
        if self.source is None:
            return
        item = self.source.read()
        if isinstance(item, Frame):
            # Small, because it is shown small; the screen shows it like a mirror.
            step = max(1, item.image.shape[1] // 480)
            self.image = item.image[::step, ::step].copy()


def open_preview(settings: Settings, language: Language) -> Preview:
    """Look through the camera that was chosen, if there is one."""
    try:
        source = open_source(settings.camera, paced=True)
    except PoseCoachError:
        return Preview(None, language.say("start.camera_none"))
    return Preview(source, source.info.name)
