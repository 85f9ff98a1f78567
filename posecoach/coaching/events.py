"""What the coach says happened: small records, each stamped with the time of the frame that showed it."""

from dataclasses import dataclass
from enum import Enum

NAN = float("nan")


class Confidence(str, Enum):
    """How far a figure can be trusted; `CANNOT_SEE` means there is no figure."""

    HIGH = "high"
    LOW = "low"
    CANNOT_SEE = "cannot see"


@dataclass(frozen=True, slots=True)
class LowerBackReading:
    """How far the lower back moved in one rep, in the unit of the exercise's leading measure.

    `value` is the movement beyond what a clean rep of this range brings, which is learned from the person's
    own clean reps (`posecoach.coaching.lower_back.baseline`). `limit` is where a warning begins. `still`
    means that about 10 degrees or more would have been seen, and were not, even if the confidence is low.
    """

    measure: str
    value: float
    limit: float
    unit: str
    confidence: Confidence
    still: bool = False


@dataclass(frozen=True, slots=True)
class HipBackSplit:
    """How one rep divides between the hip and the lower back.

    Degrees of movement each (`hip_deg`, `back_deg`, NaN where it cannot be seen or the lower back did not
    move beyond the usual), `hip_share` from 0 to 1, and `uncertainty_deg`, one standard deviation of
    `back_deg`.
    """

    hip_deg: float = NAN
    back_deg: float = NAN
    hip_share: float = NAN
    uncertainty_deg: float = NAN
    confidence: Confidence = Confidence.CANNOT_SEE


@dataclass(frozen=True, slots=True)
class Rep:
    """One pull and one release. Times in seconds of the source.

    `range_deg` and `peak_deg` are in the unit of the counted signal: degrees or, whatever their names say,
    % of the torso for `hip_height` and `knee_travel`. The session file has these names, so they stay.
    `end_s`, `release_s` and the lower-back figures are NaN or None until the release has ended.
    """

    set_index: int
    index: int
    start_s: float
    peak_s: float
    counted_s: float
    range_deg: float
    peak_deg: float
    end_s: float = NAN
    lower_back: LowerBackReading | None = None
    lower_back_moved: bool = False
    share: HipBackSplit = HipBackSplit()

    @property
    def pull_s(self) -> float:
        """Duration of the pull."""
        return self.peak_s - self.start_s

    @property
    def release_s(self) -> float:
        """Duration of the release; NaN while it lasts."""
        return self.end_s - self.peak_s

    @property
    def back_confidence(self) -> Confidence:
        """How well the lower back was seen; not at all where there is no reading."""
        return self.lower_back.confidence if self.lower_back else Confidence.CANNOT_SEE

    @property
    def at_fault(self) -> bool:
        """Whether the lower back surely moved; a movement seen with low confidence is only asked about."""
        return self.lower_back_moved and self.back_confidence is Confidence.HIGH

    @property
    def kept_still(self) -> bool:
        """Whether the lower back kept still: about 10 degrees or more would have been seen, and were not."""
        if self.lower_back is None or self.lower_back_moved:
            return False
        return self.lower_back.still or self.back_confidence is Confidence.HIGH

    @property
    def back_known(self) -> bool:
        """Whether it is known what the lower back did."""
        return self.at_fault or self.kept_still


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at `t_s`."""

    t_s: float


@dataclass(frozen=True, slots=True)
class RepCounted(Event):
    """A rep was recognised. The coach never takes it back; the person may, see `SetRestarted`.

    `rep.index` is the count of the set so far.
    """

    rep: Rep


@dataclass(frozen=True, slots=True)
class RepCompleted(Event):
    """The release of a counted rep has ended: `rep` now has its end and its lower-back figures."""

    rep: Rep


class WarningKind(str, Enum):
    """Kinds of warning, as written in the session file, which knows more words than are used today."""

    LOWER_BACK = "lower-back"
    TEMPO = "tempo"
    RANGE = "range"
    OUT_OF_VIEW = "out-of-view"
    CAMERA = "camera"
    CLOTHES = "clothes"
    POSITION = "position"
    WRONG_SIDE = "wrong-side"
    NOT_COUNTED = "not-counted"


@dataclass(frozen=True, slots=True)
class WarningStarted(Event):
    """A warning begins; `message` is the exercise's own sentence for it, "" where it has none.

    For `LOWER_BACK`, `measure`, `value`, `limit` and `unit` say what was seen. For `CAMERA`, `measure` is
    the id of the view problem (see `posecoach.kinematics.view.ViewProblem`). For `POSITION`, `WRONG_SIDE` and
    `NOT_COUNTED`, it is the topic of the hint and `wanted` what was wanted (see
    `posecoach.coaching.state.Hint`). Where `confidence` is low it is a question and no accusation.
    """

    kind: WarningKind
    measure: str
    message: str = ""
    value: float = NAN
    limit: float = NAN
    unit: str = ""
    confidence: Confidence = Confidence.HIGH
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class WarningEnded(Event):
    """The warning of this kind that began at `start_s` is over; `value` is the worst it got."""

    kind: WarningKind
    start_s: float
    value: float = NAN


class Phase(str, Enum):
    """Where the person is in the set; each looks and sounds different."""

    LOOKING = "looking for you"
    POSITION = "get into position"
    HOLD = "hold still"
    COUNTING = "counting"
    PAUSED = "paused"
    REST = "rest"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PhaseChanged(Event):
    """The coach entered `phase`."""

    phase: Phase


@dataclass(frozen=True, slots=True)
class SetStarted(Event):
    """Set number `index` (from 1) began with its first rep."""

    index: int


@dataclass(frozen=True, slots=True)
class SetRestarted(Event):
    """The person counts set number `index` anew: what was counted of it is forgotten."""

    index: int


class StopReason(str, Enum):
    """Why a person stopped a set; `UNSAID` when asked and not answered."""

    PAIN = "pain"
    TIRED = "tired"
    OTHER = "other"
    UNSAID = "not said"


@dataclass(frozen=True, slots=True)
class SetStopped(Event):
    """The person found set number `index` too much and stopped it, for `reason`."""

    index: int
    reason: StopReason


@dataclass(frozen=True, slots=True)
class SetEnded(Event):
    """Set number `index` ended after `reps` reps; it lasted from `start_s` to `end_s`."""

    index: int
    reps: int
    start_s: float
    end_s: float
