"""Which videos a list of files and folders means; each a piece of work for any process, on any machine."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from posecoach.errors import VideoError
from posecoach.exercises.definition import Exercise
from posecoach.pose.model import HEAVY
from posecoach.sentences import say
from posecoach.video.frame import VIDEO_SUFFIXES


@dataclass(frozen=True, slots=True)
class Task:
    """What to analyse and how: everything a worker needs but the file itself, which it opens by its path."""

    name: str
    path: str
    exercise: Exercise
    side: str
    model: str = HEAVY


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: the session file's text, or the sentence that says why there is none."""

    name: str
    session: str = ""
    error: str = ""


Perform = Callable[[Task], Outcome]
"""What does a task, in whichever process: a function that can be imported there by its name."""


def find_videos(paths: Sequence[Path]) -> dict[str, Path]:
    """The videos that `paths` mean, folders searched to the bottom; in order, none twice.

    Each by its name in the results: its path within the folder it was found in, with slashes.

    Raises:
        VideoError: a path does not exist, or there is no video in any of them.
    """
    found: dict[Path, tuple[str, Path]] = {}
    for path in paths:
        if not path.exists():
            raise VideoError(say("analyze.no_such", path=path), say("analyze.name_videos"))
        inside = sorted(one for one in path.rglob("*") if _is_video(one)) if path.is_dir() else [path]
        for one in inside:
            name = one.relative_to(path).as_posix() if path.is_dir() else one.name
            found.setdefault(one.resolve(), (name, one))
    if not found:
        named = ", ".join(str(path) for path in paths)
        raise VideoError(
            say("analyze.none_in", named=named), say("analyze.endings", endings=", ".join(VIDEO_SUFFIXES))
        )
    return _unique(found.values())


def _is_video(path: Path) -> bool:
    # A name that begins with a dot is hidden, or what macOS leaves beside each file on foreign disks.
    return path.suffix.lower() in VIDEO_SUFFIXES and not path.name.startswith(".") and path.is_file()


def _unique(videos: Iterable[tuple[str, Path]]) -> dict[str, Path]:
    """The same name from two folders gets the folder's name in front, and a number if that is not enough."""
    taken: set[str] = set()
    unique = {}
    for name, path in videos:
        number = 2
        if name.lower() in taken:
            depth = len(Path(name).parts)
            parents = path.resolve().parts
            name = f"{parents[-depth - 1]}/{name}" if len(parents) > depth + 1 else name
        stem = name
        while name.lower() in taken:
            name, number = f"{stem} ({number})", number + 1
        taken.add(name.lower())
        unique[name] = path
    return unique
