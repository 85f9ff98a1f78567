"""Which way the pull goes: away from where the person rests, told from all signals together.

All signals of one exercise move in one rhythm, so the direction of one gives that of the others. What speaks
for a direction: where the signal is before the first repetition and after the last, where it dwells between
them, that the counter finds one more repetition that way, and how one rests in a posture: upright, or flat.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from posecoach.coaching.position.gate import POSTURES
from posecoach.learning.recording import Array, Reading, Recording, course_of

EDGE_S, STILL_SHARE = 1.0, 0.3
"""The rest before and after the repetitions is judged over so long, if the signal stays within this share of
their range there."""

LOW_THIRD, HIGH_THIRD = 1 / 3, 2 / 3
"""Below and above which share of the range a signal dwells at rest, or at the end of the pull."""

MORE_REPS, POSTURE = 0.5, 3.0
"""What one more repetition, and the rest that a posture suggests, say beside a rest that was seen (1)."""

EXTENDED_DEG = 25.0
"""A hip or knee that comes back to less than this is straight."""

TOGETHER = 0.4
"""Correlation beyond which two signals move in one rhythm."""

Pair = Mapping[int, Reading]
"""The readings of one channel in both directions, by direction."""


def directions(recording: Recording, pairs: Sequence[Pair], weights: Sequence[float]) -> list[int]:
    """The direction of the pull in each of `pairs`; `weights` say how far each signal is trusted."""
    if not pairs:
        return []
    leader = max(range(len(pairs)), key=lambda at: weights[at])
    course = _filled(recording, pairs[leader])
    along = [_correlation(recording, pairs[leader], course, _filled(recording, pair)) for pair in pairs]
    said = [_evidence(recording, pair) for pair in pairs]
    total = sum(w * r * e for w, r, e in zip(weights, along, said, strict=True) if abs(r) > TOGETHER)
    leading = 1 if total >= 0 else -1
    return [
        leading * (1 if r > 0 else -1) if abs(r) > TOGETHER else (1 if e >= 0 else -1)
        for r, e in zip(along, said, strict=True)
    ]


def _evidence(recording: Recording, pair: Pair) -> float:
    """What one channel says for a pull that raises it; negative for one that lowers it."""
    up, down = pair[1], pair[-1]
    reading = up if up.count >= down.count else down
    if not reading.reps:
        return 0.0
    more = MORE_REPS * max(-1, min(1, up.count - down.count))
    return more + reading.direction * _from_rest(recording, reading) + POSTURE * _posture(recording, reading)


def _from_rest(recording: Recording, reading: Reading) -> float:
    """How much speaks for the pull of a reading to begin at rest; negative for returning there."""
    course = course_of(recording, reading)
    base = float(np.median([rep.base for rep in reading.reps]))
    said = 0.0
    for start_s in (reading.start_s - EDGE_S, reading.end_s):
        inside = course[(recording.t_s >= start_s) & (recording.t_s <= start_s + EDGE_S)]
        inside = (inside[np.isfinite(inside)] - base) / reading.size
        if len(inside) > 2 and np.quantile(inside, 0.9) - np.quantile(inside, 0.1) < STILL_SHARE:
            said += max(-1.0, min(1.0, 1.0 - 2.0 * float(np.median(inside))))
    during = course[(recording.t_s >= reading.start_s) & (recording.t_s <= reading.end_s)]
    shares = (during[np.isfinite(during)] - base) / reading.size
    return said + float(np.mean(shares < LOW_THIRD)) - float(np.mean(shares > HIGH_THIRD))


def _posture(recording: Recording, reading: Reading) -> float:
    """How one rests in the posture: +1 where the pull will raise the signal, -1 where it will lower it."""
    part = recording.during(reading.start_s, reading.end_s)
    shares = part.postures()
    upright = sum(shares[one] for one in POSTURES["standing"])
    lying = sum(shares[one] for one in POSTURES["lying"])
    signal = reading.channel.signal
    if signal == "hip_height":
        return lying - upright
    if signal == "trunk_inclination":
        return upright - lying
    if signal == "foot_height":
        return upright
    if signal in ("knee_flexion", "hip_flexion"):
        straight = signal == "hip_flexion" and part.level(reading.channel, 0.05) < EXTENDED_DEG
        return upright + 0.3 * lying * straight
    return 0.0


def _filled(recording: Recording, pair: Pair) -> Array:
    course = recording.values[pair[1].channel]
    known = np.isfinite(course)
    return np.interp(recording.t_s, recording.t_s[known], course[known])


def _correlation(recording: Recording, leader: Pair, course: Array, other: Array) -> float:
    reading = max(leader.values(), key=lambda one: one.count)
    inside = (recording.t_s >= reading.start_s) & (recording.t_s <= reading.end_s)
    if inside.sum() < 3 or not (course[inside].std() > 0 and other[inside].std() > 0):
        return 0.0
    return float(np.corrcoef(course[inside], other[inside])[0, 1])
