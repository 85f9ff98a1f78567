"""When the release of a true repetition began: at the end of the hold that may follow its pull."""

import numpy as np

from posecoach.coaching.counting.segmentation import END_SHARE, HIGH, LOW, MIDDLE_SHARE
from posecoach.evaluation.truth import NAN, Array, TrueRep, Truth


def release_begin_s(truth: Truth, rep: TrueRep) -> float:
    """When the release of `rep` began, s; its peak where no true angle is known.

    A truth file's peak is the end of the pull, where a hold begins. The true angle that the pull changed most
    is timed between 80 and 20 % of its way back and extrapolated as a raised cosine, as the counter times a
    pull, so that a plateau before it is ignored.
    """
    during = (truth.t_s >= rep.peak_s) & (truth.t_s <= rep.end_s)
    if during.sum() < 3 or not truth.angles:
        return rep.peak_s
    ends = [rep.start_s, rep.peak_s, rep.end_s]
    start, peak, end, x = max(
        ((*np.interp(ends, truth.t_s, angle), angle[during]) for angle in truth.angles.values()),
        key=lambda found: abs(np.nan_to_num(found[1] - found[0])),
    )
    if not (start - peak) * (end - peak) > 0:
        return rep.peak_s
    left = (x - end) / (peak - end)
    early, late = (_last_above_s(truth.t_s[during], left, level) for level in (HIGH, LOW))
    return max(rep.peak_s, early - END_SHARE / MIDDLE_SHARE * (late - early))


def release_done(truth: Truth, rep: TrueRep, at_s: float) -> float:
    """How much of the release's time had passed at `at_s`: 0 at its begin, 1 at its end."""
    begin_s = release_begin_s(truth, rep)
    length_s = rep.end_s - begin_s
    return (at_s - begin_s) / length_s if length_s > 0 else NAN


def _last_above_s(t_s: Array, x: Array, level: float) -> float:
    """When `x` last falls through `level`, interpolated; the first time if it never is above."""
    above = np.flatnonzero(x > level)
    if not len(above):
        return float(t_s[0])
    at, after = above[-1], min(above[-1] + 1, len(x) - 1)
    step = float((x[at] - level) / (x[at] - x[after])) if after > at else 0.0
    return float(t_s[at] + step * (t_s[after] - t_s[at]))
