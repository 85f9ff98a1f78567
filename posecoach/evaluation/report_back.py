"""The lower back's part of an evaluation: as JSON for machines and as tables for people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.evaluation.back import CURVE_EDGES_DEG, BackRep, BackScore, CurvePoint, recall_curve
from posecoach.evaluation.cells import Json, number, percent, picked, table
from posecoach.evaluation.score import ClipScore, Evaluation
from posecoach.evaluation.truth import NAN
from posecoach.plain_text import one_line

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class BackGroup:
    """Some reps, with the verdicts called sure ("high") and those that were not ("low") apart.

    `by` is what they have in common ("ground", "person", "exercise" or "all") and `name` which. `missed` are
    moved reps that were not even counted.
    """

    by: str
    name: str
    reps: tuple[BackRep, ...]
    missed: int = 0

    @property
    def clean(self) -> int:
        """Reps whose lower back kept still."""
        return sum(not rep.moved for rep in self.reps)

    @property
    def moved(self) -> int:
        """Reps whose lower back moved, counted or not."""
        return sum(rep.moved for rep in self.reps) + self.missed

    def false_alarms(self, sure: bool) -> int:
        """Clean reps of which a movement was told, as sure or only asked about."""
        return sum(rep.flagged and not rep.moved and rep.sure is sure for rep in self.reps)

    def told(self, sure: bool) -> int:
        """Moved reps that were told, surely or only asked about."""
        return sum(rep.flagged and rep.moved and rep.sure is sure for rep in self.reps)

    def still(self, moved: bool) -> int:
        """Of the moved or of the clean reps, those called still; what is not told either is unknown."""
        return sum(rep.still and rep.moved is moved for rep in self.reps)

    @property
    def sure(self) -> int:
        """Verdicts called sure, accusations and all-clears."""
        return sum(rep.sure for rep in self.reps)

    @property
    def sure_right(self) -> int:
        """Of those, the right ones."""
        return sum(rep.sure and rep.flagged == rep.moved for rep in self.reps)

    @property
    def reliability(self) -> float:
        """Share of the verdicts called sure that are right; NaN without any."""
        return self.sure_right / self.sure if self.sure else NAN


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


def split_curves(reps: Iterable[BackRep]) -> dict[str, list[CurvePoint]]:
    """Recall over lumbar degrees, where the back moves instead of the hip and where in addition to it."""
    moved = [rep for rep in reps if rep.moved]
    return {
        "instead": recall_curve([rep for rep in moved if rep.instead], CURVE_EDGES_DEG),
        "in_addition": recall_curve([rep for rep in moved if not rep.instead], CURVE_EDGES_DEG),
    }


def _group(by: str, name: str, clips: Sequence[ClipScore]) -> BackGroup:
    scores = [clip.back for clip in clips if clip.back is not None]
    reps = tuple(rep for score in scores for rep in score.reps)
    return BackGroup(by, name, reps, sum(score.missed_moved for score in scores))


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
        **picked(score, "degrees_error", "degrees_bias", "precision", "recall"),
        "episodes": [picked(one) for one in score.episodes],
        **picked(score, "episode_recall", "delay_s", "reaction_s", "false_warnings", "clean_s"),
        **picked(score, "false_per_min", "seen"),
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
    false_high, false_low = group.false_alarms(True), group.false_alarms(False)
    told_high, told_low = group.told(True), group.told(False)
    clean_still, moved_still = group.still(False), group.still(True)
    return {
        **picked(group, "by", "name", "clean"),
        "blamed_high": false_high,
        "blamed_low": false_low,
        "clean_still": clean_still,
        "clean_unknown": group.clean - clean_still - false_high - false_low,
        "moved": group.moved,
        "told_high": told_high,
        "told_low": told_low,
        "moved_still": moved_still,
        "moved_unknown": group.moved - moved_still - told_high - told_low,
        "high_verdicts": group.sure,
        "high_right": group.sure_right,
        **picked(group, "reliability"),
    }


def _point_json(point: CurvePoint) -> Json:
    return picked(point) | picked(point, "recall")


def _back_table(result: Evaluation) -> RenderableType:
    headings = ("moved", "told", "prec.", "rec.", "error", "warn", "delay", "false")
    made = table("Lower back", "clip", *headings)
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
    headings = ("clean", "still", "false", "asked", "moved", "still", "told", "asked", "sure", "right")
    made = table("Lower back by kind of clip, person and exercise", "clip", *headings)
    for group in groups:
        clean = (group.clean, group.still(False), group.false_alarms(True), group.false_alarms(False))
        moved = (group.moved, group.still(True), group.told(True), group.told(False))
        numbers = (str(value) for value in (*clean, *moved, group.sure))
        made.add_row(group.name, *numbers, percent(group.reliability))
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
