"""The four tests of the hip's range: what moves, what shows the lower back, how exact it is."""

import math
from dataclasses import dataclass
from enum import Enum

CHEST_OVER_TRUNK = "chest_over_trunk"
"""The one cue that is no measure of a `Body`'s, but of the motion of its pixels (`trace`)."""


class Movement(str, Enum):
    """The movements whose range is measured; the values are those of the measurement file."""

    FLEXION = "flexion"
    INTERNAL_ROTATION = "internal-rotation"
    EXTENSION = "extension"
    LEAN = "lean"


@dataclass(frozen=True, slots=True)
class BackCue:
    """A lower-back measure of `posecoach.kinematics` that shows when the back joins a slow movement.

    `noise` is the least scatter about a straight course over a slow movement that it is given, in the
    measure's unit: on the rendered movements 0.1 to 0.9. `per_deg` is its change for one degree of the lower
    back (`posecoach.coaching.lower_back.cues`; in the lean, the middle of ten rendered movements).
    """

    measure: str
    per_deg: float
    noise: float


@dataclass(frozen=True, slots=True)
class Protocol:
    """One test.

    The standard deviations are 1.3 times the root mean squared errors that `posecoach evaluate` gives on the
    rendered movements of docs/accuracy.md, for rooms and clothes that are worse, rounded up to half a degree;
    for measuring again 2.5 at least, as few were, and no more than against the truth.

    Attributes:
        movement: what is tested.
        exercise: the exercise of the catalogue that trains it; all but rotation share its position, camera
            and measures.
        sign: + where the movement raises the angle that is measured, - where it lowers it.
        resting_trunk: whether the rib cage rests on the mat, so that the thigh is measured against where the
            trunk lay when the movement began, as a goniometer on the mat would.
        cues: what shows the lower back, the best first; none where it cannot be seen.
        least_deg: a movement smaller than this is none.
        believed_deg: between these a largest angle is believed; beyond, the legs were taken for each other or
            the joint was not seen, or it is another movement.
        angle_sd_deg: one standard deviation of the largest angle against the truth, in the advised view.
        repeat_sd_deg: the same of one measurement against another of the same hip, the camera moved between.
        onset_sd_deg, onset_repeat_sd_deg: the same two of the onset angle.
        all_clear: whether silent cues mean that the lower back kept still.
        advised_yaw_deg: how far off square to the side the advised camera stands, as the view is estimated.
    """

    movement: Movement
    exercise: str
    sign: int
    resting_trunk: bool
    cues: tuple[BackCue, ...]
    least_deg: float
    believed_deg: tuple[float, float]
    angle_sd_deg: float
    repeat_sd_deg: float
    onset_sd_deg: float
    onset_repeat_sd_deg: float
    advised_yaw_deg: float = 0.0
    all_clear: bool = True

    @property
    def sided(self) -> bool:
        """Whether left and right are tested apart."""
        return self.movement is not Movement.LEAN


PROTOCOLS = {
    one.movement: one
    for one in (
        Protocol(
            Movement.FLEXION, "hip-flexion", 1, True,
            (
                BackCue("pelvis_patch_rise", 0.35, 0.5),
                BackCue("pelvis_patch_tilt", 0.35, 1.2),
                BackCue("patch_rounding", 0.45, 1.6),
                BackCue("pelvis_edge", 0.40, 0.8),
                BackCue("pelvis_rise", 0.26, 0.8),
            ),
            15.0, (30.0, 165.0), 5.0, 5.0, 6.5, 3.5,
        ),
        Protocol(
            Movement.INTERNAL_ROTATION, "hip-internal-rotation", 1, False, (),
            8.0, (0.0, 75.0), 3.5, 2.5, math.nan, math.nan, 90.0, False,
        ),
        Protocol(
            Movement.EXTENSION, "hip-extension", -1, False,
            (
                BackCue("patch_arching", 0.50, 0.8),
                BackCue("pelvis_patch_tilt", -0.50, 0.8),
                BackCue("belly_depth", 0.25, 0.8),
            ),
            6.0, (-30.0, 50.0), 4.5, 3.5, 7.5, 5.5,
        ),
        Protocol(
            Movement.LEAN, "hip-external-rotation", 1, False,
            (
                BackCue("back_bulge", 0.26, 0.8),
                BackCue(CHEST_OVER_TRUNK, 0.30, 0.7),
                BackCue("patch_rounding", 0.40, 0.7),
            ),
            12.0, (10.0, 110.0), 5.5, 2.5, 6.5, 3.5,
        ),
    )
}  # fmt: skip
