"""What there is to show and say at one moment of a set."""

from dataclasses import dataclass
from enum import Enum

from posecoach.coaching.events import NAN, Confidence, HipBackSplit, Phase, WarningKind


class BackLevel(str, Enum):
    """What the lower-back gauge says."""

    STILL = "still"
    NEAR = "near"
    MOVING = "moving"
    CANNOT_SEE = "cannot see"


@dataclass(frozen=True, slots=True)
class BackState:
    """The lower back now: `value` over `limit` fills the gauge; `share` is that of the newest rep."""

    level: BackLevel = BackLevel.CANNOT_SEE
    value: float = NAN
    limit: float = NAN
    unit: str = ""
    confidence: Confidence = Confidence.CANNOT_SEE
    share: HipBackSplit = HipBackSplit()


@dataclass(frozen=True, slots=True)
class Hint:
    """Why somebody who is seen is not counted, and what the exercise wants instead.

    Attributes:
        kind: `POSITION`, `WRONG_SIDE` or `NOT_COUNTED`.
        topic: what is so: for `POSITION` the posture (`posecoach.kinematics.posture.Posture`) that is taken;
            for `WRONG_SIDE` the side that is done ("left", "right"), "changed" once it is the one counted,
            or "alternating"; for `NOT_COUNTED` one of `posecoach.coaching.position.hints.CAUSES`.
        wanted: what the exercise wants: a posture, the side asked for, or the side that is counted; for the
            cause "requirement" which one is not met, as `PositionGate.unmet`. "" where nothing can be said.
    """

    kind: WarningKind
    topic: str
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class CoachState:
    """Everything a screen or a voice needs at time `t_s`; nothing in it depends on how it is shown.

    Attributes:
        side: the hip being stretched: "left", "right" or "both"; a screen is given "" while it is unknown.
        set_index: the present set, from 1: in a rest the one that has ended, after it the next. `sets` is
            None when there is no planned number.
        reps: counted in the present set; `target` is (least, most).
        clean_reps: of those, reps in which the lower back was seen well and kept still.
        position: where the signal is between this person's release (0) and pull (1); NaN when unknown.
        primary_deg: the counted signal now, in `unit` ("deg" or "% torso"); NaN when unseen.
        range_now: typical range of this person's reps, in `unit`; NaN before the first.
        working_joint: index of the landmark at the working joint, to write the angle beside; -1 for none.
        hold_left_s, rest_left_s: what is left of the calm hold or the rest; 0 outside them.
        view_problem: id of what is wrong with the picture ("" when nothing is), see `ViewProblem`.
        hint: why nothing is counted at present, None while there is nothing to say.
        frame_ok: False while the skeleton is being bridged rather than believed.
        source_ended: the pictures ended before what was planned was done.
    """

    t_s: float
    phase: Phase
    exercise_id: str
    side: str
    set_index: int = 1
    sets: int | None = None
    reps: int = 0
    total_reps: int = 0
    clean_reps: int = 0
    target: tuple[int, int] = (0, 0)
    position: float = NAN
    primary_deg: float = NAN
    unit: str = "deg"
    range_now: float = NAN
    working_joint: int = -1
    back: BackState = BackState()
    hold_left_s: float = 0.0
    rest_left_s: float = 0.0
    view_problem: str = ""
    hint: Hint | None = None
    frame_ok: bool = True
    source_ended: bool = False
