"""Where the camera stands relative to the body, and what is wrong with the picture."""

from dataclasses import dataclass
from enum import Enum

NAN = float("nan")


class ViewProblem(str, Enum):
    """Why the coach cannot see well enough; the value is the id of the sentence in the language file."""

    NONE = ""
    NOBODY = "nobody"
    TOO_FAR = "too-far"
    TOO_CLOSE = "too-close"
    CUT_OFF = "cut-off"
    TOO_DARK = "too-dark"
    BACKLIGHT = "backlight"
    FROM_THE_FEET = "from-the-feet"
    WRONG_VIEW = "wrong-view"
    SEVERAL_PEOPLE = "several-people"
    UNSTEADY = "unsteady"


@dataclass(frozen=True, slots=True)
class View:
    """The camera's view of the body.

    Attributes:
        problem: the most important thing wrong with it.
        yaw_deg: angle between the camera's axis and the normal of the sagittal plane: 0 is square to the
            side, 90 is from the front or back. NaN when unknown.
        height_fraction: extent of the body over the longer side of the frame, 0..1.
    """

    problem: ViewProblem = ViewProblem.NONE
    yaw_deg: float = NAN
    height_fraction: float = NAN
