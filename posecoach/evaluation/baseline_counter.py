"""What a plain two-threshold counter gets on the same signal: the way most programs count, for comparison."""

import numpy as np
from numpy.typing import NDArray

HIGH, LOW = 0.7, 0.3
"""The thresholds, as shares of the signal's range in the clip."""

RANGE_PERCENTILES = (2.0, 98.0)


def count_two_thresholds(signal: NDArray[np.floating], direction: int = 1) -> int:
    """Count how often `signal`, shape (n,), rises above one threshold after being below another.

    Kinder than real programs: the thresholds come from this clip's own range, known only afterwards, where
    those have fixed ones. NaN frames are skipped. `direction` is -1 when a pull lowers the signal.
    """
    known = np.asarray(signal, dtype=np.float64)
    known = known[np.isfinite(known)] * direction
    if len(known) < 2:
        return 0
    bottom, top = np.percentile(known, RANGE_PERCENTILES)
    if top <= bottom:
        return 0
    high, low = bottom + HIGH * (top - bottom), bottom + LOW * (top - bottom)
    count, raised = 0, False
    for value in known.tolist():
        if not raised and value >= high:
            raised = True
        elif raised and value <= low:
            raised = False
            count += 1
    return count
