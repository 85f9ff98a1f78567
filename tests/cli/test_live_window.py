"""A real run: a stream as camera, the real window on a virtual screen, real keys; what one would notice."""

import json
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

from posecoach.app.offline.demo import sample
from posecoach.app.start.settings import Settings, save_settings
from posecoach.session.store import Store
from tests.running import environment
from tests.video.mjpeg_server import MjpegServer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")),
        reason="needs a virtual screen: apt-get install xvfb xdotool",
    ),
]
PATIENCE_S = 60.0

LYING = 60
"""Frame of the sample from which on its person lies."""

FPS, EARLIER, LATER = 14.0, 40, 125
"""Pictures of the stream between which its person does nothing but pulses."""

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
    """Every second picture of the sample as a camera on the network, from where its person lies.

    The person never gets up but goes on, back and forth.
    """
    clip = cv2.VideoCapture(str(sample()))
    frames = []
    while (read := clip.read())[0]:
        frames.append(read[1])
    frames = frames[LYING::2]

    def picture(number: int) -> Picture:
        if number < LATER:
            return frames[number]
        back = (number - LATER) % (2 * (LATER - EARLIER))
        return frames[abs(LATER - EARLIER - back) + EARLIER]

    with MjpegServer(FPS, picture) as server:
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
        """Press a key in the window, as soon as that is there and listens."""
        self.until(self._at_the_window, "there is no window called PoseCoach")
        self._xdotool("key", key)

    def _at_the_window(self) -> bool:
        found = self._xdotool("search", "--onlyvisible", "--name", "PoseCoach").split()
        if not found:
            return False
        self._xdotool("windowfocus", found[-1])
        return self._xdotool("getwindowfocus").strip() == found[-1]

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
        if not (self.home / "sessions.db").exists():
            return 0
        with Store(self.home) as store:
            return len(store.load(1).reps) if store.history() else 0

    def leaves(self) -> str:
        """Press Q until it ends (a key between two screens is lost); what was printed."""
        self.press("q")
        end_s = time.monotonic() + PATIENCE_S
        while True:
            try:
                out, err = self.process.communicate(timeout=0.5)
                break
            except subprocess.TimeoutExpired:
                assert time.monotonic() < end_s, "Q did not end it"
                if self._at_the_window():
                    self._xdotool("key", "q")
        assert self.process.returncode == 0, err
        return out

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._environ, capture_output=True, text=True, check=False
        )
        return done.stdout


@pytest.fixture
def person(display: str, stream: MjpegServer, tmp_path: Path) -> Iterator[Person]:
    """Somebody who has just begun hip flexion in front of the camera."""
    stream.sent = 0
    shots = tmp_path / "shots"
    save_settings(Settings(accepted=True), tmp_path / "settings.json")  # the first page was read before
    somebody = Person(
        display,
        tmp_path,
        *("live", "hip-flexion", "--camera", stream.url, "--mute", "--model", "full", "--shots", shots),
    )
    yield somebody
    somebody.process.kill()


def test_a_set_goes_on_after_a_pause_and_after_the_camera_was_unplugged(
    person: Person, stream: MjpegServer
) -> None:
    """One run: to begin another costs as much as all that is tried in it."""
    person.sees("counting")
    person.until(lambda: person.reps() >= 3, "nothing was counted")
    person.press("space")
    person.sees("paused")
    wait_for_pictures(person, stream, 40)  # what was under way at the pause reaches the disk
    frozen = person.reps()
    wait_for_pictures(person, stream, 36)  # two pulls go by
    assert person.reps() == frozen
    person.press("space")
    person.until(lambda: person.reps() > frozen, "nothing was counted after the pause")
    try:
        stream.refused = 0
        stream.accepts = False
        stream.cut()
        person.until(lambda: stream.refused >= 2, "it did not try again")
        counted = person.reps()
    finally:
        stream.accepts = True
    wait_for_pictures(person, stream, 20)
    person.until(lambda: person.reps() > counted, "nothing was counted after the camera came back")
    printed = person.leaves()
    assert "Saved as session 1" in printed
    assert "reps" in printed
    with Store(person.home) as store:
        assert len(store.load(1).sets) == 1


def wait_for_pictures(person: Person, stream: MjpegServer, number: int) -> None:
    """Wait until the camera has sent so many more."""
    until = stream.sent + number
    person.until(lambda: stream.sent >= until, "it takes no pictures")


def test_the_start_screen_opens_and_q_leaves(display: str, tmp_path: Path) -> None:
    person = Person(display, tmp_path)
    settings = tmp_path / "settings.json"
    try:
        person.press("Return")  # the language
        person.until(settings.exists, "the language was not chosen")
        person.press("Return")  # the first-run text is read

        def accepted() -> bool:
            return bool(json.loads(settings.read_text(encoding="utf-8"))["accepted"])

        person.until(accepted, "the first-run text was not accepted")
        person.leaves()
    finally:
        person.process.kill()
