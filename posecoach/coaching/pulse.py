"""One movement up and down of the counted signal, before it is known to be a rep."""

from dataclasses import dataclass

NAN = float("nan")


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
