"""Options that several commands share, and the help and the errors in the person's language.

The help of a command is its line under [commands] and what [help] adds; that of an option stands under
[option], or under [option_COMMAND] where one command means something of its own by it. click asks gettext for
its own sentences ("No such option"): ours, under [click], are given instead, found by the English one.
"""

import math
import unicodedata
from collections.abc import Callable
from functools import cache
from gettext import gettext, ngettext
from pathlib import Path
from typing import Any, TypeVar

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from posecoach import sentences
from posecoach.pose.model import AUTO, WORDS

F = TypeVar("F", bound=Callable[..., Any])

SIDES = ("auto", "left", "right", "both")


class NamedPath(click.Path):
    """A file or a folder; an empty name, as an unset variable gives, is not the folder the person is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value):
            self.fail(
                sentences.say("data.name_folder" if not self.file_okay else "data.name_file"), param, ctx
            )
        return super().convert(value, param, ctx)


class Seconds(click.FloatRange):
    """A number of seconds within bounds; click's own range takes "nan", too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if math.isnan(seconds := super().convert(value, param, ctx)):
            self.fail(sentences.say("click.no_number", value=value, number_type=self.name), param, ctx)
        return seconds


side_option = click.option("--side", type=click.Choice(SIDES), default="auto", show_default=True)
exercise_option = click.option("--exercise", "exercise_name", required=True, metavar="ID|FILE.toml")
json_option = click.option("--json", "json_path", metavar="OUT")
sets_option = click.option("--sets", type=click.IntRange(1, 20))
reps_option = click.option("--reps", type=click.IntRange(1, 500))


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
        from posecoach.language import load_language

        ctx.find_root().call_on_close(forget_language)
        sentences.use(load_language(name))
        fill_in_again(ctx)
    return name


COLUMNS = 80
"""Of a terminal, as click takes it."""

WIDE_CHARACTERS = 57
"""In a line whose first 34 columns hold an option's name: the 23 others fill 46 columns."""

HELP_NAMES = ("-h", "--help")

FOR_DEVELOPERS = ("bench", "evaluate")
"""Commands whose help stands in their modules, in English."""


def fill_in(command: click.Command, name: str) -> None:
    """Write into `command` its help, that of its options and of its own commands.

    `name` is what a person types: "data export"; nothing for the program itself.
    """
    language = sentences.in_use()
    key = name.replace(" ", "_") or "posecoach"
    if name not in FOR_DEVELOPERS:
        parts = [f"{section}.{key}" for section in ("commands", "help") if language.has(f"{section}.{key}")]
        command.help = "\n\n".join(language.say(one) for one in parts)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not (name in FOR_DEVELOPERS and parameter.help):
            own = f"option_{key}.{parameter.name}"
            parameter.help = language.say(own if language.has(own) else f"option.{parameter.name}")
    option = command.get_help_option(click.Context(command, help_option_names=list(HELP_NAMES)))
    if option is not None:  # click makes it once, in the language of that moment
        option.help = language.say("click.help")
    if name and isinstance(command, click.Group):
        for word, one in command.commands.items():
            fill_in(one, f"{name} {word}")


def fill_in_again(ctx: click.Context) -> None:
    """Write the help of the command that is being read once more, in the language that is in use by now."""
    names: list[str] = []
    here = ctx
    while here.parent is not None:
        names.insert(0, str(here.info_name))
        here = here.parent
    fill_in(ctx.command, " ".join(names))
    ctx.max_content_width = help_width()


def help_width() -> int:
    """Characters in a line of help: fewer where each fills two columns, which click does not know."""
    wide = unicodedata.east_asian_width(sentences.say("click.options")[0]) == "W"
    return WIDE_CHARACTERS if wide else COLUMNS


def speak_in_click() -> None:
    """Let click say its own sentences in the language in use, from now on."""
    for module in (core, decorators, exceptions, formatting, parser, termui, types):
        for name, ours in (("_", _sentence), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, ours)


def _sentence(english: str) -> str:
    sentence_id = _ids().get(english.replace("!r", ""))
    if sentence_id is None or sentences.in_use().code == sentences.ENGLISH:
        return gettext(english)
    return sentences.in_use().template(sentence_id)


def _counted(one: str, more: str, n: int) -> str:
    return _sentence(ngettext(one, more, n))


@cache
def _ids() -> dict[str, str]:
    """The id of each sentence of click's that we have."""
    english = sentences.english()
    return {english.template(one): one for one in english.ids() if one.startswith("click.")}
