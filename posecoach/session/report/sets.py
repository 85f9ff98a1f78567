"""What a page's scripts draw and say: the angle curve of a set, thinned to what an eye can see."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from posecoach import sentences
from posecoach.coaching.events import Rep
from posecoach.session.back_visibility import back_certainty
from posecoach.session.record import Session, SetRecord
from posecoach.session.series import Series
from posecoach.session.strict import number
from posecoach.session.words import unit_sign

MOST_POINTS = 900
"""Points of one curve: about one a pixel of the widest chart."""

MARGIN_S = 0.3
"""Shown before the first rep and after the last; more would show getting into and out of position."""


def set_curve(session: Session, one_set: SetRecord) -> Series:
    """The frames of a set, at most about `MOST_POINTS`."""
    end_s = one_set.end_s if one_set.end_s == one_set.end_s else one_set.start_s
    part = session.series.between(one_set.start_s - MARGIN_S, end_s + MARGIN_S)
    return part.rows(thinned(part.primary_deg, MOST_POINTS))


def thinned(values: NDArray[np.floating], most: int) -> NDArray[np.intp]:
    """Indices of at most `most` values that keep every peak: the least and the greatest of each stretch."""
    n = len(values)
    if n <= most:
        return np.arange(n)
    edges = np.linspace(0, n, most // 2 + 1).astype(int)
    kept = {0, n - 1}
    for first, last in pairwise(edges):
        part = values[first:last]
        if np.all(np.isnan(part)):
            kept.add(int(first))  # keeps the gap
        else:
            kept |= {int(first + np.nanargmin(part)), int(first + np.nanargmax(part))}
    return np.array(sorted(kept))


def set_chart(session: Session, one_set: SetRecord) -> dict[str, object]:
    """What the page's script needs to draw one set; numbers are rounded, unknown ones null."""
    curve = set_curve(session, one_set)
    limits = [rep.lower_back.limit for rep in one_set.reps if rep.lower_back]
    return {
        "index": one_set.index,
        "t": [number(value, 2) for value in curve.t_s],
        "angle": [number(value, 1) for value in curve.primary_deg],
        "back": [number(value, 2) for value in curve.lower_back],
        "limit": number(limits[0], 2) if limits else None,
        "unit": unit_sign(session.primary_unit).strip(),
        "back_unit": unit_sign(session.lower_back_unit).strip(),
        "reps": [_rep_chart(rep, curve) for rep in one_set.reps],
    }


def _rep_chart(rep: Rep, curve: Series) -> dict[str, object]:
    back = rep.lower_back
    return {
        "rep": rep.index,
        "start": number(rep.start_s, 2),
        "peak": number(rep.peak_s, 2),
        "end": number(rep.end_s, 2),
        "y": number(_at(curve, rep.peak_s), 1),
        "range": number(rep.range_deg, 1),
        "pull": number(rep.pull_s, 2),
        "release": number(rep.release_s, 2),
        "moved": rep.at_fault,
        "back": number(back.value, 2) if back else None,
        "sure": back_certainty(rep).value,
        "hip_deg": number(rep.share.hip_deg, 1),
        "back_deg": number(rep.share.back_deg, 1),
    }


def _at(curve: Series, t_s: float) -> float:
    known = ~np.isnan(curve.primary_deg)
    if not known.any():
        return float("nan")
    return float(np.interp(t_s, curve.t_s[known], curve.primary_deg[known]))


def outline_path(curve: Series, width: int, height: int) -> str:
    """The curve as an SVG path in a box of `width` by `height`, for readers that run no scripts."""
    known = ~np.isnan(curve.primary_deg)
    if known.sum() < 2:
        return ""
    t_s, angle = curve.t_s, curve.primary_deg
    low, high = float(np.nanmin(angle)), float(np.nanmax(angle))
    x = (t_s - t_s[0]) / max(float(t_s[-1] - t_s[0]), 1e-9) * width
    y = (high - angle) / max(high - low, 1e-9) * height
    parts, pen_up = [], True
    for at_x, at_y, seen in zip(x, y, known, strict=True):
        if seen:
            parts.append(f"{'M' if pen_up else 'L'}{at_x:.1f} {at_y:.1f}")
        pen_up = not seen
    return "".join(parts)


def chart_words() -> dict[str, object]:
    """What the scripts put together: `words` by their ids under [chart], braces and all, and how the language
    writes figures and days: `locale`, a BCP 47 code for the browser.
    """
    language = sentences.in_use()
    ids = [one for one in sentences.english().ids() if one.startswith("chart.")]
    words = {one.removeprefix("chart."): language.template(one) for one in ids}
    return {"words": words, "locale": language.region}
