"""Figures, units, sides, warnings and names of exercises as words of the language in use."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from posecoach import sentences
from posecoach.coaching.events import Confidence, WarningKind
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.sentences import say

if TYPE_CHECKING:  # a record brings numpy, which a list of sessions does without
    from posecoach.session.record import WarningRecord


def shown(value: float, digits: int = 1, unit: str = "") -> str:
    """A figure as text, "–" when it is unknown."""
    if value != value:
        return sentences.NO_FIGURE
    return sentences.decimal(value, digits) + unit_sign(unit)


def unit_sign(unit: str) -> str:
    """A unit of the program's as it follows a figure: "°" for "deg", " % of the torso" and so on."""
    if not unit or unit == "deg":
        return "°" if unit else ""
    known = {"% torso": "percent_torso", "% of torso": "percent_torso", "s": "seconds"}
    return f" {say(f'unit.{known[unit]}')}" if unit in known else f" {unit}"


def ranges(numbers: Iterable[int], follows: Callable[[int, int], bool]) -> list[str]:
    """Rising numbers as ranges such as "7-11", each of numbers that follow on the one before."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and follows(spans[-1][1], number):
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in spans]


def exercise_title(exercise_id: str, stored: str) -> str:
    """What the exercise is called in the language in use; `stored`, or else its id, where it is not ours."""
    named = sentences.in_use().exercise_texts(exercise_id).get("name") or _own_names().get(exercise_id)
    return str(named) if named else stored or exercise_id


@cache
def _own_names() -> dict[str, str]:
    """What the program's exercises are called in English, whatever language a session was recorded in."""
    return {exercise.id: exercise.name for exercise in builtin_exercises()}


def side_word(side: str) -> str:
    """The side in the language in use; a word that is none of ours stays."""
    return say(f"side.{side}") if side in ("left", "right", "both") else side


def view_words(off_square_deg: float, position: str) -> str:
    """The side from which the camera sees the exercise; `off_square_deg` as in `CameraAdvice`."""
    if abs(off_square_deg) >= 90:
        return say("camera_view.front" if off_square_deg > 0 else "camera_view.back")
    if not off_square_deg:
        return say("camera_view.side")
    ends = ("head", "feet") if position == "lying" else ("front", "back")
    end = ends[0] if off_square_deg > 0 else ends[1]
    return say(f"camera_view.toward_{end}", degrees=abs(off_square_deg))


def warning_sentence(warning: "WarningRecord") -> str:
    """The warning's own sentence, or the one of its kind and measure; "" when there is none."""
    if warning.message:
        return warning.message
    if warning.kind is WarningKind.POSITION:
        seen, wanted = (_posture(one) for one in (warning.measure, warning.wanted))
        return say("record.position", seen=seen, wanted=wanted)
    if warning.kind is WarningKind.WRONG_SIDE:
        return _side_sentence(warning.measure, warning.wanted)
    if warning.kind is WarningKind.LOWER_BACK:
        asked = warning.confidence is not Confidence.HIGH
        return say("record.back_asked" if asked else "warning.lower-back")
    if warning.kind in (WarningKind.CAMERA, WarningKind.CLOTHES, WarningKind.NOT_COUNTED):
        table = "back" if warning.kind is WarningKind.CLOTHES else "record"
        known = sentences.in_use().has(f"{table}.{warning.measure}")
        return say(f"{table}.{warning.measure}") if known else ""
    return ""


def _posture(words: str) -> str:
    """A posture as the exercise files call it, in the language's words."""
    sentence_id = f"posture.{words.replace(' ', '-')}"
    return say(sentence_id) if sentences.in_use().has(sentence_id) else words


def _side_sentence(topic: str, wanted: str) -> str:
    side = say(f"side.{wanted}") if wanted in ("left", "right", "both") else wanted
    if topic in ("changed", "alternating"):
        return say(f"record.{topic}", side=side)
    done = say(f"side.{topic}") if topic in ("left", "right") else topic
    return say("record.wrong-side", done=done, asked=side)
