"""What to try next time, said carefully: each suggestion names what it rests on, none is a diagnosis."""

from dataclasses import dataclass
from statistics import median, pstdev

from posecoach.coaching.events import StopReason
from posecoach.exercises.catalogue import builtin_exercise
from posecoach.kinematics.view import ViewProblem
from posecoach.session.back_visibility import clean_known
from posecoach.session.record import PAIN_RISE, STRONG_PAIN, Session
from posecoach.session.summary import FEW_FPS, middle, nothing_counted, plural, shown

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

CAMERA_WORDS = {
    ViewProblem.NOBODY.value: "make sure that all of you is in the picture",
    ViewProblem.TOO_FAR.value: "put the camera closer",
    ViewProblem.TOO_CLOSE.value: "put the camera farther away",
    ViewProblem.CUT_OFF.value: "turn the camera so that head and feet are in the picture",
    ViewProblem.TOO_DARK.value: "turn on a light",
    ViewProblem.BACKLIGHT.value: "keep the window behind the camera, not behind you",
    ViewProblem.FROM_THE_FEET.value: "put the camera at your side rather than at your feet",
    ViewProblem.WRONG_VIEW.value: "put the camera {place}",
    ViewProblem.FEET_SIDE.value: "put the camera a little toward your head",
    ViewProblem.SEVERAL_PEOPLE.value: "be alone in the picture",
    ViewProblem.UNSTEADY.value: "stand the camera on something firm",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to try, and what was seen that makes it worth trying."""

    text: str
    because: str


def suggestions(session: Session) -> tuple[Suggestion, ...]:
    """At most three suggestions, the most important first; at least one."""
    about_pain = _about_pain(session)
    if session.source.seen_fps < FEW_FPS and session.reps:
        return (*about_pain, _about_the_computer(session))[:MOST_SUGGESTIONS]
    if 0 < len(session.reps) < FEWEST_REPS:
        return (*about_pain, *_about_the_camera(session), _about_few_reps(session))[:MOST_SUGGESTIONS]
    found = [
        *about_pain,
        *_about_the_camera(session),
        *_about_the_back(session),
        *_about_the_dose(session),
        *_about_the_tempo(session),
    ]
    return tuple(found[:MOST_SUGGESTIONS]) or (_about_a_calm_session(session),)


def _about_pain(session: Session) -> list[Suggestion]:
    before, after = session.pain.before, session.pain.after
    hurt = [stop.set_index for stop in session.stops if stop.reason is StopReason.PAIN]
    if hurt:
        text = "Rest first. If the pain stays or feels sharp, ask a professional before the next session."
        return [Suggestion(text, f"You stopped set {hurt[0]} because of pain.")]
    if after is None or (after < STRONG_PAIN and (before is None or after - before < PAIN_RISE)):
        return []
    text = "Rest first. If the pain stays or feels sharp, ask a professional before the next session."
    rose = f"from {before} to {after}" if before is not None else f"at {after}"
    return [Suggestion(text, f"Your pain was {rose} on the scale of 10.")]


def _about_the_computer(session: Session) -> Suggestion:
    return Suggestion(
        "Close other programs, or choose a lighter model, before anything is concluded from a session.",
        f"Only {session.source.seen_fps:.0f} pictures a second were looked at, so reps can have been missed.",
    )


def _about_few_reps(session: Session) -> Suggestion:
    text = "Do a few more before anything is concluded, if it feels comfortable."
    return Suggestion(text, f"Only {plural(len(session.reps), 'rep')} could be counted.")


def _about_the_camera(session: Session) -> list[Suggestion]:
    found = [
        Suggestion(
            f"Before you start, {CAMERA_WORDS[name].format(place=_place(session))}.",
            f"The view was poor for {share:.0%} of the time.",
        )
        for name, share in session.view.problems.items()
        if share >= PROBLEM_SHARE and name in CAMERA_WORDS
    ]
    if not found and session.reps and not clean_known(session.reps):
        unsure = sum(not rep.back_known for rep in session.reps)
        found = [
            Suggestion(
                f"Put the camera {_place(session)}, so that the lower back can be seen.",
                f"In {unsure} of {len(session.reps)} reps it could not be seen, or only uncertainly.",
            )
        ]
    return found[:1]


def _place(session: Session) -> str:
    """Where the exercise itself wants the camera; of a user's own exercise the session does not say."""
    exercise = builtin_exercise(session.exercise)
    if exercise is None:
        return "where the exercise asks for it"
    square = not exercise.camera.off_square_deg
    return "square to your side" if square else f"where it sees you from the {exercise.camera.view}"


def _about_the_back(session: Session) -> list[Suggestion]:
    seen = session.seen_reps
    moved = [rep for rep in seen if rep.at_fault]
    if not moved or len(moved) < MOVED_SHARE * len(seen):
        return []
    clean_range = middle(rep.range_deg for rep in seen if not rep.at_fault)
    moved_range = middle(rep.range_deg for rep in moved)
    share = f"{len(moved)} of {len(seen)} reps"
    if moved_range > LARGER_PULL * clean_range:
        small, large = (shown(value, 0, session.primary_unit) for value in (clean_range, moved_range))
        why = f"Reps in which the back kept still were about {small}, those in which it moved about {large}."
        return [Suggestion(f"A slightly smaller movement may help: around {small}.", why)]
    if _settled_again(session):
        text = "As soon as the lower back joins in, go a little smaller until it is still, as you did here."
        return [
            Suggestion(text, f"The lower back moved in {share}, and was still again by the end of the set.")
        ]
    onset = _onset(session)
    if onset > 3:
        return [
            Suggestion(
                f"You might end a set after about {onset - 1} reps, and add reps as the back stays still.",
                f"The lower back moved in {share}, usually from rep {onset} of a set on.",
            )
        ]
    return [
        Suggestion(
            "Begin smaller and slower, and only as far as the lower back keeps still.",
            f"The lower back moved in {share}, from early in the set.",
        )
    ]


def _settled_again(session: Session) -> bool:
    """Whether every set in which the back moved ended with at least `SETTLED_REPS` clean reps."""
    touched = [one_set.reps for one_set in session.sets if any(rep.at_fault for rep in one_set.reps)]
    return all(not any(rep.at_fault for rep in reps[-SETTLED_REPS:]) for reps in touched)


def _onset(session: Session) -> int:
    """The rep of a set from which on the back usually moved."""
    firsts = [
        min(rep.index for rep in one_set.reps if rep.at_fault)
        for one_set in session.sets
        if any(rep.at_fault for rep in one_set.reps)
    ]
    return round(median(firsts))


def _about_the_dose(session: Session) -> list[Suggestion]:
    least, sets = session.plan.reps[0], session.plan.sets
    if not session.reps or not least or not sets:
        return []
    done, planned = len(session.reps), least * sets
    tired = [stop for stop in session.stops if stop.reason is not StopReason.UNSAID]
    if tired:
        text = "Fewer reps in a set, or a longer rest, may suit you better next time."
        return [Suggestion(text, f"You stopped set {tired[0].set_index} yourself.")]
    if done >= planned or _still(session) < 0.8 * done:
        return []
    text = "If it felt comfortable, add a few reps next time; there is no hurry."
    return [
        Suggestion(
            text, f"{done} of the {planned} prescribed reps were done, and the back kept still in nearly all."
        )
    ]


def _about_the_tempo(session: Session) -> list[Suggestion]:
    durations = [rep.end_s - rep.start_s for rep in session.reps if rep.end_s == rep.end_s]
    if len(durations) < 6 or pstdev(durations) < 0.4 * median(durations):
        return []
    text = "Try to give every rep the same time, for instance by breathing with it."
    return [Suggestion(text, f"Reps took from {min(durations):.1f} to {max(durations):.1f} s.")]


def _about_a_calm_session(session: Session) -> Suggestion:
    if not session.reps:
        return Suggestion(
            "Try again with all of you in the picture; `posecoach exercises show` says where to stand.",
            nothing_counted(session),
        )
    text = "The same again. If it felt easy, try a few more reps, as long as the lower back keeps still."
    if _all_done(session):
        text = "The same again: what was prescribed is done, and more is not better."
    return Suggestion(
        text,
        f"In {_still(session)} of {len(session.reps)} reps the lower back was seen to keep still.",
    )


def _all_done(session: Session) -> bool:
    """Whether a set reached the most that was prescribed: a plan's number is a limit."""
    most = session.plan.reps[1]
    return most > 0 and any(len(one_set.reps) >= most for one_set in session.sets)


def _still(session: Session) -> int:
    return sum(rep.kept_still for rep in session.reps)
