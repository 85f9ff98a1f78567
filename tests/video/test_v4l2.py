"""A Linux video device says its name and sizes without being started."""

import sys
from pathlib import Path

import pytest

from posecoach.video.v4l2 import (
    CAPABILITY,
    ENUM_FMT,
    ENUM_FRAMESIZES,
    FORMAT,
    FRAME_SIZE,
    QUERYCAP,
    Device,
    query_device,
)
from tests.video.fakes_v4l2 import FakeDevice, FakeKernel

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Video4Linux is Linux")


def ask(tmp_path: Path, device: FakeDevice) -> Device:
    path = tmp_path / "video0"
    path.touch()
    return query_device(path, FakeKernel(tmp_path, {0: device}).ioctl)


@pytest.mark.parametrize(
    ("request_code", "structure"), [(QUERYCAP, CAPABILITY), (ENUM_FMT, FORMAT), (ENUM_FRAMESIZES, FRAME_SIZE)]
)
def test_each_structure_is_as_large_as_its_request_says(request_code: int, structure: object) -> None:
    assert request_code >> 16 & 0x3FFF == structure.size  # type: ignore[attr-defined]


def test_name_and_sizes_of_all_formats_each_once(tmp_path: Path) -> None:
    device = FakeDevice("HD Webcam", {"YUYV": [(640, 480)], "MJPG": [(1280, 720), (640, 480)]})
    assert ask(tmp_path, device) == Device("HD Webcam", True, ((640, 480), (1280, 720)))


def test_of_a_range_of_sizes_the_largest_is_named(tmp_path: Path) -> None:
    device = FakeDevice("Sensor", {}, ranges={"YUYV": (1920, 1080)})
    assert ask(tmp_path, device).sizes_px == ((1920, 1080),)


def test_a_device_for_metadata_does_not_capture(tmp_path: Path) -> None:
    assert ask(tmp_path, FakeDevice("HD Webcam", {"YUYV": [(640, 480)]}, captures=False)) == Device(
        "HD Webcam", False, ()
    )


def test_a_driver_that_never_stops_listing_does_not_hang_us(tmp_path: Path) -> None:
    assert ask(tmp_path, FakeDevice("x", {"YUYV": [(640, 480)]}, endless=True)).sizes_px == ((640, 480),)


def test_a_device_that_may_not_be_opened_raises(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="video9"):
        query_device(tmp_path / "video9", FakeKernel(tmp_path, {}).ioctl)
