"""Which signal shows an exercise best: clear, even, and likely to hold for other people and cameras."""

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.coaching.counting.likelihood import FEWEST
from posecoach.coaching.position.gate import POSTURES
from posecoach.learning.direction import Pair, directions
from posecoach.learning.recording import (
    ALONG_SHARE,
    CHANNELS,
    NOISE,
    Channel,
    Reading,
    Recording,
    read_channel,
)

TRUST = {
    "hip_height": 1.0,
    "trunk_inclination": 1.0,
    "hip_flexion": 0.85,
    "knee_flexion": 0.7,
    "foot_height": 0.6,
    "foot_over": 0.55,
    "knee_travel": 0.6,
    "hip_internal_rotation": 0.5,
}
"""How far a signal holds for other people and other cameras. The first two are read against gravity, from
whatever side, and know no left and right to be confused; angles of the joints are 8 to 30 degrees wrong off
the side view; the last hang on world landmarks or drift."""

LEAN_UPRIGHT = 0.75
"""Trust of the trunk's lean in somebody upright: from the front it does not show."""

CLEAR_SNR = 2.5
"""Beyond a few times this signal-to-noise ratio, a still larger one is no reason any more."""

ONE_LEG = 0.9
"""Trust of one leg's signal against the mean of both, which does not depend on which leg is taken; squared,
that of a mean of which one leg rests."""

ENOUGH = 0.45
"""The best score from which on the rougher signals need not be looked at."""

ROUGH = ("knee_travel", "hip_internal_rotation", "foot_over")
"""Signals that drift or jump; reading them costs more than all the others."""

LEAST_SNR = 1.2
"""What moves by less than this many times the noise is no movement to learn from."""

PLANTED_PCT = 20.0
"""Feet higher above the hips than this, in % of the torso, do not stand: the height of the hips above them
says nothing."""

DISAGREEMENT = 2.0
"""A count that is off by so many from what most signals give leaves a score of 1/e."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A reading and how well it would serve, 0..1."""

    reading: Reading
    score: float


def rank(recording: Recording, thorough: bool = False) -> list[Choice]:
    """The readings that show something repeating, the best first; those that may not be counted score 0.

    Empty when nothing can be counted. `thorough` looks at the rough signals also where another one is clear.
    """
    pairs = _pairs(recording, [one for one in CHANNELS if one.signal not in ROUGH])
    choices = _ranked(recording, pairs)
    if choices and choices[0].score >= ENOUGH and not thorough:
        return choices
    return _ranked(recording, pairs + _pairs(recording, [one for one in CHANNELS if one.signal in ROUGH]))


def usual_count(choices: Sequence[Choice]) -> int:
    """The count for which most of the evidence speaks."""
    votes: Counter[int] = Counter()
    for choice in choices:
        votes[choice.reading.count] += round(1000 * choice.score)
    return max(votes, key=lambda count: (votes[count], count))


def resting_leg(signal: str, readings: Sequence[Reading]) -> str:
    """The leg that rests in this signal while the other one moves; "" when both move, or neither."""
    sizes = {one.channel.leg: one.size for one in readings if one.channel.signal == signal}
    left, right = sizes.get("left", 0.0), sizes.get("right", 0.0)
    if max(left, right) <= 0 or min(left, right) > ALONG_SHARE * max(left, right):
        return ""
    return "right" if left > right else "left"


def in_turn(readings: Sequence[Reading]) -> bool:
    """Whether the legs move in turn, as hips, knees or feet show it."""
    return any(_in_turn(signal, readings) for signal in ("hip_flexion", "knee_flexion", "foot_height"))


def _in_turn(signal: str, readings: Sequence[Reading]) -> bool:
    """Whether each leg's repetitions lie between those of the other."""
    legs = {one.channel.leg: one for one in readings if one.channel.signal == signal}
    if "left" not in legs or "right" not in legs:
        return False
    left, right = legs["left"].reps, legs["right"].reps
    marked = sorted([(rep.middle_s, "left") for rep in left] + [(rep.middle_s, "right") for rep in right])
    changes = sum(a[1] != b[1] for a, b in itertools.pairwise(marked))
    apart = [
        min(abs(rep.middle_s - other.middle_s) for other in right) > 0.25 * legs["left"].period_s
        for rep in left
    ]
    return changes >= len(marked) - 2 and all(apart)


def _pairs(recording: Recording, channels: Sequence[Channel]) -> list[Pair]:
    """The channels in which something repeats, read in both directions."""
    pairs: list[Pair] = []
    for channel in channels:
        if recording.reach(channel) < LEAST_SNR * NOISE[channel.signal]:
            continue  # reading it takes long, and no repetition in it could be larger
        pair = {way: read_channel(recording, channel, way) for way in (1, -1)}
        if any(one.count >= FEWEST and one.snr >= LEAST_SNR for one in pair.values()):
            pairs.append(pair)
    return pairs


def _ranked(recording: Recording, pairs: Sequence[Pair]) -> list[Choice]:
    if not pairs:
        return []
    rough = [max(pair.values(), key=lambda one: one.count) for pair in pairs]
    weights = [_score(recording, one, rough) for one in rough]
    ways = directions(recording, pairs, weights)
    readings = [pair[way] for pair, way in zip(pairs, ways, strict=True)]
    readings = [one for one in readings if one.count >= FEWEST and one.snr >= LEAST_SNR]
    choices = [Choice(one, _score(recording, one, readings)) for one in readings]
    if not any(one.score > 0 for one in choices):
        return []
    count = usual_count(choices)
    agreed = [
        replace(one, score=one.score * math.exp(-abs(one.reading.count - count) / DISAGREEMENT))
        for one in choices
    ]
    return sorted(agreed, key=lambda one: -one.score)


def _score(recording: Recording, reading: Reading, others: Sequence[Reading]) -> float:
    signal, leg = reading.channel.signal, reading.channel.leg
    part = recording.during(reading.start_s, reading.end_s) if reading.reps else recording
    if signal == "hip_height" and part.level(Channel("foot_height"), 0.9) > PLANTED_PCT:
        return 0.0
    trust = TRUST[signal]
    if signal == "trunk_inclination":
        shares = part.postures()
        trust *= 1.0 - (1.0 - LEAN_UPRIGHT) * sum(shares[one] for one in POSTURES["standing"])
    if reading.channel.sided and in_turn(others):
        trust *= 1.0 if leg == "both" else 0.0
    elif leg != "both":
        trust *= 0.0 if leg == resting_leg(signal, others) else ONE_LEG
    elif reading.channel.sided and resting_leg(signal, others):
        trust *= ONE_LEG**2
    clear = 1.0 - math.exp(-reading.snr / CLEAR_SNR)
    return trust * clear * math.exp(-reading.unevenness)
