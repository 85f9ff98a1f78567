"""Asks a Linux video device what it is and which picture sizes it has, without starting it."""

import os
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Request codes and structures of linux/videodev2.h. Bits 16 to 29 of a code are the size of its structure.
QUERYCAP = 0x80685600
ENUM_FMT = 0xC0405602
ENUM_FRAMESIZES = 0xC02C564A
CAPABILITY = struct.Struct("=16s32s32sIII12x")  # driver, card, bus, version, capabilities, device_caps
FORMAT = struct.Struct("=III32sII12x")  # index, type, flags, description, pixel format, bus code
FRAME_SIZE = struct.Struct("=IIIIIIIII8x")  # index, pixel format, type, then width, height or min, max, step
VIDEO_CAPTURE = 0x1  # both the capability V4L2_CAP_VIDEO_CAPTURE and V4L2_BUF_TYPE_VIDEO_CAPTURE
HAS_DEVICE_CAPS = 0x80000000
DISCRETE = 1  # V4L2_FRMSIZE_TYPE_DISCRETE; else a range: minimum, maximum and step of width, then of height
_MOST = 64  # answers to any one question; a driver that never says "no more" must not hang us

Ioctl = Callable[[int, int, bytearray], object]


@dataclass(frozen=True, slots=True)
class Device:
    """`captures` is False for the second, metadata-only device that most cameras have."""

    name: str
    captures: bool
    sizes_px: tuple[tuple[int, int], ...]


def query_device(path: Path, ioctl: Ioctl) -> Device:
    """Ask the device at `path`; `ioctl` is fcntl.ioctl. Raises OSError where it may not be opened."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
    try:
        answer = bytearray(CAPABILITY.size)
        ioctl(handle, QUERYCAP, answer)
        _, card, _, _, capabilities, of_device = CAPABILITY.unpack(answer)
        if not capabilities & HAS_DEVICE_CAPS:
            of_device = capabilities
        captures = bool(of_device & VIDEO_CAPTURE)
        sizes = set(_sizes(handle, ioctl)) if captures else set()
        return Device(card.split(b"\0")[0].decode("utf-8", "replace"), captures, tuple(sorted(sizes)))
    finally:
        os.close(handle)


def _sizes(handle: int, ioctl: Ioctl) -> Iterator[tuple[int, int]]:
    for pixel_format in _formats(handle, ioctl):
        for index in range(_MOST):
            answer = bytearray(FRAME_SIZE.pack(index, pixel_format, *[0] * 7))
            if not _answers(handle, ENUM_FRAMESIZES, answer, ioctl):
                break
            _, _, kind, first, second, _, _, largest_height, _ = FRAME_SIZE.unpack(answer)
            # A range: (min width, max width, step, min height, max height, step); its largest picture.
            yield (first, second) if kind == DISCRETE else (second, largest_height)


def _formats(handle: int, ioctl: Ioctl) -> Iterator[int]:
    for index in range(_MOST):
        answer = bytearray(FORMAT.pack(index, VIDEO_CAPTURE, 0, b"", 0, 0))
        if not _answers(handle, ENUM_FMT, answer, ioctl):
            return
        yield FORMAT.unpack(answer)[4]


def _answers(handle: int, request: int, answer: bytearray, ioctl: Ioctl) -> bool:
    try:
        ioctl(handle, request, answer)
    except OSError:  # EINVAL is how a driver says that there is no further one
        return False
    return True
