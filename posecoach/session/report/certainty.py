"""How sure the program is of each figure of a session, and why."""

from collections import Counter
from dataclasses import dataclass

from posecoach import sentences
from posecoach.coaching.events import Confidence
from posecoach.exercises.catalogue import builtin_exercise
from posecoach.sentences import say
from posecoach.session.back_visibility import back_certainty, tally
from posecoach.session.record import Session
from posecoach.session.summary import FEW_FPS, middle

SURE, FAIRLY, NOT, UNKNOWN = "sure", "fairly-sure", "not-sure", "cannot-say"
"""Levels, from best to worst; ids of the language file's [level] and classes of the style sheet."""

ANGLE_ERRORS_DEG = ((30.0, 5.0), (45.0, 10.0), (60.0, 15.0))
"""How far off angles were on average, by how far the camera is turned away from where the exercise asks for
it (up to so many degrees, so many degrees off): docs/accuracy.md, "The camera's direction", rounded."""


FAIRLY_TURNED_DEG = 30.0
"""Up to here a change of some degrees from one session to the next still means something."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """One figure, how sure the program is of it (one of the levels), and why in one sentence."""

    figure: str
    level: str
    why: str


def certainties(session: Session) -> tuple[Certainty, ...]:
    """One entry a kind of figure the page shows."""
    return (_count(session), _angles(session), _times(session), _back(session), _share(session))


def _count(session: Session) -> Certainty:
    found = _found_share(session)
    worst = max(session.view.problems.values(), default=0.0)
    if found != found:
        return Certainty(say("certainty.reps"), UNKNOWN, say("certainty.found_unknown"))
    share = sentences.percent(found)
    if worst > 0.1:
        return Certainty(
            say("certainty.reps"),
            FAIRLY,
            say("certainty.view_poor", share=share, poor=sentences.percent(worst)),
        )
    fps = session.source.seen_fps
    if fps < FEW_FPS:
        why = say("advice.few_pictures", fps=sentences.figure(float(f"{fps:.2g}")))
        return Certainty(say("certainty.reps"), NOT, why)
    level = SURE if found > 0.9 else FAIRLY if found > 0.6 else NOT
    return Certainty(say("certainty.reps"), level, say("certainty.found", share=share))


def _angles(session: Session) -> Certainty:
    yaw_deg = session.view.yaw_deg
    if session.primary_unit != "deg":
        why = say("certainty.no_degrees")
        return Certainty(say("certainty.range"), FAIRLY, why)
    if yaw_deg != yaw_deg:
        return Certainty(say("certainty.range"), UNKNOWN, say("certainty.place_unknown"))
    exercise = builtin_exercise(session.exercise)
    advised_deg = exercise.camera.off_square_deg if exercise else 0.0
    turned_deg = abs(yaw_deg - abs(advised_deg))
    for most_deg, error_deg in ANGLE_ERRORS_DEG:
        if turned_deg <= most_deg:
            level = FAIRLY if most_deg <= FAIRLY_TURNED_DEG else NOT
            turned, error = sentences.decimal(turned_deg, 0), sentences.decimal(error_deg, 0)
            why = say("certainty.turned", turned=turned, error=error)
            return Certainty(say("certainty.range"), level, why)
    why = say("certainty.turned_far", turned=sentences.decimal(turned_deg, 0))
    return Certainty(say("certainty.range"), NOT, why)


def _times(session: Session) -> Certainty:
    fps = session.source.seen_fps
    if fps != fps or fps <= 0:
        return Certainty(say("certainty.times"), UNKNOWN, say("certainty.tempo_unknown"))
    level = SURE if fps >= 20 else FAIRLY if fps >= 10 else NOT
    return Certainty(
        say("certainty.times"),
        level,
        say("certainty.tempo", fps=sentences.decimal(fps, 0), error=sentences.decimal(1 / fps, 2)),
    )


def _back(session: Session) -> Certainty:
    counts = Counter(back_certainty(rep) for rep in session.reps)
    total = len(session.reps)
    high, low = counts[Confidence.HIGH], counts[Confidence.LOW]
    if not total or high + low == 0:
        return Certainty(say("certainty.back"), UNKNOWN, say("certainty.back_unknown"))
    level = SURE if high >= 0.9 * total else FAIRLY if high + low >= 0.9 * total and high >= low else NOT
    parts = [say("certainty.seen", count=high, n=total)]
    if low:
        parts.append(say("certainty.seen_low", count=low))
    if total - high - low:
        parts.append(say("certainty.seen_not", count=total - high - low))
    why = _as_sentence(", ".join(parts))
    if tally(session.reps).still:
        why = f"{why} {say('tally.still_means')}"
    return Certainty(say("certainty.back"), level, why)


def _share(session: Session) -> Certainty:
    moved = [rep for rep in session.reps if rep.lower_back_moved]
    known = [rep for rep in session.reps if rep.share.hip_share == rep.share.hip_share]
    if not known:
        return Certainty(say("certainty.share"), UNKNOWN, say("certainty.share_unknown"))
    high = sum(rep.share.confidence == Confidence.HIGH for rep in known)
    asked = max(len(moved), len(known))
    level = SURE if high >= 0.9 * asked else FAIRLY if high >= 0.5 * asked else NOT
    counts = {"count": len(known), "n": asked}
    uncertainty_deg = middle(rep.share.uncertainty_deg for rep in known)
    why = say("certainty.share_known", **counts)
    if uncertainty_deg == uncertainty_deg:
        why = say("certainty.share_spread", error=sentences.decimal(uncertainty_deg, 1), **counts)
    return Certainty(say("certainty.share"), level, why)


def _as_sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{say('page.full_stop')}"


def _found_share(session: Session) -> float:
    frames = session.source.frames
    return session.source.pose_frames / frames if frames else float("nan")
