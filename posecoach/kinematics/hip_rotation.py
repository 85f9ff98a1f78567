"""Inward hip rotation, lying with one foot over the other knee: read from the knee that lies on top.

The upper foot pulls the lower knee down and inward, and the upper knee goes the same way, further and in
plain sight. So its place relative to the hips tells the rotation: in the picture it moves toward the side
to which the thigh turns, and it sinks.

Tried on 20 rendered sets within 20 degrees of the advised camera (correlation with the true pulses, and
travel for 15 degrees): the upper knee sideways 0.76-0.97 and 8 % of the torso, its sinking 0.6-0.94 and 5 %;
the stretched knee sideways 0.1-0.96, its height 0.1-0.9 with either sign, distance from its own line
hip-ankle 1-2 %; world landmarks across the body 1 % with as much noise; a direction learned from both knees
as good as the upper knee, but only from the third rep on; the upper foot or the stretched knee added to the
upper knee: nothing gained at any weight, because the pose model errs with the whole leg at once.
"""

import math

from posecoach.kinematics.geometry import Point, minus, ramp

ASIDE, SINKING = 0.85, 0.5
"""Weights of the upper knee's way sideways and down: about as 8 is to 5."""

ADVISED_SIDE, LEAST_SIDE = 0.5, 0.25
"""Sideways part of the body's left-right axis in the picture, as seen from the advised place (30 degrees
toward the head), and the least from which the way sideways is enlarged to what one would see from there;
square to the side it is 0 and only the sinking remains."""

PCT_PER_DEG = 0.65
"""Weighted travel in % of the torso for one degree, as seen from the advised place. Over 20 rendered sets the
range comes out 0.85 to 1.15 of the true one in half of them and 0.56 to 1.4 in 8 of 10: degrees are rough."""


class InwardRotation:
    """Follows the rotation of the hip of `side` from an unknown zero, + inward.

    Every small way of the knee is measured by the view and the torso at that moment: measuring its place
    instead would turn each small change of these into a rotation, because the knee is far from the hips. (A
    camera that comes nearer by a tenth now turns it by 4 degrees. Cameras stand still; the torso takes
    seconds to settle.)
    """

    def __init__(self, side: str) -> None:
        self._toward = -1.0 if side == "left" else 1.0
        self._place: Point | None = None
        self._pct = 0.0

    def update(self, hips: Point, upper_knee: Point, to_the_left: float, torso_px: float) -> float:
        """The rotation now, degrees.

        Args:
            hips: middle of the hips, image px.
            upper_knee: the knee of the other leg, image px.
            to_the_left: sideways part of the direction from the person's right to the left in the picture,
                -1 to 1; short in a side view.
            torso_px: length of the torso in the picture.
        """
        inward = self._toward * to_the_left
        aside = math.copysign(ADVISED_SIDE * ramp(abs(inward), 0.0, LEAST_SIDE), inward)
        aside /= max(abs(inward), LEAST_SIDE)
        place = minus(upper_knee, hips)
        if self._place is not None:
            way = minus(place, self._place)
            self._pct += 100.0 * (ASIDE * aside * way[0] + SINKING * way[1]) / torso_px
        self._place = place
        return self._pct / PCT_PER_DEG
