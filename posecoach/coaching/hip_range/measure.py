"""The range of one hip from the trace of its test: largest angle, own range, uncertainty, or why not."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from posecoach.coaching.events import NAN
from posecoach.coaching.hip_range.angles import angles_of, course_of
from posecoach.coaching.hip_range.onset import Hinge, Piece, fit_hinge
from posecoach.coaching.hip_range.protocol import BackCue, Protocol
from posecoach.coaching.hip_range.ramps import SLOW_S, Ramp, find_ramps, running_median
from posecoach.coaching.hip_range.result import Estimate, HipRange, Reason, Trial
from posecoach.coaching.hip_range.trace import OTHER, Array, Trace

AGREE_DEG = 6.0
"""Repeats that differ by no more than this agree. Intra-tester differences of goniometry at the hip are of
this size (docs/hip_range.md)."""

CLEARLY_MORE, CLEARLY_LESS = 2.0, 0.55
"""Another hip than was asked for is measured only where it clearly is the one that moved: its movements are
this many times as large together, and the angle of the one asked for swings by at most this share of its own.
With 12 pictures a second the hip at rest swings by 0.46 of the other at most (20 rendered tests); with one to
three, in which the legs are often taken for each other, by up to 1.6."""

LEAST_REPEATS = 2

OFF_VIEW_DEG = 40.0
"""So far off the advised direction nothing is measured: beyond it angles err by 15 degrees (accuracy.md)."""

VIEW_GROWTH_DEG = 25.0
"""The standard deviation has doubled at this angle off the advised direction."""

LEAST_F = 5.0
"""A hinge that explains less than this is none."""

LEAST_BACK_DEG = 4.0
"""The back joins in only if its cue says that it moved at least this far after that, in degrees."""

STEEPEST = 3.0
"""The back cannot do more than the whole movement; a cue that tells of three times as much has slipped."""

STILL_DEG = 10.0
"""The back kept still where its best cue went less far than that, in degrees of the back, noise and the usual
share of a healthy pelvis included. Between this and an onset nothing can be said."""

OFF_VIEW_ONSET_DEG = 3.0
"""What a standard deviation that has doubled with the view (`VIEW_GROWTH_DEG`) adds to that of the onset."""

LEAST_SEEN = 0.2
"""With somebody in a smaller share of the pictures than this, nobody was there."""

BACK_SEEN = 0.6
"""The share of the movement's pictures in which a cue has to be seen."""


def moved_side(trace: Trace, protocol: Protocol, asked: str) -> str:
    """The side whose hip was moved: the one asked for, unless the other one clearly moved further.

    "" where the other one moved further, and it is not clear.
    """
    if not protocol.sided:
        return asked
    own, other = (_moved_deg(trace, protocol, side) for side in (asked, OTHER[asked]))
    if own >= other:
        return asked
    own_swing, swing = (_swing_deg(trace, side) for side in (asked, OTHER[asked]))
    clear = other >= CLEARLY_MORE * own and own_swing <= CLEARLY_LESS * swing
    return OTHER[asked] if clear else ""


def trials_of(trace: Trace, protocol: Protocol, side: str) -> list[tuple[Ramp, Trial]]:
    """Every movement of the hip of `side`, in order."""
    found = []
    for ramp in find_ramps(trace.t_s, course_of(trace, side), protocol.least_deg):
        _, own = angles_of(trace, protocol, side, ramp)
        stay = slice(max(ramp.top - 1, 0), ramp.end)
        known = running_median(trace.t_s[stay], own[stay])
        largest = float(np.nanmax(known)) if np.isfinite(known).any() else NAN
        start_s, top_s = float(trace.t_s[ramp.start]), float(trace.t_s[ramp.top])
        end_s = float(trace.t_s[min(ramp.end, len(trace.t_s) - 1)])
        low, high = protocol.believed_deg
        good = ramp.good and low <= largest <= high
        found.append((ramp, Trial(start_s, top_s, end_s, largest, ramp.rise_s, good)))
    return found


def measure_hip(trace: Trace, protocol: Protocol, side: str) -> HipRange:
    """The range of the hip of `side` ("left", "right"; "both" where the protocol knows no sides)."""
    off = view_off_deg(trace, protocol)
    found = trials_of(trace, protocol, side)
    trials = tuple(trial for _, trial in found)
    nothing = HipRange(protocol.movement, side, trials=trials, yaw_off_deg=off)
    reason = _no_measure(trace, trials, off)
    if reason is not Reason.NONE:
        return replace(nothing, largest_reason=reason, onset_reason=reason)
    good = [one for one in found if one[1].good]
    best = best_repeats([trial.largest_deg for _, trial in good])
    used = [good[at] for at in best]
    marked = tuple(replace(trial, used=any(trial is one for _, one in used)) for _, trial in found)
    if len(used) < LEAST_REPEATS:
        reason = Reason.ONE_ONLY if len(good) < LEAST_REPEATS else Reason.DISAGREE
        return replace(nothing, largest_reason=reason, onset_reason=reason, trials=marked)
    values = np.array([trial.largest_deg for _, trial in used])
    scatter = float(values.std(ddof=1)) / math.sqrt(len(values))
    grown = 2.0 if math.isnan(off) else 1.0 + (off / VIEW_GROWTH_DEG) ** 2
    largest = Estimate(float(values.mean()), math.hypot(protocol.angle_sd_deg * grown, scatter))
    onset, onset_reason = onset_of(trace, protocol, side, [ramp for ramp, _ in good])
    again_sd = NAN
    if onset is not None:
        scattered = math.sqrt(max(0.0, onset.sd_deg**2 - protocol.onset_sd_deg**2))
        again_sd = max(protocol.onset_repeat_sd_deg, scattered)
        onset_sd = math.hypot(onset.sd_deg, (grown - 1.0) * OFF_VIEW_ONSET_DEG)
        onset = Estimate(min(onset.value_deg, largest.value_deg), onset_sd)
        if not onset.narrower_than(float(np.median([ramp.range_deg for ramp, _ in good]))):
            onset, onset_reason, again_sd = None, Reason.BACK_UNCLEAR, NAN
    return HipRange(
        protocol.movement,
        side,
        largest,
        onset,
        onset_reason=onset_reason,
        trials=marked,
        repeat_sd_deg=math.hypot(protocol.repeat_sd_deg, scatter),
        yaw_off_deg=off,
        onset_repeat_sd_deg=again_sd,
    )


def best_repeats(values: Sequence[float]) -> list[int]:
    """Which of the values are the largest that repeat: the largest one that another confirms, with all those
    that agree with it."""
    order = sorted(range(len(values)), key=lambda at: -values[at])
    for at in order:
        agree = [other for other in order if 0.0 <= values[at] - values[other] <= AGREE_DEG]
        if len(agree) >= LEAST_REPEATS:
            return sorted(agree)
    return sorted(order[:1])


def onset_of(
    trace: Trace, protocol: Protocol, side: str, ramps: Sequence[Ramp]
) -> tuple[Estimate | None, Reason]:
    """The angle at which the lower back begins to join in the movements `ramps`."""
    courses = [angles_of(trace, protocol, side, ramp) for ramp in ramps]
    hinges: list[tuple[BackCue, Hinge]] = []
    most_deg = NAN
    for cue in protocol.cues:
        pieces = [_piece(trace, way, cue, ramp) for ramp, (way, _) in zip(ramps, courses, strict=True)]
        pieces = [piece for piece in pieces if np.isfinite(piece.y).mean() >= BACK_SEEN]
        if not pieces:
            continue
        hinge = fit_hinge(pieces, cue.noise, math.copysign(1.0, cue.per_deg))
        if hinge is None:
            continue
        if math.isnan(most_deg):  # the cues are in order, the best one first
            most_deg = hinge.whole / abs(cue.per_deg)
        steeper = (hinge.after - hinge.before) / abs(cue.per_deg)
        if hinge.f >= LEAST_F and hinge.gain / abs(cue.per_deg) >= LEAST_BACK_DEG and steeper <= STEEPEST:
            hinges.append((cue, hinge))
    if math.isnan(most_deg):
        return None, Reason.BACK_HIDDEN
    if not hinges:
        still = protocol.all_clear and most_deg < STILL_DEG
        return None, Reason.BACK_STILL if still else Reason.BACK_UNCLEAR
    x0, sd = _together([hinge for _, hinge in hinges])
    found = _own_angle_at(x0, trace, ramps, courses)
    if found is None:
        return None, Reason.BACK_HIDDEN
    onset_deg, slope = found
    return Estimate(onset_deg, math.hypot(slope * sd, protocol.onset_sd_deg)), Reason.NONE


def _own_angle_at(
    x0: float, trace: Trace, ramps: Sequence[Ramp], courses: Sequence[tuple[Array, Array]]
) -> tuple[float, float] | None:
    """The hip's own angle where the course is at `x0`, and how much it changes for each degree of the course.

    Both are medians over the movements; None if too little of all of them was seen.
    """
    angles, slopes = [], []
    for ramp, (course, own) in zip(ramps, courses, strict=True):
        rise = slice(ramp.start, ramp.top + 1)
        good = np.isfinite(course[rise]) & np.isfinite(own[rise])
        if good.sum() < 3:
            continue
        way, smooth = course[rise][good], running_median(trace.t_s[rise][good], own[rise][good])
        order = np.argsort(way)
        angles.append(float(np.interp(x0, way[order], smooth[order])))
        whole = float(way.max() - way.min())
        slopes.append(abs(float(smooth.max() - smooth.min())) / whole if whole > 0 else 1.0)
    return (float(np.median(angles)), float(np.median(slopes))) if angles else None


def view_off_deg(trace: Trace, protocol: Protocol) -> float:
    """How far the camera stood off the advised direction, median over the test."""
    known = trace.yaw_deg[np.isfinite(trace.yaw_deg)]
    return abs(float(np.median(known)) - protocol.advised_yaw_deg) if len(known) else NAN


def _together(hinges: Sequence[Hinge]) -> tuple[float, float]:
    """The hinges of several measures as one, weighted by what they are sure of; their disagreement counts."""
    weights = np.array([hinge.f / (hinge.sd + 1.0) ** 2 for hinge in hinges])
    weights /= weights.sum()
    places = np.array([hinge.x0 for hinge in hinges])
    x0 = float(weights @ places)
    spread = float(np.sqrt(weights @ (places - x0) ** 2))
    sd = float(np.sqrt(weights @ np.array([hinge.sd**2 for hinge in hinges])))
    return x0, math.hypot(sd, spread)


def _piece(trace: Trace, course: Array, cue: BackCue, ramp: Ramp) -> Piece:
    rise = slice(ramp.start, ramp.top + 1)
    smooth = running_median(trace.t_s[rise], course[rise])
    return Piece(smooth, trace.back[cue.measure][rise], ramp.rise_s)


def _no_measure(trace: Trace, trials: Sequence[Trial], off: float) -> Reason:
    if not len(trace.t_s) or trace.seen < LEAST_SEEN:
        return Reason.NOBODY if len(trace.t_s) else Reason.NOT_DONE
    if off > OFF_VIEW_DEG:
        return Reason.VIEW
    if not trials:
        return Reason.NO_MOVEMENT
    if not any(trial.good for trial in trials):
        return Reason.TOO_FAST if all(trial.rise_s < SLOW_S for trial in trials) else Reason.NOT_SEEN
    return Reason.NONE


def _swing_deg(trace: Trace, side: str) -> float:
    """How far the course of `side` goes in all, but for its rarest places; 0 where it is not seen."""
    smooth = running_median(trace.t_s, course_of(trace, side))
    known = smooth[np.isfinite(smooth)]
    return float(np.subtract(*np.percentile(known, (97, 3)))) if len(known) else 0.0


def _moved_deg(trace: Trace, protocol: Protocol, side: str) -> float:
    return sum(ramp.range_deg for ramp in find_ramps(trace.t_s, course_of(trace, side), protocol.least_deg))
