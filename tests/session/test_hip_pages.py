"""The page of a measurement, and the hips' own range at the head of the page of progress."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from posecoach import sentences
from posecoach.coaching.hip_range.compare import own_difference
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.coaching.hip_range.result import Estimate, Reason
from posecoach.errors import SessionError
from posecoach.language import load_language
from posecoach.session.report.hip_progress import hip_trends
from posecoach.session.report.measurement_page import movement_blocks, signed, whole
from posecoach.session.report.render import measurement_page, progress_page, write_page
from tests.session.browser import start_browser
from tests.session.test_measurement import LEFT, MADE

RIGHT = replace(LEFT, side="right", largest=Estimate(98.0, 5.0), onset=None, onset_reason=Reason.BACK_STILL)


def measured(*hips, days=0):
    return replace(MADE, hips=hips, taken_at=MADE.taken_at + timedelta(days=days))


def test_each_hip_is_told_with_its_error():
    (block,) = movement_blocks(measured(LEFT, RIGHT))

    assert [(row.side, row.largest, row.own) for row in block.rows] == [
        ("left", "118° ± 11°", "102° ± 12°"),
        ("right", "98° ± 10°", "at least 98°: the lower back kept still to the end"),
    ]


def test_a_difference_is_told_only_beyond_its_error():
    alike = replace(RIGHT, largest=Estimate(112.0, 5.0))
    (far,), (near,) = (movement_blocks(measured(LEFT, one)) for one in (RIGHT, alike))

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
    (block,) = movement_blocks(replace(measured(LEFT), age=age, sex=sex))

    assert (block.band is not None) is banded
    assert ("Jung and Yamasaki 2016" in block.norm) is banded
    assert block.norm.startswith("No published range for this age and sex") is not banded
    (unasked,) = movement_blocks(replace(measured(LEFT), age=None, sex=sex))
    assert unasked.norm == ""


def test_other_movements_have_no_norm():
    other = replace(LEFT, movement=Movement.EXTENSION)
    (block,) = movement_blocks(replace(measured(other), age=70, sex="female"))

    assert block.band is None


def test_progress_leads_with_the_own_range_and_its_error():
    first, last = measured(LEFT), measured(replace(LEFT, onset=Estimate(125.0, 6.0)), days=60)
    (trend,) = hip_trends([last, first])

    assert [point.side for point in trend.points] == ["left", "left"]
    assert [(point.deg, round(point.error_deg, 1)) for point in trend.points] == [(101.5, 5.9), (125.0, 5.9)]
    assert trend.changes[0].own == "+24°, more than the error of 8°"


def test_a_change_smaller_than_the_error_is_called_no_change():
    first, last = measured(LEFT), measured(replace(LEFT, onset=Estimate(105.0, 6.0)), days=60)
    (trend,) = hip_trends([first, last])

    assert trend.changes[0].own.startswith("no change")


def test_a_nought_has_no_sign():
    assert [signed(deg) for deg in (-0.4, -0.0, 0.3, -0.6, 2.2)] == ["0", "0", "0", "−1", "+2"]
    assert [whole(deg) for deg in (-0.4, 0.4, -1.0)] == ["0", "0", "-1"]


def test_where_the_lower_back_is_never_seen_the_largest_angles_are_drawn():
    unseen = replace(LEFT, onset=None, onset_reason=Reason.BACK_HIDDEN)
    (trend,) = hip_trends([measured(unseen), measured(unseen, days=30)])

    assert trend.largest and len(trend.points) == 2
    assert trend.changes[0].own == "–"


def test_the_own_range_is_compared_where_it_was_first_and_last_seen():
    unseen = replace(LEFT, onset=None, onset_reason=Reason.BACK_HIDDEN)
    later = replace(LEFT, onset=Estimate(125.0, 6.0))
    (trend,) = hip_trends([measured(unseen), measured(LEFT, days=20), measured(later, days=40)])

    assert trend.changes[0].own.startswith("+24°")


def test_a_hip_is_compared_with_itself_more_finely_than_with_the_other_one():
    """The camera sees the other hip from the other side; what errs always alike cancels out in one hip."""
    further = replace(LEFT, onset=Estimate(113.5, 6.25))
    assert own_difference(further, LEFT).real
    assert not own_difference(replace(further, side="right"), LEFT).real


def test_a_measurement_of_before_that_error_was_kept_is_compared_by_the_larger_one():
    old = replace(LEFT, onset_repeat_sd_deg=float("nan"))
    assert own_difference(old, old).detectable_deg == pytest.approx(1.96 * 2**0.5 * 6.25)


def test_the_page_says_from_how_much_on_a_later_measurement_is_a_change():
    (block,) = movement_blocks(measured(LEFT))

    assert block.comparisons == (
        "A later measurement of the same hip is a change from 8° on by itself, "
        "and from 11° on at its largest.",
    )


def test_the_page_of_progress_can_be_of_measurements_alone():
    name, html = progress_page([], date(2026, 5, 1), [measured(LEFT)])

    assert name == "progress.html"
    assert html.index("The hips&#39; own range") < html.index("</main>")
    with pytest.raises(SessionError):
        progress_page([], date(2026, 5, 1))


def test_sides_and_days_are_words_of_the_language_in_use():
    sentences.use(load_language("de"))
    (block,) = movement_blocks(measured(LEFT, RIGHT))

    assert [row.side for row in block.rows] == ["links", "rechts"]
    assert "1. März 2026" in measurement_page(measured(LEFT, RIGHT))[1]


def test_two_measurements_of_one_day_have_a_page_each():
    assert len({measurement_page(MADE, number)[0] for number in (0, 1, 2)}) == 3


def test_arrow_keys_go_from_day_to_day_and_point_at_the_hip_that_is_read_out(tmp_path):
    keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
    page = tmp_path / "progress.html"
    _, html = progress_page([], date(2026, 5, 1), [measured(LEFT, RIGHT), measured(LEFT, RIGHT, days=30)])
    write_page(html, page)
    browser = start_browser()
    try:
        browser.get(page.as_uri())
        chart = browser.find_element("css selector", "[data-chart=hips]")
        told = []
        for _ in range(4):
            chart.send_keys(keys.ARROW_RIGHT)
            spoken = browser.find_element("id", "spoken").get_attribute("textContent")
            tip = chart.find_element("css selector", "[aria-label=tip]").get_attribute("textContent")
            day, side, degrees = spoken.rsplit(", ", 2)
            assert f"{day}, {side}" in tip and degrees in tip
            told.append((day, side))
    finally:
        browser.quit()
    (first, _), *_, (last, _) = told
    assert told == [(first, "left"), (first, "right"), (last, "left"), (last, "right")] and first != last
