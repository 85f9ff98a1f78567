"""The commands about past sessions, run as a person would."""

import json
import re
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from posecoach import sentences
from posecoach.cli.data import command as data
from posecoach.cli.history import command as history
from posecoach.cli.replay import command as replay
from posecoach.cli.report import command as report
from posecoach.errors import OutputError, SessionError
from posecoach.language import load_language
from posecoach.session.folder import HOME_VARIABLE, database_path
from posecoach.session.history import HistoryFilter, HistoryRow, read_history
from posecoach.session.json_format import read_session, write_session
from posecoach.session.record import Pain
from posecoach.session.rows import insert_session
from posecoach.session.schema import FINISHED, connect, transaction
from posecoach.session.store import Store
from posecoach.session.track import read_track
from tests.session.examples import STARTED, Dose, make_session
from tests.session.poses import make_pose, track_of
from tests.session.test_measurement import MADE

SMALL = {field.name for field in fields(HistoryRow)} | {"id", "started_s", "state"}
"""Columns of a few bytes each; beside them the table has one that holds a whole session."""

SESSION = make_session(Dose(reps=4), uid="abc")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


def fill(home, days=3):
    with Store(home) as store:
        for day in range(days):
            began = STARTED + timedelta(days=day)
            track = track_of([make_pose(0.0)] * 3)
            store.add(replace(SESSION, uid=f"day {day}", started_at=began, pain=Pain(4, day)), track)


def run(command, *words, code=0, **options):
    result = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False, **options)
    assert result.exit_code == code, result.output
    return result.output


def test_history_without_a_session_says_how_to_start(home):
    assert "posecoach live hip-flexion" in run(history)
    assert "posecoach live hip-extension" in run(history, "--exercise", "hip-extension")
    assert not home.exists()


def test_history_lists_the_newest_first(home):
    fill(home)
    lines = run(history).splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["3", "2", "1"]
    assert "Hip flexion" in lines[1]
    assert "4 → 2" in lines[1]


def test_history_can_be_filtered_by_day_and_exercise(home):
    fill(home)
    assert len(json.loads(run(history, "--json", "--since", "2024-03-06"))["sessions"]) == 2
    assert len(json.loads(run(history, "--json", "--until", "2024-03-05"))["sessions"]) == 1
    assert json.loads(run(history, "--json", "--exercise", "hip-extension"))["sessions"] == []
    assert json.loads(run(history, "--json", "--limit", "1"))["sessions"][0]["reps"] == 8


@pytest.mark.parametrize("command", [(history,), (report, "--all")], ids=["history", "report"])
@pytest.mark.parametrize("day", ["yesterday", "5.3.2024", "2024-02-30"])
def test_a_day_that_is_none_is_told_what_one_looks_like(home, command, day):
    said = run(*command, "--since", day, code=2)
    assert f"{day} is no day such as 2026-11-27 (YYYY-MM-DD)." in said and "%" not in said


def test_history_calls_no_rep_clean_that_was_not_seen(home):
    unseen = [replace(one, reps=tuple(map(hidden, one.reps))) for one in SESSION.sets]
    with Store(home) as store:
        store.add(SESSION)
        store.add(replace(SESSION, uid="unseen", sets=tuple(unseen), started_at=STARTED + timedelta(days=1)))
    unseen_line, seen_line = run(history).splitlines()[1:]
    assert " 8   100% " in seen_line and " 8      – " in unseen_line
    newest, oldest = json.loads(run(history, "--json"))["sessions"]
    assert newest["known_reps"] == 0 and oldest["known_reps"] == 8


def hidden(rep):
    return replace(rep, lower_back=None, lower_back_moved=False)


def test_history_does_not_understand_markup_in_names(home):
    with Store(home) as store:
        store.add(replace(SESSION, exercise="mine", exercise_name="[bold red]Hip[/] \x1b[31m"))
    output = run(history)
    assert "[bold red]Hip[/]" in output
    assert "\x1b" not in output


def test_a_history_of_a_thousand_sessions_is_one_query_of_small_columns(home):
    """What a session holds of frames and reps is not looked at."""
    connection = connect(database_path(home))
    with transaction(connection):
        for day in range(1000):
            began = STARTED + timedelta(days=day)
            insert_session(connection, replace(SESSION, uid=str(day), started_at=began), FINISHED)
    queries = []
    connection.set_trace_callback(queries.append)
    assert len(read_history(connection, HistoryFilter())) == 1000
    connection.close()
    (query,) = queries
    assert set(re.findall(r"[a-z_]+", query.split("FROM")[0])) <= SMALL
    assert re.findall(r"FROM (\w+)", query) == ["session"]


def test_the_path_is_printed(home):
    assert run(data, "path").strip() == str(home / "sessions.db")


def test_export_writes_every_format(home, tmp_path):
    fill(home, 2)
    run(data, "export", tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    base = "session-0001-hip-flexion-right"
    assert {f"{base}.json", f"{base}-frames.csv", f"{base}.mot", f"{base}.trc", f"{base}.npz"} <= names
    assert "reps.csv" in names
    assert len(read_session(tmp_path / "out" / f"{base}.json").reps) == 8
    assert len(read_track(tmp_path / "out" / f"{base}.npz")) == 3


def test_export_of_one_session_in_one_format(home, tmp_path):
    fill(home, 2)
    said = run(data, "export", tmp_path / "out", "--session", 2, "--format", "json")
    assert said == f"1 session: 1 file in {tmp_path / 'out'}\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["session-0002-hip-flexion-right.json"]


def test_export_tells_of_measurements_too(home, tmp_path):
    with Store(home) as store:
        store.add(SESSION)
        store.add_measurement(MADE)
    said = run(data, "export", tmp_path / "out", "--format", "json")
    assert said == f"1 session and 1 measurement: 2 files in {tmp_path / 'out'}\n"


def test_an_export_of_nothing_leaves_earlier_tables_alone(home, tmp_path):
    (tmp_path / "reps.csv").write_text("mine")
    assert run(data, "export", tmp_path) == "There is nothing to export.\n"
    with Store(home) as store:
        store.add_measurement(MADE)
    run(data, "export", tmp_path)
    assert (tmp_path / "reps.csv").read_text() == "mine", "a measurement has no reps either"
    assert (tmp_path / "measurements.csv").exists()


def test_an_exercise_name_cannot_leave_the_folder(home, tmp_path):
    with Store(home) as store:
        store.add(replace(SESSION, exercise="../../evil"))
    run(data, "export", tmp_path / "out", "--format", "json")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["session-0001-------evil-right.json"]


def test_what_one_computer_exports_another_imports(home, tmp_path, monkeypatch):
    fill(home, 2)
    run(data, "export", tmp_path / "out", "--format", "json")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "other"))
    files = sorted((tmp_path / "out").iterdir())
    assert "session 1, 8 reps" in run(data, "import", *files)
    assert len(json.loads(run(history, "--json"))["sessions"]) == 2
    assert run(data, "import", *files).count("in the store already, as session") == 2


def test_importing_goes_on_after_a_bad_file(home, tmp_path):
    bad, good = tmp_path / "bad.json", tmp_path / "good.json"
    bad.write_text('{"schema": "posecoach.session/1", "side": "up"}')
    write_session(replace(SESSION, uid=""), good)
    output = run(data, "import", bad, good, code=1)
    assert "'exercise'" in output
    assert "session 1" in output
    assert "already" in run(data, "import", good)


def test_deleting_asks_first(home):
    fill(home)
    run(data, "delete", "2", code=1, input="n\n")
    run(data, "delete", "2", input="y\n")
    assert [row["number"] for row in json.loads(run(history, "--json"))["sessions"]] == [3, 1]
    run(data, "delete", "--all", "--yes")
    assert list(home.iterdir()) == []
    run(data, "delete", "--yes", code=2)


def test_the_answer_may_be_given_in_the_language_of_the_question(home):
    fill(home, 2)
    sentences.use(load_language("de"))
    asked = run(data, "delete", "2", code=1, input="vielleicht\nnein\n")
    assert asked.count("Endgültig löschen: 1 Sitzung? [j/N]: ") == 2
    assert "Bitte j oder n eingeben." in asked
    run(data, "delete", "2", code=1, input="\n")
    run(data, "delete", "2", input="j\n")
    run(data, "delete", "1", input="yes\n")


def test_a_report_of_the_newest_session_lands_in_the_data_folder(home):
    fill(home)
    page = Path(run(report).strip())
    assert page == home / "pages" / "session-0003.html"
    assert "Hip flexion" in page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o077 == 0


def test_a_report_goes_where_one_says(home, tmp_path):
    fill(home)
    run(report, "1", "--out", tmp_path / "mine.html")
    assert "5 March 2024" in (tmp_path / "mine.html").read_text(encoding="utf-8")


def test_a_report_of_a_session_file_needs_no_store(home, tmp_path):
    write_session(SESSION, tmp_path / "clip.json")
    run(report, tmp_path / "clip.json", "--out", tmp_path / "clip.html")
    assert (tmp_path / "clip.html").stat().st_size > 300_000
    assert not home.exists()


def test_a_report_compares_with_the_other_side_close_in_time(home, tmp_path):
    fill(home)
    with Store(home) as store:
        left = replace(SESSION, uid="left", side="left", started_at=STARTED + timedelta(days=2, hours=1))
        far = replace(SESSION, uid="far", side="left", started_at=STARTED + timedelta(days=40))
        assert store.add(left) == 4
        store.add(far)
        assert store.other_side(store.load(3)).uid == "left"
        assert store.other_side(store.load(5)) is None


def test_open_opens_the_browser(home, monkeypatch):
    fill(home)
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    run(report, "--open")
    assert opened == [(home / "pages" / "session-0003.html").as_uri()]


def test_progress_is_one_page_and_can_be_filtered(home, tmp_path):
    fill(home)
    run(report, "--all", "--since", "2024-03-06", "--out", tmp_path / "all.html")
    assert "2 sessions on 2 days" in (tmp_path / "all.html").read_text(encoding="utf-8")
    with pytest.raises(SessionError, match="no such session"):
        run(report, "--all", "--exercise", "hip-extension")


def test_wrong_words_are_wrong_usage(home):
    assert "leave SESSION out" in run(report, "1", "--all", code=2)
    assert "belong to --all" in run(report, "1", "--since", "2024-01-01", code=2)


def test_a_page_that_cannot_be_written_is_one_sentence(home, tmp_path):
    fill(home)
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="Cannot write"):
        run(report, "--out", tmp_path / "file" / "page.html")


def test_a_stored_session_is_replayed_by_its_number(home, clips):
    with Store(home) as store:
        whole = replace(SESSION, exercise="hip-extension", side="left")
        store.add(whole, read_track(clips / "tracks" / "lunge_home_32s.npz"))
        store.add(replace(whole, uid="bare"))
    run(replay, "1", "--json", home / "again.json")
    replayed = json.loads((home / "again.json").read_text(encoding="utf-8"))
    assert replayed["exercise"] == "hip-extension"
    assert replayed["source"]["name"] == "session 1"
    with pytest.raises(SessionError, match="without landmarks"):
        run(replay, "2")
    with pytest.raises(SessionError, match="no session 7"):
        run(replay, "7")
    run(replay, "some.npz", code=2)
