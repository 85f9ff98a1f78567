"""Lists the cameras of this machine by number, name and picture sizes."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2

from posecoach.errors import VideoError
from posecoach.video.capture import CaptureFactory, camera_backend, new_capture, open_camera_capture

SYSFS = Path("/sys/class/video4linux")
_PROBED = 6  # where names cannot be had, numbers 0 to 5 are tried, and no more after two that do not open


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera: `index` for `open_source`; `size_px` width and height, None when unknown.

    `problem` is a sentence when it is plugged in but may not be used.
    """

    index: int
    name: str
    size_px: tuple[int, int] | None = None
    problem: str = ""


def list_cameras(*, probe: bool = True, factory: CaptureFactory = new_capture) -> list[Camera]:
    """The cameras of this machine.

    Names come from the system, through cv2-enumerate-cameras, which numbers cameras as OpenCV does. Sizes
    come from opening each camera for a moment, which `probe=False` leaves out. Where that package does not
    know the system, the numbers 0 to 5 are tried.
    """
    named = _system_cameras()
    if named is None:
        return list(_probed_cameras(factory)) if probe else []
    return [_with_size(camera, factory) for camera in named] if probe else named


def has_no_camera() -> bool:
    """Whether the system can tell which cameras there are, and says none."""
    return _system_cameras() == []


def camera_name(index: int, sysfs: Path = SYSFS) -> str:
    """The camera's name where the system tells it at no cost (Linux), else "Camera N"."""
    try:
        name = (sysfs / f"video{index}" / "name").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        name = ""
    return name or f"Camera {index}"


def _system_cameras() -> list[Camera] | None:
    """Names by OpenCV's numbers, lowest first; None where the package is not there to tell."""
    try:
        package = importlib.import_module("cv2_enumerate_cameras")
    except ImportError:
        return None
    cameras = [Camera(found.index, found.name) for found in package.enumerate_cameras(camera_backend())]
    return sorted(cameras, key=lambda camera: camera.index)


def _probed_cameras(factory: CaptureFactory) -> Iterator[Camera]:
    missed = 0
    for index in range(_PROBED):
        camera = _with_size(Camera(index, f"Camera {index}"), factory)
        missed = missed + 1 if camera.problem else 0
        if missed == 2:
            return
        if not camera.problem:
            yield camera


def _with_size(camera: Camera, factory: CaptureFactory) -> Camera:
    """The camera with the size it gives when asked for ours, or with what is the matter with it."""
    try:
        capture = open_camera_capture(camera.index, factory)
    except VideoError as error:
        return Camera(camera.index, camera.name, problem=str(error))
    size_px = (int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)), int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)))
    capture.release()
    return Camera(camera.index, camera.name, size_px)
