"""What the page of one measurement says: a row for each hip, left against right, norms where they compare.

Each figure comes with its uncertainty.
"""

from dataclasses import dataclass

from posecoach.coaching.hip_range.compare import Difference, largest_difference, own_difference
from posecoach.coaching.hip_range.norms import norm_of, without_norm
from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.coaching.hip_range.result import CONFIDENCE_95, Estimate, HipRange
from posecoach.sentences import say
from posecoach.session.measurement import Measurement
from posecoach.session.words import side_word


def title(movement: Movement) -> str:
    return say(f"measure.{movement.value}")


def angle(estimate: Estimate) -> str:
    """An angle with its 95 % uncertainty."""
    return say("hips.angle", deg=whole(estimate.value_deg), error=whole(CONFIDENCE_95 * estimate.sd_deg))


def largest_words(hip: HipRange) -> str:
    """The largest angle, or why there is none."""
    if hip.largest is None:
        return say("hips.not_seen", reason=say(f"measure_reason.{hip.largest_reason.value}"))
    return angle(hip.largest)


def own_words(hip: HipRange) -> str:
    """The hip's own range, or why it is not known."""
    if hip.onset is not None:
        return angle(hip.onset)
    if hip.largest is None:
        return "–"
    if hip.back_kept_still:
        return say("hips.at_least", deg=whole(hip.largest.value_deg))
    return say("hips.not_seen", reason=say(f"measure_reason.{hip.onset_reason.value}"))


def sides_words(difference: Difference, own: bool) -> str:
    """Left against right, of the own ranges or the largest angles; a difference below its error is none."""
    if not difference.known:
        return ""
    kind = "own" if own else "largest"
    if not difference.real:
        return say(f"hips.same_{kind}", deg=signed(difference.deg), least=whole(difference.detectable_deg))
    side = say("side.left" if difference.deg > 0 else "side.right")
    return say(f"hips.differ_{kind}", deg=whole(abs(difference.deg)), side=side)


def change_words(difference: Difference) -> str:
    """A change over time: smaller than the error is no change."""
    if not difference.known:
        return say("hips.one_only")
    words = "hips.change" if difference.real else "hips.no_change"
    return say(words, deg=signed(difference.deg), least=whole(difference.detectable_deg))


def whole(deg: float) -> str:
    """Degrees without decimals, which no measurement here has, and no minus before a nought."""
    text = f"{deg:.0f}"
    return "0" if text == "-0" else text


def signed(deg: float) -> str:
    """The same with its sign."""
    return "0" if whole(deg) == "0" else f"{deg:+.0f}".replace("-", "−")


AXES_DEG = {
    Movement.FLEXION: (0.0, 150.0),
    Movement.INTERNAL_ROTATION: (0.0, 60.0),
    Movement.EXTENSION: (-20.0, 40.0),
    Movement.LEAN: (0.0, 90.0),
}
"""The ends of each movement's axis."""

WIDTH = 600.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One hip's bar, in the units of a picture `WIDTH` wide; None for what is not known.

    `own` ends where the lower back joins in, `largest` at the largest angle; each error is (from, to).
    """

    zero: float
    own: float | None
    own_error: tuple[float, float] | None
    largest: float | None
    largest_error: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class HipRow:
    """One hip in one movement; `side` in the language in use, "" for both."""

    side: str
    largest: str
    own: str
    trials: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class MovementBlock:
    """One movement: its rows, the comparison of sides, the band of the norm in picture units."""

    title: str
    meaning: str
    rows: tuple[HipRow, ...]
    comparisons: tuple[str, ...]
    band: tuple[float, float] | None
    norm: str
    ticks: tuple[tuple[float, str], ...]


def movement_blocks(measurement: Measurement) -> tuple[MovementBlock, ...]:
    """Every movement that was to be measured."""
    movements = dict.fromkeys(hip.movement for hip in measurement.hips)
    return tuple(_block(measurement, movement) for movement in movements)


def place(movement: Movement, deg: float) -> float:
    """Where an angle lies on its movement's axis, in picture units."""
    low, high = AXES_DEG[movement]
    return round(WIDTH * (min(max(deg, low), high) - low) / (high - low), 1)


def _block(measurement: Measurement, movement: Movement) -> MovementBlock:
    hips = [hip for hip in measurement.hips if hip.movement is movement]
    norm = norm_of(movement, measurement.age, measurement.sex)
    band = None if norm is None else (place(movement, norm.band_deg[0]), place(movement, norm.band_deg[1]))
    low, high = AXES_DEG[movement]
    step = 30.0 if high - low > 100 else 20.0 if high - low > 65 else 10.0
    marks = [low + step * at for at in range(int((high - low) / step) + 1)]
    return MovementBlock(
        title(movement),
        say(f"hips.{movement.value}_means"),
        tuple(_row(hip) for hip in hips),
        tuple(_comparisons(hips)),
        band,
        _norm_words(measurement, movement),
        tuple((place(movement, mark), f"{mark:.0f}°") for mark in marks),
    )


def _row(hip: HipRange) -> HipRow:
    good = sum(trial.good for trial in hip.trials)
    used = sum(trial.used for trial in hip.trials)
    trials = say("hips.agree", used=used, n=len(hip.trials)) if good else ""
    side = "" if hip.side == "both" else side_word(hip.side)
    return HipRow(side, largest_words(hip), own_words(hip), trials, _bar(hip))


def _bar(hip: HipRange) -> Bar:
    def error(estimate: Estimate | None) -> tuple[float, float] | None:
        if estimate is None:
            return None
        half = CONFIDENCE_95 * estimate.sd_deg
        return place(hip.movement, estimate.value_deg - half), place(hip.movement, estimate.value_deg + half)

    def end(estimate: Estimate | None) -> float | None:
        return None if estimate is None else place(hip.movement, estimate.value_deg)

    return Bar(
        place(hip.movement, 0.0), end(hip.onset), error(hip.onset), end(hip.largest), error(hip.largest)
    )


def _comparisons(hips: list[HipRange]) -> list[str]:
    said = [_detectable(hips)]
    if len(hips) == 2 and PROTOCOLS[hips[0].movement].sided:
        left, right = hips
        said = [
            sides_words(own_difference(left, right), own=True),
            sides_words(largest_difference(left, right), own=False),
            *said,
        ]
    return [sentence for sentence in said if sentence]


def _detectable(hips: list[HipRange]) -> str:
    """From how much on a later measurement of the same hip is a change; "" where nothing was measured."""
    largest = [least.detectable_deg for hip in hips if (least := largest_difference(hip, hip)).known]
    own = [least.detectable_deg for hip in hips if (least := own_difference(hip, hip)).known]
    if not largest:
        return ""
    if not own:
        return say("hips.detectable_largest", largest=whole(max(largest)))
    return say("hips.detectable", own=whole(max(own)), largest=whole(max(largest)))


def _norm_words(measurement: Measurement, movement: Movement) -> str:
    if without_norm(movement, measurement.age, measurement.sex):
        return say("hips.no_norm")
    norm = norm_of(movement, measurement.age, measurement.sex)
    if norm is None:
        return ""
    return say("hips.norm", mean=whole(norm.mean_deg), sd=whole(norm.sd_deg), source=norm.source)
