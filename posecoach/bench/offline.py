"""Whole runs against the bare loop: a video over all cores, a folder of videos, and what the cores allow."""

import shutil
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from posecoach.app.offline.analyze import analyze_video
from posecoach.app.offline.batch_job import perform
from posecoach.batch.pool import run_pool
from posecoach.batch.restart import usable_cores
from posecoach.batch.task import Task
from posecoach.bench.fresh import start_fresh
from posecoach.bench.paths import BarePath, Job
from posecoach.errors import PoseCoachError

COPIES_A_CORE = 2
"""Videos in the folder for each core: enough that starting the processes is not what is measured."""


@dataclass(frozen=True, slots=True)
class OfflineResult:
    """Seconds of one way to run the whole video or several, start-up included, and of the bare loop."""

    name: str
    jobs: int
    frames: int
    bare_s: float
    taken_s: float

    @property
    def ratio(self) -> float:
        """Throughput relative to the bare loop; above 1 is faster."""
        return self.bare_s / self.taken_s


@dataclass(frozen=True, slots=True)
class Offline:
    """All whole runs, and how long the bare loop took before and after them: alike on an idle computer."""

    results: tuple[OfflineResult, ...]
    bare_first_s: float
    bare_last_s: float


def whole_runs(job: Job, jobs: int | None = None) -> Offline:
    """The video in one process and in `jobs` (None: one a core), a folder of copies of it, and, as the limit
    of what `jobs` processes can reach, as many bare loops at once.

    The bare loop runs first and last; the mean of both is what ours is compared with.

    Raises:
        PoseCoachError: the video cannot be analysed.
    """
    jobs = jobs or usable_cores()
    frames, first_s = bare_run(job)
    # The name of a way, its processes, how many times the video it runs, and how long it took.
    runs = [("one video, 1 process", 1, 1, _analyze(job, 1))]
    if jobs > 1:
        runs += [(f"one video, {jobs} processes", jobs, 1, _analyze(job, jobs))]
    copies = jobs * COPIES_A_CORE
    runs += [(f"{copies} videos, {jobs} processes", jobs, copies, _folder(job, jobs, copies))]
    if jobs > 1:
        runs += [(f"limit: {jobs} bare loops at once", jobs, jobs, _bare_at_once(job, jobs, frames))]
    _, last_s = bare_run(job)
    one_s = (first_s + last_s) / 2
    results = (
        OfflineResult(name, number, times * frames, times * one_s, taken_s)
        for name, number, times, taken_s in runs
    )
    return Offline(tuple(results), first_s, last_s)


def bare_run(job: Job) -> tuple[int, float]:
    """Frames and seconds of the bare loop over the whole video, loading of the model included."""
    begin_s = time.perf_counter()
    frames = 0
    with closing(BarePath(job)) as bench_path:
        while bench_path.step():
            frames += 1
    return frames, time.perf_counter() - begin_s


def _analyze(job: Job, jobs: int) -> float:
    begin_s = time.perf_counter()
    analyze_video(job.video, job.exercise, model=job.options.model, jobs=jobs)
    return time.perf_counter() - begin_s


def _folder(job: Job, jobs: int, copies: int) -> float:
    with tempfile.TemporaryDirectory() as name:
        tasks = []
        for number in range(copies):
            copy = Path(name) / f"{number}{job.video.suffix}"
            shutil.copyfile(job.video, copy)
            tasks.append(Task(copy.name, str(copy), job.exercise, "auto", job.options.model))
        begin_s = time.perf_counter()
        for outcome in run_pool(tasks, jobs, perform):
            if outcome.error:
                raise PoseCoachError(outcome.error)
        return time.perf_counter() - begin_s


def _bare_at_once(job: Job, jobs: int, frames: int) -> float:
    begin_s = time.perf_counter()
    running = [start_fresh("bare", job, frames) for _ in range(jobs)]
    for process in running:
        process.communicate()
        if process.returncode != 0:
            raise PoseCoachError("A bare loop in a process of its own failed.")
    return time.perf_counter() - begin_s
