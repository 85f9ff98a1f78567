"""`posecoach report`: a page about one session, or about all of them."""

import re
import webbrowser
from datetime import datetime
from pathlib import Path

import click

from posecoach.cli import output
from posecoach.cli.history import history_filter, since_option, until_option, within
from posecoach.cli.output import check_outputs, session_numbers, tell_notices
from posecoach.files import check_ending
from posecoach.sentences import say
from posecoach.session.history import HistoryFilter

RANGE = re.compile(r"\d+([-,]\d+)*")
"""Numbers of sessions rather than the name of a file."""


@click.command()
@click.argument("session", required=False, metavar="[SESSION|FILE.json]")
@click.option("--open", "open_it", is_flag=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--single", is_flag=True)
@click.option("--all", "everything", is_flag=True)
@click.option("--measurement", "measured", type=click.IntRange(1), metavar="N")
@click.option("--exercise", metavar="ID")
@since_option
@until_option
def command(
    session: str | None,
    open_it: bool,
    out: Path | None,
    single: bool,
    everything: bool,
    measured: int | None,
    exercise: str | None,
    since: datetime | None,
    until: datetime | None,
) -> None:
    for wrong, sentence in (
        (measured is not None and (session or everything or single), say("report_command.measurement_only")),
        (everything and session, say("report_command.all_only")),
        (everything and single, say("report_command.all_or_single")),
        (not everything and (exercise or since or until), say("report_command.with_all")),
    ):
        if wrong:
            raise click.UsageError(sentence)
    if out is not None:
        check_ending(out, (".html", ".htm"), say("report_command.a_page"))
        check_outputs([out], [session])
    if measured is not None:
        pages = [_measurement(measured)]
    elif everything:
        pages = [_progress(exercise, since, until)]
    elif session and not RANGE.fullmatch(session):
        pages = [_file(Path(session))]
    else:
        pages = _stored(session, single)
    if not pages:
        click.echo(f"{say('store.none_yet')} {say('store.start_one')}")
    if out is not None and len(pages) > 1:
        raise click.UsageError(say("report_command.one_page", n=len(pages)))
    for name, html in pages:
        _write(name, html, out, open_it)


def _write(name: str, html: str, out: Path | None, open_it: bool) -> None:
    from posecoach.session.report.render import page_path, write_page

    path = out or page_path(name)
    write_page(html, path)
    output.say(path)
    if open_it and not webbrowser.open(path.resolve().as_uri()):
        click.echo(say("report_command.no_browser"), err=True)


def _file(path: Path) -> tuple[str, str]:
    """The file name and the page of the session in a JSON file."""
    from posecoach.session.json_format import read_session
    from posecoach.session.report.page import make_page
    from posecoach.session.report.render import render_session

    return f"{path.stem}.html", render_session(make_page(read_session(path)))


def _stored(named: str | None, single: bool) -> list[tuple[str, str]]:
    """The file names and pages of stored sessions, of those of one routine a page together.

    Without a name that of the newest, and none where there is no session.
    """
    from posecoach.session.report.render import page_of, session_page
    from posecoach.session.store import Store

    with Store() as store:
        tell_notices(store.notices)
        if named is None:
            numbers = [store.newest()] if store.history(HistoryFilter(limit=1)) else []
        else:
            known = [] if named.isdecimal() else [row.number for row in store.history()]
            numbers = list(session_numbers([named], known))
        if single:
            return [session_page(store, number) for number in numbers]
        runs = dict.fromkeys(tuple(store.routine(number)) for number in numbers)
        return [page_of(store, run[0]) for run in runs]


def _measurement(number: int) -> tuple[str, str]:
    from posecoach.session.report.render import measurement_page
    from posecoach.session.store import Store

    with Store() as store:
        tell_notices(store.notices)
        return measurement_page(store.measurement(number), number)


def _progress(exercise: str | None, since: datetime | None, until: datetime | None) -> tuple[str, str]:
    from posecoach.session.listing import list_measurements, list_sessions
    from posecoach.session.report.render import progress_page

    rows, notices = list_sessions(history_filter(exercise, since, until))
    tell_notices(notices)
    asked_for = [one for one in list_measurements() if one.taken_at and within(one.taken_at, since, until)]
    return progress_page(rows, datetime.now().astimezone().date(), asked_for)
