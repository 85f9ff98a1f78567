"""Cues put together: the surer one counts more, those that count must agree, and doubt is said."""

from dataclasses import replace

import pytest

from posecoach.coaching.events import Confidence
from posecoach.coaching.lower_back.evidence import Evidence, weigh

SURE = Evidence("a", 2.0, 2.0, limit=1.0, spread=0.3, trust=1.0, per_deg=0.2)
ROUGH = replace(SURE, measure="b", spread=1.2)


def test_no_cue_is_no_score() -> None:
    assert weigh([]) is None


def test_a_score_of_one_is_at_the_limit() -> None:
    score = weigh([replace(SURE, excess=1.0)])
    assert score is not None and score.value == 1.0 and score.spread == pytest.approx(0.3)


def test_the_surer_cue_counts_more() -> None:
    score = weigh([SURE, replace(ROUGH, excess=0.0)])
    assert score is not None and 1.8 < score.value < 2.0


def test_two_cues_together_are_surer_than_one() -> None:
    one, two = weigh([SURE]), weigh([SURE, replace(SURE, measure="b")])
    assert one is not None and two is not None and two.spread < 0.8 * one.spread


def test_cues_that_count_must_agree() -> None:
    score = weigh([SURE, replace(SURE, measure="b", excess=0.1)])
    assert score is not None and score.value > 1 and not score.exceeds(1.0, 2.9)


def test_one_that_hardly_counts_need_not_agree() -> None:
    score = weigh([SURE, replace(ROUGH, excess=-1.0)])
    assert score is not None and score.exceeds(1.0, 2.9)


def test_a_cue_that_is_easily_fooled_is_not_believed_alone() -> None:
    lean = replace(SURE, alone=False)
    assert weigh([lean]) is None
    other = replace(ROUGH, alone=False)
    for excess, believed in ((0.1, False), (2.0, True)):
        score = weigh([lean, replace(other, excess=excess)])
        assert score is not None and score.exceeds(1.0, 2.9) is believed


def test_what_the_noise_could_do_by_itself_is_not_enough() -> None:
    score = weigh([replace(SURE, excess=1.2, spread=0.5)])
    assert score is not None and score.exceeds(1.0, 2.0) and not score.exceeds(1.0, 2.9)


@pytest.mark.parametrize(
    ("change", "confidence"),
    [
        ({}, Confidence.HIGH),
        ({"trust": 0.5}, Confidence.LOW),
        ({"spread": 0.8}, Confidence.LOW),
        ({"best": Confidence.LOW}, Confidence.LOW),
    ],
)
def test_confidence_says_what_can_be_known(change: dict, confidence: Confidence) -> None:
    score = weigh([replace(SURE, **change)])
    assert score is not None and score.confidence is confidence
