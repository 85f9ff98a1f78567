"""posecoach alone: the start screen, or a short text where there is no screen."""

import sys

import click

from posecoach import sentences

SUGGESTED = ("demo", "live hip-flexion", "routine", "exercises", "doctor", "--help")
"""What can be typed where there is no screen."""


def start(language: str | None = None) -> None:
    """Open the start screen, in `language` from now on; without a screen say what can be done."""
    from posecoach.app.start.settings import choose_language, load_settings
    from posecoach.cli.output import tell_beside
    from posecoach.display.window import Window, has_display

    choose_language(language, tell_beside)
    if not has_display():
        click.echo(f"{sentences.say('welcome.text')}\n")
        for words in SUGGESTED:
            name = words.strip("-").split()[0]
            click.echo(f"  {f'posecoach {words}':32}{sentences.say(f'welcome.{name}')}")
        return
    from posecoach.app.start.questions import show_notice
    from posecoach.app.start.start_screen import run_start_screen

    with Window(full_screen=load_settings().full_screen) as window:
        try:
            run_start_screen(window, click.echo)
        except Exception as error:
            # Who started it by a double click sees no terminal: the sentence is shown before the window goes.
            if window.is_open and not sys.stderr.isatty():
                show_notice(window, sentences.say("notice.fault"), (told(error),), sentences.in_use())
            raise


def told(error: Exception) -> str:
    """The error in a sentence for the person."""
    from posecoach.errors import PoseCoachError

    if isinstance(error, PoseCoachError):
        return str(error)
    return sentences.say("command.wrong", kind=type(error).__name__, details=sentences.say("notice.restart"))
