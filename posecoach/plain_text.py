"""Text that came from elsewhere, made safe to show: nothing in it steers a terminal."""

import unicodedata

HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}
"""Unicode categories that move the cursor, change the direction of text or break the line."""

KEPT = "\n\t\u200c\u200d"
"""Of these, what text may hold: line breaks, and the joiners of Persian, Hindi and others."""


def plain(text: str) -> str:
    """The text with control characters as spaces, and "?" for half characters, as in undecodable names.

    Its lines stay.
    """
    if text.isprintable():
        return text
    return "".join(_shown(letter) for letter in text)


def one_line(text: str, most: int = 80) -> str:
    """The text on one line, cut at `most` characters."""
    shown = " ".join(plain(text).split())
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    if category not in HIDDEN or letter in KEPT:
        return letter
    return "?" if category == "Cs" else " "
