"""posecoach live, as a process: what it says, what it leaves behind, how it fails."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from posecoach.app.live.run_options import RunResult
from posecoach.app.live.ui_loop import LoopTimes
from posecoach.cli.live_options import LiveOptions, say_result
from posecoach.session.store import Store
from tests.running import environment, posecoach
from tests.video.makers import write_clip


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a child only through its console there")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "shutdown"])
def test_who_ends_an_empty_run_leaves_nothing_behind(tmp_path: Path, sign: signal.Signals) -> None:
    clip = write_clip(tmp_path / "room.mp4", frames=600, fps=20)
    words = ["live", "hip-flexion", "--camera", str(clip), "--mute", "--model", "full"]
    process = subprocess.Popen(
        [sys.executable, "-m", "posecoach", *words],
        env=environment(tmp_path / "home"),
        # A shell lets what it runs in the background ignore Ctrl-C, and what that starts would, too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    while "looking for you" not in (line := process.stdout.readline()):
        assert line, "it ended before it began"
    time.sleep(0.5)
    process.send_signal(sign)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert "Nothing was counted, so nothing is kept." in out
    with Store(tmp_path / "home") as store:
        assert store.history() == []


@pytest.mark.slow
def test_a_session_that_cannot_be_saved_is_shown_and_exits_1(tmp_path: Path, begun_clip: Path) -> None:
    home = tmp_path / "home"
    (home / "sessions.db").mkdir(parents=True)
    words = ("live", "hip-flexion", "--camera", begun_clip, "--mute", "--model", "full")
    done = posecoach(*words, folder=tmp_path, environ={"TMPDIR": str(tmp_path)})
    assert done.returncode == 1
    assert "cannot be saved at the moment" in done.stdout
    assert " reps, " in done.stdout and "Saved as" not in done.stdout
    assert "could not be saved" in done.stderr and "Traceback" not in done.stderr
    (rescued,) = tmp_path.glob("posecoach-*/session.json")
    assert str(rescued) in done.stderr


@pytest.mark.slow
def test_a_whole_run_without_a_key(tmp_path: Path, begun_clip: Path) -> None:
    words = ("live", "hip-flexion", "--camera", begun_clip, "--mute", "--model", "full", "--json", "-")
    done = posecoach(*words, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    session = json.loads(done.stdout)
    assert session["totals"]["sets"] == 1
    # A machine that is busy with other things may drop pictures, and with them a rep at most.
    assert session["totals"]["reps"] in (4, 5)
    for sentence in ("There is no screen", "Hold still.", "The recording has ended.", "Saved as session 1"):
        assert sentence in done.stderr
    with Store(tmp_path / "home") as store:
        assert len(store.load(1).reps) == session["totals"]["reps"]


def test_without_a_picture_shown_the_time_of_the_first_is_not_told(capsys) -> None:
    live = LiveOptions({"timing": True})
    say_result(RunResult((), (), (), (), LoopTimes(), left=False), live)
    assert "nan" not in capsys.readouterr().out
