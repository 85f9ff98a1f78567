"""The lower-back measures as cues: what each sees, from where, what fools it, and what is normal for it.

In a clean rep a measure changes by a usual share of the rep's range, and by more when the lower back moves
in place of the hip: the excess over the usual is the cue. All figures come from rendered sets with exact
truth, of many people, sizes, lights and places within 25 degrees of the advised camera: `per_deg` is the
slope of the excess on the true lumbar degrees, `usual` and `usual_spread` the share of clean reps and how it
differs between people, `noise` the scatter from rep to rep. AUC: how often a rep with a moving back shows
more of the measure than a clean rep of the same person (0.5 is chance).
"""

from dataclasses import dataclass

from posecoach.coaching.events import Confidence


@dataclass(frozen=True, slots=True)
class Cue:
    """How to read one measure.

    Attributes:
        unit: of the measure's change.
        per_deg: change for one degree of lumbar movement (0: says nothing in degrees).
        usual, usual_spread: change for one unit of the rep's range in a clean rep, and how it differs
            between people, one standard deviation; what is learned of a person stays within two of these.
        noise: scatter from rep to rep of the same person, in `unit`, one standard deviation.
        alone: whether it can be believed without another cue that shows the same.
        best: how sure it can be in the best view.
    """

    unit: str
    per_deg: float
    usual: float
    usual_spread: float
    noise: float
    alone: bool = True
    best: Confidence = Confidence.HIGH


CUES = {
    # Height of the silhouette's underside below the pelvis, lying (+6.5 % for 16 degrees, +3 % for 10).
    # Nothing for a nod, a large rep or a roll of the body. Fooled by a hand or a cloth under the pelvis.
    # AUC 1.0: the best there is.
    "pelvis_edge": Cue("% torso", 0.40, 0.05, 0.065, 0.40),
    # Height of the hip landmarks, lying. Sees the pelvis curl off the mat (+4 % for 16 degrees). In a clean
    # rep the landmarks follow the thigh a little. Fooled by a bridge and by sliding. AUC 0.98.
    "pelvis_rise": Cue("% torso", 0.26, -0.02, 0.08, 0.45),
    # How far the lower back stands out from the chord upper back - pelvis, sitting (+4 % for 18 degrees).
    # Blind to nods and to a plain lean. Fooled by a loose shirt that fills with the lean. AUC 0.96.
    "back_bulge": Cue("% torso", 0.22, 0.05, 0.06, 0.40),
    # Shortening of the line shoulder - hip, sitting (+1.5 % for 18 degrees). Confounded by a big lean and a
    # shrug of the shoulders. AUC 0.72: not used by the program's own exercises.
    "trunk_shortening": Cue("% torso", 0.08, 0.0, 0.12, 0.8, alone=False),
    # Forward lean of the line hip - shoulder, standing (+4 degrees for 17 of arching). A plain lean does as
    # much. AUC 0.98 where nobody leans.
    "trunk_lean": Cue("deg", 0.22, 0.0, 0.05, 0.60, alone=False),
    # How far the belly stands out before the line shoulder - hip, standing (+3.5 % for 17 degrees). Blind to
    # a nod and a lean. Fooled by an arm that crosses the trunk. AUC 0.98.
    "belly_depth": Cue("% torso", 0.20, 0.01, 0.08, 0.55, alone=False),
    # Hollow of the back's silhouette, standing (+2 % for 17 degrees). Blind to a nod and a lean. Fooled by an
    # elbow behind the back, which costs it most of its worth: AUC 0.83.
    "silhouette_depth": Cue("% torso", 0.12, 0.0, 0.10, 0.80, alone=False),
    # Angle ear - shoulder - hip, standing (+3.5 degrees for 17 of arching). A nod does more. AUC 0.86.
    "ear_shoulder_hip": Cue("deg", 0.20, 0.0, 0.10, 1.70, alone=False),
    # The upper leg's bend that is missing in inward rotation, 30 degrees toward the head. People differ much
    # in it (0.1 to 0.6 a degree), so it is never sure. AUC 0.96.
    "leg_shape": Cue("deg", 0.33, -0.20, 0.30, 0.90, best=Confidence.LOW),
    # Sinking of the upper knee below the lower one in inward rotation, same view. AUC 0.80.
    "knee_gap": Cue("% torso", 0.17, 0.40, 0.30, 1.90, alone=False, best=Confidence.LOW),
    # Twist between the world's shoulder and hip lines: sees 0.2-0.8 of a true 20 degrees. Weak.
    "pelvis_thorax": Cue("deg", 0.04, 0.0, 0.10, 0.80, alone=False, best=Confidence.LOW),
}
