"""Counts repetitions in one signal: streaming, deterministic, never taking a count back.

A sequential test with two states. *Searching*, the signal of the last half minute is cut into candidates at
several widths of smoothing and thresholds; the first row of candidates whose log likelihood ratio passes
`START` begins a set, and all of it is counted (`search.py`). *In a set*, each further candidate is held
against the last repetitions; it counts as its release begins if it is likely enough one of
them (`ACCEPT`; after a pause `SURE`, or `AFTER_PAUSE` once half of it is released). A set is given up where
its log odds, which other movements and long pauses lower, fall below 0; where no repetition has come for a
while, the search goes on beside it.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from posecoach.coaching.counting.likelihood import (
    ACCEPT,
    AFTER_PAUSE,
    GOES_ON,
    PAUSE_PERIODS,
    RIPPLE,
    SURE,
    Template,
    continues,
    template,
)
from posecoach.coaching.counting.others import Others
from posecoach.coaching.counting.search import SEARCH_S, find_set
from posecoach.coaching.counting.segmentation import (
    END_SHARE,
    FLOOR_SHARE,
    STEP_S,
    TURN_JITTERS,
    Array,
    Candidate,
    Window,
    extremes,
    possible,
    release_s,
    smoothing_s,
    turning_points,
)
from posecoach.coaching.counting.trace import KEEP_S, Trace
from posecoach.exercises.definition import CountRule
from posecoach.kinematics.filters import Despike

TICK_S, SEARCH_EVERY_S, TURNED_S = 0.035, 0.06, 1.0
"""The signal is looked at no more often than `TICK_S` for the next repetition, and than `SEARCH_EVERY_S` for
a set. A set is looked for only where the signal lies below its highest value of the last `TURNED_S`."""

REMEMBERED = 7
"""Repetitions whose medians are the usual one."""

HALF, CALM_S, CALM_SHARE = 0.5, 0.8, 0.1
"""A release is over when it has risen again by `CALM_SHARE` of the range, or, from `HALF` of it on, has not
gone down by as much for `CALM_S`. Until `HALF` of it, what comes after a pause must be `SURE`."""

LONGEST_GAP_S, LEAST_JUMP = 1.5, 0.7
"""A track lost for longer ends the repetition in hand. Jumps within the signal up to this share of the
smallest range need not prove themselves."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A candidate was recognised as a repetition at `t_s`."""

    t_s: float
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Completed:
    """The release of a counted repetition ended (recognised at `t_s`)."""

    t_s: float
    candidate: Candidate


Events = list[Counted | Completed]


class RepCounter:
    """Feed it time and signal; it hands out counts. Values are turned so that a pull always rises.

    Attributes:
        usual: the medians of this person's last repetitions; None while no set is known.
        trace: the last minutes of the signal.
        others: the other signals of the exercise, where whoever made the counter has set any.
    """

    def __init__(self, rule: CountRule) -> None:
        self.rule = rule
        self.others = Others()
        self.usual: Template | None = None
        self._despike = Despike(LEAST_JUMP * rule.min_range)
        self.trace = Trace()
        self._rest: Array = np.empty(0)
        self._reps: deque[Candidate] = deque(maxlen=REMEMBERED)
        self._odds = 0.0
        self._open: Candidate | None = None
        self._since_s = self._ended_s = -math.inf
        self._tick_s = self._search_s = -math.inf

    @property
    def middles_s(self) -> list[float]:
        """When the pulls of the last repetitions were half done."""
        return [rep.middle_s for rep in self._reps]

    def update(self, t_s: float, x: float) -> Events:
        """Take the signal at `t_s`; NaN where it cannot be seen, which is bridged."""
        if math.isnan(x):
            return []
        events: Events = []
        for sample_s, value in self._despike.update(t_s, x * self.rule.direction):
            if self.trace.t_s and sample_s - self.trace.t_s[-1] > LONGEST_GAP_S:
                events += self._break(t_s)
            self.trace.append(sample_s, value)
        if t_s - self._tick_s >= TICK_S and len(self.trace.t_s) > 3:
            self._tick_s = t_s
            events += self._tick(t_s)
        return events

    def interrupt(self, t_s: float) -> Events:
        """The person left, or the source ended: finish what is open; nothing reaches across the break."""
        events = self._break(t_s)
        self._despike.reset()
        return events

    def _break(self, t_s: float) -> Events:
        events: Events = []
        if self.trace.t_s:
            window = Window(self.trace, self._since_s)
            events = self._complete(window, t_s, until_s=t_s)
            self._remember(window, t_s)
        self.trace.clear()
        self._since_s = -math.inf
        return events

    def _remember(self, window: Window, until_s: float) -> None:
        """Keep what the signal did at rest; less than `SEARCH_S` of it is mostly the way into position."""
        rest = window.before(until_s)
        if len(rest) > SEARCH_S / STEP_S:
            self._rest = np.concatenate((self._rest, rest))[-round(KEEP_S / STEP_S) :]

    def _tick(self, now_s: float) -> Events:
        window = Window(self.trace, max(self._since_s, now_s - SEARCH_S))
        events = self._follow(window, self.usual, now_s) if self.usual is not None else []
        events += self._complete(window, now_s)
        last_s = self._reps[-1].peak_s if self._reps else -math.inf
        if any(isinstance(event, Counted) for event in events):
            return events
        silent = self.usual is None or now_s - last_s > PAUSE_PERIODS * self.usual.period_s
        if silent and now_s - self._search_s >= SEARCH_EVERY_S and self._turned(now_s):
            self._search_s = now_s
            events += self._search(window, now_s)
        return events

    def _turned(self, now_s: float) -> bool:
        """Whether a pull may have ended within `TURNED_S`: a search takes long."""
        _, values = self.trace.between(now_s - TURNED_S, now_s)
        return len(values) > 2 and max(values) > values[-1]

    def _search(self, window: Window, now_s: float) -> Events:
        whole = cache(lambda: Window(self.trace, self._since_s))  # only wanted where a row was found

        def rest(until_s: float) -> Array:
            if self.usual is not None:  # in a pause people scratch and stretch
                return self._rest
            return np.concatenate((self._rest, whole().before(until_s)))

        reps = find_set(window, rest, self.rule, self.others)
        if reps:
            self._remember(whole(), reps[0].start_s)
            self._forget()
        events: Events = []
        for rep in reps:
            if rep.peak_s > self._ended_s:  # or it lies within one that was told already
                events += self._count(window, rep, SURE, now_s)
        return events

    def _follow(self, window: Window, usual: Template, now_s: float) -> Events:
        """Count the next candidate if it is one more repetition of the set."""
        course, jitter = window.smoothed(smoothing_s(usual.period_s)), window.jitter
        turns = turning_points(extremes(course.x), jitter, TURN_JITTERS * jitter)
        found = course.measured(turns, usual.base - FLOOR_SHARE * usual.range_)
        odds = self._odds
        for index, one in enumerate(found):
            if one.middle_s <= self._since_s or one.peak_s <= self._ended_s:
                continue  # it was told
            gap_s = one.middle_s - self._reps[-1].middle_s
            # In a pause one may go elsewhere and come back, or get up.
            pause = gap_s > PAUSE_PERIODS * usual.period_s
            said = continues(one, gap_s, usual, from_anywhere=pause)
            in_hand = one is found[-1] and one.released < HALF
            least = SURE if pause and in_hand else AFTER_PAUSE if pause else ACCEPT
            if said < least or (pause and _comes_back(one, usual)) or not possible(one, self.rule):
                odds -= GOES_ON if one.range_ > RIPPLE * usual.range_ else 0.0
            elif odds + said < 0.0:
                self._forget()
                break
            else:
                self._odds = odds
                events = self._quicker(window, found[:index], one, usual, now_s)
                return events + self._count(window, one, said, now_s)
        return []

    def _quicker(
        self, window: Window, before: Sequence[Candidate], one: Candidate, usual: Template, now_s: float
    ) -> Events:
        """Count also the last of `before` if it shows, with `one`, that the set goes on at a higher tempo.

        Alone it came too soon. Now it lies in the middle between its neighbours, is as large as usual, and
        lasts as long as `one`.
        """
        if not before or before[-1].middle_s <= self._since_s or not possible(before[-1], self.rule):
            return []
        missed = before[-1]
        if missed.peak_s <= self._ended_s or _comes_back(missed, usual):
            return []
        here = replace(usual, pull_s=one.pull_s)
        gaps = missed.middle_s - self._reps[-1].middle_s, one.middle_s - missed.middle_s
        said = continues(missed, gaps[1] / gaps[0] * usual.period_s, here)
        return self._count(window, missed, said, now_s) if said >= SURE else []

    def _count(self, window: Window, rep: Candidate, said: float, now_s: float) -> Events:
        events = self._complete(window, now_s, until_s=rep.start_s)
        # The same valley, smoothed otherwise, may lie a tenth of a second from where the one before ended.
        start_s = max(rep.start_s, self._ended_s) if self._ended_s < rep.peak_s else rep.start_s
        rep = replace(rep, start_s=start_s, end_s=math.nan)
        self._reps.append(rep)
        self._open, self._since_s = rep, rep.peak_s
        self.usual = template(list(self._reps))
        self._odds = min(self._odds + said, GOES_ON)
        return [*events, Counted(now_s, rep)]

    def _forget(self) -> None:
        self.usual = None
        self._reps.clear()
        self._odds = GOES_ON

    def _complete(self, window: Window, now_s: float, until_s: float = math.inf) -> Events:
        """End the open repetition once its release is over; at `until_s` at the latest, if that is past."""
        rep = self._open
        if rep is None:
            return []
        course = window.smoothed(smoothing_s(self.usual.period_s if self.usual else 0.0))
        begin, end = np.searchsorted(window.t_s, (rep.peak_s, until_s))
        release = course.values[begin : max(end, begin + 1)]
        low = first_valley(release, CALM_SHARE * rep.range_)
        if until_s > now_s and not _over(rep, release, low):
            return []
        end_s = float(window.t_s[min(begin, len(window.t_s) - 1)]) + release_s(release, low, rep.peak)
        end_s = max(rep.peak_s, min(end_s, until_s))
        self._open, self._ended_s = None, end_s
        return [Completed(now_s, replace(rep, end_s=end_s))]


def _comes_back(one: Candidate, usual: Template) -> bool:
    """Whether a pull passes its base quicker than from rest: it is the way back into position."""
    return one.passing_s < END_SHARE * usual.pull_s


def _over(rep: Candidate, release: list[float], low: int) -> bool:
    """Whether the release of `rep` goes no further down than to `release[low]`."""
    near = release[low] + CALM_SHARE * rep.range_
    if max(release[low:]) >= near:
        return True
    calm_s = (len(release) - next(at for at, x in enumerate(release) if x <= near)) * STEP_S
    return rep.peak - release[low] >= HALF * rep.range_ and calm_s >= CALM_S


def first_valley(course: Sequence[float], rise: float) -> int:
    """Index of the lowest value before `course` first goes up by `rise`: further repetitions may follow."""
    low = 0
    for at, x in enumerate(course):
        if x < course[low]:
            low = at
        elif x - course[low] >= rise:
            break
    return low
