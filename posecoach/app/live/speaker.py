"""Everything said in a run goes through here: to the voice, and as lines to whoever reads along."""

from collections.abc import Callable, Iterable, Sequence

from posecoach.app.live.programme import Block, Change, Routine, exercises_of, minutes_of
from posecoach.audio.announcer import Announcer
from posecoach.audio.introductions import change_side, introduce
from posecoach.audio.utterance import Priority, Tone, Utterance
from posecoach.audio.voice import Voice
from posecoach.coaching.events import Event
from posecoach.coaching.state import CoachState
from posecoach.language import Language

ReadAlong = Callable[[Utterance], None]
Tell = Callable[[str], None]
"""Gets sentences for the terminal."""


class Speaker:
    """Decides with the announcer and hands over to the voice; never waits for it."""

    def __init__(self, announcer: Announcer, voice: Voice, read_along: ReadAlong | None = None) -> None:
        self.announcer = announcer
        self.voice = voice
        self._read_along = read_along

    def hear(self, events: Sequence[Event], state: CoachState) -> None:
        """Say what the coach has to say after `events` led to `state`."""
        self.say(self.announcer.hear(events, state))

    def tell(
        self, sentence_id: str, priority: Priority = Priority.GUIDE, tone: Tone = Tone.NONE, **params: object
    ) -> None:
        """Say a sentence of the language file, for what the coach does not see itself."""
        self.say([Utterance(self.announcer.language.say(sentence_id, **params), priority, tone=tone)])

    def say(self, utterances: Iterable[Utterance]) -> None:
        """Hand utterances to the voice, and to `read_along` if there is one."""
        for utterance in utterances:
            self.voice.put(utterance)
            if self._read_along is not None:
                self._read_along(utterance)


def welcome(blocks: Sequence[Block], language: Language) -> str:
    """What is coming, and about how long it takes."""
    length = language.say("routine.length", n=max(1, minutes_of(blocks)))
    if blocks[0].tests is not None:
        return f"{language.say('measure.welcome')} {length}"
    return f"{language.say('routine.welcome', n=len(exercises_of(blocks)))} {length}"


def introduce_block(speaker: Speaker, routine: Routine, index: int) -> None:
    """Say what block `index` is: its name and side, the note to it, how it is done, where the camera goes."""
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
