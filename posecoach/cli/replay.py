"""posecoach replay: recorded landmarks through the coach, without any video."""

from pathlib import Path

import click

from posecoach.cli.options import exercise_option, json_option, side_option
from posecoach.cli.output import check_output, write_text
from posecoach.exercises.catalogue import find_exercise


@click.command()
@click.argument("track", type=click.Path(path_type=Path))
@exercise_option
@side_option
@json_option
def command(track: Path, exercise_name: str, side: str, json_path: str | None) -> None:
    """Run recorded landmarks (TRACK, a .npz file) through the coach again."""
    from posecoach.app.analyze import replay_track
    from posecoach.cli.results import show_session
    from posecoach.session.json_format import dumps
    from posecoach.session.track import read_track

    exercise = find_exercise(exercise_name)
    check_output(json_path)
    session = replay_track(read_track(track), track.name, exercise, side)
    show_session(session, json_path)
    if json_path:
        write_text(dumps(session), json_path)
