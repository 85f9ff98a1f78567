"""What really happened in a clip: truth files beside clips, and lists of clips with their counts."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import PoseCoachError
from posecoach.exercises.definition import SIDES
from posecoach.files import read_text
from posecoach.session.strict import Node, read_record

SCHEMA = "posecoach.truth/1"
NAN = float("nan")

LARGEST_BYTES = 200_000_000

MOST_REPS = 100_000
"""That a truth file may expect of one clip."""

Array = NDArray[np.float64]
Lasting = TypeVar("Lasting", "TrueRep", "Episode")
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
    told = Node(document, "", str(path), "truth file")
    frames, made, back = told.get("frames"), told.get("made"), told.get("lower_back")
    t_s = frames.get("t_s").numbers()
    if not np.all(np.diff(t_s) > 0):
        frames.get("t_s").wrong("strictly rising")
    if told.get("reps").is_null:
        told.get("reps").wrong("a list")
    reps = tuple(_lasting(one, TrueRep) for one in told.get("reps").items())
    seed = made.get("seed")
    return Truth(
        clip=told.get("clip").text(path.name.split(".")[0]),
        exercise=told.get("exercise").text(),
        side=_side(told.get("side")),
        counts=_counts(told, len(reps)),
        reps=reps,
        episodes=tuple(_lasting(one, Episode) for one in back.items()),
        back_known=not back.is_null,
        ground=_ground(told),
        person=_person(told),
        t_s=t_s,
        angles={
            key: _course(one, len(t_s)) for key, one in frames.pairs() if key not in ("t_s", "joints_px")
        },
        ramps=tuple(read_record(one, TrueRamp, ("largest_deg",)) for one in told.get("ramps").items()),
        person_key="" if seed.is_null else str(seed.value),
        moved_camera=made.get("moved_camera").flag(),
    )


def read_json(path: Path) -> object:
    """The document in a `.json` or `.json.gz` file; raises PoseCoachError when it cannot be read."""
    try:
        document: object = json.loads(read_text(path, LARGEST_BYTES, packed=path.suffix == ".gz"))
    except (OSError, EOFError, ValueError, RecursionError, zlib.error) as error:
        raise PoseCoachError(f"Cannot read {path}: {error}.") from error
    return document


def is_truth(document: object) -> bool:
    return isinstance(document, dict) and document.get("schema") == SCHEMA


def is_clip_list(document: object) -> bool:
    """Whether a JSON document is a list of clips with counts."""
    return isinstance(document, list) and all(
        isinstance(entry, dict) and "clip" in entry and "reps" in entry for entry in document
    )


def truth_of_entry(entry: Json, where: Path) -> Truth:
    """The truth in one entry of a clip list; raises PoseCoachError naming the clip and what is wrong."""
    told = Node(entry, "", f"{where}, clip {entry.get('clip')},", "list of clips")
    fps, partial = told.get("fps").number() or NAN, told.get("reps_incl_partial")
    complete = told.get("reps").count()
    bounds = [row.numbers() / fps for row in told.get("rep_boundaries_frames").items()]
    if any(len(row) < 2 for row in bounds):
        told.get("rep_boundaries_frames").wrong("lists of two frames or more")
    return Truth(
        clip=told.get("clip").text(),
        exercise=told.get("exercise").text(""),
        side=told.get("side").text("") or "both",
        counts=(complete,) if partial.is_null else tuple(sorted({complete, partial.count()})),
        reps=tuple(
            TrueRep(float(row[0]), float(row[1]) if len(row) > 2 else NAN, float(row[-1])) for row in bounds
        ),
        timed=bool(bounds) or complete == 0,
    )


def _side(node: Node) -> str:
    return node.one_of((*SIDES, "auto")) if node.text("") else "both"


def _course(node: Node, length: int) -> NDArray[np.float64]:
    values = node.numbers()
    if len(values) != length:
        node.wrong(f"as long as 'frames.t_s' ({length})")
    return values


def _lasting(node: Node, kind: type[Lasting]) -> Lasting:
    """A rep or an episode, which does not end before it starts."""
    found = read_record(node, kind, needed=("start_s", "end_s"))
    if found.end_s < found.start_s:
        node.get("end_s").wrong(f"at least {found.start_s:g}")
    return found


def _counts(told: Node, reps: int) -> tuple[int, ...]:
    """The right answers: the number of reps, or all from the least to the most that the file expects."""
    expected = told.get("expect").get("reps")
    if expected.is_null:
        return (reps,)
    bounds = [one.count(most=MOST_REPS) for one in expected.items()]
    if len(bounds) != 2:
        expected.wrong("the least and the most")
    return tuple(range(bounds[0], bounds[1] + 1))


def _ground(told: Node) -> str:
    """What kind of clip it is; of random sets, also whether they were drawn in the advised region."""
    origin, advised = told.get("origin").text(""), told.get("made").get("advised")
    return origin if advised.is_null else f"{origin}, {'as advised' if advised.flag() else 'anywhere'}"


def _person(told: Node) -> str:
    """Who is in the clip; of a body mixed from several, the one with the largest part."""
    for key in ("about", "made"):
        person = told.get(key).get("person").value
        if isinstance(person, list) and person and isinstance(person[0], list):
            return str(max(person, key=lambda part: part[1])[0])
        if person:
            return str(person)
    return ""
