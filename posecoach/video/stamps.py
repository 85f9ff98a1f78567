"""Makes a recording's own time stamps usable: finite, starting at 0, strictly rising."""

import math

# A backward leap beyond this is not two pictures in the wrong order but a clock set anew (joined clips,
# a wrapped counter); a forward leap beyond LONGEST_PAUSE_S is not a pause in a recording but a damaged stamp.
RESET_S = 1.0
LONGEST_PAUSE_S = 60.0
# The pose tracker takes times in whole milliseconds, and no file of ours has a thousand frames a second.
SHORTEST_STEP_S = 0.001
HIGHEST_FPS = 1.0 / SHORTEST_STEP_S
UNKNOWN_FPS = 30.0


def is_frame_rate(fps: float) -> bool:
    """Whether a container's frame rate can be believed (0, NaN and 90000 stand in for "unknown")."""
    return math.isfinite(fps) and 0 < fps <= HIGHEST_FPS


class Stamps:
    """Turns the stamps of successive frames into times.

    A sane stamp is kept as it is (so variable frame rates and 29.97 survive), less the first one. One that
    does not rise is moved just behind its predecessor; without stamps at all, frames are 1 / fps apart.

    Args:
        fps: the recording's nominal frame rate; NaN when unknown.
    """

    def __init__(self, fps: float) -> None:
        self._nominal_s = 1.0 / (fps if is_frame_rate(fps) else UNKNOWN_FPS)
        self._step_s = self._nominal_s
        self._offset_s = math.nan
        self._last_s = math.nan
        self._counted = 0
        self._has_risen = False

    def next(self, stamp_s: float) -> float:
        """Return the time of the next frame, in seconds after the first, given the file's stamp for it."""
        self._counted += 1
        self._last_s = self._first(stamp_s) if self._counted == 1 else self._following(stamp_s)
        return self._last_s

    def _first(self, stamp_s: float) -> float:
        if math.isfinite(stamp_s):
            self._offset_s = -stamp_s
        return 0.0

    def _following(self, stamp_s: float) -> float:
        if not self._has_risen and not stamp_s + self._offset_s > 0:
            return (self._counted - 1) * self._nominal_s  # no stamps so far: count frames
        if not math.isfinite(stamp_s):
            return self._last_s + self._step_s
        time_s = stamp_s + self._offset_s
        ahead_s = time_s - self._last_s
        if ahead_s < -RESET_S or ahead_s > LONGEST_PAUSE_S or math.isnan(ahead_s):
            time_s = self._last_s + self._step_s
            self._offset_s = time_s - stamp_s
        elif ahead_s < SHORTEST_STEP_S:
            # Half a step, so that a swapped pair does not push every later stamp forward.
            time_s = self._last_s + max(self._step_s / 2, SHORTEST_STEP_S)
        else:
            self._step_s = min(ahead_s, self._nominal_s)
        self._has_risen = True
        return time_s
