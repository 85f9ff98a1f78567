"""`posecoach data`: where sessions are kept, and how to take them out, bring them in or remove them."""

from pathlib import Path

import click

from posecoach import sentences
from posecoach.cli.options import NamedPath
from posecoach.cli.output import confirmed, say, session_numbers, tell_notices
from posecoach.plain_text import plain

FOLDER = NamedPath(path_type=Path, file_okay=False)


@click.group()
def command() -> None:
    """What is stored."""


@command.command()
def path() -> None:
    from posecoach.session.folder import database_path

    say(database_path())


@command.command()
@click.argument("folder", type=FOLDER)
@click.option("--session", "named", multiple=True, metavar="N")
@click.option(
    "--format", "formats", type=click.Choice(["json", "csv", "mot", "trc", "track", "parquet"]), multiple=True
)
def export(folder: Path, named: tuple[str, ...], formats: tuple[str, ...]) -> None:
    from posecoach.session.export import USUAL_FORMATS, export_measurements, export_sessions
    from posecoach.session.store import Store

    with Store() as store:
        tell_notices(store.notices)
        stored = sorted(row.number for row in store.history() if not row.running)
        chosen = session_numbers(named, stored) or tuple(stored)
        measured = {} if named else store.measurements()
        if not chosen and not measured:
            say(sentences.say("data.nothing"))
            return
        written = export_sessions(store, chosen, folder, formats or USUAL_FORMATS)
        what = [sentences.say("plural.session", n=len(chosen))]
        if measured:
            what.append(sentences.say("data.measurements", n=len(measured)))
            written += export_measurements(measured, folder, formats or USUAL_FORMATS)
    everything = sentences.in_use().listed(what)
    say(sentences.say("data.exported", what=everything, n=len(written), folder=folder))


@command.command(name="import")
@click.argument("files", type=NamedPath(path_type=Path), nargs=-1, required=True)
def import_files(files: tuple[Path, ...]) -> None:
    """Bring in sessions and measurements; exit code 1 when one of them cannot be."""
    from posecoach.errors import PoseCoachError
    from posecoach.session.bring_in import bring_in, files_to_read
    from posecoach.session.store import Store

    failed = 0
    with Store() as store:
        tell_notices(store.notices)
        for file in files_to_read(files):
            try:
                say(bring_in(store, file))
            except PoseCoachError as error:
                failed += 1
                name = plain(str(file))
                say(error if name in str(error) else f"{name}: {error}", err=True)
    if failed:
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("named", nargs=-1, metavar="SESSION...")
@click.option("--all", "everything", is_flag=True)
@click.option("--damaged", is_flag=True)
@click.option("--measurement", "measured", type=int, multiple=True, metavar="N")
@click.option("--yes", is_flag=True)
def delete(
    named: tuple[str, ...], everything: bool, damaged: bool, measured: tuple[int, ...], yes: bool
) -> None:
    from posecoach.session.store import Store

    if everything + damaged + bool(named) + bool(measured) != 1:
        raise click.UsageError(sentences.say("data.name_sessions"))
    with Store() as store:
        tell_notices(store.notices)
        stored = [row.number for row in store.history()]
        numbers = session_numbers(named, stored)
        count = len(stored) if everything else len(numbers)
        what = sentences.say("plural.session", n=count)
        known = len(store.measurements()) if everything else 0
        if known:
            what = sentences.in_use().listed([what, sentences.say("data.measurements", n=known)])
        if damaged:
            what = sentences.say("data.set_aside", n=len(store.set_aside()))
        if measured:
            what = sentences.say("data.measurements", n=len(set(measured)))
        store.check_deletable(numbers)
        if not yes:
            confirmed(sentences.say("data.ask", what=what))
        told = len(store.notices)
        if everything:
            store.delete_everything()
        elif damaged:
            store.delete_set_aside()
        elif measured:
            store.delete_measurements(sorted(set(measured)))
        else:
            store.delete(sorted(numbers))
        say(sentences.say("data.deleted", what=what))
        tell_notices(store.notices[told:])
