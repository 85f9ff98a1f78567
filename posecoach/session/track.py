"""Recorded landmarks (`.npz`): what the pose estimator saw, without any picture, for a later replay."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import TrackError
from posecoach.files import whole_file
from posecoach.kinematics.landmarks import LANDMARK_COUNT, FloatArray, Pose
from posecoach.kinematics.segment_motion import MOTION_SHAPE
from posecoach.kinematics.silhouette import STATIONS

VERSION = 1

SHAPES: dict[str, tuple[int, ...]] = {
    "image_px": (LANDMARK_COUNT, 2),
    "world_m": (LANDMARK_COUNT, 3),
    "visibility": (LANDMARK_COUNT,),
    "presence": (LANDMARK_COUNT,),
}
"""The arrays with one row a frame beside `t_s`, and the shape of a row."""

EXTRAS: dict[str, tuple[int, ...]] = {"outline": (STATIONS, 2), "motion": MOTION_SHAPE}
"""The arrays that a track may lack, and the shape of a row; see `Pose` for both."""

KNOWN = {"t_s", "size_px", "model", *SHAPES, *EXTRAS}
"""The arrays that are read; a file may hold others."""

LARGEST_TRACK_BYTES = 2**30
"""Unpacked size above which a file is refused rather than loaded: nine hours at 30 frames a second."""

SMALL_TRACK_BYTES, MOST_PACKED = 100 * 2**20, 100
"""Above this unpacked size a file may shrink to a hundredth: landmarks do so only where nobody is seen."""

LARGEST = {"image_px": 1e7, "world_m": 1e4}
"""Pixels and metres beyond which a landmark is none: twenty of the largest pictures, and kilometres."""

FARTHEST_PICTURES = 20.0
"""Distance of landmarks from the picture's corner, in picture sizes, that no real body reaches."""


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """Landmarks of n frames; rows are NaN where nobody was found.

    Attributes:
        t_s: shape (n,), seconds, strictly rising.
        size_px: width and height of the frames.
        image_px: shape (n, 33, 2). world_m: shape (n, 33, 3). visibility, presence: shape (n, 33).
        outline: shape (n, STATIONS, 2) or None when no silhouette was kept.
        motion: shape (n, SEGMENTS, 5) or None when the segments' motion was not measured.
        model: the pose model that found them, such as "heavy"; "" where that is not known.

    Example:
        >>> import posecoach
        >>> track = posecoach.read_track("samples/tracks/variety_001.npz")
        >>> track.image_px.shape == (len(track), 33, 2)
        True
    """

    t_s: NDArray[np.float64]
    size_px: tuple[int, int]
    image_px: FloatArray
    world_m: FloatArray
    visibility: FloatArray
    presence: FloatArray
    outline: FloatArray | None = None
    motion: FloatArray | None = None
    model: str = ""

    def __len__(self) -> int:
        return len(self.t_s)

    @property
    def found(self) -> NDArray[np.bool_]:
        """Shape (n,): whether somebody was found in the frame."""
        image = np.isfinite(self.image_px).all(axis=(1, 2))
        world = np.isfinite(self.world_m).all(axis=(1, 2))
        return np.logical_and(image, world)

    def poses(self) -> Iterator[tuple[float, Pose | None]]:
        """Each frame's time and pose, None where nobody was found."""
        for index, (t_s, found) in enumerate(zip(self.t_s.tolist(), self.found.tolist(), strict=True)):
            yield t_s, self._pose(index, t_s) if found else None

    def _pose(self, index: int, t_s: float) -> Pose:
        rows: dict[str, Any] = {name: getattr(self, name)[index] for name in SHAPES}
        rows |= {name: _row(getattr(self, name), index) for name in EXTRAS}
        return Pose(t_s, self.size_px, **rows)


def _row(array: FloatArray | None, index: int) -> FloatArray | None:
    """Row `index` of an array that may be missing, None where it is NaN throughout."""
    if array is None or bool(np.all(np.isnan(array[index]))):
        return None
    row: FloatArray = array[index]
    return row


class TrackWriter:
    """Collects poses frame by frame and builds a track; arrays keep the number type they came in."""

    def __init__(self, size_px: tuple[int, int], model: str = "") -> None:
        self._size_px = size_px
        self._model = model
        self._t_s: list[float] = []
        self._poses: list[Pose | None] = []

    def __len__(self) -> int:
        return len(self._t_s)

    def add(self, t_s: float, pose: Pose | None) -> None:
        """Append a frame, with None where nobody was found; times must rise."""
        if self._t_s and t_s <= self._t_s[-1]:
            raise TrackError(f"Frame times must rise, but {t_s:.6f} s comes after {self._t_s[-1]:.6f} s.")
        self._t_s.append(t_s)
        self._poses.append(pose)

    def build(self) -> Track:
        """Everything so far as a track."""
        stacks = {name: self._stack(name, shape) for name, shape in SHAPES.items()}
        for name in EXTRAS:
            rows = (getattr(pose, name) for pose in self._poses if pose is not None)
            first = next((row for row in rows if row is not None), None)
            if first is not None:
                stacks[name] = self._stack(name, first.shape)
        return Track(np.array(self._t_s, np.float64), self._size_px, model=self._model, **stacks)

    def _stack(self, name: str, shape: tuple[int, ...]) -> FloatArray:
        rows = [None if pose is None else getattr(pose, name) for pose in self._poses]
        kinds = [row.dtype for row in rows if row is not None]
        stack = np.full((len(rows), *shape), np.nan, np.result_type(*kinds) if kinds else np.float32)
        for index, row in enumerate(rows):
            if row is not None:
                stack[index] = row
        return stack


def write_track(track: Track, path: Path) -> None:
    """Write a track file; raises OutputError when it cannot be written."""
    arrays: dict[str, NDArray[np.generic]] = {name: getattr(track, name) for name in SHAPES}
    arrays |= {name: array for name in EXTRAS if (array := getattr(track, name)) is not None}
    arrays["t_s"] = track.t_s
    arrays["size_px"] = np.array(track.size_px, np.int64)
    if track.model:
        arrays["model"] = np.array(track.model)
    arrays["version"] = np.array(VERSION, np.int64)
    # An open file, because numpy appends ".npz" to a path that ends otherwise.
    with whole_file(path) as part, part.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def read_track(path: Path | str) -> Track:
    """The track in a file.

    Raises:
        TrackError: the file is missing, no track, damaged, or its arrays do not fit together.

    Example:
        >>> import posecoach
        >>> posecoach.read_track("samples/tracks/variety_001.npz").size_px
        (432, 324)
    """
    path = Path(path)
    arrays = _load(path)
    try:
        return _track(arrays)
    except ValueError as error:
        raise TrackError(f"{path} is no track: {error}.") from error


def _track(arrays: dict[str, NDArray[np.generic]]) -> Track:
    """The track of these arrays; raises ValueError, saying what is wrong."""
    model = _model(arrays.pop("model", None))
    missing = [name for name in ("t_s", *SHAPES, "size_px") if name not in arrays]
    if missing:
        raise ValueError(f"it has no array '{missing[0]}'")
    for name, array in arrays.items():
        if array.dtype.kind not in "iuf":
            raise ValueError(f"'{name}' should hold numbers, not {array.dtype}")
    times = _times(arrays["t_s"])
    parts = {}
    for name, row in {**SHAPES, **EXTRAS}.items():
        if name in arrays:
            _check_shape(name, arrays[name], (len(times), *row))
            parts[name] = _floats(arrays[name])
    size_px = _size(arrays["size_px"])
    parts["image_px"] = _in_pixels(parts["image_px"], size_px)
    for name, most in LARGEST.items():
        far = np.abs(parts[name][np.isfinite(parts[name])])
        if far.size and float(far.max()) > most:
            raise ValueError(f"'{name}' holds {far.max():.3g}, where no landmark can be")
    return Track(times, size_px, model=model, **parts)


def _in_pixels(image: FloatArray, size_px: tuple[int, int]) -> FloatArray:
    """`image` with a second multiplication by the picture's size undone.

    Tracks of that kind are about: MediaPipe's normalised landmarks were scaled to pixels twice. No body
    lies twenty pictures away from the picture, so they can be told and mended without doubt.
    """
    size = np.asarray(size_px, image.dtype)
    finite = np.isfinite(image).all(axis=(1, 2))
    if not finite.any() or float(np.median(np.abs(image[finite]) / size)) < FARTHEST_PICTURES:
        return image
    return image / size


def _load(path: Path) -> dict[str, NDArray[np.generic]]:
    if not path.exists():
        raise TrackError(f"There is no file {path}.", "A track is a .npz file written with --track.")
    if not path.is_file():
        raise TrackError(f"{path} is not a file.")
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        swollen = unpacked > SMALL_TRACK_BYTES and unpacked > MOST_PACKED * path.stat().st_size
        if unpacked > LARGEST_TRACK_BYTES or swollen:
            raise TrackError(f"{path} is too large to be a track ({unpacked / 2**30:.1f} GB unpacked).")
        with np.load(path, allow_pickle=False) as loaded:
            return {name: np.asarray(loaded[name]) for name in loaded.files if name in KNOWN}
    except MemoryError as error:
        raise TrackError(f"{path} is no track: it says that it is larger than this memory.") from error
    except zipfile.BadZipFile as error:
        empty = path.stat().st_size == 0
        what = "the file is empty" if empty else "it is not an .npz file, or a damaged one"
        raise TrackError(f"{path} is no track: {what}.") from error
    except OSError as error:
        raise TrackError(f"Cannot read {path}: {error.strerror or error}.") from error
    except (ValueError, KeyError, EOFError, NotImplementedError, RuntimeError, SyntaxError) as error:
        # numpy's words for pickled objects, cut-off arrays, unknown compression and the like.
        raise TrackError(f"{path} is no track: {_reason(error)}.") from error
    except zlib.error as error:
        raise TrackError(f"{path} is damaged: {_reason(error)}.") from error


def _times(array: NDArray[np.generic]) -> NDArray[np.float64]:
    if array.ndim != 1:
        raise ValueError(f"'t_s' should have shape (n,), not {array.shape}")
    times = array.astype(np.float64)
    if len(times) == 0:
        raise ValueError("it holds no frames")
    if not np.all(np.isfinite(times)):
        raise ValueError("'t_s' has entries that are not numbers")
    falls = np.flatnonzero(np.diff(times) <= 0)
    if len(falls):
        at = int(falls[0])
        before, after = times[at : at + 2]
        raise ValueError(
            f"times must rise strictly, but frame {at + 1} is at {after:.6f} s, after {before:.6f} s"
        )
    return times


def _model(array: NDArray[np.generic] | None) -> str:
    if array is None:
        return ""
    if array.dtype.kind != "U" or array.ndim:
        raise ValueError(f"'model' should hold a word, not {array.dtype}")
    return str(array)


def _size(array: NDArray[np.generic]) -> tuple[int, int]:
    _check_shape("size_px", array, (2,))
    width, height = (float(value) for value in array.astype(np.float64))
    if not (1 <= width <= 100_000 and 1 <= height <= 100_000):
        raise ValueError(f"'size_px' is {width:g} x {height:g}, no size of a picture")
    return int(width), int(height)


def _check_shape(name: str, array: NDArray[np.generic], expected: tuple[int, ...]) -> None:
    if array.shape != expected:
        raise ValueError(f"'{name}' should have shape {expected}, not {array.shape}")


def _floats(array: NDArray[np.generic]) -> FloatArray:
    kept = array.dtype if array.dtype.kind == "f" else np.dtype(np.float32)
    floats: FloatArray = array.astype(kept, copy=False)
    return floats


def _reason(error: Exception) -> str:
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    if "pickle" in text.lower() or "object array" in text.lower():
        return "it holds Python objects, which are never loaded from a file"
    return text.rstrip(".")[:120]
