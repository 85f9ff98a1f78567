"""How often the position is wrongly lost: python -m tests.coaching.position.losses FOLDER...

Reads every track with truth in the folders; looks at the frames of true reps in which somebody is seen.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from posecoach.coaching.position.gate import Place, PositionGate
from posecoach.coaching.position.side import SideChooser
from posecoach.coaching.signals import counted_leg
from posecoach.evaluation.cases import Case, find_cases
from posecoach.kinematics.model import BodyModel
from posecoach.session.track import read_track


@dataclass(frozen=True, slots=True)
class Losses:
    """Of one clip: frames of true reps with somebody in view, those out of position, and how often it was
    lost.
    """

    clip: str
    exercise: str
    frames: int = 0
    outside: int = 0
    lost: int = 0

    @property
    def share(self) -> float:
        """Share of the frames outside, 0..1; 0 where nobody was seen."""
        return self.outside / self.frames if self.frames else 0.0


def losses(case: Case) -> Losses:
    """Put the track of `case` through body model and position gate, without counting."""
    exercise, side = case.exercise, case.truth.side or "auto"
    model, sides, gate = BodyModel(knee_travel=False), SideChooser(exercise, side), PositionGate(exercise)
    frames = outside = lost = 0
    before = Place.AWAY
    for t_s, pose in read_track(case.source).poses():
        body = model.update(t_s, pose)
        leg = counted_leg(exercise.count, sides.update(body, locked=before is Place.IN_POSITION), body)
        place = gate.update(body, leg)
        if body.seen and any(rep.start_s <= t_s <= rep.end_s for rep in case.truth.reps):
            frames += 1
            outside += place is not Place.IN_POSITION
            lost += before is Place.IN_POSITION and place is not Place.IN_POSITION
        before = place
    return Losses(case.truth.clip, exercise.id, frames, outside, lost)


def tracks(folder: Path) -> list[Case]:
    """The tracks with truth in `folder`."""
    return [case for case in find_cases(folder)[0] if case.is_track]


def table(found: Iterable[Losses]) -> str:
    """One line an exercise: clips, mean share of frames outside, clips above 5 %, and losses."""
    rows: dict[str, list[Losses]] = {}
    for one in found:
        rows.setdefault(one.exercise, []).append(one)
    lines = ["exercise                 clips  outside  above 5 %  lost"]
    for name, clips in sorted(rows.items()):
        share = sum(one.share for one in clips) / len(clips)
        above, lost = sum(one.share > 0.05 for one in clips), sum(one.lost for one in clips)
        lines.append(f"{name:24} {len(clips):5} {share:8.1%} {above:10} {lost:5}")
    return "\n".join(lines)


if __name__ == "__main__":
    for named in sys.argv[1:]:
        print(f"{named}\n{table(map(losses, tracks(Path(named))))}")
