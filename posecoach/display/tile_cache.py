"""A canvas in named blocks, each painted again only when what it shows has changed."""

from collections.abc import Callable, Hashable
from typing import Concatenate, ParamSpec

import numpy as np

from posecoach.display import shapes
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.theme import STAGE, Colour

Parts = ParamSpec("Parts")


class TileCache:
    """Keeps one picture; `image` belongs to the board and changes with every `paint`."""

    def __init__(self, size_px: tuple[int, int]) -> None:
        self.image: Image = np.empty((size_px[1], size_px[0], 3), np.uint8)
        self.image[:] = STAGE
        self._shown: dict[str, Hashable] = {}

    def paint(
        self,
        name: str,
        rect: Rect,
        ground: Colour,
        shows: Hashable,
        painter: Callable[Concatenate[Image, Rect, Parts], None],
        *args: Parts.args,
        **kwargs: Parts.kwargs,
    ) -> bool:
        """Fill `rect` with `ground` and let `painter` draw into it, unless it shows that already.

        `shows` is everything the painter depends on. The painter gets a view of `rect` alone, so that
        nothing it draws can lie about in a neighbouring block, and then `args`.
        """
        key = (rect, ground, shows)
        if self._shown.get(name) == key:
            return False
        self._shown[name] = key
        shapes.fill(self.image, rect, ground)
        painter(
            self.image[rect.y : rect.bottom, rect.x : rect.right], Rect(0, 0, rect.w, rect.h), *args, **kwargs
        )
        return True

    def forget(self, *names: str) -> None:
        """Have these blocks painted anew next time, because something was drawn over them."""
        for name in names:
            self._shown.pop(name, None)
