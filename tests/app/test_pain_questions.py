"""Pain before and after, asked in the window or the terminal, and what becomes of the answers."""

from collections.abc import Callable

import pytest

from posecoach.app.live.programme import block
from posecoach.app.live.routine_run import run_routine
from posecoach.app.live.run import run_blocks
from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.app.live.speaker import Speaker, Tell
from posecoach.app.start.questions import PATIENCE_S, PainQuestions, ReadLine, advice
from posecoach.app.start.settings import load_settings
from posecoach.audio.announcer import Announcer
from posecoach.coaching.events import StopReason
from posecoach.display.actions import Key
from posecoach.errors import VideoError
from posecoach.exercises.catalogue import find_exercise
from posecoach.language import load_language
from posecoach.session.record import Pain
from posecoach.session.report.page import make_page
from posecoach.session.store import Store
from tests.app.fakes import (
    FakeEstimator,
    FakeSource,
    FakeWindow,
    RecordingVoice,
    answers,
    hip_flexion,
    keys,
    simulated,
)

LANGUAGE = load_language()
pytestmark = pytest.mark.usefixtures("own_home", "short_end")


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


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """The camera that is asked for is said to be there, and cannot be opened."""
    monkeypatch.setattr("posecoach.app.live.run.check_camera", lambda options: None)


@pytest.mark.parametrize("window", [True, False])
def test_without_a_camera_nobody_is_asked_for_the_pain_first(window: bool) -> None:
    voice = RecordingVoice()
    devices = Devices(voice=voice, window=keys(Key.DIGIT_3, Key.ENTER) if window else None)
    options = RunOptions(camera="97", window=window, pain=True)
    with pytest.raises(VideoError, match="There is no camera 97"):
        run_blocks([hip_flexion()], options, print, devices=devices, read=answers())
    assert voice.texts == []


def test_whoever_leaves_at_the_first_question_has_left(looked_at: None) -> None:
    devices = Devices(voice=RecordingVoice(), window=keys(Key.QUIT))
    options = RunOptions(camera="97", pain=True, stay_s=600.0)
    result = run_blocks([hip_flexion()], options, print, devices=devices)
    assert result.left and result.sessions == (), "no camera was opened, and no page waits for a key"
    assert questions(None, print, answers("q")).before() is False, "the same in the terminal"


def press_q() -> Key:
    return Key.QUIT


def press_ctrl_c() -> Key:
    raise KeyboardInterrupt


@pytest.mark.parametrize("leave", [press_q, press_ctrl_c])
def test_whoever_leaves_at_the_last_question_keeps_what_was_recorded(leave: Callable[[], Key]) -> None:
    poses, voice = simulated(reps=5), RecordingVoice()
    last = LANGUAGE.say("pain.after")
    window = FakeWindow(lambda _: leave() if last in voice.texts else Key.ENTER)
    devices = Devices(FakeSource(poses), lambda: FakeEstimator(poses), voice, window)
    options = RunOptions(pain=True, stay_s=600.0)
    result = run_blocks([hip_flexion(sets=1)], options, print, devices=devices)
    with Store() as store:
        kept = store.load(result.numbers[0])
    assert (len(kept.reps), kept.pain, kept.interrupted, result.left) == (5, Pain(), False, True)


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


def test_not_today_is_kept_too_and_no_camera_is_opened(looked_at: None) -> None:
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
