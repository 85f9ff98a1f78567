"""Figures, units, sides and names of exercises as words of the language in use."""

from posecoach import sentences


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
    return f" {sentences.say(f'unit.{known[unit]}')}" if unit in known else f" {unit}"


def exercise_title(exercise_id: str, stored: str) -> str:
    """What the exercise is called in the language in use; `stored`, or else its id, where it is not ours."""
    named = sentences.in_use().exercise_texts(exercise_id).get("name")
    return str(named) if named else stored or exercise_id


def side_word(side: str) -> str:
    """The side in the language in use; a word that is none of ours stays."""
    return sentences.say(f"side.{side}") if side in ("left", "right", "both") else side


def view_words(off_square_deg: float, position: str) -> str:
    """The side from which the camera sees the exercise; `off_square_deg` as `CameraPlacement` has it."""
    if abs(off_square_deg) >= 90:
        return sentences.say("camera_view.front" if off_square_deg > 0 else "camera_view.back")
    if not off_square_deg:
        return sentences.say("camera_view.side")
    ends = ("head", "feet") if position == "lying" else ("front", "back")
    end = ends[0] if off_square_deg > 0 else ends[1]
    return sentences.say(f"camera_view.toward_{end}", degrees=sentences.figure(abs(off_square_deg)))
