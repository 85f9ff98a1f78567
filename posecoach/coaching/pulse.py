"""One movement up and down of the counted signal, before it is known to be a rep."""

from dataclasses import dataclass, replace

NAN = float("nan")

LET_GO = 0.5
"""A pulse that has gone back by this share of its range has been released."""


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


def joined(earlier: Pulse, later: Pulse) -> Pulse | None:
    """The pull that a spike broke in two; None if the first was released before the second began."""
    fall = earlier.peak - later.base
    if fall > LET_GO * earlier.range_ or later.peak <= earlier.peak:
        return None
    way = earlier.directness * earlier.range_ + max(fall, 0.0) + later.directness * later.range_
    return replace(
        later,
        start_s=earlier.start_s,
        base=earlier.base,
        directness=way / (later.peak - earlier.base),
        jitter=max(earlier.jitter, later.jitter),
        blind=earlier.blind or later.blind,
    )
