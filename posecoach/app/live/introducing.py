"""Introduces the blocks of a run aloud, each before it begins."""

from posecoach.app.live.routine import Change, Routine
from posecoach.app.live.speaker import Speaker
from posecoach.audio.introductions import change_side, introduce


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
    several = len(routine.blocks) > 1
    speaker.say(
        introduce(
            announcer.language,
            block.exercise,
            side,
            following=change is Change.EXERCISE,
            place_camera=several,
            note=block.note,
        )
    )
