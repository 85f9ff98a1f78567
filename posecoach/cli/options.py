"""Options that several commands share."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from posecoach.pose.model import AUTO, WORDS

F = TypeVar("F", bound=Callable[..., Any])

SIDES = ("auto", "left", "right", "both")


class Seconds(click.FloatRange):
    """A number of seconds within bounds; click's own range takes "nan", too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The seconds."""
        if math.isnan(seconds := super().convert(value, param, ctx)):
            self.fail(f"{value} is no number.", param, ctx)
        return seconds


def side_option(function: F) -> F:
    """`--side`: the hip being stretched."""
    return click.option(
        "--side",
        type=click.Choice(SIDES),
        default="auto",
        show_default=True,
        help="The hip being stretched; auto finds out from the position.",
    )(function)


def exercise_option(function: F) -> F:
    """`--exercise`: an id or a file."""
    return click.option(
        "--exercise",
        "exercise_name",
        required=True,
        metavar="ID|FILE.toml",
        help="An exercise of the catalogue, or a file of your own.",
    )(function)


def model_option(auto: str, default: str | None = AUTO) -> Callable[[F], F]:
    """`--model`: which pose model. `auto` says in the help what that means; None as default: the settings."""
    words = "|".join((*WORDS, "PATH"))
    about = (
        "The pose model: heavy sees most, full is more than twice as fast, lite faster still; or the path of "
    )
    about += f"a bundle (.task). auto: {auto}."
    return click.option("--model", default=default, show_default=True, metavar=words, help=about)


def model_file(model: str) -> Path | None:
    """The file that `--model` names; None for one of the words."""
    return None if model in WORDS else Path(model)


def language_option(function: F) -> F:
    """`--language`: what is shown and said."""
    return click.option(
        "--language",
        metavar="NAME|FILE.toml",
        help="What is shown and said in: a language that is there, or a file of your own. It is remembered.",
    )(function)


def json_option(function: F) -> F:
    """`--json`: where the result goes for machines."""
    return click.option(
        "--json", "json_path", metavar="OUT", help="Write the result as JSON; - for standard output."
    )(function)
