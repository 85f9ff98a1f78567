"""Whole runs against the bare loop: one video split over processes, and a folder of videos."""

import time
from dataclasses import dataclass
from pathlib import Path

from posecoach.bench.lanes import BareLane, Job


@dataclass(frozen=True, slots=True)
class OfflineResult:
    """Seconds of whole runs, each the middle of its repeats, start-up included."""

    name: str
    jobs: int
    frames: int
    bare_s: float
    ours_s: float

    @property
    def ratio(self) -> float:
        """Throughput relative to the bare loop; above 1 is faster."""
        return self.bare_s / self.ours_s


def bare_run(job: Job) -> tuple[int, float]:
    """Frames and seconds of the bare loop over the whole video, loading of the model included."""
    begin_s = time.perf_counter()
    lane = BareLane(job)
    frames = 0
    while lane.step():
        frames += 1
    lane.close()
    return frames, time.perf_counter() - begin_s


def bare_folder(videos: list[Path], job: Job) -> tuple[int, float]:
    """The bare loop over several videos, one after the other."""
    runs = [bare_run(Job(video, job.exercise, job.options)) for video in videos]
    return sum(frames for frames, _ in runs), sum(seconds for _, seconds in runs)
