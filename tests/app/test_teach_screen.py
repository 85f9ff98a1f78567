"""Teaching from the start screen, from the first word to the exercise that is listed afterwards."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.app.start.setting_choices import MOST_SHOWN, choose_own, own_exercises
from posecoach.app.start.settings import Settings, save_settings
from posecoach.app.start.start_screen import run_start_screen
from posecoach.app.teach.showing import Times, teach_exercise
from posecoach.display.actions import Action, ActionKind, Key
from posecoach.errors import ExerciseError, VideoError
from posecoach.language import load_language
from posecoach.session.folder import exercises_folder
from posecoach.session.taught import exercise_of, free_number
from posecoach.session.track import read_track
from tests.app.fakes import FakeEstimator, FakeSource, FakeWindow, Poses, RecordingVoice, nobody, shifted

LANGUAGE = load_language("en")
READY_S = 2.0
TRACK = Path(__file__).parents[2] / "samples" / "tracks" / "variety_004.npz"
"""Seven pulls of the left hip."""


pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture(scope="module")
def shown() -> Poses:
    """Somebody gets ready, out of the picture, and then shows it."""
    poses = list(read_track(TRACK).poses())
    return [*nobody(0.0, READY_S), *shifted(poses, READY_S)]


class Lesson:
    """One person who is led through it; the notice at the end is read and closed."""

    def __init__(
        self,
        poses: Poses,
        key: Key = Key.ENTER,
        at: int = 0,
        ready_s: float = READY_S,
        shown_s: float = 600.0,
        source: FakeSource | None = None,
    ) -> None:
        self.voice, self.opened = RecordingVoice(), list[str]()
        self.source = source or FakeSource(poses)
        pressed = at or len(poses) + 2
        self.window = FakeWindow(lambda window: key if window.shown >= pressed else None)
        devices = Devices(source=self.source, estimator=lambda: FakeEstimator(poses), voice=self.voice)
        teach_exercise(RunOptions(), devices, self.window, self._browse, Times(ready_s, shown_s))

    def _browse(self, address: str) -> bool:
        self.opened.append(address)
        return True


@pytest.fixture(scope="module")
def first(shown: Poses, tmp_path_factory: pytest.TempPathFactory) -> tuple[Lesson, Path]:
    """A lesson that is over, and where it kept what it learned."""
    home = tmp_path_factory.mktemp("first") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSECOACH_HOME", str(home))
        return Lesson(shown), home


@pytest.fixture
def lesson(own_home: Path, first: tuple[Lesson, Path]) -> Lesson:
    """The same, and what it kept lies in this test's own home."""
    shutil.copytree(first[1], own_home)
    return first[0]


def test_what_was_shown_is_an_exercise_of_ones_own(
    lesson: Lesson, own_home: Path, first: tuple[Lesson, Path]
) -> None:
    (own,) = own_exercises()
    assert (own.id, own.name) == ("my-exercise-1", "My exercise 1")
    assert own.count.signal == "hip_flexion" and own.text.steps and own.shown is not None
    assert exercise_of("my-exercise-1") == own
    assert sorted(path.name for path in (own_home / "exercises").iterdir()) == [
        "my-exercise-1.html",
        "my-exercise-1.toml",
    ]
    assert lesson.opened == [(first[1] / "exercises" / "my-exercise-1.html").resolve().as_uri()]


def test_it_is_led_by_voice_in_order(lesson: Lesson) -> None:
    *welcome, begin, enough, learned, sure = lesson.voice.texts
    assert welcome[0] == "Show me an exercise, about eight times."
    assert welcome[-1] == "In 2 seconds I begin to watch, for 600 seconds."
    assert begin == "Begin now. Eight times, calmly."
    assert enough == "Thank you, that is enough."
    assert learned == "I count 7 repetitions. It is on the start screen from now on, as My exercise 1."
    assert "sure" in sure


def test_what_is_done_before_the_beginning_is_not_looked_at() -> None:
    poses = list(read_track(TRACK).poses())
    end_s = poses[-1][0] + 0.1
    early = Lesson([*poses, *nobody(end_s, 2.0)], ready_s=end_s)
    assert LANGUAGE.say("learn.nobody") in early.voice.texts and own_exercises() == ()


def test_the_time_is_fixed(shown: Poses) -> None:
    early = Lesson(shown, shown_s=1.0)
    assert "Thank you, that is enough." in early.voice.texts
    assert early.source.read() is not None, "it stopped looking"


def failed(tries: int = 3) -> Lesson:
    """Nobody comes into the picture, so often."""
    return Lesson(nobody(0.0, tries * (READY_S + 1.0) + 0.5), shown_s=1.0)


def test_where_nothing_repeats_it_says_why_and_keeps_nothing(own_home: Path) -> None:
    away = failed()
    assert away.voice.texts[-3:] == [
        "I could not learn it.",
        LANGUAGE.say("learn.nobody"),
        LANGUAGE.say("learn.side_hint"),
    ]
    assert own_exercises() == () and away.opened == [] and not (own_home / "exercises").exists()


def test_whoever_was_not_understood_shows_it_again_without_getting_up() -> None:
    texts = failed().voice.texts
    again = LANGUAGE.say("teach.try_again", ready=2)
    assert texts.count(again) == 2 and texts.count("I could not learn it.") == 3
    assert texts.count(LANGUAGE.say("teach.begin")) == 3 and texts.count(LANGUAGE.say("teach.welcome")) == 1
    assert texts.index("I could not learn it.") < texts.index(again)


def test_the_second_time_it_is_learned(shown: Poses) -> None:
    first_s = READY_S + 30.0
    poses = [*nobody(0.0, first_s + 0.1), *shifted(shown, first_s + 0.1)]
    second = Lesson(poses, shown_s=30.0)
    assert LANGUAGE.say("teach.try_again", ready=2) in second.voice.texts
    assert [one.name for one in own_exercises()] == ["My exercise 1"]


def test_a_recording_is_shown_once() -> None:
    poses = nobody(0.0, 3 * READY_S)
    source = FakeSource(poses)
    source.info = replace(source.info, kind="video")
    assert Lesson(poses, source=source).voice.texts.count("I could not learn it.") == 1


def test_whoever_leaves_teaches_nothing(shown: Poses) -> None:
    left = Lesson(shown, Key.QUIT, at=len(shown) // 2)
    assert own_exercises() == ()
    assert LANGUAGE.say("teach.enough") not in left.voice.texts


def test_a_camera_that_is_gone_before_the_beginning_is_an_error() -> None:
    with pytest.raises(VideoError, match="camera is gone"):
        Lesson(nobody(0.0, 0.5))


def test_the_next_one_gets_the_next_number(lesson: Lesson, shown: Poses) -> None:
    assert free_number() == 2
    Lesson(shown)
    assert [one.name for one in own_exercises()] == ["My exercise 1", "My exercise 2"]


def test_a_file_that_cannot_be_read_hides_no_other(lesson: Lesson) -> None:
    (exercises_folder() / "broken.toml").write_text("name = ", encoding="utf-8")
    assert [one.id for one in own_exercises()] == ["my-exercise-1"]
    with pytest.raises(ExerciseError):
        exercise_of("my-exercise-9")


def test_no_more_are_listed_than_there_are_keys_for(lesson: Lesson) -> None:
    text = (exercises_folder() / "my-exercise-1.toml").read_text(encoding="utf-8")
    for number in range(2, MOST_SHOWN + 4):
        renamed = text.replace("my-exercise-1", f"my-exercise-{number}")
        (exercises_folder() / f"my-exercise-{number}.toml").write_text(renamed, encoding="utf-8")
    assert len(own_exercises()) == MOST_SHOWN


def test_the_card_teaches_at_once_while_there_is_none() -> None:
    window = FakeWindow()
    assert choose_own(window, LANGUAGE) == Action(ActionKind.TEACH) and window.shown == 0


@pytest.mark.parametrize(
    ("key", "action"),
    [
        (Key.DIGIT_1, Action(ActionKind.EXERCISE, "my-exercise-1")),
        (Key.DIGIT_2, Action(ActionKind.TEACH)),
        (Key.ESCAPE, Action(ActionKind.HOME)),
    ],
)
def test_afterwards_it_lists_them_and_offers_to_teach_another(
    lesson: Lesson, key: Key, action: Action
) -> None:
    assert choose_own(FakeWindow(lambda _: key), LANGUAGE) == action


def test_the_start_screen_leads_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(Settings(language="en", accepted=True))
    asked = []
    monkeypatch.setattr(
        "posecoach.app.start.start_screen.teach_exercise",
        lambda options, devices, window: asked.append(options.language),
    )
    keys = iter([None, Key.DIGIT_8, None, Key.QUIT])
    run_start_screen(FakeWindow(lambda _: next(keys, Key.QUIT)), print, cameras=False)
    assert asked == ["en"]
