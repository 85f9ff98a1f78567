"""Bad input: one sentence, naming the thing; nothing else on standard error."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from posecoach.errors import OutputError, VideoError
from posecoach.video import check_clip_path, open_source
from posecoach.video.faults import camera_fault, check_file, stream_fault, stream_name
from tests.video import makers

Maker = Callable[[Path], object]


def text(path: Path) -> None:
    path.write_text("this is a letter, not a clip\n" * 100)


def playlist(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n")


def accented_text(path: Path) -> None:
    path.write_text("x" + "é" * 4095, encoding="utf-8")  # one lies across byte 4096


def random_bytes(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def half(path: Path) -> None:
    makers.cut_off(makers.write_clip(path, frames=40), 0.5)


def nearly_all(path: Path) -> None:
    makers.cut_off(makers.write_clip(path, frames=40), 0.97)


def half_with_index_first(path: Path) -> None:
    makers.cut_off(makers.put_index_first(makers.write_clip(path, frames=40)), 0.7)


def only_the_start(path: Path) -> None:
    makers.cut_off(makers.write_clip(path), 0.02)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: None, "There is no file {path}."),
        (lambda path: path.touch(), "{path} is empty."),
        (lambda path: path.mkdir(), "{path} is a folder, not a video."),
        (text, "{path} is not a video: it holds text."),
        (accented_text, "{path} is not a video: it holds text."),
        (playlist, "{path} is not a video: it holds text."),
        (random_bytes, "{path} is not a video that can be read."),
        (half, "{path} is incomplete: it was cut off while being recorded or copied."),
        (nearly_all, "{path} is incomplete: it was cut off while being recorded or copied."),
        (half_with_index_first, "{path} is incomplete: it was cut off while being recorded or copied."),
        (only_the_start, "{path} is incomplete: it was cut off while being recorded or copied."),
    ],
)
def test_each_bad_file_has_its_sentence(
    tmp_path: Path, make: Maker, sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "clip.mp4"
    make(path)
    with pytest.raises(VideoError) as raised:
        open_source(path)
    assert raised.value.message == sentence.format(path=path)
    assert capfd.readouterr() == ("", ""), "OpenCV and FFmpeg keep quiet"


def test_a_whole_clip_with_its_index_first_opens(tmp_path: Path) -> None:
    with open_source(makers.put_index_first(makers.write_clip(tmp_path / "a.mp4", frames=7))) as source:
        assert source.info.frames == 7


def test_bytes_that_a_camera_appended_are_no_damage(tmp_path: Path) -> None:
    path = makers.write_clip(tmp_path / "a.mp4", frames=7)
    path.write_bytes(path.read_bytes() + b"\xff\xff\xff\xffmake and model of the camera")
    with open_source(path) as source:
        assert source.info.frames == 7


def test_in_a_new_process_only_the_sentence_reaches_standard_error(tmp_path: Path) -> None:
    # The first capture of a process is when FFmpeg and OpenCV choose how loud to be.
    path = tmp_path / "clip.mp4"
    random_bytes(path)
    program = (
        "import sys\n"
        "from posecoach.errors import PoseCoachError\n"
        "from posecoach.video import open_source\n"
        "for spec in sys.argv[1:]:\n"
        "    try:\n"
        "        open_source(spec)\n"
        "    except PoseCoachError as error:\n"
        "        sys.stderr.write(error.message + '\\n')\n"
    )
    root = Path(__file__).parents[2]
    specs = [str(path), "99", "http://127.0.0.1:9/video"]
    command = [sys.executable, "-c", program, *specs]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, timeout=60)
    lines = run.stderr.splitlines()
    assert len(lines) == 3, run.stderr
    assert lines[0] == f"{path} is not a video that can be read."
    assert lines[1].startswith(("There is no camera 99", "Camera 99 cannot be opened"))
    assert lines[2] == "127.0.0.1:9 refuses the connection."
    assert run.stdout == ""


def test_passwords_stay_out_of_sentences() -> None:
    url = "rtsp://me:secret@127.0.0.1:9/cam?token=abc"
    assert stream_name(url) == "rtsp://127.0.0.1:9/cam"
    assert "secret" not in str(stream_fault(url))
    assert "abc" not in str(stream_fault(url))


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://127.0.0.1:9/x", "127.0.0.1:9 refuses the connection."),
        ("http://127.0.0.1:99999/x", "http://127.0.0.1:99999/x is not a valid address"),
        ("http://", "http:// is no address of a stream."),
        ("foo://127.0.0.1/x", "foo://127.0.0.1/x is no address of a stream."),
        ("ftp://127.0.0.1/x", "ftp://127.0.0.1/x is no address of a stream."),
    ],
)
def test_each_bad_address_has_its_sentence(url: str, sentence: str) -> None:
    with pytest.raises(VideoError) as raised:
        open_source(url)
    assert raised.value.message.startswith(sentence)


def test_linux_says_what_is_there_instead(tmp_path: Path) -> None:
    assert str(camera_fault(3, device=tmp_path / "video3", platform="linux")).startswith(
        "There is no camera 3, nor any other."
    )
    (tmp_path / "video0").touch()
    (tmp_path / "video12").touch()
    assert "0, 12" in camera_fault(3, device=tmp_path / "video3", platform="linux").hint


def test_linux_says_how_to_be_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    device = tmp_path / "video0"
    device.touch()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert "group 'video'" in camera_fault(0, device=device, platform="linux").hint


def test_linux_says_that_another_program_has_it(tmp_path: Path) -> None:
    (tmp_path / "video0").touch()
    assert "other programs" in camera_fault(0, device=tmp_path / "video0", platform="linux").hint


@pytest.mark.parametrize(
    ("platform", "place"), [("darwin", "System Settings, Privacy & Security"), ("win32", "Settings, Privacy")]
)
def test_other_systems_say_where_cameras_are_allowed(platform: str, place: str) -> None:
    assert place in camera_fault(0, platform=platform).hint


@pytest.mark.skipif(sys.platform != "linux", reason="file names are valid Unicode elsewhere")
def test_a_name_that_is_no_unicode_is_refused_before_opencv_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "a\udcff.mp4"
    path.write_bytes(b"\0pictures")
    with pytest.raises(VideoError, match=r"a\?\.mp4 is not valid Unicode"):
        check_file(path)
    with pytest.raises(OutputError, match="not valid Unicode") as caught:
        check_clip_path(path)
    assert caught.value.hint == "Give it another name."
