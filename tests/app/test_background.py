"""A clip written beside the run: whatever goes wrong with it is told at its end and holds nobody up."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from posecoach.app.live import background_writer as background
from posecoach.app.live.background_writer import BackgroundWriter
from posecoach.errors import OutputError

PICTURE = np.zeros((48, 64, 3), np.uint8)


class Broken:
    """A clip writer that fails with what nobody expected."""

    def __init__(self, *_: object) -> None:
        raise MemoryError("no room for a picture")


class Hanging:
    """A clip writer that waits for its disk."""

    freed = threading.Event()

    def __init__(self, *_: object) -> None:
        self.freed.wait(10.0)
        raise OSError("gone")


def test_whatever_ends_the_clip_is_told_and_waits_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "ClipWriter", Broken)
    writer = BackgroundWriter(tmp_path / "clip.mp4", 30.0)
    for number in range(2 * background.WAITING):
        writer.write(PICTURE, number / 30)
    with pytest.raises(OutputError, match=r"Cannot write .*clip\.mp4: no room for a picture"):
        writer.close()


class FailingAtTheEnd:
    """A clip writer that finds only at its end that the disk took less than all."""

    def __init__(self, *_: object) -> None:
        pass

    def __enter__(self) -> "FailingAtTheEnd":
        return self

    def __exit__(self, *_: object) -> None:
        raise OutputError("clip.mp4 could not be written in full: No space left on device.")

    def write(self, *_: object) -> None:
        pass


def test_a_clip_that_fails_at_its_end_ends_at_once_with_the_true_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "ClipWriter", FailingAtTheEnd)
    writer = BackgroundWriter(tmp_path / "clip.mp4", 30.0)
    writer.write(PICTURE, 0.0)
    # Waiting for another end mark would end in "not finished; its disk is very slow".
    with pytest.raises(OutputError, match="No space left on device"):
        writer.close()


def test_a_clip_that_fails_on_the_way_is_told_then_and_not_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "ClipWriter", Broken)
    told: list[str] = []
    writer = BackgroundWriter(tmp_path / "clip.mp4", 30.0, told.append)
    writer.write(PICTURE, 0.0)
    for _ in range(100):
        if told:
            break
        time.sleep(0.05)
    assert "no room for a picture" in told[0]
    with pytest.raises(OutputError):
        writer.close()
    assert len(told) == 1


def test_a_disk_that_hangs_is_told_and_the_program_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "ClipWriter", Hanging)
    monkeypatch.setattr(background, "CLOSE_S", 0.2)
    writer = BackgroundWriter(tmp_path / "clip.mp4", 30.0)
    for number in range(2 * background.WAITING):
        writer.write(PICTURE, number / 30)
    with pytest.raises(OutputError, match="not finished"):
        writer.close()
    Hanging.freed.set()
