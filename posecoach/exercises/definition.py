"""An exercise as data: what pulses, how it is counted, what the lower back may do, where the camera goes."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

LEGS = ("same", "other", "front")
STILL = ("nothing", "trunk")
POSITIONS = ("lying", "sitting", "standing", "any")
POSTURES = (
    "on the back",
    "on the side",
    "face down",
    "all fours",
    "sitting upright",
    "leaning back",
    "kneeling",
    "on the feet",
    "split stance",
)
"""Finer words than `POSITIONS`, those of `posecoach.kinematics.posture.Posture`."""

SIDES = ("left", "right", "both")

ANGLE_SIGNALS = ("hip_flexion", "knee_flexion", "hip_internal_rotation", "trunk_inclination")
TORSO_SIGNALS = ("hip_height", "knee_travel", "foot_height", "foot_over")
"""Signals in degrees, and signals in percent of the torso's length."""

SIGNALS = ANGLE_SIGNALS + TORSO_SIGNALS


def unit_of(signal: str) -> str:
    """The unit of a signal, as written in reports: "deg" or "% torso"."""
    return "deg" if signal in ANGLE_SIGNALS else "% torso"


MEASURES = (
    "pelvis_rise",
    "pelvis_edge",
    "back_bulge",
    "trunk_shortening",
    "silhouette_depth",
    "belly_depth",
    "trunk_lean",
    "leg_shape",
    "pelvis_patch_rise",
    "pelvis_roll",
    "pelvis_patch_tilt",
    "patch_rounding",
    "patch_arching",
)
"""Lower-back measures an exercise may name; `posecoach.coaching.lower_back.cues` says what each sees."""

OUTLINE_MEASURES = frozenset(("pelvis_edge", "back_bulge", "silhouette_depth", "belly_depth"))
"""Those that read the silhouette; the mask costs 4 ms a frame and is left out otherwise."""

MOTION_MEASURES = frozenset(
    ("pelvis_patch_rise", "pelvis_roll", "pelvis_patch_tilt", "patch_rounding", "patch_arching")
)
"""Those that read the motion of pixels (`posecoach.motion`), which costs 2 ms a frame."""

DEFAULT_HOLD_S = 0.25


@dataclass(frozen=True, slots=True)
class CountRule:
    """What makes a rep.

    Attributes:
        signal: one of `SIGNALS`.
        direction: +1 when the pull raises the signal, -1 when it lowers it.
        min_range: the pull that is to count, in the signal's unit (degrees or % of torso). A camera may show
            a third less of it, so that much less still counts; half of it never does.
        period_s: shortest and longest time one rep takes. Far quicker and slower ones are none: its pull,
            from where it clearly rises, takes between 0.3 of the shortest and the whole of the longest.
        leg: whose leg is counted: the "same" as the exercise's side, the "other", or the one in "front".
        still: what rests meanwhile, so that its own small movements are no pulses: the "trunk" of a person on
            the back, for the signal hip_flexion; or "nothing".
        pixels: whether to count in the motion of pixels, too, where it shows the same movement: sinking on a
            bent knee, leaning, inward rotation (`posecoach.kinematics.pixel_motion`).
    """

    signal: str
    direction: int = 1
    min_range: float = 3.0
    period_s: tuple[float, float] = (0.5, 8.0)
    leg: str = "same"
    still: str = "nothing"
    pixels: bool = False

    @property
    def unit(self) -> str:
        """The signal's unit, as written in reports."""
        return unit_of(self.signal)


@dataclass(frozen=True, slots=True)
class Requirement:
    """Part of being in position: `signal` of the exercise's side lies between `at_least` and `at_most`."""

    signal: str
    at_least: float = float("-inf")
    at_most: float = float("inf")


@dataclass(frozen=True, slots=True)
class LowerBackRule:
    """When a lower-back measure means that the back moves.

    Attributes:
        measure: one of `MEASURES`.
        limit: so much more than the person's own clean reps bring, in the measure's unit (% of torso or
            degrees), tells of the back.
        hold_s: the measure at the end of a pull is its mean over at least so long, so that no twitch counts.
    """

    measure: str
    limit: float
    hold_s: float = DEFAULT_HOLD_S


@dataclass(frozen=True, slots=True)
class CameraAdvice:
    """Where the camera should stand: seen from `view` (`posecoach.exercises.definition`), at this height and
    distance.
    """

    view: str = "side"
    height_m: float = 0.8
    distance_m: float = 2.5

    @property
    def from_side(self) -> bool:
        """Whether the exercise has to be seen from the side, or from half-way to it."""
        turn_deg = view_turn_deg(self.view)
        return turn_deg is not None and abs(turn_deg) < 90.0

    @property
    def toward_head(self) -> bool:
        """Whether the camera should stand toward the head of the lying person."""
        return self.from_side and self.turn_deg > 0

    @property
    def off_square_deg(self) -> float:
        """How far off square to the side the camera should stand, to whichever end."""
        return abs(self.turn_deg)

    @property
    def turn_deg(self) -> float:
        """The same, plus toward the head or the front, minus toward the feet or the back; 0 where unknown."""
        return view_turn_deg(self.view) or 0.0


@dataclass(frozen=True, slots=True)
class ExerciseText:
    """What the person reads or hears: one summary sentence, the steps, and cues during the set.

    `sided_steps` are the steps for somebody whose side is known, {side} and {other} in them.

    The others stand below the figure that shows the exercise, in a few words each, to be read from three
    metres: `shown` what to do first (those with {side} or {other} only where the side is known), `pull` and
    `release` as the figure does them, and `mistake` as it shows how not to. `back` is the warning
    of the lower back in as few words.
    """

    summary: str = ""
    steps: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    sided_steps: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    pull: str = ""
    release: str = ""
    mistake: str = ""
    back: str = ""


SHOWN_JOINTS = (0, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28, 31, 32)
"""The landmarks of a demonstration, as MediaPipe numbers them: nose; shoulders, elbows, wrists, hips, knees,
ankles and toes, left before right."""


@dataclass(frozen=True, slots=True)
class ShownMovement:
    """How the body of whoever taught an exercise moved in one repetition; no picture of them.

    Attributes:
        side: whose hip it shows: "left", "right" or "both".
        near: the side in front, "left" or "right".
        period_s: how long the repetition took.
        moments: evenly spaced; of each the x and y of the `SHOWN_JOINTS` in turn, in % of the torso's length,
            x to the right, y down.
    """

    side: str
    near: str
    period_s: float
    moments: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. `sides` are those it is done on; `sets` and `reps` (least, most) the usual dose.

    `position` is one of `POSITIONS`; `postures`, out of `POSTURES`, says it more narrowly where that matters.
    `back_message` is what a warning of the lower back says, whichever of the rules tells it; "" leaves it to
    the language. `shown` is how whoever taught the exercise moved, where that is known.

    Example:
        >>> import posecoach
        >>> exercise = posecoach.load_exercise("hip-extension")
        >>> exercise.position, exercise.count.signal, exercise.reps
        ('standing', 'knee_flexion', (20, 30))
    """

    id: str
    name: str
    count: CountRule
    position: str = "any"
    postures: tuple[str, ...] = ()
    require: tuple[Requirement, ...] = ()
    sides: tuple[str, ...] = ("both",)
    sets: int = 1
    reps: tuple[int, int] = (8, 12)
    rest_s: float = 30.0
    lower_back: tuple[LowerBackRule, ...] = ()
    back_message: str = ""
    camera: CameraAdvice = field(default_factory=CameraAdvice)
    text: ExerciseText = field(default_factory=ExerciseText)
    shown: ShownMovement | None = None


VIEW_FORMS = '"side", "front", "back" or such as "side, 30 degrees toward the head" (or feet, front, back)'
"""What is understood, for an error."""


VIEW_WORDS = ("side", "front", "back", "behind", "rear", "head", "feet", "toward", "towards", "degrees")
"""A word that is nearly one of these is misspelt."""


_FORMS = re.compile(
    r"(?:from )?(?:the )?(?:(?P<end>front|back|behind|rear)|side"
    r"(?: (?P<deg>[1-8]?\d(?:\.\d+)?) ?(?:deg|degrees?|°) (?:to|towards?) (?:the |your )?"
    r"(?P<toward>head|front|feet|foot|back))?)\.?"
)


_ENDS = {"side": 0.0, "front": 90.0, "back": -90.0, "behind": -90.0, "rear": -90.0}


@lru_cache
def view_turn_deg(words: str) -> float | None:
    """How far off square to the side the camera stands: plus toward the head of a lying person or to the
    front of an upright one, minus toward the feet or the back; 90 is the front itself.

    Of other words with "side", "front" or "back" among them that much is understood; None without any.
    """
    plain = " ".join(re.split(r"[\s,;]+", words.strip().lower()))
    found = _FORMS.fullmatch(plain)
    if found is None:
        return next((turn_deg for word, turn_deg in _ENDS.items() if word in plain.split()), None)
    if found["end"]:
        return _ENDS[found["end"]]
    turn_deg = float(found["deg"] or 0.0)
    return turn_deg if found["toward"] in (None, "head", "front") else -turn_deg
