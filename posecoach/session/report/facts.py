"""The figures of a page: the large ones at its head, the trend from set to set, and how sure each is."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from posecoach import sentences
from posecoach.coaching.events import Confidence, Rep
from posecoach.exercises.catalogue import builtin_exercise
from posecoach.sentences import say
from posecoach.session.back_visibility import back_certainty, clean_known, hip_share, middle, tally
from posecoach.session.record import Pain, Prescription, Session
from posecoach.session.summary import FEW_FPS, back_watched, few_pictures
from posecoach.session.words import shown


@dataclass(frozen=True, slots=True)
class Fact:
    """One large figure: what it is, its value, and a few words of context."""

    label: str
    value: str
    note: str = ""


def session_facts(session: Session) -> tuple[Fact, ...]:
    total, unit = len(session.reps), session.primary_unit
    ranges = [rep.range_deg for rep in session.reps]
    share = hip_share(session.reps)
    done = Fact(say("page.fact_done"), str(total), _prescribed(session))
    still = Fact(say("page.still"), *back_words(session.reps))
    reach = Fact(say("page.range"), shown(middle(ranges), 1, unit), _spread(ranges, unit))
    rest = say("page.share_unseen" if share != share else "page.share_rest")
    split = Fact(say("page.share"), sentences.percent(share), rest)
    facts = (done, still, reach, split) if back_watched(session) else (done, reach)
    return (*facts, *pain_fact(session.pain))


def pain_fact(pain: Pain) -> tuple[Fact, ...]:
    """The answers before and after; none where nobody answered."""
    if pain == Pain():
        return ()
    words = ["–" if value is None else str(value) for value in (pain.before, pain.after)]
    return (Fact(say("page.pain"), " → ".join(words), say("page.pain_note")),)


def _prescribed(session: Session) -> str:
    reps, sets = planned_reps(session.plan), session.plan.sets
    if not reps:
        return say("page.repetitions")
    return say("page.planned", n=sets, reps=reps) if sets else say("page.asks", reps=reps)


def planned_reps(plan: Prescription) -> str:
    """How many reps of a set were prescribed, such as "8–12"; "" where that was left open."""
    least, most = plan.reps
    return "" if not most else str(least) if least == most else f"{least}–{most}"


def back_words(reps: Collection[Rep]) -> tuple[str, str]:
    """In how many of `reps` the back kept still, and what of the others."""
    back = tally(reps)
    if not back.known:
        return "–", say("page.unseen_any") if back.total else ""
    rest = [say("page.moved_in", count=back.moved)] if back.moved else []
    rest += [say("page.unseen_in", count=back.unseen)] if back.unseen else []
    still = say("page.of", count=back.still, n=back.total)
    return still, ", ".join(rest) or say("page.of_all")


def _spread(values: list[float], unit: str) -> str:
    known = sorted(value for value in values if value == value)
    if len(known) < 2:
        return say("page.median")
    return say("page.spread", least=shown(known[0], 0, ""), most=shown(known[-1], 0, unit))


def trend(session: Session) -> str:
    """Whether tiredness shows: at which rep of each set the lower back began to move.

    Empty with one set, where it never moved, kept still again in a later set, or was hidden in most of one.
    """
    begins = [next((rep.index for rep in one_set.reps if rep.at_fault), None) for one_set in session.sets]
    known = [begin for begin in begins if begin is not None]
    still = len(begins) - len(known)
    hidden = not all(clean_known(one_set.reps) for one_set in session.sets)
    if len(begins) < 2 or not known or hidden or any(begin is not None for begin in begins[:still]):
        return ""
    listed = sentences.in_use().listed([str(begin) for begin in known])
    sentence = say("trend.each_set", reps=listed)
    if still:
        sentence = say("trend.later", n=still, reps=listed)
    if known[1:] and all(later < earlier for earlier, later in pairwise(known)):
        return say("trend.earlier", sentence=sentence)
    return say("trend.plain", sentence=sentence)


SURE, FAIRLY, NOT, UNKNOWN = "sure", "fairly-sure", "not-sure", "cannot-say"
"""Levels, from best to worst; ids of the language file's [level] and classes of the style sheet."""


ANGLE_ERRORS_DEG = ((30.0, 6.0), (45.0, 11.0), (60.0, 15.0))
"""How far off angles were in the median set, by how far the camera is turned away from where the exercise
asks for it (up to so many degrees, so many off): docs/accuracy.md, "The camera's direction", rounded."""


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
    judges = {
        "progress.chart_reps": _count,
        "page.range": _angles,
        "page.tempo_title": _times,
        "screen.back": _back,
        "certainty.share": _share,
    }
    return tuple(Certainty(say(figure), *judge(session)) for figure, judge in judges.items())


def _count(session: Session) -> Judgement:
    found = session.source.pose_frames / session.source.frames if session.source.frames else float("nan")
    worst = max(session.view.problems.values(), default=0.0)
    if found != found:
        return UNKNOWN, say("certainty.found_unknown")
    share = sentences.percent(found)
    if worst > 0.1:
        return FAIRLY, say("certainty.view_poor", share=share, poor=sentences.percent(worst))
    fps = session.source.seen_fps
    if fps < FEW_FPS:
        return NOT, few_pictures(fps)
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
    told = {"rate": sentences.picture_rate(fps), "error": sentences.decimal(1 / fps, 2)}
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
    listed = ", ".join(parts)
    why = f"{listed[:1].upper()}{listed[1:]}{say('page.full_stop')}"
    return level, f"{why} {say('tally.still_means')}" if tally(session.reps).still else why


def _share(session: Session) -> Judgement:
    moved = [rep for rep in session.reps if rep.at_fault]
    known = [rep for rep in moved if rep.share.hip_share == rep.share.hip_share]
    if not known:
        return UNKNOWN, say("certainty.share_unknown")
    high = sum(rep.share.confidence == Confidence.HIGH for rep in known)
    level = SURE if high >= 0.9 * len(moved) else FAIRLY if high >= 0.5 * len(moved) else NOT
    counts = {"count": len(known), "n": len(moved)}
    error_deg = middle(rep.share.uncertainty_deg for rep in known)
    if error_deg != error_deg:
        return level, say("certainty.share_known", **counts)
    return level, say("certainty.share_spread", error=sentences.decimal(error_deg, 1), **counts)
