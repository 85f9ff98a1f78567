"""posecoach analyze: count the reps in recorded videos."""

from pathlib import Path

import click

from posecoach.cli.options import exercise_option, json_option, model_option, side_option
from posecoach.cli.output import check_output, write_text
from posecoach.errors import PoseCoachError
from posecoach.exercises.catalogue import find_exercise


@click.command()
@click.argument("videos", nargs=-1, required=True, type=click.Path(path_type=Path))
@exercise_option
@side_option
@json_option
@click.option("--video", "video_path", type=click.Path(path_type=Path), help="Write the annotated clip (.mp4).")
@click.option("--csv", "csv_path", type=click.Path(path_type=Path), help="Write the angles, one row a frame.")
@click.option("--track", "track_path", type=click.Path(path_type=Path), help="Write the landmarks (.npz).")
@click.option("--timing", is_flag=True, help="Say how long each stage took.")
@model_option
def command(
    videos: tuple[Path, ...],
    exercise_name: str,
    side: str,
    json_path: str | None,
    video_path: Path | None,
    csv_path: Path | None,
    track_path: Path | None,
    timing: bool,
    model: Path | None,
) -> None:
    """Count the reps in VIDEOS and notice the lower back."""
    from posecoach.app.outputs import Outputs, analyze_with_outputs
    from posecoach.session.json_format import dumps, to_json

    outputs = Outputs(video_path, csv_path, track_path)
    if len(videos) > 1 and outputs.any:
        raise click.UsageError("--video, --csv and --track go with a single video.")
    exercise = find_exercise(exercise_name)
    for path in (json_path, video_path, csv_path, track_path):
        check_output(path)
    sessions, failures = [], []
    for path in videos:
        try:
            sessions.append(
                analyze_with_outputs(path, exercise, side, outputs, model=model, timing=timing, quiet=json_path == "-")
            )
        except PoseCoachError as error:
            if len(videos) == 1:
                raise
            failures.append(error)
    if json_path and sessions:
        if len(videos) == 1:
            write_text(dumps(sessions[0]), json_path)
        else:
            import json

            write_text(json.dumps([to_json(session) for session in sessions]), json_path)
    if failures:
        raise PoseCoachError(" ".join(str(error) for error in failures))
