"""Introduces the blocks of a run aloud, each before it begins."""

from collections.abc import Sequence

from posecoach.app.live.programme import Block, Change, Routine, exercises_of, minutes_of
from posecoach.app.live.speaker import Speaker
from posecoach.audio.introductions import change_side, introduce
from posecoach.language import Language


def welcome(blocks: Sequence[Block], language: Language) -> str:
    """What is coming, and about how long it takes."""
    length = language.say("routine.length", n=max(1, minutes_of(blocks)))
    if blocks[0].tests is not None:
        return f"{language.say('measure.welcome')} {length}"
    return f"{language.say('routine.welcome', n=len(exercises_of(blocks)))} {length}"


def introduce_block(speaker: Speaker, routine: Routine, index: int) -> None:
    """Say what block `index` is: the note to it, its name and side, how it is done, where the camera goes."""
    block = routine.blocks[index]
    side = "both" if block.side == "auto" else block.side
    announcer = speaker.announcer
    if side in ("left", "right"):
        announcer.side_told(block.exercise.id, side)
    change = routine.change(index)
    if change is Change.SIDE:
        speaker.say(change_side(announcer.language, side, block.note))
        return
    stays = index > 0 and _same_place(block, routine.blocks[index - 1])
    # In a test of the range it always stays, and the break is short.
    several = len(routine.blocks) > 1 and not (stays and block.tests is not None)
    speaker.say(
        introduce(
            announcer.language,
            block.exercise,
            side,
            following=change is Change.EXERCISE,
            place_camera=several,
            camera_stays=stays,
            note=block.note,
        )
    )


def _same_place(block: Block, before: Block) -> bool:
    """Whether the camera stays where it stood; in a test of the range it is the person who turns."""
    new, old = block.exercise.camera, before.exercise.camera
    if block.tests is not None:
        return (new.height_m, new.distance_m) == (old.height_m, old.distance_m)
    return new == old
