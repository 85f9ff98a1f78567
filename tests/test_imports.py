"""The rules of docs/architecture.md about who imports whom, held by reading every import of the package."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "posecoach"
STANDARD = frozenset(sys.stdlib_module_names)

CORE = {"kinematics", "coaching", "exercises"}
CORE_MODULES = {
    "kinematics": {"numpy", "math", "dataclasses", "collections", "enum", "typing", "bisect"},
    "coaching": {
        "numpy",
        "math",
        "dataclasses",
        "collections",
        "enum",
        "typing",
        "bisect",
        "array",
        "itertools",
        "functools",
        "statistics",
    },
    "exercises": {
        "math",
        "json",
        "re",
        "functools",
        "dataclasses",
        "collections",
        "typing",
        "pathlib",
        "difflib",
        "textwrap",
    },
    "learning": {"numpy", "math", "dataclasses", "collections", "itertools", "statistics"},
}
"""What the core, and `learning` upon it, may use of the world: no clock, no screen, no database, camera or
model. Only `exercises` reads files, its own."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the file that has it, and the module's full name."""

    file: Path
    module: str

    @property
    def top(self) -> str:
        return self.module.split(".")[0]

    @property
    def folder(self) -> str:
        """The folder of ours that is imported; "" for the package itself and foreign modules."""
        parts = self.module.split(".")
        return parts[1] if parts[0] == "posecoach" and len(parts) > 1 else ""

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)} imports {self.module}"


def imports_of(file: Path) -> Iterator[Import]:
    """Every import in `file`, also those inside functions; `from a import b` as `a.b` where b is a module."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (Import(file, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written out in full"
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                is_module = (ROOT / whole.replace(".", "/")).with_suffix(".py").is_file()
                is_folder = (ROOT / whole.replace(".", "/")).is_dir()
                yield Import(file, whole if is_module or is_folder else str(node.module))


def imports_in(folder: str) -> list[Import]:
    return [found for file in sorted((PACKAGE / folder).rglob("*.py")) for found in imports_of(file)]


FOLDERS = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file())
MODULES = sorted(path.stem for path in PACKAGE.glob("[!_]*.py"))


def table_of_the_page() -> dict[str, set[str]]:
    """What docs/architecture.md allows each folder and module to import: names, or single modules of one."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)(?:/|\.py)` \|.*\| (.*) \|$", page, re.MULTILINE))
    allowed = {}
    for name, cell in rows.items():
        words = set(re.findall(r"[\w.]+", cell))
        if "everything" in words:
            allowed[name] = set(rows) - words
        else:
            allowed[name] = words - {"core", "nothing"} | (CORE if "core" in words else set())
    return allowed


ALLOWED = table_of_the_page()


def test_every_folder_and_module_has_its_row_in_the_architecture() -> None:
    assert sorted(ALLOWED) == sorted([*FOLDERS, *MODULES])


def test_the_table_names_nothing_else() -> None:
    named = {word.split(".")[0] for words in ALLOWED.values() for word in words}
    assert named <= set(ALLOWED)


@pytest.mark.parametrize("name", [*FOLDERS, *MODULES])
def test_nothing_of_ours_is_imported_but_what_the_table_allows(name: str) -> None:
    found = imports_in(name) if name in FOLDERS else imports_of(PACKAGE / f"{name}.py")
    allowed = ALLOWED[name] | {name, "", "errors", "__version__"} | (set() if name in CORE else {"sentences"})
    wrong = [
        str(one)
        for one in found
        if one.folder not in allowed and one.module.removeprefix("posecoach.") not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", sorted(CORE_MODULES))
def test_the_core_knows_no_clock_screen_camera_or_database(folder: str) -> None:
    allowed = CORE_MODULES[folder] | {"posecoach"}
    assert [str(found) for found in imports_in(folder) if found.top not in allowed] == []


@pytest.mark.parametrize("folder", ["kinematics", "coaching", "learning"])
def test_the_core_opens_no_file_and_prints_nothing(folder: str) -> None:
    calls = [
        f"{file.name}: {node.func.id}"
        for file in (PACKAGE / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("open", "print")
    ]
    assert calls == []


def test_only_pose_imports_mediapipe() -> None:
    elsewhere = [
        str(found)
        for folder in FOLDERS
        if folder != "pose"
        for found in imports_in(folder)
        if found.top == "mediapipe"
    ]
    assert elsewhere == []
    assert any(found.top == "mediapipe" for found in imports_in("pose"))


def test_every_foreign_package_is_a_stated_dependency() -> None:
    stated = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    stated = re.sub(r"#.*", "", stated).replace("-", "_").replace("opencv_python", "cv2")
    foreign = {found.top for folder in FOLDERS for found in imports_in(folder)} - STANDARD - {"posecoach"}
    missing = {name for name in foreign if not re.search(rf'"{name}\b', stated, re.IGNORECASE)}
    # Comes with jinja2, and is part of its interface.
    assert missing - {"markupsafe"} == set()


def test_every_file_opens_with_a_sentence_that_says_what_it_is_for() -> None:
    silent = []
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        opening = (ast.get_docstring(tree) or "").splitlines()
        if tree.body and not (opening and opening[0].rstrip().endswith((".", ":", "?"))):
            silent.append(str(file.relative_to(ROOT)))
    assert silent == []
