"""Counts repetitions in one signal: streaming, deterministic, never taking a count back.

A sequential test with two states. *Searching*, the signal of the last half minute is cut into candidates at
several widths of smoothing and thresholds; the first row of candidates whose log likelihood ratio passes
`START` begins a set, and all of it is counted (`search.py`). *In a set*, each further candidate is held
against the medians of the last repetitions; it counts as its release begins if it is likely enough one of
them (`ACCEPT`; after a pause `SURE`, or `AFTER_PAUSE` once half of it is released). A set is given up where
its log odds, which other movements and long pauses lower, fall below 0; where no repetition has come for a
while, the search goes on beside it.
"""

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from posecoach.coaching.counting.likelihood import (
    ACCEPT,
    AFTER_PAUSE,
    FEWEST,
    GOES_ON,
    PASSED,
    PAUSE_PERIODS,
    RIPPLE,
    SURE,
    Template,
    continues,
    template,
)
from posecoach.coaching.counting.search import SEARCH_S, Rest, find_set
from posecoach.coaching.counting.segmentation import (
    FLOOR_SHARE,
    STEP_S,
    TURN_JITTERS,
    Candidate,
    Window,
    extremes,
    possible,
    release_end_s,
    smoothing_s,
    turning_points,
)
from posecoach.coaching.counting.trace import Trace
from posecoach.exercises.definition import CountRule
from posecoach.kinematics.filters import Despike

TICK_S, SEARCH_EVERY_S, TURNED_S = 0.035, 0.06, 1.0
"""The signal is looked at no more often than `TICK_S` for the next repetition, and than `SEARCH_EVERY_S` for
a set. A set is looked for only where the signal lies below its highest value of the last `TURNED_S`."""

HALF = 0.5
"""Share of the release without which none is over, and none is certain that comes after a pause."""

REMEMBERED = 7
"""Repetitions whose medians are the usual one."""

LONGEST_GAP_S = 1.5
"""A track lost for longer ends the repetition in hand."""

SILENT_PERIODS = 2.2
"""After so many usual periods without a repetition a set is searched for anew."""

CALM_S, CALM_SHARE = 0.8, 0.1
"""A release is over when it has risen again by `CALM_SHARE` of the range, or has not gone down by it for
`CALM_S`."""

LEAST_JUMP = 0.7
"""Jumps within the signal up to this share of the smallest range need not prove themselves."""


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
    """

    def __init__(self, rule: CountRule, support: Callable[[float], float] = lambda since_s: 0.0) -> None:
        self.rule = rule
        self._support = support
        self.usual: Template | None = None
        self._despike = Despike(LEAST_JUMP * rule.min_range)
        self.trace, self._rest = Trace(), Trace()
        self._reps: deque[Candidate] = deque(maxlen=REMEMBERED)
        self._odds = 0.0
        self._open: Candidate | None = None
        self._since_s = self._ended_s = -math.inf
        self._tick_s = self._search_s = -math.inf
        self._latest: tuple[tuple[float, float], Window] | None = None

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
        events = self._complete(t_s, final=True)
        self._remember(t_s)
        self.trace.clear()
        self._since_s = -math.inf
        return events

    def _remember(self, until_s: float) -> None:
        """Keep what the signal did at rest; less than `SEARCH_S` of it is mostly the way into position."""
        times, values = self.trace.between(self._since_s, until_s)
        if times and times[-1] - times[0] > SEARCH_S:
            self._rest.join(times, values)

    def _tick(self, now_s: float) -> Events:
        usual = self.usual
        events = self._follow(usual, now_s) if usual is not None else []
        last_s = self._reps[-1].peak_s if self._reps else -math.inf
        silent = usual is None or now_s - last_s > SILENT_PERIODS * usual.period_s
        if silent and now_s - self._search_s >= SEARCH_EVERY_S and self._turned(now_s):
            self._search_s = now_s
            events += self._search(now_s)
        return events

    def _window(self, since_s: float) -> Window:
        """The signal since a time; following, searching and completing mostly look at the same."""
        key = max(since_s, self.trace.t_s[0]), self.trace.t_s[-1]
        if self._latest is None or self._latest[0] != key:
            self._latest = key, Window(self.trace, since_s)
        return self._latest[1]

    def _turned(self, now_s: float) -> bool:
        """Whether a pull may have ended within `TURNED_S`: a search takes long."""
        _, values = self.trace.between(now_s - TURNED_S, now_s)
        return len(values) > 2 and max(values) > values[-1]

    def _search(self, now_s: float) -> Events:
        window = self._window(max(self._since_s, now_s - SEARCH_S))
        rest = Rest(self._rest, lambda: self._window(self._since_s), pause=self.usual is not None)
        reps = find_set(window, rest, self.rule, self.usual, self._support)
        if reps:
            self._remember(reps[0].start_s)
            self._forget()
        events: Events = []
        for rep in reps:
            if rep.peak_s > self._ended_s:  # or it lies within one that was told already
                events += self._count(rep, SURE, now_s)
        return events + self._complete(now_s)

    def _follow(self, usual: Template, now_s: float) -> Events:
        """Count the next candidate if it is one more repetition of the set, and end the open one."""
        begin_s = max(self._since_s, now_s - SEARCH_S)
        if now_s - begin_s < 4 * STEP_S or self.trace.t_s[-1] - begin_s < 4 * STEP_S:
            return []
        window = self._window(begin_s)
        width_s = smoothing_s(usual.period_s)
        points, jitter = extremes(window.smoothed(width_s)), window.jitter
        turns = turning_points(points, jitter, TURN_JITTERS * jitter)
        found = window.measured(width_s, turns, usual.base - FLOOR_SHARE * usual.range_)
        odds = self._odds
        for index, one in enumerate(found):
            if one.middle_s <= self._since_s or one.peak_s <= self._ended_s:
                continue  # it was told
            gap_s = one.middle_s - self._reps[-1].middle_s
            # In a pause one may go elsewhere and come back, or get up.
            pause = gap_s > PAUSE_PERIODS * usual.period_s
            said = continues(one, gap_s, usual, arrives=pause)
            in_hand = one is found[-1] and one.released < HALF
            little_known = len(self._reps) < FEWEST or (pause and in_hand)
            least = SURE if little_known else AFTER_PAUSE if pause else ACCEPT
            if said < least or not possible(one, self.rule):
                odds -= PASSED if one.range_ > RIPPLE * usual.range_ else 0.0
            elif odds + said < 0.0:
                self._forget()
                break
            else:
                self._odds = odds
                events = self._quicker(found[:index], one, usual, now_s)
                return events + self._count(one, said, now_s) + self._complete(now_s)
        return self._complete(now_s)

    def _quicker(self, before: Sequence[Candidate], one: Candidate, usual: Template, now_s: float) -> Events:
        """Count also the last of `before` if it shows, with `one`, that the set goes on at a higher tempo.

        Alone it came too soon. Now it lies in the middle between its neighbours, is as large as usual, and
        lasts as long as `one`.
        """
        if not before or before[-1].middle_s <= self._since_s or not possible(before[-1], self.rule):
            return []
        missed = before[-1]
        if missed.peak_s <= self._ended_s:
            return []
        here = replace(usual, pull_s=one.pull_s)
        gaps = missed.middle_s - self._reps[-1].middle_s, one.middle_s - missed.middle_s
        said = continues(missed, gaps[1] / gaps[0] * usual.period_s, here)
        return self._count(missed, said, now_s) if said >= SURE else []

    def _count(self, rep: Candidate, said: float, now_s: float) -> Events:
        events = self._complete(now_s, final=True, until_s=rep.start_s)
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

    def _complete(self, now_s: float, final: bool = False, until_s: float = math.inf) -> Events:
        """End the open repetition once its release is over, or now if `final`."""
        rep = self._open
        if rep is None:
            return []
        times, _ = self.trace.between(rep.peak_s, min(now_s, max(until_s, rep.peak_s)))
        if len(times) < 2:
            end_s = max(rep.peak_s, min(until_s, now_s))
            if not final:
                return []
        else:
            window = self._window(rep.peak_s)
            course = window.smoothed(smoothing_s(self.usual.period_s if self.usual else 0.0))
            course = course[: max(2, int((times[-1] - window.t_s[0]) / STEP_S) + 1)]
            low = first_valley(course.tolist(), CALM_SHARE * rep.range_)
            if not (final or self._over(rep, course.tolist(), low)):
                return []
            end_s = min(release_end_s(window, course, low, rep.peak), max(until_s, rep.peak_s))
        self._open, self._ended_s = None, end_s
        return [Completed(now_s, replace(rep, end_s=end_s))]

    def _over(self, rep: Candidate, course: list[float], low: int) -> bool:
        """Whether the release of `rep` goes no further down than to `course[low]`."""
        if max(course[low:]) - course[low] >= CALM_SHARE * rep.range_:
            return True
        near = next(i for i, x in enumerate(course) if x <= course[low] + CALM_SHARE * rep.range_)
        calm_s = (len(course) - near) * STEP_S
        return rep.peak - course[low] >= HALF * rep.range_ and calm_s >= CALM_S


def first_valley(course: Sequence[float], rise: float) -> int:
    """Index of the lowest value before `course` first goes up by `rise`: further repetitions may follow."""
    low = 0
    for at, x in enumerate(course):
        if x < course[low]:
            low = at
        elif x - course[low] >= rise:
            break
    return low
