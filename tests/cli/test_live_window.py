"""A real run: a stream as camera, the real window on a virtual screen, real keys; what one would notice."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.app.samples import sample
from posecoach.session.store import Store
from tests.cli.runner import environment
from tests.video.mjpeg_server import MjpegServer

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"
)
PATIENCE_S = 60.0

EARLIER, LATER = 140, 310
"""Frames of the sample between which its person does nothing but pulses."""

Picture = NDArray[np.uint8]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A virtual screen of its own."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    yield f":{server.stdout.readline().strip()}"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="module")
def stream() -> Iterator[MjpegServer]:
    """The sample as a camera on the network; its person never gets up but goes on, back and forth."""
    clip = cv2.VideoCapture(str(sample()))
    frames = []
    while (read := clip.read())[0]:
        frames.append(read[1])

    def picture(number: int) -> Picture:
        if number < LATER:
            return frames[number]
        back = (number - LATER) % (2 * (LATER - EARLIER))
        return frames[abs(LATER - EARLIER - back) + EARLIER]

    with MjpegServer(20.0, picture) as server:
        yield server


class Person:
    """Somebody at the keyboard of the virtual screen."""

    def __init__(self, display: str, home: Path, *arguments: object) -> None:
        self._environ = environment(home, display)
        self.home = home
        self.shots = home / "shots"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "posecoach", *map(str, arguments)],
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def press(self, key: str) -> None:
        """Press a key in the window."""
        end_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < end_s:  # the window appears a moment after the program has begun
            assert self.process.poll() is None, self.process.communicate()
            found = self._xdotool("search", "--name", "PoseCoach").split()
            if found:
                self._xdotool("windowfocus", found[-1])
                self._xdotool("key", key)
                return
            time.sleep(0.1)
        raise AssertionError("there is no window called PoseCoach")

    def sees(self, look: str, times: int = 1) -> None:
        """Wait until the screen has shown `look` so many times."""
        self.until(lambda: self.seen(look) >= times, f"the screen never showed '{look}' {times} times")

    def seen(self, look: str) -> int:
        return len(list(self.shots.glob(f"*-{look}.png")))

    def until(self, holds: Callable[[], bool], complaint: str) -> None:
        end_s = time.monotonic() + PATIENCE_S
        while not holds():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < end_s, complaint
            time.sleep(0.1)

    def reps(self) -> int:
        """Reps on the disk by now."""
        with Store(self.home) as store:
            return len(store.load(1).reps)

    def ends(self) -> str:
        """Wait for the end; what was printed."""
        out, err = self.process.communicate(timeout=PATIENCE_S)
        assert self.process.returncode == 0, err
        return out

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._environ, capture_output=True, text=True, check=False
        )
        return done.stdout


def test_start_pause_resume_quit(display: str, stream: MjpegServer, tmp_path: Path) -> None:
    stream.sent = 0
    person = Person(
        display,
        tmp_path,
        "live",
        "hip-flexion",
        "--camera",
        stream.url,
        "--mute",
        "--shots",
        tmp_path / "shots",
    )
    try:
        person.sees("counting")
        person.until(lambda: person.reps() >= 3, "nothing was counted")
        person.press("space")
        person.sees("paused")
        at_pause = person.reps()
        stopped_at = stream.sent
        person.until(lambda: stream.sent > stopped_at + 60, "the camera stopped")  # two pulls go by
        assert person.reps() <= at_pause + 1, "a rep that was under way may end, no more"
        frozen = person.reps()
        person.press("space")
        person.until(lambda: person.reps() > frozen, "nothing was counted after the pause")
        person.press("q")
        printed = person.ends()
    finally:
        person.process.kill()
    assert "Saved as session 1" in printed
    assert "reps" in printed


def test_an_unplugged_camera_is_waited_for(display: str, stream: MjpegServer, tmp_path: Path) -> None:
    stream.sent = 0
    person = Person(
        display,
        tmp_path,
        "live",
        "hip-flexion",
        "--camera",
        stream.url,
        "--mute",
        "--shots",
        tmp_path / "shots",
    )
    try:
        person.until(
            lambda: (tmp_path / "sessions.db").exists() and person.reps() >= 3, "nothing was counted"
        )
        stream.accepts = False
        stream.cut()
        counted = person.reps()
        time.sleep(3.0)
        assert person.process.poll() is None, "it waits"
        stream.accepts = True
        sent = stream.sent
        person.until(lambda: stream.sent > sent + 20, "it did not come back for pictures")
        person.until(lambda: person.reps() > counted, "nothing was counted afterwards")
        person.press("q")
        person.ends()
    finally:
        stream.accepts = True
        person.process.kill()
    with Store(tmp_path) as store:
        assert len(store.load(1).sets) == 1


def test_the_start_screen_opens_and_q_leaves(display: str, tmp_path: Path) -> None:
    person = Person(display, tmp_path)
    try:
        person.press("Return")  # the first-run text is read
        person.until(lambda: (tmp_path / "settings.json").exists(), "the first-run text was not accepted")
        time.sleep(0.5)
        person.press("q")
        person.ends()
    finally:
        person.process.kill()
