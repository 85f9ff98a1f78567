"""--help and click's own errors are in the person's language, from its language file."""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import east_asian_width

import click
import pytest
from click.testing import CliRunner

from posecoach import sentences
from posecoach.cli import group
from posecoach.cli.options import FOR_DEVELOPERS, fill_in
from posecoach.language import available_languages, load_language
from tests.test_docs import every_command

ENGLISH = load_language()
OTHERS = [code for code in available_languages() if code != "en"]
SECTIONS = ("commands", "help", "option", "click")

MISTAKES = (
    "live --bogus",
    "live",
    "live hip-flexion --sets 99",
    "live hip-flexion --sets many",
    "live hip-flexion --mute=5",
    "learn clip.mp4",
    "analyze clip.mp4 --exercise hip-flexion --side middle",
    "analyze clip.mp4 --exercise",
    "history --since yesterday",
    "doctor everything",
    "doctor everything now",
    "bogus",
    "report --out FOLDER",
    "data export FILE",
)
OF_CLICK = (
    *(
        "Usage",
        "Options",
        "Commands",
        "Try '",
        "No such",
        "Missing",
        "Invalid",
        "is not",
        "Got ",
    ),
    *("requires", "does not", "default:", "required", "Show this", " is a "),
)
"""Pieces of click's English that no other language has."""


@pytest.fixture(autouse=True)
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody whose settings nobody knows, in a folder with a file and a folder."""
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(sentences.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FOLDER").mkdir()
    (tmp_path / "FILE").touch()
    yield
    sentences.use(ENGLISH)


def typed(line: str) -> str:
    return CliRunner().invoke(group, line.split(), prog_name="posecoach").output


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by what is typed, filled in with the language in use."""
    fill_in(group, "")
    yield "", group
    yield from every_command()


def help_texts(code: str) -> dict[tuple[str, str], str]:
    """The help of each command that a person uses, and of its options, by command and option."""
    sentences.use(load_language(code))
    found = {}
    for name, command in commands():
        if name not in FOR_DEVELOPERS:
            found[name, ""] = command.help or ""
            options = (one for one in command.params if isinstance(one, click.Option))
            found |= {(name, str(one.name)): one.help or "" for one in options}
    return found


@pytest.mark.parametrize("code", OTHERS)
def test_every_help_text_is_translated(code: str) -> None:
    english, theirs = help_texts("en"), help_texts(code)
    assert len(english) > 100
    assert [one for one, text in theirs.items() if text in ("", english[one])] == []


@pytest.mark.parametrize("code", OTHERS)
def test_the_help_has_nothing_of_clicks_english(code: str) -> None:
    pages = [typed(f"--language {code} {line}--help") for line in ("", "live ", "measure ", "data delete ")]
    french = {"Options"} if code == "fr" else set()
    assert [(one, page) for page in pages for one in OF_CLICK if one in page and one not in french] == []


@pytest.mark.parametrize("line", MISTAKES)
@pytest.mark.parametrize("code", OTHERS)
def test_a_mistake_in_the_command_line_is_told_in_the_language(code: str, line: str) -> None:
    said = typed(f"--language {code} {line}")
    assert said and [one for one in OF_CLICK if one in said] == [], said
    assert "posecoach" not in said or line.split()[0] in said


def test_english_is_clicks_own() -> None:
    assert "Error: No such option '--bogus'." in typed("--language en live --bogus")
    assert typed("--language en --help").startswith("Usage: posecoach [OPTIONS] [COMMAND]")


@pytest.mark.parametrize(
    ("typed_as", "meant"),
    [("liv hip-flexion", "Did you mean 'live'?"), ("Histroy", "Did you mean 'history'?"), ("xyzzy", "")],
)
def test_a_misspelt_command_is_told_the_one_it_is_like(typed_as: str, meant: str) -> None:
    said = typed(typed_as)
    assert f"No such command '{typed_as.split()[0]}'." in said
    assert meant in said if meant else "mean" not in said


def test_a_language_named_after_the_command_is_that_of_its_help() -> None:
    assert "Diesen Text zeigen" in typed("live --language de --help")
    assert "Show this message" in typed("--language de live --language en --help")


def test_help_needs_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSECOACH_HOME", "~nobody-of-this-name/home")
    assert typed("--help").startswith("Usage:")


def columns(line: str) -> int:
    """How wide a terminal draws it: Chinese characters fill two columns."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in line)


@pytest.mark.parametrize("code", available_languages())
def test_explanations_of_options_fit_into_a_terminal(code: str) -> None:
    options = typed(f"--language {code} history --help").splitlines()
    assert [line for line in options if line.startswith("  -") and columns(line) > 82] == []


def test_no_text_of_the_command_line_is_left_over() -> None:
    """Each stands for a command, one of its options, or a sentence that click says."""
    ours, options = set(), set()
    for name, command in commands():
        key = name.replace(" ", "_") or "posecoach"
        ours |= {f"commands.{key}", f"help.{key}"}
        for one in command.params:
            own = f"option_{key}.{one.name}"
            options.add(own if ENGLISH.has(own) else f"option.{one.name}")
    written = "".join(path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    written = written.replace("!r}", "}")
    for one in ENGLISH.ids():
        section = one.split(".")[0]
        if section == "click":
            assert f'"{ENGLISH.template(one)}"' in written, f"click does not say '{ENGLISH.template(one)}'"
        elif section in SECTIONS or section.startswith("option_"):
            assert one in ours | options, one
