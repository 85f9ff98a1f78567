"""`posecoach bench` from the command line, on a few frames of a real clip."""

import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from posecoach.app.offline.demo import sample
from posecoach.bench.fresh import fresh_run
from posecoach.bench.offline import whole_runs
from posecoach.bench.paths import Job
from posecoach.bench.run import INFERENCE
from posecoach.exercises.catalogue import find_exercise
from posecoach.pose.estimator import EstimatorOptions
from posecoach.pose.model import FULL
from posecoach.video import open_source, pictures
from posecoach.video.writer import ClipWriter

pytestmark = pytest.mark.slow

CLIP = "rendered/dev_hip_flexion_clean.mp4"


@pytest.fixture(scope="module")
def answer(clips: Path) -> Any:
    command = [
        sys.executable,
        "-m",
        "posecoach",
        "bench",
        str(clips / CLIP),
        "--frames",
        "12",
        "--quick",
        "--model",
        "full",
        "--json",
        "-",
    ]
    hidden = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300, env=hidden)
    assert "Speed against the bare loop" in done.stderr
    return json.loads(done.stdout)


def bench_path(answer: Any, name: str) -> Any:
    found = [one for one in answer["lanes"] if one["name"] == name]
    assert len(found) == 1
    return found[0]


def test_standard_output_is_the_json_of_the_schema(answer: Any) -> None:
    assert answer["schema"] == "posecoach.bench/1"
    assert answer["video"]["size_px"] == [640, 480]
    names = [one["name"] for one in answer["lanes"]]
    assert names == ["bare", "analyze", "analyze, clip", "live, silent", "live, voice"]


def test_the_bare_loop_does_nothing_but_decode_convert_and_detect(answer: Any) -> None:
    assert tuple(bench_path(answer, "bare")["stages"]) == INFERENCE
    assert bench_path(answer, "bare")["throughput_ratio"] == 1.0


def test_every_stage_of_a_live_frame_is_there_and_together_they_make_the_frame(
    answer: Any,
) -> None:
    stages = bench_path(answer, "live, voice")["stages"]
    assert {"landmarks", "controller", "draw"} <= set(stages)
    whole = sum(value["share"] for name, value in stages.items() if ":" not in name)
    assert whole == pytest.approx(1.0, abs=0.05)


def test_the_live_paths_say_how_late_the_picture_is(answer: Any) -> None:
    display = bench_path(answer, "live, silent")["display_latency_ms"]
    assert display["p50"] > bench_path(answer, "live, silent")["own_ms"]["p50"]


def first_pictures(path: Path, count: int = 8) -> Path:
    """The beginning of the sample clip, in which somebody lies."""
    with open_source(sample()) as source, ClipWriter(path, source.info.size_px, source.info.fps) as writer:
        for frame in islice(pictures(source), count):
            writer.write(frame.image, frame.t_s)
    return path


def test_whole_runs_stand_beside_bare_loops_at_once(tmp_path: Path) -> None:
    job = Job(first_pictures(tmp_path / "short.mp4"), find_exercise("hip-flexion"), EstimatorOptions())
    offline = whole_runs(job, jobs=2)
    assert [one.name for one in offline.results] == [
        "one video, 1 process",
        "one video, 2 processes",
        "4 videos, 2 processes",
        "limit: 2 bare loops at once",
    ]
    frames = offline.results[0].frames
    assert [one.frames for one in offline.results] == [frames, frames, 4 * frames, 2 * frames]
    assert all(one.taken_s > 0 and one.bare_s > 0 for one in offline.results)
    one, four = offline.results[0], offline.results[2]
    assert four.bare_s == pytest.approx(4 * one.bare_s)


def test_a_process_of_its_own_tells_start_up_and_memory(clips: Path) -> None:
    result = fresh_run("bare", Job(clips / CLIP, find_exercise("hip-flexion"), EstimatorOptions(FULL)), 3)
    assert result is not None
    assert 0.1 < result.first_result_s < 60
    assert 80 < result.peak_mb < 1000
