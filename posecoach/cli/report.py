"""`posecoach report`: a page about one session, or about all of them."""

import re
import webbrowser
from datetime import datetime
from pathlib import Path

import click

from posecoach import sentences
from posecoach.cli.history import history_filter, since_option, until_option, within
from posecoach.cli.output import check_outputs, say, session_numbers, tell_notices
from posecoach.files import check_ending
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
    if measured is not None and (session or everything or single):
        raise click.UsageError(sentences.say("report_command.measurement_only"))
    if everything and session:
        raise click.UsageError(sentences.say("report_command.all_only"))
    if everything and single:
        raise click.UsageError(sentences.say("report_command.all_or_single"))
    if not everything and (exercise or since or until):
        raise click.UsageError(sentences.say("report_command.with_all"))
    from posecoach.session.report.render import page_path, write_page

    if out is not None:
        check_ending(out, (".html", ".htm"), sentences.say("report_command.a_page"))
        check_outputs([out], [session])
    if measured is not None:
        name, html = _measurement(measured)
    elif everything:
        name, html = _progress(exercise, since, until)
    else:
        page = _session(session, single)
        if page is None:
            click.echo(f"{sentences.say('store.none_yet')} {sentences.say('store.start_one')}")
            return
        name, html = page
    path = out or page_path(name)
    write_page(html, path)
    say(path)
    if open_it and not webbrowser.open(path.resolve().as_uri()):
        click.echo(sentences.say("report_command.no_browser"), err=True)


def _session(name: str | None, single: bool) -> tuple[str, str] | None:
    """The file name and the page of one session or routine; None where the newest is asked for of none."""
    from posecoach.session.report.render import page_of, session_page

    if name is not None and not RANGE.fullmatch(name):
        from posecoach.session.json_format import read_session
        from posecoach.session.report.page import make_page
        from posecoach.session.report.render import render_session

        return f"{Path(name).stem}.html", render_session(make_page(read_session(Path(name))))
    from posecoach.session.store import Store

    with Store() as store:
        tell_notices(store.notices)
        known = [row.number for row in store.history()] if name and not name.isdecimal() else []
        if name is None and not store.history(HistoryFilter(limit=1)):
            return None
        number = session_numbers([name], known)[0] if name else store.newest()
        return session_page(store, number) if single else page_of(store, number)


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
