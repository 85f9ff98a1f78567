"""No sentence that a person meets stands in the code: it comes from the language file.

Every string of the package is read that looks like words, two of them at least. What may stay is named here,
with the reason.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import posecoach

PACKAGE = Path(posecoach.__file__).parent

WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}")
SQL = re.compile(r"^\s*(--|state, head|SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|DROP|ALTER|VACUUM|BEGIN)\b")

FOR_PROGRAMMERS = {"ValueError", "TypeError", "KeyError", "AssertionError", "RuntimeError", "AttributeError"}
"""Errors of a mistake in the program: nobody else reads them."""

STAYS = {
    "api.py": "an error of whoever writes a program with it",
    "app/teach": "an exercise file is written, with comments for those who edit it",
    "audio": "why an engine failed, in its own words, after our sentence",
    "batch": "what is said of a folder of recordings over machines: a task of studies",
    "bench": "what developers run",
    "cli/bench.py": "what developers run",
    "cli/evaluate.py": "what developers run",
    "coaching": "names of states, and of causes, which are ids",
    "evaluation": "what developers run",
    "exercises": "what is wrong in an exercise file: it names keys, which are English",
    "kinematics": "names of postures, which are ids",
    "language/language.py": "what is wrong in a language file: it names keys, which are English",
    "app/start/therapist_plan.py": "what is wrong in a plan: it names keys, which are English",
    "cli/replay.py": "a type",
    "cli/start.py": "what a person types",
    "learning": "comments in the exercise file that it writes",
    "session/measurement_json.py": "what is wrong in such a file: it names keys, which are English",
    "session/schema.py": "what SQLite says",
    "session/words.py": "a unit, which is an id",
    "session/frame_codec.py": "why a block is damaged, in a programmer's words",
    "session/json_format.py": "what is wrong in a session file: it names keys, which are English",
    "session/opensim.py": "the head of a file for another program",
    "session/page_scan.py": "why a page of the database is damaged",
    "session/salvage.py": "what SQLite says",
    "session/strict.py": "what is wrong in a session file: it names keys, which are English",
    "session/track.py": "what is wrong in a track: it names arrays, which are English",
    "video/capture.py": "an error for programmers",
    "toml.py": "what is wrong in a TOML file: it names keys, which are English",
}
"""Files and folders whose strings may stay, each with why."""


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the text of each string of a module that somebody might read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = {id(node) for part in ast.walk(tree) if is_no_text(part) for node in ast.walk(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def is_no_text(node: ast.AST) -> bool:
    """Docstrings, members of an Enum, types, and errors for programmers."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        return name in FOR_PROGRAMMERS or name.endswith(("Thread", "re.compile"))
    if isinstance(node, ast.ClassDef):
        return any(ast.unparse(base).endswith(("Enum", "Group")) for base in node.bases)
    return isinstance(node, ast.Assert | ast.Compare)


def test_no_sentence_stands_in_the_code() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if any(name == one or name.startswith(f"{one}/") for one in STAYS):
            continue
        found += [
            f"{name}:{line}: {text}"
            for line, text in strings(path)
            if WORDS.search(text) and not SQL.match(text)
        ]
    assert found == []


def test_what_may_stay_is_there() -> None:
    assert [name for name in STAYS if not (PACKAGE / name).exists()] == []


def test_a_sentence_is_found(tmp_path: Path) -> None:
    code = (
        'def f(x):\n    """Not this one."""\n    print(f"This one {x} is found.")\n    return say("its.id")\n'
    )
    (tmp_path / "a.py").write_text(code, encoding="utf-8")
    assert [text for _, text in strings(tmp_path / "a.py") if WORDS.search(text)] == ["This one {} is found."]
