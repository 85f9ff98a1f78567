"""The answers of a Linux kernel about its video devices, laid out as linux/videodev2.h has them."""

import ctypes
import errno
from dataclasses import dataclass, field
from pathlib import Path


class _Capability(ctypes.Structure):
    _fields_ = (
        ("driver", ctypes.c_char * 16),
        ("card", ctypes.c_char * 32),
        ("bus_info", ctypes.c_char * 32),
        ("version", ctypes.c_uint32),
        ("capabilities", ctypes.c_uint32),
        ("device_caps", ctypes.c_uint32),
        ("reserved", ctypes.c_uint32 * 3),
    )


class _Format(ctypes.Structure):
    _fields_ = (
        ("index", ctypes.c_uint32),
        ("type", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("description", ctypes.c_char * 32),
        ("pixelformat", ctypes.c_uint32),
        ("mbus_code", ctypes.c_uint32),
        ("reserved", ctypes.c_uint32 * 3),
    )


class _Stepwise(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_uint32)
        for name in ("min_width", "max_width", "step_width", "min_height", "max_height", "step_height")
    )


class _FrameSize(ctypes.Structure):
    _fields_ = (
        ("index", ctypes.c_uint32),
        ("pixel_format", ctypes.c_uint32),
        ("type", ctypes.c_uint32),
        ("stepwise", _Stepwise),  # a union with the discrete width and height, which come first
        ("reserved", ctypes.c_uint32 * 2),
    )


@dataclass
class FakeDevice:
    """`sizes` of each pixel format; `ranges` are those of formats with any size up to a largest."""

    card: str
    sizes: dict[str, list[tuple[int, int]]]
    captures: bool = True
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    endless: bool = False


class FakeKernel:
    def __init__(self, folder: Path, devices: dict[int, FakeDevice]) -> None:
        self._devices = {(folder / f"video{index}").resolve(): device for index, device in devices.items()}

    def ioctl(self, handle: int, request: int, buffer: bytearray) -> int:
        device = self._devices.get(Path(f"/proc/self/fd/{handle}").readlink())
        if device is None:
            raise OSError(errno.ENODEV, "No such device")
        number = request & 0xFF
        size = request >> 16 & 0x3FFF
        assert len(buffer) == size, "the request code says how large its structure is"
        {0: _query, 2: _format, 74: _frame_size}[number](device, buffer)
        return 0


def _query(device: FakeDevice, buffer: bytearray) -> None:
    answer = _Capability.from_buffer(buffer)
    answer.card = device.card.encode()
    answer.capabilities = 0x84A00001  # of all devices of this camera together
    answer.device_caps = 0x04200001 if device.captures else 0x04A00000


def _format(device: FakeDevice, buffer: bytearray) -> None:
    answer = _Format.from_buffer(buffer)
    codes = [*device.sizes, *device.ranges]
    if answer.index >= len(codes) and not device.endless:
        raise OSError(errno.EINVAL, "Invalid argument")
    answer.pixelformat = int.from_bytes(codes[answer.index % len(codes)].encode(), "little")


def _frame_size(device: FakeDevice, buffer: bytearray) -> None:
    answer = _FrameSize.from_buffer(buffer)
    code = answer.pixel_format.to_bytes(4, "little").decode()
    if code in device.ranges and answer.index == 0:
        answer.type = 3
        width, height = device.ranges[code]
        answer.stepwise = _Stepwise(16, width, 8, 16, height, 8)
        return
    sizes = device.sizes.get(code, [])
    if answer.index >= len(sizes) and not device.endless:
        raise OSError(errno.EINVAL, "Invalid argument")
    answer.type = 1
    answer.stepwise.min_width, answer.stepwise.max_width = sizes[answer.index % len(sizes)]
