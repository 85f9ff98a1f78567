"""An evaluation as JSON for machines (`posecoach.evaluation/1`) and as tables for people."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.evaluation.angles import AngleScore
from posecoach.evaluation.cells import Json, number, of, percent, table, whole
from posecoach.evaluation.counting import IN_TIME_S, CountTotals, total_count
from posecoach.evaluation.perturb import Stability, share, verdict_counts
from posecoach.evaluation.report_back import UNKNOWN, back_json, back_tables, total_back_json
from posecoach.evaluation.score import ClipScore, Evaluation
from posecoach.plain_text import one_line, plain
from posecoach.session.strict import picked, plain_value

SCHEMA = "posecoach.evaluation/1"


def to_json(result: Evaluation) -> Json:
    """The evaluation as JSON values; NaN is None."""
    return {
        "schema": SCHEMA,
        "clips": [_clip_json(clip) for clip in result.clips],
        "failures": [asdict(failure) for failure in result.failures],
        "totals": {
            "count": _count_totals_json(result.count),
            "count_by_ground": {
                ground: _count_totals_json(count) for ground, count in result.count_by_ground.items()
            },
            "yardstick": _count_totals_json(result.baseline),
            "angles": {joint: _angle_json(score) for joint, score in result.angles.items()},
            "lower_back": total_back_json(result),
        },
    }


def tables(result: Evaluation) -> RenderableType:
    parts: list[RenderableType] = [_count_table(result)]
    if any(clip.angles for clip in result.clips):
        parts.append(_angle_table(result))
    if any(clip.back is not None for clip in result.clips):
        parts += back_tables(result)
    parts += [Text(plain(f"{failure.clip}: {failure.reason}"), style="red") for failure in result.failures]
    return Group(*parts)


def stability_json(found: Sequence[Stability]) -> Json:
    """How often changed runs gave the unchanged count, and the unchanged verdict on the lower back."""
    same, verdicts = verdict_counts(found)
    return {
        "runs": sum(len(one.runs) for one in found),
        "same": sum(one.same for one in found),
        "share": plain_value(share(found), 4),
        "verdicts": verdicts,
        "same_verdicts": same,
        "clips": [{"clip": one.clip, "runs": [asdict(run) for run in one.runs]} for one in found],
    }


def stability_table(found: Sequence[Stability]) -> RenderableType:
    """The changed runs that gave another count, and their share; the same for the lower back's verdicts."""
    rows = table("Stability", "clip", "same", "other counts", "same verdicts")
    for one in found:
        other = [f"{run.change}: {run.counted}, not {run.expected[-1]}" for run in one.runs if not run.same]
        verdicts = of(*verdict_counts([one]))
        rows.add_row(one_line(one.clip), of(one.same, len(one.runs)), "; ".join(other), verdicts)
    same, runs = sum(one.same for one in found), sum(len(one.runs) for one in found)
    rows.add_section()
    rows.add_row("all", of(same, runs), percent(share(found)), of(*verdict_counts(found)))
    return rows


def _count_totals_json(score: CountTotals) -> Json:
    return picked(score, 4) | {
        "exact_share": plain_value(score.exact / score.clips, 4) if score.clips else None,
        "off_by_one_accuracy": plain_value(score.off_by_one / score.clips, 4) if score.clips else None,
    }


def _clip_json(clip: ClipScore) -> Json:
    together, count = total_count([clip.count]), clip.count
    return {
        **picked(clip, 4, "clip", "exercise", "model"),
        **picked(count, 4, "true", "counted", "exact", "off_by_one", "relative_error"),
        **picked(count, 4, "missed", "extra", "outside"),
        **picked(together, 4, "start_error_s", "peak_error_s", "end_error_s"),
        "announced": [plain_value(value, 4) for value in count.announced],
        **picked(together, 4, "announced_by_half", "announced_by_end"),
        **picked(together, 4, "confirmed_by_half", "confirmed_by_end"),
        **picked(count, 4, "first_late_s"),
        "yardstick": clip.baseline.counted,
        "angles": {angle.joint: _angle_json(angle) for angle in clip.angles},
        "lower_back": None if clip.back is None else back_json(clip.back),
    }


def _angle_json(score: AngleScore) -> Json:
    return picked(score, 4, "frames", "mean_absolute_deg", "bias_deg", "correlation", "working")


def _count_table(result: Evaluation) -> RenderableType:
    rows = table("Counting", "clip", "true", "count", "plain", "miss", "extra", "peak", "half", "end")
    for clip in result.clips:
        count = clip.count
        rows.add_row(
            one_line(clip.clip),
            str(count.true),
            Text(str(count.counted), style="green" if count.exact else "red"),
            str(clip.baseline.counted),
            *(whole(value) for value in (count.missed, count.extra)),
            *_timing_cells(total_count([count])),
        )
    total, plain = result.count, result.baseline
    rows.add_section()
    numbers = (total.true, total.counted, plain.counted, total.missed, total.extra)
    rows.add_row("all", *(str(number) for number in numbers), *_timing_cells(total))
    apart = (
        f"{one_line(ground) or UNKNOWN}: exact {of(part.exact, part.clips)}, "
        f"{part.counted} of {part.true} reps, {part.missed} missed, {part.extra} extra.\n"
        for ground, part in result.count_by_ground.items()
    )
    words = "".join(apart) + (
        f"Exact {of(total.exact, total.clips)}, within one {of(total.off_by_one, total.clips)}, "
        f"mean error {number(total.mean_absolute_error, 3)} of the true count.\n"
        f"Plain, a two-threshold counter on the same signal: exact {of(plain.exact, plain.clips)},\n"
        f"within one {of(plain.off_by_one, plain.clips)}. Of the extra reps {total.outside} outside sets.\n"
        "Peak: median timing error, seconds. From the third rep of a set on, half:\n"
        "reps announced by half-way through their release; end: by its end.\n"
        f"First count, after the end of the third rep: median {number(total.first_late_s, 1)} s, "
        f"at most {IN_TIME_S} s in {percent(total.first_in_time)} of the clips."
    )
    if seen_by := sorted({clip.model for clip in result.clips if clip.model}):
        words += f"\nSeen by the pose model {', '.join(seen_by)}."
    return Group(rows, Text(words, style="dim"))


def _timing_cells(score: CountTotals) -> tuple[str, ...]:
    return (number(score.peak_error_s, 2), percent(score.confirmed_by_half), percent(score.confirmed_by_end))


def _angle_table(result: Evaluation) -> Table:
    rows = table("Angles (degrees)", "clip", "joint", "frames", "error", "bias", "corr.")
    for clip in result.clips:
        for angle in clip.angles:
            if angle.working:
                rows.add_row(one_line(clip.clip), *_angle_cells(angle))
    rows.add_section()
    rows.add_row("all", *_angle_cells(replace(result.angles["working"], joint="")))
    return rows


def _angle_cells(score: AngleScore) -> tuple[str, ...]:
    joint = score.joint.removesuffix("_deg").replace("_", " ")
    numbers = (score.mean_absolute_deg, score.bias_deg)
    return (joint, str(score.frames), *(number(n, 1) for n in numbers), number(score.correlation, 2))
