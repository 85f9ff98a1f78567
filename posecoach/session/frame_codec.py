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
    columns = [(series.column(name), SERIES_STEP) for name in COLUMNS]
    return _join({"n": len(series)}, series.t_s, columns)


def unpack_series(blocks: Sequence[bytes]) -> Series:
    """The frames of these blocks, in order; raises ValueError for a damaged block."""
    parts = [_checked(_unpack_series, block) for block in blocks]
    if not parts:
        return Series.empty()
    return Series(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def pack_track(track: Track) -> bytes:
    """A block holding the landmarks of these frames."""
    arrays = {name: getattr(track, name) for name in (*SHAPES, *EXTRAS)}
    columns = [(array, STEPS[name]) for name, array in arrays.items() if array is not None]
    stations = 0 if track.outline is None else track.outline.shape[1]
    head = {"n": len(track), "size_px": list(track.size_px), "stations": stations}
    return _join(head | {"motion": track.motion is not None}, track.t_s, columns)


def unpack_track(blocks: Sequence[bytes]) -> Track | None:
    """The landmarks of these blocks, in order; None without any. Raises ValueError for a damaged block."""
    tracks = [_checked(_unpack_track, block) for block in blocks]
    if not tracks:
        return None
    joined: dict[str, Any] = {
        name: _joined([(len(track), getattr(track, name)) for track in tracks]) for name in (*SHAPES, *EXTRAS)
    }
    t_s = np.concatenate([track.t_s for track in tracks])
    return Track(t_s, tracks[0].size_px, **joined)


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
    if head.get("motion", False):  # blocks of before version 0.2 do not say
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


def _pack(array: NDArray[np.floating], step: float | NDArray[np.float64]) -> bytes:
    """Rows of `array` as steps from one to the next, column by column."""
    rows = array.astype(np.float64).reshape(len(array), int(np.prod(array.shape[1:])))
    scaled = np.nan_to_num(rows / step, nan=NOTHING, posinf=NOTHING, neginf=NOTHING)
    whole = np.rint(np.clip(scaled, NOTHING, -NOTHING)).astype(np.int32)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, whole.shape[1]), np.int32))
    return _deflated(steps.T, "<i4")


def _unpack(data: bytes, shape: tuple[int, ...], step: float | NDArray[np.float64]) -> NDArray[np.float32]:
    width = int(np.prod(shape[1:]))
    whole = np.cumsum(_inflated(data, "<i4").reshape(width, shape[0]).T, axis=0, dtype=np.int64)
    values = np.where(whole == NOTHING, np.nan, whole * step)
    return values.astype(np.float32).reshape(shape)


def _unpack_times(data: bytes, n: int) -> NDArray[np.float64]:
    times: NDArray[np.float64] = _inflated(data, "<f8").copy()
    if len(times) != n:
        raise ValueError("a block has lost frames")
    return times


def _deflated(array: NDArray[np.generic], kind: str) -> bytes:
    """The figures with their bytes of equal weight side by side, deflated."""
    ordered = np.ascontiguousarray(array, dtype=kind)
    return zlib.compress(ordered.view(np.uint8).reshape(-1, ordered.itemsize).T.tobytes(), 6)


def _inflated(data: bytes, kind: str) -> NDArray[Any]:
    try:
        shuffled = np.frombuffer(zlib.decompress(data), np.uint8)
    except zlib.error as error:
        raise ValueError(f"a damaged block: {error}") from error
    return np.frombuffer(shuffled.reshape(np.dtype(kind).itemsize, -1).T.tobytes(), kind)


def _join(
    head: dict[str, object],
    t_s: NDArray[np.float64],
    columns: Sequence[tuple[NDArray[np.floating], float | NDArray[np.float64]]],
) -> bytes:
    arrays = [_deflated(t_s, "<f8"), *(_pack(array, step) for array, step in columns)]
    return b"".join(_LENGTH.pack(len(part)) + part for part in (json.dumps(head).encode(), *arrays))


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
