"""What the page about one session says, as plain data: words and figures, no HTML."""

from dataclasses import dataclass
from datetime import datetime

from posecoach.coaching.events import Rep
from posecoach.kinematics.view import ViewProblem
from posecoach.session.back_visibility import tally
from posecoach.session.record import Session, SetRecord
from posecoach.session.report.advice import Suggestion, suggestions
from posecoach.session.report.certainty import Certainty, certainties
from posecoach.session.report.sets import outline_path, set_chart, set_curve
from posecoach.session.report.trend import trend
from posecoach.session.summary import back_watched, clock, middle, numbers, plural, shown, stop_remarks

FALLBACK_SIZE = (880, 120)
"""Width and height of the curves drawn without a script."""


VIEW_WORDS = {
    ViewProblem.NOBODY.value: "nobody to be seen",
    ViewProblem.TOO_FAR.value: "too far away",
    ViewProblem.TOO_CLOSE.value: "too close",
    ViewProblem.CUT_OFF.value: "part of you outside the picture",
    ViewProblem.TOO_DARK.value: "too dark",
    ViewProblem.BACKLIGHT.value: "against the light",
    ViewProblem.FROM_THE_FEET.value: "seen from the feet or the head",
    ViewProblem.WRONG_VIEW.value: "not seen from the side",
    ViewProblem.FEET_SIDE.value: "seen from the feet's side",
    ViewProblem.SEVERAL_PEOPLE.value: "several people in the picture",
    ViewProblem.UNSTEADY.value: "camera unsteady",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One large figure: what it is, its value, and a few words of context."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SetBlock:
    """One set: its heading, what happened in it, and its curve without a script."""

    index: int
    heading: str
    note: str
    path: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """One line of left against right."""

    label: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class RepLine:
    """One line of the table of all reps."""

    set_index: int
    index: int
    at: str
    range: str
    pull: str
    release: str
    back: str
    verdict: str
    share: str
    sure: str


@dataclass(frozen=True, slots=True)
class ViewLine:
    """What was wrong with the picture, and for what share of the time."""

    label: str
    share: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page; `charts` is the data its script draws."""

    title: str
    side: str
    when: str
    source: str
    headline: str
    interrupted: bool
    facts: tuple[Fact, ...]
    sets: tuple[SetBlock, ...]
    trend: str
    suggestions: tuple[Suggestion, ...]
    certainties: tuple[Certainty, ...]
    view: tuple[ViewLine, ...]
    sides: tuple[Comparison, ...]
    sides_note: str
    reps: tuple[RepLine, ...]
    plan_note: str
    note: str
    program: str
    fallback_size: tuple[int, int]
    charts: dict[str, object]


def make_page(session: Session, other: Session | None = None) -> Page:
    """The page of `session`; `other` is a session of the other side to compare with."""
    return Page(
        title=session.exercise_name or session.exercise,
        side=session.side,
        when=_when(session.started_at),
        source=session.source.name,
        headline=_headline(session),
        interrupted=session.interrupted,
        facts=_facts(session),
        sets=tuple(_set_block(session, one_set) for one_set in session.sets),
        trend=trend(session),
        suggestions=suggestions(session),
        certainties=certainties(session),
        view=_view_lines(session),
        sides=_sides(session, other),
        sides_note=_sides_note(session, other),
        reps=tuple(_rep_line(session, rep) for rep in session.reps),
        plan_note=session.plan.note,
        note=session.note,
        program=session.program,
        fallback_size=FALLBACK_SIZE,
        charts={"sets": [set_chart(session, one_set) for one_set in session.sets]},
    )


def _when(moment: datetime | None) -> str:
    return f"{moment:%A}, {moment.day} {moment:%B %Y}, {moment:%H:%M}" if moment else ""


def _headline(session: Session) -> str:
    total = len(session.reps)
    if not total:
        return " ".join(["No repetition was counted.", *stop_remarks(session)])
    done = f"{plural(total, 'repetition')} in {plural(len(session.sets), 'set')}"
    if not back_watched(session):
        return " ".join([f"{done}.", *stop_remarks(session)])
    back = tally(session.reps)
    said = f"{done}. The lower back {back.words}."
    moved = [rep for rep in session.reps if rep.at_fault]
    if moved:
        first = moved[0]
        said += f" It first moved in rep {first.index} of set {first.set_index}, at {clock(first.start_s)}."
    return " ".join([said, *stop_remarks(session)])


def _facts(session: Session) -> tuple[Fact, ...]:
    total, unit = len(session.reps), session.primary_unit
    ranges = [rep.range_deg for rep in session.reps]
    share = middle(rep.share.hip_share for rep in session.reps)
    facts = [
        Fact("Done", str(total), _prescribed(session)),
        Fact("Back still", *_still(session)),
        Fact("Range", shown(middle(ranges), 1, unit), _spread(ranges, unit)),
        Fact("Hip's share", *_share(share)),
    ]
    if not back_watched(session):
        facts = [fact for fact in facts if fact.label not in ("Back still", "Hip's share")]
    before, after = session.pain.before, session.pain.after
    if before is not None or after is not None:
        words = ["–" if value is None else str(value) for value in (before, after)]
        facts.append(Fact("Pain", " → ".join(words), "before and after, of 10"))
    return tuple(facts)


def _share(share: float) -> tuple[str, str]:
    known = share == share
    return (f"{share:.0%}", "the rest is the lower back") if known else ("–", "could not be seen")


def _prescribed(session: Session) -> str:
    least, most = session.plan.reps
    if not most:
        return "repetitions"
    reps = str(least) if least == most else f"{least}–{most}"
    sets = session.plan.sets
    return f"of {plural(sets, 'set')} of {reps}" if sets else f"the exercise asks for {reps} a set"


def _still(session: Session) -> tuple[str, str]:
    back = tally(session.reps)
    if not back.known:
        return "–", "not seen well in any" if back.total else ""
    rest = [f"moved in {back.moved}"] if back.moved else []
    rest += [f"not seen well in {back.unseen}"] if back.unseen else []
    return f"{back.still} of {back.total}", ", ".join(rest) or "of all reps"


def _spread(values: list[float], unit: str) -> str:
    known = sorted(value for value in values if value == value)
    if len(known) < 2:
        return "median"
    return f"median; {shown(known[0], 0, '')}–{shown(known[-1], 0, unit)}"


def _set_block(session: Session, one_set: SetRecord) -> SetBlock:
    reps = one_set.reps
    moved = [rep for rep in reps if rep.at_fault]
    heading = _against_plan(len(reps), session.plan.reps)
    if tally(reps).known:
        heading += f", back still in {tally(reps).still}"
    tempo = middle(rep.end_s - rep.start_s for rep in reps)
    parts = [f"{clock(one_set.start_s)} to {clock(one_set.end_s)}"]
    if tempo == tempo:
        parts.append(f"{tempo:.1f} s a rep")
    if moved:
        parts.append(f"lower back moved in {numbers(rep.index for rep in moved)}")
    path = outline_path(set_curve(session, one_set), *FALLBACK_SIZE)
    return SetBlock(one_set.index, heading, ", ".join(parts), path, bool(moved))


def _against_plan(count: int, planned: tuple[int, int]) -> str:
    least, most = planned
    if not most:
        return plural(count, "rep")
    return f"{count} of {least if least == most else f'{least}–{most}'} reps"


def _rep_line(session: Session, rep: Rep) -> RepLine:
    back = rep.lower_back
    share = rep.share.hip_share
    return RepLine(
        set_index=rep.set_index,
        index=rep.index,
        at=clock(rep.start_s),
        range=shown(rep.range_deg, 1, session.primary_unit),
        pull=shown(rep.pull_s, 1, "s"),
        release=shown(rep.release_s, 1, "s"),
        back=shown(back.value, 1, back.unit) if back else "–",
        verdict=_verdict(rep),
        share=f"{share:.0%}" if share == share else "–",
        sure=rep.back_confidence.value,
    )


def _verdict(rep: Rep) -> str:
    if rep.lower_back_moved:
        return "moved" if rep.at_fault else "perhaps moved"
    return "still" if rep.kept_still else "not seen well"


def _view_lines(session: Session) -> tuple[ViewLine, ...]:
    return tuple(
        ViewLine(VIEW_WORDS.get(name, name), f"{share:.0%}")
        for name, share in session.view.problems.items()
        if share >= 0.005
    )


def _sides(session: Session, other: Session | None) -> tuple[Comparison, ...]:
    if other is None or {session.side, other.side} != {"left", "right"}:
        return ()
    left, right = (session, other) if session.side == "left" else (other, session)

    def tempo(one: Session) -> str:
        return shown(middle(rep.end_s - rep.start_s for rep in one.reps), 1, "s")

    def reach(one: Session) -> str:
        return shown(middle(rep.range_deg for rep in one.reps), 1, one.primary_unit)

    return (
        Comparison("Reps", str(len(left.reps)), str(len(right.reps))),
        Comparison("Back still", _still(left)[0], _still(right)[0]),
        Comparison("Range", reach(left), reach(right)),
        Comparison("Time a rep", tempo(left), tempo(right)),
        Comparison("Hip's share", _hip(left), _hip(right)),
    )


def _sides_note(session: Session, other: Session | None) -> str:
    if session.side not in ("left", "right"):
        return "This exercise works both sides at once."
    missing = "left" if session.side == "right" else "right"
    if other is None:
        return f"There is no session of the {missing} side close to this one."
    return f"The {missing} side is from {_when(other.started_at) or 'another session'}."


def _hip(session: Session) -> str:
    share = middle(rep.share.hip_share for rep in session.reps)
    return f"{share:.0%}" if share == share else "–"
