"""posecoach demo on a machine with no camera, no screen and no sound."""

from functools import partial
from pathlib import Path

import cv2
import pytest

from posecoach.app.offline import demo
from posecoach.app.offline.analyze import analyze_video
from posecoach.app.offline.demo import DEMO_REPS, sample
from posecoach.errors import VideoError
from posecoach.session.store import Store
from posecoach.session.track import read_track
from tests.app.fakes import FakeEstimator
from tests.app.test_what_is_heard import CLIP
from tests.cli.conftest import Ask


def test_without_a_screen_it_leaves_a_picture_and_a_table(
    ask_here: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what the model saw in the sample; the gate (tasks.py) runs the demo with the model itself."""
    seen = FakeEstimator(list(read_track(CLIP).poses()))
    monkeypatch.setattr(demo, "analyze_video", partial(analyze_video, estimator=seen))
    done = ask_here("demo", "--model", "full", home=tmp_path / "home", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"{DEMO_REPS} reps" in done.stdout
    assert "posecoach-demo.png" in done.stdout
    assert done.stderr == ""
    picture = cv2.imread(str(tmp_path / "posecoach-demo.png"))
    assert picture.shape == (720, 1280, 3)
    with Store(tmp_path / "home") as store:
        assert store.history() == [], "the sample is not the user's session"


def test_a_sample_that_is_missing_is_told() -> None:
    assert sample().is_file()
    with pytest.raises(VideoError, match=r"none\.mp4 is missing"):
        sample("none.mp4")
