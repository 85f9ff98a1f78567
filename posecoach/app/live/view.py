"""What is seen of a run: the window, pictures of its states, an annotated clip, or nothing at all."""

from dataclasses import replace
from pathlib import Path

import cv2

from posecoach.app.live.background_writer import BackgroundWriter
from posecoach.app.live.ui_frame import UiFrame
from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display.exercise_screen import ExerciseScreen
from posecoach.display.large_screen import LargeScreen
from posecoach.display.screen import Screen
from posecoach.display.shapes import Image
from posecoach.display.stage import Notices
from posecoach.display.text import can_draw
from posecoach.display.theme import look_of
from posecoach.display.window import DEFAULT_SIZE_PX, WindowLike
from posecoach.errors import OutputError
from posecoach.exercises.definition import Exercise
from posecoach.files import make_folder, whole_file
from posecoach.kinematics.filters import Lasting
from posecoach.sentences import Texts


class View:
    """Draws UI frames for every output: `window`, `shots` (a folder) and `clip` may each be None."""

    def __init__(
        self,
        texts: Texts,
        *,
        window: WindowLike | None = None,
        shots: "Shots | None" = None,
        clip: BackgroundWriter | None = None,
        mirrored: bool = False,
        privacy: bool = False,
    ) -> None:
        self.window = window
        self._texts = texts
        self._shots = shots
        self._clip = clip
        self._mirrored = mirrored
        self._privacy = privacy
        self._screen: ExerciseScreen | None = None

    def wait(self, exercise: Exercise, side: str) -> None:
        """Show that something is coming, before the camera has opened and the model is loaded."""
        if self.window is None:
            return
        named = "" if side == "auto" else side  # unknown until it is seen
        state = CoachState(0.0, Phase.LOOKING, exercise.id, named, target=exercise.reps)
        self.show(UiFrame(0, None, None, state, exercise, Notices(message=self._texts("screen.loading"))))
        self.window.poll(1)

    def show(self, ui_frame: UiFrame, details: bool = False) -> None:
        """Draw `ui_frame` for every output, with gauges and angles where `details` are wanted."""
        if self.window is None and self._shots is None and self._clip is None:
            return
        image = ui_frame.frame.image if ui_frame.frame is not None else None
        now_s = ui_frame.state.t_s if ui_frame.frame is None else ui_frame.frame.t_s
        screen = self._screen_for(ui_frame, details)
        notices = ui_frame.notices
        if not can_draw(notices.note):
            notices = replace(notices, note=self._texts("screen.note_undrawn"))
        picture = screen.draw(image, ui_frame.pose, ui_frame.state, notices, now_s)
        if self.window is not None:
            self.window.show(picture)
        if self._shots is not None:
            self._shots.take(picture, ui_frame)
        if self._clip is not None:
            self._clip.write(picture.copy(), now_s)

    def _screen_for(self, ui_frame: UiFrame, details: bool) -> ExerciseScreen:
        size_px = self.window.size_px if self.window is not None else DEFAULT_SIZE_PX
        screen, kind = self._screen, Screen if details else LargeScreen
        if screen is None or screen.exercise != ui_frame.exercise or not isinstance(screen, kind):
            screen = kind(ui_frame.exercise, size_px, self._mirrored, self._privacy, self._texts)
            self._screen = screen
        elif screen.size_px != size_px:
            screen.resize(size_px)
        return screen


class Shots:
    """Writes a picture into `folder` whenever the screen changes its look, a moment after it did.

    Attributes:
        trouble: the sentence about a picture that could not be written, else "".

    Raises:
        OutputError: the folder cannot be made.
    """

    AFTER_S = 0.6
    """A change of look shows all it has to show only some frames later."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self.trouble = ""
        self._folder = folder
        self._look = Lasting("")
        self._taken = False
        self._count = 0

    def take(self, picture: Image, ui_frame: UiFrame) -> None:
        """Look at the screen; keep it if it is new."""
        look = look_of(ui_frame.state).text_id.removeprefix("screen.state_")
        self._taken &= look == self._look.value
        lasted_s = self._look.lasted_s(look, ui_frame.state.t_s)
        due = lasted_s >= self.AFTER_S or ui_frame.over or ui_frame.paused
        if self._taken or not due:
            return
        self._taken = True
        self._count += 1
        _, data = cv2.imencode(".png", picture)
        try:
            with whole_file(self._folder / f"{self._count:02d}-{look}.png") as part:
                part.write_bytes(data.tobytes())
        except OutputError as error:
            self.trouble = str(error)  # a full disk does not end the session
