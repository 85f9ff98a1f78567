"""posecoach bench: how fast this computer is with PoseCoach, stage by stage, beside a bare loop."""

from pathlib import Path

import click

from posecoach.cli.options import NamedPath, json_option, model_file, model_option
from posecoach.cli.output import check_outputs, write_text
from posecoach.exercises.catalogue import find_exercise


@click.command()
@click.argument("video", required=False, type=NamedPath(path_type=Path))
@click.option(
    "--exercise",
    "exercise_name",
    default="hip-flexion",
    show_default=True,
    metavar="ID|FILE.toml",
    help="What to count; decides whether the silhouette is computed.",
)
@click.option("--frames", default=300, show_default=True, type=click.IntRange(1), help="Frames in each path.")
@click.option("--quick", is_flag=True, help="Leave out start-up and memory.")
@click.option(
    "--whole", is_flag=True, help="Whole runs over all cores too: one video, and a folder of copies."
)
@click.option("--markdown", is_flag=True, help="Print the tables as Markdown, for a page.")
@json_option
@model_option()
def command(
    video: Path | None,
    exercise_name: str,
    frames: int,
    quick: bool,
    whole: bool,
    markdown: bool,
    json_path: str | None,
    model: str,
) -> None:
    """Measure speed on VIDEO (or a bundled sample), stage by stage, against a bare MediaPipe loop.

    Every way of running takes the same frames in turn, so that other work on the computer slows all alike:
    believe the ratios, not the milliseconds.
    """
    check_outputs([json_path], [video, exercise_name, model_file(model)])
    exercise = find_exercise(exercise_name)
    import json

    from rich.console import Console

    from posecoach.app.offline.demo import sample
    from posecoach.bench.bench import bench
    from posecoach.bench.report import print_result, to_json

    result = bench(video or sample(), exercise, frames, model, fresh=not quick, whole=whole)
    if json_path:
        write_text(json.dumps(to_json(result), indent=1, allow_nan=False), json_path)
    print_result(result, Console(markup=False, stderr=json_path == "-"), markdown)
