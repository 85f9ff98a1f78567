"""The lower-back measures as cues: what each sees, what fools it, and what is normal for it.

In a clean rep a measure changes by a usual share of the rep's range, and by more when the lower back moves:
the excess over the usual is the cue. Slopes, usual shares and noise come from clips with exact truth
(rendered figures of smooth distance fields and of body meshes) and, for what a clean rep brings, from real
people; each with its spread between bodies. They are where the coach begins: a person's own clean reps narrow
them down (`coaching.lower_back.baseline`).
"""

from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    """Where a measure comes from; two of different kinds seldom go wrong in the same rep."""

    LANDMARKS = "landmarks"
    SILHOUETTE = "silhouette"
    PIXELS = "pixels"


@dataclass(frozen=True, slots=True)
class Cue:
    """How to read one measure.

    Attributes:
        unit: of the measure's change.
        kind: where it comes from.
        per_deg, per_deg_spread: change for one degree of lumbar movement, and how that differs between
            bodies, one standard deviation as a share of it.
        usual, usual_spread: change for one unit of the rep's range in a clean rep, and how it differs
            between people, one standard deviation; what is learned of a person stays within two of these.
        noise: scatter from rep to rep of the same person, in `unit`, one standard deviation.
        odd: how often a rep reads far off for a reason that has nothing to do with the back.
    """

    unit: str
    kind: Kind
    per_deg: float
    per_deg_spread: float
    usual: float
    usual_spread: float
    noise: float
    odd: float


CUES = {
    # Height of the silhouette's underside below the pelvis, lying: the lower middle of four stations. Blind
    # to a nod, a large rep or a roll of the body. Fooled by a hand, a cloth or a loose shirt under the pelvis
    # and by the buttock's steep contour.
    "pelvis_edge": Cue("% torso", Kind.SILHOUETTE, 0.40, 0.30, 0.05, 0.06, 0.40, 0.04),
    # Height of the hip landmarks, lying. In a clean rep the landmarks follow the thigh, in some bodies a
    # little, in others much. Fooled by a bridge and by sliding.
    "pelvis_rise": Cue("% torso", Kind.LANDMARKS, 0.26, 0.35, 0.04, 0.09, 0.45, 0.04),
    # How far the lower back stands out from the chord upper back - pelvis, sitting. Blind to nods and to a
    # plain lean. Fooled by a loose shirt that fills with the lean and by a knee that shows behind the back.
    "back_bulge": Cue("% torso", Kind.SILHOUETTE, 0.24, 0.30, 0.03, 0.06, 0.33, 0.04),
    # Shortening of the line shoulder - hip, sitting. Confounded by a big lean and a shrug of the shoulders.
    "trunk_shortening": Cue("% torso", Kind.LANDMARKS, 0.08, 1.0, 0.0, 0.12, 0.8, 0.20),
    # Forward lean of the line hip - shoulder, standing. A plain lean does as much, so it says little alone.
    "trunk_lean": Cue("deg", Kind.LANDMARKS, 0.24, 0.35, 0.0, 0.05, 0.60, 0.25),
    # How far the belly stands out before the line shoulder - hip, standing. Blind to a nod and a lean. Fooled
    # by an arm that crosses the trunk.
    "belly_depth": Cue("% torso", Kind.SILHOUETTE, 0.25, 0.35, 0.02, 0.10, 0.55, 0.12),
    # Hollow of the back's silhouette, standing. Blind to a nod and a lean. Fooled by an elbow behind it.
    "silhouette_depth": Cue("% torso", Kind.SILHOUETTE, 0.22, 0.60, 0.0, 0.08, 0.70, 0.20),
    # Angle ear - shoulder - hip, standing. A nod does more.
    "ear_shoulder_hip": Cue("deg", Kind.LANDMARKS, 0.20, 0.50, 0.0, 0.10, 1.70, 0.30),
    # The upper leg's bend that is missing in inward rotation, 30 degrees toward the head. People differ much
    # in it (0.1 to 0.6 a degree).
    "leg_shape": Cue("deg", Kind.LANDMARKS, 0.33, 0.50, -0.15, 0.22, 1.10, 0.05),
    # Sinking of the upper knee below the lower one in inward rotation, same view.
    "knee_gap": Cue("% torso", Kind.LANDMARKS, 0.30, 0.80, 0.30, 0.25, 1.90, 0.20),
    # Twist between the world's shoulder and hip lines: sees 0.2-0.8 of a true 20 degrees.
    "pelvis_thorax": Cue("deg", Kind.LANDMARKS, 0.04, 1.0, 0.0, 0.10, 0.80, 0.20),
    # Motion of pixels (`posecoach.kinematics.patch_measures`): trials on 18 clips of distance-field and mesh
    # figures; unproven on cloth that slides, and not yet read by the program's own exercises.
    # A rolling pelvis lifts the stretched side in inward rotation.
    "pelvis_roll": Cue("% torso", Kind.PIXELS, 0.25, 0.70, 0.04, 0.03, 0.30, 0.05),
    # A pelvis that curls lifts its flank in flexion, lying; clean reps do so with the share of the back they
    # have by nature.
    "pelvis_patch_rise": Cue("% torso", Kind.PIXELS, 0.30, 0.40, 0.05, 0.06, 0.30, 0.05),
    # Posterior turn of the pelvis, sitting: missing forward tilt. An arm or a thigh before it fools it.
    "pelvis_patch_tilt": Cue("deg", Kind.PIXELS, 0.35, 0.60, -0.35, 0.15, 1.00, 0.20),
    # Turn of the chest against the pelvis, sitting. Arms move before the chest: weak.
    "patch_rounding": Cue("deg", Kind.PIXELS, 0.40, 0.80, 0.30, 0.40, 2.00, 0.30),
    # The same the other way, standing. Fooled by an arm before the chest.
    "patch_arching": Cue("deg", Kind.PIXELS, 0.52, 0.30, 0.00, 0.12, 0.70, 0.10),
}
