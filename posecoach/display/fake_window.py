"""A window for tests: remembers what it was shown and plays back keys and clicks."""

from collections import deque
from collections.abc import Iterable

from posecoach.display.keys import Key
from posecoach.display.shapes import Image
from posecoach.display.window import Click


class FakeWindow:
    """Plays `script`: what each call of `poll` returns, in order; closes after it when `closes` is set."""

    def __init__(
        self,
        script: Iterable[tuple[Key | Click, ...]] = (),
        size_px: tuple[int, int] = (1280, 720),
        closes: bool = False,
    ) -> None:
        self.size_px = size_px
        self.is_open = True
        self.full_screen = False
        self.shown: list[Image] = []
        self._script = deque(script)
        self._closes = closes

    def show(self, image: Image) -> None:
        # The screen draws into the same picture again: a copy is what was seen.
        self.shown.append(image.copy())

    def poll(self, wait_ms: int = 1) -> tuple[Key | Click, ...]:
        if self._script:
            return self._script.popleft()
        if self._closes:
            self.is_open = False
        return ()

    def toggle_full_screen(self) -> None:
        self.full_screen = not self.full_screen

    def close(self) -> None:
        self.is_open = False
