"""How long each stage of a run takes, a frame."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar, cast

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class StageTime:
    """One stage's duration, milliseconds: mean and percentiles over the times it ran, and their total."""

    count: int
    mean_ms: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    total_ms: float


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

    def each(self, name: str, items: Iterable[Item]) -> Iterator[Item]:
        """Pass on `items`, timing how long each takes to come."""
        iterator, end = iter(items), object()
        while True:
            begin = time.perf_counter()
            item = next(iterator, end)
            if item is end:
                return
            self.seconds[name].append(time.perf_counter() - begin)
            yield cast(Item, item)

    def mean_ms(self, name: str) -> float:
        """Mean duration of `name` in milliseconds; 0 when it never ran."""
        taken = self.seconds.get(name)
        return 1000.0 * sum(taken) / len(taken) if taken else 0.0

    def stages(self) -> dict[str, StageTime]:
        """Every stage that ran, in the order in which they first did."""
        return {name: stage_time(taken) for name, taken in self.seconds.items() if taken}


def stage_time(seconds: list[float]) -> StageTime:
    """Mean and percentiles of some durations; percentiles are the value at that rank, no interpolation."""
    ranked = sorted(1000.0 * value for value in seconds)

    def at(share: float) -> float:
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))]

    total_ms = sum(ranked)
    return StageTime(len(ranked), total_ms / len(ranked), at(0.50), at(0.95), at(0.99), total_ms)
