"""posecoach routine and posecoach alone, without a screen."""

from pathlib import Path

from tests.cli.conftest import Ask
from tests.running import posecoach


def test_a_routine_without_a_camera_says_so(ask_here: Ask, tmp_path: Path) -> None:
    done = ask_here("routine", "--short", "--camera", "97", "--mute", home=tmp_path)
    assert done.returncode == 1
    assert "no medical device" in done.stdout, "the first-run text comes first"
    assert "Hip flexion, left: 1 x 30-50" in done.stdout
    assert "camera 97" in done.stderr


def test_a_plan_is_followed_with_a_clip_as_camera(tmp_path: Path, begun_clip: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        "[[exercise]]\nexercise = 'hip-flexion'\nside = 'right'\nsets = 1\nreps = 4\nnote = 'Gently today.'\n"
    )
    words = ("routine", "--plan", path, "--camera", begun_clip, "--mute", "--model", "full")
    done = posecoach(*words, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Gently today." in done.stdout
    assert "Hip flexion, right: 1 x 4" in done.stdout
    assert "Four. That is all. Well done." in done.stdout


def test_alone_without_a_screen_it_names_the_commands(ask_here: Ask, tmp_path: Path) -> None:
    done = ask_here(home=tmp_path)
    assert done.returncode == 0
    for command in ("posecoach demo", "posecoach live", "posecoach routine", "posecoach doctor"):
        assert command in done.stdout


def test_the_example_is_a_plan_that_can_be_followed(ask_here: Ask, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(ask_here("routine", "--example", home=tmp_path).stdout)
    done = ask_here("routine", "--plan", path, "--camera", "97", "--mute", home=tmp_path)
    assert "Before breakfast" in done.stdout
    assert "Hip flexion, left: 2 x 20-30, 30 s rest" in done.stdout
