"""posecoach learn: teach an exercise by showing it."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posecoach import sentences
from posecoach.cli.options import NamedPath, Seconds, model_file, model_option
from posecoach.cli.output import check_outputs, say, tell_beside
from posecoach.exercises.definition import ExerciseText
from posecoach.files import check_ending
from posecoach.toml import LONGEST_NAME, is_name

if TYPE_CHECKING:
    from posecoach.learning.lesson import Lesson, Order
    from posecoach.session.track import Track


@click.command()
@click.argument("recording", required=False, type=NamedPath(path_type=Path), metavar="[VIDEO|TRACK]")
@click.option("--camera", metavar="0|FILE|URL")
@click.option("--name", required=True)
@click.option("--out", type=click.Path(path_type=Path))
@click.option("--page", type=click.Path(path_type=Path))
@click.option("--reps", type=click.IntRange(3, 200))
@click.option("--from", "start_s", type=Seconds(0), default=0.0)
@click.option("--to", "end_s", type=Seconds(0))
@click.option("--wrong", type=click.Path(path_type=Path), metavar="VIDEO")
@click.option("--summary", default="")
@click.option("--step", "steps", multiple=True, metavar="TEXT")
@click.option("--cue", "cues", multiple=True, metavar="TEXT")
@click.option("--seconds", type=Seconds(5, 600), default=60.0, show_default=True)
@model_option()
def command(
    recording: Path | None,
    camera: str | None,
    name: str,
    out: Path | None,
    page: Path | None,
    reps: int | None,
    start_s: float,
    end_s: float | None,
    wrong: Path | None,
    summary: str,
    steps: tuple[str, ...],
    cues: tuple[str, ...],
    seconds: float,
    model: str,
) -> None:
    if (recording is None) == (camera is None):
        raise click.UsageError(sentences.say("learn_command.name_one"))
    if end_s is not None and end_s <= start_s:
        raise click.UsageError(sentences.say("learn_command.order"))
    from posecoach.app.teach.teach import free_id, keep, with_back
    from posecoach.learning.lesson import Order

    if not is_name(name):
        raise click.UsageError(sentences.say("learn_command.no_name", most=LONGEST_NAME))
    own = None if out is not None else _own_folder()
    exercise_id = free_id(name, own)
    out = out or Path(own or "") / f"{exercise_id}.toml"
    page = page or out.with_suffix(".html")
    check_ending(out, (".toml",), sentences.say("learn_command.a_file"))
    check_ending(page, (".html", ".htm"), sentences.say("report_command.a_page"))
    check_outputs([out, page], [recording, wrong, model_file(model)])
    order = Order(exercise_id, name.strip(), reps, ExerciseText(summary, steps, cues))
    if camera is not None and not _may_begin(camera):
        return
    track = _watched(recording, camera, model, seconds, wrong is not None)
    lesson, order = _learned(track, order, start_s, float("inf") if end_s is None else end_s)
    if wrong is not None:
        lesson = with_back(lesson, wrong, model)
    source = recording.name if recording is not None else sentences.say("learn.camera")
    keep(lesson, order, track, out, page, source)
    _tell(lesson, out, page)
    if own is not None:
        say(sentences.say("learn_command.card"))


def _own_folder() -> Path:
    """Where the start screen finds exercises; raises SessionError where there can be none."""
    from posecoach.session.folder import data_folder, exercises_folder, make_private_folder

    make_private_folder(data_folder())
    make_private_folder(exercises_folder())
    return exercises_folder()


def _may_begin(camera: str) -> bool:
    """Whether the page that says when to see a doctor first is accepted, which is asked once."""
    from posecoach.app.live.routine_run import accept_before
    from posecoach.app.live.run_options import RunOptions
    from posecoach.app.start.settings import choose_language

    return accept_before(RunOptions(camera=camera, window=False, language=choose_language(None)), say)


def _watched(recording: Path | None, camera: str | None, model: str, seconds: float, back: bool) -> "Track":
    from posecoach.app.teach.teach import watch_camera, watch_file
    from posecoach.pose.model import AUTO, FULL

    if recording is not None:
        return watch_file(recording, model, back)
    return watch_camera(str(camera), FULL if model == AUTO else model, seconds, tell_beside, back)


def _learned(track: "Track", order: "Order", start_s: float, end_s: float) -> "tuple[Lesson, Order]":
    """What is learned, and the order with the count that the teacher gives where it was not told before."""
    from posecoach.app.teach.teach import learn_from

    ask = order.reps is None
    lesson = learn_from(track, order, start_s, end_s)
    while ask and lesson.counted != order.reps and (told := _asked(lesson)) is not None:
        order = replace(order, reps=told)
        lesson = learn_from(track, order, start_s, end_s)
    return lesson, order


def _asked(lesson: "Lesson") -> int | None:
    """What the teacher says instead of the count, on a terminal; None where it is right, or not asked."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    answer = click.prompt(sentences.say("learn.ask", n=lesson.counted), default=str(lesson.counted))
    return int(answer) if answer.strip().isdecimal() and int(answer) != lesson.counted else None


def _tell(lesson: "Lesson", out: Path, page: Path) -> None:
    from posecoach.learning.lesson import words

    sure = sentences.say(f"learn.{lesson.sureness}")
    say(sentences.say("learn.count", n=lesson.counted, signal=words(lesson.choice)) + f" {sure}")
    for doubt in lesson.reasons:
        say(doubt)
    say(out)
    say(page)
    say(sentences.say("learn_command.next", path=out))
