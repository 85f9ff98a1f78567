"""Runs the program as a person would, in a folder and with a data folder of its own, without a screen."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
POSECOACH = (sys.executable, "-m", "posecoach")
HIDDEN = ("DISPLAY", "WAYLAND_DISPLAY")


def run(
    command: Sequence[str], folder: Path, timeout_s: float = 240, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `command` in `folder` with this checkout's posecoach; nobody is there to type."""
    env = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    env |= {"POSECOACH_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    env |= environ or {}
    return subprocess.run(
        command,
        cwd=folder,
        env=env,
        text=True,
        encoding="utf-8",
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=timeout_s,
        check=False,
    )


def run_posecoach(
    words: Sequence[str], folder: Path, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `posecoach WORDS` in `folder`, with more in its environment."""
    return run([*POSECOACH, *words], folder, environ=environ)
