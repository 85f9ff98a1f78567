"""The hips' own range over months, at the head of the page of progress: points with error bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from posecoach.coaching.hip_range.compare import (
    CONFIDENCE_95,
    Difference,
    largest_difference,
    own_difference,
    own_range,
)
from posecoach.coaching.hip_range.measure import HipRange
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.session.measurement import Measurement
from posecoach.session.report.hip_words import change_words, title, whole

WIDTH, HEIGHT = 560.0, 150.0
LEAST_SPAN_DEG = 30.0


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement of one hip, in picture units; `low` and `high` are the ends of its 95 % error."""

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
    """One movement over time: its points, the days of practice, ticks of both axes, the change in words."""

    title: str
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
    known = [
        (taken, side, own)
        for side, entries in series.items()
        for taken, hip in entries
        if (own := own_range(hip)) is not None
    ]
    times = [taken.date() for entries in series.values() for taken, _ in entries]
    first, last = min([*times, *practised]), max([*times, *practised])
    ends = [
        own.value_deg + half
        for _, _, own in known
        for half in (-CONFIDENCE_95 * own.sd_deg, CONFIDENCE_95 * own.sd_deg)
    ]
    low, high = (min(ends), max(ends)) if ends else (0.0, LEAST_SPAN_DEG)
    middle, span = (low + high) / 2, max(high - low, LEAST_SPAN_DEG) * 1.1
    low, high = middle - span / 2, middle + span / 2

    def x(day: date) -> float:
        return round(30.0 + (WIDTH - 50.0) * (day - first).days / max((last - first).days, 1), 1)

    def y(deg: float) -> float:
        return round(HEIGHT * (high - deg) / (high - low), 1)

    points = tuple(
        Point(
            x(taken.date()) + (-3.0 if side == "left" else 3.0),
            y(own.value_deg),
            y(own.value_deg - CONFIDENCE_95 * own.sd_deg),
            y(own.value_deg + CONFIDENCE_95 * own.sd_deg),
            side,
        )
        for taken, side, own in known
    )
    step = 20 if span > 60 else 10
    marks = range(int(low // step + 1) * step, int(high) + 1, step)
    return HipTrend(
        title(movement),
        points,
        tuple(sorted({x(day) for day in practised})),
        tuple((y(mark), f"{mark}°") for mark in marks),
        tuple((x(day), f"{day.day} {day:%b %Y}") for day in dict.fromkeys((first, last))),
        tuple(_change(side, entries) for side, entries in series.items() if entries),
    )


def _change(side: str, entries: Series) -> Change:
    (_, first), (_, last) = entries[0], entries[-1]
    if len(entries) < 2:
        return Change(side, change_words(Difference()), "")
    assert last.largest is not None
    largest = f"{whole(last.largest.value_deg)}°: {change_words(largest_difference(last, first))}"
    return Change(side, change_words(own_difference(last, first)), largest)
