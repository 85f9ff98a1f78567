"""Pages as files: the one about a session of the store, the one about all of them, and where they go."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from posecoach import sentences
from posecoach.errors import SessionError
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
from posecoach.session.report.measurement_page import make_measurement_page
from posecoach.session.report.page import make_page
from posecoach.session.report.progress import make_progress
from posecoach.session.report.render import (
    render_measurement,
    render_progress,
    render_routine,
    render_session,
)
from posecoach.session.report.routine_page import make_routine_page
from posecoach.session.store import Store


def session_page(store: Store, number: int) -> tuple[str, str]:
    """The file name and the page of session `number`; raises SessionError."""
    session = store.load(number)
    return page_name(number), render_session(make_page(session, store.other_side(session)))


def measurement_page(measurement: Measurement, number: int = 0) -> tuple[str, str]:
    """The file name and the page of a measurement; `number` is that in the store, 0 where it is not there."""
    day = measurement.taken_at or datetime.now()
    which = f"{number:04d}" if number else f"{day:%Y-%m-%d}"
    return f"hip-range-{which}.html", render_measurement(make_measurement_page(measurement))


def routine_page(store: Store, numbers: Sequence[int]) -> tuple[str, str]:
    """The file name and the page of these sessions of one run, in their order; raises SessionError."""
    sessions = [store.load(number) for number in numbers]
    return routine_page_name(numbers[0]), render_routine(make_routine_page(sessions))


def page_of(store: Store, number: int) -> tuple[str, str]:
    """The file name and the page of session `number`, or of the whole run that it is one exercise of.

    Raises:
        SessionError: there is no such session.
    """
    numbers = store.routine(number)
    return routine_page(store, numbers) if len(numbers) > 1 else session_page(store, number)


def progress_page(
    rows: Sequence[HistoryRow], today: date, measurements: Sequence[Measurement] = ()
) -> tuple[str, str]:
    """The file name and the page of these sessions and measurements of the hip's range.

    Raises:
        SessionError: nothing was measured, and in no session was anything counted.
    """
    if not measurements and not any(row.reps for row in rows):
        raise SessionError(sentences.say("report_command.none"), sentences.say("report_command.see_history"))
    return PROGRESS_PAGE, render_progress(make_progress(rows, today, measurements))


def page_path(name: str, folder: Path | None = None) -> Path:
    """Where a page called `name` goes: into the data folder (or `folder`), readable by its owner alone."""
    try:
        make_private_folder(folder or data_folder())
        make_private_folder(pages_folder(folder))
    except SessionError as error:
        raise SessionError(error.message, sentences.say("report_command.name_file")) from error
    return pages_folder(folder) / name
