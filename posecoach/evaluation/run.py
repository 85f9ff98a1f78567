"""Running an evaluation: each clip through the coach, in several processes if asked, and scored."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from posecoach.errors import PoseCoachError
from posecoach.evaluation.cases import Case
from posecoach.evaluation.score import ClipScore, Failure, score_clip
from posecoach.session.record import Session

Analyse = Callable[[Case], Session]
"""Puts one case through the coach. At the top of a module, so that other processes can import it."""


def run(
    cases: Sequence[Case], analyse: Analyse, jobs: int = 1, plots: Path | None = None
) -> Iterator[ClipScore | Failure]:
    """Analyse and score the cases, in their order, yielding each as it is done.

    A case that cannot be analysed yields a `Failure`. `plots` is a folder for one picture a clip.
    """
    work = [(case, analyse, plots) for case in cases]
    if jobs <= 1:
        yield from map(_one, work)
        return
    # Fresh processes: forked ones inherit MediaPipe's threads in a broken state.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_one, work)


def _one(work: tuple[Case, Analyse, Path | None]) -> ClipScore | Failure:
    case, analyse, plots = work
    try:
        session = analyse(case)
        if plots is not None:
            from posecoach.evaluation.plots import draw_clip

            draw_clip(case, session, plots / f"{case.truth.clip}.png")
    except PoseCoachError as error:
        return Failure(case.truth.clip, str(error))
    return score_clip(case.truth, session, case.exercise.count.direction)
