"""The page of a measurement, and the hips' own range at the head of the page of progress."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from posecoach.coaching.hip_range.measure import Estimate, Reason
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.errors import SessionError
from posecoach.session.report.files import measurement_page, progress_page
from posecoach.session.report.hip_progress import hip_trends
from posecoach.session.report.measurement_page import make_measurement_page
from tests.session.test_measurement import LEFT, MADE

RIGHT = replace(LEFT, side="right", largest=Estimate(98.0, 5.0), onset=None, onset_reason=Reason.BACK_STILL)


def measured(*hips, days=0):
    return replace(MADE, hips=hips, taken_at=MADE.taken_at + timedelta(days=days))


def test_each_hip_is_told_with_its_error():
    (block,) = make_measurement_page(measured(LEFT, RIGHT)).blocks

    assert [(row.side, row.largest, row.own) for row in block.rows] == [
        ("left", "118° ± 11°", "102° ± 12°"),
        ("right", "98° ± 10°", "at least 98°: the lower back kept still to the end"),
    ]


def test_a_difference_is_told_only_beyond_its_error():
    alike = replace(RIGHT, largest=Estimate(112.0, 5.0))
    (far,), (near,) = (make_measurement_page(measured(LEFT, one)).blocks for one in (RIGHT, alike))

    assert "The left hip goes 20° further." in far.comparisons
    assert "do not differ beyond the error" in near.comparisons[1]


def test_what_could_not_be_seen_says_why():
    lost = replace(LEFT, largest=None, onset=None, largest_reason=Reason.VIEW)
    _, html = measurement_page(measured(lost))

    assert "could not be seen, because the camera does not stand where it can be seen" in html


@pytest.mark.parametrize(
    ("age", "sex", "banded"), [(70, "female", True), (40, "female", False), (70, "male", False)]
)
def test_a_norm_is_shown_only_where_one_compares(age, sex, banded):
    (block,) = make_measurement_page(replace(measured(LEFT), age=age, sex=sex)).blocks

    assert (block.band is not None) is banded
    assert ("Jung and Yamasaki 2016" in block.norm) is banded


def test_other_movements_have_no_norm():
    other = replace(LEFT, movement=Movement.EXTENSION)
    (block,) = make_measurement_page(replace(measured(other), age=70, sex="female")).blocks

    assert block.band is None


def test_progress_leads_with_the_own_range_and_its_error():
    first, last = measured(LEFT), measured(replace(LEFT, onset=Estimate(125.0, 6.0)), days=60)
    (trend,) = hip_trends([last, first], [date(2026, 3, 10)])

    assert [point.side for point in trend.points] == ["left", "left"]
    assert trend.points[0].low > trend.points[0].y > trend.points[0].high
    assert trend.points[1].y < trend.points[0].y
    assert trend.changes[0].own == "+24°, more than the error of 17°"
    assert len(trend.days) == 1


def test_a_change_smaller_than_the_error_is_called_no_change():
    first, last = measured(LEFT), measured(replace(LEFT, onset=Estimate(105.0, 6.0)), days=60)
    (trend,) = hip_trends([first, last], [])

    assert trend.changes[0].own.startswith("no change")


def test_the_page_of_progress_can_be_of_measurements_alone():
    name, html = progress_page([], date(2026, 5, 1), [measured(LEFT)])

    assert name == "progress.html"
    assert html.index("The hips&#39; own range") < html.index("</main>")
    with pytest.raises(SessionError):
        progress_page([], date(2026, 5, 1))
