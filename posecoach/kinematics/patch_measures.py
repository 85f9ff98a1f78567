"""What the pixels on the pelvis and the chest tell of the lower back: their motion, summed up over time.

The patches ride on skin or cloth, so they show what the silhouette and the landmarks do not: a pelvis that
rolls in inward rotation lifts the near flank, and an arching back turns the patch of the pelvis against that
of the chest. A sum has no zero and drifts by a few tenths of a degree a second: compare its level at the end
of a pull with those at the turns beside it, never over longer. Measures, in
`Body.back` from the first frame with motion on:

pelvis_patch_rise   % of the torso: upward travel of the near side of the pelvis. One degree of roll gives
                    0.3-0.5 % with the camera to the side of somebody who lies.
pelvis_roll         % of the torso: the same, signed so that + is the stretched hip's side of the pelvis
                    coming off the mat (inward rotation: the leg on top pulls the other one's knee inward).
                    Not seen where that side is the far one.
pelvis_patch_tilt   degrees: turn of the pelvis in the sagittal plane, + posterior (the top goes back), as in
                    rounding over it; - anterior. What a plain lean of the whole body does is in it too.
patch_rounding      degrees: turn of the chest against the pelvis, + rounding.
patch_arching       degrees: the same, + arching.

Confidence, 0..1, is the product of four checks: the camera is not too oblique, both patches were followed
without a break for a second, their points agree about the turn, and neither an arm nor a thigh lies before
much of them, of which the points would tell instead.
"""

import math
from collections.abc import Mapping

from posecoach.kinematics.back_measures import BACK_HIDDEN_OFF_DEG, BACK_SEEN_OFF_DEG
from posecoach.kinematics.body import Measure
from posecoach.kinematics.filters import LowPass
from posecoach.kinematics.geometry import Point, ramp
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.landmarks import Pose, trunk_ends
from posecoach.kinematics.segment_motion import (
    DX,
    DY,
    HALF_WIDTH_TORSO,
    MOTION_SHAPE,
    ROTATION,
    SIGMA,
    SPAN,
    Segment,
)
from posecoach.kinematics.view import View

TURN_SEEN_YAW_DEG, TURN_HIDDEN_YAW_DEG = 25.0, 45.0
"""A turn in the sagittal plane is seen from the side only; beyond the second it is mostly foreshortened."""

RISE_SEEN_YAW_DEG, RISE_HIDDEN_YAW_DEG = 45.0, 65.0
"""The rise of a flank is seen from the side and from half-way to the head or the feet as well."""

UNBROKEN_S = 1.0
"""Time constant with which confidence returns after a break: sums before and after it do not compare."""

SHARP_DEG, VAGUE_DEG = 0.3, 1.2
"""Standard error of a patch's turn from one frame to the next (clean cloth 0.05-0.2); from the first on
confidence sinks, at the second nothing is left: the points disagree, or are too few to tell."""

OPEN_SHARE, COVERED_SHARE = 0.35, 0.85
"""Share of a patch before which an arm or a thigh lies: up to the first most points are still the trunk's,
at the second hardly any. The thigh always covers a quarter of the pelvis' patch of somebody who sits."""

ARM_TORSO, THIGH_TORSO = 0.075, 0.08
"""Half the thickness of an arm and of a thigh, as `posecoach.motion` cuts them out."""

COVER_EVERY_S = 0.15
"""What lies before a patch is looked at so often: limbs do not come and go faster, and it takes time."""

THIGH_FROM = 0.18
"""Where the thigh leaves the pelvis, as a share of the line hip-knee."""

UPPER_TAU_S = 0.5

PATCHES = (Segment.CHEST, Segment.PELVIS)
UNKNOWN = [math.nan] * MOTION_SHAPE[1]

_ARMS = (
    (L.LEFT_SHOULDER, L.LEFT_ELBOW), (L.LEFT_ELBOW, L.LEFT_WRIST),
    (L.RIGHT_SHOULDER, L.RIGHT_ELBOW), (L.RIGHT_ELBOW, L.RIGHT_WRIST),
)  # fmt: skip
_THIGHS = ((L.LEFT_HIP, L.LEFT_KNEE), (L.RIGHT_HIP, L.RIGHT_KNEE))
Bone = tuple[float, float, float, float, float, float]

_GRID = tuple((along, across) for along in (0.1, 0.5, 0.9) for across in (-0.7, 0.0, 0.7))
"""Places in a patch at which it is asked what lies before it: shares of its length and half width."""


class PatchMeasures:
    """Sums up the motion of the chest's and the pelvis' pixels; one for each person, frames in order."""

    def __init__(self) -> None:
        self._rise = self._roll = self._pelvis_deg = self._bend_deg = 0.0
        self._whole = {patch: LowPass(UNBROKEN_S) for patch in PATCHES}
        self._hidden = dict.fromkeys(PATCHES, 0.0)
        self._looked_s = dict.fromkeys(PATCHES, -math.inf)
        self._begun = False
        self._upper = LowPass(UPPER_TAU_S)

    def update(
        self, t_s: float, pose: Pose, image: list[Point], view: View, torso_px: float
    ) -> Mapping[str, Measure]:
        """All measures by name; empty where the pose says nothing of motion.

        Args:
            pose: with the motion as it was measured, `pose.motion`.
            image: the pose's landmarks with the legs told apart.
        """
        if pose.motion is None and not self._begun:
            return {}
        self._begun = True
        chest, pelvis = (UNKNOWN, UNKNOWN) if pose.motion is None else pose.motion[[*PATCHES]].tolist()
        facing = view.facing or 1
        # + where the leg that is pulled, not the one on top, lies on the camera's side.
        lift = self._upper.update(t_s, image[L.LEFT_ANKLE][1] - image[L.RIGHT_ANKLE][1])
        stretched = -1.0 if lift * facing > 0 else 1.0
        if pelvis[DX] == pelvis[DX]:
            step = -100.0 * pelvis[DY] / torso_px
            self._rise += step
            self._roll += stretched * step
            self._pelvis_deg -= facing * math.degrees(pelvis[ROTATION])
            if chest[DX] == chest[DX]:
                self._bend_deg += facing * math.degrees(chest[ROTATION] - pelvis[ROTATION])
        trust_chest = self._trust(t_s, Segment.CHEST, chest, image, torso_px)
        trust_pelvis = self._trust(t_s, Segment.PELVIS, pelvis, image, torso_px)
        turn = trust_pelvis * (1.0 - ramp(view.yaw_deg, TURN_SEEN_YAW_DEG, TURN_HIDDEN_YAW_DEG))
        rise = trust_pelvis * (1.0 - ramp(view.yaw_deg, RISE_SEEN_YAW_DEG, RISE_HIDDEN_YAW_DEG))
        # Off the side, a thigh that is pulled up comes before the pelvis and lifts the patch.
        square = 1.0 - ramp(view.yaw_deg, BACK_SEEN_OFF_DEG, BACK_HIDDEN_OFF_DEG)
        bend = min(turn, trust_chest)
        return {
            "pelvis_patch_rise": Measure(self._rise, min(rise, square)),
            # From the other side the leg on top moves before the pelvis: a clean rep lowers the patch as far
            # as a roll (0.45 % of the torso for each degree of the rep, on a body mesh).
            "pelvis_roll": Measure(self._roll, rise if stretched > 0 else 0.0),
            "pelvis_patch_tilt": Measure(self._pelvis_deg, turn),
            "patch_rounding": Measure(self._bend_deg, bend),
            "patch_arching": Measure(-self._bend_deg, bend),
        }

    def _trust(
        self, t_s: float, patch: Segment, motion: list[float], image: list[Point], torso_px: float
    ) -> float:
        """Confidence in the sums of this patch, 0..1, before that of the view."""
        followed = motion[DX] == motion[DX]
        whole = self._whole[patch].update(t_s, float(followed))
        if not followed:
            return 0.0
        sharp = 1.0 - ramp(math.degrees(motion[SIGMA]), SHARP_DEG, VAGUE_DEG)
        limbs = _ARMS if patch is Segment.CHEST else (*_ARMS, *_THIGHS)
        if not 0.0 <= t_s - self._looked_s[patch] < COVER_EVERY_S:
            self._looked_s[patch] = t_s
            self._hidden[patch] = covered_share(patch, limbs, image, torso_px)
        hidden = self._hidden[patch]
        return ramp(whole, 0.5, 1.0) * sharp * (1.0 - ramp(hidden, OPEN_SHARE, COVERED_SHARE))


def covered_share(
    patch: Segment, limbs: tuple[tuple[L, L], ...], image: list[Point], torso_px: float
) -> float:
    """Share of the patch of the chest or the pelvis before which one of `limbs` may lie, 0..1."""
    shoulders, hips = trunk_ends(image)
    dx, dy = hips[0] - shoulders[0], hips[1] - shoulders[1]
    begin, end = SPAN[patch]
    half = HALF_WIDTH_TORSO[patch]
    bones = [_bone(near, far, image, torso_px) for near, far in limbs]
    covered = 0
    for along, across in _GRID:
        place, off = begin + along * (end - begin), half * across
        x, y = shoulders[0] + place * dx - off * dy, shoulders[1] + place * dy + off * dx
        covered += _behind_any(x, y, bones)
    return covered / len(_GRID)


def _bone(near: L, far: L, image: list[Point], torso_px: float) -> Bone:
    """A limb as a thick line: where it begins, its vector, the square of its length and of its radius."""
    x, y = image[near]
    dx, dy = image[far][0] - x, image[far][1] - y
    thigh = near in (L.LEFT_HIP, L.RIGHT_HIP)
    if thigh:
        x, y, dx, dy = x + THIGH_FROM * dx, y + THIGH_FROM * dy, (1 - THIGH_FROM) * dx, (1 - THIGH_FROM) * dy
    radius = (THIGH_TORSO if thigh else ARM_TORSO) * torso_px
    return x, y, dx, dy, max(dx * dx + dy * dy, 1e-6), radius * radius


def _behind_any(x: float, y: float, bones: list[Bone]) -> bool:
    for at_x, at_y, dx, dy, square, radius_square in bones:
        share = min(1.0, max(0.0, ((x - at_x) * dx + (y - at_y) * dy) / square))
        off_x, off_y = x - at_x - share * dx, y - at_y - share * dy
        if off_x * off_x + off_y * off_y < radius_square:
            return True
    return False
