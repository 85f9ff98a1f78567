"""How sure the program is of each figure of a session, and why."""

from collections import Counter
from dataclasses import dataclass

from posecoach.coaching.events import Confidence
from posecoach.exercises.catalogue import builtin_exercise
from posecoach.session.record import Session
from posecoach.session.summary import middle

SURE, FAIRLY, NOT, UNKNOWN = "sure", "fairly sure", "not sure", "cannot say"
"""Levels, from best to worst."""

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
    turned_deg = abs(yaw_deg - abs(advised_deg))
    for most_deg, error_deg in ANGLE_ERRORS_DEG:
        if turned_deg <= most_deg:
            level = FAIRLY if most_deg <= FAIRLY_TURNED_DEG else NOT
            why = f"The camera stood {turned_deg:.0f}° from its best place; angles are then about "
            return Certainty("Range", level, f"{why}{error_deg:.0f}° off on average.")
    why = f"The camera stood {turned_deg:.0f}° from its best place; angles can be far off there."
    return Certainty("Range", NOT, why)


def _times(session: Session) -> Certainty:
    fps = session.source.seen_fps
    if fps != fps or fps <= 0:
        return Certainty("Tempo", UNKNOWN, "How many pictures a second there were is not known.")
    level = SURE if fps >= 20 else FAIRLY if fps >= 10 else NOT
    return Certainty("Tempo", level, f"{fps:.0f} pictures a second: times are good to about {1 / fps:.2f} s.")


def _back(session: Session) -> Certainty:
    counts = Counter(rep.back_confidence for rep in session.reps)
    total = len(session.reps)
    high, low = counts[Confidence.HIGH], counts[Confidence.LOW]
    if not total or high + low == 0:
        return Certainty("Lower back", UNKNOWN, "It could not be seen, so nothing is said of it.")
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
