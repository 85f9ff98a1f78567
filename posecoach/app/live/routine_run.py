"""What comes before a run: the page that says when to see a doctor first, and what is going to be done."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from posecoach import sentences
from posecoach.app.live.programme import Block, localised
from posecoach.app.live.run import open_window, run_blocks
from posecoach.app.live.run_options import Devices, RunOptions, RunResult
from posecoach.app.live.speaker import ReadAlong, Tell, welcome
from posecoach.app.start.questions import ReadLine, can_ask, show_first_run
from posecoach.app.start.settings import load_settings, save_settings
from posecoach.display.window import WindowLike
from posecoach.language import Language, load_language
from posecoach.video import is_live


def accept(language: Language, window: WindowLike | None, tell: Tell, read: ReadLine | None = None) -> bool:
    """Show the first-run text until it was accepted once; whether it is accepted."""
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


def run_routine(
    blocks: Sequence[Block],
    options: RunOptions,
    tell: Tell,
    *,
    devices: Devices | None = None,
    read: ReadLine | None = None,
    read_along: ReadAlong | None = None,
) -> RunResult | None:
    """Lead through `blocks`; None when the first-run text was not accepted.

    Args:
        read: reads a line of the terminal, for tests.

    Raises:
        PoseCoachError: as `run_blocks`.
    """
    devices = devices or Devices()
    language = load_language(options.language)
    with ExitStack() as stack:
        window = devices.window or open_window(stack, options)
        if not accept(language, window, tell, read):
            return None
        for line in outline(blocks, language):
            tell(line)
        return run_blocks(
            blocks, options, tell, devices=replace(devices, window=window), read=read, read_along=read_along
        )


def outline(blocks: Sequence[Block], language: Language) -> list[str]:
    """What is going to be done, a line for the welcome and one for each block."""
    lines = [welcome(blocks, language)]
    for one in localised(blocks, language):
        side = f", {language.say(f'side.{one.side}')}" if one.side in ("left", "right") else ""
        least, most = one.plan.reps
        reps = str(least) if least == most else f"{least}-{most}"
        figures = {"sets": one.plan.sets, "reps": reps, "rest_s": one.plan.rest_s}
        lines.append(f"  {sentences.say('run.outline', name=one.exercise.name, side=side, **figures)}")
    return lines
