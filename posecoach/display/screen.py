"""The live screen in detail: a frame, a pose and the coach's state in, one picture for the window out."""

import numpy as np

from posecoach.coaching.state import CoachState
from posecoach.display import shapes
from posecoach.display.exercise_screen import ExerciseScreen, TileCache, source_size_px
from posecoach.display.layout import Rect, lay_out
from posecoach.display.overlay import draw_overlay
from posecoach.display.panel import Waiting, draw_panel
from posecoach.display.shapes import Image
from posecoach.display.stage import Notices, cue_text, draw_banner, draw_cue, place_picture
from posecoach.display.theme import STAGE, Look, Type
from posecoach.kinematics.landmarks import Pose


class Screen(ExerciseScreen):
    """The layout with gauges and angles, for somebody who sits near."""

    def resize(self, size_px: tuple[int, int]) -> None:
        """Lay out anew for a window of this size."""
        self.size_px = size_px
        self.layout = lay_out(size_px)
        self._tiles = TileCache(self.layout.size_px)
        self._place: Rect | None = None

    def _paint(
        self,
        image: Image | None,
        pose: Pose | None,
        state: CoachState,
        notices: Notices,
        look: Look,
        now_s: float,
    ) -> Type:
        self._draw_picture(image, pose, state, notices, look)
        self._draw_words(state, notices, look)
        seen = self._seen.update(state)
        waiting = Waiting(self._wait.share(state), notices.next_up, seen, self.mirrored)
        draw_panel(self._tiles, self.layout, self.exercise, state, waiting, self._texts)
        return self.layout.type

    def _draw_picture(
        self, image: Image | None, pose: Pose | None, state: CoachState, notices: Notices, look: Look
    ) -> None:
        tiles, layout = self._tiles, self.layout
        size_px = source_size_px(image, pose, layout.video)
        shown = None if self.privacy else image
        place = place_picture(tiles.image, layout.video, shown, size_px, self.mirrored)
        if place != self._place:
            _clear_around(tiles.image, layout.video, place)
            self._place = place
        if pose is not None:
            draw_overlay(
                tiles.image,
                place,
                pose,
                self.exercise,
                state,
                layout.type,
                self._texts,
                self.mirrored,
                self.privacy,
            )
        self._draw_signs(place, state, notices, look, layout.type)

    def _draw_words(self, state: CoachState, notices: Notices, look: Look) -> None:
        paint, layout, kind = self._tiles.paint, self.layout, self.layout.type
        paint("banner", layout.banner, STAGE, look, draw_banner, look, kind, self._texts)
        text, colour = cue_text(self.exercise, state, notices, self._texts)
        paint("cue", layout.cue, STAGE, (text, colour, look.icon), draw_cue, text, colour, look, kind)
        self._draw_keys(layout.keys, state, kind)


def _clear_around(image: Image, room: Rect, place: Rect) -> None:
    """Blank what an earlier picture of another shape left beside this one."""
    kept = np.array(image[place.y : place.bottom, place.x : place.right])
    shapes.fill(image, room, STAGE)
    image[place.y : place.bottom, place.x : place.right] = kept
