"""The summary of a session in the terminal: one table of sets and a few sentences."""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach import sentences
from posecoach.coaching.events import Confidence, Rep, WarningKind
from posecoach.exercises.catalogue import builtin_exercise
from posecoach.plain_text import one_line
from posecoach.sentences import say
from posecoach.session.back_visibility import back_certainty, hip_share, middle, tally
from posecoach.session.record import Session, SetRecord, WarningRecord
from posecoach.session.words import exercise_title, ranges, shown, side_word, warning_sentence

FEW_FPS = 8.0
"""Below this many pictures a second a quick rep of half a second has less than two on the way up."""

MOST_LETTERS = 160
"""Characters of a warning's sentence that are printed: in a file from elsewhere it may have any length."""

COLUMNS = ("set", "reps", "still", "range", "pull", "release", "moved", "sure")
BACK_COLUMNS = ("still", "moved", "sure")
"""What is told of each set, and what of it is about the lower back."""

HINTS = (WarningKind.POSITION, WarningKind.WRONG_SIDE, WarningKind.NOT_COUNTED)
"""Warnings that say why what was done was not counted, or not as asked for."""

MOST_ENDS = 4
"""Sets whose ends of range are told one by one; of more, the first and the last."""


def print_summary(session: Session, console: Console | None = None) -> None:
    """Print the summary; plain text without colour when the output is no terminal."""
    # Where the terminal is narrower than the table it wraps the lines itself, instead of losing their ends.
    (console or Console(highlight=False)).print(summary(session), crop=False)


def summary(session: Session) -> RenderableType:
    lines: list[RenderableType] = [_headline(session)]
    if session.reps:
        lines += [_table(session), *(Text(line) for line in remarks(session))]
    else:
        said = [nothing_counted(session), *stop_remarks(session), *_view_remarks(session)]
        lines += [Text(line) for line in said]
    return Group(*lines)


def remarks(session: Session) -> list[str]:
    """Sentences on the lower back, how sure that is, and what stood in the way of seeing it."""
    back = [*_back_remarks(session), *range_remarks(session)]
    return [*stop_remarks(session), *back, *_view_remarks(session)]


def range_remarks(session: Session) -> list[str]:
    """How far the hip went in each set."""
    ends = [end for one_set in session.sets if (end := session.end_of_range_deg(one_set)) == end]
    if not ends:
        return []
    few = len(ends) <= MOST_ENDS
    listed = [shown(end, 0, "deg") for end in (ends if few else (ends[0], ends[-1]))]
    return [say("summary.end_of_range", ends=(", " if few else " … ").join(listed))]


def stop_remarks(session: Session) -> list[str]:
    """A sentence for each set that the person stopped, or for not having begun."""
    if not_begun(session):
        return [say("summary.not_begun")]
    return [say(f"summary.stopped_{stop.reason.name.lower()}", set=stop.set_index) for stop in session.stops]


def not_begun(session: Session) -> bool:
    """Whether there was too much pain to begin: the stop lies before the first picture."""
    return not session.reps and any(stop.t_s == 0 for stop in session.stops)


def clock(seconds: float) -> str:
    """A time within the session, such as 1:05."""
    if seconds != seconds:
        return "–"
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def back_confidence(reps: Iterable[Rep]) -> str:
    """How sure the lower-back figures of these reps are, in one word or as shares when they differ."""
    counts = dict.fromkeys(Confidence, 0)
    for rep in reps:
        counts[back_certainty(rep)] += 1
    present = {say(f"confidence.{sure.name.lower()}"): count for sure, count in counts.items() if count}
    if len(present) == 1:
        return next(iter(present))
    return ", ".join(f"{count} {word}" for word, count in present.items())


def nothing_counted(session: Session) -> str:
    """That no rep was counted and, where the record can tell, how long the position was seen.

    It cannot in a session that was cut off, or of a program that kept no view. How large the movements in
    position were is not in it either: the series does not say when that was.
    """
    said = say("summary.nothing")
    source, in_position = session.source, session.view.frames
    if session.interrupted or not session.program or not source.pose_frames:
        return said
    if not in_position:
        return f"{said} {say('summary.position_unseen')}"
    seconds = in_position / max(source.frames, in_position) * source.duration_s
    seen = sentences.decimal(seconds, 0), sentences.decimal(source.duration_s, 0)
    said = f"{said} {say('summary.position_seen', seconds=seen[0], whole=seen[1])}"
    exercise = builtin_exercise(session.exercise)
    if exercise is None:
        return said
    least = shown(exercise.count.min_range, 1, exercise.count.unit)
    return f"{said} {say('summary.least_pull', least=least)}"


def back_watched(session: Session) -> bool:
    """Whether the exercise watches the lower back at all; of one that does not, nothing is said of it."""
    read = bool(session.lower_back_unit) or any(rep.lower_back is not None for rep in session.reps)
    return read or builtin_exercise(session.exercise) is not None


def _headline(session: Session) -> Text:
    name = one_line(exercise_title(session.exercise, session.exercise_name))
    done = say("plural.rep", n=len(session.reps))
    if session.reps and tally(session.reps).known:
        done = say("summary.done_still", done=done, still=session.clean_reps)
    side = "" if session.side == "both" else f", {side_word(session.side)}"
    text = Text.assemble((name, "bold"), f"{side} · ", (done, "bold"))
    if session.source.name:
        text.append(f" · {one_line(session.source.name)}")
    if session.source.model:
        text.append(f" · {say('summary.model', model=one_line(session.source.model))}")
    if session.interrupted:
        text.append(f" · {say('summary.interrupted')}")
    return text


def _table(session: Session) -> Table:
    """A row for each set; of the lower back only where the exercise watches it."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    rows = [_cells(one_set, session.primary_unit) for one_set in session.sets]
    columns = [name for name in COLUMNS if back_watched(session) or name not in BACK_COLUMNS]
    for name in columns:
        text, heading = name in ("moved", "sure"), say(f"summary.column_{name}")
        longest = max(map(cell_len, heading.split()))
        table.add_column(heading, justify="left" if text else "right", min_width=longest)
    for row in rows:
        table.add_row(*(Text(one_line(row[name])) for name in columns))
    return table


def _cells(one_set: SetRecord, unit: str) -> dict[str, str]:
    """What stands in each of `COLUMNS`."""
    reps = one_set.reps
    moved = [rep for rep in reps if rep.at_fault]
    return {
        "set": str(one_set.index),
        "reps": str(len(reps)),
        "still": str(tally(reps).still) if tally(reps).known else "–",
        "range": shown(middle(rep.range_deg for rep in reps), 1, unit),
        "pull": shown(middle(rep.pull_s for rep in reps), 1, "s"),
        "release": shown(middle(rep.release_s for rep in reps), 1, "s"),
        "moved": numbers(rep.index for rep in moved) or "–",
        "sure": back_confidence(reps),
    }


def numbers(indices: Iterable[int]) -> str:
    """Numbers as short ranges: "rep 3", "reps 2, 7-11"."""
    told = list(indices)
    parts = ", ".join(ranges(told, lambda last, index: index == last + 1))
    return say("summary.rep_numbers", n=len(told), numbers=parts) if told else ""


def _back_remarks(session: Session) -> list[str]:
    if not back_watched(session):
        return []
    back = tally(session.reps)
    lines = [f"{back.sentence} {say('tally.still_means')}" if back.still else back.sentence]
    moved = [rep for rep in session.reps if rep.at_fault]
    if moved:
        lines.append(first_moved(moved[0]))
    asked = sum(rep.lower_back_moved and not rep.at_fault for rep in session.reps)
    if asked:
        lines.append(say("summary.asked", n=asked))
    share = hip_share(session.reps)
    if share == share:
        hip, rest = sentences.percent(share), sentences.percent(1 - share)
        lines.append(say("summary.share", hip=hip, back=rest))
    return lines


def first_moved(rep: Rep) -> str:
    """That the lower back first moved in `rep`."""
    return say("summary.first_moved", rep=rep.index, set=rep.set_index, time=clock(rep.start_s))


def few_pictures(fps: float) -> str:
    """That reps can have been missed at `fps`, below `FEW_FPS`."""
    return say("advice.few_pictures", rate=sentences.picture_rate(fps), least=round(FEW_FPS))


def _view_remarks(session: Session) -> list[str]:
    lines = []
    frames, fps = session.source.frames, session.source.seen_fps
    if fps < FEW_FPS:
        lines.append(few_pictures(fps))
    if frames and session.source.pose_frames < 0.9 * frames:
        found = session.source.pose_frames / frames
        seldom = say("summary.seldom_found", share=sentences.percent(found))
        lines.append(seldom if found >= 0.005 else say("record.nobody"))
    about_view = (WarningKind.CAMERA, WarningKind.CLOTHES)
    camera = {_camera_remark(session, warning) for warning in session.warnings if warning.kind in about_view}
    for said in sorted(one_line(one, MOST_LETTERS) for one in camera):
        lines.append(say("summary.camera", said=said))
    hints = [warning_sentence(warning) for warning in _hints(session)]
    for said in dict.fromkeys(one_line(one, MOST_LETTERS) for one in hints):
        lines.append(say("summary.note", said=said))
    return lines


def _camera_remark(session: Session, warning: WarningRecord) -> str:
    """What was wrong with the picture; and what helps, where nothing was counted."""
    said, remedy = warning_sentence(warning), f"advice.view_{warning.measure}"
    helps = not session.reps and not warning.message and sentences.in_use().has(remedy)
    return f"{said} {say(remedy)}" if helps else said


def _hints(session: Session) -> list[WarningRecord]:
    """Its hints; that another side was done only where the count did not follow it, which says as much."""
    hints = [warning for warning in session.warnings if warning.kind in HINTS]
    followed = [hint.wanted for hint in hints if hint.measure == "changed"]
    return [hint for hint in hints if hint.kind is not WarningKind.WRONG_SIDE or hint.measure not in followed]
