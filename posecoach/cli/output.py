"""Writing results where the user asked, checked before the work and not after it; notices beside them."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from posecoach import sentences
from posecoach.errors import SessionError
from posecoach.files import check_place, write_whole
from posecoach.plain_text import one_line, plain

STDOUT = "-"

MOST_DIGITS = 18
"""Of a session's number; Python itself refuses to read one of some thousand."""
STDOUT_PATHS = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Opened anew, a file there would be written from its beginning, over what has been printed into it."""

Named = str | Path | None
"""What a person named as a file: maybe something else, such as a number or an id, or nothing."""


def check_outputs(outputs: Iterable[Named], inputs: Iterable[Named] = ()) -> None:
    """Make sure that all `outputs` can be written, beside each other and without harm to an input.

    Raises:
        OutputError: a place cannot be written.
        click.UsageError: an output is an input, or named twice.
    """
    taken = [Path(one) for one in inputs if one is not None]
    for path in (Path(one) for one in outputs if one is not None and str(one) != STDOUT):
        for other in taken:
            if _same(path, other):
                raise click.UsageError(sentences.say("command.twice", path=path))
        check_place(path)
        taken.append(path)


def session_number(text: str) -> int:
    """The number of a session as a person typed it; raises SessionError for one that no session can have."""
    if len(text) > MOST_DIGITS:
        raise _no_session(text)
    return int(text)


def _no_session(text: str) -> SessionError:
    return SessionError.of("store.no_session", "store.see_history", number=one_line(text, 20))


def session_numbers(texts: Iterable[str], known: Iterable[int]) -> tuple[int, ...]:
    """The sessions that a person named by numbers and ranges, such as 7, 9-12 or 7,9-12; each once.

    A range stands for those of `known` in it.

    Raises:
        SessionError: there is no such session.
        click.UsageError: a text is neither a number nor a range.
    """
    chosen: list[int] = []
    stored = sorted(known)
    for part in (part for text in texts for part in text.split(",")):
        first, dash, last = part.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise click.UsageError(sentences.say("command.no_number", text=one_line(part, 20)))
        if not dash:
            chosen.append(session_number(first))
            continue
        low, high = session_number(first), session_number(last)
        inside = [number for number in stored if low <= number <= high]
        if not inside:
            raise _no_session(part)
        chosen += inside
    return tuple(dict.fromkeys(chosen))


def tell_notices(notices: Iterable[str]) -> None:
    """Print what was found broken in the store and mended; on standard error, beside any result."""
    for notice in notices:
        tell_beside(notice)


def tell_beside(sentence: str) -> None:
    """Print a sentence on standard error, beside any result."""
    say(sentence, err=True)


def say(text: object, err: bool = False) -> None:
    """Print a text in which something may come from elsewhere: a file's name, a title, an error."""
    click.echo(plain(str(text)), err=err)


def confirmed(question: str) -> None:
    """Ask, with the letters of the language in use; raises click.Abort where the answer is no."""
    yes, no = (sentences.say(f"command.{word}").split() for word in ("yes", "no"))

    def read(answer: str) -> bool:
        word = answer.strip().lower()
        if word not in (*yes, *no, "y", "yes", "n", "no"):
            raise click.UsageError(sentences.say("command.yes_or_no", yes=yes[0], no=no[0]))
        return word in (*yes, "y", "yes")

    letters = f"[{yes[0]}/{no[0].upper()}]"
    if not click.prompt(f"{question} {letters}", default=no[0], show_default=False, value_proc=read):
        raise click.Abort


def give_up_output() -> None:
    """Let go of what is still to be written, which Python would try once more, and fail, at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_text(text: str, path: str | Path) -> None:
    """Write `text` in UTF-8 to `path`, or to standard output for "-"; raises OutputError."""
    text = text if text.endswith("\n") else text + "\n"
    if str(path) in (STDOUT, *STDOUT_PATHS):
        # As bytes: what a machine reads must not depend on what the terminal can show.
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        write_whole(Path(path), text)


def _same(one: Path, other: Path) -> bool:
    """Whether both are one file; a device, to which several may go, never is."""
    if one.exists() and other.exists():
        return one.is_file() and one.samefile(other)
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))
