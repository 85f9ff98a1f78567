"""Keeps the display on while somebody exercises, who touches neither keyboard nor mouse."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def display_awake() -> Iterator[bool]:
    """The display stays on within the block; yields whether this system can do that."""
    from wakepy import keep

    with keep.presenting(on_fail="pass") as mode:
        yield bool(mode.active)
