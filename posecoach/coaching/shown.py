"""What the coach shows of a set: the phase, where in the pull the person is, how far the sets are."""

from typing import Any

from posecoach.coaching.counting.likelihood import Template
from posecoach.coaching.events import NAN, Phase
from posecoach.coaching.position.gate import Place
from posecoach.coaching.reps import RepKeeper
from posecoach.coaching.sets import SetTracker
from posecoach.kinematics.filters import OneEuro

PAUSE_S = 3.0
"""Without a rep for longer than this (and than two usual reps), the set is paused."""

GAUGE_CUTOFF_HZ, GAUGE_BETA = 1.0, 2.0
"""Of the filter of the position shown, whose unit is one pull. At 30 pictures a second it leaves four tenths
of a jitter of 5 % of the pull, and shows a rep of 1.8 s 50 ms late and in 97 % of its size (computed)."""


class PullGauge:
    """Where the signal is between this person's release (0) and pull (1), smoothed."""

    def __init__(self) -> None:
        self._filter = OneEuro(GAUGE_CUTOFF_HZ, GAUGE_BETA)

    def update(self, t_s: float, value: float, usual: Template | None, seen: bool) -> float:
        """The position at `t_s`; NaN before the first rep and where `value` is NaN.

        `value` is the counted signal with the exercise's sign, `usual` the person's usual repetition.
        """
        if not seen:
            self._filter.reset()
        if usual is None or not usual.range_ > 0 or value != value:
            return NAN
        return self._filter.update(t_s, (value - usual.base) / usual.range_)


def phase_at(
    t_s: float, place: Place, sets: SetTracker, active_s: float, usual: Template | None, ready: bool
) -> Phase:
    """The phase at `t_s` of somebody at `place`.

    `active_s` is when a rep was last counted or ended; `ready` whether counting may begin without a hold.
    """
    if sets.done:
        return Phase.DONE
    if sets.rest_left_s(t_s) > 0:
        return Phase.REST  # also for somebody who walks off meanwhile, or moves the camera
    if place is Place.AWAY and not sets.open:
        return Phase.LOOKING
    if sets.open:
        patience_s = max(PAUSE_S, 2 * usual.period_s if usual else 0.0)
        busy = place is Place.IN_POSITION and t_s - active_s < patience_s
        return Phase.COUNTING if busy else Phase.PAUSED
    if place is not Place.IN_POSITION:
        return Phase.POSITION
    return Phase.COUNTING if ready else Phase.HOLD


def progress_at(t_s: float, phase: Phase, sets: SetTracker, reps: RepKeeper) -> dict[str, Any]:
    """The fields of `CoachState` that say how far the sets are."""
    ended = phase in (Phase.REST, Phase.DONE)
    set_index = sets.index if ended else sets.next_index
    counted = sets.reps if set_index == sets.index else 0
    return {
        "set_index": set_index,
        "reps": counted,
        "total_reps": reps.total,
        "clean_reps": reps.clean if counted else 0,
        "rest_left_s": sets.rest_left_s(t_s),
    }
