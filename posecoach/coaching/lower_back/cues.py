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
    """Where a measure comes from: cues of one kind go wrong together, those of two seldom in the same rep.

    `LEAN` is what a plain lean of the whole body moves as well, whether landmarks or pixels show it.
    """

    LANDMARKS = "landmarks"
    SILHOUETTE = "silhouette"
    PIXELS = "pixels"
    LEAN = "lean"


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
        accuses: whether a verdict called sure may rest on it; False until it is proven on real people.
    """

    unit: str
    kind: Kind
    per_deg: float
    per_deg_spread: float
    usual: float
    usual_spread: float
    noise: float
    odd: float
    accuses: bool = True


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
    "trunk_lean": Cue("deg", Kind.LEAN, 0.24, 0.35, 0.0, 0.05, 0.60, 0.25),
    # How far the belly stands out before the line shoulder - hip, standing. Blind to a nod and a lean. Fooled
    # by an arm that crosses the trunk.
    "belly_depth": Cue("% torso", Kind.SILHOUETTE, 0.25, 0.35, 0.02, 0.10, 0.55, 0.12),
    # Hollow of the back's silhouette, standing. Blind to a nod and a lean. Fooled by an elbow behind it.
    "silhouette_depth": Cue("% torso", Kind.SILHOUETTE, 0.22, 0.60, 0.0, 0.08, 0.70, 0.20),
    # Angle ear - shoulder - hip, standing. A nod does more.
    "ear_shoulder_hip": Cue("deg", Kind.LANDMARKS, 0.20, 0.50, 0.0, 0.10, 1.70, 0.30),
    # The upper leg's bend that is missing in inward rotation, 30 degrees toward the head. People differ much
    # in it (0.1 to 0.6 a degree).
    "leg_shape": Cue("deg", Kind.LANDMARKS, 0.33, 0.50, -0.15, 0.22, 1.10, 0.05, accuses=False),
    # Sinking of the upper knee below the lower one in inward rotation, same view.
    "knee_gap": Cue("% torso", Kind.LANDMARKS, 0.30, 0.80, 0.30, 0.25, 1.90, 0.20, accuses=False),
    # Twist between the world's shoulder and hip lines: sees 0.2-0.8 of a true 20 degrees.
    "pelvis_thorax": Cue("deg", Kind.LANDMARKS, 0.04, 1.0, 0.0, 0.10, 0.80, 0.20),
    # Motion of the pixels on the pelvis and the chest (`posecoach.kinematics.patch_measures`): the quietest
    # of all on figures whose cloth is glued to the body, not proven on cloth that slides.
    # Rise of the pelvis' near side, lying. Fooled by the thigh where it covers the pelvis.
    "pelvis_patch_rise": Cue("% torso", Kind.PIXELS, 0.35, 0.45, 0.04, 0.07, 0.26, 0.06),
    # The same in inward rotation, + where the stretched hip's side comes off the mat: there its slope is that
    # of a roll and depends on the camera's height.
    "pelvis_roll": Cue("% torso", Kind.PIXELS, 0.25, 0.65, 0.03, 0.07, 0.25, 0.06, accuses=False),
    # Turn of the pelvis, + backward. Sitting, a rounding back keeps the pelvis from leaning along.
    "pelvis_patch_tilt": Cue("deg", Kind.PIXELS, 0.35, 0.70, -0.40, 0.16, 0.90, 0.08),
    # Turn of the chest against the pelvis, + rounding, + arching. Fooled by arms before the chest.
    "patch_rounding": Cue("deg", Kind.PIXELS, 0.45, 0.60, 0.45, 0.25, 1.30, 0.12),
    "patch_arching": Cue("deg", Kind.PIXELS, 0.50, 0.30, 0.0, 0.15, 0.50, 0.12),
}

STANDING = {
    # Standing, the pelvis tips forward under an arching back; a plain lean turns it as well.
    "pelvis_patch_tilt": Cue("deg", Kind.LEAN, -0.50, 0.20, 0.04, 0.07, 0.30, 0.25),
}
"""Cues that read otherwise in an exercise done standing."""


def cue_of(measure: str, position: str) -> Cue:
    """How to read `measure` in an exercise done in `position` ("lying", "sitting", "standing", "any")."""
    return STANDING.get(measure, CUES[measure]) if position == "standing" else CUES[measure]
