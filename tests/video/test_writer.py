"""A clip is written whole and at its speed, or not at all; a wrong path is found before the work."""

import math
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from posecoach.errors import OutputError
from posecoach.video import ClipWriter, Frame, check_clip_path, open_source
from tests.video import makers


def read_all(path: Path) -> list[Frame]:
    with open_source(path) as source:
        frames = []
        while isinstance(frame := source.read(), Frame):
            frames.append(frame)
    return frames


def numbers_in(path: Path) -> list[int]:
    return [makers.number_in(frame.image) for frame in read_all(path)]


@pytest.mark.parametrize("suffix", [".mp4", ".MP4", ".m4v", ".mov", ".mkv", ".avi", ".webm"])
def test_what_is_written_can_be_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    with ClipWriter(path, (64, 48), 25.0) as clip:
        for number in range(10):
            clip.write(makers.picture(number), number / 25)
    assert numbers_in(path) == list(range(10))
    assert [p.name for p in tmp_path.iterdir()] == [path.name], "nothing else is left"


@pytest.mark.parametrize("fps", [20.0, 30000 / 1001])
def test_the_frame_rate_is_the_sources(tmp_path: Path, fps: float) -> None:
    path = tmp_path / "out.mp4"
    with ClipWriter(path, (64, 48), fps) as clip:
        for number in range(10):
            clip.write(makers.picture(number), number / fps)
    with open_source(path) as source:
        assert source.info.fps == pytest.approx(fps, abs=0.001)
        assert source.info.frames == 10


def test_a_variable_rate_keeps_its_speed(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with ClipWriter(path, (64, 48), 10.0) as clip:
        for number, t_s in enumerate([2.0, 2.1, 2.5, 2.52, 2.6]):
            clip.write(makers.picture(number), t_s)
    # Shown from its own time to the next one's; the third lasted 20 ms and has no frame of its own.
    assert numbers_in(path) == [0, 1, 1, 1, 1, 3, 4]


def test_an_unknown_rate_becomes_thirty(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with ClipWriter(path, (64, 48), math.nan) as clip:
        clip.write(makers.picture(0), 0.0)
        clip.write(makers.picture(1), 1.0)
    assert len(numbers_in(path)) == 31


def test_the_writer_keeps_the_picture_as_it_was_when_given(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    canvas = makers.picture(5)
    with ClipWriter(path, (64, 48), 25.0) as clip:
        clip.write(canvas, 0.0)
        canvas[:] = 255
    assert numbers_in(path) == [5]


def test_odd_sizes_lose_one_row_or_column(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with ClipWriter(path, (153, 91), 25.0) as clip:
        clip.write(makers.picture(3, (153, 91)), 0.0)
    (frame,) = read_all(path)
    assert frame.image.shape == (90, 152, 3)
    assert makers.number_in(frame.image) == 3


def test_a_picture_that_was_turned_is_fitted_in(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with ClipWriter(path, (64, 48), 25.0) as clip:
        clip.write(np.full((64, 48, 3), 200, np.uint8), 0.0)
    (frame,) = read_all(path)
    assert frame.image.shape == (48, 64, 3)
    assert frame.image[:, 20:44].mean() > 180
    assert frame.image[:, :8].mean() < 30, "black beside it"


def test_a_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), ClipWriter(tmp_path / "out.mp4", (64, 48), 25.0) as clip:
        clip.write(makers.picture(0), 0.0)
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, link = tmp_path / "elsewhere" / "clip", tmp_path / "out.mp4"
    target.write_bytes(b"older")
    link.symlink_to(target)
    with ClipWriter(link, (64, 48), 25.0) as clip:
        clip.write(makers.picture(3), 0.0)
    assert link.is_symlink() and numbers_in(link) == [3]
    assert [p.name for p in target.parent.iterdir()] == ["clip"]


def test_a_run_that_fails_leaves_an_older_clip_as_it_was(tmp_path: Path) -> None:
    path = makers.write_clip(tmp_path / "out.mp4", frames=3)
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), ClipWriter(path, (64, 48), 25.0) as clip:
        clip.write(makers.picture(0), 0.0)
        raise KeyboardInterrupt
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_clip_without_pictures_is_an_error_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no picture"), ClipWriter(tmp_path / "out.mp4", (64, 48), 25.0):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a file's size to stand for a full disk")
@pytest.mark.parametrize("suffix", [".mp4", ".avi", ".mkv", ".webm"])
def test_a_full_disk_is_said(tmp_path: Path, suffix: str) -> None:
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "import numpy as np\n"
        "from posecoach.errors import OutputError\n"
        "from posecoach.video import ClipWriter\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "noise = np.random.default_rng(0)\n"
        "try:\n"
        "    with ClipWriter(Path(sys.argv[1]), (160, 120), 25.0) as clip:\n"
        "        for number in range(40):\n"
        "            clip.write(noise.integers(0, 255, (120, 160, 3), dtype=np.uint8), number / 25)\n"
        "except OutputError as error:\n"
        "    print(error.message, end='')\n"
    )
    path = tmp_path / f"out{suffix}"
    command = [sys.executable, "-c", program, str(path)]
    root = Path(__file__).parents[2]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, timeout=60)
    assert (run.stdout, run.stderr) == (f"{path} could not be written in full: File too large.", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nowhere/out.mp4", "Cannot write {folder}/nowhere/out.mp4: there is no folder {folder}/nowhere."),
        ("out.txt", "A clip cannot be written as 'out.txt'."),
        ("out", "A clip cannot be written as 'out'."),
        ("folder.mp4", "{folder}/folder.mp4 is a folder."),
    ],
)
def test_a_path_that_cannot_be_is_found_before_the_work(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "folder.mp4").mkdir()
    with pytest.raises(OutputError) as raised:
        check_clip_path(tmp_path / name)
    assert raised.value.message == sentence.format(folder=tmp_path)
    with pytest.raises(OutputError):
        ClipWriter(tmp_path / name, (64, 48), 25.0)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_found_before_the_work(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match=r"Cannot write .*: Permission denied"):
        check_clip_path(tmp_path / "out.mp4")


def test_a_place_where_no_file_can_be_made_is_found_before_the_work() -> None:
    place = Path("/proc/self")
    if not place.is_dir():
        pytest.skip("no folder here that refuses even root")
    with pytest.raises(OutputError, match="Cannot write"):
        check_clip_path(place / "out.mp4")


def test_a_disk_that_is_full_from_the_first_is_not_blamed_on_the_ending(tmp_path: Path, monkeypatch) -> None:
    opened = Mock()
    opened.return_value.isOpened.return_value = False

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cv2.VideoWriter", opened)
    with pytest.raises(OutputError, match="OpenCV cannot write"):
        ClipWriter(tmp_path / "out.mp4", (64, 48), 25.0)
    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OutputError, match=r"Cannot write .*out\.mp4: No space left on device"):
        ClipWriter(tmp_path / "out.mp4", (64, 48), 25.0)
    assert list(tmp_path.iterdir()) == []


def test_checking_leaves_nothing_behind(tmp_path: Path) -> None:
    check_clip_path(tmp_path / "out.mp4")
    assert list(tmp_path.iterdir()) == []


def test_choosing_a_codec_is_quiet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with ClipWriter(tmp_path / "out.mp4", (64, 48), 25.0) as clip:
        clip.write(makers.picture(0), 0.0)
    assert capfd.readouterr() == ("", "")
