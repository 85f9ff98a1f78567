"""The display is asked to stay on while a window is open, and nobody is hurt where that cannot be."""

from posecoach.app.live.run import display_awake


def test_it_is_asked_for_and_let_go_of_whatever_the_system_can() -> None:
    with display_awake() as awake:
        assert awake in (True, False)
