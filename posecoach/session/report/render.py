"""A page as one HTML file, whose policy lets nothing else in, and the place where it goes."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from posecoach import __version__, sentences
from posecoach.errors import SessionError
from posecoach.files import whole_file
from posecoach.sentences import say
from posecoach.session.folder import (
    PROGRESS_PAGE,
    data_folder,
    make_private_folder,
    page_name,
    pages_folder,
    routine_page_name,
)
from posecoach.session.history import HistoryRow
from posecoach.session.measurement import Measurement
from posecoach.session.report.measurement_page import movement_blocks
from posecoach.session.report.page import FALLBACK_SIZE, Page, make_page, when_words
from posecoach.session.report.progress import ProgressPage, make_progress
from posecoach.session.report.routine_page import make_routine_page
from posecoach.session.store import Store

HERE = Path(__file__).parent
LIBRARY = ("static/d3.min.js", "static/plot.umd.min.js")
"""The charting library, in the order it is loaded; see static/README.md."""


def render_session(page: Page) -> str:
    count = len(page.sets)
    grid = "one" if count <= 3 else "two" if count <= 6 else "three"
    return render("session", page=page, grid=grid, program=page.session.program, charts=page.charts)


def render_progress(page: ProgressPage) -> str:
    program = f"posecoach {__version__}"
    return render("progress", page=page, program=program, charts=page.charts)


def write_page(html: str, path: Path) -> None:
    """Write a page for its owner alone; raises OutputError."""
    with whole_file(path) as part:
        part.write_text(html, encoding="utf-8")


def render(name: str, drawn: bool = True, script: str = "", **values: object) -> str:
    """The page of the template `name`, whole in itself, and with scripts where its charts are `drawn`."""
    style = _asset("templates/style.css")
    own = ("templates/charts.js", f"templates/{script or name}.js")
    scripts = [_asset(script) for script in (*LIBRARY, *own)] if drawn else []
    template = _environment().get_template(f"{name}.html.j2")
    return template.render(
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        policy=_policy(style, scripts),
        say=say,
        language=sentences.in_use().code,
        fallback_size=FALLBACK_SIZE,
        **values,
    )


def _policy(style: str, scripts: list[str]) -> str:
    """Nothing may be loaded, sent or run but the style and the scripts of this very page."""
    run = " ".join(_hash(script) for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {run}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    # The browser normalises line ends before it computes the hash of a script.
    text = (HERE / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    assert "</script" not in text.lower(), f"{name} would end its own script element"
    assert "</style" not in text.lower(), f"{name} would end its own style element"
    return text


def session_page(store: Store, number: int) -> tuple[str, str]:
    """The file name and the page of session `number`; raises SessionError."""
    session = store.load(number)
    return page_name(number), render_session(make_page(session, store.other_side(session)))


def measurement_page(measurement: Measurement, number: int = 0) -> tuple[str, str]:
    """The file name and the page of a measurement; `number` is that in the store, 0 where it is not there."""
    day = measurement.taken_at or datetime.now()
    which = f"{number:04d}" if number else f"{day:%Y-%m-%d}"
    html = render(
        "measurement",
        drawn=False,
        when=when_words(measurement.taken_at),
        model=measurement.source.model,
        blocks=movement_blocks(measurement),
        program=measurement.program,
    )
    return f"hip-range-{which}.html", html


def page_of(store: Store, number: int) -> tuple[str, str]:
    """The file name and the page of session `number`, or of the whole run that it is one exercise of.

    Raises:
        SessionError: there is no such session.
    """
    numbers = store.routine(number)
    if len(numbers) == 1:
        return session_page(store, number)
    page = make_routine_page([store.load(one) for one in numbers])
    html = render("routine", script="session", page=page, program=page.program, charts=page.charts)
    return routine_page_name(numbers[0]), html


def progress_page(
    rows: Sequence[HistoryRow], today: date, measurements: Sequence[Measurement] = ()
) -> tuple[str, str]:
    """The file name and the page of these sessions and measurements of the hip's range.

    Raises:
        SessionError: nothing was measured, and in no session was anything counted.
    """
    if not measurements and not any(row.reps for row in rows):
        raise SessionError(say("report_command.none"), say("store.see_history"))
    return PROGRESS_PAGE, render_progress(make_progress(rows, today, measurements))


def page_path(name: str, folder: Path | None = None) -> Path:
    """Where a page called `name` goes: into the data folder (or `folder`), readable by its owner alone."""
    try:
        make_private_folder(folder or data_folder())
        make_private_folder(pages_folder(folder))
    except SessionError as error:
        raise SessionError(error.message, say("report_command.name_file")) from error
    return pages_folder(folder) / name
