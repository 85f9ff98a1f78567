"""Every word the screens ask for is in the English file."""

import re
from pathlib import Path

import posecoach.display
from posecoach.kinematics.view import ViewProblem
from posecoach.language import load_language

FOLDER = Path(posecoach.display.__file__).parent
ID = re.compile(r'"((?:screen|view|view_short|side|start|pain|firstrun|warning)\.[a-z0-9_-]+)"')


def test_every_id_in_the_code_has_a_sentence() -> None:
    used = {found for path in FOLDER.glob("*.py") for found in ID.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 50
    assert used <= load_language().ids()


def test_every_problem_with_the_picture_has_a_long_and_a_short_sentence() -> None:
    for problem in ViewProblem:
        if problem.value:
            assert load_language().has(f"view.{problem.value}")
            assert load_language().has(f"view_short.{problem.value}")


def test_no_sentence_is_written_in_the_code() -> None:
    sentence = re.compile(r'texts\(\s*"[^".]*"')
    assert not [
        path.name for path in FOLDER.glob("*.py") if sentence.search(path.read_text(encoding="utf-8"))
    ]
