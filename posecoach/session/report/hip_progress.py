"""The hips' own range over months, at the head of the page of progress: points with error bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from posecoach import sentences
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

WIDTH, HEIGHT = 560.0, 150.0
LEAST_SPAN_DEG = 30.0

LABEL_MARGIN = 76.0
"""From the middle of a day's label to the edge: half of the longest, "27 de nov. de 2026"."""


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement of one hip, in picture units; `low` to `high` is its 95 % error if measured again."""

    x: float
    y: float
    low: float
    high: float
    side: str


@dataclass(frozen=True, slots=True)
class Change:
    """How one hip changed from the first measurement to the last."""

    side: str
    own: str
    largest: str


@dataclass(frozen=True, slots=True)
class HipTrend:
    """One movement over time: its points, the days of practice, ticks of both axes, the change in words.

    `largest` tells that the points are the largest angles, as the lower back was never seen.
    """

    title: str
    largest: bool
    points: tuple[Point, ...]
    days: tuple[float, ...]
    degrees: tuple[tuple[float, str], ...]
    dates: tuple[tuple[float, str], ...]
    changes: tuple[Change, ...]


def hip_trends(measurements: Sequence[Measurement], practised: Sequence[date]) -> tuple[HipTrend, ...]:
    """Every movement that was measured, with the days of practice beneath."""
    dated = [(one.taken_at, one) for one in measurements if one.taken_at is not None]
    dated.sort(key=lambda pair: pair[0].timestamp())
    found = []
    for movement in Movement:
        series = {side: _series(dated, movement, side) for side in ("left", "right", "both")}
        if any(series.values()):
            found.append(_trend(movement, series, practised))
    return tuple(found)


Series = list[tuple[datetime, HipRange]]


def _series(dated: Sequence[tuple[datetime, Measurement]], movement: Movement, side: str) -> Series:
    hips = [(taken, one.of(movement, side)) for taken, one in dated]
    return [(taken, hip) for taken, hip in hips if hip.largest is not None]


def _trend(movement: Movement, series: dict[str, Series], practised: Sequence[date]) -> HipTrend:
    hips = [(taken, side, hip) for side, entries in series.items() for taken, hip in entries]
    known = [
        (taken, side, own.value_deg, CONFIDENCE_95 * own_repeat_sd(hip))
        for taken, side, hip in hips
        if (own := own_range(hip)) is not None
    ]
    largest = not known
    if largest:
        known = [
            (taken, side, hip.largest.value_deg, CONFIDENCE_95 * hip.repeat_sd_deg)
            for taken, side, hip in hips
            if hip.largest is not None
        ]
    times = [taken.date() for entries in series.values() for taken, _ in entries]
    first, last = min([*times, *practised]), max([*times, *practised])
    low, high = min(deg - half for _, _, deg, half in known), max(deg + half for _, _, deg, half in known)
    middle, span = (low + high) / 2, max(high - low, LEAST_SPAN_DEG) * 1.1
    low, high = middle - span / 2, middle + span / 2

    def x(day: date) -> float:
        return round(50.0 + (WIDTH - 70.0) * (day - first).days / max((last - first).days, 1), 1)

    def y(deg: float) -> float:
        return round(HEIGHT * (high - deg) / (high - low), 1)

    def label_x(day: date) -> float:
        return min(max(x(day), LABEL_MARGIN), WIDTH - LABEL_MARGIN)

    points = tuple(
        Point(x(taken.date()) + (-3.0 if side == "left" else 3.0), y(deg), y(deg - half), y(deg + half), side)
        for taken, side, deg, half in known
    )
    step = 20 if span > 60 else 10
    marks = range(int(low // step + 1) * step, int(high) + 1, step)
    return HipTrend(
        title(movement),
        largest,
        points,
        tuple(sorted({x(day) for day in practised})),
        tuple((y(mark), f"{mark}°") for mark in marks),
        tuple((label_x(day), sentences.in_use().short_day(day)) for day in dict.fromkeys((first, last))),
        tuple(_change(side, entries) for side, entries in series.items() if entries),
    )


def _change(side: str, entries: Series) -> Change:
    hips = [hip for _, hip in entries]
    own = [hip for hip in hips if own_range(hip) is not None]
    first, last = hips[0], hips[-1]
    assert last.largest is not None
    change = largest_difference(last, first) if len(hips) > 1 else Difference()
    largest = f"{whole(last.largest.value_deg)}°: {change_words(change)}"
    change = own_difference(own[-1], own[0]) if len(own) > 1 else Difference()
    return Change(side, change_words(change) if own else "–", largest)
