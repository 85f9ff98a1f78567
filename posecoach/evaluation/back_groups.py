"""The lower back by kind of clip, person and exercise: who is blamed falsely, and whether "sure" is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from posecoach.evaluation.back import CURVE_EDGES_DEG, BackRep, CurvePoint, recall_curve
from posecoach.evaluation.score import ClipScore
from posecoach.evaluation.truth import NAN

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

    def blamed(self, sure: bool) -> int:
        """Clean reps that were blamed, surely or only asked about."""
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
