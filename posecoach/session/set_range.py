"""How far the hip went in each set of an ordinary session."""

import math

from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.session.back_visibility import middle
from posecoach.session.record import Session, SetRecord

AROUND_S = 0.15
"""To both sides of a peak's time, the frames whose median is the angle there."""


def end_of_range_deg(session: Session, one_set: SetRecord) -> float:
    """The tested angle at the end of the pull, median of the reps of a set, read from the session's series.

    + toward the end of range (extension is positive). NaN where it is no angle of the hip's or was not seen.
    """
    protocol = next((one for one in PROTOCOLS.values() if one.exercise == session.exercise), None)
    if protocol is None or protocol.movement is Movement.INTERNAL_ROTATION or not len(session.series):
        return math.nan  # the rotation's zero is where the set began
    side = session.side if session.side in ("left", "right") else "left"
    name = "trunk_inclination_deg" if protocol.movement is Movement.LEAN else f"hip_flexion_{side}_deg"
    peaks_s = [rep.peak_s for rep in one_set.reps]
    around = [session.series.between(peak_s - AROUND_S, peak_s + AROUND_S) for peak_s in peaks_s]
    return protocol.sign * middle(middle(part.column(name).tolist()) for part in around)
