"""Pain before and after, the first-run text, settings, the start screen: in a window or the terminal."""

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from posecoach.app.live.programme import block
from posecoach.app.live.range_test import run_measurement
from posecoach.app.live.routine_run import accept_before, run_routine
from posecoach.app.live.run import run_blocks
from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.app.live.speaker import Speaker, Tell
from posecoach.app.start.pages import open_page
from posecoach.app.start.questions import PATIENCE_S, PainQuestions, ReadLine, advice, show_first_run
from posecoach.app.start.settings import (
    Settings,
    choose_language,
    load_settings,
    save_settings,
    settings_path,
)
from posecoach.app.start.start_screen import (
    last_session,
    next_camera,
    next_settings,
    plan_title,
    run_options,
    run_start_screen,
    setting_lines,
)
from posecoach.app.start.therapist_plan import example_plan
from posecoach.audio.announcer import Announcer
from posecoach.audio.utterance import Utterance
from posecoach.coaching.events import StopReason
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.display.actions import ActionKind, Key
from posecoach.exercises.catalogue import find_exercise
from posecoach.language import load_language
from posecoach.session.history import HistoryRow
from posecoach.session.record import Pain
from posecoach.session.report.page import make_page
from posecoach.session.store import Store
from posecoach.video import Camera
from tests.app.fakes import FakeEstimator, FakeSource, FakeWindow, RecordingVoice, hip_flexion, simulated
from tests.session.examples import history_row

LANGUAGE = load_language()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("posecoach.app.live.ui_loop.DONE_STAYS_S", 0.1)
    return tmp_path / "home"


def answers(*given: str):
    left = list(given)
    return lambda question: left.pop(0)


def keys(*pressed: Key | None) -> FakeWindow:
    """A window in which these are pressed, one after each picture; None for none."""
    left = list(pressed)
    return FakeWindow(lambda _: left.pop(0) if left else None)


def questions(window: FakeWindow | None, tell: Tell = print, read: ReadLine | None = None) -> PainQuestions:
    """The questions of a run whose voice nobody listens to."""
    return PainQuestions(LANGUAGE, window, Speaker(Announcer(LANGUAGE), RecordingVoice()), tell, read)


def test_pain_is_asked_in_the_terminal_until_the_answer_makes_sense() -> None:
    told: list[str] = []
    assert questions(None, told.append, answers("eleven", "11", "3")).ask("before") == 3
    assert len(told) == 2


def test_enter_skips_the_question() -> None:
    assert questions(None, print, answers("")).ask("after") is None


@pytest.mark.parametrize(
    ("pressed", "answer"),
    [
        ((Key.DIGIT_4, Key.ENTER), 4),
        ((Key.DIGIT_1, Key.DIGIT_0, Key.ENTER), 10),
        ((Key.ENTER,), None),
        ((Key.ESCAPE,), None),
    ],
)
def test_pain_is_asked_in_the_window_by_keys(pressed: tuple[Key, ...], answer: int | None) -> None:
    assert questions(keys(*pressed)).ask("before") == answer


def test_nobody_at_the_terminal_is_not_asked(monkeypatch) -> None:
    monkeypatch.setattr("posecoach.app.start.questions.can_ask", lambda: False)
    assert questions(None).ask("before") is None


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (3, 6, "pain.worse"),
        (3, 4, "pain.same"),
        (5, 2, "pain.better"),
        (None, 8, "pain.high"),
        (8, 8, "pain.high"),
        (8, 6, "pain.better"),
    ],
)
def test_the_advice_fits_the_answers(before: int | None, after: int, sentence: str) -> None:
    assert advice(before, after) == sentence


def test_the_first_run_text_says_that_this_is_no_medical_device() -> None:
    told: list[str] = []
    assert show_first_run(LANGUAGE, None, told.append, answers(""))
    assert any("no medical device" in line for line in told)
    assert show_first_run(LANGUAGE, keys(Key.ENTER), print)
    assert not show_first_run(LANGUAGE, keys(Key.QUIT), print)


CAMERA = RunOptions(camera="0", window=False)


def test_a_run_of_one_exercise_begins_with_the_first_text_too_and_only_once() -> None:
    told: list[str] = []
    assert accept_before(CAMERA, told.append, answers(""))
    assert LANGUAGE.say("firstrun.title") in told and load_settings().accepted
    assert accept_before(CAMERA, told.append, answers()), "nothing is asked the second time"


def test_whoever_does_not_accept_the_first_text_in_the_window_does_not_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("posecoach.app.live.routine_run.open_window", lambda *_: keys(Key.QUIT))
    assert not accept_before(CAMERA, print)
    assert not load_settings().accepted


def test_the_first_text_waits_where_nobody_can_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    assert accept_before(replace(CAMERA, camera="clip.mp4"), told.append, answers()), "a recording"
    monkeypatch.setattr("posecoach.app.live.routine_run.can_ask", lambda: False)
    assert accept_before(CAMERA, told.append), "no terminal"
    assert told == [] and not load_settings().accepted


def test_the_pain_before_and_after_stands_in_the_record() -> None:
    poses = simulated(reps=5)
    voice = RecordingVoice()
    told: list[str] = []
    devices = Devices(
        source=FakeSource(poses),
        estimator=lambda: FakeEstimator(poses),
        voice=voice,
    )
    result = run_routine(
        [hip_flexion(sets=1)],
        RunOptions(window=False, pain=True),
        told.append,
        devices=devices,
        read=answers("", "4", "7"),
    )
    assert result is not None
    with Store() as store:
        pain = store.load(result.numbers[0]).pain
    assert (pain.before, pain.after) == (4, 7)
    assert LANGUAGE.say("pain.worse") in told
    assert LANGUAGE.say("pain.worse") in voice.texts, "who lies on the mat does not see the terminal"
    assert LANGUAGE.say("pain.sharp") in told
    assert load_settings().accepted, "the first-run text is not shown again"


@pytest.mark.parametrize("measures", [False, True])
def test_what_is_coming_is_read_once_and_said_once(measures: bool) -> None:
    nothing = simulated(reps=5)[:20]
    voice = RecordingVoice()
    devices = Devices(source=FakeSource(nothing), estimator=lambda: FakeEstimator(nothing), voice=voice)
    save_settings(Settings(accepted=True))
    lines: list[str] = []

    def read_along(utterance: Utterance) -> None:
        lines.append(utterance.text)

    options = RunOptions(window=False)
    if measures:
        sides = ("left", "right")
        run_measurement(
            [Movement.FLEXION], sides, options, lines.append, devices=devices, read_along=read_along
        )
        coming = LANGUAGE.say("measure.welcome")
    else:
        blocks = [hip_flexion(sets=1), hip_flexion(sets=1)]
        run_routine(blocks, options, lines.append, devices=devices, read_along=read_along)
        coming = LANGUAGE.say("routine.welcome", n=1)
    assert sum(line.startswith(coming) for line in lines) == 1, lines
    assert sum(text.startswith(coming) for text in voice.texts) == 1, voice.texts


def test_whoever_ends_the_program_is_not_kept_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def shut_down(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("posecoach.app.live.ui_loop.UiLoop.run", shut_down)
    poses = simulated(reps=5)
    devices = Devices(
        source=FakeSource(poses), estimator=lambda: FakeEstimator(poses), voice=RecordingVoice()
    )
    options = RunOptions(window=False, pain=True)
    run_routine([hip_flexion(sets=1)], options, lambda _: None, devices=devices, read=answers("", "4"))
    with Store() as store:
        assert all(store.load(row.number).pain.after is None for row in store.history())


def ask(window: FakeWindow, voice: RecordingVoice) -> PainQuestions:
    return PainQuestions(LANGUAGE, window, Speaker(Announcer(LANGUAGE), voice), lambda sentence: None)


def test_the_question_is_spoken_and_a_high_answer_asks_whether_today() -> None:
    voice = RecordingVoice()
    questions = ask(keys(Key.DIGIT_8, Key.ENTER, Key.QUIT), voice)
    assert not questions.before()
    assert questions.pain.before == 8
    assert voice.texts == [LANGUAGE.say(one) for one in ("pain.before", "pain.high_words", "pain.not_today")]
    assert ask(keys(Key.DIGIT_8, Key.ENTER, Key.ENTER), voice).before(), "gently, then"


def test_who_never_wants_to_be_asked_is_not_asked_again() -> None:
    voice = RecordingVoice()
    assert ask(keys(Key.NEXT), voice).before()
    assert not load_settings().pain
    again = ask(keys(), voice)
    assert again.before() and again.after() is None
    assert voice.texts == [LANGUAGE.say("pain.before")]


def test_whoever_leaves_at_the_first_question_has_left() -> None:
    devices = Devices(voice=RecordingVoice(), window=keys(Key.QUIT))
    options = RunOptions(camera="97", pain=True, stay_s=600.0)
    result = run_blocks([hip_flexion()], options, print, devices=devices)
    assert result.left and result.sessions == (), "no camera was opened, and no page waits for a key"
    assert questions(None, print, answers("q")).before() is False, "the same in the terminal"


def test_whoever_leaves_at_the_last_question_keeps_what_was_recorded() -> None:
    poses, voice = simulated(reps=5), RecordingVoice()
    last = LANGUAGE.say("pain.after")
    window = FakeWindow(lambda _: Key.QUIT if last in voice.texts else Key.ENTER)
    devices = Devices(FakeSource(poses), lambda: FakeEstimator(poses), voice, window)
    options = RunOptions(pain=True, stay_s=600.0)
    result = run_blocks([hip_flexion(sets=1)], options, print, devices=devices)
    with Store() as store:
        kept = store.load(result.numbers[0])
    assert (len(kept.reps), kept.pain, result.left) == (5, Pain(), True)


def test_nobody_who_lies_on_the_mat_has_to_reach_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATIENCE_S, "before", 0.1)
    questions = ask(FakeWindow(), RecordingVoice())
    assert questions.before() and questions.pain.before is None


def test_pain_that_was_chosen_counts_without_the_last_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATIENCE_S, "after", 0.1)
    assert questions(keys(Key.DIGIT_4)).ask("after") == 4


def test_pain_that_is_told_is_kept_even_when_nothing_was_counted() -> None:
    nothing = simulated(reps=5)[:20]
    devices = Devices(
        source=FakeSource(nothing), estimator=lambda: FakeEstimator(nothing), voice=RecordingVoice()
    )
    options = RunOptions(window=False, pain=True)
    result = run_blocks([hip_flexion()], options, print, devices=devices, read=answers("3", "5"))
    with Store() as store:
        assert (store.load(result.numbers[0]).pain, store.load(result.numbers[0]).reps) == (Pain(3, 5), ())


def test_not_today_is_kept_too_and_no_camera_is_opened() -> None:
    devices = Devices(voice=RecordingVoice())
    options = RunOptions(camera="97", window=False, pain=True)
    either = [block(find_exercise("hip-flexion"))]
    result = run_blocks(either, options, print, devices=devices, read=answers("9", "n"))
    (session,) = result.sessions
    assert session.pain.before == 9 and session.stops[0].reason is StopReason.PAIN
    page = make_page(session)
    assert page.headline == "No repetition was counted. You did not begin because of pain."
    assert page.suggestions[0].because == "You did not begin because of pain."
    assert page.sides_note == "", "which side it would have been is not known"


def test_settings_are_remembered_for_their_owner_alone(own_home: Path) -> None:
    assert load_settings() == Settings()
    assert save_settings(Settings(camera="2", mute=True))
    assert load_settings() == Settings(camera="2", mute=True)
    assert settings_path().parent == own_home
    if sys.platform != "win32":
        assert settings_path().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text", ["", "[]", '{"camera": 5, "rate_wpm": "fast", "count": "sometimes"}', "\0", "[" * 10_000]
)
def test_damaged_settings_are_the_defaults(own_home: Path, text: str) -> None:
    own_home.mkdir()
    settings_path().write_text(text)
    assert load_settings() == Settings()


def test_settings_that_cannot_be_kept_hurt_nobody(own_home: Path) -> None:
    own_home.write_text("a file is in the way")
    assert not save_settings(Settings())


def test_choosing_a_setting_goes_to_its_next_value_and_round() -> None:
    settings = Settings()
    for expected in ("fifth", "off", "every"):
        settings = next_settings(settings, "counting")
        assert settings.count == expected
    assert next_settings(settings, "voice").mute
    values = ["on", "Every rep", "off", "on", "automatic", "0", "English", "as usual", "as usual", "where?"]
    assert [line.value for line in setting_lines(settings, LANGUAGE)] == values
    for expected in ("full", "heavy", "auto"):
        settings = next_settings(settings, "model")
        assert settings.model == expected
    assert run_options(Settings(camera="1", privacy=True)).privacy


def test_the_next_camera_is_chosen_round_and_round_past_those_that_do_not_work() -> None:
    cameras = [Camera(0, "a"), Camera(1, "b", problem="busy"), Camera(2, "c")]
    assert next_camera(Settings(camera="0"), cameras).camera == "2"
    assert next_camera(Settings(camera="2"), cameras).camera == "0"
    assert next_camera(Settings(camera="http://phone/video"), cameras).camera == "0"
    assert next_camera(Settings(camera="5"), []).camera == "5"


def test_the_start_screen_lets_settings_be_changed_and_leaves_on_q() -> None:
    save_settings(Settings(accepted=True))
    window = keys(None, *[Key.RIGHT] * 8, Key.ENTER, Key.QUIT)
    run_start_screen(window, print, cameras=False)
    assert load_settings().mute


def test_the_start_screen_says_why_a_choice_could_not_be_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a page of its own, because small print at the bottom is not read by whoever stands up to begin."""
    told: list[str] = []

    def notice(window: object, title: str, words: tuple[str, ...], language: object) -> None:
        told.extend([title, *words])

    monkeypatch.setattr("posecoach.app.start.start_screen.show_notice", notice)
    save_settings(Settings(accepted=True, camera="97", mute=True, pain=False))
    window = keys(None, Key.DIGIT_1, None, None, Key.QUIT)
    run_start_screen(window, print, cameras=False)
    assert window.shown >= 5, "it comes back to the start screen"
    assert told[0] == "Something went wrong." and "97" in told[1]


def test_the_first_run_text_comes_before_the_start_screen() -> None:
    run_start_screen(keys(Key.QUIT), print, cameras=False)
    assert not load_settings().accepted


def test_the_last_session_is_told_in_days() -> None:
    now = datetime(2031, 5, 20, 9, 0).astimezone()

    def row(days: int, reps: int = 30) -> HistoryRow:
        return history_row(started_at=now - timedelta(days=days), reps=reps, clean_reps=reps)

    assert last_session([], LANGUAGE) == ""
    assert last_session([row(0)], LANGUAGE, now) == "Last time: today, 30 reps"
    assert last_session([row(1)], LANGUAGE, now) == "Last time: yesterday, 30 reps"
    assert last_session([row(4)], LANGUAGE, now) == "Last time: 4 days ago, 30 reps"
    assert last_session([row(0, reps=0), row(1)], LANGUAGE, now) == "Last time: yesterday, 30 reps"
    assert last_session([row(0, reps=0)], LANGUAGE, now) == ""


def test_the_start_screen_is_in_the_language_that_was_chosen(tmp_path: Path) -> None:
    def first_picture() -> np.ndarray:
        window = keys(None, Key.QUIT)
        run_start_screen(window, print, cameras=False)
        assert window.newest is not None
        return window.newest

    save_settings(Settings(accepted=True))
    english = first_picture()
    path = tmp_path / "xx.toml"
    path.write_text('[exercise.hip-flexion]\nname = "Heup buigen"\n', encoding="utf-8")
    choose_language(str(path))
    assert (first_picture() != english).any()
    path.unlink()
    assert (first_picture() == english).all(), "a file that is gone stops nobody"


def test_the_last_session_and_progress_open_in_the_browser(tmp_path: Path) -> None:
    opened: list[str] = []

    def browse(address: str) -> bool:
        opened.append(address)
        return True

    assert "no such session" in open_page(ActionKind.HISTORY, LANGUAGE, browse).lower()
    poses = simulated(reps=5)
    devices = Devices(
        source=FakeSource(poses), estimator=lambda: FakeEstimator(poses), voice=RecordingVoice()
    )
    run_blocks([hip_flexion(sets=1)], RunOptions(window=False), print, devices=devices)
    for kind, name in (
        (ActionKind.REPORT, "session-0001.html"),
        (ActionKind.PROGRESS, "progress.html"),
        (ActionKind.HISTORY, "progress.html#sessions"),
    ):
        assert name.split("#")[0] in open_page(kind, LANGUAGE, browse)
        assert opened[-1].endswith(name)


def test_a_plan_that_was_followed_is_on_the_start_screen_until_it_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(example_plan(load_language().say), encoding="utf-8")
    assert plan_title(str(path)) == "Before breakfast"
    path.write_text(example_plan(load_language().say).replace("sets", "setts"), encoding="utf-8")
    assert plan_title(str(path)) == "plan"  # chosen, it says what is wrong in it
    path.unlink()
    assert plan_title(str(path)) == plan_title("") == ""
