"""The whole routine: first-run text, what is going to be done, then every block."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from posecoach import sentences
from posecoach.app.live.first_page import accept
from posecoach.app.live.introducing import welcome
from posecoach.app.live.programme import Block, localised
from posecoach.app.live.run import open_window, run_blocks
from posecoach.app.live.run_options import Devices, RunOptions, RunResult
from posecoach.app.live.speaker import ReadAlong, Tell
from posecoach.app.start.questions import ReadLine
from posecoach.language import Language, load_language


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
        lines.append(
            "  "
            + sentences.say(
                "run.outline",
                name=one.exercise.name,
                side=side,
                sets=one.plan.sets,
                reps=reps,
                rest_s=sentences.figure(one.plan.rest_s),
            )
        )
    return lines
