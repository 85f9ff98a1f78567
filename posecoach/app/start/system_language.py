"""Which of our languages this computer speaks to its user."""

import locale
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from posecoach.language import ENGLISH, available_languages

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""POSIX: the first that is set says in which language messages are."""


def system_language(known: Sequence[str] | None = None, wanted: Sequence[str] | None = None) -> str:
    """The code of the first language the system names that is one of `known` (ours); English otherwise."""
    known = available_languages() if known is None else known
    for name in wanted_by_system() if wanted is None else wanted:
        code = name.replace("_", "-").split(".")[0].split("@")[0].lower()
        for candidate in (code, code.split("-")[0]):
            if candidate in known:
                return candidate
    return ENGLISH


def wanted_by_system(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> tuple[str, ...]:
    """Names of languages such as "de_AT.UTF-8", the most wanted first."""
    named = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    if named:
        # GNU's LANGUAGE is a list, and holds only where the language is not plain C.
        listed = (
            environment.get("LANGUAGE", "").split(":") if named.split(".")[0] not in ("C", "POSIX") else []
        )
        return (*(one for one in listed if one), named)
    if platform == "win32":
        return _wanted_on_windows()
    return _wanted_on_mac() if platform == "darwin" else ()


def _wanted_on_windows() -> tuple[str, ...]:
    import ctypes

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined,unused-ignore]
    name = locale.windows_locale.get(number)
    return (name,) if name else ()


def _wanted_on_mac() -> tuple[str, ...]:
    """A program started by a double click has no LANG there."""
    try:
        done = subprocess.run(
            ("defaults", "read", "-g", "AppleLanguages"),
            capture_output=True,
            text=True,
            timeout=2,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(word.strip(' ",') for word in done.stdout.splitlines() if word.strip(' ",()'))
