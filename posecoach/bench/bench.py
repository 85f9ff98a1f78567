"""The benchmark as `posecoach bench` runs it: which paths there are, and what else is measured."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from posecoach.app.offline.analyze import estimator_options
from posecoach.audio.engine import VoiceSettings
from posecoach.audio.speech_thread import SpeechProcess
from posecoach.audio.voice import SilentVoice, Voice
from posecoach.batch.restart import BLOCK_FRAMES
from posecoach.bench.fresh import PATHS as FRESH_PATHS
from posecoach.bench.fresh import FreshResult, fresh_run
from posecoach.bench.offline import whole_runs
from posecoach.bench.paths import AnalyzePath, BarePath, BenchmarkPath, Job, LivePath
from posecoach.bench.report import BenchResult
from posecoach.bench.run import PathResult, run_paths
from posecoach.display.window import Window, has_display
from posecoach.exercises.definition import Exercise
from posecoach.pose.model import AUTO
from posecoach.video import SourceInfo, open_source

FRESH_FRAMES = 100
UNEVEN = 0.05
"""Share by which the bare loop may differ from itself before its ratios are in doubt."""
VOICE_START_S = 10.0


def bench(
    video: Path, exercise: Exercise, frames: int, model: str = AUTO, fresh: bool = True, whole: bool = False
) -> BenchResult:
    """Measure everything on `video`.

    Args:
        video, exercise: what every path runs.
        frames: frames in each path.
        model: the pose model of every path; "auto" is FOR_RECORDINGS.
        fresh: measure start-up and memory too, in processes of their own.
        whole: measure whole runs over several processes too, which takes several times the video's length.

    Raises:
        VideoError: the video cannot be read. ModelError: the pose model cannot be used.
    """
    options = estimator_options(model, exercise)
    job = Job(video, exercise, options)
    with open_source(video) as source:
        info: SourceInfo = source.info
    notes: list[str] = []
    results = _paths(job, frames, notes)
    started = _fresh(job, notes) if fresh else ()
    offline = whole_runs(job) if whole else None
    if offline and (info.frames or 0) <= BLOCK_FRAMES:
        notes.append(f"A video of up to {BLOCK_FRAMES} frames is too short to be shared by processes.")
    if offline and abs(offline.bare_first_s - offline.bare_last_s) > UNEVEN * offline.bare_first_s:
        notes.append(
            f"The computer was busy with something else: the bare loop took {offline.bare_first_s:.1f} s "
            f"before the other whole runs and {offline.bare_last_s:.1f} s after them."
        )
    once = tuple(dict.fromkeys(notes))
    return BenchResult(info, exercise.id, options.outline, tuple(results), started, offline, once)


def _paths(job: Job, frames: int, notes: list[str]) -> list[PathResult]:
    with ExitStack() as stack:
        bench_paths: list[BenchmarkPath] = []

        def add(bench_path: BenchmarkPath) -> None:
            stack.callback(bench_path.close)
            bench_paths.append(bench_path)

        add(BarePath(job))
        add(AnalyzePath(job))
        add(AnalyzePath(job, clip=True))
        add(LivePath(job, SilentVoice(), "live, silent"))
        # Spoken into files, so that measuring makes no noise; the engine does the same work.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))

        def speaking() -> Voice:
            voice = SpeechProcess(VoiceSettings(folder=folder))
            voice.wait(VOICE_START_S)
            if voice.problem:
                notes.append(f"The voice does not speak here ({voice.problem}); it was asked all the same.")
            return voice

        add(LivePath(job, speaking(), "live, voice"))
        if has_display():
            window = stack.enter_context(Window("PoseCoach bench"))
            add(LivePath(job, SilentVoice(), "live, window", window))
            add(LivePath(job, speaking(), "live, window, voice", window))
        else:
            notes.append("No screen: the live picture was drawn, but not shown.")
        return run_paths(bench_paths, frames)


def _fresh(job: Job, notes: list[str]) -> tuple[FreshResult, ...]:
    results = []
    for bench_path in FRESH_PATHS:
        one = fresh_run(bench_path, job, FRESH_FRAMES)
        if one is None:
            notes.append(f"Start-up and memory of {bench_path} could not be measured: its process failed.")
        else:
            results.append(one)
    return tuple(results)
