"""Where what is printed goes: a full device, a console of few signs, a pipe whose reader leaves."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from posecoach.cli import run
from posecoach.session.track import Track, write_track
from tests.cli.test_bad_input import FLEXION, Answer, assert_one_sentence
from tests.running import posecoach
from tests.running import run as run_in


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("words", ["exercises", "history --json"])
def test_an_output_that_takes_no_more_is_one_sentence(tmp_path: Path, words: str) -> None:
    command = f"{sys.executable} -m posecoach {words} >/dev/full"
    done = run_in(["sh", "-c", command], tmp_path)
    assert_one_sentence(Answer(done.returncode, "", done.stderr), "The output cannot be written")


@pytest.mark.parametrize("encoding", ["ascii", "cp932"])
def test_a_console_with_few_signs_stops_nothing(tmp_path: Path, encoding: str) -> None:
    write_track(empty_track(), tmp_path / "äöü–.npz")
    words = ["replay", "äöü–.npz", *FLEXION, "--json"]
    environ = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    shown = posecoach(*words, "out.json", folder=tmp_path, environ=environ)
    piped = posecoach(*words, "-", folder=tmp_path, environ=environ)
    assert (shown.returncode, piped.returncode) == (0, 0), shown.stderr + piped.stderr
    assert "No repetition was counted" in shown.stdout
    assert piped.stdout == (tmp_path / "out.json").read_text(encoding="utf-8")
    assert json.loads(piped.stdout)["source"]["name"] == "äöü–.npz"


def empty_track() -> Track:
    """Two pictures without anybody."""
    points, scores = np.full((2, 33, 3), np.nan), np.full((2, 33), np.nan)
    return Track(np.array([0.0, 0.1]), (64, 48), points[..., :2], points, scores, scores)


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe there breaks otherwise")
@pytest.mark.parametrize(
    "words", ["exercises", "replay empty.npz --exercise hip-flexion --json out.json", "data path", "--help"]
)
def test_whoever_reads_a_pipe_may_leave_early(tmp_path: Path, words: str) -> None:
    write_track(empty_track(), tmp_path / "empty.npz")
    command = f"{sys.executable} -m posecoach {words} | true; echo ${{PIPESTATUS[0]}}"
    done = run_in(["bash", "-c", command], tmp_path)
    assert (done.stdout, done.stderr) == ("0\n", "")
    assert (tmp_path / "out.json").exists() == ("out.json" in words)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="Windows has no such name")
def test_standard_output_by_its_name_keeps_what_else_is_printed(tmp_path: Path) -> None:
    write_track(empty_track(), tmp_path / "empty.npz")
    words = f"replay empty.npz {' '.join(FLEXION)} --json /dev/stdout"
    done = run_in(["sh", "-c", f"{sys.executable} -m posecoach {words} >out.txt"], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    written = (tmp_path / "out.txt").read_text(encoding="utf-8")
    session, end = json.JSONDecoder().raw_decode(written, written.index("{"))
    assert session["source"]["name"] == "empty.npz"
    assert "No repetition was counted" in written[: written.index("{")] + written[end:]


def test_an_exit_that_is_no_broken_pipe_keeps_its_code() -> None:
    def leave(**_: object) -> None:
        sys.exit(3)

    def after_a_pipe(**_: object) -> None:
        try:
            raise BrokenPipeError
        except BrokenPipeError:
            sys.exit(1)

    with pytest.raises(SystemExit) as left:
        run(leave)
    assert left.value.code == 3
    assert run(after_a_pipe) == 0
