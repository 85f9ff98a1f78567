"""What the application without Python is built from; that it works is tried by `python tasks.py bundle`."""

import configparser
import os
import re
from pathlib import Path

import pytest

from application import appimage, menu
from application.licences import collect, needed
from application.start import give_back_library_path
from posecoach.language import available_languages

ROOT = Path(__file__).resolve().parents[1]


def test_everything_that_the_program_needs_has_its_licence(tmp_path: Path) -> None:
    names = needed("posecoach")
    assert {"mediapipe", "opencv-python", "numpy", "babel", "click"} <= names
    pytest.importorskip("PyInstaller", reason="needs pip install -e '.[bundle]'")
    bare = collect(tmp_path / "licences")
    found = (path.name.rsplit("-", 1)[0] for path in (tmp_path / "licences").iterdir())
    folders = {name.lower().replace("_", "-") for name in found}
    assert {name for name in names if name not in folders} == set()
    assert set(bare) <= {"flatbuffers"}, "these bring no text of their own"
    assert (tmp_path / "licences" / "Python" / "LICENSE.txt").is_file()


def test_the_menu_entry_speaks_every_language() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(ROOT / "application" / "posecoach.desktop", encoding="utf-8")
    about = entry["Desktop Entry"]
    assert about["Terminal"] == "false"
    for code in available_languages():
        suffix = "" if code == "en" else f"[{code}]"
        assert about[f"Comment{suffix}"] and about[f"GenericName{suffix}"]


def test_the_workflow_calls_the_task_on_three_systems() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert "python tasks.py bundle" in text
    assert all(system in text for system in ("ubuntu-22.04", "windows-latest", "macos-latest"))
    installed = re.findall(r"apt-get install -y (.*)", text)[0].split()
    assert set(appimage.PACKAGES) <= set(installed)


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda one: one.name
)
def test_actions_are_pinned_to_commits(path: Path) -> None:
    actions = re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))
    assert actions and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one) for one in actions)


def test_the_oldest_python_is_tried() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    oldest = re.findall(r'^requires-python = ">=([\d.]+)"', project, re.MULTILINE)
    tried = re.findall(
        r'python: \["([\d.]+)"', (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    )
    assert oldest == tried


def test_programs_of_the_system_get_their_own_libraries_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyInstaller keeps what was set before it under another name."""
    monkeypatch.setenv("LD_LIBRARY_PATH", "/application/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/of/the/person")
    monkeypatch.setenv("DYLD_LIBRARY_PATH", "/application/_internal")
    give_back_library_path()
    assert os.environ["LD_LIBRARY_PATH"] == "/of/the/person" and "DYLD_LIBRARY_PATH" not in os.environ


def test_what_the_build_reads_is_there() -> None:
    for name in ("start.py", "posecoach.spec", "icon.png", "appimage.c", "README.txt", "check.py", "pack.py"):
        assert (ROOT / "application" / name).is_file()


def test_an_appimage_enters_the_menu_and_leaves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert not menu.done(["--add-to-menu"]), "only an AppImage is one file that can be anywhere"
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "posecoach.desktop").write_bytes((ROOT / "application/posecoach.desktop").read_bytes())
    (inside / "posecoach.png").write_bytes(b"icon")
    monkeypatch.setenv("APPDIR", str(inside))
    monkeypatch.setenv("APPIMAGE", "/home/me/100 %/$PoseCoach.AppImage")
    assert menu.done(["--add-to-menu"])
    entry = tmp_path / "share" / "applications" / "posecoach.desktop"
    assert 'Exec="/home/me/100 %%/\\$PoseCoach.AppImage"' in entry.read_text(encoding="utf-8")
    assert menu.done(["--remove-from-menu"])
    assert not entry.exists()
    assert not menu.done(["--add-to-menu", "--help"]) and not menu.done([]), "all else is for the program"
