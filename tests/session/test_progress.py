"""Progress over weeks: figures without nagging."""

from datetime import date, datetime, timedelta, timezone

from posecoach.exercises.definition import SIDES
from posecoach.session.report.progress import longest_run, make_progress, weeks
from posecoach.session.report.render import progress_page
from tests.session.examples import history_row

MONDAY = datetime(2024, 3, 4, 18, tzinfo=timezone.utc)


def row(day=0, side="left", range_deg=9.0, reps=10, clean=8, **kept):
    started_at = MONDAY + timedelta(days=day)
    return history_row(
        number=day + 1,
        started_at=started_at,
        side=side,
        range_deg=range_deg,
        reps=reps,
        clean_reps=clean,
        **kept,
    )


def page_of(rows, day=0):
    return make_progress(rows, (MONDAY + timedelta(days=day)).date())


def test_sessions_without_a_rep_or_still_running_are_left_out():
    page = page_of([row(), row(reps=0, clean=0), row(running=True)])
    assert "1 session on 1 day since 4 March 2024, 10 repetitions" in page.headline


def test_sessions_whose_lower_back_was_not_seen_have_no_share_of_clean_reps():
    rows = [row(day, known_reps=0) for day in range(6)]
    page = page_of(rows)
    assert {line.clean for line in page.lines} == {"–"}
    assert "still" not in page.blocks[0].summary and "clean" not in page.blocks[0].charts
    seen = [row(day, known_reps=8) for day in range(6)]
    assert "back still in 100% to 100%" in page_of([*rows[:2], *seen]).blocks[0].summary


def test_a_share_of_clean_reps_needs_the_lower_back_in_half_of_them():
    assert row(reps=20, clean=20, known_reps=1).clean_share is None
    assert row(reps=20, clean=20, known_reps=9).clean_share is None
    assert row(reps=20, clean=9, known_reps=10).clean_share == 0.9
    assert row(reps=20, clean=18, known_reps=None).clean_share == 0.9, "nobody counted then"
    hardly = [row(day, reps=20, clean=20, known_reps=1) for day in range(6)]
    page = page_of([*hardly[:2], *(row(day, known_reps=8) for day in range(6))])
    assert [line.clean for line in page.lines].count("–") == 2
    assert "back still in 100% to 100%" in page.blocks[0].summary


def test_the_difference_of_sides_is_by_week():
    first, second = weeks([row(0), row(2, "right", 11.0), row(3, "right", 12.0), row(8)])
    assert (first.monday, first.difference) == (date(2024, 3, 4), 2.5)
    assert second.difference is None


def test_runs_of_days_are_counted():
    days = {date(2024, 3, 1) + timedelta(days=day) for day in (0, 1, 2, 5, 6)}
    assert longest_run(days) == 3
    assert longest_run(set()) == 0


def test_rhythm_is_said_without_a_reproach():
    page = page_of([row(day) for day in (0, 1, 2)], day=2)
    assert "on 3 days of the last four weeks" in page.rhythm
    assert "days off are part of it" in page.rhythm
    assert page_of([row()], day=200).rhythm == ""


def test_a_trend_compares_the_first_third_with_the_last():
    rows = [row(day, range_deg=8 + day, clean=5 + day // 2) for day in range(9)]
    assert "range 9.0° to 15.0°, back still in 53% to 83%" in page_of(rows, 9).blocks[0].summary
    assert "a few more" in page_of(rows[:3], 9).blocks[0].summary


def test_charts_are_shown_where_there_is_something_to_show():
    (block,) = page_of([row(0), row(1)]).blocks
    assert block.charts == ("reps", "clean", "range")
    (block,) = page_of([row(0, pain_after=3), row(1, "right")]).blocks
    assert block.charts == ("pain", "reps", "clean", "range", "sides")


def test_the_signs_of_the_sides_are_explained_where_they_are_drawn():
    pages = {side: progress_page([row(0, side)], MONDAY.date())[1] for side in SIDES}
    assert {side: 'class="key"' in page for side, page in pages.items()} == {
        "left": True,
        "right": True,
        "both": False,
    }


def test_the_calendar_ends_today():
    days = page_of([row(0)], day=3).charts["days"]
    assert (days[-1]["day"], days[-4]["reps"]) == ("2024-03-07", 10)
    assert len(days) == 11 * 7 + 4


def test_a_long_history_keeps_the_table_short():
    page = page_of([row(day) for day in range(400)], 400)
    assert (len(page.lines), page.left_out, page.lines[0].number) == (300, 100, "400")
    assert len(page.charts["sessions"]) == 400


def test_a_short_history_is_listed_whole():
    page = page_of([row(day) for day in range(3)], 3)
    assert ([line.number for line in page.lines], page.left_out) == (["3", "2", "1"], 0)
