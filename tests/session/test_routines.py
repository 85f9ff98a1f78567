"""A run of several exercises is one: one row of the history, one page, one deletion; old stores go on."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from posecoach.cli.data import command as data
from posecoach.cli.history import command as history
from posecoach.cli.report import command as report
from posecoach.language import load_language
from posecoach.session import schema
from posecoach.session.folder import HOME_VARIABLE, database_path
from posecoach.session.history import as_one, entries, numbers_text
from posecoach.session.json_format import dumps, loads
from posecoach.session.record import Pain, PartOf, Session
from posecoach.session.report.progress import make_progress
from posecoach.session.report.routine_page import make_routine_page
from posecoach.session.store import Store
from tests.session.examples import STARTED, Dose, history_row, make_session

DONE = (("hip-flexion", "left"), ("hip-flexion", "right"), ("hip-extension", "left"))


def of_one_run(uid: str = "run", name: str = "Short routine", begin_s: float = 0.0) -> list[Session]:
    """Three exercises one after the other; the pain is asked before the first and after the last."""
    return [
        make_session(
            Dose(exercise, side, sets=1, reps=6, back_from=(6,)),
            uid=f"{uid} {index}",
            started_at=STARTED + timedelta(seconds=begin_s + 60 * index),
            pain=Pain(4, 6 if index == len(DONE) - 1 else None),
            routine=PartOf(uid, name),
        )
        for index, (exercise, side) in enumerate(DONE)
    ]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a session done alone, then a run of three."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    with Store(tmp_path) as store:
        store.add(make_session(Dose(reps=4), uid="alone", started_at=STARTED - timedelta(days=1)))
        for session in of_one_run():
            store.add(session)
    return tmp_path


def run(command, *words: object, code: int = 0) -> str:  # type: ignore[no-untyped-def]
    result = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def test_a_routine_is_not_called_after_its_first_exercise_in_any_language(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posecoach.sentences._in_use", load_language("de"))
    _header, routine, alone = run(history).splitlines()
    assert "Short routine, 2 Übungen" in routine and "Hüftbeugung" in alone


def test_a_routine_is_one_row_of_the_history(home: Path) -> None:
    _header, routine, alone = run(history).splitlines()
    assert routine.split()[0] == "2-4" and alone.split()[0] == "1"
    assert "Short routine, 2 exercises" in routine and " both " in routine
    assert " 18 " in routine and "4 → 6" in routine
    assert len(run(history, "--limit", 1).splitlines()) == 2
    limited = run(history, "--limit", 1).splitlines()[1]
    assert limited.split() == routine.split(), "a limit counts rows"


def test_its_exercises_can_be_listed_too(home: Path) -> None:
    assert [line.split()[0] for line in run(history, "--each").splitlines()[1:]] == ["4", "3", "2", "1"]
    named = run(history, "--exercise", "hip-extension").splitlines()[1:]
    assert [line.split()[0] for line in named] == ["4"]


def test_the_json_has_a_session_each_as_ever_and_the_run_it_belongs_to(home: Path) -> None:
    sessions = json.loads(run(history, "--json"))["sessions"]
    assert [one["number"] for one in sessions] == [4, 3, 2, 1]
    assert [one["routine"] for one in sessions] == ["run", "run", "run", None]
    assert {"exercise", "side", "reps", "clean_reps", "pain_before", "pain_after"} <= set(sessions[0])


@pytest.mark.parametrize("words", [(), ("2",), ("3",), ("2-4",)])
def test_any_of_its_numbers_opens_its_one_page(home: Path, words: tuple[str, ...]) -> None:
    path = Path(run(report, *words).strip())
    assert path.name == "routine-0002.html"
    html = path.read_text(encoding="utf-8")
    for name in ("Short routine", "Hip flexion", "Split-stance hip extension", "4 → 6"):
        assert name in html
    assert "Your pain was from 4 to 6" in html


def test_one_exercise_of_it_has_a_page_of_its_own_when_asked_for(home: Path) -> None:
    assert Path(run(report, "3", "--single").strip()).name == "session-0003.html"
    assert Path(run(report, "1").strip()).name == "session-0001.html", "a session done alone"
    run(report, "--all", "--single", code=2)


def test_several_sessions_have_a_page_each(home: Path) -> None:
    pages = [Path(line).name for line in run(report, "1,3,4").splitlines()]
    assert pages == ["session-0001.html", "routine-0002.html"]
    assert "--out takes one page, and these are 2" in run(report, "1-4", "--out", home / "page.html", code=2)


def test_it_is_deleted_by_the_numbers_of_its_row_with_its_page(home: Path) -> None:
    page = Path(run(report, "2").strip())
    assert "3 sessions deleted" in run(data, "delete", "2-4", "--yes")
    assert not page.exists()
    assert [line.split()[0] for line in run(history).splitlines()[1:]] == ["1"]


def test_without_one_of_its_exercises_the_page_is_gone_too(home: Path) -> None:
    page = Path(run(report, "2").strip())
    run(data, "delete", "4", "--yes")
    assert not page.exists(), "it named what was to be forgotten"


@pytest.mark.parametrize("word", ["x", "2-x", "2,,3", ""])
def test_what_is_no_number_is_refused(home: Path, word: str) -> None:
    assert "no number of a session" in run(data, "delete", word, "--yes", code=2)


def test_the_session_file_keeps_the_run_and_files_without_it_are_read() -> None:
    session = of_one_run()[0]
    assert loads(dumps(session)).routine == PartOf("run", "Short routine")
    without = {key: value for key, value in json.loads(dumps(session)).items() if key != "routine"}
    assert loads(json.dumps(without)).routine is None


def test_a_store_from_before_routines_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:3])
        older.setattr(schema, "VERSION", 3)
        connection = schema.connect(database_path(tmp_path))
        session = make_session(Dose(reps=4), uid="old")
        columns = "uid, state, started_s, exercise, side, name, unit, sets, reps, clean_reps, duration_s"
        row = ("old", "finished", 1e9, "hip-flexion", "right", "Hip flexion", "deg", 2, 8, 8, 60.0)
        marks = ", ".join("?" * 12)
        connection.execute(f"INSERT INTO session ({columns}, head) VALUES ({marks})", (*row, dumps(session)))
        connection.close()
    assert "Hip flexion" in run(history)
    with Store(tmp_path) as store:
        for one in of_one_run():
            store.add(one)
        assert store.routine(1) == (1,) and store.routine(3) == (2, 3, 4)
        assert len(store.load(1).reps) == 8


def test_a_range_never_spans_a_session_of_another_run() -> None:
    rows = [history_row(number=number) for number in (7, 8, 9, 11)]
    assert numbers_text(rows, [1, 7, 8, 9, 11, 12]) == "7-11", "10 was deleted"
    assert numbers_text(rows, [7, 8, 9, 10, 11]) == "7-9,11"
    assert numbers_text(rows[:1], [7, 8]) == "7"


def test_runs_that_were_done_at_the_same_time_are_kept_apart() -> None:
    rows = [
        history_row(number=number, routine=routine, reps=number)
        for number, routine in ((4, "b"), (3, "a"), (2, "b"), (1, "a"))
    ]
    first, second = entries(rows)
    assert [row.number for row in first] == [2, 4] and [row.number for row in second] == [1, 3]
    assert as_one(first).reps == 6


def test_the_pain_is_the_first_answer_before_and_the_last_after() -> None:
    answers = ((None, None), (3, None), (4, 5), (None, None))
    one = as_one(
        [history_row(routine="a", pain_before=before, pain_after=after) for before, after in answers]
    )
    assert (one.pain_before, one.pain_after) == (3, 5)


def test_progress_lists_a_routine_as_one_line_and_counts_it_as_one_session() -> None:
    rows = [
        history_row(number=number, started_at=STARTED + timedelta(minutes=number), routine="a", side=side)
        for number, side in ((1, "left"), (2, "right"))
    ]
    page = make_progress(rows, STARTED.date())
    assert [line.number for line in page.lines] == ["1-2"]
    assert "1 session on 1 day" in page.headline and "20 repetitions" in page.headline
    assert page.blocks[0].exercise == "hip-flexion", "charts go on by exercise"


def test_the_page_says_what_was_done_of_what_was_asked_for_and_what_hurt() -> None:
    sessions = of_one_run()
    page = make_routine_page(sessions)
    assert page.headline.startswith("18 repetitions of 2 exercises. The lower back kept still in 15 of 18")
    assert [line[:3] for line in page.lines][-1] == (
        "Split-stance hip extension",
        "left",
        "6",
    )
    assert [section.first_chart for section in page.sections] == [0, 1, 2]
    assert len(page.charts["sets"]) == 3  # type: ignore[arg-type]
    calm = [replace(one, pain=Pain()) for one in sessions]
    assert make_routine_page(calm).about_pain == ()
