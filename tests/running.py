"""Runs the program as a person would, in a folder and with a data folder of its own, without a screen."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
POSECOACH = (sys.executable, "-m", "posecoach")


def environment(home: Path, display: str | None = None) -> dict[str, str]:
    """This process's environment with a data folder of its own, and a screen only if one is named."""
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env |= {"POSECOACH_HOME": str(home), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    return env if display is None else env | {"DISPLAY": display}


def run(
    command: Sequence[str], folder: Path, timeout_s: float = 240, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `command` in `folder` with this checkout's posecoach, whose data are in "home"; nobody types."""
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(folder / "home") | dict(environ or {}),
        text=True,
        encoding="utf-8",
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=timeout_s,
        check=False,
    )


def posecoach(
    *words: object, folder: Path, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `posecoach WORDS` in `folder`, with more in its environment."""
    return run([*POSECOACH, *map(str, words)], folder, environ=environ)
