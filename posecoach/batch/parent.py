"""Ends a worker process when the program that started it is gone, even where that could not say so."""

import multiprocessing
import os
import threading
from multiprocessing.connection import wait


def end_with_parent() -> None:
    """Watch the parent from a thread: a killed program ends its workers within a moment.

    Without it a worker waits for its next piece of work for ever, with all its memory.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
