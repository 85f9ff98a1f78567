"""A recording hands out every frame, upright, at the time at which it was recorded."""

from pathlib import Path

import numpy as np
import pytest

from posecoach.errors import VideoError
from posecoach.video import FileSource, Frame, open_source
from tests.video import makers


def frames_of(path: Path) -> list[Frame]:
    with open_source(path) as source:
        frames = []
        while isinstance(frame := source.read(), Frame):
            frames.append(frame)
        assert source.read() is None, "the end stays the end"
    return frames


def test_every_frame_comes_once_and_in_order(tmp_path: Path) -> None:
    frames = frames_of(makers.write_clip(tmp_path / "a.mp4", frames=12))
    assert [makers.number_in(frame.image) for frame in frames] == list(range(12))
    assert [frame.index for frame in frames] == list(range(12))


def test_what_is_known_before_the_first_frame(tmp_path: Path) -> None:
    with open_source(makers.write_clip(tmp_path / "a.mp4", frames=12, fps=20)) as source:
        info = source.info
    assert (info.kind, info.name, info.fps, info.frames, info.size_px) == ("video", "a.mp4", 20, 12, (64, 48))


def test_pictures_are_blue_green_red_bytes(tmp_path: Path) -> None:
    image = frames_of(makers.write_clip(tmp_path / "a.mp4", frames=1))[0].image
    assert image.shape == (48, 64, 3)
    assert image.dtype == np.uint8


@pytest.mark.parametrize("fps", [20.0, 25.0, 30000 / 1001, 60.0])
def test_a_constant_rate_is_kept_exactly(tmp_path: Path, fps: float) -> None:
    path = makers.write_clip(tmp_path / "a.mp4", frames=40, fps=fps)
    with open_source(path) as source:
        said = source.info.fps
    assert said == pytest.approx(fps, abs=0.0001), "29.97 is not 30"
    assert [frame.t_s for frame in frames_of(path)] == pytest.approx([k / said for k in range(40)], abs=1e-6)


def test_a_variable_rate_is_respected(tmp_path: Path) -> None:
    path = makers.write_clip(tmp_path / "a.mp4", frames=6, fps=25)  # time base 1/12800 s, 512 a frame
    makers.say_stamps(path, [512, 1024, 5120, 512, 512, 512])
    assert [f.t_s for f in frames_of(path)] == pytest.approx([0, 0.04, 0.12, 0.52, 0.56, 0.60], abs=1e-6)


def test_a_gif_keeps_the_durations_of_its_pictures(tmp_path: Path) -> None:
    frames = frames_of(makers.write_gif(tmp_path / "a.gif", [100, 40, 300, 100, 20]))
    assert [frame.t_s for frame in frames] == pytest.approx([0, 0.1, 0.14, 0.44, 0.54], abs=1e-6)
    assert [makers.number_in(frame.image) for frame in frames] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("said_deg", "size_px", "white"),
    [(90, (48, 64), np.s_[:4, :]), (180, (64, 48), np.s_[:, -4:]), (270, (48, 64), np.s_[-4:, :])],
)
def test_a_phone_held_upright_gives_upright_pictures(
    tmp_path: Path, said_deg: int, size_px: tuple[int, int], white: tuple[slice, slice]
) -> None:
    path = makers.say_turned(makers.write_clip(tmp_path / "a.mp4"), said_deg)
    with open_source(path) as source:
        assert source.info.size_px == size_px
        frame = source.read()
    assert isinstance(frame, Frame)
    assert frame.image.shape[1::-1] == size_px
    assert frame.image[white].mean() > 230, "the left edge is where the turn puts it"


def test_a_camera_that_stood_on_its_side_can_be_turned_by_hand(tmp_path: Path) -> None:
    path = makers.write_clip(tmp_path / "a.mp4")
    with open_source(path, turn_deg=90) as source:
        assert source.info.size_px == (48, 64)
        frame = source.read()
    assert isinstance(frame, Frame)
    assert frame.image[:4, :].mean() > 230


def test_a_turn_that_is_no_right_angle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="45°"):
        open_source(makers.write_clip(tmp_path / "a.mp4"), turn_deg=45)


@pytest.mark.parametrize("name", ["take:2.mp4", "été %03d.mp4", "-x.mp4", "7", "a b.mp4"])
def test_unusual_names_are_names(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    makers.write_clip(tmp_path / "plain.mp4").rename(tmp_path / name)
    with open_source(Path(name)) as source:
        assert source.info.name == name


def test_after_closing_there_is_nothing_more(tmp_path: Path) -> None:
    source = open_source(makers.write_clip(tmp_path / "a.mp4"))
    source.close()
    source.close()
    assert source.read() is None


def test_a_recording_is_a_file_source_and_an_address_of_one_too(tmp_path: Path) -> None:
    path = makers.write_clip(tmp_path / "a b.mp4")
    with open_source(str(path)) as by_name, open_source(path.as_uri()) as by_address:
        assert isinstance(by_name, FileSource)
        assert by_address.info == by_name.info


def test_the_development_clips_read_whole_and_rise(clips: Path) -> None:
    for name, count in {"toetouch_situp_dark.mp4": 140, "qp_leftlunge_gif.gif": 69}.items():
        times = [frame.t_s for frame in frames_of(clips / "real" / name)]
        assert len(times) == count
        assert np.all(np.diff(times) > 0)
