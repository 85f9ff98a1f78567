"""posecoach analyze: count the reps in recorded videos."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from posecoach import sentences
from posecoach.cli.options import (
    NamedPath,
    exercise_option,
    json_option,
    model_file,
    model_option,
    side_option,
)
from posecoach.cli.output import check_outputs, say, tell_notices, write_text
from posecoach.errors import PoseCoachError
from posecoach.exercises.definition import Exercise
from posecoach.session.taught import exercise_of

if TYPE_CHECKING:
    from posecoach.app.offline.outputs import Outputs
    from posecoach.batch.folder import Order
    from posecoach.session.record import Session


@click.command()
@click.argument("videos", nargs=-1, required=True, metavar="VIDEO|FOLDER...", type=NamedPath(path_type=Path))
@exercise_option
@side_option
@json_option
@click.option("--video", "video_path", type=click.Path(path_type=Path))
@click.option("--csv", "csv_path", type=click.Path(path_type=Path))
@click.option("--track", "track_path", type=click.Path(path_type=Path))
@click.option("--timing", is_flag=True)
@click.option("--jobs", type=click.IntRange(1))
@click.option("--out", type=click.Path(path_type=Path))
@click.option("--parquet", is_flag=True)
@click.option("--scheduler", default="", metavar="ADDRESS")
@model_option()
def command(
    videos: tuple[Path, ...],
    exercise_name: str,
    side: str,
    json_path: str | None,
    video_path: Path | None,
    csv_path: Path | None,
    track_path: Path | None,
    timing: bool,
    jobs: int | None,
    out: Path | None,
    parquet: bool,
    scheduler: str,
    model: str,
) -> None:
    """Coach the videos, one after the other or, with --out, all at once."""
    single = (json_path, video_path, csv_path, track_path)
    if out is not None:
        if any(single) or timing:
            raise click.UsageError(sentences.say("analyze.out"))
        from posecoach.batch.folder import Order
        from posecoach.batch.restart import usable_cores

        exercise, cores = exercise_of(exercise_name), jobs or usable_cores()
        _many(Order(videos, exercise, side, out, cores, model, scheduler, parquet))
        return
    if parquet:
        raise click.UsageError(sentences.say("analyze.parquet"))
    if scheduler:
        raise click.UsageError(sentences.say("analyze.scheduler"))
    if any(path.is_dir() for path in videos):
        from posecoach.batch.task import find_videos

        videos = tuple(find_videos(videos).values())
    if len(videos) > 1 and any(single[1:]):
        raise click.UsageError(sentences.say("analyze.single"))
    from posecoach.app.offline.outputs import Outputs

    exercise = exercise_of(exercise_name)
    check_outputs(single, (*videos, exercise_name, model_file(model)))
    if video_path is not None:
        from posecoach.session.unfinished_clips import clear_away

        tell_notices(clear_away())
    _few(videos, exercise, side, Outputs(video_path, csv_path, track_path), json_path, timing, jobs, model)


def _few(
    videos: tuple[Path, ...],
    exercise: Exercise,
    side: str,
    outputs: "Outputs",
    json_path: str | None,
    timing: bool,
    jobs: int | None,
    model: str,
) -> None:
    """One after the other, each with its table."""
    import json

    from posecoach.app.offline.outputs import analyze_with_outputs
    from posecoach.session.json_format import dumps, to_json

    def keep(session: "Session") -> None:
        if json_path and len(videos) == 1:
            write_text(dumps(session), json_path)

    sessions, failures = [], []
    quiet = json_path == "-"
    for path in videos:
        try:
            session = analyze_with_outputs(
                path, exercise, side, outputs, model=model, timing=timing, quiet=quiet, jobs=jobs, keep=keep
            )
            sessions.append(session)
        except PoseCoachError as error:
            if len(videos) == 1:
                raise
            failures.append(error)
    if json_path and len(videos) > 1 and sessions:
        write_text(json.dumps([to_json(session) for session in sessions]), json_path)
    if failures:
        raise PoseCoachError(" ".join(str(error) for error in failures))


def _many(order: "Order") -> None:
    """All at once, kept in a folder; what failed is listed at the end."""
    from posecoach.app.offline.batch_job import perform
    from posecoach.batch.folder import analyze_many, progress_bar

    with progress_bar() as progress:
        report = analyze_many(order, perform, progress)
    counts = {"done": report.analysed, "skipped": report.skipped, "failed": len(report.failures)}
    say(sentences.say("analyze.result", **counts, out=order.out))
    if report.failures:
        listed = "\n".join(f"  {one.name}: {one.error}" for one in report.failures)
        raise PoseCoachError(f"{sentences.say('analyze.failed', n=len(report.failures))}:\n{listed}")
