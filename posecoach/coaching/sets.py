"""Keeps the sets: when one begins and ends, the rest after it, and whether all are done."""

from dataclasses import dataclass

from posecoach.coaching.events import Event, SetEnded, SetStarted

STOP_S = 5.0
"""With the target reached, a person who stays still for this long has finished the set."""

IDLE_S = 25.0
"""Below the target, a pause this long in position ends the set."""

AWAY_S = 45.0
"""Below the target, the set waits this long for somebody who left the position."""

LEFT_S = 1.5
"""With the target reached, leaving the position for this long ends the set."""


GRACE_S = 2.0
"""When a limited set is full, the release of the last rep is awaited for this long, to be judged."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: `sets` (None: as many as the person likes), `reps` (least, most), rest between.

    `limited` when the most is a limit: the set ends there. In a recording it is none.
    """

    sets: int | None
    reps: tuple[int, int]
    rest_s: float
    limited: bool = False


class SetTracker:
    """Follows the sets of one exercise on one side, from counted reps and the person's whereabouts."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.index = 1
        self.reps = 0
        self.open = False
        self.ended_s = float("nan")
        self._start_s = 0.0
        self._last_s = self._counted_s = 0.0
        self._judged = 0

    @property
    def done(self) -> bool:
        """All planned sets are over."""
        return self.plan.sets is not None and not self.open and self._completed >= self.plan.sets

    @property
    def next_index(self) -> int:
        """The set that the next rep belongs to: the open one, or that after the last one."""
        return self.index + int(not self.open and self.ended_s == self.ended_s)

    @property
    def _completed(self) -> int:
        return self.index if self.ended_s == self.ended_s and not self.open else self.index - 1

    def rest_left_s(self, t_s: float) -> float:
        """What is left of the rest after the last set; 0 when none is due."""
        if self.open or self.done or self.ended_s != self.ended_s:
            return 0.0
        return max(0.0, self.ended_s + self.plan.rest_s - t_s)

    def begin_rep(self, t_s: float, start_s: float) -> tuple[int, int, list[Event]]:
        """A rep that began at `start_s` was counted at `t_s`: its set, its number there, and what began."""
        events: list[Event] = []
        if not self.open:
            self.index = self.next_index
            self.open, self.reps, self._start_s = True, 0, start_s
            self._judged = 0
            events.append(SetStarted(t_s, self.index))
        self.reps += 1
        self._last_s = self._counted_s = t_s
        return self.index, self.reps, events

    def complete_rep(self, end_s: float) -> None:
        """The release of a counted rep of the set ended at `end_s`."""
        self._last_s = max(self._last_s, end_s)
        self._judged += 1

    @property
    def full(self) -> bool:
        """Whether the open set has as many reps as it may have."""
        return self.open and self.plan.limited and self.reps >= self.plan.reps[1] > 0

    def update(self, t_s: float, left_s: float) -> list[Event]:
        """Close the set if it is over; `left_s` is how long the position has been left (0: in position)."""
        if not self.open:
            return []
        if self.full:
            whole = self._judged >= self.reps
            return self.close(t_s) if whole or t_s - self._counted_s >= GRACE_S else []
        reached = self.reps >= self.plan.reps[0]
        if left_s > 0:
            over = left_s >= (LEFT_S if reached else AWAY_S)
        else:
            over = t_s - self._last_s >= (STOP_S if reached else IDLE_S)
        return self.close(t_s) if over else []

    def close(self, t_s: float) -> list[Event]:
        """End the open set now."""
        if not self.open:
            return []
        self.open, self.ended_s = False, t_s
        return [SetEnded(t_s, self.index, self.reps, self._start_s, self._last_s)]

    def skip(self) -> None:
        """Pass over the set that waits for its first rep; before the first set there is none."""
        if self.ended_s == self.ended_s and not self.open and not self.done:
            self.index += 1

    def restart(self) -> None:
        """Count the present set anew from nought: its next rep starts it again."""
        self.open, self.reps = False, 0
        if self.ended_s == self.ended_s:
            self.index -= 1
