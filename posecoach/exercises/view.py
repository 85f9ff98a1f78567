"""The words of `[camera] view`: from where a camera should see the exercise."""

import re

VIEW_FORMS = (
    '"side", "front", "back" or, up to 45 degrees, such as '
    '"side, 30 degrees toward the head" (or feet, front, back)'
)
"""What is understood, for an error."""

MOST_TURN_DEG = 45.0
"""Further off than half-way, a view is no longer from the side: of lying people that were seen from 45 to 55
degrees off hardly a rep was counted (`posecoach.coaching.viewpoint.MOST_END_ON_DEG`)."""

VIEW_WORDS = ("side", "front", "back", "behind", "rear", "head", "feet", "toward", "towards", "degrees")
"""A word that is nearly one of these is misspelt."""

_FORMS = re.compile(
    r"(?:from )?(?:the )?(?:(?P<end>front|back|behind|rear)|side"
    r"(?: (?P<deg>\d+(?:\.\d+)?) ?(?:deg|degrees?|°) (?:to|towards?) (?:the |your )?"
    r"(?P<toward>head|front|feet|foot|back))?)\.?"
)
_PLUS = ("head", "front")


def view_turn_deg(words: str) -> float | None:
    """How far off square to the side the camera stands: plus toward the head of a lying person or to the
    front of an upright one, minus toward the feet or the back; 90 is the front itself. None where the words
    are none of `VIEW_FORMS`.
    """
    found = _FORMS.fullmatch(" ".join(re.split(r"[\s,;]+", words.strip().lower())))
    if found is None:
        return None
    turn_deg = 90.0 if found["end"] else float(found["deg"] or 0.0)
    if turn_deg > MOST_TURN_DEG and not found["end"]:
        return None
    to = found["end"] or found["toward"]
    return turn_deg if to is None or to in _PLUS else -turn_deg
