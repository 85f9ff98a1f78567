"""Series and landmarks as small compressed blocks: steps between frames, stored as whole numbers.

Tried on the development tracks, bytes a frame: plain float32 924, as compressed npz 790, byte-shuffled
float32 560, steps of whole numbers as here 210. A quarter of an hour at 30 frames a second takes 6 MB.
The rounding (1/64 px, 0.1 mm, 0.001 of visibility) lies far below what the estimator can see.
"""

import json
import struct
import zlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.segment_motion import MOTION_SHAPE, SEGMENTS
from posecoach.session.series import COLUMNS, Series
from posecoach.session.track import EXTRAS, SHAPES, Track

STEPS: dict[str, float | NDArray[np.float64]] = {
    **{"image_px": 1 / 64, "world_m": 1e-4, "visibility": 1e-3, "presence": 1e-3, "outline": 1e-4},
    "motion": np.tile([2e-5, 2e-5, 2e-3, 2e-3, 1e-5], SEGMENTS),
}
"""Rounding of each array of a track, in its own unit; of motion column by column (radians, logarithm, px,
px, radians), so that the sum over a minute errs by a tenth of a degree or of a pixel at most."""

SERIES_STEP = 1e-4
"""Rounding of a series, the same as in the session file."""

NOTHING = -(2**30)
"""The whole number that stands for NaN; half the range, so that steps to and from it fit 32 bits."""

Part = TypeVar("Part")

_LENGTH = struct.Struct("<I")


def pack_series(series: Series) -> bytes:
    """A block holding these frames."""
    arrays = [_pack_times(series.t_s)]
    arrays += [_pack(series.column(name)[:, None], SERIES_STEP) for name in COLUMNS]
    return _join({"n": len(series)}, arrays)


def unpack_series(blocks: Sequence[bytes]) -> Series:
    """The frames of these blocks, in order; raises ValueError for a damaged block."""
    parts = [_checked(_unpack_series, block) for block in blocks]
    if not parts:
        return Series.empty()
    return Series(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def pack_track(track: Track) -> bytes:
    """A block holding the landmarks of these frames."""
    stations = 0 if track.outline is None else track.outline.shape[1]
    arrays = [_pack_times(track.t_s)]
    arrays += [_pack(_rows(getattr(track, name)), STEPS[name]) for name in SHAPES]
    if track.outline is not None:
        arrays.append(_pack(_rows(track.outline), STEPS["outline"]))
    if track.motion is not None:
        arrays.append(_pack(_rows(track.motion), STEPS["motion"]))
    head = {"n": len(track), "size_px": list(track.size_px), "stations": stations}
    return _join(head | {"motion": track.motion is not None}, arrays)


def unpack_track(blocks: Sequence[bytes]) -> Track | None:
    """The landmarks of these blocks, in order; None without any. Raises ValueError for a damaged block."""
    tracks = [_checked(_unpack_track, block) for block in blocks]
    if not tracks:
        return None
    joined: dict[str, Any] = {
        name: np.concatenate([getattr(track, name) for track in tracks]) for name in ("t_s", *SHAPES)
    }
    for name in EXTRAS:
        joined[name] = _joined([(len(track), getattr(track, name)) for track in tracks])
    return Track(size_px=tracks[0].size_px, **joined)


def _checked(unpack: Callable[[bytes], Part], block: bytes) -> Part:
    try:
        return unpack(block)
    except (KeyError, IndexError, TypeError) as error:  # a head that lost a word
        raise ValueError(f"a damaged block: {error}") from error


def _unpack_series(block: bytes) -> tuple[NDArray[np.floating], ...]:
    head, arrays = _split(block)
    n = int(head["n"])
    columns = [_unpack(data, (n, 1), SERIES_STEP)[:, 0] for data in arrays[1:]]
    return (_unpack_times(arrays[0], n), *columns)


def _unpack_track(block: bytes) -> Track:
    head, arrays = _split(block)
    n, stations = int(head["n"]), int(head["stations"])
    parts: dict[str, Any] = {
        name: _unpack(data, (n, *shape), STEPS[name])
        for (name, shape), data in zip(SHAPES.items(), arrays[1:5], strict=True)
    }
    extras = iter(arrays[5:])
    if stations:
        parts["outline"] = _unpack(next(extras), (n, stations, 2), STEPS["outline"])
    if head.get("motion", False):  # blocks of before version 0.3 do not say
        parts["motion"] = _unpack(next(extras), (n, *MOTION_SHAPE), STEPS["motion"])
    width, height = head["size_px"]
    return Track(_unpack_times(arrays[0], n), (int(width), int(height)), **parts)


def _joined(parts: Sequence[tuple[int, NDArray[np.floating] | None]]) -> NDArray[np.floating] | None:
    """Arrays with the numbers of their rows one after the other, NaN for those that are missing."""
    known = [array.shape[1:] for _, array in parts if array is not None]
    if not known:
        return None
    return np.concatenate(
        [np.full((n, *known[0]), np.nan, np.float32) if array is None else array for n, array in parts]
    )


def _rows(array: NDArray[np.floating]) -> NDArray[np.floating]:
    return array.reshape(len(array), -1)


def _pack(array: NDArray[np.floating], step: float | NDArray[np.float64]) -> bytes:
    """Shape (n, k): each column as steps from row to row, bytes of equal weight side by side, deflated."""
    scaled = np.nan_to_num(array.astype(np.float64) / step, nan=NOTHING, posinf=NOTHING, neginf=NOTHING)
    whole = np.rint(np.clip(scaled, NOTHING, -NOTHING)).astype(np.int32)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, whole.shape[1]), np.int32))
    return zlib.compress(_shuffled(np.ascontiguousarray(steps.T, dtype="<i4"), 4), 6)


def _unpack(data: bytes, shape: tuple[int, ...], step: float | NDArray[np.float64]) -> NDArray[np.float32]:
    width = int(np.prod(shape[1:]))
    steps = np.frombuffer(_unshuffled(_inflate(data), 4), "<i4").reshape(width, shape[0]).T
    whole = np.cumsum(steps, axis=0, dtype=np.int64)
    values = np.where(whole == NOTHING, np.nan, whole * step)
    return values.astype(np.float32).reshape(shape)


def _pack_times(t_s: NDArray[np.float64]) -> bytes:
    return zlib.compress(_shuffled(np.ascontiguousarray(t_s, dtype="<f8"), 8), 6)


def _unpack_times(data: bytes, n: int) -> NDArray[np.float64]:
    times: NDArray[np.float64] = np.frombuffer(_unshuffled(_inflate(data), 8), "<f8").copy()
    if len(times) != n:
        raise ValueError("a block has lost frames")
    return times


def _shuffled(array: NDArray[np.generic], size: int) -> bytes:
    by_weight: bytes = array.view(np.uint8).reshape(-1, size).T.tobytes()
    return by_weight


def _unshuffled(data: bytes, size: int) -> bytes:
    in_order: bytes = np.frombuffer(data, np.uint8).reshape(size, -1).T.tobytes()
    return in_order


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise ValueError(f"a damaged block: {error}") from error


def _join(head: dict[str, object], arrays: Sequence[bytes]) -> bytes:
    parts = [json.dumps(head).encode(), *arrays]
    return b"".join(_LENGTH.pack(len(part)) + part for part in parts)


def _split(block: bytes) -> tuple[dict[str, Any], list[bytes]]:
    parts, at = [], 0
    while at + _LENGTH.size <= len(block):
        (length,) = _LENGTH.unpack_from(block, at)
        at += _LENGTH.size
        parts.append(block[at : at + length])
        at += length
    if not parts or at != len(block):
        raise ValueError("a block is cut off")
    head = json.loads(parts[0])
    if not isinstance(head, dict):
        raise ValueError("a block has no head")
    return head, parts[1:]
