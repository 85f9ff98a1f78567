"""What tests of a whole run share."""

from pathlib import Path

import pytest


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where settings and sessions of the test are kept."""
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def short_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page at the end stays only as long as a test needs to see it."""
    monkeypatch.setattr("posecoach.app.live.ui_loop.DONE_STAYS_S", 0.1)
