"""The window on the screen: shows pictures, hands out keys and clicks, and knows when it was closed."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2

from posecoach.display.actions import Key, key_of
from posecoach.display.shapes import Image
from posecoach.errors import PoseCoachError

DEFAULT_SIZE_PX = (1280, 720)
_X_SOCKETS = Path("/tmp/.X11-unix")


@dataclass(frozen=True, slots=True)
class Click:
    """The left button was pressed at `(x, y)` of the picture shown."""

    x: int
    y: int


class WindowLike(Protocol):
    """What a session needs of a window; tests have another one."""

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height to draw pictures at."""

    @property
    def is_open(self) -> bool:
        """False once the person closed the window."""

    def show(self, image: Image) -> None:
        """Show a picture of shape (height, width, 3), BGR."""

    def poll(self, wait_ms: int = 1) -> tuple[Key | Click, ...]:
        """Keys and clicks since the last call, after the window has had `wait_ms` for its own events."""

    def toggle_full_screen(self) -> None: ...

    def close(self) -> None: ...


class Window:
    """A window of OpenCV's without toolbar, resizable; also a context manager that closes it.

    Raises:
        PoseCoachError: there is no screen, or this OpenCV was built without windows.
    """

    def __init__(
        self, title: str = "PoseCoach", size_px: tuple[int, int] = DEFAULT_SIZE_PX, full_screen: bool = False
    ) -> None:
        if not has_display():
            raise PoseCoachError.of("window.none", "window.run_where")
        _choose_platform(os.environ)
        self._title = title
        self._size_px = size_px
        self._clicks: list[Click] = []
        self._open = True
        try:
            # Free: the picture is laid out anew for whatever shape the window is given.
            cv2.namedWindow(title, cv2.WINDOW_NORMAL | cv2.WINDOW_GUI_NORMAL | cv2.WINDOW_FREERATIO)
            cv2.resizeWindow(title, *size_px)
            cv2.setMouseCallback(title, self._on_mouse)
        except cv2.error:
            raise PoseCoachError.of("window.headless", "window.install") from None
        if full_screen:
            self.toggle_full_screen()

    @property
    def size_px(self) -> tuple[int, int]:
        return self._size_px

    @property
    def is_open(self) -> bool:
        return self._open

    def show(self, image: Image) -> None:
        # Showing a picture in a closed window would open it again.
        if self._open:
            cv2.imshow(self._title, image)

    def poll(self, wait_ms: int = 1) -> tuple[Key | Click, ...]:
        if not self._open:
            return ()
        key = key_of(cv2.waitKeyEx(max(1, wait_ms)))
        if not self._visible():
            self._open = False
            return ()
        _, _, width, height = cv2.getWindowImageRect(self._title)
        if width > 0 and height > 0:
            self._size_px = (width, height)
        clicks, self._clicks = self._clicks, []
        return (*clicks, key) if key is not None else tuple(clicks)

    def toggle_full_screen(self) -> None:
        if not self._open:
            return
        full = cv2.getWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN) >= 1
        wanted = cv2.WINDOW_NORMAL if full else cv2.WINDOW_FULLSCREEN
        cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, wanted)

    def close(self) -> None:
        if self._open:
            self._open = False
            if self._visible():
                cv2.destroyWindow(self._title)
                cv2.waitKey(1)

    def _visible(self) -> bool:
        try:
            return bool(cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) >= 1)
        except cv2.error:
            # OpenCV's Qt takes itself down with its last window, and says so this way.
            return False

    def _on_mouse(self, event: int, x: int, y: int, flags: int, data: object) -> None:
        if event == cv2.EVENT_LBUTTONDOWN:
            self._clicks.append(Click(x, y))

    def __enter__(self) -> "Window":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def has_display(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> bool:
    """Whether a window can be opened; asked first, as OpenCV's Qt ends the whole program if it cannot."""
    if platform in ("win32", "darwin"):
        return True
    environ = os.environ if environ is None else environ
    display = environ.get("DISPLAY", "")
    if display:
        return _x_answers(display)
    return bool(environ.get("WAYLAND_DISPLAY")) and "xcb" not in _only_platform()


def _x_answers(display: str) -> bool:
    """Whether the X server named by DISPLAY is there; one on another machine is believed."""
    host, _, number = display.rpartition(":")
    number = number.split(".")[0]
    if host not in ("", "unix") or not number.isdigit():
        return bool(host)
    # Some systems keep the socket in the abstract namespace only, listed in /proc/net/unix.
    if (_X_SOCKETS / f"X{number}").exists():
        return True
    listed = Path("/proc/net/unix")
    return listed.exists() and f"/X{number}\n" in listed.read_text(encoding="utf-8", errors="replace")


def _only_platform() -> str:
    """The one window system this OpenCV's own Qt knows ("xcb" on Linux); "" for several or no Qt."""
    plugins = Path(cv2.__file__).parent / "qt" / "plugins" / "platforms"
    names = [path.stem for path in plugins.glob("libq*")] if plugins.is_dir() else []
    return "xcb" if names == ["libqxcb"] else ""


def _choose_platform(environ: "os._Environ[str]") -> None:
    """A desktop that sets Qt to Wayland would end the program, as OpenCV's own Qt knows only X."""
    only = _only_platform()
    if only and environ.get("QT_QPA_PLATFORM", only) != only:
        environ["QT_QPA_PLATFORM"] = only
