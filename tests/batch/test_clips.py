"""Real clips: several processes, a dead one among them, give what one process gives."""

import os
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from posecoach.app.offline import analyze
from posecoach.app.offline.analyze import Analysis, analyze_video
from posecoach.batch import segments
from posecoach.batch.segments import Workers, parallel_frames, plan_stretches
from posecoach.batch.task import find_videos
from posecoach.exercises.catalogue import find_exercise
from posecoach.pose.estimator import EstimatorOptions
from posecoach.pose.model import FULL
from posecoach.session.json_format import dumps
from posecoach.session.track import Track, TrackWriter
from posecoach.video import open_source, pictures
from posecoach.video.writer import ClipWriter

pytestmark = pytest.mark.slow

CLIP = "real/toetouch_situp_dark.mp4"
FRAMES, BLOCK = 64, 24
"""Frames of the clip, and those after which a new tracker begins; the one before goes on for 40 more."""


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clips of seconds shared as videos of minutes are."""
    monkeypatch.setattr(analyze, "block_frames", lambda frames: BLOCK)


def same_track(one: Track, other: Track) -> bool:
    names = ("t_s", "image_px", "world_m", "visibility", "presence", "outline", "motion")
    return all(np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True) for name in names)


def analysed(path: Path, jobs: int, model: str = FULL) -> Analysis:
    return analyze_video(path, find_exercise("hip-extension"), model=model, jobs=jobs)


@pytest.fixture(scope="module")
def clip(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The beginning of a real clip."""
    path = tmp_path_factory.mktemp("clip") / "begun.mp4"
    with (
        open_source(clips / CLIP) as source,
        ClipWriter(path, source.info.size_px, source.info.fps) as writer,
    ):
        for frame in islice(pictures(source), FRAMES):
            writer.write(frame.image, frame.t_s)
    return path


@pytest.fixture(scope="module")
def alone(clip: Path) -> Analysis:
    """The clip in one process, in small blocks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analyze, "block_frames", lambda frames: BLOCK)
        return analysed(clip, 1)


def test_two_processes_give_the_landmarks_and_the_session_of_one(
    alone: Analysis, clip: Path, small_blocks: None
) -> None:
    together = analysed(clip, 2)
    assert same_track(alone.track, together.track)
    assert dumps(alone.session) == dumps(together.session)
    assert "pose" in alone.timing.seconds and "pose" not in together.timing.seconds  # it did run in others


def test_records_name_the_model_that_looked(alone: Analysis) -> None:
    assert (alone.session.source.model, alone.track.model) == (FULL, FULL)


def test_so_it_is_on_every_clip(clips: Path, small_blocks: None) -> None:
    if not os.environ.get("POSECOACH_ALL_CLIPS"):
        pytest.skip("takes ten minutes; set POSECOACH_ALL_CLIPS=1")
    videos = find_videos([clips])
    assert len(videos) >= 16
    for name, path in videos.items():
        alone, together = analysed(path, 1), analysed(path, 3)
        assert same_track(alone.track, together.track), name
        assert dumps(alone.session) == dumps(together.session), name


def test_a_worker_that_is_killed_is_replaced(
    alone: Analysis, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options, whole = EstimatorOptions(), alone.track
    stretches = plan_stretches(FRAMES, 2, BLOCK)
    assert np.isfinite(whole.image_px[:, 0, 0]).mean() > 0.5, "without poses nothing is compared"
    made: list[Workers] = []

    class Watched(Workers):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr(segments, "Workers", Watched)
    found = TrackWriter(whole.size_px)
    for number, frame in enumerate(parallel_frames(clip, options, stretches)):
        if number == 10:
            made[0].processes[1].kill()
        found.add(frame.t_s, frame.pose)
    assert np.array_equal(found.build().image_px, whole.image_px, equal_nan=True)


def test_leaving_early_ends_the_workers(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Workers] = []
    stop = Workers.stop_all

    def watched_stop(self: Workers) -> None:
        made.append(self)
        stop(self)

    monkeypatch.setattr(Workers, "stop_all", watched_stop)
    frames = parallel_frames(clip, EstimatorOptions(), plan_stretches(FRAMES, 2, BLOCK))
    next(frames)
    frames.close()
    assert len(made) == 1
    for process in made[0].processes:
        with pytest.raises(ValueError, match="closed"):
            process.is_alive()
