"""A second look at the last half minute: reps that could not be known as such when they came.

The beginning of a set is found this way where too little was found while it came, and what of it had been
taken for something else; so is a rep that was too small or too blurred for the threshold of the moment, once
the next one shows that it is missing.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from posecoach.coaching.counting.habit import Habit, Usual
from posecoach.coaching.counting.pulse import SHORT_MEASURE, Pulse, possible
from posecoach.coaching.counting.reading import LookBack
from posecoach.coaching.counting.rhythm import EVIDENCE, FEWEST, RELEASE_SHARE, evidence
from posecoach.coaching.counting.trace import Trace
from posecoach.coaching.measure import measure_pull, smoothing_s
from posecoach.exercises.definition import CountRule

LEAST_SHARE = 1 / 3
"""Turns are looked for from this share of the smallest range on."""

SET_MEASURE = 0.65
"""The reps of a set measure two thirds of the smallest range on average (see `SHORT_MEASURE`)."""

NEWEST_PULLS, LEAST_NEWEST_S = 2.5, 1.25
"""Only a row that still goes on is looked at: its last top is no longer ago than so many pulls, and this."""

REMEASURED = 3.0
"""Measured one by one, pulses may come out a little less alike."""

COURSE_SHARE, CUT_SHARE = 0.15, 0.3
"""Around known reps the signal is smoothed over this share of their period, and cut at turns beyond this
share of their range."""

LONGEST_REST_S, REST_PERIODS = 10.0, 3.0
"""Earlier pulses further away than this, and than so many periods, belong to another set."""

LEAD_S = 2.0
"""Pulls are measured from so long before the turn into them: it may be blurred."""


class SecondLook:
    """Looks at what `trace` holds since `since_s`, when the last counted rep ended or was at its top."""

    def __init__(self, trace: Trace, rule: CountRule, since_s: float) -> None:
        self._trace, self._rule, self._since_s = trace, rule, since_s
        self._now_s = trace.t_s[-1]
        self._back = LookBack(trace)

    def first_reps(
        self,
        swing_before: Callable[[float], float],
        least: float = EVIDENCE,
        known: Sequence[Pulse] = (),
    ) -> list[Pulse]:
        """The reps of a set that has begun, oldest first; [] while that is not certain.

        Args:
            swing_before: tells how far the signal swung by itself before a time.
            least: the evidence that it takes.
            known: reps that are known by other means, and returned when no longer row is found.
        """
        row = self._row(swing_before, least)
        if len(row) <= len(known):
            row = self._fresh(known)
        return self._with_earlier(row)

    def overlooked(self, habit: Habit, before: Pulse) -> list[Pulse]:
        """Reps like those of `habit` between the last one counted and the pulse `before`."""
        usual = habit.usual
        if usual is None:
            return []
        found: list[Pulse] = []
        for pulse in self._around(usual, before.start_s):
            earlier_s = found[-1].peak_s if found else self._since_s
            if possible(pulse, self._rule) and habit.like(pulse, pulse.peak_s - earlier_s):
                found.append(pulse)
        return found

    def _row(self, swing_before: Callable[[float], float], least: float) -> list[Pulse]:
        """The row of pulses with the most evidence among all readings, each measured anew."""
        most, best = least, []
        for reading in self._back.readings(LEAST_SHARE * self._rule.min_range):
            last = reading[-1]
            if self._now_s - last.peak_s > max(LEAST_NEWEST_S, NEWEST_PULLS * last.pull_s):
                continue
            said, row = evidence(self._fresh(reading), swing_before)
            if said > most and row[-1] is last and self._large_enough(row):
                most, best = said, reading
        if not best:
            return []
        period_s = median(later.peak_s - earlier.peak_s for earlier, later in itertools.pairwise(best))
        said, row = evidence(self._measured(best, smoothing_s(period_s)), swing_before)
        return row if said >= least - REMEASURED and self._large_enough(row) else []

    def _with_earlier(self, reps: list[Pulse]) -> list[Pulse]:
        """`reps` and the pulses before them that are like them, with no other pulse between."""
        if len(reps) < FEWEST:
            return reps
        habit = Habit()
        for rep in reps:
            habit.learn(rep)
        usual = habit.usual
        assert usual is not None
        row: list[Pulse] = []
        after = reps[0]
        for pulse in reversed(self._around(usual, after.start_s)):
            gap_s = after.peak_s - pulse.peak_s
            near = gap_s <= max(LONGEST_REST_S, REST_PERIODS * usual.period_s)
            let_go = pulse.peak - after.base >= RELEASE_SHARE * min(pulse.range_, usual.range_)
            if not (near and let_go and possible(pulse, self._rule) and habit.like(pulse, gap_s)):
                break
            row.insert(0, pulse)
            after = pulse
        row += reps
        while len(row) > FEWEST and usual.paused(row[0], row[1]):
            del row[0]  # a single pulse before a pause may be anything
        return row

    def _around(self, usual: Usual, until_s: float) -> list[Pulse]:
        """Pulses about as large and as long as usual, up to `until_s`."""
        pulses = self._back.pulses(COURSE_SHARE * usual.period_s, CUT_SHARE * usual.range_)
        within = [pulse for pulse in pulses if pulse.peak_s < until_s]
        return self._measured(within, smoothing_s(usual.period_s))

    def _fresh(self, pulses: Sequence[Pulse]) -> list[Pulse]:
        return [pulse for pulse in pulses if pulse.start_s >= self._since_s]

    def _measured(self, pulses: Sequence[Pulse], width_s: float) -> list[Pulse]:
        """The fresh ones of `pulses`, each measured by itself from the end of the one before."""
        measured = []
        low_s = -math.inf
        for pulse in pulses:
            since_s, least = max(low_s, pulse.start_s - LEAD_S), SHORT_MEASURE * self._rule.min_range
            found = measure_pull(self._trace, since_s, pulse.end_s, width_s, least)
            low_s = pulse.end_s - width_s / 2
            if found is not None and found.pull_s > 0 and found.range_ > 0:
                measured.append(replace(found, seen_s=self._now_s))
        return self._fresh(measured)

    def _large_enough(self, row: Sequence[Pulse]) -> bool:
        usual = median(pulse.range_ for pulse in row) if row else 0.0
        return usual >= SET_MEASURE * self._rule.min_range and all(
            possible(pulse, self._rule) for pulse in row
        )
