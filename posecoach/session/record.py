"""A session as a record: what was done, counted and seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from posecoach.coaching.events import NAN, Confidence, Rep, StopReason, WarningKind
from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.session.back_visibility import middle, tally
from posecoach.session.series import Series

PEAK_S = 0.15
"""To both sides of a peak's time, the frames whose median is the angle there."""


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set and its reps; `end_s` is NaN only while the set lasts."""

    index: int
    start_s: float
    end_s: float = NAN
    reps: tuple[Rep, ...] = ()


@dataclass(frozen=True, slots=True)
class WarningRecord:
    """A warning from its start to its end; `value` is the worst it got, NaN where no figure belongs to it.

    With low `confidence` it was a question. `message` is the exercise's own sentence, or one that is stored;
    where it is "", `posecoach.session.words` has one.
    """

    start_s: float
    end_s: float
    kind: WarningKind
    measure: str
    message: str = ""
    value: float = NAN
    limit: float = NAN
    unit: str = ""
    confidence: Confidence = Confidence.HIGH
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class StopRecord:
    """The person stopped set number `set_index` at `t_s` because it was too much."""

    t_s: float
    set_index: int
    reason: StopReason


@dataclass(frozen=True, slots=True)
class ViewRecord:
    """How well the camera saw the exercise, over the frames in which it was being done.

    `problems` and `lower_back` give shares of those frames, 0..1: by id of the view problem, and by
    confidence in the lower back. `yaw_deg` and `body_fraction` are means, as in `kinematics.view.View`.
    """

    frames: int = 0
    problems: Mapping[str, float] = field(default_factory=dict)
    lower_back: Mapping[str, float] = field(default_factory=dict)
    yaw_deg: float = NAN
    body_fraction: float = NAN


@dataclass(frozen=True, slots=True)
class Source:
    """Where the pictures came from. `kind` is "video", "camera", "stream" or "track"; `fps` NaN when unknown.

    `frames` went through the coach, and somebody was found in `pose_frames` of them by the pose model
    `model`, which is "" where that is not known.
    """

    kind: str = "video"
    name: str = ""
    fps: float = NAN
    frames: int = 0
    duration_s: float = 0.0
    pose_frames: int = 0
    model: str = ""

    @property
    def seen_fps(self) -> float:
        """Pictures a second that were really looked at; NaN when unknown."""
        return self.frames / self.duration_s if self.frames > 1 and self.duration_s > 0 else self.fps


PAIN_RISE = 2
"""Points on the 0-10 scale from which a rise is worth a word. In trials on chronic pain, the low back's among
it, a fall of about two points was felt as an important one (Farrar et al. 2001, doi
10.1016/s0304-3959(01)00349-9); taken here for a rise too."""


STRONG_PAIN = 7
"""From here on the advice is to be gentle. Studies call chronic pain severe from 7 or 8 on (Boonstra et al.
2016, doi 10.3389/fpsyg.2016.01466, with a table of others); the lower of the two."""


@dataclass(frozen=True, slots=True)
class Prescription:
    """What was to be done: `sets` (None: open) of `reps` (least, most; (0, 0): open), with a note."""

    sets: int | None = None
    reps: tuple[int, int] = (0, 0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartOf:
    """The run of several exercises that a session is one of: `uid` is the same in all of them.

    `name` is what the run is called, such as a plan's title; "" for none.
    """

    uid: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pain:
    """Pain from 0 to 10 as the person gave it; None where not asked or skipped."""

    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Everything kept of one session. Times in seconds of the source.

    `started_at` carries its time zone. `interrupted` marks a session the program did not finish itself.
    `uid` names the session on every computer once it is stored. `side` is "both" too where the side was to be
    found out and nothing was counted. `routine` is the run it belongs to; None where it was done alone.

    Example:
        >>> import posecoach
        >>> session = posecoach.replay("samples/tracks/variety_001.npz", "hip-flexion")
        >>> session.exercise, len(session.reps) == sum(len(one.reps) for one in session.sets)
        ('hip-flexion', True)
    """

    exercise: str
    side: str
    source: Source
    sets: tuple[SetRecord, ...] = ()
    warnings: tuple[WarningRecord, ...] = ()
    series: Series = field(default_factory=Series.empty, compare=False)
    exercise_name: str = ""
    primary_unit: str = "deg"
    lower_back_unit: str = ""
    view: ViewRecord = field(default_factory=ViewRecord)
    plan: Prescription = Prescription()
    pain: Pain = Pain()
    started_at: datetime | None = None
    program: str = ""
    interrupted: bool = False
    uid: str = ""
    stops: tuple[StopRecord, ...] = ()
    routine: PartOf | None = None

    @property
    def reps(self) -> tuple[Rep, ...]:
        """The reps of all sets, in order."""
        return tuple(rep for one_set in self.sets for rep in one_set.reps)

    def end_of_range_deg(self, one_set: SetRecord) -> float:
        """The tested angle at the end of the pull, median of the reps of a set, read from the series.

        + toward the end of range (extension is positive). NaN where it is no angle of the hip's or was not
        seen; inward rotation's zero is where the set began.
        """
        protocol = next((one for one in PROTOCOLS.values() if one.exercise == self.exercise), None)
        if protocol is None or protocol.movement is Movement.INTERNAL_ROTATION or not len(self.series):
            return NAN
        side = self.side if self.side in ("left", "right") else "left"
        name = "trunk_inclination_deg" if protocol.movement is Movement.LEAN else f"hip_flexion_{side}_deg"
        peaks_s = [rep.peak_s for rep in one_set.reps]
        around = [self.series.between(peak_s - PEAK_S, peak_s + PEAK_S) for peak_s in peaks_s]
        return protocol.sign * middle(middle(part.column(name).tolist()) for part in around)

    @property
    def seen_reps(self) -> tuple[Rep, ...]:
        """The reps in which the lower back could be seen."""
        return tuple(rep for rep in self.reps if rep.back_confidence is not Confidence.CANNOT_SEE)

    @property
    def clean_reps(self) -> int:
        """Reps in which the lower back was seen well and kept still."""
        return tally(self.reps).still
