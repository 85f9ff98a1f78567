"""What to try next time, said carefully: each suggestion names what it rests on, none is a diagnosis."""

from dataclasses import dataclass
from statistics import median, pstdev

from posecoach import sentences
from posecoach.coaching.events import StopReason
from posecoach.exercises.catalogue import builtin_exercise
from posecoach.kinematics.view import ViewProblem
from posecoach.sentences import say
from posecoach.session.back_visibility import clean_known, middle
from posecoach.session.record import PAIN_RISE, STRONG_PAIN, Session
from posecoach.session.summary import FEW_FPS, few_pictures, not_begun, nothing_counted
from posecoach.session.words import shown, view_words

MOST_SUGGESTIONS = 3
"""More than a person takes along."""

FEWEST_REPS = 5
"""From fewer nothing is concluded: half of the smallest set that is ever prescribed."""

MOVED_SHARE = 0.15
"""Share of reps with back movement from which on it is worth a word."""

LARGER_PULL = 1.12
"""Reps with back movement were this much larger than clean ones: then size is the first thing to try."""

SETTLED_REPS = 3
"""Clean reps at the end of a set after which the back counts as still again."""

PROBLEM_SHARE = 0.2
"""Share of the exercise during which something was wrong with the picture."""

CAMERA_ADVICE = frozenset(problem.value for problem in ViewProblem if problem is not ViewProblem.NONE)
"""Problems of the picture about which there is something to suggest."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to try, and what was seen that makes it worth trying."""

    text: str
    because: str


def suggestions(session: Session) -> tuple[Suggestion, ...]:
    """At most three suggestions, the most important first; at least one."""
    pain = about_pain(session)
    if session.source.seen_fps < FEW_FPS and session.reps:
        slow = Suggestion(say("advice.close_programs"), few_pictures(session.source.seen_fps))
        return (*pain, slow)[:MOST_SUGGESTIONS]
    if 0 < len(session.reps) < FEWEST_REPS:
        last = Suggestion(say("advice.few_more"), say("advice.few_counted", n=len(session.reps)))
        last = _about_a_calm_session(session) if _dose_done(session) else last
        return (*pain, *_about_the_camera(session), last)[:MOST_SUGGESTIONS]
    found = [
        *pain,
        *_about_the_camera(session),
        *_about_the_back(session),
        *_about_the_dose(session),
        *_about_the_tempo(session),
    ]
    return tuple(found[:MOST_SUGGESTIONS]) or (_about_a_calm_session(session),)


def about_pain(session: Session) -> list[Suggestion]:
    """What strong or risen pain, or a set stopped for it, means for the next time; empty for neither."""
    before, after = session.pain.before, session.pain.after
    hurt = [stop.set_index for stop in session.stops if stop.reason is StopReason.PAIN]
    if hurt:
        why = say("summary.not_begun") if not_begun(session) else say("summary.stopped_pain", set=hurt[0])
        return [Suggestion(say("advice.rest_first"), why)]
    if after is None or (after < STRONG_PAIN and (before is None or after - before < PAIN_RISE)):
        return []
    rose = "advice.pain_was" if before is None else "advice.pain_rose"
    return [Suggestion(say("advice.rest_first"), say(rose, before=before, after=after))]


def _about_the_camera(session: Session) -> list[Suggestion]:
    found = [
        Suggestion(_camera_advice(name, session), say("advice.view_poor", share=sentences.percent(share)))
        for name, share in session.view.problems.items()
        if share >= PROBLEM_SHARE and name in CAMERA_ADVICE
    ]
    if not found and session.reps and not clean_known(session.reps):
        unsure = sum(not rep.back_known for rep in session.reps)
        place, view = _place(session)
        why = say("advice.unsure", count=unsure, n=len(session.reps))
        found = [Suggestion(say(f"advice.place_{place}", view=view), why)]
    return found[:1]


def _place(session: Session) -> tuple[str, str]:
    """Where the exercise itself wants the camera, as the end of an id and in words: "square", "turned", or
    "asked" for a user's own exercise, of which the session does not say.
    """
    exercise = builtin_exercise(session.exercise)
    if exercise is None:
        return "asked", ""
    off_deg = exercise.camera.off_square_deg
    return "turned" if off_deg else "square", view_words(off_deg, exercise.position)


def _camera_advice(problem: str, session: Session) -> str:
    if problem == ViewProblem.WRONG_VIEW.value:
        place, view = _place(session)
        return say(f"advice.begin_{place}", view=view)
    return say(f"advice.view_{problem}")


def _about_the_back(session: Session) -> list[Suggestion]:
    seen = session.seen_reps
    moved = [rep for rep in seen if rep.at_fault]
    if not moved or len(moved) < MOVED_SHARE * len(seen):
        return []
    clean_range = middle(rep.range_deg for rep in seen if not rep.at_fault)
    moved_range = middle(rep.range_deg for rep in moved)
    share = say("advice.share", count=len(moved), n=len(seen))
    if moved_range > LARGER_PULL * clean_range:
        small, large = (shown(value, 0, session.primary_unit) for value in (clean_range, moved_range))
        why = say("advice.larger_moved", small=small, large=large)
        return [Suggestion(say("advice.smaller", small=small), why)]
    if _settled_again(session):
        return [Suggestion(say("advice.as_soon"), say("advice.moved_settled", share=share))]
    onset = _onset(session)
    if onset > 3:
        why = say("advice.moved_late", share=share, onset=onset)
        return [Suggestion(say("advice.end_earlier", n=onset - 1), why)]
    return [Suggestion(say("advice.begin_smaller"), say("advice.moved_early", share=share))]


def _settled_again(session: Session) -> bool:
    """Whether every set in which the back moved ended with at least `SETTLED_REPS` clean reps."""
    sets = [one_set.reps for one_set in session.sets if any(rep.at_fault for rep in one_set.reps)]
    return not any(rep.at_fault for reps in sets for rep in reps[-SETTLED_REPS:])


def _onset(session: Session) -> int:
    """The rep of a set from which on the back usually moved."""
    moved = [[rep.index for rep in one_set.reps if rep.at_fault] for one_set in session.sets]
    return round(median(min(indices) for indices in moved if indices))


def _about_the_dose(session: Session) -> list[Suggestion]:
    least, sets = session.plan.reps[0], session.plan.sets
    if not session.reps or not least or not sets:
        return []
    done, planned = len(session.reps), least * sets
    tired = [stop for stop in session.stops if stop.reason is not StopReason.UNSAID]
    if tired:
        return [Suggestion(say("advice.fewer"), say("advice.stopped", set=tired[0].set_index))]
    if done >= planned or _still(session) < 0.8 * done:
        return []
    return [Suggestion(say("advice.add_reps"), say("advice.part_done", done=done, planned=planned))]


def _about_the_tempo(session: Session) -> list[Suggestion]:
    durations = [rep.end_s - rep.start_s for rep in session.reps if rep.end_s == rep.end_s]
    if len(durations) < 6 or pstdev(durations) < 0.4 * median(durations):
        return []
    least, most = (sentences.decimal(value, 1) for value in (min(durations), max(durations)))
    return [Suggestion(say("advice.even_tempo"), say("advice.tempo", least=least, most=most))]


def _about_a_calm_session(session: Session) -> Suggestion:
    if not session.reps:
        return Suggestion(say("advice.try_again"), nothing_counted(session))
    text = say("advice.same") if _all_done(session) else say("advice.same_more")
    return Suggestion(text, say("advice.seen_still", count=_still(session), n=len(session.reps)))


def _dose_done(session: Session) -> bool:
    """Whether the least that was prescribed was done: nobody is asked for more than that."""
    least, sets = session.plan.reps[0], session.plan.sets
    return bool(least and sets) and len(session.reps) >= least * (sets or 0)


def _all_done(session: Session) -> bool:
    """Whether a set reached the most that was prescribed: a plan's number is a limit."""
    most = session.plan.reps[1]
    return most > 0 and any(len(one_set.reps) >= most for one_set in session.sets)


def _still(session: Session) -> int:
    return sum(rep.kept_still for rep in session.reps)
