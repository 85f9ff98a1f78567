"""The hips' own range over months, at the head of the page of progress: points with their errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from posecoach.coaching.hip_range.compare import (
    Difference,
    largest_difference,
    own_difference,
    own_range,
    own_repeat_sd,
)
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.coaching.hip_range.result import CONFIDENCE_95, HipRange
from posecoach.session.measurement import Measurement
from posecoach.session.report.measurement_page import change_words, title, whole


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement of one hip; `error_deg` is its 95 % error if measured again."""

    taken: datetime
    side: str
    deg: float
    error_deg: float


@dataclass(frozen=True, slots=True)
class Change:
    """How one hip changed from the first measurement to the last."""

    side: str
    own: str
    largest: str


@dataclass(frozen=True, slots=True)
class HipTrend:
    """One movement over time: its points, and the change in words.

    `largest` tells that the points are the largest angles, as the lower back was never seen.
    """

    title: str
    largest: bool
    points: tuple[Point, ...]
    changes: tuple[Change, ...]


def hip_trends(measurements: Sequence[Measurement]) -> tuple[HipTrend, ...]:
    """Every movement that was measured."""
    dated = [(one.taken_at, one) for one in measurements if one.taken_at is not None]
    dated.sort(key=lambda pair: pair[0].timestamp())
    found = []
    for movement in Movement:
        series = {side: _series(dated, movement, side) for side in ("left", "right", "both")}
        if any(series.values()):
            found.append(_trend(movement, series))
    return tuple(found)


Series = list[tuple[datetime, HipRange]]


def _series(dated: Sequence[tuple[datetime, Measurement]], movement: Movement, side: str) -> Series:
    hips = [(taken, one.of(movement, side)) for taken, one in dated]
    return [(taken, hip) for taken, hip in hips if hip.largest is not None]


def _trend(movement: Movement, series: dict[str, Series]) -> HipTrend:
    hips = [one for entries in series.values() for one in entries]
    points = [
        Point(taken, hip.side, own.value_deg, CONFIDENCE_95 * own_repeat_sd(hip))
        for taken, hip in hips
        if (own := own_range(hip)) is not None
    ]
    largest = [
        Point(taken, hip.side, hip.largest.value_deg, CONFIDENCE_95 * hip.repeat_sd_deg)
        for taken, hip in hips
        if hip.largest is not None
    ]
    changes = tuple(_change(side, entries) for side, entries in series.items() if entries)
    return HipTrend(title(movement), not points, tuple(points or largest), changes)


def _change(side: str, entries: Series) -> Change:
    hips = [hip for _, hip in entries]
    own = [hip for hip in hips if own_range(hip) is not None]
    first, last = hips[0], hips[-1]
    assert last.largest is not None
    change = largest_difference(last, first) if len(hips) > 1 else Difference()
    largest = f"{whole(last.largest.value_deg)}°: {change_words(change)}"
    change = own_difference(own[-1], own[0]) if len(own) > 1 else Difference()
    return Change(side, change_words(change) if own else "–", largest)
