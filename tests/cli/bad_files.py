"""A command asked in this process, in a folder with every kind of file that people give by mistake."""

import os
import re
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from posecoach.video import Frame, open_source
from tests.cli.clips import cut
from tests.running import SAMPLES

SAMPLE = str(SAMPLES / "hip_flexion_clean.mp4")
FLEXION = ("--exercise", "hip-flexion")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left: its exit code and the text on both outputs."""

    code: int
    out: str
    err: str


def make_bad_files(folder: Path) -> None:
    """What people give by mistake."""
    (folder / "empty.mp4").touch()
    (folder / "text.mp4").write_text("Dear diary,\n", encoding="utf-8")
    whole = Path(SAMPLE).read_bytes()
    (folder / "cut.mp4").write_bytes(whole[: len(whole) // 3])
    (folder / "picture.jpg").write_bytes(picture_file())
    (folder / "nobody.mp4").write_bytes(empty_room())
    (folder / "folder").mkdir()
    (folder / "folder.toml").mkdir()
    (folder / "track.npz").write_text("not a track", encoding="utf-8")
    (folder / "session.json").write_text('{"schema": "something/else"}', encoding="utf-8")
    (folder / "broken.toml").write_text("[count\nsignal = 1\n", encoding="utf-8")
    (folder / "signal.toml").write_text('[count]\nsignal = "elbow"\n', encoding="utf-8")
    (folder / "model.task").write_bytes(b"PK not a zip")
    for name in ("zeros.json", "zeros.toml"):
        (folder / name).write_bytes(bytes(1000))
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.json")


@cache
def picture_file() -> bytes:
    """A picture of the sample as a JPEG file has it."""
    return bytes(cv2.imencode(".jpg", first_picture(Path(SAMPLE)))[1].tobytes())


@cache
def empty_room() -> bytes:
    """A second of the sample in which nobody is, as a video file."""
    with tempfile.TemporaryDirectory() as folder:
        return cut(SAMPLES / "nobody.mp4", Path(folder) / "nobody.mp4", 0, 20).read_bytes()


def first_picture(video: Path) -> NDArray[np.uint8]:
    """The first frame of a video."""
    with open_source(video) as source:
        frame = source.read()
    assert isinstance(frame, Frame)
    return frame.image


def assert_one_sentence(answer: Answer, names: str) -> None:
    assert answer.code == 1
    assert names in answer.err
    assert "Traceback" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1
    assert re.search(r"[.!?](\s|$)", answer.err)
