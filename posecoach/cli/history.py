"""`posecoach history`: past sessions as a table or as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, fields
from datetime import datetime, timedelta
from typing import Any

import click

from posecoach import sentences
from posecoach.cli.output import tell_notices
from posecoach.exercises.catalogue import builtin_exercise, builtin_exercises
from posecoach.session.history import (
    HistoryFilter,
    HistoryLine,
    HistoryRow,
    as_one,
    entries,
    line_of,
    numbers_text,
)
from posecoach.session.listing import list_measured, list_sessions

COLUMNS = tuple(one.name for one in fields(HistoryLine))
"""Ids of their headings under [history]."""

LEFT_ALIGNED = ("when", "exercise", "side")

NOT_IN_JSON = ("name", "routine_name", "range_deg")

MOST = 1_000_000


class Day(click.DateTime):
    """A day such as 2024-05-31, of the years that clocks in all time zones know."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The midnight at which the day begins."""
        try:
            day = datetime.strptime(value, "%Y-%m-%d")
        except ValueError:
            self.fail(sentences.say("history.no_date", value=value), param, ctx)
        if not 1971 <= day.year <= 2999:
            self.fail(sentences.say("history.no_day", value=value), param, ctx)
        return day


since_option = click.option("--since", type=Day(), metavar="DATE")
until_option = click.option("--until", type=Day(), metavar="DATE")


@click.command()
@click.option("--exercise", metavar="ID")
@since_option
@until_option
@click.option("--limit", type=click.IntRange(1, MOST), metavar="N")
@click.option("--each", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
def command(
    exercise: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int | None,
    each: bool,
    as_json: bool,
) -> None:
    together = not (each or as_json or exercise)
    rows, notices = list_sessions(history_filter(exercise, since, until, None if together else limit))
    tell_notices(notices)
    if as_json:
        sessions = [row_json(row) for row in rows]
        click.echo(json.dumps({"schema": "posecoach.history/1", "sessions": sessions}, indent=2))
        return
    measured = [] if exercise else [one for one in list_measured() if within(one[1], since, until)][:limit]
    if rows:
        print_table(rows, together, limit)
    elif not measured:
        click.echo(sentences.say("history.none", exercise=exercise or "hip-flexion"))
    for number, when in measured:
        moment = sentences.in_use().moment(when)
        click.echo(sentences.say("history.measurement", number=number, when=moment))


def within(moment: datetime, since: datetime | None, until: datetime | None) -> bool:
    """Whether `moment` lies between the days that a person typed."""
    only = history_filter(None, since, until)
    return (only.since is None or moment >= only.since) and (only.until is None or moment < only.until)


def history_filter(
    exercise: str | None, since: datetime | None, until: datetime | None, limit: int | None = None
) -> HistoryFilter:
    """A filter from the days a person typed, in the time zone of this computer.

    Raises:
        click.UsageError: the exercise is neither the program's nor one of the sessions'.
    """
    if exercise is not None and builtin_exercise(exercise) is None:
        ours = [one.id for one in builtin_exercises()]
        own = sorted({row.exercise for row in list_sessions(HistoryFilter())[0]} - set(ours))
        if exercise not in own:
            known = ", ".join([*ours, *own])
            raise click.UsageError(sentences.say("history.no_exercise", exercise=exercise, known=known))
    return HistoryFilter(
        exercise=exercise,
        since=since.astimezone() if since else None,
        until=(until + timedelta(days=1)).astimezone() if until else None,
        limit=limit,
    )


def row_json(row: HistoryRow) -> dict[str, object]:
    told = asdict(row) | {"started_at": row.started_at.isoformat(timespec="seconds"), "range": row.range_deg}
    return {name: value for name, value in told.items() if name not in NOT_IN_JSON}


def print_table(rows: Sequence[HistoryRow], together: bool = False, limit: int | None = None) -> None:
    """Print the sessions as a table, the newest `limit` lines; with `together`, a routine is one line.

    By hand, because a rich table of a thousand rows takes a second.
    """
    numbers = sorted(row.number for row in rows)
    groups = entries(rows) if together else [(row,) for row in rows]
    body = [astuple(line_of(numbers_text(group, numbers), as_one(group))) for group in groups[:limit]]
    lines = [tuple(sentences.say(f"history.{name}") for name in COLUMNS), *body]
    widths = [max(len(line[index]) for line in lines) for index in range(len(COLUMNS))]
    for number, line in enumerate(lines):
        cells = [
            cell.ljust(width) if name in LEFT_ALIGNED else cell.rjust(width)
            for cell, width, name in zip(line, widths, COLUMNS, strict=True)
        ]
        text = "  ".join(cells).rstrip()
        click.echo(click.style(text, bold=True) if number == 0 else text)
