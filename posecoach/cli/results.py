"""Showing what came out of a run in the terminal."""

from rich.console import Console

from posecoach.session.record import Session
from posecoach.session.summary import print_summary


def show_session(session: Session, json_path: str | None) -> None:
    """Print the table of `session`; on standard error when standard output carries the JSON."""
    print_summary(session, Console(stderr=json_path == "-"))
