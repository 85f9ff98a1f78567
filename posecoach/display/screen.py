"""The live screen in detail: a frame, a pose and the coach's state in, one picture for the window out."""

import numpy as np

from posecoach.display import shapes
from posecoach.display.exercise_screen import ExerciseScreen, Now, TileCache
from posecoach.display.layout import Rect, lay_out
from posecoach.display.panel import Waiting, draw_panel
from posecoach.display.shapes import Image
from posecoach.display.stage import cue_text, draw_banner, draw_cue, place_picture
from posecoach.display.theme import STAGE, Type


class Screen(ExerciseScreen):
    """The layout with gauges and angles, for somebody who sits near."""

    def resize(self, size_px: tuple[int, int]) -> None:
        self.size_px = size_px
        self.layout = lay_out(size_px)
        self._tiles = TileCache(self.layout.size_px)
        self._place: Rect | None = None

    def _paint(self, now: Now) -> Type:
        self._draw_picture(now)
        self._draw_words(now)
        seen = self._seen.update(now.state)
        waiting = Waiting(self._wait.share(now.state), now.notices.next_up, seen, self.mirrored)
        draw_panel(self._tiles, self.layout, self.exercise, now.state, waiting, self._texts)
        return self.layout.type

    def _draw_picture(self, now: Now) -> None:
        tiles, layout = self._tiles, self.layout
        shown = None if self.privacy else now.image
        place = place_picture(tiles.image, layout.video, shown, now.size_px(layout.video), self.mirrored)
        if place != self._place:
            _clear_around(tiles.image, layout.video, place)
            self._place = place
        self._draw_over(place, now, layout.type)

    def _draw_words(self, now: Now) -> None:
        paint, layout, kind, look = self._tiles.paint, self.layout, self.layout.type, now.look
        paint("banner", layout.banner, STAGE, look, draw_banner, look, kind, self._texts)
        text, colour = cue_text(self.exercise, now.state, now.notices, self._texts)
        paint("cue", layout.cue, STAGE, (text, colour, look.icon), draw_cue, text, colour, look, kind)
        self._draw_keys(layout.keys, now.state, kind)


def _clear_around(image: Image, room: Rect, place: Rect) -> None:
    """Blank what an earlier picture of another shape left beside this one."""
    kept = np.array(image[place.y : place.bottom, place.x : place.right])
    shapes.fill(image, room, STAGE)
    image[place.y : place.bottom, place.x : place.right] = kept
