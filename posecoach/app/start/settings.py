"""What the program remembers from one run to the next, readable by its owner only; the system's language."""

import json
import locale
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from posecoach.audio.engine import DEFAULT_WPM
from posecoach.errors import OutputError, PoseCoachError
from posecoach.files import make_folder, read_text, write_whole
from posecoach.language import ENGLISH, available_languages, load_language
from posecoach.pose.model import AUTO
from posecoach.sentences import say, use
from posecoach.session.folder import named_folder

FILE = "settings.json"

LARGEST_BYTES = 1_000_000

MOST = 500
"""Of sets and of reps."""

_not_kept = [""]
"""The language that was asked for in this command line and could not be kept; "" where there is none."""

FIRST_CAMERA = "0"
"""The number of the first camera of a computer, usually its own."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; each default is what a new user gets.

    Attributes:
        camera: number or address of the camera used last.
        model: the pose model, as for `--model`.
        voice, rate_wpm: how the voice sounds; "" is the engine's own choice.
        mute: no sound.
        count: how much of the count is spoken, a value of `Counting`.
        privacy: the skeleton on black instead of the picture.
        full_screen: the window fills the screen.
        language: code of the language, or the path of its file; "" is the system's, where it is one of ours.
        accepted: the first-run text was read and accepted.
        pain: ask for the pain before and after.
        plan: path of the plan that was followed last, "" for none.
        sets, reps: how many are done of what is begun on the start screen; 0 as the exercise says.
    """

    camera: str = FIRST_CAMERA
    model: str = AUTO
    voice: str = ""
    rate_wpm: int = DEFAULT_WPM
    mute: bool = False
    count: str = "every"
    privacy: bool = False
    full_screen: bool = True
    language: str = ""
    accepted: bool = False
    pain: bool = True
    plan: str = ""
    sets: int = 0
    reps: int = 0


def settings_path() -> Path:
    """The file: in the platform's place for settings, or beside the data where that was moved."""
    folder = named_folder() or platformdirs.user_config_path("posecoach", appauthor=False)
    return folder / FILE


def load_settings() -> Settings:
    """The settings; defaults for what is missing, damaged or of the wrong kind: no reason to stop."""
    try:
        table = json.loads(read_text(settings_path(), LARGEST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(table, dict):
        return Settings()
    default = Settings()
    known = {
        field.name: table[field.name]
        for field in fields(Settings)
        if field.name in table and _fits(field.name, table[field.name], getattr(default, field.name))
    }
    return replace(default, **known)


def choose_language(name: str | None, tell: Callable[[str], None] = lambda sentence: None) -> str:
    """The language a person asked for, which is kept for the next run, or else the one that was kept.

    Where it cannot be kept, which is told, it holds all the same until `forget_language`.

    One that was kept and cannot be used any more, its file moved or on a stick that is not there, stops
    nobody: it is told in a sentence, and English serves.

    Raises:
        PoseCoachError: there is no such language as was asked for, or its file is wrong.
    """
    settings = load_settings()
    chosen = name or _not_kept[0] or settings.language or system_language()
    if chosen.endswith(".toml"):
        chosen = str(Path(chosen).absolute())
    try:
        use(load_language(chosen))
    except PoseCoachError as error:
        if name:
            raise
        use(load_language(ENGLISH))
        tell(say("choice.gone", why=error.message))
        return ENGLISH
    if name:
        changed = replace(settings, language=chosen, voice="")  # a voice speaks one language
        kept = chosen == settings.language or save_settings(changed)
        if not kept and chosen != _not_kept[0]:
            tell(say("choice.not_kept", path=settings_path()))
        _not_kept[0] = "" if kept else chosen
    return chosen


def forget_language() -> None:
    """The command line for which a language was asked is over."""
    _not_kept[0] = ""


def save_settings(settings: Settings, path: Path | None = None) -> bool:
    """Keep the settings for the next run; False where that is not possible, which hurts nobody."""
    path = path or settings_path()
    try:
        make_folder(path.parent)
        write_whole(path, json.dumps(asdict(settings), indent=2))
    except OutputError:
        return False
    return True


def _fits(name: str, value: Any, default: Any) -> bool:
    if name == "count":
        from posecoach.audio.counting import Counting  # here, as it brings numpy, for which no command waits

        return value in {one.value for one in Counting}
    if name in ("sets", "reps"):
        return type(value) is int and 0 <= value <= MOST
    return type(value) is type(default)


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
