"""Cameras are listed by name and size; what is plugged in but may not be used says why."""

import sys
import types
from contextlib import nullcontext
from pathlib import Path

import pytest

from posecoach.errors import VideoError
from posecoach.video import Camera, check_source, list_cameras
from posecoach.video.cameras import camera_name
from tests.video.fakes import FakeCamera


def test_a_camera_without_a_name_is_called_by_its_number(tmp_path: Path) -> None:
    assert camera_name(3, tmp_path) == "Camera 3"


def test_names_come_from_the_system_in_the_order_of_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType("cv2_enumerate_cameras")
    found = [types.SimpleNamespace(index=1, name="Phone"), types.SimpleNamespace(index=0, name="FaceTime HD")]
    package.enumerate_cameras = lambda backend: found  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cv2_enumerate_cameras", package)
    camera = FakeCamera(size_px=(1280, 720))
    sized = list_cameras(factory=camera.connect)
    assert sized == [Camera(0, "FaceTime HD", (1280, 720)), Camera(1, "Phone", (1280, 720))]
    assert camera.released == camera.connections == 2, "and every camera is switched off again"
    assert list_cameras(probe=False, factory=camera.connect) == [Camera(0, "FaceTime HD"), Camera(1, "Phone")]
    assert camera.connections == 2


def test_elsewhere_the_first_numbers_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2_enumerate_cameras", None)
    camera = FakeCamera()
    tried = []

    def only_the_first(spec: str | int, backend: int, parameters: object) -> object:
        tried.append(spec)
        camera.plugged = spec == 0
        return camera.connect(spec, backend, [])

    found = list_cameras(factory=only_the_first)  # type: ignore[arg-type]
    assert found == [Camera(0, "Camera 0", (64, 48))]
    assert tried == [0, 1, 2], "no more after two that do not open"


@pytest.mark.parametrize(("listed", "missing"), [([0], False), ([], True), (None, False)])
def test_a_camera_is_called_missing_unopened_only_where_the_system_says_so(
    monkeypatch: pytest.MonkeyPatch, listed: list[int] | None, missing: bool
) -> None:
    package = types.ModuleType("cv2_enumerate_cameras")
    found = [types.SimpleNamespace(index=index, name="HD Webcam") for index in listed or ()]
    package.enumerate_cameras = lambda backend: found  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cv2_enumerate_cameras", package if listed is not None else None)
    with pytest.raises(VideoError) if missing else nullcontext():
        check_source("3", platform="win32")


def test_a_recording_or_device_that_is_not_there_is_missing_too() -> None:
    for spec in ("nothing.mp4", "97"):
        with pytest.raises(VideoError):
            check_source(spec, platform="linux")
    check_source("http://127.0.0.1:9/video")  # which only a connection can tell


def test_this_machine_answers_without_error() -> None:
    assert isinstance(list_cameras(probe=False), list)


def test_a_camera_that_does_not_open_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType("cv2_enumerate_cameras")
    package.enumerate_cameras = lambda backend: [types.SimpleNamespace(index=0, name="HD Webcam")]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cv2_enumerate_cameras", package)
    camera = FakeCamera()
    camera.plugged = False
    (only,) = list_cameras(factory=camera.connect)
    assert only.name == "HD Webcam" and only.problem
