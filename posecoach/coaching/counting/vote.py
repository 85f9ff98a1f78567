"""Counts one exercise in several signals at once; the count follows the one that carries the rhythm.

Each signal has a counter of its own. The first that finds a set leads, and its repetitions are counted. A
signal that agrees with the count of late counts, too: whichever sees the next repetition first tells it, and
what one misses another has. Where the leader falls silent while another signal goes on finding repetitions,
that one takes over, and what it found since the last counted repetition is counted too. So a leg that is
taken for the other costs nothing where the hips still go up and down. A row is found with less evidence of
its own while another signal moves along with it: the noise of the two is not the same.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from posecoach.coaching.counting.counter import Completed, Counted, Events, RepCounter
from posecoach.coaching.counting.likelihood import PAUSE_PERIODS, Template, template
from posecoach.coaching.counting.others import AGREES, Others
from posecoach.coaching.counting.segmentation import Candidate
from posecoach.exercises.definition import CountRule

TAKEOVER, OPPOSED = 2, 10
"""Another signal takes over once it has found `TAKEOVER` repetitions since the last one counted: one alone
may be an accident. Where no set is known and the first signal moves at a tempo of its own it takes `OPPOSED`:
by then the first would have found a set at half the tempo, as when somebody rocks to and fro and the hips
sink twice in each repetition."""

SAME_TEMPO = 0.7
"""A signal in which repetitions come quicker than this share of the usual period swings twice in each."""

SAME_REP, PROVEN = 0.3, 3
"""Pulls whose middles lie within `SAME_REP` of a period are one repetition, in whichever signals they show. A
signal besides the leader counts the next one, too, if it has found all of the last `PROVEN`."""

FARTHEST = 3.0
"""A range of the primary signal this many times off what another one says is not believed."""


class SignalVote:
    """Counts in the signals of `rules`; the first is the one that ranges and peaks are told in."""

    def __init__(self, rules: Sequence[CountRule]) -> None:
        self.rules = tuple(rules)
        self._counters = [RepCounter(rule) for rule in rules]
        signals = [(counter.rule, counter.trace) for counter in self._counters]
        for index, counter in enumerate(self._counters):
            counter.others = Others(signals, index)
        self._waiting: list[list[Candidate]] = [[] for _ in rules]
        """What each signal found that is not counted yet."""
        self._leader = self._by = 0
        self._open: Candidate | None = None
        self._reps: deque[Candidate] = deque(maxlen=PROVEN)
        self._end_s = -math.inf

    @property
    def usual(self) -> Template | None:
        """The usual repetition of the person, in the primary signal; None before the first."""
        usual = self._counters[self._leader].usual
        if usual is None or self._leader == 0:
            return usual
        return template(list(self._reps)) if self._reps else None

    def update(self, t_s: float, values: Sequence[float]) -> Events:
        """Take the value of each signal at `t_s`, NaN where it cannot be seen."""
        told = [counter.update(t_s, x) for counter, x in zip(self._counters, values, strict=True)]
        events: Events = []
        for index, some in enumerate(told):
            for event in some:
                if isinstance(event, Completed):
                    events += self._end(index, event.candidate, t_s)
                elif self._counts(index, event.candidate):
                    events += self._count(index, event.candidate, t_s)
                else:
                    self._waiting[index].append(event.candidate)
        self._waiting = [self._still_waiting(index, t_s) for index in range(len(self.rules))]
        ready = [index for index in range(len(self.rules)) if self._takes_over(index)]
        if ready and not any(isinstance(event, Counted) for event in events):
            events += self._take_over(max(ready, key=lambda index: len(self._waiting[index])), t_s)
        return events

    def interrupt(self, t_s: float) -> Events:
        """The person left, or the source ended: finish what is open; nothing reaches across the break."""
        events: Events = []
        for index, counter in enumerate(self._counters):
            for event in counter.interrupt(t_s):
                events += self._end(index, event.candidate, t_s)
            self._waiting[index].clear()
        return events + self._close(t_s)

    def _counts(self, index: int, rep: Candidate) -> bool:
        """Whether what a signal has found counts at once.

        It is the leader's, or the signal has counted all of late: whichever sees a repetition first tells it.
        """
        last_s = self._reps[-1].middle_s if self._reps else -math.inf
        if rep.middle_s <= self._after_s():
            return False
        usual = self._counters[self._leader].usual
        if index == self._leader or usual is None:
            return index == self._leader
        pause = rep.middle_s - last_s > PAUSE_PERIODS * usual.period_s
        if pause and self._with_leader(index, rep.start_s) <= AGREES[0]:
            return False  # somebody may be getting up
        near_s, own_s = SAME_REP * usual.period_s, self._counters[index].middles_s
        agree = all(any(abs(one.middle_s - own) < near_s for own in own_s) for one in self._reps)
        return agree and len(self._reps) == PROVEN and self._same_tempo(index, usual)

    def _with_leader(self, index: int, since_s: float) -> float:
        """How a signal correlates with the leader's since a time."""
        return self._counters[index].trace.correlation(self._counters[self._leader].trace, since_s)

    def _after_s(self) -> float:
        """What has its middle before this time was counted already, perhaps in another signal."""
        if not self._reps:
            return -math.inf
        usual, middle_s = self._counters[self._leader].usual, self._reps[-1].middle_s
        end_s = middle_s if self._open is not None else self._end_s
        return max(end_s, middle_s + (SAME_REP * usual.period_s if usual else 0.0))

    def _still_waiting(self, index: int, now_s: float) -> list[Candidate]:
        """What waits in a signal and was not counted in another meanwhile; nothing once its set is over."""
        own, after_s = self._counters[index].usual, self._after_s()
        waiting = [rep for rep in self._waiting[index] if rep.middle_s > after_s]
        over = waiting and (own is None or now_s - waiting[-1].peak_s > PAUSE_PERIODS * own.period_s)
        return [] if over else waiting

    def _takes_over(self, index: int) -> bool:
        """Whether what waits in a signal goes on with the set, or begins one."""
        waiting, usual = self._waiting[index], self._counters[self._leader].usual
        if len(waiting) < TAKEOVER or index == self._leader:
            return False
        if usual is None:
            return len(waiting) >= OPPOSED or not self._counters[index].others.opposed(waiting[0].start_s)
        return self._same_tempo(index, usual)

    def _same_tempo(self, index: int, usual: Template) -> bool:
        own = self._counters[index].usual
        return own is None or own.period_s > SAME_TEMPO * usual.period_s

    def _take_over(self, index: int, now_s: float) -> Events:
        self._leader = index
        reps, self._waiting[index] = self._waiting[index], []
        events: Events = []
        for rep in reps:
            events += self._count(index, replace(rep, end_s=math.nan), now_s)
            if not math.isnan(rep.end_s):
                events += self._close(now_s, rep.end_s)
        return events

    def _count(self, index: int, rep: Candidate, now_s: float) -> Events:
        events = self._close(now_s, rep.start_s)
        rep = self._in_primary(index, rep)
        if self._end_s < rep.peak_s:  # as another signal told it
            rep = replace(rep, start_s=max(rep.start_s, self._end_s))
        self._open, self._by = rep, index
        self._reps.append(rep)
        return [*events, Counted(now_s, rep)]

    def _end(self, index: int, rep: Candidate, now_s: float) -> Events:
        """Signal `index` tells the end of a repetition: of the open one, or one that waits."""
        if index == self._by and self._open is not None and rep.middle_s == self._open.middle_s:
            return self._close(now_s, rep.end_s)
        waiting = self._waiting[index]
        if waiting and waiting[-1].middle_s == rep.middle_s:
            waiting[-1] = rep
        return []

    def _close(self, now_s: float, end_s: float = math.inf) -> Events:
        rep, self._open = self._open, None
        if rep is None:
            return []
        self._end_s = max(rep.peak_s, min(now_s, end_s))
        return [Completed(now_s, replace(rep, end_s=self._end_s))]

    def _in_primary(self, index: int, rep: Candidate) -> Candidate:
        """What signal `index` found, with range and peak of the primary signal, as far as that is sound."""
        if index == 0:
            return rep
        primary = self._counters[0].trace
        expected = rep.range_ * self.rules[0].min_range / self.rules[index].min_range
        base, peak = primary.near(rep.start_s), primary.near(rep.peak_s)
        sound = expected / FARTHEST < peak - base < expected * FARTHEST
        return replace(rep, base=base, peak=peak, size=math.nan if sound else expected)
