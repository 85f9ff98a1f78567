"""A camera or stream: always the newest picture, and every way it can misbehave told apart and survived."""

import itertools
import math
import threading
import time

import cv2
import numpy as np
import pytest

from posecoach.errors import VideoError
from posecoach.video import Frame, Interruption, LiveSource, open_source
from posecoach.video import health as health_module
from posecoach.video import live as live_module
from tests.video.fakes import FakeCamera, Picture, number_seen, numbered


def open_camera(camera: FakeCamera, give_up_s: float = math.inf) -> LiveSource:
    source = open_source("0", factory=camera.connect, give_up_s=give_up_s)
    assert isinstance(source, LiveSource)
    return source


def read_until(source: LiveSource, kind: type, limit_s: float = 8.0) -> Frame | Interruption | None:
    """The next thing of this kind that `source` gives, within the limit."""
    end = time.perf_counter() + limit_s
    while time.perf_counter() < end:
        got = source.read()
        if isinstance(got, kind):
            return got
    raise AssertionError(f"no {kind.__name__} within {limit_s} s")


def test_a_slow_reader_gets_the_newest_picture_never_a_queue() -> None:
    camera = FakeCamera(fps=200)
    with open_camera(camera) as source:
        for _ in range(5):
            time.sleep(0.1)
            frame = source.read()
            assert isinstance(frame, Frame)
            assert camera.shown - number_seen(frame.image) <= 2
            assert frame.index == number_seen(frame.image), "the gap in the index is what was dropped"
            assert frame.t_s <= source.now_s()


def test_whoever_watches_sees_every_picture_however_slowly_they_are_read() -> None:
    camera = FakeCamera(fps=200)
    watched: list[Frame] = []
    with open_camera(camera) as source:
        source.watch(watched.append)
        while len(watched) < 20:
            time.sleep(0.05)
            source.read()
    indices = [frame.index for frame in watched]
    assert indices == list(range(indices[0], indices[0] + len(indices)))


def test_a_quick_reader_gets_no_picture_twice() -> None:
    with open_camera(FakeCamera()) as source:
        seen = []
        for _ in range(20):
            frame = source.read()
            assert isinstance(frame, Frame)
            seen.append(number_seen(frame.image))
    assert all(after > before for before, after in itertools.pairwise(seen))


def test_time_is_when_the_picture_arrived_and_rises_strictly() -> None:
    with open_camera(FakeCamera(fps=50)) as source:
        frames = [source.read() for _ in range(20)]
    times = [frame.t_s for frame in frames if isinstance(frame, Frame)]
    assert np.all(np.diff(times) >= 0.001)
    assert 0.25 < times[-1] - times[0] < 1.5, "about 19 pictures of 20 ms each"


def test_a_picture_is_dated_before_it_is_decoded() -> None:
    camera = FakeCamera(fps=200)

    def slowly_decoded(number: int) -> Picture:
        time.sleep(0.08)
        return numbered(number)

    camera.draw = slowly_decoded  # type: ignore[method-assign]
    with open_camera(camera) as source:
        for _ in range(3):
            frame = source.read()
            assert isinstance(frame, Frame)
            assert source.now_s() - frame.t_s > 0.07


def test_pictures_in_one_burst_still_have_rising_times() -> None:
    frozen_clock = live_module.LiveSource(
        live_module.Connection(
            kind="camera",
            name="burst",
            connect=lambda stop: _Burst(),
            fault=lambda: VideoError("none"),
            id="lost",
        ),
        clock=lambda: 5.0,
        give_up_s=0.0,
    )
    with frozen_clock:
        frames = list(iter(frozen_clock.read, None))
    assert isinstance(frames[-1], Frame) and frames[-1].index == 9
    assert frames[-1].t_s == pytest.approx(0.009), "ten pictures at one instant, a millisecond apart"


class _Burst:
    finished = True
    fps = 30.0

    def __init__(self) -> None:
        self._left = 10

    def next(self) -> live_module.Arrival | None:
        self._left -= 1
        return live_module.Arrival(np.zeros((4, 4, 3), np.uint8)) if self._left >= 0 else None

    def close(self) -> None:
        pass


def test_what_a_camera_says_of_itself() -> None:
    camera = FakeCamera(fps=30)
    with open_camera(camera) as source:
        info = source.info
    assert (info.kind, info.fps, info.frames, info.size_px) == ("camera", 30, None, (64, 48))
    assert (cv2.CAP_PROP_FRAME_WIDTH, 1280) in camera.asked


def test_a_camera_unplugged_is_said_at_once_and_found_again_when_it_is_back(quick: None) -> None:
    camera = FakeCamera()
    with open_camera(camera) as source:
        before = read_until(source, Frame)
        camera.plugged = False
        interruption = read_until(source, Interruption, limit_s=1.0)
        assert isinstance(interruption, Interruption)
        assert interruption.id == "lost"
        assert source.health().id == "lost"
        time.sleep(0.3)
        assert isinstance(source.read(), Interruption), "it goes on saying so"
        camera.plugged = True
        after = read_until(source, Frame)
        assert isinstance(before, Frame)
        assert isinstance(after, Frame)
        assert after.t_s > interruption.t_s > before.t_s
        assert source.health().id == "fine"
    assert camera.connections > 2, "it tried more than once"


def test_what_was_wrong_before_an_interruption_is_forgotten(
    quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_module, "FROZEN_AFTER_S", 0.3)
    camera = FakeCamera()
    camera.draw = lambda number: numbered(7)  # type: ignore[method-assign]
    with open_camera(camera) as source:
        end = time.perf_counter() + 3.0
        while source.health().id != "frozen" and time.perf_counter() < end:
            source.read()
        assert source.health().id == "frozen"
        camera.plugged = False
        read_until(source, Interruption)
        camera.plugged = True
        read_until(source, Frame)
        assert source.health().id == "fine"


def test_every_connection_that_was_opened_is_closed(quick: None) -> None:
    camera = FakeCamera()
    with open_camera(camera) as source:
        camera.plugged = False
        read_until(source, Interruption)
        camera.plugged = True
        read_until(source, Frame)
    assert camera.released == camera.connections


def test_a_source_told_to_give_up_ends(quick: None) -> None:
    camera = FakeCamera()
    with open_camera(camera, give_up_s=0.4) as source:
        camera.plugged = False
        read_until(source, type(None), limit_s=3.0)
        assert source.read() is None, "the end stays the end"


def test_a_camera_that_falls_silent_is_said_and_does_not_block_the_reader(quick: None) -> None:
    camera = FakeCamera()
    with open_camera(camera) as source:
        read_until(source, Frame)
        camera.answers.clear()
        read_until(source, Interruption)
        assert source.health().id == "lost"
        camera.answers.set()
        read_until(source, Frame)


def test_closing_never_hangs_although_the_driver_does(quick: None) -> None:
    camera = FakeCamera()
    source = open_camera(camera)
    read_until(source, Frame)
    camera.answers.clear()
    source.close()
    assert camera.released == 0, "the driver still hangs"
    camera.answers.set()
    source.close()  # waits for the thread once more
    assert camera.released == 1, "its thread tidies up when the driver lets it"


def test_closing_wakes_whoever_is_waiting_for_a_picture() -> None:
    camera = FakeCamera(fps=2)
    source = open_camera(camera)
    results: list[object] = []

    def read_all() -> None:
        while (got := source.read()) is not None:
            results.append(got)

    reader = threading.Thread(target=read_all)
    reader.start()
    time.sleep(0.1)
    source.close()
    reader.join(2.0)
    assert not reader.is_alive()


def test_a_camera_that_shows_nothing_is_refused_when_opened(quick: None) -> None:
    camera = FakeCamera()
    camera.answers.clear()
    with pytest.raises(VideoError, match=r"[Cc]amera 0"):
        open_camera(camera)
    camera.answers.set()


def test_a_camera_that_is_not_there_is_refused() -> None:
    with pytest.raises(VideoError, match="99"):
        open_source("99")


def test_a_camera_too_slow_to_coach_by_says_so() -> None:
    with open_camera(FakeCamera(fps=5)) as source:
        end = time.perf_counter() + 1.6
        while time.perf_counter() < end:
            assert isinstance(source.read(), Frame), "five a second is slow, but no interruption"
        health = source.health()
    assert health.id == "slow"
    assert 0 < health.fps < 5.5


def test_grey_and_transparent_pictures_become_three_colours() -> None:
    camera = FakeCamera()
    for shape in [(48, 64), (48, 64, 1), (48, 64, 4)]:
        camera.draw = lambda number, shape=shape: np.full(shape, 90, np.uint8)  # type: ignore[method-assign]
        with open_camera(camera) as source:
            frame = source.read()
        assert isinstance(frame, Frame)
        assert frame.image.shape == (48, 64, 3)
