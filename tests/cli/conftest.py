"""What the tests of the commands share: a command asked in this process, and a clip of one set."""

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from posecoach import sentences
from posecoach.app.offline.demo import sample
from posecoach.cli import group, run
from posecoach.video import open_source, pictures
from posecoach.video.writer import ClipWriter

Ask = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def ask_here(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """As `tests.cli.runner.posecoach`, in this process: without two seconds of loading for each answer."""

    def ask(*arguments: object, home: Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("POSECOACH_HOME", str(home))
        if cwd is not None:
            monkeypatch.chdir(cwd)
        words = ["posecoach", *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", words)
        os.environ.pop(sentences.VARIABLE, None)
        sentences.use(sentences.english())
        code = run(group)
        return subprocess.CompletedProcess(words, code, *capfd.readouterr())

    return ask


def cut_sample(path: Path, first: int, last: int, every: int = 1) -> Path:
    """Pictures `first` to `last` of the sample, in which ten reps of hip flexion are done in 20 s."""
    return cut(sample(), path, first, last, every)


def cut(video: Path, path: Path, first: int, last: int, every: int = 1) -> Path:
    """Pictures `first` to `last` of `video`, or one in `every` of them, written to `path`."""
    with (
        open_source(video) as source,
        ClipWriter(path, source.info.size_px, source.info.fps / every) as writer,
    ):
        for frame in islice(pictures(source), first, last, every):
            writer.write(frame.image, frame.t_s)
    return path


@pytest.fixture(scope="session")
def begun_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample from where its person lies up to the fifth rep, at 10 pictures a second."""
    return cut_sample(tmp_path_factory.mktemp("clip") / "begun.mp4", 60, 300, every=2)
