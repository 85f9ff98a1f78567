"""The words of `[camera] view`: one reading of them for the advice and for the drawing."""

import pytest

from posecoach.exercises.definition import CameraAdvice, view_turn_deg


@pytest.mark.parametrize(
    ("view", "turn_deg", "from_side", "toward_head"),
    [
        ("side", 0.0, True, False),
        ("from the side", 0.0, True, False),
        ("side, 30 degrees toward the head", 30.0, True, True),
        ("Side; 30 Degrees towards your head.", 30.0, True, True),
        ("side, 30° toward the head", 30.0, True, True),
        ("side, 12.5 deg to the front", 12.5, True, True),
        ("side, 20 degrees toward the feet", -20.0, True, False),
        ("side, 45 degrees toward the back", -45.0, True, False),
        ("front", 90.0, False, False),
        ("back", -90.0, False, False),
        ("from behind", -90.0, False, False),
    ],
)
def test_the_words_of_the_view_say_where_the_camera_stands(
    view: str, turn_deg: float, from_side: bool, toward_head: bool
) -> None:
    advice = CameraAdvice(view)
    assert (advice.turn_deg, advice.off_square_deg) == (turn_deg, abs(turn_deg))
    assert (advice.from_side, advice.toward_head) == (from_side, toward_head)


@pytest.mark.parametrize(
    ("view", "turn_deg"),
    [("side, from the left", 0.0), ("side, 30 degrees", 0.0), ("front, a little above", 90.0)],
)
def test_of_other_words_the_side_is_understood(view: str, turn_deg: float) -> None:
    assert view_turn_deg(view) == turn_deg


@pytest.mark.parametrize(
    "view", ["", "sde", "sideways", "profile", "from the head", "30deg", "at 2 m, 30 degrees"]
)
def test_words_that_are_not_understood_advise_nothing(view: str) -> None:
    assert view_turn_deg(view) is None
    assert not CameraAdvice(view).from_side and CameraAdvice(view).turn_deg == 0.0
