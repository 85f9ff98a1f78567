"""Pictures and exports are for their owner, whatever the umask; a full or a read-only disk is a sentence."""

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from posecoach.__main__ import main
from posecoach.session.json_format import read_session, write_session
from posecoach.session.store import Store
from tests.running import SAMPLES, run
from tests.session.poses import make_pose, track_of
from tests.session.test_store import SESSION

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="uses Linux's own tools")
POSECOACH = f"{sys.executable} -m posecoach"
LIVE = f"{POSECOACH} live hip-flexion --mute --no-window --model full --camera"


def in_shell(command: str, folder: Path, home: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """What a shell makes of `command` in `folder`."""
    environ = {"POSECOACH_HOME": str(home)} if home else {}
    return run(["bash", "-c", command], folder, environ=environ)


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second and a half of a person."""
    import cv2

    path = tmp_path_factory.mktemp("clip") / "short.avi"
    source = cv2.VideoCapture(str(SAMPLES / "hip_flexion_clean.mp4"))
    writer = None
    for _ in range(36):
        _, image = source.read()
        if writer is None:
            size = image.shape[1], image.shape[0]
            writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25.0, size)
        writer.write(image)
    assert writer is not None
    writer.release()
    return path


def wide(folder: Path) -> list[str]:
    """Files below `folder` that others may read, write or enter."""
    return sorted(
        path.name for path in folder.rglob("*") if path.lstat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_what_is_exported_is_its_owners_alone(tmp_path: Path) -> None:
    with Store(tmp_path / "home") as store:
        store.add(SESSION, track_of([make_pose(0.0)] * 3))
    done = in_shell(f"umask 0 && {POSECOACH} data export out && {POSECOACH} report --out page.html", tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 6
    assert wide(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_every_picture_of_a_live_run_is_its_owners_alone(tmp_path: Path, short: Path) -> None:
    outputs = "--record-video rec.avi --video screen.avi --shots shots --json out.json"
    done = in_shell(f"umask 0 && {LIVE} {short} {outputs}", tmp_path)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert {"rec.avi", "screen.avi", "shots", "out.json"} <= names
    assert wide(tmp_path) == []


def test_nobody_who_reads_along_ends_a_session_by_leaving(tmp_path: Path, short: Path) -> None:
    done = in_shell(f"{LIVE} {short} --json out.json | head -n 1", tmp_path)
    assert (done.stderr, len(done.stdout.splitlines())) == ("", 1)
    session = read_session(tmp_path / "out.json")
    assert session.source.duration_s > 1.2, "the run went on to the end of the clip"


@pytest.mark.skipif(sys.platform == "win32", reason="closed by a shell")
@pytest.mark.parametrize("words", ["history", "exercises", "data path"])
def test_a_closed_standard_output_is_one_sentence(tmp_path: Path, words: str) -> None:
    done = in_shell(f"{POSECOACH} {words} >&-", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "There is no standard output: what should be printed is lost.\n"
    assert in_shell(f"{POSECOACH} {words} >&- 2>&-", tmp_path).returncode == 1


@pytest.fixture
def own_disk(tmp_path: Path) -> str:
    """What comes before a command that has a disk of its own at `disk`; skips where nobody may have one."""
    (tmp_path / "disk").mkdir()
    before = "mount -t tmpfs -o size=400k none disk"
    if shutil.which("unshare") is None or in_own_space(before, tmp_path).returncode:
        pytest.skip("no disk of one's own can be had here")
    return before


def in_own_space(command: str, folder: Path, home: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return in_shell(f"exec unshare -rm bash -c '{command}'", folder, home)


@linux
def test_a_recording_that_fills_the_disk_costs_the_recording_alone(
    tmp_path: Path, own_disk: str, short: Path
) -> None:
    live = f"{LIVE} {short} --record-video disk/rec.avi --json out.json"
    command = f"{own_disk} && {live}; echo $? >code; ls -A disk"
    done = in_own_space(command, tmp_path)
    assert (tmp_path / "code").read_text() == "1\n"
    assert "rec.avi" in done.stderr and "No space left on device" in done.stderr
    assert "very slow" not in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "out.json").exists(), "the session's own results are there"
    assert done.stdout.splitlines()[-1] != "rec.avi", "and nothing is left of the recording"


@linux
def test_sessions_on_a_read_only_medium_can_be_looked_at(tmp_path: Path, own_disk: str) -> None:
    with Store(tmp_path / "home") as store:
        store.add(SESSION, track_of([make_pose(0.0)] * 3))
    write_session(SESSION, tmp_path / "session.json")
    reading = f"{own_disk} && cp -r home disk/ && mount -o remount,ro disk && cd /tmp/out && {POSECOACH}"
    (tmp_path / "out").mkdir()
    reading = reading.replace("/tmp/out", str(tmp_path / "out"))
    home = tmp_path / "disk" / "home"
    pages = ("report 1 --out page.html", "report --all --out all.html")
    for words in ("history", "data export exported", "replay 1", *pages):
        done = in_own_space(f"{reading} {words}", tmp_path, home)
        assert (done.returncode, done.stderr) == (0, ""), words
    done = in_own_space(f"{reading} report 1", tmp_path, home)
    assert done.returncode == 1 and "--out" in done.stderr
    done = in_own_space(f"{reading} data delete 1 --yes", tmp_path, home)
    assert done.returncode == 1 and "Traceback" not in done.stderr


class Interrupted:
    """A module during whose import Ctrl-C is pressed."""

    def __getattr__(self, name: str) -> object:
        raise KeyboardInterrupt


def test_ctrl_c_while_the_program_loads_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "posecoach.cli", Interrupted())
    with pytest.raises(SystemExit, match="Stopped"):
        main()
