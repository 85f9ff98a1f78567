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


Judgement = tuple[str, str]
"""A level, and why."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """One figure, how sure the program is of it (one of the levels), and why in one sentence."""

    figure: str
    level: str
    why: str


def certainties(session: Session) -> tuple[Certainty, ...]:
    """One entry a kind of figure the page shows."""
    judges = {"reps": _count, "range": _angles, "times": _times, "back": _back, "share": _share}
    return tuple(Certainty(say(f"certainty.{name}"), *judge(session)) for name, judge in judges.items())


def _count(session: Session) -> Judgement:
    found = _found_share(session)
    worst = max(session.view.problems.values(), default=0.0)
    if found != found:
        return UNKNOWN, say("certainty.found_unknown")
    share = sentences.percent(found)
    if worst > 0.1:
        return FAIRLY, say("certainty.view_poor", share=share, poor=sentences.percent(worst))
    fps = session.source.seen_fps
    if fps < FEW_FPS:
        return NOT, say("advice.few_pictures", fps=sentences.figure(float(f"{fps:.2g}")))
    return SURE if found > 0.9 else FAIRLY if found > 0.6 else NOT, say("certainty.found", share=share)


def _angles(session: Session) -> Judgement:
    yaw_deg = session.view.yaw_deg
    if session.primary_unit != "deg":
        return FAIRLY, say("certainty.no_degrees")
    if yaw_deg != yaw_deg:
        return UNKNOWN, say("certainty.place_unknown")
    exercise = builtin_exercise(session.exercise)
    turned_deg = abs(yaw_deg - (exercise.camera.off_square_deg if exercise else 0.0))
    turned = sentences.decimal(turned_deg, 0)
    for most_deg, error_deg in ANGLE_ERRORS_DEG:
        if turned_deg <= most_deg:
            level = FAIRLY if most_deg <= FAIRLY_TURNED_DEG else NOT
            return level, say("certainty.turned", turned=turned, error=sentences.decimal(error_deg, 0))
    return NOT, say("certainty.turned_far", turned=turned)


def _times(session: Session) -> Judgement:
    fps = session.source.seen_fps
    if fps != fps or fps <= 0:
        return UNKNOWN, say("certainty.tempo_unknown")
    told = {"fps": sentences.decimal(fps, 0), "error": sentences.decimal(1 / fps, 2)}
    return SURE if fps >= 20 else FAIRLY if fps >= 10 else NOT, say("certainty.tempo", **told)


def _back(session: Session) -> Judgement:
    counts = Counter(back_certainty(rep) for rep in session.reps)
    total = len(session.reps)
    high, low = counts[Confidence.HIGH], counts[Confidence.LOW]
    if not total or high + low == 0:
        return UNKNOWN, say("certainty.back_unknown")
    level = SURE if high >= 0.9 * total else FAIRLY if high + low >= 0.9 * total and high >= low else NOT
    parts = [say("certainty.seen", count=high, n=total)]
    if low:
        parts.append(say("certainty.seen_low", count=low))
    if total - high - low:
        parts.append(say("certainty.seen_not", count=total - high - low))
    why = _as_sentence(", ".join(parts))
    return level, f"{why} {say('tally.still_means')}" if tally(session.reps).still else why


def _share(session: Session) -> Judgement:
    moved = [rep for rep in session.reps if rep.lower_back_moved]
    known = [rep for rep in session.reps if rep.share.hip_share == rep.share.hip_share]
    if not known:
        return UNKNOWN, say("certainty.share_unknown")
    high = sum(rep.share.confidence == Confidence.HIGH for rep in known)
    asked = max(len(moved), len(known))
    level = SURE if high >= 0.9 * asked else FAIRLY if high >= 0.5 * asked else NOT
    counts = {"count": len(known), "n": asked}
    error_deg = middle(rep.share.uncertainty_deg for rep in known)
    if error_deg != error_deg:
        return level, say("certainty.share_known", **counts)
    return level, say("certainty.share_spread", error=sentences.decimal(error_deg, 1), **counts)


def _as_sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{say('page.full_stop')}"


def _found_share(session: Session) -> float:
    frames = session.source.frames
    return session.source.pose_frames / frames if frames else float("nan")
