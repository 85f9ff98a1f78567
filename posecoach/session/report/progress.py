"""What the page of progress says: sessions over weeks, as plain data."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from statistics import median

from posecoach import sentences
from posecoach.sentences import say
from posecoach.session.history import HistoryLine, HistoryRow, as_one, entries, line_of, numbers_text
from posecoach.session.measurement import Measurement
from posecoach.session.report.hip_progress import HipTrend, Point, hip_trends
from posecoach.session.report.sets import chart_words
from posecoach.session.strict import number
from posecoach.session.words import exercise_title, shown, side_word, unit_sign

MOST_LINES = 300
"""Lines in the table; the charts have all of them, and so has `posecoach history`."""

CALENDAR_WEEKS = 12
"""Weeks shown in the calendar, the newest last."""


@dataclass(frozen=True, slots=True)
class Week:
    """Both sides of one exercise in one week: medians of the sessions, None where a side is missing."""

    monday: date
    left: float | None
    right: float | None

    @property
    def difference(self) -> float | None:
        return None if self.left is None or self.right is None else self.right - self.left


@dataclass(frozen=True, slots=True)
class ExerciseBlock:
    """One exercise: its name, a sentence on how it went, and the charts that there is data for; `sided` where
    each side was done by itself."""

    exercise: str
    name: str
    summary: str
    charts: tuple[str, ...]
    sided: bool


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """Everything on the page; `charts` is the data its script draws."""

    headline: str
    rhythm: str
    blocks: tuple[ExerciseBlock, ...]
    lines: tuple[HistoryLine, ...]
    left_out: int
    charts: dict[str, object]
    hips: tuple[HipTrend, ...] = ()


def make_progress(
    rows: Sequence[HistoryRow], today: date, measurements: Sequence[Measurement] = ()
) -> ProgressPage:
    """The page of these sessions; those without a repetition are left out. It leads with `measurements`."""
    done = sorted((row for row in rows if row.reps and not row.running), key=lambda row: row.started_at)
    exercises = _by_exercise(done)
    runs = entries(done[::-1])
    hips = hip_trends(measurements)
    numbers = sorted(row.number for row in done)
    return ProgressPage(
        headline=_headline(done, len(runs)),
        rhythm=_rhythm({row.started_at.date() for row in done}, today),
        blocks=tuple(_block(exercise, group) for exercise, group in exercises),
        lines=tuple(line_of(numbers_text(run, numbers), as_one(run)) for run in runs[:MOST_LINES]),
        left_out=max(len(runs) - MOST_LINES, 0),
        charts={
            **chart_words(),
            "sessions": [_session_chart(row) for row in done],
            "weeks": {
                exercise: [
                    {"monday": one.monday.isoformat(), "difference": one.difference} for one in weeks(group)
                ]
                for exercise, group in exercises
            },
            "days": _calendar(done, today),
            "hips": [[_hip_chart(point) for point in trend.points] for trend in hips],
        },
        hips=hips,
    )


def weeks(rows: Sequence[HistoryRow]) -> list[Week]:
    """The weeks of one exercise in which either side was done, with the median range of each side."""
    found = []
    for monday, rows_of_week in groupby(rows, key=lambda row: _monday(row.started_at.date())):
        group = list(rows_of_week)
        left, right = (
            _typical_range([row for row in group if row.side == side]) for side in ("left", "right")
        )
        found.append(Week(monday, left, right))
    return found


def longest_run(days: set[date]) -> int:
    """The most days in a row."""
    best = 0
    for day in days:
        if day - timedelta(days=1) in days:
            continue
        length = 1
        while day + timedelta(days=length) in days:
            length += 1
        best = max(best, length)
    return best


def _by_exercise(rows: Sequence[HistoryRow]) -> list[tuple[str, list[HistoryRow]]]:
    counts = Counter(row.exercise for row in rows)
    return [
        (exercise, [row for row in rows if row.exercise == exercise]) for exercise, _ in counts.most_common()
    ]


def _headline(rows: Sequence[HistoryRow], runs: int) -> str:
    if not rows:
        return say("progress.none")
    days = len({row.started_at.date() for row in rows})
    reps = sum(row.reps for row in rows)
    first = rows[0].started_at
    return say(
        "progress.headline",
        sessions=say("plural.session", n=runs),
        days=say("plural.day", n=days),
        since=sentences.in_use().day(first),
        reps=sentences.decimal(reps, 0),
    )


def _rhythm(days: set[date], today: date) -> str:
    recent = sum(today - timedelta(days=back) in days for back in range(28))
    run = longest_run(days)
    parts = [say("progress.practised", n=recent)] if recent else []
    if run > 1:
        parts.append(say("progress.run", n=run))
    return " ".join(parts)


def _block(exercise: str, rows: Sequence[HistoryRow]) -> ExerciseBlock:
    charts = {
        "pain": any(row.pain_before is not None or row.pain_after is not None for row in rows),
        "reps": True,
        "clean": any(row.clean_share is not None for row in rows),
        "range": True,
        "sides": any(week.difference is not None for week in weeks(rows)),
    }
    shown_charts = tuple(kind for kind, known in charts.items() if known)
    name, sided = exercise_title(exercise, rows[-1].name), any(row.side != "both" for row in rows)
    return ExerciseBlock(exercise, name, _summary(rows), shown_charts, sided)


def _summary(rows: Sequence[HistoryRow]) -> str:
    count = say("plural.session", n=len(rows))
    if len(rows) < 6:
        return say("progress.few", count=count)
    third = len(rows) // 3
    before, after = (_typical_range(part) for part in (rows[:third], rows[-third:]))
    unit = rows[-1].unit
    changes = []
    if before is not None and after is not None:
        before_after = {"before": shown(before, 1, unit), "after": shown(after, 1, unit)}
        changes.append(say("progress.range_from", **before_after))
    first, last = (_clean_share(part) for part in (rows[:third], rows[-third:]))
    if first is not None and last is not None:
        shares = {"before": sentences.percent(first), "after": sentences.percent(last)}
        changes.append(say("progress.clean_from", **shares))
    return say("progress.thirds" if changes else "progress.plain", count=count, changes=", ".join(changes))


def _typical_range(rows: Sequence[HistoryRow]) -> float | None:
    values = [row.range_deg for row in rows if row.range_deg is not None]
    return median(values) if values else None


def _clean_share(rows: Sequence[HistoryRow]) -> float | None:
    known = [row for row in rows if row.clean_share is not None]
    seen = sum(row.reps if row.known_reps is None else row.known_reps for row in known)
    return sum(row.clean_reps for row in known) / seen if known else None


def _session_chart(row: HistoryRow) -> dict[str, object]:
    return {
        "t": round(row.started_at.timestamp() * 1000),
        "number": row.number,
        "exercise": row.exercise,
        "side": row.side,
        "reps": row.reps,
        "clean": None if row.clean_share is None else round(100 * row.clean_share, 1),
        "range": row.range_deg,
        "unit": unit_sign(row.unit).strip(),
        "side_word": side_word(row.side),
        "before": row.pain_before,
        "after": row.pain_after,
    }


def _hip_chart(point: Point) -> dict[str, object]:
    return {
        "t": round(point.taken.timestamp() * 1000),
        "side": point.side,
        "side_word": side_word(point.side),
        "deg": number(point.deg, 1),
        "error": number(point.error_deg, 1),
    }


def _calendar(rows: Sequence[HistoryRow], today: date) -> list[dict[str, object]]:
    reps = Counter[date]()
    for row in rows:
        reps[row.started_at.date()] += row.reps
    first = _monday(today) - timedelta(weeks=CALENDAR_WEEKS - 1)
    days = [first + timedelta(days=index) for index in range((today - first).days + 1)]
    return [
        {"day": day.isoformat(), "week": (day - first).days // 7, "weekday": day.weekday(), "reps": reps[day]}
        for day in days
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
