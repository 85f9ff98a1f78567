"""What to evaluate in a folder, clips and tracks with a truth or lists with counts; and each one scored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from posecoach.batch.pool import end_with_parent
from posecoach.coaching.hip_range.protocol import PROTOCOLS
from posecoach.errors import ExerciseError, PoseCoachError
from posecoach.evaluation.plots import draw_clip
from posecoach.evaluation.score import ClipScore, Failure, score_clip
from posecoach.evaluation.truth import (
    Json,
    Truth,
    is_clip_list,
    is_truth,
    read_json,
    truth_of_entry,
    truth_of_file,
)
from posecoach.exercises.catalogue import builtin_exercises, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.session.record import Session
from posecoach.toml import read_toml
from posecoach.video.frame import VIDEO_SUFFIXES

Item = TypeVar("Item")
Result = TypeVar("Result")

TRACK_SUFFIX = ".npz"


@dataclass(frozen=True, slots=True)
class Case:
    """One clip to evaluate: a video or a track, its truth, and the exercise to coach it with."""

    source: Path
    truth: Truth
    exercise: Exercise

    @property
    def is_track(self) -> bool:
        """Whether the source holds landmarks instead of pictures."""
        return self.source.suffix == TRACK_SUFFIX


def find_cases(
    folder: Path, exercise: str | None = None, exercises: Path | None = None
) -> tuple[list[Case], list[Failure]]:
    """Everything in `folder` (and below) that can be evaluated, and what cannot, with the reason.

    `exercise` is used for every clip; otherwise a truth file names its own, and a list's clip is coached
    with the exercise file in `exercises` (or in `folder`) that is named like the clip or names it in a list
    `clips = [...]`.

    Raises:
        PoseCoachError: the folder does not exist, or holds nothing to evaluate.
    """
    if not folder.is_dir():
        raise PoseCoachError(f"There is no folder {folder}.", "Name a folder with clips and truth files.")
    fixed = find_exercise(exercise) if exercise else None
    finder = _Finder(folder, fixed, _exercise_files(exercises or folder))
    paths = sorted([*folder.rglob("*.json"), *folder.rglob("*.json.gz")])
    found = [one for path in paths for one in finder.found(path)]
    if not found:
        raise PoseCoachError(
            f"{folder} holds no clips with truth.", "Put NAME.json beside NAME.mp4 or NAME.npz."
        )
    return [one for one in found if isinstance(one, Case)], [one for one in found if isinstance(one, Failure)]


@dataclass(frozen=True, slots=True)
class _Finder:
    """Makes cases of the files of `folder`, by the `fixed` exercise or one of the `files` by their names."""

    folder: Path
    fixed: Exercise | None
    files: Mapping[str, Path]

    def found(self, path: Path) -> Iterator[Case | Failure]:
        """What `path` holds; a JSON file that is neither truth nor list is left alone."""
        try:
            document = read_json(path)
            if is_truth(document):
                yield self._of_truth(path, document)
            elif is_clip_list(document):
                yield from (self._of_entry(path, entry) for entry in document)  # type: ignore[attr-defined]
        except PoseCoachError as error:
            yield Failure(path.name, str(error))

    def _of_truth(self, path: Path, document: object) -> Case | Failure:
        truth = truth_of_file(document, path)
        name = path.name.removesuffix(".gz").removesuffix(".json")
        source = _beside(path.parent, name)
        if source is None:
            return Failure(truth.clip, f"no clip {name}.mp4 or track {name}.npz beside it")
        if truth.ramps and not _tested(truth):
            return Failure(truth.clip, "the hip's range is not tested with its exercise and side")
        return Case(source, truth, self.fixed or find_exercise(truth.exercise))

    def _of_entry(self, path: Path, entry: Json) -> Case | Failure:
        truth = truth_of_entry(entry, path)
        source = self._source_of(path.parent, entry)
        if source is None:
            return Failure(truth.clip, "neither its track nor its video is here")
        exercise = self.fixed or self._listed_exercise(truth.clip, entry, path.parent)
        if exercise is None:
            return Failure(truth.clip, "no exercise file names it")
        return Case(source, truth, exercise)

    def _source_of(self, folder: Path, entry: Json) -> Path | None:
        named = [folder / str(entry[key]) for key in ("track", "video") if entry.get(key)]
        found = [path for path in named if path.is_file()]
        clip = str(entry["clip"])
        places = (self.folder / "tracks", self.folder / "real", self.folder)
        return next(iter(found), None) or next(
            (source for place in places if (source := _beside(place, clip)) is not None), None
        )

    def _listed_exercise(self, clip: str, entry: Json, folder: Path) -> Exercise | None:
        if entry.get("exercise_file"):
            return find_exercise(str(folder / str(entry["exercise_file"])))
        if clip in self.files:
            return find_exercise(str(self.files[clip]))
        known = {exercise.id: exercise for exercise in builtin_exercises()}
        return known.get(str(entry.get("exercise")))


def _tested(truth: Truth) -> bool:
    """Whether there is a test of the hip's range with the exercise and the side of `truth`."""
    tests = [one for one in PROTOCOLS.values() if one.exercise == truth.exercise]
    return any(truth.side in ("left", "right") or not one.sided for one in tests)


def _beside(folder: Path, name: str) -> Path | None:
    """The video or track `name` in `folder`; a video is preferred, for its silhouettes."""
    paths = (folder / f"{name}{suffix}" for suffix in (*VIDEO_SUFFIXES, TRACK_SUFFIX))
    return next((path for path in paths if path.is_file()), None)


def _exercise_files(folder: Path) -> dict[str, Path]:
    """Exercise file by the name of each clip it is for."""
    files: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.toml")):
        files[path.stem] = path
        files.update(dict.fromkeys(_clips_named(path), path))
    return files


def _clips_named(path: Path) -> Iterator[str]:
    """The entries of `clips = [...]` in an exercise file."""
    named = read_toml(path, "exercise file", ExerciseError).get("clips", [])
    if isinstance(named, list):
        yield from (str(name) for name in named)


Analyse = Callable[[Case], Session]
"""Puts one case through the coach. At the top of a module, so that other processes can import it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one case: its score or why there is none, and why it has no plot, "" when all is well."""

    result: ClipScore | Failure
    plot_trouble: str = ""


def run(cases: Sequence[Case], analyse: Analyse, jobs: int = 1, plots: Path | None = None) -> Iterator[Done]:
    """Analyse and score the cases, in their order, yielding each as it is done.

    `plots` is a folder for one picture a clip.
    """
    yield from each([(case, analyse, plots) for case in cases], _one, jobs)


def each(items: Sequence[Item], work: Callable[[Item], Result], jobs: int = 1) -> Iterator[Result]:
    """What comes of each item, in their order; `work` must be importable, for other processes."""
    if jobs <= 1:
        yield from map(work, items)
        return
    # Fresh processes: forked ones inherit MediaPipe's threads in a broken state.
    with ProcessPoolExecutor(jobs, get_context("spawn"), end_with_parent) as pool:
        yield from pool.map(work, items)


def _one(work: tuple[Case, Analyse, Path | None]) -> Done:
    case, analyse, plots = work
    clip = case.truth.clip
    try:
        session = analyse(case)
    except PoseCoachError as error:
        return Done(Failure(clip, str(error)))
    score = score_clip(case.truth, session, case.exercise.count.direction)
    return Done(score, "" if plots is None else _draw(case, session, plots / f"{clip}.png"))


def _draw(case: Case, session: Session, path: Path) -> str:
    """Draw one picture; the sentence when that fails, which is no reason to lose the score."""
    try:
        draw_clip(case.truth, case.exercise, session, path)
    except Exception as error:  # noqa: BLE001 - whatever matplotlib stumbles over
        return f"{case.truth.clip} has no plot: {error}"
    return ""
