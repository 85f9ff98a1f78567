"""Text that came from elsewhere, made safe for one line of a terminal."""

import unicodedata

HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}
"""Unicode categories that move the cursor, change the direction of text or break the line."""


def one_line(text: str, most: int = 80) -> str:
    """The text with control characters as spaces, cut at `most` characters."""
    shown = "".join(" " if unicodedata.category(letter) in HIDDEN else letter for letter in text)
    shown = " ".join(shown.split())
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
