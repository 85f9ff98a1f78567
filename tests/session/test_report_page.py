"""The page in a real browser, looked at as a person would; without one, what can be told from its text."""

import hashlib
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from posecoach.coaching.events import Confidence
from posecoach.session.record import Pain, Prescription, ViewRecord
from posecoach.session.report import render
from posecoach.session.report.page import make_page
from posecoach.session.report.render import render_session, write_page
from tests.session.browser import print_pdf, requests_of, set_scheme, start_browser
from tests.session.examples import Dose, bare_session, make_session
from tests.session.pictures import progress_page, session_page
from tests.session.test_measurement import MADE

NASTY = (
    "</script><script>document.title='owned'</script>\"'`\n\u202e"
    "gnp.exe <img src=x onerror=alert(1)> {{ 7*7 }}"
)


@pytest.fixture(scope="module")
def browser():
    opened = start_browser()
    yield opened
    opened.quit()


@pytest.fixture(scope="module")
def page_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "session.html"
    write_page(session_page(), path)
    return path


@pytest.fixture(scope="module")
def progress():
    """The page of progress."""
    return progress_page()


def show(browser, html, folder):
    path = folder / "page.html"
    write_page(html, path)
    browser.get(path.as_uri())
    return path


def stay_at(browser, path):
    """Open the page only where another is open: drawing it takes a second."""
    if browser.current_url != path.as_uri():
        browser.get(path.as_uri())


def test_a_page_of_eight_sets_of_fifty_reps_is_under_a_megabyte():
    html = render_session(make_page(make_session(Dose(sets=8, reps=50))))
    assert len(html.encode()) < 1_000_000


def test_the_page_names_no_address_to_load_from():
    html = session_page()
    markup = html.split("<script")[0]
    addresses = set(re.findall(r"""(?:\ssrc|\shref|url)\s*[=(]\s*["']?([^"'\s>)]+)""", markup))
    assert addresses == {"#content"}
    head = unescape(html.split("</title>")[0])
    assert "default-src 'none'" in head
    assert "unsafe" not in head


def test_the_charting_library_is_the_one_noted():
    folder = Path(render.__file__).parent / "static"
    noted = (folder / "README.md").read_text(encoding="utf-8")
    assert {script.name for script in folder.glob("*.js")} == {Path(name).name for name in render.LIBRARY}
    for script in folder.glob("*.js"):
        assert f"{script.name} | " in noted
        assert hashlib.sha256(script.read_bytes()).hexdigest() in noted


def test_it_opens_without_an_error_and_asks_nobody_for_anything(browser, page_path):
    requests_of(browser)
    browser.get_log("browser")
    browser.get(page_path.as_uri())
    assert browser.execute_script("return document.documentElement.dataset.drawn") == "yes"
    assert browser.get_log("browser") == []
    assert requests_of(browser) == [page_path.as_uri()]


def test_every_chart_is_drawn(browser, page_path):
    stay_at(browser, page_path)
    charts = browser.find_elements("css selector", ".chart")
    assert len(charts) == 6
    for chart in charts:
        svg = chart.find_element("css selector", "svg")
        assert svg.size["width"] > 500
        assert chart.find_elements("css selector", "svg path, svg circle, svg rect")
    found = browser.find_elements("css selector", "[data-index='0'] [aria-label=dot] *")
    dots = [dot.get_attribute("fill") for dot in found]
    assert (dots.count("var(--clean)"), dots.count("var(--moved)")) == (25, 5)


def test_a_short_set_names_no_time_and_no_value_twice(browser, tmp_path):
    show(browser, render_session(make_page(make_session(Dose(sets=1, reps=2, back_from=())))), tmp_path)
    for axis in ("x", "y"):
        for labels in browser.find_elements("css selector", f".chart [aria-label='{axis}-axis tick label']"):
            words = [one.text for one in labels.find_elements("css selector", "text") if one.text]
            assert len(set(words)) == len(words), words


def test_the_orange_triangle_is_the_lower_back_in_the_progress_too(browser, progress, tmp_path):
    show(browser, progress, tmp_path)
    marks = browser.find_elements("css selector", "[data-chart=pain] [aria-label=dot] *")
    assert marks and all(mark.get_attribute("fill") != "var(--moved)" for mark in marks)


def test_hovering_shows_the_values(browser, page_path):
    action = pytest.importorskip("selenium.webdriver").ActionChains
    browser.get(page_path.as_uri())
    chart = browser.find_element("css selector", "[data-index='0'] svg")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", chart)
    action(browser).move_to_element(chart).perform()
    words = browser.find_element("css selector", "[data-index='0'] [aria-label=tip]").get_attribute(
        "textContent"
    )
    assert re.search(r"0:3\d · rep 1\d, lower back still", words)
    assert re.search(r"1[01]\d(\.\d)?°", words)
    assert "lower back" in words


def test_the_tab_key_visits_everything_in_reading_order(browser, page_path):
    keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
    browser.get(page_path.as_uri())
    where = "const e = document.activeElement; return e.dataset.chart || e.tagName"
    visited = []
    for _ in range(8):
        browser.switch_to.active_element.send_keys(keys.TAB)
        visited.append(browser.execute_script(where))
    assert visited == ["A", "set", "set", "set", "range", "tempo", "share", "SUMMARY"]


def test_arrow_keys_go_from_rep_to_rep_and_read_it_out(browser, page_path):
    keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
    stay_at(browser, page_path)
    for name, where in (("[data-index='0']", "rep 30 at 0:5"), ("[data-chart=range]", "Set 3, rep 30")):
        chart = browser.find_element("css selector", name)
        chart.send_keys(keys.END)
        spoken = browser.find_element("id", "spoken").get_attribute("textContent")
        assert where in spoken
        assert "lower back moved" in spoken
        assert chart.find_element("css selector", "[aria-label=tip]").get_attribute("textContent")


def test_it_prints_on_two_pages(browser, page_path):
    pypdf = pytest.importorskip("pypdf", reason='needs pypdf: pip install -e ".[dev]"')
    stay_at(browser, page_path)
    pdf = pypdf.PdfReader(io.BytesIO(print_pdf(browser)))
    assert len(pdf.pages) == 2
    width, height = (float(side) / 72 * 25.4 for side in pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    assert "Set by set" in pdf.pages[0].extract_text()
    assert "How sure this is" in pdf.pages[1].extract_text()


@pytest.mark.parametrize(("sets", "width"), [(1, 1600), (3, 400), (6, 1600), (12, 400)])
def test_the_fullest_page_still_prints_on_two(browser, tmp_path, sets, width):
    pypdf = pytest.importorskip("pypdf", reason='needs pypdf: pip install -e ".[dev]"')
    dose = Dose(sets=sets, reps=12, back_from=tuple(9 - index % 5 for index in range(sets)))
    session = make_session(
        dose,
        pain=Pain(2, 7),
        view=ViewRecord(
            900, {"too-dark": 0.41, "cut-off": 0.33, "too-far": 0.2, "backlight": 0.1}, yaw_deg=31
        ),
        plan=Prescription(3, (30, 50), "Small and even; stop when it pinches. " * 3),
        interrupted=True,
    )
    low = replace(session.reps[0].lower_back, confidence=Confidence.LOW)
    reps = tuple(replace(rep, lower_back=low) for rep in session.sets[0].reps)
    session = replace(session, sets=(replace(session.sets[0], reps=reps), *session.sets[1:]))
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    show(browser, render_session(make_page(session, make_session(replace(dose, side="left")))), tmp_path)
    assert len(pypdf.PdfReader(io.BytesIO(print_pdf(browser))).pages) == 2


def test_injected_text_appears_as_text(browser, tmp_path):
    session = make_session(
        Dose(sets=1, reps=4),
        exercise="mine",
        exercise_name=NASTY,
        plan=Prescription(1, (4, 4), NASTY),
        program=NASTY,
        view=ViewRecord(9, {NASTY: 0.5}),
        lower_back_unit=NASTY,
    )
    session = replace(session, source=replace(session.source, name=NASTY))
    browser.get_log("browser")
    show(browser, render_session(make_page(session)), tmp_path)
    assert browser.get_log("browser") == []
    assert browser.title.startswith("</script><script>")
    assert browser.find_elements("css selector", "main img, main script") == []
    shown = browser.find_element("tag name", "main").get_attribute("textContent")
    assert shown.count("<img src=x onerror=alert(1)> {{ 7*7 }}") >= 4
    isolated = browser.find_elements("css selector", "h1 bdi, .eyebrow bdi, .aside bdi")
    assert all("\u202e" in one.get_attribute("textContent") for one in isolated)
    assert len(isolated) == 3


def test_the_policy_stops_a_script_that_got_in_anyway(browser, tmp_path):
    html = session_page().replace("</h1>", "</h1><script>document.title = 'owned'</script>")
    show(browser, html, tmp_path)
    assert browser.title != "owned"


def test_dark_and_light_are_readable(browser, page_path):
    browser.get(page_path.as_uri())
    for scheme in ("light", "dark"):
        set_scheme(browser, scheme)
        for selector in ("h1", ".hint", ".headline", "td", "footer p"):
            assert contrast(browser, selector) >= 4.5, (scheme, selector)
    set_scheme(browser, "light")


def contrast(browser, selector):
    """The contrast of text and page, as WCAG defines it."""
    script = f"return getComputedStyle(document.querySelector({selector!r})).color"
    back = "return getComputedStyle(document.body).backgroundColor"
    light, dark = sorted((luminance(browser.execute_script(one)) for one in (script, back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_phone_needs_no_sideways_scrolling(browser, page_path):
    size = {"width": 360, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(page_path.as_uri())
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_curves_are_still_there(page_path):
    html = page_path.read_text(encoding="utf-8")
    curves = re.findall(r'<noscript><svg[^>]*>\s*<path d="(M[^"]+)"', html)
    assert len(curves) == 3
    assert all(len(curve) > 1000 for curve in curves)


def test_headings_and_charts_have_names(browser, page_path):
    stay_at(browser, page_path)
    levels = [int(one.tag_name[1]) for one in browser.find_elements("css selector", "h1, h2, h3")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    unnamed = browser.find_elements("css selector", ".chart:not([aria-label])")
    assert unnamed == []
    assert browser.execute_script("return document.documentElement.lang") == "en"


def test_an_empty_session_has_a_page_without_errors(browser, tmp_path):
    browser.get_log("browser")
    show(browser, render_session(make_page(bare_session())), tmp_path)
    assert browser.get_log("browser") == []
    assert "No repetition was counted" in browser.find_element("tag name", "main").text


def test_the_page_of_progress_draws_everything(browser, progress, tmp_path):
    browser.get_log("browser")
    requests_of(browser)
    path = show(browser, progress, tmp_path)
    assert browser.get_log("browser") == []
    assert requests_of(browser) == [path.as_uri()]
    charts = browser.find_elements("css selector", ".chart")
    assert len(charts) == 1 + 2 * 5
    assert all(chart.find_elements("css selector", "svg") for chart in charts)


def test_the_trend_of_the_hips_is_drawn_between_its_first_and_last_day(browser, tmp_path):
    later = replace(MADE, taken_at=MADE.taken_at + timedelta(days=60))
    _, html = render.progress_page([], date(2026, 5, 1), [MADE, later])
    show(browser, html, tmp_path)
    chart = browser.find_element("css selector", "[data-chart=hips]")
    labels = chart.find_elements("css selector", "[aria-label='x-axis tick label'] text")
    assert [label.text for label in labels] == ["1 Mar 2026", "30 Apr 2026"]
    assert len(chart.find_elements("css selector", "[aria-label=dot] path")) == 2
