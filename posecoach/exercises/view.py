"""The words of `[camera] view`: from where a camera should see the exercise."""

import re

VIEW_FORMS = '"side", "front", "back" or such as "side, 30 degrees toward the head" (or feet, front, back)'
"""What is understood, for an error."""

VIEW_WORDS = ("side", "front", "back", "behind", "rear", "head", "feet", "toward", "towards", "degrees")
"""A word that is nearly one of these is misspelt."""

_FORMS = re.compile(
    r"(?:from )?(?:the )?(?:(?P<end>front|back|behind|rear)|side"
    r"(?: (?P<deg>[1-8]?\d(?:\.\d+)?) ?(?:deg|degrees?|°) (?:to|towards?) (?:the |your )?"
    r"(?P<toward>head|front|feet|foot|back))?)\.?"
)
_ENDS = {"side": 0.0, "front": 90.0, "back": -90.0, "behind": -90.0, "rear": -90.0}


def view_turn_deg(words: str) -> float | None:
    """How far off square to the side the camera stands: plus toward the head of a lying person or to the
    front of an upright one, minus toward the feet or the back; 90 is the front itself.

    Of other words with "side", "front" or "back" among them that much is understood; None without any.
    """
    plain = " ".join(re.split(r"[\s,;]+", words.strip().lower()))
    found = _FORMS.fullmatch(plain)
    if found is None:
        return next((turn_deg for word, turn_deg in _ENDS.items() if word in plain.split()), None)
    if found["end"]:
        return _ENDS[found["end"]]
    turn_deg = float(found["deg"] or 0.0)
    return turn_deg if found["toward"] in (None, "head", "front") else -turn_deg
