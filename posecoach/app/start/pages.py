"""The pages that the start screen opens in the browser."""

import webbrowser
from collections.abc import Callable
from datetime import datetime

from posecoach.display.actions import ActionKind
from posecoach.errors import PoseCoachError
from posecoach.language import Language
from posecoach.session.history import HistoryFilter
from posecoach.session.listing import list_measurements, list_sessions


def open_page(kind: ActionKind, language: Language, browse: Callable[[str], bool] = webbrowser.open) -> str:
    """Open the page about the last session or about all of them; a sentence that says where it lies."""
    from posecoach.session.report.files import page_of, page_path, progress_page
    from posecoach.session.report.render import write_page
    from posecoach.session.store import Store

    try:
        if kind is ActionKind.REPORT:
            with Store() as store:
                name, html = page_of(store, store.newest())
        else:
            rows, _ = list_sessions(HistoryFilter())
            name, html = progress_page(rows, datetime.now().astimezone().date(), list_measurements())
        path = page_path(name)
        write_page(html, path)
    except PoseCoachError as error:
        return str(error)
    place = "#sessions" if kind is ActionKind.HISTORY else ""
    opened = browse(path.resolve().as_uri() + place)
    return language.say("end.opened" if opened else "end.no_browser", path=path)
