"""What a measure does in this person's clean reps: learned from them, beginning with what is normal."""

from collections import deque
from dataclasses import dataclass
from math import inf, sqrt
from statistics import median

from posecoach.coaching.lower_back.cues import Cue

REMEMBERED = 12

PRIOR_REPS = 4.0
"""What is known of others counts for as much as so many reps of this person's own scatter."""

BOUND = 2.0
"""The learned share is at most so many spreads beyond what is usual, so that a back that moves from the start
never becomes the norm. It may be as far on the other side as it is: no movement that is warned of takes it
there, and what bodies bring that differ so much is no sign of stillness."""

WOBBLE = 0.15
"""A person's share differs from rep to rep by so much of what it differs between people; this is what counts
in large movements, where the scatter of small ones is nothing."""

PLACE = 0.6
"""From set to set a person's share differs by so much of what it differs between people: they lie, sit or
stand elsewhere, and the landmarks with them. What earlier sets taught is uncertain by this much."""

OUTLIER = 3.5
"""Scatter beyond so many times the usual noise is taken for this much: one odd rep leaves the others sure."""

DRIFT, DRIFT_REPS = 1.7, 2.0
"""Between the two turns of a quiet rep the level drifts by so many times the usual noise, one standard
deviation (the median is 1.2 in the random mesh sets; in others 0.5 to 2.5). This counts for as much as so
many reps of this person's own."""

SOUND_REPS = 3
"""So many clean reps of the person's own, and the baseline can carry a verdict that is called sure."""

LARGER = 1.2
"""A rep more than so much larger than the usual one is allowed no more than such a rep brings. Reps of a set
differ by about 15 %; who suddenly pulls twice as far and takes the back along in proportion has moved it by
that much more, and near the end of range it does go along further (Bohannon 1985). Of 312 simulated reps with
10 degrees in addition to the hip's 283 are noticed, without it 262; no false warning comes of it."""


@dataclass(frozen=True, slots=True)
class Norm:
    """What is known so far: the `share` of a rep's range, its variance, the noise's, and the largest rep."""

    share: float
    doubt2: float
    noise2: float
    largest: float


class Baseline:
    """The usual change of one measure for a rep of a given range, and how far a clean rep may be off it."""

    def __init__(self, cue: Cue) -> None:
        self._cue = cue
        self._reps: deque[tuple[float, float]] = deque(maxlen=REMEMBERED)
        self._apart: deque[float] = deque(maxlen=REMEMBERED)
        self._elsewhere = 0  # how many of them are from earlier sets
        self._norm = self._known()

    def learn(self, change: float, range_: float) -> None:
        """Take in a rep that was judged clean, in place of one from earlier sets; `range_` above 0."""
        if self._elsewhere:
            self._elsewhere -= 1
            self._reps.popleft()
        self._reps.append((change, range_))
        self._norm = self._known()

    def learn_drift(self, apart: float) -> None:
        """Take in how far the levels at the two turns of a clean rep were apart."""
        self._apart.append(min(apart, 2 * OUTLIER * self._cue.noise))

    @property
    def drift(self) -> float:
        """How far the levels at the two turns of a clean rep are apart, one standard deviation."""
        usual2 = (DRIFT * self._cue.noise) ** 2
        total = DRIFT_REPS * usual2 + sum(apart * apart for apart in self._apart)
        return sqrt(total / (DRIFT_REPS + len(self._apart)))

    def new_set(self) -> None:
        """The person lies, sits or stands anew: the last few reps stand for the person, not for the place."""
        while len(self._reps) > SOUND_REPS:
            self._reps.popleft()
        self._elsewhere = len(self._reps)
        self._norm = self._known()

    @property
    def known(self) -> bool:
        """Whether enough clean reps of the person's own are known."""
        return len(self._reps) >= SOUND_REPS

    @property
    def sound(self) -> bool:
        """Whether enough clean reps are known, and what they bring is within what bodies bring."""
        own = [change / range_ for change, range_ in self._reps]
        reach = BOUND * self._cue.usual_spread
        return self.known and abs(median(own) - self._cue.usual) <= reach

    def expect(self, range_: float) -> tuple[float, float]:
        """The change that a clean rep of this range brings and one standard deviation of it, in the
        measure's unit."""
        norm = self._norm
        usual = norm.share * (min(range_, norm.largest) if norm.share > 0 else range_)
        return usual, sqrt(norm.noise2 + range_**2 * norm.doubt2)

    def _known(self) -> Norm:
        cue = self._cue
        wobble = (PLACE if self._elsewhere else WOBBLE) * cue.usual_spread
        known = sum(1.0 / ((cue.noise / own) ** 2 + wobble**2) for _, own in self._reps)
        before = 1.0 / cue.usual_spread**2
        share, largest = cue.usual, inf
        if self._reps:
            # The median, because a clean rep may hide a cough.
            own_share = median(change / own for change, own in self._reps)
            share = (before * cue.usual + known * own_share) / (before + known)
            reach = BOUND * cue.usual_spread
            share = min(share, cue.usual + reach) if cue.per_deg > 0 else max(share, cue.usual - reach)
            largest = LARGER * median(own for _, own in self._reps)
        doubt2 = 1.0 / (before + known) + wobble**2
        return Norm(share, doubt2, self._noise2(share), largest)

    def _noise2(self, share: float) -> float:
        """Variance of a rep about the person's own share; larger while few reps are known, because then the
        scatter itself is uncertain (Student's t)."""
        cue = self._cue
        most = OUTLIER * cue.noise
        own = sum(min(max(change - share * range_, -most), most) ** 2 for change, range_ in self._reps)
        known = PRIOR_REPS + max(len(self._reps) - 1, 0)
        return (PRIOR_REPS * cue.noise**2 + own) / (known - 2)
