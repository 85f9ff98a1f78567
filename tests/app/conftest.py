"""What tests of a whole run share."""

from pathlib import Path

import pytest

from tests.app.fakes import Poses, simulated


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where settings and sessions of the test are kept."""
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def short_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page at the end stays only as long as a test needs to see it."""
    monkeypatch.setattr("posecoach.app.live.ui_loop.DONE_STAYS_S", 0.1)


@pytest.fixture
def quick_goodbye(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens to the last words, nor looks at the last page."""
    monkeypatch.setattr("posecoach.app.live.ui_loop.DONE_STAYS_S", 0.1)
    monkeypatch.setattr("posecoach.app.live.run.LAST_WORDS_S", 0.3)


@pytest.fixture(scope="session")
def six_reps() -> Poses:
    return simulated(reps=6)


@pytest.fixture(scope="session")
def eight_reps() -> Poses:
    return simulated(reps=8)
