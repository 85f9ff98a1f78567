"""What the page of one measurement says: a row for each hip, left against right, norms where they compare."""

from dataclasses import dataclass

from posecoach.coaching.hip_range.compare import CONFIDENCE_95, largest_difference, own_difference
from posecoach.coaching.hip_range.measure import Estimate, HipRange
from posecoach.coaching.hip_range.norms import norm_of, without_norm
from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.sentences import say
from posecoach.session.measurement import Measurement
from posecoach.session.report.hip_words import largest_words, own_words, sides_words, title, whole
from posecoach.session.report.page import when_words
from posecoach.session.words import side_word

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


@dataclass(frozen=True, slots=True)
class MeasurementPage:
    """Everything on the page."""

    when: str
    source: str
    blocks: tuple[MovementBlock, ...]
    program: str


def make_measurement_page(measurement: Measurement) -> MeasurementPage:
    """The page of one measurement."""
    movements = list(dict.fromkeys(hip.movement for hip in measurement.hips))
    looked = say("hips.model", model=measurement.source.model) if measurement.source.model else ""
    return MeasurementPage(
        when_words(measurement.taken_at),
        looked,
        tuple(_block(measurement, movement) for movement in movements),
        measurement.program,
    )


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
    return HipRow(
        "" if hip.side == "both" else side_word(hip.side),
        largest_words(hip),
        own_words(hip),
        trials,
        _bar(hip),
    )


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
