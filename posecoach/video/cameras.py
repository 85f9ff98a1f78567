"""Lists the cameras of this machine by number, name and picture sizes."""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2

from posecoach.errors import VideoError
from posecoach.video.capture import CaptureFactory, camera_backend, new_capture, open_camera_capture
from posecoach.video.faults import camera_fault
from posecoach.video.v4l2 import Ioctl, query_device

SYSFS = Path("/sys/class/video4linux")
DEVICES = Path("/dev")
_PROBED = 6  # where names cannot be had, numbers 0 to 5 are tried, and no more after two that do not open


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera: `index` for `open_source`; `sizes_px` widths and heights, empty when unknown.

    `problem` is a sentence when it is plugged in but may not be used.
    """

    index: int
    name: str
    sizes_px: tuple[tuple[int, int], ...] = ()
    problem: str = ""


def list_cameras(*, probe: bool = True, factory: CaptureFactory = new_capture) -> list[Camera]:
    """The cameras of this machine.

    On Linux the kernel knows names and sizes, and no camera is switched on. On Windows and macOS names come
    from the system (through cv2-enumerate-cameras, which numbers them as OpenCV does); sizes only by opening
    each camera for a moment, which `probe=False` leaves out. Elsewhere the numbers 0 to 5 are tried.
    """
    if sys.platform == "linux":
        import fcntl

        return list(linux_cameras(fcntl.ioctl))
    named = _system_cameras()
    if named is None:
        return list(_probed_cameras(factory)) if probe else []
    return [_with_size(camera, factory) for camera in named] if probe else named


def camera_name(index: int, sysfs: Path = SYSFS) -> str:
    """The camera's name where the system tells it at no cost (Linux), else "Camera N"."""
    try:
        name = (sysfs / f"video{index}" / "name").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        name = ""
    return name or f"Camera {index}"


def linux_cameras(ioctl: Ioctl, sysfs: Path = SYSFS, devices: Path = DEVICES) -> Iterator[Camera]:
    """The cameras Linux knows, less the metadata devices that most have beside the one for video."""
    numbers = sorted(int(p.name[5:]) for p in sysfs.glob("video*") if p.name[5:].isdigit())
    for index in numbers:
        name = camera_name(index, sysfs)
        path = devices / f"video{index}"
        try:
            device = query_device(path, ioctl)
        except PermissionError:
            if _is_first_device(sysfs / f"video{index}"):
                yield Camera(index, name, problem=str(camera_fault(index, device=path, platform="linux")))
        except OSError as error:  # unplugged this moment, or in no state to answer
            yield Camera(index, name, problem=f"Camera {index} does not answer: {error.strerror}.")
        else:
            if device.captures:
                yield Camera(index, name, device.sizes_px)


def _is_first_device(folder: Path) -> bool:
    try:
        return (folder / "index").read_text().strip() == "0"
    except OSError:
        return True


def _system_cameras() -> list[Camera] | None:
    """Windows and macOS: names in OpenCV's order; None where the package is not there to tell."""
    try:
        package = importlib.import_module("cv2_enumerate_cameras")
    except ImportError:
        return None
    return [Camera(found.index, found.name) for found in package.enumerate_cameras(camera_backend())]


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
    return Camera(camera.index, camera.name, (size_px,))
