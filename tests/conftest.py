"""Fixtures every test may use: the development clips, which a checkout may do without."""

from pathlib import Path

import pytest
from hypothesis import settings

from posecoach.video.quiet import quiet_backends

# FFmpeg reads its log level once in a process; a test that opens a video by itself must not be the first.
quiet_backends()

# How long one example takes says nothing of whether it is right, and much of how busy the machine is.
settings.register_profile("posecoach", deadline=None)
settings.load_profile("posecoach")

CLIPS = Path(__file__).resolve().parents[2] / "shared" / "clips"


@pytest.fixture(scope="session")
def clips() -> Path:
    """The folder of development clips; tests that use it are skipped where it is absent."""
    if not CLIPS.is_dir():
        pytest.skip("the development clips are not beside this checkout")
    return CLIPS
