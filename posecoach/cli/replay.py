"""posecoach replay: recorded landmarks through the coach, without any video."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posecoach import sentences
from posecoach.cli.options import json_option, side_option
from posecoach.cli.output import MOST_DIGITS, check_outputs, session_number, write_text
from posecoach.errors import SessionError
from posecoach.session.taught import exercise_of

if TYPE_CHECKING:
    from posecoach.session.track import Track


@click.command()
@click.argument("recording", metavar="TRACK|SESSION")
@click.option("--exercise", "exercise_name", metavar="ID|FILE.toml")
@side_option
@json_option
def command(recording: str, exercise_name: str | None, side: str, json_path: str | None) -> None:
    from rich.console import Console

    from posecoach.app.offline.analyze import replay_track
    from posecoach.session.json_format import dumps
    from posecoach.session.summary import print_summary
    from posecoach.session.track import read_track

    if is_session(recording):
        track, exercise_of_session, side_of_session = _stored(session_number(recording))
        exercise_name = exercise_name or exercise_of_session
        if side == "auto" and side_of_session != "both":  # which is also what was not found out
            side = side_of_session
        name = f"session {recording}"
    elif exercise_name is None:
        raise click.UsageError(sentences.say("analyze.name_exercise"))
    else:
        track, name = None, Path(recording).name
    exercise = exercise_of(exercise_name)
    check_outputs([json_path], [recording, exercise_name])
    session = replay_track(track or read_track(Path(recording)), name, exercise, side)
    if json_path:
        write_text(dumps(session), json_path)
    print_summary(session, Console(stderr=json_path == "-"))


def is_session(name: str) -> bool:
    """Whether `name` is the number of a session and not of a file that happens to be called so."""
    return name.isdecimal() and not (len(name) <= MOST_DIGITS and Path(name).exists())


def _stored(number: int) -> "tuple[Track, str, str]":
    """Landmarks, exercise and side of a stored session; raises SessionError when no landmarks were kept."""
    from posecoach.session.store import Store

    with Store() as store:
        session = store.load(number)
        track = store.landmarks(number)
    if track is None or not len(track):
        raise SessionError.of("analyze.no_landmarks", number=number)
    return replace(track, model=session.source.model), session.exercise, session.side
