"""The lower-back measures as cues: what each sees, from where, what fools it, and what is normal for it.

In a clean rep a measure changes by a usual share of the rep's range, and by more when the lower back moves
in place of the hip: the excess over the usual is the cue. The figures come from rendered sets with exact
truth, at several sizes, people and lights; `posecoach evaluate` checks them and docs/accuracy.md has the
curves. AUC: how often a rep with a moving back shows more of the measure than a clean rep of the same person
(0.5 is chance), within 25 degrees of the advised camera.
"""

from dataclasses import dataclass

from posecoach.coaching.events import Confidence


@dataclass(frozen=True, slots=True)
class Cue:
    """How to read one measure.

    Attributes:
        unit: of the measure's change.
        per_deg: change for one degree of lumbar movement (0: says nothing in degrees).
        usual: change for one unit of the rep's range in a clean rep, before the person is known.
        usual_least, usual_most: what can be normal at all, so that a bad start never becomes the norm.
        spread: scatter from rep to rep of the same person, in `unit`, at best.
        best: how sure it can be in the best view.
    """

    unit: str
    per_deg: float
    usual: float
    usual_least: float
    usual_most: float
    spread: float
    best: Confidence = Confidence.HIGH


CUES = {
    # Height of the hip landmarks, lying. Sees the pelvis curl off the mat (+4 % for 17 degrees). In a clean
    # rep the landmarks follow the thigh and sink a little. Fooled by a bridge and by sliding. AUC 0.98.
    "pelvis_rise": Cue("% torso", 0.28, -0.05, -0.3, 0.08, 0.35),
    # Height of the silhouette's underside below the pelvis, lying (+4 % for 16 degrees; nothing for a nod,
    # a large rep or a roll of the body). Fooled by a hand or a cloth under the pelvis. AUC 0.87.
    "pelvis_edge": Cue("% torso", 0.3, 0.04, -0.05, 0.12, 0.4),
    # How far the lower back stands out from the chord upper back - pelvis, sitting (+4 % for 18 degrees).
    # Blind to nods and to a plain lean. Fooled by a loose shirt that fills with the lean. AUC 0.94.
    "back_bulge": Cue("% torso", 0.22, 0.05, -0.1, 0.1, 0.35),
    # Shortening of the line shoulder - hip, sitting (+2.5 % for 18 degrees). Confounded by a big lean and a
    # shrug of the shoulders. AUC 0.66: not used by the program's own exercises.
    "trunk_shortening": Cue("% torso", 0.14, -0.05, -0.2, 0.06, 0.5),
    # Angle ear - shoulder - hip, standing (+4 degrees for 17 of arching). A nod does as much: never alone.
    "ear_shoulder_hip": Cue("deg", 0.23, 0.04, -0.1, 0.12, 0.6),
    # Hollow of the silhouette's chord, standing (+4 % for 17 degrees). Blind to a nod and a lean. Fooled by
    # an elbow behind the back, which costs it most of its worth: AUC 0.61.
    "silhouette_depth": Cue("% torso", 0.25, 0.06, -0.05, 0.12, 0.5),
    # Forward lean of the line hip - shoulder, standing (+5 degrees for 17 of arching). A plain lean does
    # as much: never alone. AUC 0.8.
    "trunk_lean": Cue("deg", 0.28, 0.0, -0.1, 0.1, 0.5),
    # The upper leg's bend that is missing in inward rotation, 30 degrees toward the head. Marginal. AUC 0.82.
    "leg_shape": Cue("deg", 0.0, -0.2, -0.6, 0.3, 1.5, Confidence.LOW),
    # Sinking of the upper knee below the lower one in inward rotation, same view. Marginal. AUC 0.80.
    "knee_gap": Cue("% torso", 0.0, 0.43, 0.0, 0.9, 1.5, Confidence.LOW),
    # Twist between the world's shoulder and hip lines: sees 0.2-0.8 of a true 20 degrees. Weak.
    "pelvis_thorax": Cue("deg", 0.04, 0.0, -0.1, 0.1, 0.8, Confidence.LOW),
}
