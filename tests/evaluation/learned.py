"""Exercises learned on one clip, counted on others: the table of docs/accuracy.md.

    python -m tests.evaluation.learned CLIPS

CLIPS is a folder with a list of clips of real people and their counts, such as ../shared/clips. Which clips
show the same exercise is what `tests/evaluation/exercises` says. Each clip teaches once; the file it gives is
written, read again, and counts the other people's clips of that exercise, and its own clip changed (mirrored,
slower, quicker, smaller, at 15 frames a second).
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from posecoach.app.offline.analyze import replay_track
from posecoach.app.teach.teach import file_text, learn_from
from posecoach.evaluation.cases import Case, find_cases
from posecoach.evaluation.perturb import changes
from posecoach.exercises.definition import Exercise
from posecoach.exercises.parse import parse_exercise
from posecoach.learning.lesson import Order
from posecoach.learning.refusal import NotLearnedError
from posecoach.session.track import read_track

HERE = Path(__file__).parent
NOT_TAUGHT = ("still-lying", "still-sitting")
"""Files of clips in which nothing repeats."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What the file learned from one clip counts.

    Attributes:
        others: name, count and truth of the other people's clips; where the ends of a clip cut a
            repetition, the truth nearest to the count.
        changed: the count and the truth of the clip itself, changed in several ways.
        refused: why nothing was learned; "" when something was.
    """

    exercise: str
    clip: str
    signal: str = ""
    others: tuple[tuple[str, int, int], ...] = ()
    changed: tuple[tuple[str, int, int], ...] = ()
    refused: str = ""


def taught(folder: Path, with_changes: bool = False) -> Iterator[Taught]:
    """Each clip in `folder` as the teacher of its exercise; `with_changes` counts that clip changed, too.

    Without changes a clip that has no other of its exercise is left out: nothing would be counted.
    """
    cases, _ = find_cases(folder, exercises=HERE / "exercises")
    listed = [one for one in cases if one.exercise.id in _ids() and one.exercise.id not in NOT_TAUGHT]
    for exercise in dict.fromkeys(one.exercise.id for one in listed):
        group = [one for one in listed if one.exercise.id == exercise]
        for case in group if group[1:] or with_changes else []:
            yield _teach(case, group, with_changes)


def table(rows: Sequence[Taught]) -> str:
    """The rows as Markdown, with the shares of the other people's clips."""
    lines = ["| exercise | taught by | signal | others | itself, changed |", "|---|---|---|---|---|"]
    for row in rows:
        others = ", ".join(f"{name} {count} of {true}" for name, count, true in row.others) or "-"
        same = sum(count == true for _, count, true in row.changed)
        signal = row.refused or row.signal
        lines.append(f"| {row.exercise} | {row.clip} | {signal} | {others} | {same} of {len(row.changed)} |")
    within, exact, total = shares(rows)
    return "\n".join([*lines, "", f"Other clips: {total}; within one {within}, exact {exact}."])


def shares(rows: Sequence[Taught]) -> tuple[int, int, int]:
    """Of the other people's clips: within one, exact, all."""
    pairs = [(count, true) for row in rows for _, count, true in row.others]
    return sum(abs(a - b) <= 1 for a, b in pairs), sum(a == b for a, b in pairs), len(pairs)


def _ids() -> set[str]:
    return {path.stem for path in (HERE / "exercises").glob("*.toml")}


def _teach(case: Case, group: Sequence[Case], with_changes: bool) -> Taught:
    track = read_track(case.source)
    order = Order("taught", case.exercise.name)
    try:
        lesson = learn_from(track, order)
    except NotLearnedError as why:
        missed = tuple((one.source.stem, 0, min(one.truth.counts)) for one in group if one is not case)
        return Taught(case.exercise.id, case.source.stem, others=missed, refused=str(why))
    exercise = parse_exercise(file_text(lesson, order, case.source.name), "taught.toml")
    others = tuple(_counted(one, exercise) for one in group if one is not case)
    changed = tuple(
        (change.name, len(replay_track(change.track, "", exercise).reps), lesson.counted)
        for change in (changes(track) if with_changes else ())
        if change.from_s < 0
    )
    return Taught(case.exercise.id, case.source.stem, exercise.count.signal, others, changed)


def _counted(case: Case, exercise: Exercise) -> tuple[str, int, int]:
    count = len(replay_track(read_track(case.source), "", exercise).reps)
    return case.source.stem, count, min(case.truth.counts, key=lambda true: abs(true - count))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("clips", type=Path)
    print(table(list(taught(parser.parse_args().clips, with_changes=True))))


if __name__ == "__main__":
    main()
