"""The wheel: everything the program needs at run time is inside, and it runs where no checkout is near."""

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from posecoach import __version__
from tests.cli.clips import cut_sample
from tests.running import ROOT

pytestmark = pytest.mark.slow

NEEDED = (
    "posecoach/models/pose_landmarker_full.task",
    "posecoach/models/pose_landmarker_heavy.task",
    "posecoach/models/LICENSE",
    "posecoach/samples/hip_flexion_clean.mp4",
    "posecoach/exercises/hip-flexion.toml",
    "posecoach/exercises/hip-internal-rotation.toml",
    "posecoach/exercises/hip-external-rotation.toml",
    "posecoach/exercises/hip-extension.toml",
    "posecoach/language/en.toml",
    "posecoach/session/report/templates/session.html.j2",
    "posecoach/session/report/static/plot.umd.min.js",
    "posecoach/session/report/static/d3.LICENSE",
    "posecoach/py.typed",
)
LARGEST_MB = 60
SAMPLE = "from posecoach.app.offline.demo import sample; print(sample().is_file())"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built with what pip brings along."""
    folder = tmp_path_factory.mktemp("wheel")
    # The build needs hatchling; where it is installed nothing is downloaded.
    isolation = ["--no-build-isolation"] if _has("hatchling") else []
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", *isolation, "-w", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if built.returncode and not isolation and "hatchling" in built.stdout + built.stderr:
        pytest.skip("needs hatchling, or a connection to get it: pip install hatchling")
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("posecoach-*.whl")
    return found


def _has(module: str) -> bool:
    tried = subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `posecoach` in an environment of its own that borrows only the dependencies from here."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    (packages,) = [path for path in folder.rglob("site-packages") if path.is_dir()]
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(scripts / "python"),
        "install",
        "--no-deps",
        "--no-index",
    ]
    done = subprocess.run([*install, str(wheel)], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    # A .pth file adds our site-packages behind theirs; its own .pth files (an editable install) are not read.
    (packages / "borrowed.pth").write_text(str(Path(pytest.__file__).parents[1]), encoding="utf-8")
    return scripts / "posecoach"


def run(command: Path, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    hidden = ("PYTHONPATH", "DISPLAY", "WAYLAND_DISPLAY")
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    env["POSECOACH_HOME"] = str(folder / "home")
    return subprocess.run(
        [str(command), *words],
        cwd=folder, env=env, text=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=240,
        check=False,
    )  # fmt: skip


def python_of(command: Path) -> Path:
    """The Python of the environment in which `command` is installed."""
    found = shutil.which("python", path=str(command.parent))
    assert found is not None
    return Path(found)


def test_the_wheel_holds_everything_that_is_needed_at_run_time(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    assert sorted(set(NEEDED) - inside) == []


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "posecoach").rglob("*") if path.is_file()}
    assert sorted(name for name in files - inside if "__pycache__" not in name) == []


def test_the_wheel_holds_nothing_else_and_stays_small(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"posecoach", f"posecoach-{__version__}.dist-info"}
    assert wheel.stat().st_size < LARGEST_MB * 1e6


def test_the_installed_program_runs_outside_the_checkout(elsewhere: Path, tmp_path: Path) -> None:
    version = run(elsewhere, "--version", folder=tmp_path)
    assert (version.returncode, version.stdout.split()[-1]) == (0, __version__), version.stderr
    exercises = run(elsewhere, "exercises", folder=tmp_path)
    assert exercises.returncode == 0 and "hip-flexion" in exercises.stdout


def test_the_installed_program_is_the_one_of_the_wheel(elsewhere: Path, tmp_path: Path) -> None:
    where = "import posecoach, pathlib; print(pathlib.Path(posecoach.__file__).parent)"
    found = run(python_of(elsewhere), "-c", where, folder=tmp_path)
    assert str(elsewhere.parents[1]) in found.stdout


def test_the_installed_program_finds_a_person_with_its_own_model(elsewhere: Path, tmp_path: Path) -> None:
    """On two seconds of the sample; the gate, which installs the program too, plays the whole of the demo."""
    clip = cut_sample(tmp_path / "begun.mp4", 60, 120)
    words = ("analyze", str(clip), "--exercise", "hip-flexion", "--model", "full", "--json", "-")
    done = run(elsewhere, *words, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    source = json.loads(done.stdout)["source"]
    assert (source["model"], source["frames"]) == ("full", 60)
    assert source["pose_frames"] > 50


def test_the_installed_program_has_its_sample(elsewhere: Path, tmp_path: Path) -> None:
    done = run(python_of(elsewhere), "-c", SAMPLE, folder=tmp_path)
    assert done.stdout.strip() == "True", done.stderr
