"""The one verdict on a rep: what is told, what is only asked, and what may be called sure."""

from dataclasses import replace

import pytest

from posecoach.coaching.events import Confidence
from posecoach.coaching.lower_back.cues import Kind
from posecoach.coaching.lower_back.decision import Decision, decide
from posecoach.coaching.lower_back.evidence import Evidence
from tests.coaching.lower_back.test_evidence import EDGE, LIMIT_DEG, RISE

STILL = replace(EDGE, excess=0.0), replace(RISE, excess=0.0)


def verdict(*evidence: Evidence) -> Decision:
    found = decide(evidence, LIMIT_DEG, 0.15)
    assert found is not None
    return found


def test_nothing_seen_is_no_verdict() -> None:
    assert decide([], LIMIT_DEG, 0.15) is None


def test_two_kinds_that_agree_are_sure() -> None:
    told, quiet = verdict(EDGE, RISE), verdict(*STILL)
    assert (told.moved, told.confidence) == (True, Confidence.HIGH)
    assert (quiet.moved, quiet.confidence) == (False, Confidence.HIGH)


def test_one_kind_alone_only_asks() -> None:
    """Two cues of the silhouette fail together where the mask does."""
    other = replace(EDGE, measure="bulge")
    for evidence in ([EDGE], [EDGE, other]):
        found = verdict(*evidence)
        assert (found.moved, found.confidence) == (True, Confidence.LOW)


@pytest.mark.parametrize("change", [{"sound": False}, {"steady": False}, {"accuses": False}])
def test_a_kind_whose_ground_is_not_sound_makes_nothing_sure(change: dict) -> None:
    assert verdict(EDGE, replace(RISE, **change)).confidence is Confidence.LOW
    assert verdict(STILL[0], replace(STILL[1], **change)).confidence is Confidence.LOW


def test_a_rep_is_still_where_ten_degrees_would_have_been_seen_and_were_not() -> None:
    """It takes no reps of the person's own, where these would say no more than what is known of others."""
    unsound = [replace(item, sound=False) for item in STILL]
    found = verdict(*unsound)
    assert (found.moved, found.still, found.confidence) == (False, True, Confidence.LOW)


def test_a_rep_is_not_called_still_where_ten_degrees_could_hide() -> None:
    hidden = [replace(item, spread=10 * abs(item.per_deg)) for item in STILL]
    assert not verdict(*hidden).moved and not verdict(*hidden).still


@pytest.mark.parametrize("deg", [10.0, 12.0, 16.0])
@pytest.mark.parametrize("shown", [0.6, 1.0])
def test_whoever_moved_by_ten_degrees_is_not_called_still(deg: float, shown: float) -> None:
    """Nor where cloth shows little of it."""
    assert not verdict(*[replace(item, excess=shown * deg * item.per_deg) for item in STILL]).still


def test_kinds_that_contradict_each_other_accuse_nobody() -> None:
    found = verdict(EDGE, replace(RISE, excess=0.0))
    assert (found.moved, found.confidence) == (False, Confidence.LOW)


def test_stillness_is_not_sure_while_one_kind_says_otherwise() -> None:
    doubtful = replace(EDGE, kind=Kind.PIXELS, excess=0.5 * EDGE.excess)
    found = verdict(*STILL, doubtful)
    assert (found.moved, found.confidence) == (False, Confidence.LOW)


@pytest.mark.parametrize("scale", [-1.0, 0.0, 0.2, 0.35, 0.5, 0.7, 1.0, 3.0])
def test_the_reading_reaches_the_limit_exactly_when_it_is_told(scale: float) -> None:
    for kinds in ([EDGE], [EDGE, RISE], [EDGE, replace(RISE, excess=0.3)]):
        found = verdict(*[replace(item, excess=scale * item.excess) for item in kinds])
        assert (found.posterior.extra_deg >= found.turning_deg) is found.moved
