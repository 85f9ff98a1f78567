"""Text from files never steers a terminal: every field of a session, and every name, is tried."""

import json
import unicodedata
from typing import Any

import pytest
from rich.console import Console

from posecoach.cli import group, run
from posecoach.plain_text import HIDDEN, one_line, plain
from posecoach.session.folder import HOME_VARIABLE
from posecoach.session.json_format import from_json, to_json
from posecoach.session.summary import print_summary
from tests.session.filled import FILLED

TITLE = "\x1b]0;gotcha\x07\x9b31m\u202e\u2028[/bold][red]\x00\ud800"
"""Sets a terminal's title, its colour and the direction of text; and what is markup to rich."""

FIXED = ("schema", "side", "kind", "confidence", "share_confidence", "started_at", "reason")
"""Fields of few words, in which nothing else is accepted."""


def poisoned(value: Any, key: str = "") -> Any:
    """The document with TITLE in every text and in every key that is not one of the format."""
    if isinstance(value, dict):
        free = key in ("problems", "lower_back") and "value" not in value
        return {(name + TITLE if free else name): poisoned(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, key) for one in value]
    return value + TITLE if isinstance(value, str) and key not in FIXED else value


def steering(text: str) -> set[str]:
    return {letter for letter in text if unicodedata.category(letter) in HIDDEN} - {"\n"}


@pytest.fixture
def ask(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def answer(*words: str) -> str:
        monkeypatch.setattr("sys.argv", ["posecoach", *words])
        run(group)
        out, err = capfd.readouterr()
        assert "Traceback" not in err and "went wrong" not in err
        assert steering(out + err) == set()
        return str(out + err)

    return answer


def test_no_field_of_an_imported_session_reaches_the_terminal_raw(ask, tmp_path) -> None:
    document = poisoned(to_json(FILLED))
    assert json.dumps(document).count("gotcha") > 12
    (tmp_path / "evil.json").write_text(json.dumps(document), encoding="utf-8")
    assert "session 1" in ask("data", "import", "evil.json")
    assert "gotcha" in ask("history")
    ask("history", "--json")
    ask("history", "--exercise", "hip")
    ask("report", "1")
    ask("report", "--all")
    ask("data", "export", "out")
    ask("replay", "1")
    ask("data", "import", "evil.json")
    ask("data", "delete", "1", "--yes")


def test_a_summary_takes_nothing_for_markup(capsys) -> None:
    session = from_json(poisoned(to_json(FILLED)))
    print_summary(session, Console(force_terminal=False, width=200))
    shown = capsys.readouterr().out
    assert "[/bold]" in shown and steering(shown) == set()


@pytest.mark.parametrize("word", ["evil\x1b]0;gotcha\x07.json", "evil\u202e.json", "evil\udcff.json"])
def test_no_name_of_a_file_does_either(ask, tmp_path, word: str) -> None:
    (tmp_path / word).write_text('{"schema": "else"}', encoding="utf-8")
    assert "evil" in ask("data", "import", word)
    assert "evil" in ask("report", word)
    assert "evil" in ask("replay", word, "--exercise", "hip-flexion")
    assert "evil" in ask("routine", "--plan", word)
    assert "evil" in ask("analyze", word, "--exercise", "hip-flexion")
    assert "evil" in ask("live", "hip-flexion", "--camera", word)


def test_what_stays_of_a_text() -> None:
    assert plain("zwei\nZeilen\t\u200d ä") == "zwei\nZeilen\t\u200d ä"
    assert plain("a\x1b[31mb\x85\u202ec\ud800") == "a [31mb  c?"
    assert one_line("a\r\n b", 3) == "a b"
