"""Tasks over the cores of this computer; a process that dies takes one video with it at most."""

import os
import threading
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process

from posecoach.batch.task import Outcome, Perform, Task

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
    if error is not None:
        # Not one of ours, so a fault of the program; one video must not stop the others all the same.
        return Outcome(task.name, error=f"Analysing it failed: {type(error).__name__}: {error}.")
    return future.result()


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
