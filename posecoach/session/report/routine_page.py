"""What the page about a run of several exercises says, as plain data: one page to print or to mail."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.sentences import say
from posecoach.session.back_visibility import middle, tally, tempo_s
from posecoach.session.history import first_known
from posecoach.session.record import Pain, Session
from posecoach.session.report.advice import Suggestion, about_pain, suggestions
from posecoach.session.report.facts import Fact, back_words, pain_fact, planned_reps, trend
from posecoach.session.report.page import SetBlock, set_block, when_words
from posecoach.session.report.sets import chart_words, set_chart
from posecoach.session.summary import back_watched, stop_remarks
from posecoach.session.words import exercise_title, shown, side_word


@dataclass(frozen=True, slots=True)
class ExerciseSection:
    """An exercise on one side in detail; `first_chart` is the index of its first set among the page's charts,
    `suggestion` the most important one.
    """

    name: str
    side: str
    plan_note: str
    remarks: tuple[str, ...]
    sets: tuple[SetBlock, ...]
    first_chart: int
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class RoutinePage:
    """Everything on the page; `charts` is the data its script draws.

    `lines` are those of the table: exercise, side, reps, what was asked, back, range and tempo.
    """

    title: str
    when: str
    headline: str
    interrupted: bool
    facts: tuple[Fact, ...]
    lines: tuple[tuple[str, ...], ...]
    about_pain: tuple[Suggestion, ...]
    sections: tuple[ExerciseSection, ...]
    program: str
    charts: dict[str, object]


def make_routine_page(sessions: Sequence[Session]) -> RoutinePage:
    """The page of these sessions of one run, in the order they were done; at least one."""
    first, last = sessions[0], sessions[-1]
    pain = Pain(
        first_known(session.pain.before for session in sessions),
        first_known(session.pain.after for session in reversed(sessions)),
    )
    stops = tuple(stop for session in sessions for stop in session.stops)
    sections, charts = _sections(sessions)
    return RoutinePage(
        title=(first.routine.name if first.routine else "") or say("page.routine"),
        when=when_words(first.started_at),
        headline=_headline(sessions),
        interrupted=any(session.interrupted for session in sessions),
        facts=_facts(sessions, pain),
        lines=tuple(_line(session) for session in sessions),
        about_pain=tuple(about_pain(replace(last, pain=pain, stops=stops))),
        sections=sections,
        program=last.program,
        charts={**chart_words(), "sets": charts},
    )


def _headline(sessions: Sequence[Session]) -> str:
    reps = [rep for session in sessions for rep in session.reps]
    if not reps:
        return say("summary.nothing")
    count = len({session.exercise for session in sessions if session.reps})
    said = say(
        "page.routine_done",
        reps=say("plural.repetition", n=len(reps)),
        exercises=say("plural.exercise", n=count),
    )
    watched = [rep for session in sessions if back_watched(session) for rep in session.reps]
    return f"{said} {tally(watched).sentence}" if watched else said


def _facts(sessions: Sequence[Session], pain: Pain) -> tuple[Fact, ...]:
    reps = sum(len(session.reps) for session in sessions)
    sets = sum(len(session.sets) for session in sessions)
    facts = [Fact(say("page.fact_done"), str(reps), say("page.in_sets", n=sets))]
    watched = [rep for session in sessions if back_watched(session) for rep in session.reps]
    if watched:
        facts.append(Fact(say("page.still"), *back_words(watched)))
    minutes = _minutes(sessions)
    if minutes:
        length = say("start.minutes", n=minutes)
        facts.append(Fact(say("page.fact_time"), length, say("page.time_note")))
    return (*facts, *pain_fact(pain))


def _minutes(sessions: Sequence[Session]) -> int:
    first, last = sessions[0], sessions[-1]
    if first.started_at is None or last.started_at is None:
        return 0
    taken_s = (last.started_at - first.started_at).total_seconds() + last.source.duration_s
    return round(taken_s / 60)


def _line(session: Session) -> tuple[str, ...]:
    reps, sets = planned_reps(session.plan), session.plan.sets
    return (
        exercise_title(session.exercise, session.exercise_name),
        side_word(session.side),
        ", ".join(str(len(one.reps)) for one in session.sets) or "0",
        f"{sets} × {reps}" if reps and sets else reps,
        back_words(session.reps)[0] if back_watched(session) else "",
        shown(middle(rep.range_deg for rep in session.reps), 1, session.primary_unit),
        shown(tempo_s(session.reps), 1, "s"),
    )


def _sections(sessions: Sequence[Session]) -> tuple[tuple[ExerciseSection, ...], list[dict[str, object]]]:
    sections, charts = [], list[dict[str, object]]()
    for session in sessions:
        said = [*stop_remarks(session), trend(session)]
        sections.append(
            ExerciseSection(
                name=exercise_title(session.exercise, session.exercise_name),
                side="" if session.side == "both" else side_word(session.side),
                plan_note=session.plan.note,
                remarks=tuple(sentence for sentence in said if sentence),
                sets=tuple(set_block(session, one_set) for one_set in session.sets),
                first_chart=len(charts),
                # Pain belongs to the whole run, and is spoken of there.
                suggestion=suggestions(replace(session, pain=Pain()))[0],
            )
        )
        charts += [set_chart(session, one_set) for one_set in session.sets]
    return tuple(sections), charts
