"""Movement of the body as its own pixels show it, summed up: sinking, leaning, swinging a knee inward.

The motion of a segment's pixels has a tenth of the landmarks' noise and no lag. Its sum has no zero of its
own and drifts by a few tenths of a degree a second, which a rep of a few seconds does not notice. A segment
that cannot be followed has no say. Correlation with the true pulses (medians over 13, 15 and 14 sets of body
meshes, among them pulses of 3 to 6 degrees; in brackets the landmarks' counted signal): sinking of chest and
pelvis 0.98 (0.79), leaning of the chest 0.97 (0.95), turning of both thighs 0.95 (0.84). In hip flexion the
hands hold the shin and lie before both segments: the landmarks are better there.
"""

import math
from collections.abc import Mapping

from posecoach.kinematics.body import LeftRight, Measure, PixelMotion
from posecoach.kinematics.geometry import ramp
from posecoach.kinematics.landmarks import FloatArray
from posecoach.kinematics.segment_motion import DX, DY, ROTATION, SIGMA, SPAN, Segment
from posecoach.kinematics.view import View

SINKS, LEANS, TURNS = (Segment.CHEST, Segment.PELVIS), (Segment.CHEST,), (Segment.TRUNK,)
SWINGS = (Segment.LEFT_THIGH, Segment.RIGHT_THIGH)
"""The segments whose motion is averaged. One leg pulls the other's knee along, so both thighs turn the same
way; which of them is seen well depends on clothes and on the camera's place."""

FORWARD = (Segment.CHEST, Segment.TRUNK)
OVER_HIPS_TORSO = {segment: 1.0 - sum(SPAN[segment]) / 2 for segment in FORWARD}
"""A trunk that leans by an angle moves forward by that angle times the height over the hips, here in torso
lengths, as long as it is nearly upright: 0.8 to 1 of the true angle in sets of body meshes. Small leans show
better in the way than in the turn: correlation with 16 true sets of 3 to 6 degrees 0.92, the turn 0.81, the
landmarks 0.86 (medians; the tenth percentile is 0.83, 0.61 and 0.73)."""

SIGMA_FLOOR_RAD = 0.02
"""Added to each segment's error when several are averaged, so that none rules alone."""

SQUARE, ASIDE = 0.01, 0.03
"""Sideways part of the body's left-right axis in the picture: below the first a knee that swings inward comes
toward the camera or goes away from it, from the second on it goes to the side that the axis tells. The axis
wanders by 0.01 within a set (standard deviations of ten sets of body meshes: 0.003 to 0.027); of eleven with
an axis of less than 0.085 the turn has the right sign in ten."""


TURN_SHARE = 0.42
"""Turn of the thighs in the picture for one degree of inward rotation: 0.25 to 0.6 in 12 of 14 sets."""

LEAST_ACROSS = 0.05
"""A left-right axis that is shorter than this in the picture lies along the line of sight."""

TRAVEL_PCT = 0.42
"""Travel of the thigh's middle along that axis, in % of the torso, for one degree of inward rotation: 0.1 to
0.7 in 36 of 45 sets, correlation with the true pulses 0.86 (median; the turn has 0.80), never inverted.
Seen square from the side the knee comes nearer or goes away: the thigh does not turn in the picture, but a
camera above it sees it sink or rise."""


class PixelSums:
    """Adds up the motion of one person's pixels, frames in the order of time."""

    def __init__(self) -> None:
        self._sinking = self._lean = self._trunk = self._inward = self._forward = 0.0
        self._across = [0.0, 0.0]

    def update(
        self, motion: FloatArray | None, view: View, to_the_left: tuple[float, float], torso_px: float
    ) -> PixelMotion:
        """Add the motion since the frame before.

        Args:
            motion: as in `Pose.motion`; None where there is none.
            to_the_left: as `ViewEstimator.to_the_left`.
        """
        if motion is None:
            return PixelMotion()
        rows: list[list[float]] = motion.tolist()
        sink = _mean(rows, SINKS, DY)
        lean, turn, swing = (_mean(rows, segments, ROTATION) for segments in (LEANS, TURNS, SWINGS))
        forward = _mean(rows, FORWARD, DX, OVER_HIPS_TORSO)
        self._forward += view.facing * math.degrees(forward / torso_px) if forward == forward else 0.0
        # Lying with the knees up, a knee that moves to the right turns its thigh clockwise.
        sided = math.copysign(ramp(abs(to_the_left[0]), SQUARE, ASIDE), to_the_left[0])
        self._sinking += 100.0 * sink / torso_px if sink == sink else 0.0
        self._lean += view.facing * math.degrees(lean) if lean == lean else 0.0
        self._trunk += view.facing * math.degrees(turn) if turn == turn else 0.0
        self._inward += sided * math.degrees(swing) / TURN_SHARE if swing == swing else 0.0
        return PixelMotion(
            Measure(self._sinking, float(sink == sink)),
            Measure(self._lean, float(lean == lean and view.facing != 0)),
            Measure(self._trunk, float(turn == turn and view.facing != 0)),
            Measure(self._forward, float(forward == forward and view.facing != 0)),
            LeftRight(
                Measure(-self._inward, float(swing == swing and sided != 0.0)),
                Measure(self._inward, float(swing == swing and sided != 0.0)),
            ),
            LeftRight(*(self._travel(rows, side, to_the_left, torso_px) for side in (0, 1))),
        )

    def _travel(
        self, rows: list[list[float]], side: int, to_the_left: tuple[float, float], torso_px: float
    ) -> Measure:
        """Inward rotation of the hip of `side`, 0 left and 1 right, by its thigh's travel across the body."""
        row, (x, y) = rows[SWINGS[side]], to_the_left
        length = math.hypot(x, y)
        seen = row[DX] == row[DX] and length > LEAST_ACROSS
        if seen:
            inward = (1.0 if side else -1.0) * (x * row[DX] + y * row[DY]) / length
            self._across[side] += 100.0 * inward / (TRAVEL_PCT * torso_px)
        return Measure(self._across[side], float(seen))


def _mean(
    rows: list[list[float]],
    segments: tuple[Segment, ...],
    column: int,
    per: Mapping[Segment, float] | None = None,
) -> float:
    """The mean of `column` over the segments that were followed, weighted by their precision; NaN if none.

    Each segment's value is divided by what `per` says.
    """
    total = weights = 0.0
    for segment in segments:
        row = rows[segment]
        if row[column] == row[column]:
            weight = 1.0 / (row[SIGMA] + SIGMA_FLOOR_RAD) ** 2
            total += weight * row[column] / (per[segment] if per else 1.0)
            weights += weight
    return total / weights if weights else math.nan
