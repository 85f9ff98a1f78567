"""The summary of a session in the terminal: one table of sets and a few sentences."""

import math
from collections.abc import Iterable
from statistics import median

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.coaching.events import Confidence, Rep, StopReason, WarningKind
from posecoach.exercises.catalogue import builtin_exercise
from posecoach.plain_text import one_line
from posecoach.session.back_visibility import tally
from posecoach.session.record import Session, SetRecord

FEW_FPS = 8.0
"""Below this many pictures a second a quick rep of half a second has less than two on the way up."""

HINTS = (WarningKind.POSITION, WarningKind.WRONG_SIDE, WarningKind.NOT_COUNTED)
"""Warnings that say why what was done was not counted, or not as asked for."""


def print_summary(session: Session, console: Console | None = None) -> None:
    """Print the summary; plain text without colour when the output is no terminal."""
    (console or Console(highlight=False)).print(summary(session))


def summary(session: Session) -> RenderableType:
    """What `print_summary` prints."""
    lines: list[RenderableType] = [_headline(session)]
    if session.reps:
        lines += [_table(session), *(Text(line) for line in remarks(session))]
    else:
        lines.append(Text(nothing_counted(session)))
        lines += [Text(line) for line in stop_remarks(session)]
        lines += [Text(line) for line in _view_remarks(session)]
    return Group(*lines)


def remarks(session: Session) -> list[str]:
    """Sentences on the lower back, how sure that is, and what stood in the way of seeing it."""
    return [*stop_remarks(session), *_back_remarks(session), *_view_remarks(session)]


def stop_remarks(session: Session) -> list[str]:
    """A sentence for each set that the person stopped."""
    words = {
        StopReason.PAIN: "because of pain",
        StopReason.TIRED: "being tired",
        StopReason.OTHER: "for another reason",
        StopReason.UNSAID: "without saying why",
    }
    return [f"You stopped set {stop.set_index} {words[stop.reason]}." for stop in session.stops]


def middle(values: Iterable[float]) -> float:
    """The median of the values that are numbers; NaN when there are none."""
    known = [value for value in values if value == value]
    return median(known) if known else math.nan


def shown(value: float, digits: int = 1, unit: str = "") -> str:
    """A figure as text, "–" when it is unknown."""
    if value != value:
        return "–"
    if unit == "deg":
        unit = "°"
    elif unit:
        unit = f" {unit}"
    return f"{value:.{digits}f}{unit}"


def plural(count: int, word: str) -> str:
    """The count with its word, which gets an s unless it is one: "2 sets"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def clock(seconds: float) -> str:
    """A time within the session, such as 1:05."""
    if seconds != seconds:
        return "–"
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def back_confidence(reps: Iterable[Rep]) -> str:
    """How sure the lower-back figures of these reps are, in one word or as shares when they differ."""
    counts = dict.fromkeys(Confidence, 0)
    for rep in reps:
        counts[rep.back_confidence] += 1
    present = [(confidence.value, count) for confidence, count in counts.items() if count]
    if len(present) == 1:
        return present[0][0]
    return ", ".join(f"{count} {word}" for word, count in present)


def nothing_counted(session: Session) -> str:
    """That no rep was counted and, where the record can tell, how long the position was seen.

    It cannot in a session that was cut off, or of a program that kept no view. How large the movements in
    position were is not in it either: the series does not say when that was.
    """
    said = "No repetition was counted."
    source, in_position = session.source, session.view.frames
    if session.interrupted or not session.program or not source.pose_frames:
        return said
    if not in_position:
        return f"{said} The position of the exercise was not seen, or not held still for a moment."
    seconds = in_position / max(source.frames, in_position) * source.duration_s
    said += f" The position of the exercise was seen for {seconds:.0f} of {source.duration_s:.0f} s"
    exercise = builtin_exercise(session.exercise)
    if exercise is None:
        return f"{said}."
    return f"{said}; a pull counts from {shown(exercise.count.min_range, 1, exercise.count.unit)} on."


def back_watched(session: Session) -> bool:
    """Whether the exercise watches the lower back at all; of one that does not, nothing is said of it."""
    read = bool(session.lower_back_unit) or any(rep.lower_back is not None for rep in session.reps)
    return read or builtin_exercise(session.exercise) is not None


def _headline(session: Session) -> Text:
    name = one_line(session.exercise_name or session.exercise)
    done = plural(len(session.reps), "rep")
    if session.reps and tally(session.reps).known:
        done += f", back still in {session.clean_reps}"
    text = Text.assemble((name, "bold"), f", {session.side} · ", (done, "bold"))
    if session.source.name:
        text.append(f" · {one_line(session.source.name)}")
    if session.source.model:
        text.append(f" · {one_line(session.source.model)} model")
    if session.interrupted:
        text.append(" · interrupted")
    return text


def _table(session: Session) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("set", "reps", "still", "range", "pull", "release", "lower back moved", "sure of the back"):
        numeric = name in ("set", "reps", "still", "range", "pull", "release")
        table.add_column(name, justify="right" if numeric else "left")
    for one_set in session.sets:
        table.add_row(*(Text(one_line(cell)) for cell in _cells(one_set, session.primary_unit)))
    return table


def _cells(one_set: SetRecord, unit: str) -> tuple[str, ...]:
    reps = one_set.reps
    moved = [rep for rep in reps if rep.at_fault]
    return (
        str(one_set.index),
        str(len(reps)),
        str(tally(reps).still) if tally(reps).known else "–",
        shown(middle(rep.range_deg for rep in reps), 1, unit),
        shown(middle(rep.pull_s for rep in reps), 1, "s"),
        shown(middle(rep.release_s for rep in reps), 1, "s"),
        numbers(rep.index for rep in moved) or "–",
        back_confidence(reps),
    )


def numbers(indices: Iterable[int]) -> str:
    """Numbers as short ranges: "rep 3", "reps 2, 7-11"."""
    spans: list[list[int]] = []
    for index in indices:
        if spans and index == spans[-1][1] + 1:
            spans[-1][1] = index
        else:
            spans.append([index, index])
    if not spans:
        return ""
    parts = [str(first) if first == last else f"{first}-{last}" for first, last in spans]
    several = len(spans) > 1 or spans[0][0] != spans[0][1]
    return f"{'reps' if several else 'rep'} {', '.join(parts)}"


def _back_remarks(session: Session) -> list[str]:
    if not back_watched(session):
        return []
    back = tally(session.reps)
    lines = [f"The lower back {back.words}."]
    moved = [rep for rep in session.reps if rep.at_fault]
    if moved:
        first = moved[0]
        where = f"rep {first.index} of set {first.set_index}, at {clock(first.start_s)}"
        lines.append(f"It first moved in {where}.")
    asked = sum(rep.lower_back_moved and not rep.at_fault for rep in session.reps)
    if asked:
        lines.append(f"In {plural(asked, 'rep')} it may have moved, not seen well enough to count.")
    shares = [rep.share.hip_share for rep in session.reps]
    share = middle(shares)
    if share == share:
        lines.append(f"Of the movement, the hip did {share:.0%} and the lower back {1 - share:.0%} (median).")
    return lines


def _view_remarks(session: Session) -> list[str]:
    lines = []
    frames, fps = session.source.frames, session.source.seen_fps
    if fps < FEW_FPS:
        lines.append(f"At {fps:.2g} frames/s reps are missed; it takes {FEW_FPS:.0f} or more.")
    if frames and session.source.pose_frames < 0.9 * frames:
        found = session.source.pose_frames / frames
        lines.append(f"Somebody was found in {found:.0%} of the frames only.")
    about_view = (WarningKind.CAMERA, WarningKind.CLOTHES)
    camera = {warning.message for warning in session.warnings if warning.kind in about_view}
    lines += [f"Camera: {message}" for message in sorted(map(one_line, camera)) if message]
    hints = (warning.message for warning in session.warnings if warning.kind in HINTS)
    lines += [f"Note: {message}" for message in dict.fromkeys(map(one_line, hints)) if message]
    return lines
