"""posecoach exercises: the catalogue, and one exercise in detail."""

import click

from posecoach import sentences
from posecoach.cli.options import language_option
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.exercises.definition import Exercise
from posecoach.language import load_language, localise
from posecoach.session.taught import exercise_of, taught_exercises, unreadable_exercises
from posecoach.session.words import view_words


@click.group(invoke_without_command=True)
@language_option
@click.pass_context
def command(ctx: click.Context, language: str | None) -> None:
    from posecoach.app.start.settings import choose_language
    from posecoach.cli.output import tell_beside

    spoken = load_language(choose_language(language, tell_beside))
    if ctx.invoked_subcommand is not None:
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    exercises = [localise(exercise, spoken) for exercise in (*builtin_exercises(), *taught_exercises())]
    # An id is there to be typed, so it stays whole.
    table.add_column("id", no_wrap=True, min_width=max(len(exercise.id) for exercise in exercises))
    for heading in ("history.exercise", "exercises.column_position", "exercises.column_dose"):
        table.add_column(sentences.say(heading))
    for exercise in exercises:
        position = sentences.say(f"exercises.{exercise.position}")
        table.add_row(exercise.id, exercise.name, position, dose(exercise))
    Console().print(table)
    click.echo("\n" + sentences.say("exercises.more"))
    for fault in unreadable_exercises().values():
        tell_beside(str(fault))


@command.command()
@click.argument("name", metavar="ID|FILE.toml")
def show(name: str) -> None:
    from posecoach.app.start.settings import choose_language

    spoken = load_language(choose_language(None))
    exercise = localise(exercise_of(name), spoken)
    camera = exercise.camera
    click.echo(f"{exercise.name}: {exercise.text.summary}" if exercise.text.summary else exercise.name)
    click.echo()
    for number, step in enumerate(exercise.text.steps, 1):
        click.echo(f"  {number}. {step}")
    if exercise.text.steps:
        click.echo()
    click.echo(sentences.say("exercises.dose_line", dose=dose(exercise)))
    view = view_words(camera.off_square_deg, exercise.position)
    placed = {"view": view, "distance_m": camera.distance_m, "height_m": camera.height_m}
    click.echo(sentences.say("exercises.camera", **placed))
    for cue in exercise.text.cues:
        click.echo(f"  - {cue}")


def dose(exercise: Exercise) -> str:
    """Sets, reps and sides in words."""
    least, most = exercise.reps
    reps = f"{least}" if least == most else f"{least}-{most}"
    sides = sentences.say("exercises.each_side") if len(exercise.sides) > 1 else ""
    return sentences.say("exercises.dose", n=exercise.sets, reps=reps) + sides
