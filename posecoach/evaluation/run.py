"""Running an evaluation: each clip through the coach, in several processes if asked, and scored."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from posecoach.batch.pool import end_with_parent
from posecoach.errors import PoseCoachError
from posecoach.evaluation.cases import Case
from posecoach.evaluation.score import ClipScore, Failure, score_clip
from posecoach.session.record import Session

Item = TypeVar("Item")
Result = TypeVar("Result")

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
    from posecoach.evaluation.plots import draw_clip

    try:
        draw_clip(case, session, path)
    except Exception as error:  # noqa: BLE001 - whatever matplotlib stumbles over
        return f"{case.truth.clip} has no plot: {error}"
    return ""
