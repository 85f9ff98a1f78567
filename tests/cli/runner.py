"""Runs a command as its own process, as a person would."""

import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from posecoach.app.offline.demo import sample
from posecoach.video import open_source, pictures
from posecoach.video.writer import ClipWriter

ROOT = Path(__file__).resolve().parents[2]


def environment(home: Path, display: str | None = None) -> dict[str, str]:
    """This process's environment with a data folder of its own, and a screen only if one is named."""
    environ = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environ.update(POSECOACH_HOME=str(home), PYTHONPATH=os.pathsep.join(paths))
    if display is not None:
        environ["DISPLAY"] = display
    return environ


def posecoach(
    *arguments: object, home: Path, cwd: Path | None = None, environ: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """What `posecoach ARGUMENTS` answers."""
    return subprocess.run(
        [sys.executable, "-m", "posecoach", *map(str, arguments)],
        cwd=cwd,
        env=dict(environ or environment(home)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


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
