"""Writes the pictures of the pages in docs/screens from made-up sessions.

`python -m tests.session.pictures docs/screens`; needs chromium, its driver, and pdftoppm and Pillow.
"""

import random
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from posecoach.session.history import HistoryFilter, read_history
from posecoach.session.record import Pain
from posecoach.session.report.page import make_page
from posecoach.session.report.progress import make_progress
from posecoach.session.report.render import render_progress, render_session, write_page
from posecoach.session.rows import insert_session
from posecoach.session.schema import FINISHED, connect
from tests.session.browser import print_pdf, set_scheme, start_browser, take_picture
from tests.session.examples import STARTED, Dose, make_session


def session_page() -> str:
    """A page such as a person gets after three sets."""
    right = make_session(Dose(sets=3, reps=30, back_from=(26, 22, 17)))
    left = make_session(Dose(side="left", sets=3, reps=30, back_from=(), range_deg=10.5, seed=4))
    return render_session(make_page(right, left))


@cache
def progress_page() -> str:
    """A page of ten weeks of practice."""
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(Path(folder) / "sessions.db")
        for number, session in enumerate(ten_weeks()):
            insert_session(connection, replace(session, uid=str(number)), FINISHED)
        rows = read_history(connection, HistoryFilter())
        connection.close()
    return render_progress(make_progress(rows, rows[0].started_at.date()))


def ten_weeks():
    """Sessions of two exercises on both sides: a little more range, a little less pain."""
    chance = random.Random(7)
    for day in range(70):
        if chance.random() < 0.55:
            continue
        for exercise in ("hip-flexion", "hip-extension"):
            for side in ("left", "right"):
                if exercise == "hip-extension" and day % 3:
                    continue
                seed = day * 2 + (side == "left")
                range_deg = (
                    8 + day * 0.06 + (1.5 - day * 0.02 if side == "left" else 0) + chance.gauss(0, 0.5)
                )
                back_from = (max(5, round(8 + day * 0.1 + chance.gauss(0, 2))),)
                dose = Dose(exercise, side, 1, 12 + day // 9, back_from, range_deg, 1.8, seed)
                before = max(0, round(6 - day * 0.05 + chance.gauss(0, 0.7)))
                pain = Pain(before, max(0, before - chance.choice((0, 1, 1, 2))))
                yield make_session(dose, started_at=STARTED + timedelta(days=day), pain=pain)


def main() -> None:
    """Write every picture into the folder named on the command line."""
    from PIL import Image

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as pages:
        browser = start_browser(1200, 900)
        for name, html in (("session", session_page()), ("progress", progress_page())):
            page = Path(pages) / f"{name}.html"
            write_page(html, page)
            browser.get(page.as_uri())
            take_picture(browser, folder / f"report_{name}.png")
            pdf = Path(pages) / f"{name}.pdf"
            pdf.write_bytes(print_pdf(browser))
            if name == "session":
                command = ["pdftoppm", "-r", "80", "-png", str(pdf), str(folder / "report_print")]
                subprocess.run(command, check=True)
        browser.get((Path(pages) / "session.html").as_uri())
        set_scheme(browser, "dark")
        take_picture(browser, folder / "report_dark.png")
        browser.quit()
    for path in folder.glob("report_*.png"):
        Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
