"""Whatever is wrong with what was given: one sentence on standard error, exit code 1, no traceback."""

import re
import time
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from posecoach.cli import run
from tests.cli.bad_files import FLEXION, SAMPLE, Answer, assert_one_sentence, empty_room
from tests.running import posecoach

QUICK = ("--model", "full")


MANY = ("analyze", SAMPLE, *FLEXION, "--out", "out", "--scheduler")

VIDEOS = {
    "no such file": ("nowhere.mp4", "nowhere.mp4"),
    "an empty file": ("empty.mp4", "empty.mp4 is empty"),
    "text named .mp4": ("text.mp4", "text.mp4 is not a video"),
    "a truncated mp4": ("cut.mp4", "cut.mp4 is incomplete"),
    "a picture": ("picture.jpg", "picture.jpg is a single picture"),
    "a video without a person": ("nobody.mp4", "Nobody was found in nobody.mp4"),
}

INPUTS = {
    "an unknown exercise": (("analyze", SAMPLE, "--exercise", "yoga"), "no exercise 'yoga'"),
    "a missing exercise file": (("analyze", SAMPLE, "--exercise", "my.toml"), "no exercise file my.toml"),
    "a folder as exercise file": (
        ("analyze", SAMPLE, "--exercise", "folder.toml"),
        "folder.toml is a folder",
    ),
    "TOML with a broken line": (
        ("analyze", SAMPLE, "--exercise", "broken.toml"),
        "broken.toml is not valid TOML",
    ),
    "TOML with a wrong value": (
        ("analyze", SAMPLE, "--exercise", "signal.toml"),
        "signal.toml: key 'count.signal': expected one of hip_flexion",
    ),
    "a camera that is not there": (("live", "hip-flexion", "--camera", "99"), "99"),
    "no name of a camera": (("live", "hip-flexion", "--camera", ""), "There is no camera ''."),
    "an address that refuses": (("live", "hip-flexion", "--camera", "http://127.0.0.1:9/v"), "127.0.0.1:9"),
    "a live exercise that is none": (("live", "hip-flexing"), "no exercise 'hip-flexing'"),
    "a file as camera that is missing": (("live", "hip-flexion", "--camera", "no.mp4"), "no file no.mp4"),
    "a folder as camera": (("live", "hip-flexion", "--camera", "folder"), "folder is a folder"),
    "a missing model": (("analyze", SAMPLE, *FLEXION, "--model", "no.task"), "no pose model no.task"),
    "a missing model of a live run": (("live", "hip-flexion", "--model", "no.task"), "no pose model"),
    "a model that is none": (
        ("analyze", SAMPLE, *FLEXION, "--model", "model.task"),
        "model.task is not a whole",
    ),
    "a track that is none": (("replay", "track.npz", *FLEXION), "track.npz is no track"),
    "a missing track": (("replay", "no.npz", *FLEXION), "no.npz"),
    "a folder as track": (("replay", "folder", *FLEXION), "folder is not a file"),
    "a session that never was": (("report", "99"), "no session 99"),
    "a session file that is none": (("report", "session.json"), "session.json"),
    "a plan that is missing": (("routine", "--plan", "plan.toml"), "no plan plan.toml"),
    "a folder without truth": (("evaluate", "folder"), "folder holds no clips"),
    "a bench without its video": (("bench", "nowhere.mp4"), "nowhere.mp4"),
    "an exercise to show that is none": (("exercises", "show", "yoga"), "no exercise 'yoga'"),
    "an import of nothing": (("data", "import", "nothing.json"), "nothing.json"),
    "a session number without end": (("report", "9" * 30), "no session 999"),
    "a session number of thousands of digits": (("report", "9" * 5000), "no session 999"),
    "the same to replay": (("replay", "9" * 5000), "no session 999"),
    "a camera of thousands of digits": (("live", "hip-flexion", "--camera", "9" * 5000), "no camera 999"),
    "an address with half a bracket": (("live", "hip-flexion", "--camera", "http://["), "not valid"),
    "an address with a sign no host has": (("live", "hip-flexion", "--camera", "http://a℀b/x"), "not valid"),
    "a file's address with half a bracket": (("live", "hip-flexion", "--camera", "file://["), "not valid"),
    "a secret in an address": (("live", "hip-flexion", "--camera", "http://me:geheim@["), "not valid"),
    "a scheduler with half a bracket": ((*MANY, "["), "[ is no address"),
    "a scheduler with two ports": ((*MANY, "a:b:c"), "a:b:c is no address"),
    "a scheduler of another kind": ((*MANY, "foo://x:1"), "foo://x:1 is no address"),
    "a session file without end": (("data", "import", "/dev/full"), "/dev/full"),
    "a page about a file without end": (("report", "/dev/zero"), "/dev/zero"),
    "a page about a pipe into which nobody writes": (("report", "pipe.json"), "pipe.json"),
    "an import from such a pipe": (("data", "import", "pipe.json"), "pipe.json"),
    "a session file of zeros": (("report", "zeros.json"), "zeros.json: it is damaged"),
    "an import of zeros": (("data", "import", "zeros.json"), "zeros.json: it is damaged"),
    "a plan of zeros": (("routine", "--plan", "zeros.toml"), "zeros.toml cannot be read: it is damaged"),
    "a plan without end": (("routine", "--plan", "/dev/zero"), "/dev/zero"),
    "a name too long for any file": (("replay", "n" * 500, *FLEXION), "File name too long"),
    "a deletion of nothing": (("data", "delete", "99", "--yes"), "no session 99"),
    "a deletion of nothing, before it is asked for": (("data", "delete", "99"), "no session 99"),
}


@pytest.mark.parametrize("case", VIDEOS)
def test_a_video_that_cannot_be_used(ask, case: str) -> None:
    video, names = VIDEOS[case]
    assert_one_sentence(ask("analyze", video, *FLEXION, "--json", "-", *QUICK), names)


def test_a_video_that_is_damaged_half_way_says_so(ask, tmp_path: Path) -> None:
    whole = bytearray(Path(SAMPLE).read_bytes())
    pictures = whole.index(b"mdat")
    damaged = slice(pictures + len(whole) // 12, pictures + len(whole) * 3 // 4)
    whole[damaged] = b"\xff" * len(whole[damaged])
    (tmp_path / "damaged.mp4").write_bytes(whole)
    answer = ask("analyze", "damaged.mp4", *FLEXION, *QUICK)
    assert answer.code == 0
    assert re.search(r"Only \d+ of its 570 pictures could be read: damaged.mp4 is damaged", answer.out)


@pytest.mark.parametrize("case", INPUTS)
def test_an_input_that_cannot_be_used(ask, case: str) -> None:
    words, names = INPUTS[case]
    assert_one_sentence(ask(*words), names)


def test_a_scheduler_without_certificates(ask) -> None:
    pytest.importorskip("distributed", reason='needs the extra: pip install -e ".[cluster]"')
    assert_one_sentence(ask(*MANY, "tls://127.0.0.1:8786"), "needs certificates")


def test_a_folder_where_a_video_belongs_is_named(ask) -> None:
    answer = ask("analyze", "folder", *FLEXION)
    assert_one_sentence(answer, "no video in folder")


WRONG_USAGE = (
    ("analyze", "", *FLEXION),
    ("dance",),
    ("analyze",),
    ("analyze", SAMPLE),
    ("analyze", SAMPLE, *FLEXION, "--side", "up"),
    ("live",),
    ("live", "hip-flexion", "--sets", "0"),
    ("live", "hip-flexion", "--side", "up"),
    ("live", "hip-flexion", "--reps", "many"),
    ("replay", *FLEXION),
    ("live", "hip-flexion", "--rest", "nan"),
    ("history", "--since", "yesterday"),
    ("history", "--exercise", "yoga"),
    ("report", "--all", "--exercise", "yoga"),
    ("history", "--until", "9999-12-31"),
    ("history", "--limit", "9" * 30),
    ("report", "3", "--all"),
    ("routine", "--short", "--plan", "plan.toml"),
    ("data", "delete"),
    ("demo", "--louder"),
    ("data", "export", ""),
    ("data", "delete", "1", "--damaged"),
)


@pytest.mark.parametrize("words", WRONG_USAGE, ids=" ".join)
def test_wrong_usage_is_told_apart_from_bad_input(ask, words: Sequence[str]) -> None:
    answer = ask(*words)
    assert answer.code == 2
    assert "Usage" in answer.err and "Traceback" not in answer.err


def test_a_data_folder_of_nobody_is_one_sentence(ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSECOACH_HOME", "~nosuchuser/x")
    for words in (("history",), ("data", "path"), ("live", "hip-flexion", "--camera", SAMPLE)):
        assert_one_sentence(ask(*words), "~nosuchuser/x")


@pytest.mark.parametrize("zone", ["Etc/GMT-14", "Etc/GMT+12"])
def test_the_last_day_of_all_is_a_day_in_every_time_zone(ask, monkeypatch, zone: str) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("this system changes its time zone for all programs")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for words in (("history", "--until", "2999-12-31"), ("history", "--since", "1971-01-01")):
            assert ask(*words).code == 0
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


def test_what_nobody_foresaw_is_a_sentence_too_and_its_trace_is_kept(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(**_: object) -> None:
        raise KeyError("nobody thought of this")

    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    assert run(broken) == 1
    answer = capfd.readouterr().err
    assert "Traceback" not in answer and str(tmp_path / "home" / "error.log") in answer
    assert "nobody thought of this" in (tmp_path / "home" / "error.log").read_text(encoding="utf-8")


def test_ctrl_c_is_one_word_and_no_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    def interrupted(**_: object) -> None:
        raise click.Abort

    assert run(interrupted) == 1
    assert capfd.readouterr().err == "Stopped.\n"


def test_in_a_process_of_its_own_standard_error_is_the_sentence_and_nothing_else(tmp_path: Path) -> None:
    """MediaPipe and OpenCV print past Python; a whole process shows what a person sees."""
    (tmp_path / "nobody.mp4").write_bytes(empty_room())
    done = posecoach("analyze", "nobody.mp4", *FLEXION, "--json", "-", *QUICK, folder=tmp_path)
    assert_one_sentence(Answer(done.returncode, done.stdout, done.stderr), "Nobody was found in nobody.mp4")
    assert done.stdout == ""


def test_a_file_that_cannot_be_imported_is_named_once(ask) -> None:
    assert ask("data", "import", "session.json").err.count("session.json") == 1


def test_where_nothing_is_stored_nothing_is_at_fault(ask) -> None:
    for command in ("history", "report"):
        answer = ask(command)
        assert (answer.code, answer.err) == (0, "")
        assert "session" in answer.out
    assert ask("report", "7").code == 1, "a session that was named and is not there"
