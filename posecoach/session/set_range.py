"""How far the hip went in each set of an ordinary session, and where the lower back began to move in it."""

import math
from dataclasses import dataclass
from statistics import median

import numpy as np

from posecoach.coaching.events import Rep
from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement, Protocol
from posecoach.coaching.hip_range.result import Estimate
from posecoach.session.back_visibility import middle
from posecoach.session.record import Session, SetRecord

LEAST_REPS = 2
"""Reps at fault from which an onset is told: one alone proves nothing."""

LEAST_FRAMES = 4

RISE = (0.2, 0.8)
"""The part of the excess' rise that the line goes through: below is noise, above the end of the pull."""


@dataclass(frozen=True, slots=True)
class SetRange:
    """One set.

    Attributes:
        end_deg: the tested angle at the end of the pull, median of the reps; + toward the end of range
            (extension is positive). NaN where it is no angle of the hip's or was not seen.
        onset: the angle at which the lower back began to move in the reps in which it did; None where it kept
            still or that cannot be told, as in pulls smaller than the error.
    """

    end_deg: float = math.nan
    onset: Estimate | None = None


def set_range(session: Session, one_set: SetRecord) -> SetRange:
    """The range of a set, read from the session's series."""
    protocol = next((one for one in PROTOCOLS.values() if one.exercise == session.exercise), None)
    if protocol is None or protocol.movement is Movement.INTERNAL_ROTATION or not len(session.series):
        return SetRange()  # the rotation's zero is where the set began
    peaks = (_angle_at(session, protocol, rep.peak_s) for rep in one_set.reps)
    return SetRange(middle(peaks), _onset(session, protocol, one_set))


def _onset(session: Session, protocol: Protocol, one_set: SetRecord) -> Estimate | None:
    """From the reps at fault: where the lower back's excess, as a straight line over the angle, begins.

    None, too, where it may be anywhere in the pull.
    """
    moved = [rep for rep in one_set.reps if rep.at_fault]
    begins = [begin for rep in moved if (begin := _begin(session, protocol, rep)) == begin]
    if len(begins) < LEAST_REPS:
        return None
    spread = float(np.std(begins, ddof=1)) / math.sqrt(len(begins))
    onset = Estimate(median(begins), math.hypot(spread, protocol.onset_sd_deg))
    pull_deg = middle(float(np.ptp(_angles(session, protocol, rep.start_s, rep.peak_s))) for rep in moved)
    return onset if onset.narrower_than(pull_deg) else None


def _begin(session: Session, protocol: Protocol, rep: Rep) -> float:
    """Where the line through the middle of the excess' rise meets zero, within the pull; NaN where unseen."""
    part = session.series.between(rep.start_s, rep.peak_s)
    angle = _angles(session, protocol, rep.start_s, rep.peak_s)
    excess = part.lower_back.astype(np.float64)
    good = np.isfinite(angle) & np.isfinite(excess)
    if good.sum() < LEAST_FRAMES:
        return math.nan
    angle, excess = angle[good], excess[good]
    low, high = float(excess.min()), float(excess.max())
    rising = (excess >= low + RISE[0] * (high - low)) & (excess <= low + RISE[1] * (high - low))
    if rising.sum() < 3 or not np.ptp(angle[rising]) > 0:
        return float(angle[0])
    slope, level = np.polyfit(angle[rising], excess[rising], 1)
    start, end = sorted((float(angle[0]), float(angle[-1])))
    return float(np.clip((low - level) / slope, start, end)) if slope > 0 else start


def _angle_at(session: Session, protocol: Protocol, t_s: float) -> float:
    return middle(_angles(session, protocol, t_s - 0.15, t_s + 0.15).tolist())


def _angles(session: Session, protocol: Protocol, start_s: float, end_s: float) -> np.ndarray:
    part = session.series.between(start_s, end_s)
    side = session.side if session.side in ("left", "right") else "left"
    name = "trunk_inclination_deg" if protocol.movement is Movement.LEAN else f"hip_flexion_{side}_deg"
    return np.asarray(protocol.sign * part.column(name).astype(np.float64))
