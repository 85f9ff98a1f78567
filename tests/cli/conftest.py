"""What the tests of the commands share: a command asked in this process, and a clip of one set."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from posecoach import sentences
from posecoach.cli import group, run
from tests.cli.bad_files import Answer, make_bad_files
from tests.cli.clips import cut_sample

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


@pytest.fixture(scope="session")
def begun_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample from where its person lies up to the fifth rep, at 10 pictures a second."""
    return cut_sample(tmp_path_factory.mktemp("clip") / "begun.mp4", 60, 300, every=2)


@pytest.fixture
def ask(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Runs a command in this process, in a folder with every kind of unusable file."""
    make_bad_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path / "home"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    def answer(*words: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["posecoach", *words])
        code = run(group)
        out, err = capfd.readouterr()
        return Answer(code, out, err)

    return answer
