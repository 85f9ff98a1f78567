"""Tasks over the cores of this computer, or over the machines of a Dask cluster that reach the same files."""

import logging
import os
import socket
import threading
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import Any
from urllib.parse import SplitResult, urlsplit

from posecoach import __version__
from posecoach.batch.task import Outcome, Perform, Task
from posecoach.errors import PoseCoachError
from posecoach.plain_text import one_line

DIED = "The process that analysed it ended unexpectedly, twice."


def run_pool(tasks: Sequence[Task], jobs: int, work: Perform) -> Generator[Outcome, None, None]:
    """Do `tasks` by `work` in `jobs` processes, yielding each outcome as it comes.

    When a process dies (a damaged file that crashes a decoder, too little memory), the tasks that were being
    done are suspects: each is done again alone, and the one that dies again is given up.
    """
    waiting, suspects = deque(tasks), deque[Task]()
    while waiting or suspects:
        alone = not waiting
        queue, width = (suspects, 1) if alone else (waiting, jobs)
        # Fresh processes: forked ones inherit MediaPipe's threads in a broken state.
        with ProcessPoolExecutor(width, get_context("spawn"), end_with_parent) as pool:
            running: dict[Future[Outcome], Task] = {}
            try:
                yield from _drain(pool, queue, width, running, work)
            except BrokenProcessPool:
                if alone:
                    yield from (Outcome(task.name, error=DIED) for task in running.values())
                else:
                    suspects.extend(running.values())
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _drain(
    pool: ProcessPoolExecutor,
    queue: deque[Task],
    width: int,
    running: dict[Future[Outcome], Task],
    work: Perform,
) -> Generator[Outcome, None, None]:
    """Keep the pool busy from `queue`; `running` holds what is being done, so that a caller can see it."""
    while queue or running:
        while queue and len(running) < width:
            task = queue[0]
            running[pool.submit(work, task)] = task
            queue.popleft()
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            outcome = _outcome(future, running[future])
            del running[future]
            yield outcome


def _outcome(future: "Future[Outcome]", task: Task) -> Outcome:
    error = future.exception()
    if isinstance(error, BrokenProcessPool):
        raise error
    return future.result() if error is None else _failed(task, error)


def _failed(task: Task, fault: BaseException) -> Outcome:
    """Not one of our errors, so a fault of the program; one video must not stop the others all the same."""
    return Outcome(task.name, error=f"Analysing it failed: {type(fault).__name__}: {fault}.")


def end_with_parent() -> None:
    """Watch the parent from a thread: a killed program ends its workers within a moment.

    Without it a worker waits for its next piece of work for ever, with all its memory.
    """
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


CONNECT_TIMEOUT_S = 5
LONGEST_GREETING_BYTES = 1_000_000
TRIES = 2
"""A task whose worker dies is done again elsewhere by the scheduler (its `allowed-failures`, 3 by default);
one that raises an unforeseen error is tried this often more, since another machine may have what it needs."""


def run_cluster(tasks: Sequence[Task], address: str, work: Perform) -> Generator[Outcome, None, None]:
    """Do `tasks` by `work` on the cluster of the scheduler at `address`, yielding each outcome as it comes.

    Raises:
        PoseCoachError: the address is none, Dask is not installed, no scheduler answers, or a worker has no
            PoseCoach like this.
    """
    parts = _split_address(address)
    try:
        import distributed
    except ImportError:
        raise PoseCoachError(
            "A cluster needs Dask.", "Install it with: pip install 'posecoach[cluster]'"
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it would say is said below
    dask: Any = distributed  # without types of its own
    _check_reachable(dask, parts, one_line(address))
    try:
        client: Any = dask.Client(address, timeout=CONNECT_TIMEOUT_S, set_as_default=False)
    except Exception as error:  # noqa: BLE001 - one kind of its own for each part of an address
        raise PoseCoachError(
            f"No Dask scheduler answers at {one_line(address)} ({one_line(str(error) or repr(error))}).",
            "Start one with dask scheduler, and name it as tcp://host:port.",
        ) from None
    with client:
        _check_workers(client)
        # Not pure: the file behind a path may have changed since it was last analysed.
        futures = {client.submit(work, task, pure=False, retries=TRIES): task for task in tasks}
        for future in dask.as_completed(list(futures), loop=client.loop):
            task = futures.pop(future)
            fault = future.exception()
            yield future.result() if fault is None else _failed(task, fault)
            future.release()


def _split_address(address: str) -> SplitResult:
    """The parts of `address`, which Dask has to understand: of what it does not it speaks in traces."""
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        good = parts.scheme in ("tcp", "tls") and bool(parts.hostname) and parts.port is not None
    except ValueError:
        good = False
    if not good:
        raise PoseCoachError(
            f"{one_line(address)} is no address of a Dask scheduler.", "Write it as tcp://host:port."
        )
    return parts


def _check_reachable(dask: Any, parts: SplitResult, shown: str) -> None:
    """Make sure that a scheduler answers, before Dask waits for one."""
    if parts.scheme == "tls" and not dask.Security().get_connection_args("client").get("ssl_context"):
        raise PoseCoachError(
            f"{shown} needs certificates, and Dask is set up with none.",
            "Name them in Dask's own configuration: distributed.comm.tls.",
        )
    if parts.scheme == "tcp" and not _greets_like_dask(parts.hostname, parts.port):
        raise PoseCoachError(f"No Dask scheduler answers at {shown}.", "Start one with: dask scheduler")


def _greets_like_dask(host: str | None, port: int | None) -> bool:
    """Whether somebody there begins as Dask's protocol does, with the length of a short greeting.

    Dask itself waits without end for a web server, which greets nobody.
    """
    try:
        with socket.create_connection((host or "", port or 0), CONNECT_TIMEOUT_S) as connection:
            greeting = connection.recv(8, socket.MSG_WAITALL)
    except OSError:
        return False
    return len(greeting) == 8 and int.from_bytes(greeting, "little") < LONGEST_GREETING_BYTES


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
