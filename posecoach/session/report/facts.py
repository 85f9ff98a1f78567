"""The large figures at the head of a page, each with a few words, and the trend from set to set."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from posecoach import sentences
from posecoach.coaching.events import Rep
from posecoach.sentences import say
from posecoach.session.back_visibility import clean_known, hip_share, tally
from posecoach.session.record import Pain, Prescription, Session
from posecoach.session.summary import back_watched, middle
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
    split = Fact(say("page.share"), *_share(share))
    facts = (done, still, reach, split) if back_watched(session) else (done, reach)
    return (*facts, *pain_fact(session.pain))


def pain_fact(pain: Pain) -> tuple[Fact, ...]:
    """The answers before and after; none where nobody answered."""
    if pain == Pain():
        return ()
    words = ["–" if value is None else str(value) for value in (pain.before, pain.after)]
    return (Fact(say("page.pain"), " → ".join(words), say("page.pain_note")),)


def _share(share: float) -> tuple[str, str]:
    if share != share:
        return "–", say("page.share_unseen")
    return sentences.percent(share), say("page.share_rest")


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
