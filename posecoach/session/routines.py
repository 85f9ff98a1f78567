"""Sessions of one run of several exercises taken together: one row of the history, one set of numbers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from posecoach import sentences
from posecoach.session.history import HistoryRow


def entries(rows: Sequence[HistoryRow]) -> list[tuple[HistoryRow, ...]]:
    """The sessions of each run, in the order they were done; `rows` and the runs are the newest first."""
    found: dict[str, list[HistoryRow]] = {}
    for row in rows:
        found.setdefault(row.routine or f"session {row.number}", []).append(row)
    return [tuple(reversed(group)) for group in found.values()]


def as_one(group: Sequence[HistoryRow]) -> HistoryRow:
    """One row for the sessions of a run, in order: sums, the pain before the first and after the last.

    Range and the hip's share are None, because those of different exercises have no common median.
    """
    if len(group) == 1:
        return group[0]
    first, last = group[0], group[-1]
    sides = {row.side for row in group}
    known = [row.reps if row.known_reps is None else row.known_reps for row in group]
    exercises = sentences.say("plural.exercise", n=len({row.exercise for row in group}))
    return replace(
        first,
        running=any(row.running for row in group),
        name=f"{first.routine_name or sentences.say('page.routine')}, {exercises}",
        side=sides.pop() if len(sides) == 1 else "both",
        sets=sum(row.sets for row in group),
        reps=sum(row.reps for row in group),
        clean_reps=sum(row.clean_reps for row in group),
        known_reps=sum(known),
        range_deg=None,
        hip_share=None,
        duration_s=(last.started_at - first.started_at).total_seconds() + last.duration_s,
        pain_before=first_known(row.pain_before for row in group),
        pain_after=first_known(row.pain_after for row in reversed(group)),
    )


def first_known(answers: Iterable[int | None]) -> int | None:
    """The first answer that was given, None for none; of the pain after, from the last session on."""
    return next((answer for answer in answers if answer is not None), None)


def numbers_text(group: Sequence[HistoryRow], stored: Sequence[int]) -> str:
    """The numbers of a run's sessions as a person types them: "7", "7-13", "7-9,11".

    `stored` are the numbers of all sessions, rising: a range never spans one that is not of the run.
    """
    if len(group) == 1:
        return str(group[0].number)
    mine = sorted(row.number for row in group)
    spans: list[list[int]] = []
    for number in mine:
        if spans and bisect_left(stored, number) == bisect_right(stored, spans[-1][1]):
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
