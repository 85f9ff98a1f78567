"""A video analysed with what the user may ask for beside the count: clip, table, landmarks, progress."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from posecoach import sentences
from posecoach.app.offline.analyze import Analysis, Watcher, analyze_video
from posecoach.app.pipeline import Step
from posecoach.batch.restart import jobs_for
from posecoach.display.screen import Screen
from posecoach.errors import VideoError
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.language import localise
from posecoach.plain_text import one_line
from posecoach.pose.model import AUTO, FOR_RECORDINGS, FULL, HEAVY, model_name
from posecoach.session.record import Session
from posecoach.session.summary import print_summary
from posecoach.session.track import write_track
from posecoach.session.unfinished_clips import noted_clip
from posecoach.video import ClipWriter, Frame, open_source, unfinished_clip

CLIP_SIZE_PX = (1280, 720)

LEAST_READ = 0.9
"""A file with fewer than this share of the pictures it announces is damaged; a sound one may lack a few."""


def annotator(exercise: Exercise, writer: ClipWriter) -> Watcher:
    """Draws the live screen for each frame, in the language in use, and hands it to `writer`."""
    language = sentences.in_use()
    shown = localise(exercise, language)
    screen = Screen(shown, CLIP_SIZE_PX, mirrored=False, privacy=False, texts=language.say)

    def watch(frame: Frame | None, pose: Pose | None, step: Step) -> None:
        if frame is not None:
            writer.write(screen.draw(frame.image, pose, step.state), frame.t_s)

    return watch


@dataclass(frozen=True, slots=True)
class Outputs:
    """Files to write beside the summary; None leaves one out."""

    video: Path | None = None
    csv: Path | None = None
    track: Path | None = None


def analyze_with_outputs(
    path: Path,
    exercise: Exercise,
    side: str,
    outputs: Outputs,
    *,
    model: str = AUTO,
    timing: bool = False,
    quiet: bool = False,
    jobs: int | None = None,
    keep: Callable[[Session], None] = lambda session: None,
) -> Session:
    """Analyse one video, write `outputs`, hand the session to `keep`, print its table; returns the session.

    With `quiet`, the table goes to standard error, because standard output carries something else. `jobs`
    None takes all cores for a long video and one process for a short one.
    """
    with open_source(path) as source:
        info = source.info
    with ExitStack() as stack:
        watchers: list[Watcher] = [stack.enter_context(ProgressBar(path.name, info.frames, model)).advance]
        if outputs.video is not None:
            stack.enter_context(noted_clip(unfinished_clip(outputs.video)))
            writer = stack.enter_context(ClipWriter(outputs.video, CLIP_SIZE_PX, info.fps))
            watchers.append(annotator(exercise, writer))

        def watch(frame: Frame | None, pose: Pose | None, step: Step) -> None:
            for watcher in watchers:
                watcher(frame, pose, step)

        jobs, lend = jobs or jobs_for(info.frames), outputs.video is not None
        analysis = analyze_video(path, exercise, side, model=model, watch=watch, jobs=jobs, lend=lend)
    session, frames = analysis.session, analysis.session.source.frames
    if frames == 1:
        raise VideoError.of("analyze.picture", "video.name_video", path=path)
    _write(analysis, outputs)
    keep(session)
    console = Console(stderr=quiet)
    print_summary(session, console)
    if info.frames is not None and frames < LEAST_READ * info.frames:
        name = one_line(path.name)
        console.print(Text(sentences.say("analyze.damaged", frames=frames, whole=info.frames, name=name)))
    if timing:
        parts = [f"{name} {analysis.timing.mean_ms(name):.2f} ms" for name in analysis.timing.seconds]
        console.print(sentences.say("analyze.timing", parts=", ".join(parts)))
    return session


def _write(analysis: Analysis, outputs: Outputs) -> None:
    """Write the files that need the whole analysis; the clip was written while it ran."""
    if outputs.csv is not None:
        from posecoach.session.tables import write_frames

        write_frames(analysis.session, outputs.csv)
    if outputs.track is not None:
        write_track(analysis.track, outputs.track)


class ProgressBar:
    """A bar with the time left, on standard error and only where somebody watches."""

    def __init__(self, name: str, frames: int | None, model: str) -> None:
        what = TextColumn("{task.description}", markup=False)
        reps = TextColumn("{task.fields[reps]}", markup=False)
        columns = (what, *Progress.get_default_columns()[1:-1], TimeRemainingColumn(), reps)
        console = Console(stderr=True)
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._progress.add_task(one_line(name), total=frames, reps=_reps(0))
        name = model_name(FOR_RECORDINGS if model == AUTO else model)
        if console.is_terminal:
            faster = sentences.say("analyze.faster", model=FULL) if name == HEAVY else ""
            told = sentences.say("analyze.model", name=one_line(name), faster=faster)
            console.print(told, style="dim", highlight=False, markup=False)

    def __enter__(self) -> "ProgressBar":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def advance(self, frame: Frame | None, pose: Pose | None, step: Step) -> None:
        """One frame is done."""
        self._progress.update(self._task, advance=1, reps=_reps(step.state.total_reps))


def _reps(count: int) -> str:
    return sentences.say("plural.rep", n=count)
