"""How the body lies, sits or stands: a probability for each posture, from trunk, thighs, shanks and hands.

Read from the world landmarks. The direction of gravity, seen from the trunk, gives two angles (`pitch_deg`,
`roll_deg`); the heights of knees, ankles and hands over the hips, in torso lengths, tell apart who is on all
fours and who is face down, who sits and who stands. Each posture is a table of ranges (`RANGES`); what lies
outside a range lowers the log-likelihood by the square of the distance in standard errors (`SOFTNESS`), as
for Gaussian errors of the landmarks.

Where the ranges come from: 7 clips of people and figures nobody here made, 20 of real people in other
exercises, 8 rendered body meshes and 106 rendered sets up to 60 degrees off the advised camera (3rd to 97th
percentile of each measure over the frames of the exercise), widened by what other bodies may bring.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from posecoach.kinematics.geometry import Point, cross, distance, dot, midpoint, minus, unit
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.landmarks import trunk_ends


class Posture(str, Enum):
    """The postures told apart. The value is the word for exercise files and the id of its sentences."""

    ON_BACK = "on the back"
    ON_SIDE = "on the side"
    FACE_DOWN = "face down"
    ALL_FOURS = "all fours"
    SITTING = "sitting upright"
    LEANING_BACK = "leaning back"
    KNEELING = "kneeling"
    STANDING = "on the feet"
    SPLIT = "split stance"
    UNKNOWN = ""


PostureMeasures = Mapping[str, float]
"""What the posture is told from, by name; NaN, or not there, where it has no meaning.

pitch_deg            lean of the trunk, + backward: 0 upright, 90 on the back, -90 face down
roll_deg             tilt to either side: 0 none, 90 on the side
knee_high, _low      height of the higher and the lower knee over the hips, torso lengths
ankle_high, _low     the same of the ankles
hand_low             the same of the lower wrist
hand_front           how far the rearmost wrist is ahead of the hips, along the floor, torso lengths
shank_drop           how far the ankle is below its knee, in the leg where that is more, torso lengths
stride               how far one ankle is ahead of the other, along the floor, torso lengths
"""

Ranges = Mapping[str, tuple[float, float]]

INF = math.inf

RANGES: tuple[tuple[Posture, Ranges], ...] = (
    # A bridge and a camera toward the head take the trunk beyond 90.
    (Posture.ON_BACK, {"pitch_deg": (55, 135), "roll_deg": (0, 50), "ankle_low": (-0.9, INF)}),
    (Posture.ON_SIDE, {"roll_deg": (58, 90), "ankle_low": (-0.8, INF), "knee_low": (-0.6, INF)}),
    (Posture.FACE_DOWN, {"pitch_deg": (-140, -55), "roll_deg": (0, 45), "knee_low": (-0.3, INF)}),
    (Posture.ALL_FOURS, {"pitch_deg": (-130, -50), "roll_deg": (0, 45), "knee_high": (-INF, -0.4),
                         "ankle_low": (-1.15, INF), "shank_drop": (-INF, 0.35), "hand_low": (-INF, -0.4)}),
    # On the floor, the legs in any shape; a forward lean may go far.
    (Posture.SITTING, {"pitch_deg": (-80, 15), "roll_deg": (0, 40), "knee_low": (-0.6, INF),
                       "ankle_low": (-0.45, INF)}),
    # Back a little, but not upon the hands.
    (Posture.SITTING, {"pitch_deg": (-80, 28), "roll_deg": (0, 40), "knee_low": (-0.6, INF),
                       "ankle_low": (-0.45, INF), "hand_front": (0.0, INF)}),
    # On a chair.
    (Posture.SITTING, {"pitch_deg": (-55, 35), "roll_deg": (0, 35), "knee_high": (-0.35, 0.45),
                       "knee_low": (-0.45, 0.4), "ankle_low": (-1.3, -0.4), "shank_drop": (0.4, INF)}),
    (Posture.LEANING_BACK, {"pitch_deg": (32, 58), "roll_deg": (0, 40), "ankle_low": (-0.45, INF)}),
    (Posture.LEANING_BACK, {"pitch_deg": (20, 58), "roll_deg": (0, 40), "ankle_low": (-0.45, INF),
                            "hand_front": (-INF, -0.1)}),
    (Posture.KNEELING, {"pitch_deg": (-45, 30), "roll_deg": (0, 35), "knee_high": (-INF, -0.45),
                        "ankle_low": (-1.1, INF), "shank_drop": (-INF, 0.35), "hand_low": (-0.55, INF)}),
    # From upright to the bottom of a squat or bent forward to the toes.
    (Posture.STANDING, {"pitch_deg": (-110, 30), "roll_deg": (0, 35), "ankle_high": (-INF, -0.4),
                        "shank_drop": (0.45, INF), "stride": (0, 1.0)}),
    # A lunge, half-kneeling too; the rear foot may stand on a chair.
    (Posture.SPLIT, {"pitch_deg": (-65, 30), "roll_deg": (0, 35), "ankle_low": (-INF, -0.5),
                     "ankle_high": (-INF, 0.1), "shank_drop": (0.45, INF), "stride": (0.8, INF)}),
)  # fmt: skip
"""A posture fits fully while every measure lies in its range; one posture may have several rows."""

SOFTNESS = {"pitch_deg": 10.0, "roll_deg": 10.0, "stride": 0.25, "hand_front": 0.2}
HEIGHT_SOFTNESS = 0.12
"""Standard error of a measure: degrees, and torso lengths."""

MOST_AGAINST = 12.5
"""Most that one measure lowers the log-likelihood, that of five standard errors: it may be an outlier."""

UNKNOWN_LOG = -4.5
"""Log-likelihood of "none of these": that of a posture of which one measure is three standard errors off."""

ENTER_PROBABILITY, STAY_PROBABILITY = 0.5, 0.1
"""The posture is taken up when it is more likely one of those allowed than not, and left only when it is
nearly certain that it is another: in doubt the exercise goes on."""

POSTURE_TAU_S = 0.4
"""The likelihoods are averaged over about this time: errors of successive frames are not independent."""


@dataclass(frozen=True, slots=True)
class PostureBelief:
    """Probability of each posture at one moment; they add up to 1 with that of `Posture.UNKNOWN`."""

    probabilities: tuple[tuple[Posture, float], ...] = ((Posture.UNKNOWN, 1.0),)

    def of(self, *postures: Posture) -> float:
        """The probability that the posture is one of `postures`, 0..1."""
        total = 0.0
        for posture, share in self.probabilities:
            if posture in postures:
                total += share
        return total

    @property
    def best(self) -> Posture:
        """The most probable posture."""
        return max(self.probabilities, key=lambda pair: pair[1])[0]


class PostureEstimator:
    """Follows the posture of one person."""

    def __init__(self) -> None:
        self._logs: dict[Posture, float] = {}
        self._t_s = math.nan

    def update(self, t_s: float, world: Sequence[Point]) -> PostureBelief:
        """The posture at `t_s`; `world` has 33 points (m, y down)."""
        found = posture_logs(posture_measures(world))
        share = 1.0 - math.exp(-max(t_s - self._t_s, 0.0) / POSTURE_TAU_S) if self._logs else 1.0
        for posture, log in found.items():
            before = self._logs.get(posture, log)
            self._logs[posture] = before + share * (log - before)
        self._t_s = t_s
        return belief_of(self._logs)


def posture_measures(world: Sequence[Point]) -> PostureMeasures:
    """The measures of one frame; `world` has 33 points (m, y down)."""
    shoulders, hips = trunk_ends(world)
    torso_m = max(distance(hips, shoulders), 1e-6)
    headward = unit(minus(shoulders, hips))
    across = minus(
        midpoint(world[L.LEFT_HIP], world[L.LEFT_SHOULDER]),
        midpoint(world[L.RIGHT_HIP], world[L.RIGHT_SHOULDER]),
    )
    along = dot(across, headward)
    left = unit([a - along * h for a, h in zip(across, headward, strict=True)])
    front = cross(left, headward)

    level = math.hypot(front[0], front[2])

    def height(joint: int) -> float:
        return (hips[1] - world[joint][1]) / torso_m

    def ahead(a: Point, b: Point) -> float:  # lying, there is no ahead
        return (
            ((a[0] - b[0]) * front[0] + (a[2] - b[2]) * front[2]) / (level * torso_m)
            if level > 0.3
            else math.nan
        )

    knees = height(L.LEFT_KNEE), height(L.RIGHT_KNEE)
    ankles = height(L.LEFT_ANKLE), height(L.RIGHT_ANKLE)
    hands = world[L.LEFT_WRIST], world[L.RIGHT_WRIST]
    return {
        "pitch_deg": math.degrees(math.atan2(-front[1], -headward[1])),
        "roll_deg": math.degrees(math.asin(min(1.0, abs(left[1])))),
        "knee_high": max(knees),
        "knee_low": min(knees),
        "ankle_high": max(ankles),
        "ankle_low": min(ankles),
        "hand_low": min(height(L.LEFT_WRIST), height(L.RIGHT_WRIST)),
        "hand_front": min(ahead(hand, hips) for hand in hands),
        "shank_drop": max(knees[0] - ankles[0], knees[1] - ankles[1]),
        "stride": abs(ahead(world[L.LEFT_ANKLE], world[L.RIGHT_ANKLE])),
    }


def posture_logs(measures: PostureMeasures) -> dict[Posture, float]:
    """Log-likelihood of each posture, 0 where it fits fully."""
    logs = {Posture.UNKNOWN: UNKNOWN_LOG}
    for posture, ranges in RANGES:
        log, best = 0.0, logs.get(posture, -INF)
        for name, (low, high) in ranges.items():
            value = measures.get(name, math.nan)
            if not low <= value <= high:
                log -= _against(name, max(low - value, value - high))
                if log <= best:  # it only sinks
                    break
        else:
            logs[posture] = log
    return logs


def belief_of(logs: Mapping[Posture, float]) -> PostureBelief:
    """The probabilities of the postures from their log-likelihoods."""
    weights = [math.exp(log) for log in logs.values()]
    total = sum(weights)
    return PostureBelief(tuple([(one, weight / total) for one, weight in zip(logs, weights, strict=True)]))


def _against(name: str, outside: float) -> float:
    if outside != outside:
        return 0.0
    return min(0.5 * (outside / SOFTNESS.get(name, HEIGHT_SOFTNESS)) ** 2, MOST_AGAINST)
