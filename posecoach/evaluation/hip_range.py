"""How exactly the hip's range is measured: against the truth, left against right, from another place."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.table import Table

from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.coaching.hip_range.result import CONFIDENCE_95, HipRange
from posecoach.evaluation.cases import Case
from posecoach.evaluation.cells import Json, table
from posecoach.evaluation.counting import mean
from posecoach.evaluation.truth import NAN
from posecoach.session.strict import picked

Measure = Callable[[Path, Movement, str], HipRange]


@dataclass(frozen=True, slots=True)
class RangeScore:
    """One test of one hip: measured and true, degrees; NaN where nothing was measured, with the reason.

    `person` and `moved` tell which tests belong together: the other hip, or the same with the camera moved.
    """

    clip: str
    movement: str
    side: str
    person: str
    moved: bool
    largest_deg: float
    true_largest_deg: float
    largest_reason: str
    onset_deg: float
    true_onset_deg: float
    onset_reason: str

    @property
    def largest_error_deg(self) -> float:
        return self.largest_deg - self.true_largest_deg

    @property
    def onset_error_deg(self) -> float:
        return self.onset_deg - self.true_onset_deg


@dataclass(frozen=True, slots=True)
class RangeTotals:
    """One movement over its tests; errors in degrees, NaN where there are none.

    Attributes:
        tests, measured, onsets: how many there were, gave a largest angle, and an onset.
        largest_mae_deg, largest_bias_deg, onset_mae_deg, onset_bias_deg: mean absolute and mean error.
        largest_rms_deg, onset_rms_deg: root mean squared error.
        side_mae_deg: error of the difference of left and right, `pairs` people.
        repeat_sd_deg: one standard deviation of one measurement against another with the camera moved, from
            `repeats` pairs: their root mean squared difference over the root of two.
        detectable_deg: the minimal detectable change, 95 %.
        onset_repeat_sd_deg, onset_detectable_deg: the same two of the onset.
    """

    movement: str
    tests: int
    measured: int
    onsets: int
    largest_mae_deg: float
    largest_bias_deg: float
    onset_mae_deg: float
    onset_bias_deg: float
    largest_rms_deg: float
    onset_rms_deg: float
    pairs: int
    side_mae_deg: float
    repeats: int
    repeat_sd_deg: float
    detectable_deg: float
    onset_repeat_sd_deg: float
    onset_detectable_deg: float


def score_range(case: Case, measure: Measure) -> RangeScore:
    """Measure the hip in a case whose truth has ramps."""
    truth = case.truth
    movement = next(one.movement for one in PROTOCOLS.values() if one.exercise == truth.exercise)
    hip = measure(case.source, movement, truth.side)
    return RangeScore(
        truth.clip,
        movement.value,
        truth.side,
        truth.person_key,
        truth.moved_camera,
        hip.largest.value_deg if hip.largest else NAN,
        float(np.mean([ramp.largest_deg for ramp in truth.ramps])),
        hip.largest_reason.value,
        hip.onset.value_deg if hip.onset else NAN,
        float(np.median([ramp.onset_deg for ramp in truth.ramps])),
        hip.onset_reason.value,
    )


def range_totals(scores: Sequence[RangeScore]) -> tuple[RangeTotals, ...]:
    """Each movement that was tested."""
    order = [movement.value for movement in Movement]
    return tuple(
        _totals(movement, [one for one in scores if one.movement == movement])
        for movement in order
        if any(one.movement == movement for one in scores)
    )


def range_json(scores: Sequence[RangeScore]) -> Json:
    """The tests and their totals as JSON values; NaN is None."""
    return {
        "tests": [picked(score, 4) for score in scores],
        "totals": [picked(total, 4) for total in range_totals(scores)],
    }


def range_table(scores: Sequence[RangeScore]) -> Table:
    headings = ("tests", "measured", "largest off", "bias", "onsets", "onset off")
    made = table("Hip range", "movement", *headings, "left-right off", "detectable", "detectable onset")
    for one in range_totals(scores):
        errors = (one.side_mae_deg, one.detectable_deg, one.onset_detectable_deg)
        made.add_row(
            one.movement,
            str(one.tests),
            str(one.measured),
            _deg(one.largest_mae_deg),
            _deg(one.largest_bias_deg),
            str(one.onsets),
            _deg(one.onset_mae_deg),
            *(_deg(error) for error in errors),
        )
    return made


def _totals(movement: str, scores: list[RangeScore]) -> RangeTotals:
    largest = _known(score.largest_error_deg for score in scores)
    onset = _known(score.onset_error_deg for score in scores)
    sides = _known(_side_errors(scores))
    pairs = list(_repeats(scores))
    repeats = _known(moved.largest_error_deg - plain.largest_error_deg for plain, moved in pairs)
    again = _known(moved.onset_error_deg - plain.onset_error_deg for plain, moved in pairs)
    repeat_sd, onset_sd = _rms(repeats) / math.sqrt(2), _rms(again) / math.sqrt(2)
    return RangeTotals(
        movement,
        len(scores),
        len(largest),
        len(onset),
        mean([abs(error) for error in largest]),
        mean(largest),
        mean([abs(error) for error in onset]),
        mean(onset),
        _rms(largest),
        _rms(onset),
        len(sides),
        mean([abs(error) for error in sides]),
        len(repeats),
        repeat_sd,
        CONFIDENCE_95 * math.sqrt(2) * repeat_sd,
        onset_sd,
        CONFIDENCE_95 * math.sqrt(2) * onset_sd,
    )


def _known(values: Iterable[float]) -> list[float]:
    return [value for value in values if value == value]


def _side_errors(scores: Sequence[RangeScore]) -> Iterator[float]:
    """Error of left minus right, for each person of whom both were tested from the same place."""
    for left in scores:
        for right in scores:
            same = (left.person, left.moved) == (right.person, right.moved)
            if same and (left.side, right.side) == ("left", "right"):
                yield left.largest_error_deg - right.largest_error_deg


def _repeats(scores: Sequence[RangeScore]) -> Iterator[tuple[RangeScore, RangeScore]]:
    """Each hip's measurement with that from where the camera was moved to."""
    for plain in scores:
        for moved in scores:
            same = (plain.person, plain.side) == (moved.person, moved.side)
            if same and moved.moved and not plain.moved:
                yield plain, moved


def _rms(values: Sequence[float]) -> float:
    return math.sqrt(mean(np.square(values).tolist()))


def _deg(value: float) -> str:
    return "–" if value != value else f"{value:.1f}°"
