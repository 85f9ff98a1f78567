"""What really happened in a clip: truth files beside clips, and lists of clips with their counts."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import PoseCoachError
from posecoach.files import read_text

SCHEMA = "posecoach.truth/1"
NAN = float("nan")

LARGEST_BYTES = 200_000_000

LATEST_S = 1e6
"""No clip is longer: eleven days."""

Array = NDArray[np.float64]
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One pull and release as it really was; the peak is NaN where only start and end are known."""

    start_s: float
    peak_s: float
    end_s: float
    amplitude_deg: float = NAN
    lower_back_moved: bool = False


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch of time in which the lower back moves; `peak_deg` at most."""

    start_s: float
    end_s: float
    kind: str = ""
    peak_deg: float = NAN


@dataclass(frozen=True, slots=True)
class TrueRamp:
    """One slow movement to the end of range: the largest angle; where the lower back joined in, or NaN."""

    largest_deg: float
    onset_deg: float


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of one clip.

    Attributes:
        counts: every right answer: the complete reps, and with those cut off by the clip's ends.
        reps: their times, in order; empty where only the count is known (`timed` is then False).
        ground: what kind of clip it is, such as "rendered" or "rendered, as advised"; person: who is in it.
            Both "" where unknown.
        episodes: when the lower back moved; `back_known` is False where nobody looked.
        t_s: times of the true angles, shape (n,). angles: by name as in the file, each shape (n,).
        ramps: slow movements to the end of range, where the hip's range is measured instead of reps;
            `person_key` is the same in all tests of one person, `moved_camera` in those of the second place.
    """

    clip: str
    exercise: str
    side: str
    counts: tuple[int, ...]
    reps: tuple[TrueRep, ...] = ()
    timed: bool = True
    episodes: tuple[Episode, ...] = ()
    back_known: bool = False
    ground: str = ""
    person: str = ""
    t_s: Array = field(default_factory=lambda: np.empty(0))
    angles: Mapping[str, Array] = field(default_factory=dict)
    ramps: tuple[TrueRamp, ...] = ()
    person_key: str = ""
    moved_camera: bool = False


def truth_of_file(document: object, path: Path) -> Truth:
    """The truth in the `document` of the `posecoach.truth/1` file `path`.

    Raises:
        PoseCoachError: something in it is wrong; names the key.
    """
    try:
        return _truth(document, path)
    except (KeyError, TypeError, ValueError) as error:
        raise PoseCoachError(f"{path} is no truth file: {_named(error)}.") from error


def read_json(path: Path) -> object:
    """The document in a `.json` or `.json.gz` file; raises PoseCoachError when it cannot be read."""
    try:
        document: object = json.loads(read_text(path, LARGEST_BYTES, packed=path.suffix == ".gz"))
    except (OSError, EOFError, ValueError, RecursionError, zlib.error) as error:
        raise PoseCoachError(f"Cannot read {path}: {error}.") from error
    return document


def is_truth(document: object) -> bool:
    """Whether a JSON document says that it is a truth file."""
    return isinstance(document, dict) and document.get("schema") == SCHEMA


def is_clip_list(document: object) -> bool:
    """Whether a JSON document is a list of clips with counts."""
    return isinstance(document, list) and all(
        isinstance(entry, dict) and "clip" in entry and "reps" in entry for entry in document
    )


def truth_of_entry(entry: Json, where: Path) -> Truth:
    """The truth in one entry of a clip list; raises PoseCoachError naming the clip and what is wrong."""
    try:
        return _entry(entry)
    except (KeyError, TypeError, ValueError) as error:
        raise PoseCoachError(f"{where}: clip {entry.get('clip')}: {_named(error)}.") from error


def _truth(document: object, path: Path) -> Truth:
    told = _mapping(document)
    frames = _mapping(told.get("frames") or {})
    columns = {key: value for key, value in frames.items() if key not in ("t_s", "joints_px")}
    t_s = _numbers(frames.get("t_s", []))
    if not np.all(np.diff(t_s) > 0):
        raise ValueError("the times of its frames do not rise")
    reps = tuple(_rep(_mapping(rep)) for rep in _list(told["reps"]))
    back = told.get("lower_back")
    return Truth(
        clip=str(told.get("clip", path.name.split(".")[0])),
        exercise=str(told["exercise"]),
        side=str(told.get("side") or "both"),
        counts=_counts(told, len(reps)),
        reps=reps,
        episodes=tuple(_episode(_mapping(one)) for one in _list(back or [])),
        back_known=back is not None,
        ground=_ground(told),
        person=_person(told),
        t_s=t_s,
        angles={key: _numbers(value) for key, value in columns.items()},
        ramps=tuple(_ramp(_mapping(one)) for one in _list(told.get("ramps") or [])),
        person_key=str(_mapping(told.get("made") or {}).get("seed", "")),
        moved_camera=bool(_mapping(told.get("made") or {}).get("moved_camera", False)),
    )


def _counts(told: Json, reps: int) -> tuple[int, ...]:
    """The right answers: the number of reps, or all from the least to the most that the file expects."""
    expected = _mapping(told.get("expect") or {}).get("reps")
    if expected is None:
        return (reps,)
    least, most = (int(_number(one)) for one in _list(expected))
    return tuple(range(least, most + 1))


def _ground(told: Json) -> str:
    """What kind of clip it is; of random sets, also whether they were drawn in the advised region."""
    origin = str(told.get("origin") or "")
    advised = _mapping(told.get("made") or {}).get("advised")
    return origin if advised is None else f"{origin}, {'as advised' if advised else 'anywhere'}"


def _person(told: Json) -> str:
    """Who is in the clip; of a body mixed from several, the one with the largest part."""
    for key in ("about", "made"):
        person = _mapping(told.get(key) or {}).get("person")
        if isinstance(person, list) and person and isinstance(person[0], list):
            return str(max(person, key=lambda part: part[1])[0])
        if person:
            return str(person)
    return ""


def _rep(told: Json) -> TrueRep:
    start_s, end_s = _span(told)
    peak = told.get("peak_s")
    return TrueRep(
        start_s,
        _number(peak) if peak is not None else NAN,
        end_s,
        _number(told.get("amplitude_deg", NAN)),
        bool(told.get("lower_back_moved", False)),
    )


def _ramp(told: Json) -> TrueRamp:
    onset = told["onset_deg"]
    return TrueRamp(_number(told["largest_deg"]), NAN if onset is None else _number(onset))


def _span(told: Json) -> tuple[float, float]:
    start_s, end_s = _number(told["start_s"]), _number(told["end_s"])
    if not -LATEST_S < start_s <= end_s < LATEST_S:
        raise ValueError(f"nothing lasts from {start_s} to {end_s} s")
    return start_s, end_s


def _episode(told: Json) -> Episode:
    return Episode(*_span(told), str(told.get("kind", "")), _number(told.get("peak_deg", NAN)))


def _entry(entry: Json) -> Truth:
    fps = _number(entry["fps"]) if entry.get("fps") else NAN
    complete = int(_number(entry["reps"]))
    partial = entry.get("reps_incl_partial")
    counts = (complete,) if partial is None else tuple(sorted({complete, int(_number(partial))}))
    bounds = [_numbers(row) / fps for row in _list(entry.get("rep_boundaries_frames") or [])]
    return Truth(
        clip=str(entry["clip"]),
        exercise=str(entry.get("exercise", "")),
        side=str(entry.get("side") or "both"),
        counts=counts,
        reps=tuple(
            TrueRep(float(row[0]), float(row[1]) if len(row) > 2 else NAN, float(row[-1])) for row in bounds
        ),
        timed=bool(bounds) or complete == 0,
    )


def _mapping(value: object) -> Json:
    if not isinstance(value, dict):
        raise TypeError("an object is expected where something else stands")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("a list is expected where something else stands")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"a number is expected instead of {value!r}")
    return float(value)


def _numbers(value: object) -> Array:
    return np.array([NAN if one is None else _number(one) for one in _list(value)], dtype=np.float64)


def _named(error: Exception) -> str:
    return f"key {error} is missing" if isinstance(error, KeyError) else str(error)
