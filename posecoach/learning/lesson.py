"""Learns an exercise from one recording: what was understood, how sure that is, or why it cannot be."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import RepCounted
from posecoach.errors import PoseCoachError
from posecoach.exercises.definition import ExerciseText
from posecoach.kinematics.body import Body
from posecoach.learning.choice import Choice, rank, usual_count
from posecoach.learning.limits import Draft, draft, too_few
from posecoach.learning.recording import Recording, observe
from posecoach.learning.refusal import refuse_two, refuse_unseen, why_nothing

TRIED = 6
"""So many of the best readings are tried with the real coach."""

OFF_BY = 1
"""The teacher's count may be off by so many: a repetition that the ends of the recording cut."""

MOST_SURE, LEAST_SURE = 0.75, 0.5
"""Scores from which on, and below which, what was understood is called sure, and unsure."""


class NotLearnedError(PoseCoachError):
    """A recording that no exercise can be learned from."""


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
        """How sure it is: "sure", "fairly sure" or "unsure"."""
        score = self.choice.score - 0.1 * len(self.doubts)
        return "sure" if score >= MOST_SURE else "unsure" if score < LEAST_SURE else "fairly sure"


def learn(bodies: Sequence[Body], order: Order) -> Lesson:
    """Learn the exercise that `bodies`, one recording in the order of time, show.

    Raises:
        NotLearnedError: nothing repeats, two different things do, the view hides it, or the count is another
            than the teacher's.
    """
    recording = observe(bodies)
    refuse_unseen(recording, NotLearnedError)
    choices = rank(recording)
    if not choices:
        raise why_nothing(recording, NotLearnedError)
    refuse_two(recording, choices, NotLearnedError)
    if order.reps is not None and all(one.reading.count != order.reps for one in choices):
        choices = rank(recording, thorough=True)
    tried = _try(recording, choices, order)
    wanted = order.reps if order.reps is not None else usual_count(choices)
    best = min(tried, key=lambda one: (_off(one, wanted, order.reps is not None), -one.choice.score))
    if order.reps is not None and abs(best.counted - order.reps) > OFF_BY:
        raise NotLearnedError(
            f"I count {best.counted} repetitions, not {order.reps}.",
            f"{what_would_count(choices)} Give the number that was done with --reps, or record it again.",
        )
    return best


def count(draft_: Draft, bodies: Sequence[Body], side: str = "auto") -> int:
    """What the ordinary coach counts in `bodies` with the exercise of a draft."""
    coach = Coach(draft_.exercise, side)
    total = 0
    for body in bodies:
        total += sum(isinstance(event, RepCounted) for event in coach.update(body).events)
    last_s = bodies[-1].t_s if bodies else 0.0
    return total + sum(isinstance(event, RepCounted) for event in coach.finish(last_s))


def what_would_count(choices: Sequence[Choice]) -> str:
    """Which signals give which count, in a sentence."""
    by_count: dict[int, list[str]] = {}
    for one in choices:
        by_count.setdefault(one.reading.count, []).append(words(one))
    parts = [f"{number} in {', '.join(names[:3])}" for number, names in sorted(by_count.items())]
    return f"What repeats: {'; '.join(parts)}."


def words(choice: Choice) -> str:
    """The name of what a choice counts, such as "knee_flexion (left)"."""
    channel = choice.reading.channel
    return f"{channel.signal} ({channel.leg})" if channel.sided else channel.signal


def _try(recording: Recording, choices: Sequence[Choice], order: Order) -> list[Lesson]:
    ordered = sorted(
        (one for one in choices if one.score > 0),
        key=lambda one: (order.reps is not None and one.reading.count != order.reps, -one.score),
    )
    lessons: list[Lesson] = []
    for choice in ordered[:TRIED]:
        made = draft(recording, choice, choices, order.exercise_id, order.text, order.name)
        counted = count(made, recording.bodies)
        others = tuple(one for one in choices if one is not choice)
        lessons.append(
            Lesson(recording, made, choice, others, counted, _doubts(choice, choices, counted, order))
        )
        if counted == (order.reps if order.reps is not None else choice.reading.count):
            break
    return lessons


def _off(lesson: Lesson, wanted: int, told: bool) -> float:
    off = abs(lesson.counted - wanted)
    return off if told or off > OFF_BY else 0


def _doubts(choice: Choice, choices: Sequence[Choice], counted: int, order: Order) -> tuple[str, ...]:
    reading = choice.reading
    found = []
    if too_few(reading):
        found.append(f"Only {reading.count} repetitions were shown; five to fifteen are better.")
    if order.reps is not None and counted != order.reps:
        found.append(f"The coach counts {counted} here, not {order.reps}. {what_would_count(choices)}")
    elif counted != reading.count:
        found.append(f"The coach counts {counted} of {reading.count} here.")
    agreeing = [one for one in choices if one.reading.count == reading.count]
    if len(agreeing) == 1:
        found.append("No other signal shows the same repetitions.")
    if math.exp(-reading.unevenness) < 0.75:
        found.append("The repetitions were uneven.")
    return tuple(found)
