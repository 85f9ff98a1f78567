"""One movement up and down of the counted signal, before it is known to be a rep."""

from dataclasses import dataclass

from posecoach.exercises.definition import CountRule

NAN = float("nan")

SHORT_MEASURE = 0.5
"""A pulse may measure half of the smallest range: smoothing blunts it, reps vary, and a camera aside sees
less of them."""

PULL_SHARE = 0.3
"""A pull takes at least this share of its rep, and at most all of it."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """A pull and, once it is over, its release. Values in the signal's unit, rising with the pull.

    Attributes:
        start_s, peak_s, end_s: turn into the pull, end of the pull, turn after the release (NaN till then).
        base, peak: the signal at the start and at the peak.
        seen_s: when the peak was recognised.
        directness: way travelled over height gained; a clean pull has 1, noise beyond 1.5.
        blind: True when the track was lost on the way, so that part of the pull may not have been seen.
        jitter: root mean square of the signal about its own smooth course during the pull.
    """

    start_s: float
    peak_s: float
    base: float
    peak: float
    seen_s: float
    end_s: float = NAN
    directness: float = 1.0
    jitter: float = 0.0
    blind: bool = False

    @property
    def range_(self) -> float:
        """Size of the pull."""
        return self.peak - self.base

    @property
    def pull_s(self) -> float:
        """Duration of the pull."""
        return self.peak_s - self.start_s


def possible(pulse: Pulse, rule: CountRule) -> bool:
    """Whether a pulse of this size and duration can be a rep at all."""
    shortest_s, longest_s = rule.period_s
    long_enough = PULL_SHARE * shortest_s <= pulse.pull_s <= longest_s
    return long_enough and pulse.range_ >= SHORT_MEASURE * rule.min_range
