"""posecoach exercises: the catalogue, and one exercise in detail."""

import click

from posecoach.exercises.catalogue import builtin_exercises, find_exercise
from posecoach.exercises.definition import Exercise

LEAST_WIDTH = 60
"""Columns the table takes, however few there are: in fewer, nothing is left beside the ids."""


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """The exercises, how to do each, and where to put the camera."""
    if ctx.invoked_subcommand is not None:
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    exercises = builtin_exercises()
    # An id is there to be typed, so it stays whole; a narrower terminal wraps the lines itself.
    table.add_column("id", no_wrap=True, min_width=max(len(exercise.id) for exercise in exercises))
    for heading in ("exercise", "position", "dose"):
        table.add_column(heading)
    for exercise in exercises:
        table.add_row(exercise.id, exercise.name, exercise.position, dose(exercise))
    Console(width=max(Console().width, LEAST_WIDTH)).print(table)
    click.echo("\nMore about one: posecoach exercises show ID")


@command.command()
@click.argument("name", metavar="ID|FILE.toml")
def show(name: str) -> None:
    """How to do one exercise and where to put the camera."""
    exercise = find_exercise(name)
    camera = exercise.camera
    click.echo(f"{exercise.name}: {exercise.text.summary}" if exercise.text.summary else exercise.name)
    click.echo()
    for number, step in enumerate(exercise.text.steps, 1):
        click.echo(f"  {number}. {step}")
    if exercise.text.steps:
        click.echo()
    click.echo(f"Dose: {dose(exercise)}.")
    click.echo(
        f"Camera: {camera.view}, about {camera.distance_m:g} m away, {camera.height_m:g} m high; "
        "the whole body in the picture, light from the front."
    )
    for cue in exercise.text.cues:
        click.echo(f"  - {cue}")


def dose(exercise: Exercise) -> str:
    """Sets, reps and sides in words."""
    least, most = exercise.reps
    reps = f"{least}" if least == most else f"{least}-{most}"
    sides = ", each side" if len(exercise.sides) > 1 else ""
    sets = "1 set" if exercise.sets == 1 else f"{exercise.sets} sets"
    return f"{sets} of {reps}{sides}"
