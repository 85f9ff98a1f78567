"""Tasks over the machines of a Dask cluster, which all reach the videos under the same path."""

from collections.abc import Generator, Sequence
from typing import Any

from posecoach import __version__
from posecoach.batch.task import Outcome, Perform, Task
from posecoach.errors import PoseCoachError

CONNECT_TIMEOUT_S = 5
TRIES = 2
"""A task whose worker dies is done again elsewhere by the scheduler (its `allowed-failures`, 3 by default);
one that raises an unforeseen error is tried this often more, since another machine may have what it needs."""


def run_cluster(tasks: Sequence[Task], address: str, work: Perform) -> Generator[Outcome, None, None]:
    """Do `tasks` by `work` on the cluster of the scheduler at `address`, yielding each outcome as it comes.

    Raises:
        PoseCoachError: Dask is not installed, no scheduler answers, or a worker has no PoseCoach like this.
    """
    try:
        import distributed
    except ImportError:
        raise PoseCoachError(
            "A cluster needs Dask.", "Install it with: pip install 'posecoach[cluster]'"
        ) from None
    dask: Any = distributed  # without types of its own
    try:
        client: Any = dask.Client(address, timeout=CONNECT_TIMEOUT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise PoseCoachError(
            f"No Dask scheduler answers at {address} ({error}).", "Start one with: dask scheduler"
        ) from None
    with client:
        _check_workers(client)
        # Not pure: the file behind a path may have changed since it was last analysed.
        futures = {client.submit(work, task, pure=False, retries=TRIES): task for task in tasks}
        for future in dask.as_completed(list(futures), loop=client.loop):
            task = futures.pop(future)
            fault = future.exception()
            if fault is None:
                yield future.result()
            else:
                yield Outcome(task.name, error=f"Analysing it failed: {type(fault).__name__}: {fault}.")
            future.release()


def _check_workers(client: Any) -> None:
    """Make sure that every worker runs this version: another one's results must not be mixed in."""
    # By name and not by reference: a worker without PoseCoach could not even read the question.
    answers = client.run(eval, "__import__('posecoach').__version__", on_error="return")
    if not answers:
        raise PoseCoachError("The cluster has no workers.", "Start some with: dask worker ADDRESS")
    wrong = [worker for worker, answer in answers.items() if answer != __version__]
    if wrong:
        raise PoseCoachError(
            f"{len(wrong)} of {len(answers)} workers have no PoseCoach {__version__}, such as {wrong[0]}.",
            "Install the same version on all machines.",
        )
