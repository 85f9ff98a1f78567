"""Pages that are written, and opened in the browser."""

import webbrowser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from posecoach.display.actions import ActionKind
from posecoach.errors import PoseCoachError
from posecoach.language import Language
from posecoach.session.history import HistoryFilter
from posecoach.session.listing import list_measurements, list_sessions

Browse = Callable[[str], bool]
"""Opens an address in the browser; whether it did."""


def write_and_open(
    make: Callable[[], tuple[str, str]],
    language: Language,
    browse: Browse,
    folder: Path | None = None,
    place: str = "",
) -> str:
    """Write the page that `make` gives, file name and HTML, and open it at `place`.

    A sentence says where it lies, or why it could not be made or written.
    """
    from posecoach.session.report.render import page_path, write_page

    try:
        name, html = make()
        path = page_path(name, folder)
        write_page(html, path)
    except PoseCoachError as error:
        return str(error)
    opened = browse(path.resolve().as_uri() + place)
    return language.say("end.opened" if opened else "end.no_browser", path=path)


def open_page(
    kind: ActionKind,
    language: Language,
    browse: Browse = webbrowser.open,
    folder: Path | None = None,
    number: int | None = None,
) -> str:
    """Open the page about a session, the last one if no number is given, or about all of them; as
    `write_and_open`."""
    from posecoach.session.report.render import page_of, progress_page
    from posecoach.session.store import Store

    def page() -> tuple[str, str]:
        if kind is ActionKind.REPORT:
            with Store(folder) as store:
                return page_of(store, number or store.newest())
        rows, _ = list_sessions(HistoryFilter())
        return progress_page(rows, datetime.now().astimezone().date(), list_measurements())

    place = "#sessions" if kind is ActionKind.HISTORY else ""
    return write_and_open(page, language, browse, folder, place)
