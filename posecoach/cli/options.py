"""Options that several commands share."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from posecoach import sentences
from posecoach.pose.model import AUTO, WORDS

F = TypeVar("F", bound=Callable[..., Any])

SIDES = ("auto", "left", "right", "both")


class Seconds(click.FloatRange):
    """A number of seconds within bounds; click's own range takes "nan", too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The seconds."""
        if math.isnan(seconds := super().convert(value, param, ctx)):
            self.fail(sentences.say("click.no_number", value=value, number_type=self.name), param, ctx)
        return seconds


def side_option(function: F) -> F:
    """`--side`: the hip being stretched."""
    return click.option(
        "--side",
        type=click.Choice(SIDES),
        default="auto",
        show_default=True,
    )(function)


def exercise_option(function: F) -> F:
    """`--exercise`: an id or a file."""
    return click.option(
        "--exercise",
        "exercise_name",
        required=True,
        metavar="ID|FILE.toml",
    )(function)


def model_option(default: str | None = AUTO) -> Callable[[F], F]:
    """`--model`: which pose model; None as default: that of the settings."""
    return click.option("--model", default=default, show_default=True, metavar="|".join((*WORDS, "PATH")))


def model_file(model: str) -> Path | None:
    """The file that `--model` names; None for one of the words."""
    return None if model in WORDS else Path(model)


def language_option(function: F) -> F:
    """`--language`: what is shown and said; a `--help` after it is in that language."""
    return click.option("--language", metavar="NAME|FILE.toml", is_eager=True, callback=_speak)(function)


def give_language(command: click.Command) -> None:
    """Give `command` and those in it `--language`, kept when they run, unless they take it already."""
    if not any(parameter.name == "language" for parameter in command.params):
        language_option(command)
        command.callback = _keeping(command.callback)
    if isinstance(command, click.Group):
        for one in command.commands.values():
            give_language(one)


def _keeping(callback: Callable[..., Any] | None) -> Callable[..., Any]:
    def keep(*arguments: Any, language: str | None, **values: Any) -> Any:
        if language:
            from posecoach.app.start.settings import choose_language
            from posecoach.cli.output import tell_beside

            choose_language(language, tell_beside)
        return callback(*arguments, **values) if callback is not None else None

    return keep


def _speak(ctx: click.Context, _param: click.Parameter, name: str | None) -> str | None:
    if name:
        from posecoach.app.start.settings import forget_language
        from posecoach.cli.help import fill_in_again
        from posecoach.language import load_language

        ctx.find_root().call_on_close(forget_language)
        sentences.use(load_language(name))
        fill_in_again(ctx)
    return name


def json_option(function: F) -> F:
    """`--json`: where the result goes for machines."""
    return click.option("--json", "json_path", metavar="OUT")(function)
