"""The lower-back measures as cues: what each sees, what fools it, and what is normal for it.

In a clean rep a measure changes by a usual share of the rep's range, and by more when the lower back moves:
the excess over the usual is the cue. Slopes, usual shares and noise are medians over sets with exact truth of
three kinds of figures (smooth distance fields, body meshes, body meshes drawn at random), each with its
spread between sets (the quartiles, widened to one standard deviation). They are where the coach begins: a
person's own clean reps narrow them down (`coaching.lower_back.baseline`).

Fitted on the clips of the development and, of the sets drawn at random, on those whose number divided by four
is odd (`samples.studio.variety` gives each four numbers in a row to the four exercises). The even ones, the
simulator and all clips of real people had no part in these figures and check them (docs/accuracy.md).
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
        personal: it differs so much between people that it says little before their own reps are known.
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
    personal: bool = False


CUES = {
    # Height of the silhouette's underside below the pelvis, lying: the lower middle of four stations. Blind
    # to a nod, a large rep or a roll of the body. Fooled by a hand, a cloth or a loose shirt under the pelvis
    # and by the buttock's steep contour.
    "pelvis_edge": Cue("% torso", Kind.SILHOUETTE, 0.25, 0.50, 0.03, 0.06, 0.50, 0.04),
    # Height of the hip landmarks, lying. In a clean rep the landmarks follow the thigh, in some bodies a
    # little, in others much. Fooled by a bridge and by sliding.
    "pelvis_rise": Cue("% torso", Kind.LANDMARKS, 0.20, 0.40, 0.01, 0.08, 0.42, 0.04),
    # How far the back stands out from the chord shoulders - seat, sitting: the smaller of two stations above
    # the waist. Blind to nods and to a plain lean. Fooled by a loose shirt that fills with the lean.
    "back_bulge": Cue("% torso", Kind.SILHOUETTE, 0.21, 0.35, -0.01, 0.09, 0.45, 0.04),
    # Shortening of the line shoulder - hip. Confounded by a big lean and a shrug of the shoulders, so no
    # exercise of the catalogue reads it. For learned ones: on all fours a rounding back shows in every rep.
    "trunk_shortening": Cue("% torso", Kind.LANDMARKS, 0.08, 1.0, 0.0, 0.12, 0.8, 0.20),
    # Forward lean of the line hip - shoulder, standing. A plain lean does as much, so it says little alone.
    "trunk_lean": Cue("deg", Kind.LEAN, 0.18, 0.40, 0.01, 0.06, 0.45, 0.25),
    # How far the belly stands out before the line shoulder - hip, standing. Blind to a nod and a lean. Fooled
    # by an arm that crosses the trunk.
    "belly_depth": Cue("% torso", Kind.SILHOUETTE, 0.20, 0.45, 0.03, 0.08, 0.60, 0.12),
    # Hollow of the back's silhouette, standing. Blind to a nod and a lean. Fooled by an elbow behind it.
    "silhouette_depth": Cue("% torso", Kind.SILHOUETTE, 0.15, 0.90, 0.0, 0.08, 0.70, 0.20),
    # The upper leg's bend that is missing in inward rotation, 30 degrees toward the head. Where a knee is not
    # well seen it reads anything: quiet reps of one body mesh in five bring 8 degrees.
    "leg_shape": Cue("deg", Kind.LANDMARKS, 0.35, 0.55, -0.10, 0.25, 1.40, 0.10, False, True),
    # Motion of the pixels on the pelvis and the chest (`posecoach.kinematics.patch_measures`): the quietest
    # of all on figures whose cloth is glued to the body, not proven on cloth that slides.
    # Rise of the pelvis' near side, lying. Fooled by the thigh where it covers the pelvis.
    "pelvis_patch_rise": Cue("% torso", Kind.PIXELS, 0.29, 0.30, 0.02, 0.08, 0.30, 0.06),
    # The same in inward rotation, + where the stretched hip's side comes off the mat: there its slope is that
    # of a roll and depends on the camera's height.
    "pelvis_roll": Cue("% torso", Kind.PIXELS, 0.17, 0.60, 0.02, 0.06, 0.27, 0.06, accuses=False),
    # Turn of the pelvis, + backward. Sitting, a rounding back keeps the pelvis from leaning along.
    "pelvis_patch_tilt": Cue("deg", Kind.PIXELS, 0.25, 0.65, -0.23, 0.11, 0.75, 0.08),
    # Turn of the chest against the pelvis, + rounding, + arching. Fooled by arms before the chest.
    "patch_rounding": Cue("deg", Kind.PIXELS, 0.22, 0.35, 0.40, 0.28, 1.10, 0.12),
    "patch_arching": Cue("deg", Kind.PIXELS, 0.38, 0.30, -0.01, 0.12, 0.55, 0.12),
}

STANDING = {
    # Standing, the pelvis tips forward under an arching back; a plain lean turns it as well.
    "pelvis_patch_tilt": Cue("deg", Kind.LEAN, -0.48, 0.25, 0.03, 0.08, 0.36, 0.25),
}
"""Cues that read otherwise in an exercise done standing."""


def cue_of(measure: str, position: str) -> Cue:
    """How to read `measure` in an exercise done in `position` ("lying", "sitting", "standing", "any")."""
    return STANDING.get(measure, CUES[measure]) if position == "standing" else CUES[measure]
