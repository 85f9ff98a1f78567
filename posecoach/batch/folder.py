"""Many videos at once: shared out, kept as they come, begun again where a run was broken off."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from posecoach.batch.pool import run_cluster, run_pool
from posecoach.batch.results import Results
from posecoach.batch.task import Outcome, Perform, Task, find_videos
from posecoach.exercises.definition import Exercise
from posecoach.plain_text import one_line
from posecoach.pose.model import HEAVY, WORDS
from posecoach.session.tables import require_parquet


@dataclass(frozen=True, slots=True)
class Order:
    """What to do with many videos.

    Attributes:
        paths: files and folders.
        exercise, side, model: as for `analyze_video`.
        out: folder of the results.
        jobs: processes on this computer.
        scheduler: address of a Dask scheduler that does the work instead; "" for none.
        parquet: write the tables as Parquet beside the CSV.
    """

    paths: tuple[Path, ...]
    exercise: Exercise
    side: str
    out: Path
    jobs: int
    model: str = HEAVY
    scheduler: str = ""
    parquet: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """How a run went: videos analysed now, videos that had been done before, and what failed and why."""

    analysed: int
    skipped: int
    failures: tuple[Outcome, ...]


def analyze_many(
    order: Order, work: Perform, progress: Callable[[int, int, str], None] = lambda done, of, name: None
) -> Report:
    """Analyse all videos of `order` that are not done yet by `work`, and write the tables of all.

    A video that cannot be analysed never stops the others. `progress` is called with the number of videos
    done, of how many, and the name of the last.

    Raises:
        PoseCoachError: no video, no place for the results, no pyarrow where Parquet is asked for, or no
            scheduler.
    """
    if order.parquet:
        require_parquet()
    tasks = _tasks(order)
    results = Results(order.out)
    todo = [task for task in tasks if not results.is_done(task)]
    skipped = len(tasks) - len(todo)
    by_name = {task.name: task for task in todo}
    failures: list[Outcome] = []
    with closing(_outcomes(order, todo, work)) as outcomes:
        for number, outcome in enumerate(outcomes, start=1):
            if outcome.error:
                failures.append(outcome)
            else:
                results.keep(by_name[outcome.name], outcome)
            progress(skipped + number, len(tasks), outcome.name)
    failures.sort(key=lambda one: one.name)
    failed = {one.name for one in failures}
    results.write_failures(failures)
    results.write_tables([task.name for task in tasks if task.name not in failed], order.parquet)
    return Report(len(todo) - len(failures), skipped, tuple(failures))


def _tasks(order: Order) -> list[Task]:
    # Absolute, because a worker of a cluster begins in a folder of its own.
    model = order.model if order.model in WORDS else str(Path(order.model).absolute())
    return [
        Task(name, str(path.absolute()), order.exercise, order.side, model)
        for name, path in find_videos(order.paths).items()
    ]


def _outcomes(order: Order, tasks: Sequence[Task], work: Perform) -> Generator[Outcome, None, None]:
    # The longest first, so that no long one is left for the end, when the other cores have nothing to do.
    ordered = sorted(tasks, key=lambda task: -_size(task))
    if not ordered:
        return
    if order.scheduler:
        yield from run_cluster(ordered, order.scheduler, work)
    else:
        yield from run_pool(ordered, min(order.jobs, len(ordered)), work)


def _size(task: Task) -> int:
    try:
        return Path(task.path).stat().st_size
    except OSError:
        return 0  # it has gone since it was found: the analysis will say so


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A bar with the time left; yields what to call with the number done, of how many, and a name."""
    console = Console(stderr=True)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("")

        def show(done: int, of: int, name: str) -> None:
            progress.update(task, completed=done, total=of, description=one_line(name))

        yield show
