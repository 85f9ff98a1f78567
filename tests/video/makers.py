"""Makes tiny clips whose pictures are numbered by their brightness, and changes what their containers say."""

import struct
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 64, 48


def picture(number: int, size_px: tuple[int, int] = (WIDTH, HEIGHT)) -> NDArray[np.uint8]:
    """Grey, its brightness saying its number (0 to 25, then anew); its left edge white, to show turns."""
    image = np.full((size_px[1], size_px[0], 3), 40 + 8 * (number % 26), np.uint8)
    image[:, : size_px[0] // 8] = 255
    return image


def number_in(image: NDArray[np.uint8]) -> int:
    height, width = image.shape[:2]
    return round((float(image[height // 4 : -height // 4, width // 4 : -width // 4].mean()) - 40) / 8)


def write_clip(path: Path, frames: int = 10, fps: float = 25.0, codec: str = "mp4v") -> Path:
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*codec), fps, (WIDTH, HEIGHT))
    assert writer.isOpened()
    for number in range(frames):
        writer.write(picture(number))
    writer.release()
    return path


def write_gif(path: Path, durations_ms: Sequence[int], size_px: tuple[int, int] = (WIDTH, HEIGHT)) -> Path:
    animation = cv2.Animation()
    animation.frames = [picture(number, size_px) for number in range(len(durations_ms))]
    animation.durations = list(durations_ms)
    assert cv2.imwriteanimation(str(path), animation)
    return path


def say_turned(path: Path, clockwise_deg: int) -> Path:
    """Write into an MP4's track header that its picture is to be shown turned, as a phone does."""
    one = 1 << 16
    matrix = {90: (0, one, -one, 0), 180: (-one, 0, 0, -one), 270: (0, -one, one, 0)}[clockwise_deg]
    a, b, c, d = matrix
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 44  # ISO/IEC 14496-12, 8.3.2, version 0: the matrix follows 40 bytes of fields
    data[at : at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(data)
    return path


def say_stamps(path: Path, durations: Sequence[int]) -> Path:
    """Give an MP4's frames these durations, in units of its time base, in place of one for all."""
    data = path.read_bytes().replace(b"edts", b"free")  # the edit list would end the clip where it did
    at = data.index(b"stts") - 4
    old = int.from_bytes(data[at : at + 4], "big")
    entries = b"".join(struct.pack(">II", 1, duration) for duration in durations)
    table = struct.pack(">I4sII", 16 + len(entries), b"stts", 0, len(durations)) + entries
    return _replaced(path, data, at, old, table)


def put_index_first(path: Path) -> Path:
    """Move an MP4's index before its pictures, as for the web, so that a cut-off copy still opens."""
    data = path.read_bytes()
    at = data.index(b"moov") - 4
    index = bytearray(data[at:])
    first = int.from_bytes(data[:4], "big")
    table = index.index(b"stco") + 8
    for entry in range(int.from_bytes(index[table : table + 4], "big")):
        place = table + 4 + 4 * entry
        moved = int.from_bytes(index[place : place + 4], "big") + len(index)
        index[place : place + 4] = moved.to_bytes(4, "big")
    path.write_bytes(data[:first] + index + data[first:at])
    return path


def cut_off(path: Path, share: float) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def _replaced(path: Path, data: bytes, at: int, old: int, box: bytes) -> Path:
    """Put `box` in the place of the `old` bytes at `at`, and let the boxes around it grow with it."""
    changed = bytearray(data)
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl"):
        around = data.index(kind) - 4
        size = int.from_bytes(data[around : around + 4], "big") + len(box) - old
        changed[around : around + 4] = size.to_bytes(4, "big")
    changed[at : at + old] = box
    path.write_bytes(changed)
    return path
