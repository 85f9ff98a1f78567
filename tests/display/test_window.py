"""The window: keys, clicks, full screen and closing, the real one on a virtual screen where there is one."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from posecoach.display.actions import Key, key_of
from posecoach.display.window import Window, has_display
from posecoach.errors import PoseCoachError

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "xdotool")


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (-1, None),
        (ord(" "), Key.SPACE),
        (ord("n"), Key.NEXT),
        (ord("N"), Key.NEXT),
        (0x100000 | ord("q"), Key.QUIT),
        (13, Key.ENTER),
        (10, Key.ENTER),
        (27, Key.ESCAPE),
        (ord("7"), Key.DIGIT_7),
        (0xFFB5, Key.DIGIT_5),
        (0xFF51, Key.LEFT),
        (0x250000, Key.LEFT),
        (63233, Key.DOWN),
        (ord("z"), None),
        (0xFF55, None),
    ],
)
def test_codes_of_all_window_systems_become_keys(code: int, key: Key | None) -> None:
    assert key_of(code) is key


def test_no_screen_is_found_out_before_opencv_is_asked(tmp_path: Path) -> None:
    assert not has_display({}, "linux")
    assert not has_display({"DISPLAY": ":98765"}, "linux")
    assert not has_display({"DISPLAY": "nonsense"}, "linux")
    assert has_display({"DISPLAY": "elsewhere:0"}, "linux")
    assert has_display({}, "win32") and has_display({}, "darwin")


def test_a_window_without_a_screen_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if has_display():
        pytest.skip("this system always has a screen")
    with pytest.raises(PoseCoachError, match="no screen"):
        Window()


@pytest.fixture
def virtual_screen() -> Iterator[dict[str, str]]:
    """An X server of our own on a free number."""
    if not sys.platform.startswith("linux") or not all(map(shutil.which, NEEDED)):
        pytest.skip("needs a virtual screen: apt-get install xvfb xdotool")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "wayland"}
    server.terminate()
    server.wait(10)


def test_a_real_window_hears_keys_and_clicks_and_notices_being_closed(virtual_screen: dict[str, str]) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.display.window_script"],
        cwd=ROOT,
        env=virtual_screen,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    assert program.stdout is not None

    def tool(*words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=virtual_screen, capture_output=True, text=True, timeout=20
        )
        return done.stdout.strip()

    def hears(line: str, *words: str) -> None:
        tool(*words)
        assert program.stdout is not None
        assert program.stdout.readline().strip() == line

    try:
        assert program.stdout.readline().strip() == "ready 1280x720"
        window = tool("search", "--name", "PoseCoach test").splitlines()[0]
        tool("windowfocus", window)
        time.sleep(0.2)
        for key, name in (
            ("space", "SPACE"),
            ("n", "NEXT"),
            ("Left", "LEFT"),
            ("Return", "ENTER"),
            ("5", "DIGIT_5"),
        ):
            hears(f"key {name}", "key", key)
        hears("click 640 360", "mousemove", "--window", window, "640", "360", "click", "1")
        hears("size 900x600", "windowsize", window, "900", "600")
        close = [sys.executable, "-m", "tests.display.close_window", window]
        subprocess.run(close, cwd=ROOT, env=virtual_screen, check=True, timeout=20)
        assert program.stdout.readline().strip() == "closed"
        assert program.wait(10) == 0
    finally:
        program.kill()
        program.wait()
