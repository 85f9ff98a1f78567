"""How much of a rep the hip did and how much the lower back, in degrees, with its uncertainty."""

import math

from posecoach.coaching.events import NAN, Confidence, HipBackSplit, Rep
from posecoach.coaching.lower_back.decision import Decision
from posecoach.exercises.definition import Exercise

USUAL_BACK_SHARE = {"lying": 0.2, "sitting": 0.08, "standing": 0.05, "any": 0.15}
"""The lower back's part of a clean rep. Lying: the pelvis gives 1/4 to 1/3 of hip flexion, about one degree
of lumbar movement for three of the hip, less in small pulses (Bohannon, Gajdosik, LeVeau 1985,
doi 10.1093/ptj/65.10.1501). Braced sitting and standing: no source; taken small."""

SHARE_SPREAD = 0.5
"""How that part differs between people, one standard deviation as a share of it."""


def share_of(exercise: Exercise, rep: Rep, decision: Decision, hip_deg: float) -> HipBackSplit:
    """Split `rep`; nothing where the range is not an angle, or the back did not move beyond the usual.

    The usual part is known from others and not seen in this person: while the back keeps to it there is
    nothing to tell. Nor is there where the back's part is below its uncertainty.

    `Posterior.spread_deg` has the noise and the spread of the cues' slopes between bodies in it, to which
    comes that of the usual part. `hip_deg` is how far the thigh of the counted leg came toward the trunk. It
    matters where a knee is counted: bending that is not the back's work, and not the hip's either, so what
    the hip did is read from the thigh and the trunk. In rendered sets that is right to 1.7 degrees in clean
    reps and 3.8 in those with an arch (beyond 5 in one of three of these), with real people one leg is often
    taken for the other: never sure.
    """
    if exercise.count.unit != "deg" or exercise.count.signal == "hip_internal_rotation":
        return HipBackSplit()
    posterior, confidence = decision.posterior, decision.confidence
    usual = USUAL_BACK_SHARE[exercise.position] * rep.range_deg
    back = max(0.0, usual + posterior.extra_deg)
    uncertainty = math.hypot(SHARE_SPREAD * usual, posterior.spread_deg)
    standing = exercise.count.signal == "knee_flexion"
    if not (decision.moved and back > uncertainty):
        hip = max(0.0, hip_deg + back) if standing and hip_deg == hip_deg else NAN
        return HipBackSplit(hip, uncertainty_deg=uncertainty, confidence=Confidence.LOW)
    if standing:
        # An arch tips the trunk away from the thigh again by as much as it bends the hip.
        hip, confidence = max(0.0, hip_deg + back) if hip_deg == hip_deg else NAN, Confidence.LOW
    else:
        hip = max(0.0, rep.range_deg - back)  # the pull shows hip and back together
    whole = hip + back
    return HipBackSplit(hip, back, hip / whole if whole > 0 else NAN, uncertainty, confidence)
