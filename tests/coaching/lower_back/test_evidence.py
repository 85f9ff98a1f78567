"""Cues put together: how likely the back moved, by how much, and why one cue alone is never certain."""

from dataclasses import replace

import pytest

from posecoach.coaching.lower_back.cues import Kind
from posecoach.coaching.lower_back.evidence import Evidence, posterior_of

LIMIT_DEG = 4.0
EDGE = Evidence(
    "edge", Kind.SILHOUETTE, 4.0, excess=4.0, spread=0.5, per_deg=0.4, per_deg_spread=0.2, odd=0.04
)
RISE = replace(EDGE, measure="rise", kind=Kind.LANDMARKS, excess=2.6, per_deg=0.26)


def moved(*evidence: Evidence, expected: float = 0.15) -> float:
    return posterior_of(evidence, LIMIT_DEG, expected).moved


def test_without_evidence_the_expectation_stays() -> None:
    assert moved(expected=0.15) == pytest.approx(0.15)


def test_ten_degrees_in_two_cues_are_certain_and_none_in_two_as_well() -> None:
    assert moved(EDGE, RISE) > 0.98
    assert moved(replace(EDGE, excess=0.0), replace(RISE, excess=0.0)) < 0.01


@pytest.mark.parametrize("excess", [4.0, 8.0, 40.0])
def test_one_cue_alone_is_never_certain_however_large(excess: float) -> None:
    assert moved(replace(EDGE, excess=excess)) < 0.97


def test_a_cue_that_speaks_against_another_takes_its_word_away() -> None:
    assert moved(EDGE, replace(RISE, excess=0.0)) < 0.5 < moved(EDGE)


def test_two_cues_that_go_wrong_together_count_as_one() -> None:
    """A plain lean turns the line of the trunk and the pixels on the pelvis alike."""
    lean = replace(EDGE, kind=Kind.LEAN, odd=0.25)
    tilt = replace(lean, measure="tilt", per_deg=-0.5, excess=-5.0)
    still = replace(EDGE, excess=0.0)
    assert moved(lean, tilt, still) < 0.5
    assert moved(lean, replace(tilt, kind=Kind.PIXELS), still) > moved(lean, tilt, still)


def test_a_cue_that_falls_with_the_movement_is_read_the_other_way_round() -> None:
    assert moved(replace(EDGE, per_deg=-0.4, excess=-4.0)) == pytest.approx(moved(EDGE))


def test_a_cue_that_is_easily_fooled_counts_less() -> None:
    assert moved(replace(EDGE, odd=0.4)) < moved(EDGE)


def test_what_the_noise_could_do_by_itself_is_not_told() -> None:
    assert moved(replace(EDGE, excess=1.2, spread=0.8)) < 0.5


def test_the_amount_is_the_excess_over_the_slope_with_its_uncertainty() -> None:
    posterior = posterior_of([EDGE, RISE], LIMIT_DEG, 0.15)
    assert posterior.extra_deg == pytest.approx(10.0, abs=1.5)
    assert 1.0 < posterior.spread_deg < 3.0


def test_a_slope_that_differs_between_bodies_makes_the_amount_less_certain() -> None:
    known = posterior_of([replace(EDGE, per_deg_spread=0.05)], LIMIT_DEG, 0.5).spread_deg
    unknown = posterior_of([replace(EDGE, per_deg_spread=0.5)], LIMIT_DEG, 0.5).spread_deg
    assert unknown > 1.5 * known


def test_an_absurd_reading_does_not_break_the_sum() -> None:
    assert 0.0 <= moved(replace(EDGE, excess=-400.0), replace(RISE, excess=400.0)) <= 1.0


def test_a_kind_is_as_doubtful_as_the_most_doubtful_of_its_cues_in_whatever_order() -> None:
    doubtful = replace(EDGE, measure="bulge", odd=0.5)
    one, other = (posterior_of(cues, LIMIT_DEG, 0.15) for cues in ([EDGE, doubtful], [doubtful, EDGE]))
    assert one.moved == pytest.approx(other.moved)
    assert one.moved < posterior_of([EDGE, replace(doubtful, odd=EDGE.odd)], LIMIT_DEG, 0.15).moved
