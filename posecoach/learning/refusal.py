"""Why nothing can be learned from a recording: who cannot be seen, nothing repeats, or two things do."""

import math
from collections.abc import Sequence

import numpy as np

from posecoach.coaching.counting.likelihood import FEWEST
from posecoach.coaching.counting.segmentation import Candidate
from posecoach.coaching.signals import UNSIDED
from posecoach.errors import PoseCoachError
from posecoach.exercises.definition import SIGNALS
from posecoach.kinematics.posture import Posture
from posecoach.kinematics.view import ViewProblem
from posecoach.learning.choice import ROUGH, Choice
from posecoach.learning.recording import NOISE, Array, Channel, Recording

SEEN_SHARE, VIEW_SHARE = 0.5, 0.4
"""Somebody is found in this share of the pictures at least; a problem of the view in so many hides them."""

END_ON_DEG = 33.0
"""Beyond this, half the time, the trunk points at the camera: cameras at the feet of a lying person are
estimated at 37 degrees and more, those beside it at 18 at most, and upright people up to 20."""

UNLIKE, LARGE = 0.65, 5.0
"""Cosine between the usual repetitions of two stretches below which they are two exercises, and how large, in
noise, both have to be for it to say so. Within one exercise of real people it is 0.97 at least where they are
that large; smaller ones differ by noise. Two exercises in the same posture have 0.6 at most, but for squats
and lunges, which are alike."""

SAME_POSTURE = 0.4
"""The postures of two stretches overlap by so much, or they are two exercises. Within one it is 0.99."""

SATURATED = 8.0
"""A movement of so many times its noise is as much a part of the exercise as a larger one."""

AS_LONG, CLEAR = 0.25, 2.0
"""Two movements are two exercises where the shorter goes on for this share of the time of the longer, by so
many times the noise: who walks into position does none."""

PATTERN = tuple(signal for signal in SIGNALS if signal not in ROUGH)
"""The signals by which two movements are compared: the sum of the legs, and how far they differ."""

AROUND_S = 0.15
"""A signal's level at a turn is its mean within so long of it."""

Span = tuple[float, float]
"""From when to when, s."""


class NotLearnedError(PoseCoachError):
    """A recording that no exercise can be learned from."""


def refuse_unseen(recording: Recording) -> None:
    """Raise NotLearnedError where the view hides the exercise."""
    seen = recording.seen
    if len(seen) < SEEN_SHARE * max(1, len(recording.bodies)) or not seen:
        raise NotLearnedError.of("learn.unseen", "learn.side_hint")
    head_deg = [abs(body.view.head_deg) for body in seen if math.isfinite(body.view.head_deg)]
    if head_deg and float(np.median(head_deg)) > END_ON_DEG:
        raise _hidden(ViewProblem.FROM_THE_FEET)
    for problem in (ViewProblem.FROM_THE_FEET, ViewProblem.TOO_FAR, ViewProblem.TOO_DARK):
        if sum(body.view.problem is problem for body in seen) > VIEW_SHARE * len(seen):
            raise _hidden(problem)


def why_nothing(recording: Recording) -> NotLearnedError:
    """The error for a recording in which nothing repeats: small, hidden, or not at all."""
    seen = recording.seen
    for problem in (ViewProblem.CUT_OFF, ViewProblem.TOO_CLOSE):
        if sum(body.view.problem is problem for body in seen) > VIEW_SHARE * len(seen):
            return _hidden(problem)
    return NotLearnedError.of("learn.nothing", "learn.nothing_hint", n=FEWEST)


def _hidden(problem: ViewProblem) -> NotLearnedError:
    return NotLearnedError.of(f"learn.hidden_{problem.value}", "learn.side_hint")


def main_part(recording: Recording, choices: Sequence[Choice]) -> Span | None:
    """From when to when the exercise goes on, where something short repeats beside it; None for all along.

    Raises:
        NotLearnedError: two different movements repeat, one after the other.
    """
    best = choices[0].reading
    for other in (one.reading for one in choices[1:]):
        slack_s = 0.5 * best.period_s
        span_s = best.start_s - slack_s, best.end_s + slack_s
        outside = [rep for rep in other.reps if not span_s[0] <= rep.middle_s <= span_s[1]]
        if len(outside) < FEWEST or other.snr < CLEAR or other.channel.signal in ROUGH:
            continue
        first, second = sorted((_span(best.reps), _span(outside)))
        if _as_long(first, second) and _alike(recording, best.reps, outside) < 1.0:
            raise _two(first, second)
    reps = best.reps
    parts = [(reps[:at], reps[at:]) for at in range(FEWEST, len(reps) - FEWEST + 1)]
    unlike = [part for part in parts if _alike(recording, *part) < 1.0]
    if not unlike:
        return None
    first, second = map(_span, min(unlike, key=lambda part: sum(_scatter(recording, one) for one in part)))
    if _as_long(first, second):
        raise _two(first, second)
    return max((first, second), key=lambda span: span[1] - span[0])


def _as_long(first: Span, second: Span) -> bool:
    lengths_s = first[1] - first[0], second[1] - second[0]
    return min(lengths_s) >= AS_LONG * max(lengths_s)


def _span(reps: Sequence[Candidate]) -> Span:
    """From when to when repetitions go on."""
    return reps[0].start_s, reps[-1].peak_s + reps[-1].pull_s


def _two(first: Span, second: Span) -> NotLearnedError:
    times = [f"{at_s:.0f}" for at_s in (*first, *second)]
    told = dict(zip(("a", "b", "c", "d"), times, strict=True))
    return NotLearnedError.of("learn.two", "learn.two_hint", **told)


def _alike(recording: Recording, first: Sequence[Candidate], second: Sequence[Candidate]) -> float:
    """How far two stretches show the same movement, whichever the side; below 1 they do not."""
    here, there = (recording.during(*_span(reps)).postures() for reps in (first, second))
    held = sum(min(here[one], there[one]) for one in Posture) / SAME_POSTURE
    a, b = _usual(recording, first), _usual(recording, second)
    if max(map(abs, a)) < LARGE or max(map(abs, b)) < LARGE:
        return held
    return min(held, _cosine(a, b) / UNLIKE)


def _usual(recording: Recording, reps: Sequence[Candidate]) -> Array:
    """The usual change of the signals in a repetition, in their noise."""
    return np.asarray(np.median(_changes(recording, reps), axis=0))


def _scatter(recording: Recording, reps: Sequence[Candidate]) -> float:
    """How unlike repetitions are, in noise, all added up: least where they are those of one exercise."""
    changes = _changes(recording, reps)
    return float(np.abs(changes - np.median(changes, axis=0)).sum())


def _changes(recording: Recording, reps: Sequence[Candidate]) -> Array:
    """By how much each signal changes in each repetition, in its noise, shape (repetitions, features)."""
    changes = []
    for rep in reps:
        change = []
        for signal in PATTERN:
            legs = ("both",) if signal in UNSIDED else ("left", "right")
            moved = [_change(recording, Channel(signal, leg), rep) / NOISE[signal] for leg in legs]
            change.append(sum(moved))
            change += [abs(moved[0] - moved[1])] if len(moved) == 2 else []
        changes.append(change)
    rows = np.array(changes)
    return np.clip(np.where(np.abs(rows) < 1.0, 0.0, rows), -SATURATED, SATURATED)


def _change(recording: Recording, channel: Channel, rep: Candidate) -> float:
    """By how much a signal changes from the turn to the end of the pull; 0 where it is not seen."""

    def level(at_s: float) -> float:
        near = recording.values[channel][np.abs(recording.t_s - at_s) <= AROUND_S]
        near = near[np.isfinite(near)]
        return float(near.mean()) if len(near) else float("nan")

    change = level(rep.peak_s) - level(rep.start_s)
    return change if math.isfinite(change) else 0.0


def _cosine(a: Array, b: Array) -> float:
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 0 else 1.0
