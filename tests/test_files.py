"""Result files: whole or not there, and what stood there before stays until then."""

import os
import stat
import sys
from pathlib import Path

import numpy as np
import pytest

from posecoach.errors import OutputError
from posecoach.files import check_place, is_device, whole_file, write_whole
from posecoach.session.record import Session
from posecoach.session.tables import write_frames
from posecoach.session.track import Track, write_track
from tests.session.test_json_format import SESSION


class FullError(OSError):
    """What a full disk raises."""

    def __init__(self) -> None:
        super().__init__(28, "No space left on device")


def test_a_disk_that_fills_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("older")
    with pytest.raises(OutputError, match=r"Cannot write .*out\.json: No space left on device"):  # noqa: SIM117
        with whole_file(path) as part:
            part.write_text("half")
            raise FullError
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", ["json", "csv", "npz"])
def test_no_result_is_left_in_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    def refuse(*_: object) -> None:
        raise FullError

    monkeypatch.setattr(Path, "replace", refuse)  # the last step of every file
    with pytest.raises(OutputError, match="No space left"):
        write(kind, SESSION, tmp_path / f"out.{kind}")
    assert list(tmp_path.iterdir()) == []


def write(kind: str, session: Session, path: Path) -> None:
    if kind == "json":
        write_whole(path, "{}")
    elif kind == "csv":
        write_frames(session, path)
    else:
        points = np.zeros((2, 33, 3))
        scores = np.zeros((2, 33))
        write_track(Track(np.array([0.0, 0.1]), (64, 48), points[..., :2], points, scores, scores), path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_link_and_the_rights_of_the_older_file_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("older")
    real.chmod(0o600)
    link.symlink_to(real)
    write_whole(link, "newer")
    assert link.is_symlink()
    assert real.read_text() == "newer"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_a_device_is_written_directly() -> None:
    check_place(Path(os.devnull))
    write_whole(Path(os.devnull), "{}")


def test_checking_a_place_leaves_nothing_behind(tmp_path: Path) -> None:
    check_place(tmp_path / "out.json")
    assert list(tmp_path.iterdir()) == []


links = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such links")


@links
def test_a_link_is_checked_where_it_leads(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "nowhere" / "out.json")
    with pytest.raises(OutputError, match=r"Cannot write .*link\.json: there is no folder .*nowhere"):
        check_place(link)
    (tmp_path / "nowhere").mkdir()
    check_place(link)
    assert list((tmp_path / "nowhere").iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux shows open files as files")
def test_what_is_open_already_is_written_directly_and_not_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    with real.open("w") as held:
        link.symlink_to(f"/proc/self/fd/{held.fileno()}")
        for path in (Path(f"/dev/fd/{held.fileno()}"), link):
            before = real.stat().st_ino
            check_place(path)
            write_whole(path, "{}")
            assert (real.read_text(), real.stat().st_ino) == ("{}", before)
    assert not is_device(real)
