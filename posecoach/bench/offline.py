"""Whole runs against the bare loop: one video over all cores, and a folder of videos."""

import shutil
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from posecoach.app.analyze import analyze_video
from posecoach.app.perform import perform
from posecoach.batch.cores import usable_cores
from posecoach.batch.pool import run_pool
from posecoach.batch.task import Task
from posecoach.bench.lanes import BareLane, Job
from posecoach.errors import PoseCoachError

REPEATS = 3
COPIES_A_CORE = 3
"""Videos in the folder for each core: enough that starting the processes is not what is measured."""


@dataclass(frozen=True, slots=True)
class OfflineResult:
    """Seconds of whole runs, start-up included, each the middle of those that were made in turn."""

    name: str
    jobs: int
    frames: int
    bare_s: float
    ours_s: float

    @property
    def ratio(self) -> float:
        """Throughput relative to the bare loop; above 1 is faster."""
        return self.bare_s / self.ours_s


def whole_runs(job: Job, jobs: int | None = None, repeats: int = REPEATS) -> tuple[OfflineResult, ...]:
    """The video in one process and in `jobs` (None: one a core), and a folder of copies of it.

    Raises:
        PoseCoachError: the video cannot be analysed.
    """
    jobs = jobs or usable_cores()
    bare_s: list[float] = []
    ours_s: dict[int, list[float]] = {1: [], jobs: []}
    folder_s: list[float] = []
    frames = 0
    for _ in range(repeats):
        frames, seconds = bare_run(job)
        bare_s.append(seconds)
        for number, taken in ours_s.items():
            taken.append(_analyze(job, number))
        folder_s.append(_folder(job, jobs))
    one_s, copies = median(bare_s), jobs * COPIES_A_CORE
    rows = [
        OfflineResult(
            f"one video, {number} process{'es' * (number > 1)}", number, frames, one_s, median(taken)
        )
        for number, taken in ours_s.items()
    ]
    folder = OfflineResult(
        f"{copies} videos, {jobs} processes", jobs, copies * frames, copies * one_s, median(folder_s)
    )
    return (*rows, folder)


def bare_run(job: Job) -> tuple[int, float]:
    """Frames and seconds of the bare loop over the whole video, loading of the model included."""
    begin_s = time.perf_counter()
    frames = 0
    with closing(BareLane(job)) as lane:
        while lane.step():
            frames += 1
    return frames, time.perf_counter() - begin_s


def _analyze(job: Job, jobs: int) -> float:
    begin_s = time.perf_counter()
    analyze_video(job.video, job.exercise, model=job.options.model, jobs=jobs)
    return time.perf_counter() - begin_s


def _folder(job: Job, jobs: int) -> float:
    with tempfile.TemporaryDirectory() as name:
        tasks = []
        for number in range(jobs * COPIES_A_CORE):
            copy = Path(name) / f"{number}{job.video.suffix}"
            shutil.copyfile(job.video, copy)
            model = str(job.options.model) if job.options.model else None
            tasks.append(Task(copy.name, str(copy), job.exercise, "auto", model))
        begin_s = time.perf_counter()
        for outcome in run_pool(tasks, jobs, perform):
            if outcome.error:
                raise PoseCoachError(outcome.error)
        return time.perf_counter() - begin_s
