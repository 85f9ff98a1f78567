"""From the repetitions of one person to limits that other people meet: an exercise, and why each limit."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from posecoach.coaching.position.gate import POSTURES
from posecoach.coaching.signals import OTHER
from posecoach.exercises.definition import CameraAdvice, CountRule, Exercise, ExerciseText, Requirement
from posecoach.kinematics.posture import ENTER_PROBABILITY, Posture
from posecoach.learning.choice import Choice, in_turn, resting_leg
from posecoach.learning.recording import Channel, Reading, Recording
from posecoach.sentences import say

SMALLEST_SHARE = 1 / 3
"""The smallest range that counts, as a share of the range shown. Of ten clips of squats, lunges, bridges and
sit-ups by different people the smallest movement measures 0.32 of the largest of its kind."""

LEAST_RANGE = {"deg": 3.0, "% torso": 2.0}
"""Smaller ones are not told from noise."""

QUICKER, SLOWER = 0.35, 2.5
"""Another person's repetition takes between these times the shortest and the longest that was shown."""

PERIODS_S = (0.5, 8.0)
"""The shortest period is at least the first, the longest at least the second: people hold now and then."""

POSTURE_SHARE = 0.04
"""A posture taken for this share of the time belongs to the exercise."""

NARROW_SHARE = 0.97
"""A single posture is asked for where it was held for this share of the time."""

MAINLY = 0.6
"""The position is the one held for this share of the time; what is passed through beside it is allowed."""

TRUNK_MOVES_DEG, FLAT_DEG = 8.0, 82.0
"""A trunk that moves by so much, and not flat on the floor, takes other people into the postures next to the
one that was seen."""

STANCE, STANCE_SHARE = (Posture.SPLIT, Posture.KNEELING), 0.95
"""A split stance is asked for where it was more likely than not in this share of the repetitions' pictures:
0.98 to 1.00 in lunges and split stances of eight people and figures seen from the side, 0.00 in squats, in
lunges to the side, and in a lunge seen from the front, where nobody can tell."""

NEIGHBOURS = {
    Posture.ON_BACK: (Posture.LEANING_BACK, Posture.SITTING),
    Posture.SITTING: (Posture.LEANING_BACK,),
    Posture.LEANING_BACK: (Posture.SITTING, Posture.ON_BACK),
    Posture.ALL_FOURS: (Posture.KNEELING,),
    Posture.KNEELING: (Posture.ALL_FOURS,),
}
"""What a trunk that moves on may come to; all ways of standing belong together anyway."""

STILL_TRUNK_DEG = 5.0
"""A trunk on the floor that moves by less rests."""

HELD_GAP_DEG, HELD_MARGIN_DEG, NARROW_DEG = 45.0, 35.0, 30.0
"""A joint that moves by no more than the last of these, and is held bent by so many degrees more than that of
the other leg, is held near the end of its range: other people hold it up to the margin less bent."""

SIDE_YAW_DEG, FRONT_YAW_DEG = 40.0, 65.0
"""Up to the first the camera saw the side of the body, from the second on its front."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An exercise made of a reading, and the reasons for its limits.

    `comments` has them by the part of the file, as `posecoach.exercises.write.exercise_toml` takes them.
    """

    exercise: Exercise
    comments: Mapping[str, str]


def draft(
    recording: Recording,
    choice: Choice,
    choices: Sequence[Choice],
    exercise_id: str,
    text: ExerciseText,
    name: str,
) -> Draft:
    """The exercise that counts `choice`; `choices` are what else repeats in the recording."""
    reading = choice.reading
    part = recording.during(reading.start_s, reading.end_s)
    readings = [one.reading for one in choices]
    position, postures, posture_why = _position(part, reading)
    sides, sides_why = _sides(reading, readings)
    still, still_why = _still(part, reading, position, postures)
    camera, camera_why = _camera(part, reading, position, postures)
    require, require_why = _require(part, reading)
    exercise = Exercise(
        id=exercise_id,
        name=name,
        count=CountRule(
            reading.channel.signal, reading.direction, min_range(reading), period_s(reading), still=still
        ),
        position=position,
        postures=postures,
        require=require,
        sides=sides,
        sets=3,
        reps=(8, 12),
        camera=camera,
    )
    exercise = replace(exercise, text=words_for(exercise, _start(recording, reading), text))
    size = f"{reading.size:.0f} {'degrees' if reading.channel.unit == 'deg' else '% of the torso'}"
    comments = {
        "position": posture_why,
        "sides": sides_why,
        "min_range": f"{reading.count} repetitions of {size} were shown; other people may do less.",
        "period_s": f"One repetition took about {reading.period_s:.1f} s.",
        "still": still_why,
        "camera": camera_why,
        "require": require_why,
    }
    return Draft(exercise, comments)


def min_range(reading: Reading) -> float:
    """The smallest range that counts, rounded: to whole units from 10 on, to halves below."""
    least = max(SMALLEST_SHARE * reading.size, LEAST_RANGE[reading.channel.unit])
    return float(math.floor(least)) if least >= 10 else math.floor(2 * least) / 2


def period_s(reading: Reading) -> tuple[float, float]:
    """Shortest and longest time that one repetition takes, rounded to halves."""
    middles = [rep.middle_s for rep in reading.reps]
    gaps = [b - a for a, b in itertools.pairwise(middles)] or [2 * reading.reps[0].pull_s]
    usual = [gap for gap in gaps if gap <= 2.0 * reading.period_s] or gaps
    shortest = max(PERIODS_S[0], math.floor(2 * QUICKER * min(usual)) / 2)
    return shortest, max(PERIODS_S[1], math.ceil(2 * SLOWER * max(usual)) / 2)


def _position(part: Recording, reading: Reading) -> tuple[str, tuple[str, ...], str]:
    """What `position` and `posture` say, and why."""
    if _in_stance(part, reading):
        return "standing", tuple(one.value for one in STANCE), "One foot stood ahead of the other all along."
    shares = part.postures()
    held: list[Posture] = [
        one for one, share in shares.items() if share >= POSTURE_SHARE and one is not Posture.UNKNOWN
    ]
    if not held:
        return "any", (), "How the person lies, sits or stands was not clear."
    why = f"Seen {' and '.join(one.value for one in sorted(held, key=lambda one: -shares[one]))}."
    lean = part.level(Channel("trunk_inclination"), 0.05)
    if part.spread(Channel("trunk_inclination")) >= TRUNK_MOVES_DEG and lean < FLAT_DEG:
        held += [near for one in held for near in NEIGHBOURS.get(one, ()) if near not in held]
    family = next(
        (word for word, those in POSTURES.items() if sum(shares[one] for one in those) >= MAINLY), ""
    )
    inside = POSTURES.get(family, ())
    if set(held) <= set(inside):
        if family == "lying" and len(held) == 1 and shares[held[0]] >= NARROW_SHARE:
            return family, (held[0].value,), why
        return family, (), why  # a lunge of another person may look like a squat, and from the front it does
    return family or "any", tuple(one.value for one in Posture if one in held or one in inside), why


def _in_stance(part: Recording, reading: Reading) -> bool:
    """Whether one foot stood ahead of the other in nearly all pictures of the repetitions."""
    split = [
        body.posture.of(*STANCE) >= ENTER_PROBABILITY
        for rep in reading.reps
        for body in part.during(rep.start_s, rep.peak_s).seen
    ]
    return bool(split) and sum(split) >= STANCE_SHARE * len(split)


def _start(recording: Recording, reading: Reading) -> Posture:
    """The posture in which the first repetition begins."""
    shares = recording.during(reading.start_s - 1.0, reading.start_s + 0.3).postures()
    return max(shares, key=lambda one: shares[one])


def _sides(reading: Reading, readings: Sequence[Reading]) -> tuple[tuple[str, ...], str]:
    channel = reading.channel
    if channel.leg != "both":
        return (
            ("left", "right"),
            f"The {channel.leg} leg worked; it may as well be the {OTHER[channel.leg]}.",
        )
    if channel.sided and in_turn(readings):
        return ("both",), "The legs worked in turn: each stroke of either one counts."
    if channel.sided and not resting_leg(channel.signal, readings):
        return ("both",), "Both legs worked together."
    return ("both",), "What is counted is the same for either side."


def _still(part: Recording, reading: Reading, position: str, postures: tuple[str, ...]) -> tuple[str, str]:
    flat = position == "lying" and postures == (Posture.ON_BACK.value,)
    moved = part.spread(Channel("trunk_inclination"))
    if flat and reading.channel.signal == "hip_flexion" and moved < STILL_TRUNK_DEG:
        return "trunk", f"The trunk rested on the floor: it moved by {moved:.0f} degrees."
    return "nothing", ""


def _require(part: Recording, reading: Reading) -> tuple[tuple[Requirement, ...], str]:
    """What is held meanwhile: a joint that is kept near the end of its range, and moved only a little."""
    channel = reading.channel
    if channel.leg == "both" or channel.unit != "deg" or channel.signal == "hip_internal_rotation":
        return (), ""
    other = Channel(channel.signal, OTHER[channel.leg])
    held, rests = part.level(channel, 0.05), part.level(other)
    if reading.size > NARROW_DEG or not held - rests > HELD_GAP_DEG:
        return (), ""
    at_least = 5.0 * math.floor((held - HELD_MARGIN_DEG) / 5.0)
    return (
        (Requirement(channel.signal, at_least=at_least),),
        f"It was held at {held:.0f} degrees or more all along, the other leg at {rests:.0f}.",
    )


def _camera(
    part: Recording, reading: Reading, position: str, postures: tuple[str, ...]
) -> tuple[CameraAdvice, str]:
    yaws = sorted(body.view.yaw_deg for body in part.seen if math.isfinite(body.view.yaw_deg))
    if not yaws:
        return CameraAdvice(), "From where it was recorded was not clear."
    yaw_deg = yaws[len(yaws) // 2]
    view = "side" if yaw_deg < SIDE_YAW_DEG else "front" if yaw_deg > FRONT_YAW_DEG else "any"
    why = f"Recorded {yaw_deg:.0f} degrees off the side view."
    in_stance = postures == tuple(one.value for one in STANCE)
    if reading.channel.signal == "hip_height" and position == "standing" and not in_stance:
        return CameraAdvice("any"), f"{why} How high the hips are shows from any side."
    return CameraAdvice("side" if position == "lying" else view), why


PLACEHOLDER = (
    "Placeholders: write here how to get into position and what to do, as you would say it, and what to say "
    "during the set."
)


def words_for(exercise: Exercise, start: Posture, given: ExerciseText) -> ExerciseText:
    """The texts of an exercise: those `given`, and placeholders where there are none."""
    into = say(f"learn.into_{start.name.lower()}") if start is not Posture.UNKNOWN else ""
    steps = given.steps or tuple(filter(None, (into, say("learn.hold"), say("learn.move"))))
    return replace(
        given,
        summary=given.summary or say("learn.summary", name=exercise.name),
        steps=steps,
        cues=given.cues or (say("learn.cue"),),
    )
