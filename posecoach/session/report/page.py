"""What the page about one session says, as plain data: words and figures, no HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from posecoach import sentences
from posecoach.coaching.events import Rep
from posecoach.sentences import say
from posecoach.session.back_visibility import back_certainty, hip_share, middle, tally, tempo_s
from posecoach.session.record import Prescription, Session, SetRecord
from posecoach.session.report.advice import Suggestion, suggestions
from posecoach.session.report.facts import (
    Certainty,
    Fact,
    back_words,
    certainties,
    planned_reps,
    session_facts,
    trend,
)
from posecoach.session.report.sets import chart_words, outline_path, set_chart, set_curve
from posecoach.session.summary import back_watched, clock, first_moved, numbers, range_remarks, stop_remarks
from posecoach.session.words import exercise_title, shown, side_word

FALLBACK_SIZE = (880, 120)
"""Width and height of the curves drawn without a script."""


@dataclass(frozen=True, slots=True)
class SetBlock:
    """One set: its heading, what happened in it, and its curve without a script."""

    index: int
    heading: str
    note: str
    path: str


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
    moved: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page that is not in `session` as it is shown; `charts` is the data its script draws.

    `view` is what was wrong with the picture, and for what share of the time; `sides` are lines of a table: a
    label, left and right. `divided` tells whether of any rep it is known how it divides between hip and back.
    """

    session: Session
    title: str
    side: str
    when: str
    headline: str
    range_note: str
    facts: tuple[Fact, ...]
    sets: tuple[SetBlock, ...]
    trend: str
    suggestions: tuple[Suggestion, ...]
    certainties: tuple[Certainty, ...]
    view: tuple[tuple[str, str], ...]
    sides: tuple[tuple[str, str, str], ...]
    sides_note: str
    reps: tuple[RepLine, ...]
    divided: bool
    charts: dict[str, object]


def make_page(session: Session, other: Session | None = None) -> Page:
    """The page of `session`; `other` is a session of the other side to compare with."""
    return Page(
        session=session,
        title=exercise_title(session.exercise, session.exercise_name),
        side=side_word(session.side),
        when=when_words(session.started_at),
        headline=_headline(session),
        range_note=" ".join(range_remarks(session)),
        facts=session_facts(session),
        sets=tuple(set_block(session, one_set) for one_set in session.sets),
        trend=trend(session),
        suggestions=suggestions(session),
        certainties=certainties(session),
        view=_view_lines(session),
        sides=_sides(session, other),
        sides_note=_sides_note(session, other),
        reps=tuple(_rep_line(session, rep) for rep in session.reps),
        divided=any(rep.share.hip_share == rep.share.hip_share for rep in session.reps),
        charts={**chart_words(), "sets": [set_chart(session, one_set) for one_set in session.sets]},
    )


def when_words(moment: datetime | None) -> str:
    """A moment as on paper: "Tuesday, 5 March 2024, 18:30"; "" for none."""
    return sentences.in_use().moment(moment) if moment else ""


def _headline(session: Session) -> str:
    total = len(session.reps)
    if not total:
        return " ".join([say("summary.nothing"), *stop_remarks(session)])
    sets = say("plural.set", n=len(session.sets))
    said = [say("page.done", reps=say("plural.repetition", n=total), sets=sets)]
    if not back_watched(session):
        return " ".join([*said, *stop_remarks(session)])
    back = tally(session.reps)
    said.append(back.sentence)
    moved = [rep for rep in session.reps if rep.at_fault]
    if moved:
        said.append(first_moved(moved[0]))
    return " ".join([*said, *stop_remarks(session)])


def set_block(session: Session, one_set: SetRecord) -> SetBlock:
    """One set of the session, ready to be shown."""
    reps = one_set.reps
    moved = [rep for rep in reps if rep.at_fault]
    heading = _against_plan(len(reps), session.plan)
    if tally(reps).known:
        heading = say("summary.done_still", done=heading, still=tally(reps).still)
    tempo = tempo_s(reps)
    parts = [say("page.time", begin=clock(one_set.start_s), end=clock(one_set.end_s))]
    if tempo == tempo:
        parts.append(say("page.tempo", seconds=sentences.decimal(tempo, 1)))
    if moved:
        parts.append(say("page.set_moved", reps=numbers(rep.index for rep in moved)))
    path = outline_path(set_curve(session, one_set), *FALLBACK_SIZE)
    return SetBlock(one_set.index, heading, ", ".join(parts), path)


def _against_plan(count: int, plan: Prescription) -> str:
    planned = planned_reps(plan)
    if not planned:
        return say("plural.rep", n=count)
    return say("page.of_planned", count=count, n=plan.reps[1], planned=planned)


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
        share=sentences.percent(share),
        sure=say(f"confidence.{back_certainty(rep).name.lower()}"),
        moved=rep.at_fault,
    )


def _verdict(rep: Rep) -> str:
    if rep.lower_back_moved:
        return say("page.moved") if rep.at_fault else say("page.perhaps")
    return say("page.rep_still") if rep.kept_still else say("page.unseen")


def _view_lines(session: Session) -> tuple[tuple[str, str], ...]:
    has = sentences.in_use().has
    return tuple(
        (say(f"page.view_{name}") if has(f"page.view_{name}") else name, sentences.percent(share))
        for name, share in session.view.problems.items()
        if share >= 0.005
    )


def _sides(session: Session, other: Session | None) -> tuple[tuple[str, str, str], ...]:
    if other is None or {session.side, other.side} != {"left", "right"}:
        return ()
    left, right = (session, other) if session.side == "left" else (other, session)
    lines: tuple[tuple[str, Callable[[Session], str]], ...] = (
        (say("page.reps"), lambda one: str(len(one.reps))),
        (say("page.still"), lambda one: back_words(one.reps)[0]),
        (say("page.range"), lambda one: shown(middle(r.range_deg for r in one.reps), 1, one.primary_unit)),
        (say("page.time_a_rep"), lambda one: shown(tempo_s(one.reps), 1, "s")),
        (say("page.share"), lambda one: sentences.percent(hip_share(one.reps))),
    )
    return tuple((label, told(left), told(right)) for label, told in lines)


def _sides_note(session: Session, other: Session | None) -> str:
    if session.side not in ("left", "right"):
        return say("page.both_sides") if session.reps else ""  # or else the side was still to be found out
    missing = side_word("left" if session.side == "right" else "right")
    if other is None:
        return say("page.no_other", side=missing)
    when = when_words(other.started_at)
    return say("page.other_side" if when else "page.other_side_unknown", side=missing, when=when)
