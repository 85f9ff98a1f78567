"""What a killed program leaves of a clip is found by the next start."""

import subprocess
import sys
from pathlib import Path

from posecoach.session.history import HistoryFilter
from posecoach.session.listing import list_sessions
from posecoach.session.store import Store
from posecoach.session.unfinished_clips import clear_away, noted_clip

DIE = """
import os, sys
from pathlib import Path
from posecoach.session.unfinished_clips import noted_clip
with noted_clip(Path(sys.argv[1]), Path(sys.argv[2])):
    Path(sys.argv[1]).write_bytes(b"half a clip")
    os._exit(9)
"""


def killed(part: Path, home: Path) -> None:
    subprocess.run([sys.executable, "-c", DIE, str(part), str(home)], check=False)


def test_it_is_removed_and_named(tmp_path: Path) -> None:
    part, home = tmp_path / ".rec.99.part.mp4", tmp_path / "home"
    Store(home).close()
    killed(part, home)
    assert part.exists()
    _, notices = list_sessions(HistoryFilter(), home)
    assert len(notices) == 1 and str(part) in notices[0]
    assert not part.exists()
    assert clear_away(home) == [] and not any(home.glob("clip-*"))


def test_a_clip_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    part, home = tmp_path / ".rec.99.part.mp4", tmp_path / "home"
    with noted_clip(part, home):
        part.touch()
        assert clear_away(home) == [] and part.exists()
        part.unlink()
    assert not any(home.glob("clip-*"))


def test_a_part_that_its_own_program_could_not_remove_stays_noted(tmp_path: Path) -> None:
    part, home = tmp_path / ".rec.99.part.mp4", tmp_path / "home"
    with noted_clip(part, home):
        part.touch()
    assert len(clear_away(home)) == 1 and not part.exists()


def test_a_part_on_a_stick_that_is_not_there_is_remembered(tmp_path: Path) -> None:
    stick, home = tmp_path / "stick", tmp_path / "home"
    stick.mkdir()
    killed(stick / ".rec.99.part.mp4", home)
    stick.rename(tmp_path / "pocket")
    assert clear_away(home) == []
    (tmp_path / "pocket").rename(stick)
    assert len(clear_away(home)) == 1


def test_without_a_folder_for_notes_a_clip_is_written_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    clip = tmp_path / ".rec.99.part.mp4"
    with noted_clip(clip, tmp_path / "file"):
        clip.write_bytes(b"pictures")
    assert clip.read_bytes() == b"pictures" and (tmp_path / "file").read_bytes() == b""
