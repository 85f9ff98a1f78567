"""Nothing leaves the computer: whole commands, watched by the system, open no internet socket."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import pytest

from tests.running import POSECOACH, SAMPLES, run

SAMPLE = SAMPLES / "hip_flexion_clean.mp4"
FRAMES = 40
INTERNET = re.compile(
    r"\b(?:socket\(AF_INET6?|connect\(.*sa_family=AF_INET6?|send(?:to|msg)\(.*AF_INET6?)\b.*"
)


@cache
def why_no_trace() -> str:
    """Why system calls cannot be watched here; "" when they can."""
    if not shutil.which("strace"):
        return "needs strace: apt-get install strace"
    tried = subprocess.run(
        ["strace", "-e", "trace=network", "true"], capture_output=True, timeout=30, check=False
    )
    return "" if tried.returncode == 0 else "this system does not let strace watch a program"


@cache
def why_no_namespace() -> str:
    """Why a program cannot be cut off from the network here; "" when it can."""
    if not shutil.which("unshare"):
        return "needs unshare: apt-get install util-linux"
    tried = subprocess.run(["unshare", "-r", "-n", "true"], capture_output=True, timeout=30, check=False)
    return "" if tried.returncode == 0 else "this system gives no network namespace to an ordinary user"


def internet_calls(command: Sequence[str], folder: Path) -> list[str]:
    """The system calls for the internet that `command` and all its children make.

    It has to succeed, where the system lets us cut it off without any network at all.
    """
    if why_no_trace():
        pytest.skip(why_no_trace())
    log = folder / "calls.txt"
    alone = [] if why_no_namespace() else ["unshare", "-r", "-n"]
    done = run([*alone, "strace", "-f", "-qq", "-e", "trace=network", "-o", str(log), *command], folder)
    assert done.returncode == 0, done.stderr
    return INTERNET.findall(log.read_text(encoding="utf-8", errors="replace"))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first seconds of a sample."""
    path = tmp_path_factory.mktemp("clip") / "short.mp4"
    source = cv2.VideoCapture(str(SAMPLE))
    size = int(source.get(cv2.CAP_PROP_FRAME_WIDTH)), int(source.get(cv2.CAP_PROP_FRAME_HEIGHT))
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 25.0, size)
    for _ in range(FRAMES):
        ok, image = source.read()
        assert ok
        writer.write(image)
    writer.release()
    return path


COMMANDS = {
    "analyze": (
        "analyze",
        "CLIP",
        "--exercise",
        "hip-flexion",
        "--json",
        "out.json",
        "--video",
        "out.mp4",
        "--model",
        "full",
    ),
    "live": (
        "live",
        "hip-flexion",
        "--camera",
        "CLIP",
        "--mute",
        "--no-window",
        "--json",
        "out.json",
        "--model",
        "full",
    ),
    "doctor": ("doctor",),
    "history": ("history",),
}


def posecoach(name: str, clip: Path) -> list[str]:
    words = [str(clip) if word == "CLIP" else word for word in COMMANDS[name]]
    return [*POSECOACH, *words]


@pytest.mark.parametrize("name", COMMANDS)
def test_no_internet_socket_is_opened_nor_any_network_needed(name: str, clip: Path, tmp_path: Path) -> None:
    assert internet_calls(posecoach(name, clip), tmp_path) == []


def test_the_watch_would_notice_a_single_socket_of_a_child(tmp_path: Path) -> None:
    opens = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {opens!r}])"
    assert internet_calls([sys.executable, "-c", starts], tmp_path)
