"""How long each stage of a run takes, a frame."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Collects durations by stage name; `seconds[stage]` has one entry a frame."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside the block."""
        begin = time.perf_counter()
        yield
        self.seconds[name].append(time.perf_counter() - begin)

    def mean_ms(self, name: str) -> float:
        """Mean duration of `name` in milliseconds; 0 when it never ran."""
        taken = self.seconds.get(name)
        return 1000.0 * sum(taken) / len(taken) if taken else 0.0
