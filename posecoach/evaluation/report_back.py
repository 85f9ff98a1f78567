"""The lower back's part of an evaluation: as JSON for machines and as tables for people."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.evaluation.back import BackRep, BackScore, CurvePoint, recall_curve, total_back
from posecoach.evaluation.cells import Json, number, percent, table
from posecoach.evaluation.score import ClipScore, Evaluation
from posecoach.plain_text import one_line
from posecoach.session.strict import picked

UNKNOWN = "unknown"

CURVES = {
    "curve": "Reps flagged by how far the lower back really moved",
    "curve_instead": "Of these, moved instead of the hip",
    "curve_in_addition": "Of these, moved in addition to the hip",
}
"""Curves of recall by their names in the JSON, and their titles."""


@dataclass(frozen=True, slots=True)
class BackGroup:
    """Some clips together: `by` is what they have in common ("ground", "person", "exercise" or "all") and
    `name` which.
    """

    by: str
    name: str
    score: BackScore


def back_groups(clips: Sequence[ClipScore]) -> list[BackGroup]:
    """All reps together, then by kind of clip, by person and by exercise, each in the order of its names."""
    known = [clip for clip in clips if clip.back is not None]
    groups = [_group("all", "all", known)]
    for by in ("ground", "person", "exercise"):
        names = sorted({getattr(clip, by) or UNKNOWN for clip in known})
        groups += [
            _group(by, name, [c for c in known if (getattr(c, by) or UNKNOWN) == name]) for name in names
        ]
    return groups


def curves(reps: Sequence[BackRep]) -> dict[str, list[CurvePoint]]:
    """Recall over lumbar degrees: of all, where the back moves instead of the hip, and in addition to it."""
    moved = [rep for rep in reps if rep.moved]
    parts = (reps, [rep for rep in moved if rep.instead], [rep for rep in moved if not rep.instead])
    return {name: recall_curve(part) for name, part in zip(CURVES, parts, strict=True)}


def _group(by: str, name: str, clips: Sequence[ClipScore]) -> BackGroup:
    return BackGroup(by, name, total_back([clip.back for clip in clips if clip.back is not None]))


def back_json(score: BackScore) -> Json:
    """One clip's lower back, or that of several together."""
    return {
        "reps": len(score.reps),
        **picked(score, 4, "moved", "flagged", "clean"),
        "clean_still": score.still(False),
        "moved_still": score.still(True),
        **picked(score, 4, "degrees_error", "degrees_bias", "precision", "recall"),
        "episodes": [picked(one, 4) for one in score.episodes],
        **picked(score, 4, "episode_recall", "delay_s", "reaction_s", "false_warnings", "clean_s"),
        **picked(score, 4, "false_per_min", "seen"),
    }


def total_back_json(result: Evaluation) -> Json:
    """All clips' lower back: with the curves, and by kind of clip, person and exercise."""
    back = result.back
    return back_json(back) | {
        **{
            name: [picked(one, 4) | picked(one, 4, "recall") for one in points]
            for name, points in curves(back.reps).items()
        },
        "groups": [_group_json(group) for group in back_groups(result.clips)],
    }


def back_tables(result: Evaluation) -> list[RenderableType]:
    """The lower back by clip, by group, and by how far it moved."""
    tables = [_back_table(result), _group_table(back_groups(result.clips))]
    for name, points in curves(result.back.reps).items():
        if points:
            tables.append(_curve_table(CURVES[name], points))
    return tables


def _group_json(group: BackGroup) -> Json:
    """The verdicts called sure ("high") and those that were not ("low") apart."""
    score = group.score
    false_high, false_low = score.false_alarms(True), score.false_alarms(False)
    told_high, told_low = score.told(True), score.told(False)
    clean_still, moved_still = score.still(False), score.still(True)
    return {
        **picked(group, 4, "by", "name"),
        "clean": score.clean,
        "blamed_high": false_high,
        "blamed_low": false_low,
        "clean_still": clean_still,
        "clean_unknown": score.clean - clean_still - false_high - false_low,
        "moved": score.moved,
        "told_high": told_high,
        "told_low": told_low,
        "moved_still": moved_still,
        "moved_unknown": score.moved - moved_still - told_high - told_low,
        "high_verdicts": score.sure,
        "high_right": score.sure_right,
        **picked(score, 4, "reliability"),
    }


def _back_table(result: Evaluation) -> RenderableType:
    headings = ("moved", "told", "prec.", "rec.", "error", "warn", "delay", "false")
    made = table("Lower back", "clip", *headings)
    words = (
        "Moved, told: reps. Error: the lower back's degrees in a rep. Warned: episodes.\n"
        "Delay: seconds from an episode's start to its warning. False: warnings a minute\n"
        "of clean exercise."
    )
    rows = [(one_line(clip.clip), clip.back) for clip in result.clips if clip.back is not None]
    for index, (name, back) in enumerate([*rows, ("all", result.back)]):
        if index == len(rows):
            made.add_section()
        warned = sum(one.warned for one in back.episodes)
        made.add_row(
            name,
            str(back.moved),
            str(back.flagged),
            percent(back.precision),
            percent(back.recall),
            number(back.degrees_error, 1),
            f"{warned}/{len(back.episodes)}" if back.episodes else "",
            number(back.delay_s, 1),
            number(back.false_per_min, 2),
        )
    return Group(made, Text(words, style="dim"))


def _group_table(groups: Sequence[BackGroup]) -> RenderableType:
    headings = ("clean", "still", "false", "asked", "moved", "still", "told", "asked", "sure", "right")
    made = table("Lower back by kind of clip, person and exercise", "clip", *headings)
    for group in groups:
        back = group.score
        clean = (back.clean, back.still(False), back.false_alarms(True), back.false_alarms(False))
        moved = (back.moved, back.still(True), back.told(True), back.told(False))
        numbers = (str(value) for value in (*clean, *moved, back.sure))
        made.add_row(group.name, *numbers, percent(back.reliability))
    words = (
        "Of the clean reps: called still, false alarms, needlessly asked about; the rest is\n"
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
