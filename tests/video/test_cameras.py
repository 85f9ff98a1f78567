"""Cameras are listed by name and sizes; what is plugged in but may not be used says why."""

import errno
import sys
import types
from pathlib import Path

import pytest

from posecoach.video import Camera, cameras, list_cameras
from posecoach.video.cameras import camera_name, linux_cameras
from tests.video.fakes import FakeCamera
from tests.video.fakes_v4l2 import FakeDevice, FakeKernel


def plug_in(root: Path, index: int, name: str, position: int = 0) -> None:
    folder = root / "sysfs" / f"video{index}"
    folder.mkdir(parents=True)
    (folder / "name").write_text(name + "\n")
    (folder / "index").write_text(f"{position}\n")
    (root / "dev").mkdir(exist_ok=True)
    (root / "dev" / f"video{index}").touch()


def listed(root: Path, kernel: FakeKernel) -> list[Camera]:
    return list(linux_cameras(kernel.ioctl, root / "sysfs", root / "dev"))


def test_linux_names_cameras_and_their_sizes(tmp_path: Path) -> None:
    plug_in(tmp_path, 0, "HD Webcam")
    kernel = FakeKernel(tmp_path / "dev", {0: FakeDevice("HD Webcam", {"MJPG": [(1280, 720), (640, 480)]})})
    assert listed(tmp_path, kernel) == [Camera(0, "HD Webcam", ((640, 480), (1280, 720)))]


def test_the_second_device_of_a_camera_is_no_camera(tmp_path: Path) -> None:
    plug_in(tmp_path, 0, "HD Webcam")
    plug_in(tmp_path, 1, "HD Webcam", position=1)
    devices = {
        0: FakeDevice("HD Webcam", {"YUYV": [(640, 480)]}),
        1: FakeDevice("HD Webcam", {}, captures=False),
    }
    assert [camera.index for camera in listed(tmp_path, FakeKernel(tmp_path / "dev", devices))] == [0]


def test_cameras_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for index in (10, 2, 0):
        plug_in(tmp_path, index, f"Camera {index}")
    kernel = FakeKernel(tmp_path / "dev", {i: FakeDevice("x", {"MJPG": [(640, 480)]}) for i in (10, 2, 0)})
    assert [camera.index for camera in listed(tmp_path, kernel)] == [0, 2, 10]


def test_a_camera_that_may_not_be_used_says_how_to_be_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(tmp_path, 0, "HD Webcam")
    plug_in(tmp_path, 1, "HD Webcam", position=1)
    monkeypatch.setattr("os.access", lambda path, mode: False)

    def forbidden(path: Path, ioctl: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(cameras, "query_device", forbidden)
    (only,) = listed(tmp_path, FakeKernel(tmp_path / "dev", {}))
    assert only.name == "HD Webcam"
    assert "group 'video'" in only.problem


def test_a_camera_that_does_not_answer_is_listed_as_such(tmp_path: Path) -> None:
    plug_in(tmp_path, 0, "HD Webcam")
    (only,) = listed(tmp_path, FakeKernel(tmp_path / "dev", {}))
    assert only.problem.startswith("Camera 0 does not answer")


def test_a_machine_without_cameras_lists_none(tmp_path: Path) -> None:
    assert listed(tmp_path, FakeKernel(tmp_path, {})) == []


def test_a_camera_without_a_name_is_called_by_its_number(tmp_path: Path) -> None:
    assert camera_name(3, tmp_path) == "Camera 3"


def test_windows_and_macos_names_come_from_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType("cv2_enumerate_cameras")
    found = [types.SimpleNamespace(index=0, name="FaceTime HD"), types.SimpleNamespace(index=1, name="Phone")]
    package.enumerate_cameras = lambda backend: found  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cv2_enumerate_cameras", package)
    monkeypatch.setattr(sys, "platform", "win32")
    camera = FakeCamera(size_px=(1280, 720))
    sized = list_cameras(factory=camera.connect)
    assert sized == [Camera(0, "FaceTime HD", ((1280, 720),)), Camera(1, "Phone", ((1280, 720),))]
    assert camera.released == camera.connections == 2, "and every camera is switched off again"
    assert list_cameras(probe=False, factory=camera.connect) == [Camera(0, "FaceTime HD"), Camera(1, "Phone")]
    assert camera.connections == 2


def test_elsewhere_the_first_numbers_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2_enumerate_cameras", None)
    monkeypatch.setattr(sys, "platform", "win32")
    camera = FakeCamera()
    tried = []

    def only_the_first(spec: str | int, backend: int, parameters: object) -> object:
        tried.append(spec)
        camera.plugged = spec == 0
        return camera.connect(spec, backend, [])

    found = list_cameras(factory=only_the_first)  # type: ignore[arg-type]
    assert found == [Camera(0, "Camera 0", ((64, 48),))]
    assert tried == [0, 1, 2], "no more after two that do not open"


def test_this_machine_answers_without_error() -> None:
    assert isinstance(list_cameras(probe=False), list)
