"""Streams at an address: the newest picture, a cut, a stall, an end, a recording, a refusal."""

import math
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from posecoach.errors import VideoError
from posecoach.video import FileSource, Frame, Interruption, LiveSource, open_source
from tests.video import makers
from tests.video.mjpeg_server import MjpegServer, number_of
from tests.video.test_live import read_until


@pytest.fixture
def server() -> Iterator[MjpegServer]:
    with MjpegServer() as running:
        yield running


def test_a_stream_gives_its_newest_picture(server: MjpegServer) -> None:
    with open_source(server.url) as source:
        assert isinstance(source, LiveSource)
        assert source.info.kind == "stream"
        assert source.info.size_px == (64, 48)
        assert math.isnan(source.info.fps), "MJPEG does not say, whatever FFmpeg makes up"
        for _ in range(4):
            time.sleep(0.15)
            frame = source.read()
            assert isinstance(frame, Frame)
            assert server.sent - number_of(frame.image) <= 4


def test_a_stream_that_is_cut_and_comes_back_goes_on(server: MjpegServer, quick: None) -> None:
    with open_source(server.url) as source:
        assert isinstance(source, LiveSource)
        before = read_until(source, Frame)
        server.stop()
        interruption = read_until(source, Interruption)
        assert isinstance(interruption, Interruption)
        assert interruption.id == "stream"
        server.start()
        after = read_until(source, Frame)
        assert isinstance(before, Frame)
        assert isinstance(after, Frame)
        assert after.t_s > before.t_s
        assert after.index > before.index


def test_a_stream_that_stalls_is_said_and_goes_on(server: MjpegServer, quick: None) -> None:
    with open_source(server.url) as source:
        assert isinstance(source, LiveSource)
        read_until(source, Frame)
        server.stall()
        read_until(source, Interruption)
        server.stall(False)
        read_until(source, Frame)


def test_a_stream_that_ended_for_good_ends_when_told_to_give_up(server: MjpegServer, quick: None) -> None:
    with open_source(server.url, give_up_s=0.5) as source:
        assert isinstance(source, LiveSource)
        read_until(source, Frame)
        server.stop()
        read_until(source, type(None), limit_s=4.0)


def test_a_recording_behind_an_address_is_read_whole_and_ends(tmp_path: Path) -> None:
    makers.write_clip(tmp_path / "a.mp4", frames=9)
    with MjpegServer(folder=tmp_path) as server, open_source(server.file_url("a.mp4")) as source:
        assert isinstance(source, FileSource)
        assert source.info.kind == "stream"
        numbers = []
        while isinstance(frame := source.read(), Frame):
            numbers.append(makers.number_in(frame.image))
    assert numbers == list(range(9))


def test_an_address_that_refuses_fails() -> None:
    server = MjpegServer()
    server.start()
    url = server.url
    server.stop()
    with pytest.raises(VideoError, match="refuses the connection"):
        open_source(url)


def test_a_server_without_a_stream_there_is_told_apart(server: MjpegServer) -> None:
    with pytest.raises(VideoError, match=r"answers, but .* gives no video"):
        open_source(server.url.replace("/video", "/elsewhere"))


def test_a_phone_turned_during_the_stream_is_seen(server: MjpegServer) -> None:
    server.picture = lambda number: np.full(
        (48, 64, 3) if number < 20 else (64, 48, 3), 40 + number % 99, np.uint8
    )
    with open_source(server.url) as source:
        assert isinstance(source, LiveSource)
        end = time.perf_counter() + 5.0
        while source.health().id != "rotated" and time.perf_counter() < end:
            read_until(source, Frame)
        assert source.health().id == "rotated"
        frame = read_until(source, Frame)
        assert isinstance(frame, Frame)
        assert frame.image.shape == (64, 48, 3)
