"""The benchmark as `posecoach bench` runs it: which paths there are, and what else is measured."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from posecoach.app.offline.analyze import motion_segments, needs_outline
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
from posecoach.pose.estimator import EstimatorOptions
from posecoach.pose.model import AUTO, FOR_RECORDINGS
from posecoach.video import SourceInfo, open_source

FRESH_FRAMES = 100
UNEVEN = 0.05
"""Share by which the bare loop may differ from itself before its ratios are in doubt."""
VOICE_START_S = 10.0


@dataclass(frozen=True, slots=True)
class BenchSettings:
    """What to measure.

    Attributes:
        frames: frames in each path; None for the whole video.
        model: the pose model of every path; "auto" is FOR_RECORDINGS.
        fresh: measure start-up and memory too, in processes of their own.
        window: show the live picture where there is a screen.
        whole: measure whole runs over several processes too, which takes several times the video's length.
    """

    frames: int | None = 300
    model: str = AUTO
    fresh: bool = True
    window: bool = True
    whole: bool = False


def bench(
    video: Path,
    exercise: Exercise,
    settings: BenchSettings,
    progress: Callable[[int], None] = lambda done: None,
) -> BenchResult:
    """Measure everything on `video`.

    Raises:
        VideoError: the video cannot be read. ModelError: the pose model cannot be used.
    """
    job = Job(video, exercise, _options(settings, exercise))
    with open_source(video) as source:
        info: SourceInfo = source.info
    notes: list[str] = []
    results = _paths(job, settings, notes, progress)
    fresh = _fresh(job, notes) if settings.fresh else ()
    offline = whole_runs(job) if settings.whole else None
    if offline and (info.frames or 0) <= BLOCK_FRAMES:
        notes.append(f"A video of up to {BLOCK_FRAMES} frames is too short to be shared by processes.")
    if offline and abs(offline.bare_first_s - offline.bare_last_s) > UNEVEN * offline.bare_first_s:
        notes.append(
            f"The computer was busy with something else: the bare loop took {offline.bare_first_s:.1f} s "
            f"before the other whole runs and {offline.bare_last_s:.1f} s after them."
        )
    return BenchResult(info, exercise.id, job.options.outline, tuple(results), fresh, offline, _once(notes))


def _options(settings: BenchSettings, exercise: Exercise) -> EstimatorOptions:
    model = FOR_RECORDINGS if settings.model == AUTO else settings.model
    return EstimatorOptions(model, needs_outline(exercise), motion=motion_segments(exercise))


def _once(notes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notes))


def _paths(
    job: Job, settings: BenchSettings, notes: list[str], progress: Callable[[int], None]
) -> list[PathResult]:
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
        if settings.window and has_display():
            window = stack.enter_context(Window("PoseCoach bench"))
            add(LivePath(job, SilentVoice(), "live, window", window))
            add(LivePath(job, speaking(), "live, window, voice", window))
        else:
            notes.append("No screen: the live picture was drawn, but not shown.")
        return run_paths(bench_paths, settings.frames, progress)


def _fresh(job: Job, notes: list[str]) -> tuple[FreshResult, ...]:
    results = []
    for bench_path in FRESH_PATHS:
        options = job.options
        one = fresh_run(bench_path, job.video, job.exercise.id, FRESH_FRAMES, options.outline, options.model)
        if one is None:
            notes.append(f"Start-up and memory of {bench_path} could not be measured: its process failed.")
        else:
            results.append(one)
    return tuple(results)
