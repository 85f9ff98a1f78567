"""Why nothing can be learned from a recording: who cannot be seen, nothing repeats, or two things do."""

import math
from collections.abc import Sequence

import numpy as np

from posecoach.coaching.counting.likelihood import FEWEST
from posecoach.coaching.counting.segmentation import Candidate
from posecoach.coaching.signals import OTHER
from posecoach.errors import PoseCoachError
from posecoach.kinematics.posture import Posture
from posecoach.kinematics.view import ViewProblem
from posecoach.learning.choice import Choice
from posecoach.learning.reading import NOISE, Reading
from posecoach.learning.recording import Array, Channel, Recording
from posecoach.sentences import say

SEEN_SHARE, VIEW_SHARE = 0.5, 0.4
"""Somebody is found in this share of the pictures at least; a problem of the view in so many hides them."""

END_ON_DEG = 33.0
"""Beyond this, half the time, the trunk points at the camera: cameras at the feet of a lying person are
estimated at 37 degrees and more, those beside it at 18 at most, and upright people up to 20."""

UNLIKE = 0.5
"""Cosine between the movements of two stretches below which they are two exercises."""

SATURATED = 8.0
"""A movement of so many times its noise is as much a part of the exercise as a larger one."""

Error = type[PoseCoachError]


def refuse_unseen(recording: Recording, error: Error) -> None:
    """Raise `error` where the view hides the exercise."""
    seen = recording.seen
    if len(seen) < SEEN_SHARE * max(1, len(recording.bodies)) or not seen:
        raise error(say("learn.unseen"), say("learn.side_hint"))
    head_deg = [abs(body.view.head_deg) for body in seen if math.isfinite(body.view.head_deg)]
    if head_deg and float(np.median(head_deg)) > END_ON_DEG:
        raise _hidden(ViewProblem.FROM_THE_FEET, error)
    for problem in (ViewProblem.FROM_THE_FEET, ViewProblem.TOO_FAR, ViewProblem.TOO_DARK):
        if sum(body.view.problem is problem for body in seen) > VIEW_SHARE * len(seen):
            raise _hidden(problem, error)


def why_nothing(recording: Recording, error: Error) -> PoseCoachError:
    """The `error` for a recording in which nothing repeats: small, hidden, or not at all."""
    seen = recording.seen
    for problem in (ViewProblem.CUT_OFF, ViewProblem.TOO_CLOSE):
        if sum(body.view.problem is problem for body in seen) > VIEW_SHARE * len(seen):
            return _hidden(problem, error)
    return error(say("learn.nothing", n=FEWEST), say("learn.nothing_hint"))


def _hidden(problem: ViewProblem, error: Error) -> PoseCoachError:
    return error(say(f"learn.hidden_{problem.value}"), say("learn.side_hint"))


def refuse_two(recording: Recording, choices: Sequence[Choice], error: Error) -> None:
    """Raise `error` where two different movements repeat, one after the other."""
    best = choices[0].reading
    for other in choices[1:]:
        outside = _outside(other.reading, best)
        if other.score >= 0.4 * choices[0].score and len(outside) >= FEWEST:
            first, second = sorted(
                (
                    (best.start_s, best.end_s, choices[0]),
                    (outside[0].start_s, other.reading.end_s, other),
                ),
                key=lambda one: one[0],
            )
            if _differ(recording, (first[0], first[1]), (second[0], second[1])):
                raise _two(first, second, error)
    reps = best.reps
    for at in range(FEWEST, len(reps) - FEWEST + 1):
        early = (reps[0].start_s, reps[at - 1].peak_s + reps[at - 1].pull_s)
        late = (reps[at].start_s, best.end_s)
        if _differ(recording, early, late):
            raise _two((*early, choices[0]), (*late, choices[0]), error)


def _two(
    first: tuple[float, float, Choice], second: tuple[float, float, Choice], error: Error
) -> PoseCoachError:
    times = [f"{at_s:.0f}" for at_s in (*first[:2], *second[:2])]
    told = dict(zip(("a", "b", "c", "d"), times, strict=True))
    return error(say("learn.two", **told), say("learn.two_hint"))


def _outside(reading: Reading, best: Reading) -> list[Candidate]:
    slack_s = 0.5 * best.period_s
    return [
        rep
        for rep in reading.reps
        if rep.middle_s > best.end_s + slack_s or rep.middle_s < best.start_s - slack_s
    ]


def _differ(recording: Recording, first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Whether what moves in one stretch is something else than in the other, whichever the side."""
    early, late = recording.during(*first), recording.during(*second)
    if len(early.t_s) < 10 or len(late.t_s) < 10:
        return False
    a, b, mirrored = _profile(early), _profile(late), _profile(late, mirrored=True)
    alike = max(_cosine(a, b), _cosine(a, mirrored))
    return alike < UNLIKE or (_posture(early) is not _posture(late) and alike < 0.5 * (1 + UNLIKE))


def _profile(part: Recording, mirrored: bool = False) -> Array:
    """How far each signal moves, in its noise, at most `SATURATED`."""
    sizes = []
    for channel in part.values:
        if channel.signal in ("knee_travel", "hip_internal_rotation", "foot_over"):
            continue
        of = Channel(channel.signal, OTHER[channel.leg]) if mirrored else channel
        moved = part.spread(of) / NOISE[channel.signal]
        sizes.append(min(SATURATED, moved) if math.isfinite(moved) else 0.0)
    return np.maximum(np.array(sizes) - 1.0, 0.0)


def _cosine(a: Array, b: Array) -> float:
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 0 else 1.0


def _posture(part: Recording) -> Posture:
    shares = part.postures()
    return max(shares, key=lambda one: shares[one])
