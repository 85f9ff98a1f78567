"""An evaluation as JSON for machines (`posecoach.evaluation/1`) and as tables for people."""

import math
from dataclasses import asdict, replace

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.evaluation.angles import AngleScore
from posecoach.evaluation.back import BackScore, CurvePoint
from posecoach.evaluation.counting import CountTotals, total_count
from posecoach.evaluation.score import ClipScore, Evaluation

SCHEMA = "posecoach.evaluation/1"

Json = dict[str, object]


def to_json(result: Evaluation) -> Json:
    """The evaluation as JSON values; NaN is None."""
    totals = result.totals
    return {
        "schema": SCHEMA,
        "clips": [_clip_json(clip) for clip in result.clips],
        "failures": [asdict(failure) for failure in result.failures],
        "totals": {
            "count": _count_totals_json(totals.count),
            "yardstick": _count_totals_json(totals.yardstick),
            "angles": {joint: _angle_json(score) for joint, score in totals.angles.items()},
            "lower_back": _back_json(totals.back) | {"curve": [_point_json(one) for one in totals.curve]},
        },
    }


def tables(result: Evaluation) -> RenderableType:
    """The evaluation as tables for the terminal."""
    parts: list[RenderableType] = [_count_table(result)]
    if any(clip.angles for clip in result.clips):
        parts.append(_angle_table(result))
    if any(clip.back is not None for clip in result.clips):
        parts.append(_back_table(result))
    if result.totals.curve:
        parts.append(_curve_table(result.totals.curve))
    parts += [Text(f"{failure.clip}: {failure.reason}", style="red") for failure in result.failures]
    return Group(*parts)


def _count_totals_json(score: CountTotals) -> Json:
    return _finite_values(asdict(score)) | {
        "exact_share": _finite(score.exact / score.clips) if score.clips else None,
        "off_by_one_accuracy": _finite(score.off_by_one / score.clips) if score.clips else None,
    }


def _clip_json(clip: ClipScore) -> Json:
    together = total_count([clip.count])
    count = clip.count
    return {
        "clip": clip.clip,
        "exercise": clip.exercise,
        "true": count.true,
        "counted": count.counted,
        "exact": count.exact,
        "off_by_one": count.off_by_one,
        "relative_error": _finite(count.relative_error),
        "missed": count.missed,
        "extra": count.extra,
        "outside": count.outside,
        "start_error_s": _finite(together.start_error_s),
        "peak_error_s": _finite(together.peak_error_s),
        "end_error_s": _finite(together.end_error_s),
        "announced": [_finite(value) for value in count.announced],
        "announced_by_half": _finite(together.announced_by_half),
        "announced_by_end": _finite(together.announced_by_end),
        "confirmed_by_half": _finite(together.confirmed_by_half),
        "confirmed_by_end": _finite(together.confirmed_by_end),
        "yardstick": clip.yardstick.counted,
        "angles": {angle.joint: _angle_json(angle) for angle in clip.angles},
        "lower_back": None if clip.back is None else _back_json(clip.back),
    }


def _angle_json(score: AngleScore) -> Json:
    return {
        "frames": score.frames,
        "mean_absolute_deg": _finite(score.mean_absolute_deg),
        "bias_deg": _finite(score.bias_deg),
        "correlation": _finite(score.correlation),
        "working": score.working,
    }


def _back_json(score: BackScore) -> Json:
    moved = [rep for rep in score.reps if rep.moved]
    return {
        "reps": len(score.reps),
        "moved": len(moved) + score.missed_moved,
        "flagged": sum(rep.flagged for rep in score.reps),
        "degrees_error": _finite(score.degrees_error),
        "degrees_bias": _finite(score.degrees_bias),
        "precision": _finite(score.precision),
        "recall": _finite(score.recall),
        "episodes": [_finite_values(asdict(one)) for one in score.episodes],
        "episode_recall": _finite(score.episode_recall),
        "delay_s": _finite(score.delay_s),
        "reaction_s": _finite(score.reaction_s),
        "false_warnings": score.false_warnings,
        "clean_s": _finite(score.clean_s),
        "false_per_min": _finite(score.false_per_min),
        "seen": _finite(score.seen),
    }


def _point_json(point: CurvePoint) -> Json:
    return _finite_values(asdict(point)) | {"recall": _finite(point.recall)}


def _finite_values(values: Json) -> Json:
    return {key: _finite(value) for key, value in values.items()}


def _finite(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    return value


def _count_table(result: Evaluation) -> RenderableType:
    table = _table("Counting", "clip", "true", "count", "plain", "miss", "extra")
    for heading in ("peak", "half", "end"):
        table.add_column(heading, justify="right")
    for clip in result.clips:
        count = clip.count
        table.add_row(
            clip.clip,
            str(count.true),
            Text(str(count.counted), style="green" if count.exact else "red"),
            str(clip.yardstick.counted),
            *(_whole(value) for value in (count.missed, count.extra)),
            *_timing_cells(total_count([count])),
        )
    total, plain = result.totals.count, result.totals.yardstick
    table.add_section()
    numbers = (total.true, total.counted, plain.counted, total.missed, total.extra)
    table.add_row("all", *(str(number) for number in numbers), *_timing_cells(total))
    words = (
        f"Exact {_of(total.exact, total.clips)}, within one {_of(total.off_by_one, total.clips)}, "
        f"mean error {_number(total.mean_absolute_error, 3)} of the true count.\n"
        f"Plain, a two-threshold counter on the same signal: exact {_of(plain.exact, plain.clips)},\n"
        f"within one {_of(plain.off_by_one, plain.clips)}. Of the extra reps {total.outside} outside sets.\n"
        "Peak: median timing error, seconds. From the third rep of a set on, half:\n"
        "reps announced by half-way through their release; end: by its end."
    )
    return Group(table, Text(words, style="dim"))


def _timing_cells(score: CountTotals) -> tuple[str, ...]:
    return (
        _number(score.peak_error_s, 2),
        _percent(score.confirmed_by_half),
        _percent(score.confirmed_by_end),
    )


def _angle_table(result: Evaluation) -> Table:
    table = _table("Angles (degrees)", "clip", "joint", "frames", "error", "bias", "corr.")
    for clip in result.clips:
        for angle in clip.angles:
            if angle.working:
                table.add_row(clip.clip, *_angle_cells(angle))
    table.add_section()
    table.add_row("all", *_angle_cells(replace(result.totals.angles["working"], joint="")))
    return table


def _angle_cells(score: AngleScore) -> tuple[str, ...]:
    joint = score.joint.removesuffix("_deg").replace("_", " ")
    numbers = (score.mean_absolute_deg, score.bias_deg)
    return (joint, str(score.frames), *(_number(n, 1) for n in numbers), _number(score.correlation, 2))


def _back_table(result: Evaluation) -> RenderableType:
    table = _table("Lower back", "clip", "moved", "told", "prec.", "rec.", "error")
    for heading in ("warn", "delay", "false"):
        table.add_column(heading, justify="right")
    words = (
        "Moved, told: reps. Error: the lower back's degrees in a rep. Warned: episodes.\n"
        "Delay: seconds from an episode's start to its warning. False: warnings a minute\n"
        "of clean exercise."
    )
    rows = [(clip.clip, clip.back) for clip in result.clips if clip.back is not None]
    for index, (name, back) in enumerate([*rows, ("all", result.totals.back)]):
        if index == len(rows):
            table.add_section()
        warned = sum(one.warned for one in back.episodes)
        table.add_row(
            name,
            str(sum(rep.moved for rep in back.reps) + back.missed_moved),
            str(sum(rep.flagged for rep in back.reps)),
            _percent(back.precision),
            _percent(back.recall),
            _number(back.degrees_error, 1),
            f"{warned}/{len(back.episodes)}" if back.episodes else "",
            _number(back.delay_s, 1),
            _number(back.false_per_min, 2),
        )
    return Group(table, Text(words, style="dim"))


def _curve_table(curve: tuple[CurvePoint, ...]) -> Table:
    table = _table("Reps flagged by how far the lower back really moved", "degrees", "reps", "flagged")
    for point in curve:
        degrees = f"{point.from_deg:g} to {point.to_deg:g}"
        table.add_row(degrees, str(point.reps), f"{point.flagged} ({_percent(point.recall)})")
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        pad_edge=False,
    )
    for heading in headings:
        words = heading in ("clip", "joint")
        table.add_column(
            heading, justify="left" if words else "right", overflow="fold" if words else "ellipsis"
        )
    return table


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}"


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}" if math.isfinite(value) else ""


def _percent(value: float) -> str:
    return f"{value:.0%}" if math.isfinite(value) else ""


__all__ = ["SCHEMA", "tables", "to_json"]
