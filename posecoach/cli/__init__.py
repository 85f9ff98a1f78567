"""The command line: each command is a module of this package, imported only when it is called."""

import importlib
import io
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from posecoach import __version__, sentences
from posecoach.cli.options import (
    FOR_DEVELOPERS,
    HELP_NAMES,
    fill_in,
    give_language,
    help_width,
    language_option,
    speak_in_click,
)
from posecoach.cli.output import give_up_output, say, tell_beside
from posecoach.errors import PoseCoachError

COMMANDS = (
    "demo",
    "live",
    "routine",
    "measure",
    "analyze",
    "replay",
    "learn",
    "exercises",
    "history",
    "report",
    "data",
    "evaluate",
    "bench",
    "doctor",
)
"""In the order in which a person meets them; the module posecoach.cli.NAME holds the function `command`."""

LEAST_COLUMNS = 60
"""Columns in which tables and help are laid out, however few the terminal has, which then wraps the lines
itself: in fewer, rich cuts words off.
"""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is used, to start quickly.

    What it and its commands say of themselves is in the person's language, see `posecoach.cli.options`.
    """

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the command line, in the language that was kept, or that of the system."""
        from posecoach.app.start.settings import choose_language

        with suppress(PoseCoachError):  # where settings cannot be read, help is in English, and still there
            choose_language(None)
        speak_in_click()
        if shutil.get_terminal_size().columns < LEAST_COLUMNS:
            os.environ["COLUMNS"] = str(LEAST_COLUMNS)
        fill_in(self, "")
        return super().make_context(info_name, args, parent, max_content_width=help_width(), **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"posecoach.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        if cmd_name not in FOR_DEVELOPERS:
            give_language(command)
        fill_in(command, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named first; for one that is misspelt, the error names the one it is like."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0].lower(), COMMANDS, 1)
            if not near:
                raise
            meant = sentences.say("click.meant", possibility=repr(near[0]))
            raise click.UsageError(f"{error.message} {meant}", error.ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by their lines, without importing them."""
        with formatter.section(sentences.say("click.commands")):
            formatter.write_dl([(name, sentences.say(f"commands.{name}")) for name in COMMANDS])


@click.group(
    cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": list(HELP_NAMES)}
)
@click.version_option(__version__, prog_name="posecoach")
@language_option
@click.pass_context
def group(ctx: click.Context, language: str | None) -> None:
    """Open the start screen, or speak the language of the command that follows."""
    if ctx.invoked_subcommand is None:
        from posecoach.cli.start import start

        start(language)
    else:
        # One that is named is kept, as by every command that takes it: so the one that follows speaks it.
        from posecoach.app.start.settings import choose_language

        choose_language(language, tell_beside)


def main() -> None:
    """Entry point: run a command and turn an error that the user can understand into one sentence."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a shutdown saves as Ctrl-C does
    heard = _open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # there may be none, or a test's own
            stream.reconfigure(errors="replace")  # a console without a sign for it shows "?"
    code = run(group)
    if code == 0 and not heard:
        say(sentences.say("command.no_output"), err=True)
        code = 1
    for sign in (signal.SIGINT, signal.SIGTERM):  # nothing is left that a second Ctrl-C could interrupt
        signal.signal(sign, signal.SIG_DFL)
    sys.exit(code)


def run(command: Callable[..., Any]) -> int:
    """Exit code of `command`: 0 fine, 1 the input or the machine is at fault, 2 wrong usage."""
    before = sys.stdout
    try:
        result = command(standalone_mode=False)
        sys.stdout.flush()
    except PoseCoachError as error:
        say(error, err=True)
        return 1
    except click.exceptions.Exit as leave:
        return int(leave.exit_code)
    except click.Abort:
        say(sentences.say("command.stopped"), err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return 2
    except (BrokenPipeError, SystemExit) as leave:
        # The reader of a pipe has gone, as `head` does, from which click and rich make an exit of their own;
        # nothing is wrong with what was done.
        if isinstance(leave, SystemExit) and not _pipe_broke(leave, before):
            raise
        give_up_output()
        return 0
    except OSError as error:
        # A name too long for the file system, or an output that takes no more.
        sentence_id = "command.not_usable" if error.filename else "command.no_writing"
        why = error.strerror or error
        say(sentences.say(sentence_id, name=error.filename, why=why), err=True)
        give_up_output()
        return 1
    except Exception as error:  # noqa: BLE001 - the last net: nobody but a programmer can read a traceback
        say(sentences.say("command.wrong", kind=type(error).__name__, details=_kept_trace()), err=True)
        return 1
    return int(result) if isinstance(result, int) else 0


def _open_missing_streams() -> bool:
    """Give what was started without a stream an empty one; whether there was a standard output.

    Otherwise the first file that is opened becomes the standard output, and gets what is printed.
    """
    there = []
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(descriptor)
            there.append(True)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
            there.append(False)
        if getattr(sys, name) is None:
            setattr(sys, name, open(descriptor, "r" if descriptor == 0 else "w", closefd=False))  # noqa: SIM115
    return there[1] or sys.platform == "win32"  # programs without a console have none there


def _kept_trace() -> str:
    """Keep the traceback of the error being handled in a file; a sentence about it."""
    import tempfile
    import traceback

    from posecoach.files import write_whole
    from posecoach.session.folder import data_folder

    text = f"posecoach {__version__}, Python {sys.version}, {sys.platform}\n{traceback.format_exc()}"
    for folder in (data_folder, lambda: Path(tempfile.mkdtemp(prefix="posecoach-"))):
        try:
            path = folder() / "error.log"
            write_whole(path, text)
        except (PoseCoachError, OSError):
            continue
        return sentences.say("command.details", path=path)
    return sentences.say("command.no_details")


def _pipe_broke(leave: SystemExit, before: object) -> bool:
    """Whether click, which puts another in place of a broken output `before`, or rich leaves for that."""
    return sys.stdout is not before or isinstance(leave.__context__, BrokenPipeError)
