"""How the tests are shared out, and what every one may use: the clips that a checkout may do without."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from posecoach import sentences
from posecoach.video.quiet import quiet_backends

# What the tests read is English, whatever the computer speaks.
os.environ["LC_ALL"] = "C.UTF-8"

# Where Python is told to keep no bytecode (in containers), each of the processes that the tests start would
# compile the program anew, and each that runs tests would rewrite their asserts anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# FFmpeg reads its log level once in a process; a test that opens a video by itself must not be the first.
quiet_backends()

# How long one example takes says nothing of whether it is right, and much of how busy the machine is.
settings.register_profile("posecoach", deadline=None)
settings.load_profile("posecoach")


def pytest_xdist_auto_num_workers() -> int:
    """Two processes more than there are cores: tests wait for voices, cameras, pages and disks, too."""
    return (os.cpu_count() or 1) + 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first, and the many short ones of `app` last: at the end no core waits for one.

    Between them backwards, since those with a browser or with clips of their own stand late in the alphabet.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    place = {path: number for number, path in enumerate(dict.fromkeys(item.path for item in items))}
    items.sort(key=lambda item: (item.path not in slow, -place[item.path]))


def pytest_collection_finish() -> None:
    """What lives until the end (modules, 4,600 tests) is looked through by no further garbage collection.

    Bodies and events, of which a coached set makes tens of thousands, form no cycles; looking for some among
    them took three hundredths of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


CLIPS = Path(__file__).resolve().parents[2] / "shared" / "clips"


@pytest.fixture(scope="session")
def clips() -> Path:
    """The folder of development clips; tests that use it are skipped where it is absent."""
    if not CLIPS.is_dir():
        pytest.skip(f"the development clips, which are no part of the project, would lie in {CLIPS}")
    return CLIPS


@pytest.fixture(autouse=True)
def english_in_use() -> Iterator[None]:
    """A test that chooses a language chooses it for itself alone."""
    yield
    sentences.use(sentences.english())
    os.environ.pop(sentences.VARIABLE, None)
