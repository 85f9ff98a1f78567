"""The lower back's part of an evaluation: as JSON for machines and as tables for people."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.evaluation.back import BackScore, CurvePoint
from posecoach.evaluation.back_groups import BackGroup, back_groups, split_curves
from posecoach.evaluation.cells import Json, finite, finite_values, number, percent, table
from posecoach.evaluation.score import Evaluation
from posecoach.plain_text import one_line


def back_json(score: BackScore) -> Json:
    """One clip's lower back, or that of several together."""
    moved = [rep for rep in score.reps if rep.moved]
    return {
        "reps": len(score.reps),
        "moved": len(moved) + score.missed_moved,
        "flagged": sum(rep.flagged for rep in score.reps),
        "clean": len(score.reps) - len(moved),
        "clean_still": sum(rep.still and not rep.moved for rep in score.reps),
        "moved_still": sum(rep.still for rep in moved),
        "degrees_error": finite(score.degrees_error),
        "degrees_bias": finite(score.degrees_bias),
        "precision": finite(score.precision),
        "recall": finite(score.recall),
        "episodes": [finite_values(asdict(one)) for one in score.episodes],
        "episode_recall": finite(score.episode_recall),
        "delay_s": finite(score.delay_s),
        "reaction_s": finite(score.reaction_s),
        "false_warnings": score.false_warnings,
        "clean_s": finite(score.clean_s),
        "false_per_min": finite(score.false_per_min),
        "seen": finite(score.seen),
    }


def total_back_json(result: Evaluation) -> Json:
    """All clips' lower back: with the curves, and by kind of clip, person and exercise."""
    totals = result.totals
    apart = split_curves(totals.back.reps)
    return back_json(totals.back) | {
        "curve": [_point_json(one) for one in totals.curve],
        **{f"curve_{name}": [_point_json(one) for one in points] for name, points in apart.items()},
        "groups": [_group_json(group) for group in back_groups(result.clips)],
    }


def back_tables(result: Evaluation) -> list[RenderableType]:
    """The lower back by clip, by group, and by how far it moved."""
    tables = [_back_table(result), _group_table(back_groups(result.clips))]
    apart = split_curves(result.totals.back.reps)
    if result.totals.curve:
        tables.append(
            _curve_table("Reps flagged by how far the lower back really moved", result.totals.curve)
        )
    for name, title in (("instead", "instead of the hip"), ("in_addition", "in addition to the hip")):
        if apart[name]:
            tables.append(_curve_table(f"Of these, moved {title}", apart[name]))
    return tables


def _group_json(group: BackGroup) -> Json:
    return {
        "by": group.by,
        "name": group.name,
        "clean": group.clean,
        "blamed_high": group.blamed(True),
        "blamed_low": group.blamed(False),
        "clean_still": group.still(False),
        "clean_unknown": group.clean - group.still(False) - group.blamed(True) - group.blamed(False),
        "moved": group.moved,
        "told_high": group.told(True),
        "told_low": group.told(False),
        "moved_still": group.still(True),
        "moved_unknown": group.moved - group.still(True) - group.told(True) - group.told(False),
        "high_verdicts": group.sure,
        "high_right": group.sure_right,
        "reliability": finite(group.reliability),
    }


def _point_json(point: CurvePoint) -> Json:
    return finite_values(asdict(point)) | {"recall": finite(point.recall)}


def _back_table(result: Evaluation) -> RenderableType:
    made = table("Lower back", "clip", "moved", "told", "prec.", "rec.", "error")
    for heading in ("warn", "delay", "false"):
        made.add_column(heading, justify="right")
    words = (
        "Moved, told: reps. Error: the lower back's degrees in a rep. Warned: episodes.\n"
        "Delay: seconds from an episode's start to its warning. False: warnings a minute\n"
        "of clean exercise."
    )
    rows = [(one_line(clip.clip), clip.back) for clip in result.clips if clip.back is not None]
    for index, (name, back) in enumerate([*rows, ("all", result.totals.back)]):
        if index == len(rows):
            made.add_section()
        warned = sum(one.warned for one in back.episodes)
        made.add_row(
            name,
            str(sum(rep.moved for rep in back.reps) + back.missed_moved),
            str(sum(rep.flagged for rep in back.reps)),
            percent(back.precision),
            percent(back.recall),
            number(back.degrees_error, 1),
            f"{warned}/{len(back.episodes)}" if back.episodes else "",
            number(back.delay_s, 1),
            number(back.false_per_min, 2),
        )
    return Group(made, Text(words, style="dim"))


def _group_table(groups: Sequence[BackGroup]) -> RenderableType:
    made = table(
        "Lower back by kind of clip, person and exercise", "clip", "clean", "still", "blamed", "asked"
    )
    for heading in ("moved", "still", "told", "asked", "sure", "right"):
        made.add_column(heading, justify="right")
    for group in groups:
        clean = (group.clean, group.still(False), group.blamed(True), group.blamed(False))
        moved = (group.moved, group.still(True), group.told(True), group.told(False))
        numbers = (str(value) for value in (*clean, *moved, group.sure))
        made.add_row(group.name, *numbers, percent(group.reliability))
    words = (
        "Of the clean reps: called still, surely blamed, needlessly asked about; the rest is\n"
        "unknown. Of those that moved: wrongly called still, surely told, asked about. Sure:\n"
        "verdicts called sure, all-clears too, and how many are right."
    )
    return Group(made, Text(words, style="dim"))


def _curve_table(title: str, curve: Sequence[CurvePoint]) -> Table:
    made = table(title, "degrees", "reps", "flagged", "called still")
    for point in curve:
        degrees = f"{point.from_deg:g} to {point.to_deg:g}"
        flagged = f"{point.flagged} ({percent(point.recall)})"
        made.add_row(degrees, str(point.reps), flagged, str(point.still))
    return made
