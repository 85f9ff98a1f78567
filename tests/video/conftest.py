"""What tests of a source that misbehaves share."""

import pytest

from posecoach.video import live as live_module


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter patience, so that the tests need not wait for a person's."""
    monkeypatch.setattr(live_module, "PATIENCE_S", 0.15)
    monkeypatch.setattr(live_module, "REPEAT_S", 0.05)
    monkeypatch.setattr(live_module, "BACK_OFF_S", (0.05, 0.1))
    monkeypatch.setattr(live_module, "CLOSE_S", 0.3)
    monkeypatch.setattr(live_module, "FIRST_PICTURE_S", 0.5)
