"""A recording replayed at its own speed goes through the live path, and loses nothing to a quick reader."""

import threading
import time
from pathlib import Path

import pytest

from posecoach.video import Frame, PacedSource, open_source
from tests.video import makers


def test_a_quick_reader_gets_every_picture_and_none_before_its_time(tmp_path: Path) -> None:
    path = makers.write_clip(tmp_path / "a.mp4", frames=12, fps=25)
    with open_source(path, paced=True) as source:
        assert isinstance(source, PacedSource)
        started = time.perf_counter()
        numbers, lateness = [], []
        while isinstance(frame := source.read(), Frame):
            numbers.append(makers.number_in(frame.image))
            lateness.append(time.perf_counter() - started - frame.t_s)
    assert numbers == list(range(12))
    assert min(lateness) > -0.01, "none before its time; how much later is the computer's affair"


def test_a_slow_reader_gets_the_newest_and_the_times_of_the_recording(tmp_path: Path) -> None:
    path = makers.write_clip(tmp_path / "a.mp4", frames=25, fps=50)
    with open_source(path, paced=True) as source:
        frames = []
        while isinstance(frame := source.read(), Frame):
            frames.append(frame)
            time.sleep(0.1)
    assert 2 <= len(frames) <= 8
    for frame in frames:
        assert frame.t_s == pytest.approx(frame.index / 50, abs=1e-6)
    assert frames[-1].index == 24, "the last picture is not lost"


def test_the_recording_waits_for_the_first_reader(tmp_path: Path) -> None:
    path = makers.write_clip(tmp_path / "a.mp4", frames=5, fps=5)
    with open_source(path, paced=True) as source:
        time.sleep(0.5)  # a model being loaded, for longer than two pictures
        numbers = []
        while isinstance(frame := source.read(), Frame):
            numbers.append(makers.number_in(frame.image))
    assert numbers == list(range(5))


def test_it_says_of_itself_what_the_recording_says(tmp_path: Path) -> None:
    path = makers.write_clip(tmp_path / "a.mp4", frames=10, fps=25)
    with open_source(path) as whole, open_source(path, paced=True) as paced:
        assert paced.info == whole.info


def test_closed_midway_it_does_not_wait_for_the_next_picture(tmp_path: Path) -> None:
    path = makers.write_clip(tmp_path / "a.mp4", frames=4, fps=1 / 50)
    before = set(threading.enumerate())
    source = open_source(path, paced=True)
    source.read()
    source.close()
    assert set(threading.enumerate()) <= before, "the thread that waits for a picture 50 s away has ended"
    assert source.read() is None


def test_it_can_be_closed_before_it_was_read(tmp_path: Path) -> None:
    source = open_source(makers.write_clip(tmp_path / "a.mp4"), paced=True)
    source.close()
    assert source.read() is None
