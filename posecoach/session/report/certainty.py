"""How sure the program is of each figure of a session, and why."""

from collections import Counter
from dataclasses import dataclass

from posecoach.coaching.events import Confidence
from posecoach.exercises.catalogue import builtin_exercise
from posecoach.session.record import Session
from posecoach.session.summary import middle

SURE, FAIRLY, NOT, UNKNOWN = "sure", "fairly sure", "not sure", "cannot say"
"""Levels, from best to worst."""

SQUARE_DEG = 20.0
"""Up to here the camera counts as square to the plane of movement; angles are then within about 3 degrees on
average (rendered figures with known truth)."""

OBLIQUE_DEG = 45.0
"""From here on knee angles were 14 degrees off on average, with 15 degrees of spread (Cosoli 2026)."""


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
        return Certainty("Repetitions", UNKNOWN, "This session does not say how often somebody was seen.")
    why = f"You were found in {found:.0%} of the pictures"
    if worst > 0.1:
        return Certainty("Repetitions", FAIRLY, f"{why}, but for {worst:.0%} of the time the view was poor.")
    level = SURE if found > 0.9 else FAIRLY if found > 0.6 else NOT
    return Certainty("Repetitions", level, f"{why}.")


def _angles(session: Session) -> Certainty:
    yaw_deg = session.view.yaw_deg
    if session.primary_unit != "deg":
        why = "This movement is measured against the length of your torso, not in degrees."
        return Certainty("Range", FAIRLY, why)
    if yaw_deg != yaw_deg:
        return Certainty("Range", UNKNOWN, "Where the camera stood is not known.")
    exercise = builtin_exercise(session.exercise)
    advised_deg = exercise.camera.off_square_deg if exercise else 0.0
    if advised_deg and abs(yaw_deg - advised_deg) <= SQUARE_DEG:
        why = "The camera stood about where this exercise asks for it; angles can be several degrees off."
        return Certainty("Range", FAIRLY, why)
    turned = f"The camera stood {yaw_deg:.0f}° off square to your side"
    if yaw_deg <= SQUARE_DEG:
        return Certainty("Range", SURE, f"{turned}; angles are then within about 3° on average.")
    if yaw_deg <= OBLIQUE_DEG:
        return Certainty("Range", FAIRLY, f"{turned}; angles can be several degrees off.")
    return Certainty("Range", NOT, f"{turned}; angles can be off by 15° and more.")


def _times(session: Session) -> Certainty:
    fps = session.source.fps
    if fps != fps and session.source.duration_s > 0 and session.source.frames:
        fps = session.source.frames / session.source.duration_s
    if fps != fps or fps <= 0:
        return Certainty("Tempo", UNKNOWN, "How many pictures a second there were is not known.")
    level = SURE if fps >= 20 else FAIRLY if fps >= 10 else NOT
    return Certainty("Tempo", level, f"{fps:.0f} pictures a second: times are good to about {1 / fps:.2f} s.")


def _back(session: Session) -> Certainty:
    counts = Counter(rep.back_confidence for rep in session.reps)
    total = len(session.reps)
    high, low = counts[Confidence.HIGH], counts[Confidence.LOW]
    if not total or high + low == 0:
        return Certainty("Lower back", UNKNOWN, "It could not be seen; clean then only means: nothing seen.")
    level = SURE if high >= 0.9 * total else FAIRLY if high + low >= 0.9 * total and high >= low else NOT
    parts = [f"seen well in {high} of {total} reps"]
    if low:
        parts.append(f"uncertainly in {low}")
    if total - high - low:
        parts.append(f"not at all in {total - high - low}")
    return Certainty("Lower back", level, f"{', '.join(parts).capitalize()}.")


def _share(session: Session) -> Certainty:
    uncertainty_deg = middle(rep.share.uncertainty_deg for rep in session.reps)
    known = [rep for rep in session.reps if rep.share.hip_share == rep.share.hip_share]
    if not known:
        return Certainty("Hip and back", UNKNOWN, "How the movement divides could not be seen.")
    high = sum(rep.share.confidence == Confidence.HIGH for rep in known)
    level = SURE if high >= 0.9 * len(session.reps) else FAIRLY if high >= 0.5 * len(session.reps) else NOT
    spread = "" if uncertainty_deg != uncertainty_deg else f", give or take {uncertainty_deg:.1f}° a rep"
    return Certainty("Hip and back", level, f"Known for {len(known)} of {len(session.reps)} reps{spread}.")


def _found_share(session: Session) -> float:
    frames = session.source.frames
    return session.source.pose_frames / frames if frames else float("nan")
