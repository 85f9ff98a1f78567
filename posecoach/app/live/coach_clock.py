"""The coach's time: that of the source, standing still in a pause and jumping over a rest that is skipped."""


class CoachClock:
    """Turns times of the source into times of the coach; both in seconds, both never fall."""

    def __init__(self) -> None:
        self._behind_s = 0.0
        self._stopped_at_s: float | None = None

    def at(self, source_s: float) -> float:
        """The coach's time when the source says `source_s`."""
        now_s = source_s if self._stopped_at_s is None else min(source_s, self._stopped_at_s)
        return now_s - self._behind_s

    def stop(self, source_s: float) -> None:
        """Stand still from `source_s` on; stopping twice changes nothing."""
        if self._stopped_at_s is None:
            self._stopped_at_s = source_s

    def go(self, source_s: float) -> None:
        """Go on at `source_s`, as though no time had passed since it stopped."""
        if self._stopped_at_s is not None:
            self._behind_s += max(0.0, source_s - self._stopped_at_s)
            self._stopped_at_s = None

    def skip(self, seconds: float) -> None:
        """Jump ahead by `seconds`."""
        self._behind_s -= max(0.0, seconds)
