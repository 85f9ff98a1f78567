"""What is wrong with the view is told once, with what to do; a hand on the camera is led by words."""

import pytest

from posecoach.audio.utterance import Priority
from posecoach.coaching.events import Phase, WarningKind
from posecoach.kinematics.view import ViewProblem
from tests.audio.scene import Scene
from tests.audio.test_guidance import ENGLISH, LOOKING, TOO_DARK

TOO_FAR = ENGLISH.say("view.too-far")


@pytest.mark.parametrize(
    "problem", [problem for problem in ViewProblem if problem not in (ViewProblem.NONE, ViewProblem.NOBODY)]
)
def test_every_view_problem_is_told_with_what_to_do(problem: ViewProblem) -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(1)
    scene.said.clear()
    assert scene.stay(3, view_problem=problem.value) == [ENGLISH.say(f"view.{problem.value}")]


def test_a_view_problem_is_told_once_and_again_only_after_a_while() -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(1)
    scene.said.clear()
    scene.stay(125, view_problem="too-dark")
    assert scene.texts == [TOO_DARK] * 3


def test_while_reps_are_counted_nobody_is_told_about_the_camera() -> None:
    scene = Scene(phase=Phase.COUNTING, reps=3)
    scene.stay(1)
    assert scene.stay(10, view_problem="too-far") == []
    assert TOO_FAR in scene.stay(3, phase=Phase.PAUSED)


def test_a_view_problem_of_a_moment_is_not_told() -> None:
    scene = Scene(phase=Phase.COUNTING)
    scene.stay(1)
    assert scene.stay(0.8, view_problem="cut-off") == []


def test_what_the_coach_reports_as_a_warning_is_told_at_once() -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(2)
    (utterance,) = scene.warn(WarningKind.CAMERA, "too-dark", "coach's words")
    assert (utterance.text, utterance.priority) == (TOO_DARK, Priority.VIEW)


def test_a_report_the_language_does_not_know_is_told_in_the_coachs_words() -> None:
    (utterance,) = Scene(phase=Phase.HOLD).warn(WarningKind.OUT_OF_VIEW, "feet", "Your feet are outside.")
    assert utterance.text == "Your feet are outside."


def test_problems_that_alternate_do_not_babble() -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(1)
    scene.said.clear()
    for _ in range(5):
        scene.stay(1.5, view_problem="too-far")
        scene.stay(1.5, view_problem="too-dark")
    gaps = [after[0] - before[0] for before, after in zip(scene.said, scene.said[1:], strict=False)]
    assert set(scene.texts) == {TOO_FAR, TOO_DARK}
    assert min(gaps) >= 5.0


def test_a_mended_view_gets_a_good_word() -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(10)
    scene.stay(3, view_problem="too-dark")
    assert scene.stay(3, view_problem="") == ["Good, now I can see you."]
    assert scene.stay(10) == []


def test_in_a_rest_nobody_is_told_about_the_picture() -> None:
    assert TOO_FAR not in Scene().stay(10, phase=Phase.REST, view_problem="too-far")


def test_a_hand_on_the_camera_is_led_by_words_until_the_place_is_good() -> None:
    scene = Scene(phase=Phase.LOOKING)
    scene.stay(3)
    scene.stay(14, phase=Phase.POSITION, view_problem="cut-off")
    scene.stay(3, view_problem="")
    assert [(round(t_s), utterance.text) for t_s, utterance in scene.said] == [
        (1, LOOKING),
        (4, ENGLISH.say("view.cut-off")),
        (11, "A little further."),
        (15, "A little further."),
        (18, "Good. Now lie down."),
    ]
    cut_off = scene.said[1][1]
    assert cut_off.priority is Priority.VIEW and "phase" in cut_off.forgets, "it comes first, and alone"
    assert scene.stay(20) == [], "the phase was told with it"


def test_what_is_wrong_is_said_before_the_position_is_asked_for() -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(4, view_problem="too-dark")
    assert scene.texts == [TOO_DARK, "I can see you. Lie down and get into position."]


def test_a_problem_of_a_moment_only_puts_the_position_off() -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(0.9, view_problem="too-close")
    assert scene.stay(3, view_problem="") == ["I can see you. Lie down and get into position."]


def test_whoever_is_too_far_is_asked_closer_and_told_how_the_exercise_begins() -> None:
    scene = Scene(phase=Phase.POSITION, exercise_id="hip-extension")
    scene.stay(1)
    scene.stay(9, view_problem="too-far")
    assert scene.texts[-2:] == [TOO_FAR, "A little closer."]
    assert scene.stay(2, view_problem="") == ["Good. Now take up the position."]


def test_the_words_end_when_they_do_not_help() -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(55, view_problem="too-far")
    assert scene.texts.count("A little closer.") == 6


def test_a_place_that_is_good_at_once_is_said_though_lie_down_was_to_be_said_before() -> None:
    scene = Scene(phase=Phase.POSITION)
    scene.stay(1)
    scene.stay(2, view_problem="too-close")
    assert scene.stay(2, view_problem="") == ["Good. Now lie down."]
