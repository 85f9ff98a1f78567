"""One person's measures at one moment: angles, heights and travels, each with its confidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from posecoach.kinematics.filters import NAN
from posecoach.kinematics.posture import PostureBelief
from posecoach.kinematics.view import View

LOST_S = 2.0
"""Who has not been seen for so long is gone, and comes back as somebody new; for less, the estimator has more
often lost somebody than that they have gone, and they come back to the same place."""


@dataclass(frozen=True, slots=True)
class Station:
    """One place along the trunk where a measure was taken.

    `value` in the measure's unit, NaN where it was not seen; `steepness` is how fast the silhouette's edge
    rises there, height over length: beyond about 0.7 a small slip sideways reads as a change of height.
    """

    value: float
    steepness: float = 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """A value and its confidence, 0 (not seen) to 1; the value is NaN when it is not seen.

    `stations` are the places it was taken from, where there are several: each can be checked by itself.
    """

    value: float = NAN
    confidence: float = 0.0
    stations: tuple[Station, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftRight:
    """The same measure of the person's left and right side."""

    left: Measure = Measure()
    right: Measure = Measure()

    def of(self, side: str) -> Measure:
        """The measure of `side`, "left" or "right"."""
        return self.left if side == "left" else self.right


@dataclass(frozen=True, slots=True)
class PixelMotion:
    """What the motion of pixels adds up to since tracking began (`posecoach.kinematics.pixel_motion`).

    Attributes:
        sinking_pct: downward travel of the trunk, in % of the torso's length.
        lean_deg: turn of the chest, + forward and down.
        trunk_deg: the same of the whole trunk, from the shoulders to the hips.
        forward_deg: the lean again, by the way forward of chest and trunk over the hips.
        inward_deg: inward rotation of either hip by the turn of both thighs, rough in absolute size.
        across_deg: the same by the travel of its own thigh along the body's left-right axis.
    """

    sinking_pct: Measure = Measure()
    lean_deg: Measure = Measure()
    trunk_deg: Measure = Measure()
    forward_deg: Measure = Measure()
    inward_deg: LeftRight = LeftRight()
    across_deg: LeftRight = LeftRight()


@dataclass(frozen=True, slots=True)
class Body:
    """What the camera shows of the body at `t_s`. Signs and zeros as in docs/architecture.md.

    Attributes:
        seen: False when nobody was found; every measure is then NaN.
        hip_flexion_deg: thigh against the trunk line; + flexion. Hip and lower back together.
        knee_flexion_deg: 0 is straight.
        hip_internal_rotation_deg: swing of the knee across the body, + inward.
        shin_out_deg: tilt of the shin from upright in the picture, + with the foot away from the other leg:
            seen from the front of somebody who sits on a chair, the inward rotation of the hip.
        trunk_inclination_deg: 0 upright, 90 lying.
        hip_height_pct: height of the hips above where the ankles have mostly been of late, in % of the
            torso's length: feet stand while the hips move, and a misplaced ankle is no movement.
        knee_to_chest_pct, ankle_to_chest_pct: distance of the knee and of the ankle from the middle of the
            shoulders, in % of the torso's length.
        knee_travel_pct: sideways travel of the knee since tracking began, in % of the torso's length.
        foot_height_pct: height of the ankle above the hips, in % of the torso's length, from the world
            landmarks: about 0 where somebody lying or sitting on the floor has put the foot down.
        pixels: the same movements as its pixels show them, where poses have their motion.
        posture: how the body lies, sits or stands, with doubt.
        front: the leg that stands ahead, "left" or "right"; "" when that cannot be told.
        crossed: the leg whose foot lies on the other thigh, in the picture, while no hand holds it: "left" or
            "right"; "" for none.
        legs_exchanged: whether the estimator's left and right legs were found exchanged, and put right.
        split: how far the front ankle is ahead of the other, in torso lengths; NaN when that cannot be told.
        back: lower-back measures by their name (`posecoach.exercises.definition.MEASURES`), in its unit; of
            the silhouette's those that were asked for, which in a `Pipeline` are the exercise's own.
        torso_px: learned length of the torso in the picture.
        view: where the camera stands relative to the body, and what is wrong with the picture.
        plausible: shape (33,) as a tuple of bool; False for an implausible landmark (`Plausibility`).

    Example:
        >>> from posecoach import Body
        >>> nobody = Body(t_s=0.0)
        >>> nobody.seen, nobody.hip_flexion_deg.of("left").confidence
        (False, 0.0)
    """

    t_s: float
    seen: bool = False
    hip_flexion_deg: LeftRight = LeftRight()
    knee_flexion_deg: LeftRight = LeftRight()
    hip_internal_rotation_deg: LeftRight = LeftRight()
    shin_out_deg: LeftRight = LeftRight()
    trunk_inclination_deg: Measure = Measure()
    hip_height_pct: Measure = Measure()
    knee_travel_pct: LeftRight = LeftRight()
    knee_to_chest_pct: LeftRight = LeftRight()
    ankle_to_chest_pct: LeftRight = LeftRight()
    foot_height_pct: LeftRight = LeftRight()
    pixels: PixelMotion = PixelMotion()
    posture: PostureBelief = PostureBelief()
    front: str = ""
    crossed: str = ""
    legs_exchanged: bool = False
    split: float = NAN
    back: Mapping[str, Measure] = field(default_factory=dict)
    torso_px: float = NAN
    view: View = View()
    plausible: tuple[bool, ...] = ()
