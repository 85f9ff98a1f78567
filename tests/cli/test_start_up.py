"""Commands start quickly because they import late: what is heavy is not loaded before it is needed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "cv2",
    "mediapipe",
    "numpy",
    "rich",
    "jinja2",
    "distributed",
    "pyarrow",
    "multiprocessing",
    "asyncio",
)

ASK = """
import json, sys
from posecoach.cli import group
try:
    group(sys.argv[1:], standalone_mode=False)
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def heavy_modules(folder: Path, *arguments: str) -> set[str]:
    """Heavy modules that a command has loaded when it is done."""
    homes = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA")}
    done = subprocess.run(
        [sys.executable, "-c", ASK, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, **homes},
    )
    return set(json.loads(done.stderr.splitlines()[-1])) & set(HEAVY)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["history"],
        ["data", "path"],
        *(
            [command, "--help"]
            for command in ("live", "routine", "analyze", "replay", "demo", "bench", "report")
        ),
    ],
    ids=" ".join,
)
def test_what_needs_no_picture_loads_no_numbers_and_no_pictures(tmp_path: Path, arguments: list[str]) -> None:
    assert heavy_modules(tmp_path, *arguments) == set()


def test_the_question_notices_heavy_modules(tmp_path: Path) -> None:
    assert "rich" in heavy_modules(tmp_path, "exercises")
