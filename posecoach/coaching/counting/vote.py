"""Counts one exercise in several signals at once; the count follows the one that carries the rhythm.

Each signal has a counter of its own. The first that finds a set leads, and its repetitions are counted. A
signal that agrees with the count of late counts, too: whichever sees the next repetition first tells it, and
what one misses another has. Where the leader falls silent while another signal goes on finding repetitions,
that one takes over, and what it found since the last counted repetition is counted too. So a leg that is
taken for the other costs nothing where the hips still go up and down.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posecoach.coaching.counting.channels import IN_PIXELS
from posecoach.coaching.counting.counter import Completed, Counted, Events, RepCounter
from posecoach.coaching.counting.likelihood import Template, template
from posecoach.coaching.counting.segmentation import Candidate, Window
from posecoach.coaching.counting.trace import Trace
from posecoach.exercises.definition import CountRule

TAKEOVER = 2
"""Repetitions that another signal has found since the last one counted: one alone may be an accident."""

AGREEMENT, UNOPPOSED, OPPOSED = 0.5, 4, 9
"""A set begins in another signal where the first correlates with it by this; or after so many repetitions if
the first cannot go at another tempo; or after so many more, by which the first would have found a set at half
the tempo, as when somebody rocks to and fro and the hips sink twice in each repetition."""

JUMPS = 0.1
"""The first signal tells no tempo where its jitter is this share of its way: it jumps from one leg to the
other."""

SAME_TEMPO = 0.7
"""A signal in which repetitions come quicker than this share of the usual period swings twice in each."""

NEAR_S = 0.15
"""A signal at a time is its median over so long before and after."""

SAME_REP, PROVEN, IN_RHYTHM = 0.3, 3, (0.6, 1.5)
"""A signal besides the leader counts a repetition so many periods after the last one, if it has found all of
the last `PROVEN`: the middles of the pulls lie within `SAME_REP` of a period."""

ELSEWHERE = 2.0
"""A repetition comes back. What leaves the pixels of another signal this many ranges from where they were is
the way into position, however much it looks like a repetition in one."""

FARTHEST = 3.0
"""A range of the primary signal this many times off what another one says is not believed."""


@dataclass(slots=True)
class _Voter:
    """One signal's counter and the repetitions it found that are not counted yet, None or with their end."""

    counter: RepCounter
    waiting: list[Candidate]


class SignalVote:
    """Counts in the signals of `rules`; the first is the one that ranges and peaks are told in."""

    def __init__(self, rules: Sequence[CountRule]) -> None:
        self.rules = tuple(rules)
        self._voters = [_Voter(RepCounter(rule), []) for rule in rules]
        self._leader = self._by = 0
        self._open: Candidate | None = None
        self._middle_s = -math.inf
        self._reps: deque[Candidate] = deque(maxlen=PROVEN)
        self._end_s = -math.inf
        self._primary = self._voters[0].counter.trace

    @property
    def usual(self) -> Template | None:
        """The usual repetition of the person, in the primary signal; None before the first."""
        leader = self._voters[self._leader].counter
        if leader.usual is None or self._leader == 0:
            return leader.usual
        return template(list(self._reps)) if self._reps else None

    def update(self, t_s: float, values: Sequence[float]) -> Events:
        """Take the value of each signal at `t_s`, NaN where it cannot be seen."""
        told = [voter.counter.update(t_s, x) for voter, x in zip(self._voters, values, strict=True)]
        return self._weigh(told, t_s)

    def interrupt(self, t_s: float) -> Events:
        """The person left, or the source ended: finish what is open; nothing reaches across the break."""
        events = self._weigh([voter.counter.interrupt(t_s) for voter in self._voters], t_s)
        return events + self._close(t_s)

    def _weigh(self, told: Sequence[Events], now_s: float) -> Events:
        events: Events = []
        for index, voter in enumerate(self._voters):
            for event in told[index]:
                rep = event.pulse
                if isinstance(event, Counted):
                    if self._counts(index, rep):
                        events += self._count(index, rep, now_s)
                    else:
                        voter.waiting.append(rep)
                elif index == self._by and rep.middle_s == self._middle_s:
                    events += self._close(now_s, rep.end_s)
                elif voter.waiting and voter.waiting[-1].middle_s == rep.middle_s:
                    voter.waiting[-1] = rep
        usual = self._usual()
        after_s = max(self._last_s(), self._middle_s + (SAME_REP * usual.period_s if usual else 0.0))
        for voter in self._voters:
            voter.waiting = [rep for rep in voter.waiting if rep.middle_s > after_s]
        ready = [i for i, voter in enumerate(self._voters) if i != self._leader and self._goes_on(voter)]
        if ready and not any(isinstance(event, Counted) for event in events):
            events += self._take_over(max(ready, key=lambda i: (len(self._voters[i].waiting), -i)), now_s)
        return events

    def _usual(self) -> Template | None:
        return self._voters[self._leader].counter.usual

    def _counts(self, index: int, rep: Candidate) -> bool:
        """Whether what a signal has found counts at once.

        It is the leader's, or the signal has counted all of late and this one comes in the rhythm: whichever
        sees a repetition first tells it.
        """
        if rep.middle_s <= self._last_s() or rep.start_s <= self._middle_s:
            return False
        if index == self._leader:
            return True
        usual = self._usual()
        if usual is None or len(self._reps) < PROVEN:
            return False
        least_s, most_s = (share * usual.period_s for share in IN_RHYTHM)
        if not least_s < rep.middle_s - self._middle_s < most_s:
            return False
        near_s, own_s = SAME_REP * usual.period_s, self._voters[index].counter.middles_s
        return all(any(abs(one.middle_s - b) < near_s for b in own_s) for one in self._reps)

    def _goes_on(self, voter: _Voter) -> bool:
        """Whether what waits there goes on with the set, at its tempo."""
        usual, own = self._voters[self._leader].counter.usual, voter.counter.usual
        alike = usual is None or own is None or own.period_s > SAME_TEMPO * usual.period_s
        needed = TAKEOVER if usual is not None else self._needed(voter)
        return alike and len(voter.waiting) >= needed

    def _needed(self, voter: _Voter) -> int:
        """How many repetitions must wait there before a set begins that the first signal has not found."""
        if len(voter.waiting) < TAKEOVER:
            return OPPOSED
        since_s, own = voter.waiting[0].start_s, voter.counter.trace
        if len(self._primary.between(since_s, math.inf)[0]) < 2:
            return UNOPPOSED
        first = Window(self._primary, since_s)
        # After a break nothing of its trace is left: nothing that could agree.
        second = np.interp(first.t_s, own.t_s, own.x) if own.t_s else np.zeros_like(first.x)
        if first.x.std() > 0 and second.std() > 0 and np.corrcoef(first.x, second)[0, 1] > AGREEMENT:
            return TAKEOVER
        low, high = np.quantile(first.x, [0.05, 0.95])
        no_tempo = first.jitter > JUMPS * (high - low)
        return UNOPPOSED if no_tempo or voter.counter.rule.signal in IN_PIXELS else OPPOSED

    def _last_s(self) -> float:
        return self._middle_s if self._open is not None else max(self._middle_s, self._end_s)

    def _take_over(self, index: int, now_s: float) -> Events:
        self._leader = index
        voter = self._voters[index]
        reps, voter.waiting = voter.waiting, []
        while reps and self._arrives(index, reps[0]):
            del reps[0]
        events: Events = []
        for rep in reps:
            events += self._count(index, replace(rep, end_s=math.nan), now_s)
            if not math.isnan(rep.end_s):
                events += self._close(now_s, rep.end_s)
        return events

    def _count(self, index: int, rep: Candidate, now_s: float) -> Events:
        events = self._close(now_s, rep.start_s)
        rep = self._in_primary(index, rep)
        self._open, self._by, self._middle_s = rep, index, rep.middle_s
        self._reps.append(rep)
        return [*events, Counted(now_s, rep)]

    def _close(self, now_s: float, end_s: float = math.nan) -> Events:
        rep, self._open = self._open, None
        if rep is None:
            return []
        self._end_s = max(rep.peak_s, min(now_s, now_s if math.isnan(end_s) else end_s))
        return [Completed(now_s, replace(rep, end_s=self._end_s))]

    def _arrives(self, index: int, rep: Candidate) -> bool:
        """Whether the body was elsewhere before what signal `index` took for a repetition."""
        size = ELSEWHERE * rep.range_ / self.rules[index].min_range
        return any(
            abs(_near(other.trace, rep.end_s) - _near(other.trace, rep.start_s)) > size * other.rule.min_range
            for other in (voter.counter for voter in self._voters)
            if other.rule.signal in IN_PIXELS and other.rule is not self.rules[index]
        )

    def _in_primary(self, index: int, rep: Candidate) -> Candidate:
        """What signal `index` found, with range and peak of the primary signal, as far as that is sound."""
        if index == 0:
            return rep
        expected = rep.range_ * self.rules[0].min_range / self.rules[index].min_range
        base, peak = _near(self._primary, rep.start_s), _near(self._primary, rep.peak_s)
        sound = expected / FARTHEST < peak - base < expected * FARTHEST
        return replace(rep, base=base, peak=peak, size=math.nan if sound else expected)


def _near(trace: Trace, t_s: float) -> float:
    """The median of `trace` around `t_s`; NaN where it has nothing there."""
    _, values = trace.between(t_s - NEAR_S, t_s + NEAR_S)
    return sorted(values)[len(values) // 2] if values else math.nan
