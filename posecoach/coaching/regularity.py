"""Which of the pulses that wait are the first reps of a set: those that confirm each other."""

from collections.abc import Sequence

from posecoach.coaching.doubt import doubt
from posecoach.coaching.habit import PAUSE_PERIODS, Habit, Usual
from posecoach.coaching.pulse import Pulse

RANGE_BAND = (0.45, 2.2)
"""Range of a waiting pulse over that of those it joins. People vary by a third; half and double are something
else."""

SAME_SET_S = 6.0
"""Waiting pulses of the same kind no further apart than this belong to one set, with a pause between."""

RETURN_BAND = (0.6, 1.7)
"""The same before a pause: a shift of the hips or a cough is as likely."""

LEVEL_SHARE = 0.8
"""An earlier pulse starts within this share of the usual range from where the next one does."""

RELEASE_SHARE = 0.6
"""A first pulse of which less than this share goes back before the next one was the way into position."""

RIPPLE = 0.4
"""Waiting pulses below this share of the largest are ripples on the way, not reps of their own."""

DOUBT = {3: 0.5, 4: 1.0, 5: 1.4, 6: 1.7, 7: 1.9}
"""Largest `doubt` with which so many pulses in a row are reps. In 32 hours of simulated stillness, fidgeting
and getting up and down in good light, the least that was seen was 0.68, 1.4, 2.3, 2.4 and 2.7 for three to
seven pulses; two may be as alike as any two reps. In as many hours of bad light, noise came below these
limits five times."""

MORE_DOUBT = 1.4
"""An earlier pulse that raises the doubt by more does not belong to those that confirmed each other."""

LINGER, LINGER_S = 2.5, 0.3
"""A first pulse that stays at its top so many times longer than the others, and this, is an arrival."""


def confirmed(pulses: Sequence[Pulse], swing: float = 0.0) -> list[Pulse]:
    """Which of the waiting `pulses` (oldest first, the newest last) are reps of one set; [] when unsure.

    `swing` is how far the signal swung by itself before them.

    Accidents, such as getting into position or a scratch, seldom come twice alike and hardly ever three
    times; jitter comes often alike, but small and by ragged ways. So the larger and the more alike the
    pulses are, the fewer suffice. Ripples between much larger pulses are passed over. Once pulses have
    confirmed each other, those just before them in the same rhythm belong to them.
    """
    likely = rep_sized(pulses)
    if likely[-1] is not pulses[-1]:
        return []
    agreeing = next(
        (n for n, most in DOUBT.items() if len(likely) >= n and doubt(likely[-n:], swing) <= most), 0
    )
    if not agreeing:
        return []
    habit = Habit()
    for pulse in likely[-agreeing:]:
        habit.learn(pulse)
    usual = habit.usual
    assert usual is not None
    longest_top_s = LINGER * max(_top_s(pulse) for pulse in likely[-agreeing:]) + LINGER_S
    while agreeing < len(likely):
        earlier, later = likely[-agreeing - 1], likely[-agreeing]
        if _top_s(earlier) > longest_top_s or not _in_rhythm(earlier, later, usual):
            break
        if doubt(likely[-agreeing - 1 :], swing) > doubt(likely[-agreeing:], swing) + MORE_DOUBT:
            break
        if usual.paused(earlier, later) and not (
            agreeing + 1 < len(likely) and not usual.paused(likely[-agreeing - 2], earlier)
        ):
            break  # a single pulse before a pause may be anything
        agreeing += 1
    return likely[-agreeing:]


def rep_sized(pulses: Sequence[Pulse]) -> list[Pulse]:
    """The waiting pulses without ripples between them and without the large movement into position."""
    recent = sorted(pulse.range_ for pulse in pulses[-4:])
    size = recent[-2] if len(recent) > 1 else recent[-1]
    likely = [pulse for pulse in pulses if RIPPLE <= pulse.range_ / size <= 1.0 / RIPPLE]
    return likely or [pulses[-1]]


def _top_s(pulse: Pulse) -> float:
    return pulse.seen_s - pulse.peak_s


def _in_rhythm(earlier: Pulse, later: Pulse, usual: Usual) -> bool:
    gap_s = later.peak_s - earlier.peak_s
    low, high = RETURN_BAND if usual.paused(earlier, later) else RANGE_BAND
    close = gap_s <= max(PAUSE_PERIODS * usual.period_s, SAME_SET_S)
    level = abs(earlier.base - later.base) <= LEVEL_SHARE * usual.range_
    released = earlier.peak - later.base >= RELEASE_SHARE * earlier.range_
    return close and level and released and low <= earlier.range_ / usual.range_ <= high
