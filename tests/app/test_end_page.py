"""The page that stays at the end: what it says, what it can do, and that only a person closes it."""

from dataclasses import replace
from pathlib import Path

import pytest

from posecoach.app.live.end_page import end_model, page_of_run, show_end
from posecoach.app.live.run_options import RunResult, Wish
from posecoach.coaching.events import StopReason
from posecoach.display.actions import Action, ActionKind, Key
from posecoach.display.end import CHOICES, EndModel, EndRow, draw_end, press_end
from posecoach.display.theme import GREEN
from posecoach.language import load_language
from posecoach.session.record import Pain, Session, Source, StopRecord
from posecoach.session.recorder import Recorder
from tests.app.fakes import FakeWindow
from tests.session.examples import make_session

LANGUAGE = load_language()
SESSION = make_session()


RESULT = RunResult((SESSION,), (0,))


@pytest.mark.parametrize(
    ("key", "wish"), [(Key.DIGIT_2, Wish.AGAIN), (Key.DIGIT_3, Wish.HOME), (Key.QUIT, Wish.NONE)]
)
def test_a_key_says_what_is_wanted_next(key: Key, wish: Wish) -> None:
    assert (
        show_end(FakeWindow(lambda window: key if window.shown > 3 else None), LANGUAGE, RESULT, Pain())
        is wish
    )


def test_ctrl_c_closes_it_like_any_other_way_to_leave() -> None:
    def interrupt(window: FakeWindow) -> None:
        raise KeyboardInterrupt

    window = FakeWindow(interrupt)
    assert show_end(window, LANGUAGE, RESULT, Pain()) is Wish.NONE
    assert not window.is_open, "no start screen comes after it"


def test_it_stays_until_the_time_is_over_when_nobody_is_there() -> None:
    window = FakeWindow()
    assert show_end(window, LANGUAGE, RESULT, Pain(), stay_s=0.2) is Wish.NONE
    assert window.shown > 1


def test_it_says_reps_back_and_pain_as_they_are_in_the_record() -> None:
    model = end_model(LANGUAGE, RESULT, Pain(3, 5), "pain.worse")
    (row,) = model.rows
    still = sum(rep.kept_still for rep in SESSION.reps)
    assert row.done == f"{len(SESSION.reps)} reps"
    assert f"{still}" in row.back
    assert model.pain == "Pain: 3 before, 5 after, of 10"
    assert model.advice == LANGUAGE.say("pain.worse")


def test_a_stop_for_pain_is_no_well_done() -> None:
    stopped = Session("hip-flexion", "left", Source(), stops=(StopRecord(1.0, 1, StopReason.PAIN),))
    assert end_model(LANGUAGE, RunResult((stopped,)), Pain()).title == LANGUAGE.say("end.title_stopped")
    assert end_model(LANGUAGE, RunResult(), Pain()).title == LANGUAGE.say("end.title_empty")


@pytest.mark.parametrize("advised", ["pain.worse", "pain.high"])
def test_whom_it_hurts_is_offered_rest_before_anything_else(advised: str) -> None:
    model = end_model(LANGUAGE, RESULT, Pain(3, 7), advised)
    rest, page, again = draw_end(model, (1280, 720), LANGUAGE.say).hits
    assert model.title == "Enough for today."
    assert press_end(model, Key.ENTER)[1] == press_end(model, Key.DIGIT_1)[1] == Action(ActionKind.QUIT)
    assert (page.action, again.action) == (Action(ActionKind.OPEN), Action(ActionKind.AGAIN))
    assert rest.rect.w > 1.5 * page.rect.w > 2 * again.rect.w


def test_whom_it_does_not_hurt_more_is_offered_the_usual() -> None:
    assert end_model(LANGUAGE, RESULT, Pain(4, 3), "pain.better").choices == CHOICES


def test_a_recording_that_ended_before_the_plan_is_no_well_done() -> None:
    assert end_model(LANGUAGE, replace(RESULT, source_ended=True), Pain()).title == "The recording has ended."


def test_the_page_is_written_and_opened(tmp_path: Path, flexion_recorder: Recorder) -> None:
    opened: list[str] = []
    result = replace(RESULT, numbers=(flexion_recorder.number,))
    sentence = page_of_run(LANGUAGE, result, tmp_path, lambda address: bool(opened.append(address)) or True)
    (page,) = tmp_path.glob("pages/*.html")
    assert opened == [page.resolve().as_uri()] and str(page) in sentence
    assert str(page) in page_of_run(LANGUAGE, result, tmp_path, lambda address: False), (
        "without a browser it is named"
    )
    assert page_of_run(LANGUAGE, RESULT) == LANGUAGE.say("end.no_page")


@pytest.fixture
def flexion_recorder(tmp_path: Path) -> Recorder:
    from posecoach.exercises.catalogue import find_exercise

    recorder = Recorder(find_exercise("hip-flexion"), "left", Source("camera", "", 30.0), folder=tmp_path)
    recorder.finish()
    return recorder


def test_only_what_was_done_is_praised_in_green() -> None:
    row = EndRow("Hip flexion, left", "32 reps", "back not seen well")
    for rows, green in (((row,), True), ((), False)):
        image = draw_end(EndModel("Nothing was counted.", rows), (1280, 720), LANGUAGE.say).image
        assert bool((image[:120] == GREEN).all(axis=-1).any()) is green


def test_arrows_move_over_the_buttons_and_clicks_hit_them() -> None:
    model = EndModel("Well done.", (EndRow("Hip flexion, left", "32 reps", "back not seen well"),))
    assert press_end(model, Key.ENTER)[1] == Action(CHOICES[0])
    moved, action = press_end(press_end(model, Key.RIGHT)[0], Key.ENTER)
    assert (moved.selected, action) == (1, Action(ActionKind.AGAIN))
    picture = draw_end(model, (1280, 720), LANGUAGE.say)
    for hit, choice in zip(picture.hits, CHOICES, strict=True):
        assert picture.at(round(hit.rect.centre[0]), round(hit.rect.centre[1])) == Action(choice)
