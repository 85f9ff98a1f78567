"""What the screen says beside the figure: the most urgent line, and chips for what is off or slow."""

from dataclasses import replace

from posecoach.coaching.events import Phase
from posecoach.coaching.state import BackLevel, CoachState
from posecoach.display.stage import Notices, chip_texts, cue_text
from posecoach.exercises.definition import Exercise
from posecoach.sentences import Texts


def test_the_most_urgent_line_comes_first(flexion: Exercise, counting: CoachState, texts: Texts) -> None:
    def line(state: CoachState, notices: Notices | None = None) -> str:
        return cue_text(flexion, state, notices or Notices(), texts)[0]

    far = replace(counting, view_problem="too-far")
    moving = replace(far, back=replace(counting.back, level=BackLevel.MOVING))
    assert line(counting) == flexion.text.cues[0]
    assert line(far) == texts("view_short.too-far")
    assert line(moving) == flexion.back_message
    silent = replace(flexion, back_message="")
    assert cue_text(silent, moving, Notices(), texts)[0] == texts("warning.lower-back")
    assert line(moving, Notices(message="The camera is gone.")) == "The camera is gone."
    assert line(replace(counting, phase=Phase.PAUSED)) == texts("screen.hint_paused")


def test_chips_say_what_is_off_or_slow(texts: Texts) -> None:
    assert chip_texts(Notices(), False, texts) == ()
    said = [text for text, _ in chip_texts(Notices(muted=True, recording=True, slow_fps=7.6), True, texts)]
    assert said == ["Recording", "Sound off", "8 pictures a second", "Picture hidden"]
