"""Learns an exercise from one recording: what was understood, how sure that is, or why it cannot be."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.coaching.counting.likelihood import FEWEST
from posecoach.coaching.events import RepCounted
from posecoach.exercises.definition import ExerciseText
from posecoach.kinematics.body import Body
from posecoach.learning.choice import Choice, rank, usual_count
from posecoach.learning.limits import Draft, draft
from posecoach.learning.recording import Recording, coached, observe
from posecoach.learning.refusal import NotLearnedError, main_part, refuse_unseen, why_nothing
from posecoach.sentences import say

REST_S = 1.0
"""So much before and after the exercise is kept where it is a part of the recording."""

EVEN = 0.75
"""Repetitions that leave less of a score than this share are called uneven."""

TRIED = 6
"""So many of the best readings are tried with the real coach."""

OFF_BY = 1
"""The teacher's count may be off by so many: a repetition that the ends of the recording cut."""

MISCOUNT = 1.5
"""A count that is off by so many leaves 1/e of a score."""

MOST_SURE, LEAST_SURE = 0.75, 0.5
"""Scores from which on, and below which, what was understood is called sure, and unsure."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the teacher asked for: the exercise's id, name and words, and how often it was done, if told."""

    exercise_id: str
    name: str
    reps: int | None = None
    text: ExerciseText = ExerciseText()


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What was understood of a recording.

    Attributes:
        draft: the exercise, with the reason for each limit.
        choice: the reading it counts.
        others: what else repeats, the best first.
        counted: what the ordinary coach counts with this exercise in the same recording.
        doubts: what makes it less than sure, a sentence each.
    """

    recording: Recording
    draft: Draft
    choice: Choice
    others: tuple[Choice, ...]
    counted: int
    doubts: tuple[str, ...]

    @property
    def sureness(self) -> str:
        """How sure it is: "sure", "fairly" or "unsure", which are ids of sentences under [learn]."""
        score = self.choice.score - 0.1 * len(self.doubts)
        return "sure" if score >= MOST_SURE else "unsure" if score < LEAST_SURE else "fairly"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is less than sure, a sentence each: the doubts, or what a poor score alone means."""
        return self.doubts or ((say("learn.rough"),) if self.sureness == "unsure" else ())


def learn(bodies: Sequence[Body], order: Order) -> Lesson:
    """Learn the exercise that `bodies`, one recording in the order of time, show.

    Raises:
        NotLearnedError: nothing repeats, two different things do, the view hides it, or the count is another
            than the teacher's.
    """
    recording = observe(bodies)
    refuse_unseen(recording)
    choices = rank(recording)
    if not choices:
        raise why_nothing(recording)
    part = main_part(recording, choices)
    if part is not None:
        recording = recording.during(part[0] - REST_S, part[1] + REST_S)
        choices = rank(recording)
        if not choices:
            raise why_nothing(recording)
    if order.reps is not None and all(one.reading.count != order.reps for one in choices):
        choices = rank(recording, thorough=True)
    wanted = order.reps if order.reps is not None else usual_count(choices)
    tried = _try(recording, choices, order, wanted)
    best = max(tried, key=lambda one: _worth(one.choice.score, one.counted, wanted))
    if order.reps is not None and abs(best.counted - order.reps) > OFF_BY:
        raise NotLearnedError(
            say("learn.wrong_count", counted=best.counted, told=order.reps),
            f"{what_would_count(choices)} {say('learn.wrong_count_hint')}",
        )
    return best


def count(draft_: Draft, bodies: Sequence[Body]) -> int:
    """What the ordinary coach counts in `bodies` with the exercise of a draft."""
    told = (event for _, events in coached(draft_.exercise, bodies) for event in events)
    return sum(isinstance(event, RepCounted) for event in told)


def what_would_count(choices: Sequence[Choice]) -> str:
    """Which signals give which count, in a sentence."""
    by_count: dict[int, list[str]] = {}
    for one in choices:
        by_count.setdefault(one.reading.count, []).append(words(one))
    parts = [
        say("learn.count_in", count=number, signals=", ".join(names[:3]))
        for number, names in sorted(by_count.items())
    ]
    return say("learn.what_repeats", counts="; ".join(parts))


def words(choice: Choice) -> str:
    """What a choice counts, in a person's words, such as "the bend of the knee (left)"."""
    channel = choice.reading.channel
    name = say(f"learn.signal_{channel.signal}")
    return f"{name} ({say(f'side.{channel.leg}')})" if channel.sided else name


def _try(recording: Recording, choices: Sequence[Choice], order: Order, wanted: int) -> list[Lesson]:
    """The best choices with what the real coach counts, until one counts what its reading has."""
    ordered = sorted(
        (one for one in choices if one.score > 0),
        key=lambda one: -_worth(one.score, one.reading.count, wanted),
    )
    lessons: list[Lesson] = []
    for choice in ordered[:TRIED]:
        made = draft(recording, choice, choices, order.exercise_id, order.text, order.name)
        counted = count(made, recording.bodies)
        others = tuple(one for one in choices if one is not choice)
        lessons.append(
            Lesson(recording, made, choice, others, counted, _doubts(choice, choices, counted, order))
        )
        if counted == choice.reading.count:
            break
    return lessons


def _worth(score: float, counted: int, wanted: int) -> float:
    """A score, less for a count that is off: a poor signal is not taken for one repetition more."""
    return score * math.exp(-abs(counted - wanted) / MISCOUNT)


def _doubts(choice: Choice, choices: Sequence[Choice], counted: int, order: Order) -> tuple[str, ...]:
    reading = choice.reading
    found = []
    if reading.count < FEWEST + 2:
        found.append(say("learn.few", n=reading.count))
    if order.reps is not None and counted != order.reps:
        told = say("learn.other_count", counted=counted, told=order.reps)
        found.append(f"{told} {what_would_count(choices)}")
    elif counted != reading.count:
        found.append(say("learn.coach_counts", counted=counted, seen=reading.count))
    if sum(one.reading.count == reading.count for one in choices) == 1:
        found.append(say("learn.alone"))
    if math.exp(-reading.unevenness) < EVEN:
        found.append(say("learn.uneven"))
    return tuple(found)
