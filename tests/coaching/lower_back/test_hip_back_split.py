"""How a rep divides between the hip and the lower back, and when that cannot be said."""

import pytest

from posecoach.coaching.events import Confidence, HipBackSplit, Rep
from posecoach.coaching.lower_back.decision import Decision
from posecoach.coaching.lower_back.evidence import Posterior
from posecoach.coaching.lower_back.hip_back_split import USUAL_BACK_SHARE, share_of
from posecoach.exercises.catalogue import find_exercise

REP = Rep(1, 1, 0.0, 1.0, 1.3, range_deg=20.0, peak_deg=110.0, end_s=2.0)


def divided(
    exercise_id: str, back_deg: float, hip_deg: float = 0.0, spread_deg: float = 1.5, moved: bool = True
) -> HipBackSplit:
    """A rep of 20 degrees whose lower back moved by `back_deg` more than usual."""
    posterior = Posterior(float(moved), back_deg, spread_deg)
    decision = Decision(moved, Confidence.HIGH, posterior, turning_deg=4.0)
    return share_of(find_exercise(exercise_id), REP, decision, hip_deg)


def test_lying_the_pull_is_hip_and_back_together() -> None:
    share = divided("hip-flexion", 10.0)
    usual = USUAL_BACK_SHARE["lying"] * 20
    assert (share.back_deg, share.hip_deg) == (pytest.approx(10 + usual), pytest.approx(10 - usual))
    assert share.hip_share == pytest.approx(share.hip_deg / 20)
    assert share.confidence is Confidence.HIGH


def test_a_part_below_its_own_uncertainty_is_not_given() -> None:
    share = divided("hip-flexion", 0.0, spread_deg=5.0)
    assert share.back_deg != share.back_deg and share.hip_share != share.hip_share
    assert share.uncertainty_deg > 5.0


def test_what_is_only_known_of_other_people_is_not_told_of_this_one() -> None:
    """A back that keeps to the usual fifth of a pull lying was not seen to do that fifth."""
    share = divided("hip-flexion", 0.4, spread_deg=1.0, moved=False)
    assert share.back_deg != share.back_deg and share.hip_share != share.hip_share


def test_the_uncertainty_holds_what_is_unknown_of_the_cues_and_of_the_usual_part() -> None:
    assert divided("hip-flexion", 10.0, spread_deg=1.5).uncertainty_deg > 1.5


def test_the_hip_never_did_less_than_nothing() -> None:
    share = divided("hip-flexion", 30.0)
    assert share.hip_deg == 0.0 and share.hip_share == 0.0


def test_standing_an_arch_hides_from_the_thigh_what_it_bends_the_hip() -> None:
    """The thigh comes 12 degrees toward a trunk whose pelvis has tipped away from it by the arch."""
    share = divided("hip-extension", 10.0, hip_deg=12.0)
    arch = 10 + USUAL_BACK_SHARE["standing"] * 20
    assert (share.back_deg, share.hip_deg) == (pytest.approx(arch), pytest.approx(12 + arch))
    assert share.confidence is Confidence.LOW


def test_standing_without_a_thigh_nothing_is_said_of_the_hip() -> None:
    share = divided("hip-extension", 10.0, hip_deg=float("nan"))
    assert share.hip_deg != share.hip_deg and share.hip_share != share.hip_share


def test_inward_rotation_has_no_share() -> None:
    assert divided("hip-internal-rotation", 10.0).confidence is Confidence.CANNOT_SEE
