"""The page that says when to see a doctor first: read and accepted once, before anything is done."""

from contextlib import ExitStack
from dataclasses import replace

from posecoach.app.live.run import open_window
from posecoach.app.live.run_options import RunOptions
from posecoach.app.live.speaker import Tell
from posecoach.app.start.questions import ReadLine, can_ask, show_first_run
from posecoach.app.start.settings import load_settings, save_settings
from posecoach.display.window import WindowLike
from posecoach.language import Language, load_language
from posecoach.video import is_live


def accept(language: Language, window: WindowLike | None, tell: Tell, read: ReadLine | None = None) -> bool:
    """Show the first-run text once in a lifetime; whether it is accepted."""
    settings = load_settings()
    if settings.accepted:
        return True
    accepted = show_first_run(language, window, tell, read)
    if accepted:
        save_settings(replace(settings, accepted=True))
    return accepted


def accept_before(options: RunOptions, tell: Tell, read: ReadLine | None = None) -> bool:
    """The same before a run of its own; nothing is shown, and it may begin, where nobody is there to answer.

    That is without a window and a terminal, or with a recording in place of the camera.
    """
    if load_settings().accepted or not is_live(options.camera):
        return True
    with ExitStack() as stack:
        window = open_window(stack, options)
        if window is None and read is None and not can_ask():
            return True
        return accept(load_language(options.language), window, tell, read)
