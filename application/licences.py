"""Collects the licences of everything that goes into the application, one folder a part."""

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = re.compile(r"licen[cs]e|copying|notice|authors|copyright|3rd.?party", re.IGNORECASE)
ALSO = ("pyinstaller",)
"""Beside what the program needs: the program that starts the application is PyInstaller's."""


def collect(folder: Path) -> list[str]:
    """Write the licences into `folder`, anew; the parts that have no text of their own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bare = []
    for name in sorted({*needed("posecoach"), *ALSO}):
        found = distribution(name)
        texts = licence_files(found)
        target = folder / f"{found.metadata['Name']}-{found.version}"
        target.mkdir()
        for text in texts:
            shutil.copyfile(text, target / "-".join(text.parts[-2:]))
        about = found.metadata
        said = about.get("License-Expression") or about.get("License") or "see its home page"
        lines = [f"{found.metadata['Name']} {found.version}: {said.splitlines()[0]}"]
        lines += [one for one in found.metadata.get_all("Classifier", []) if one.startswith("License")]
        lines += found.metadata.get_all("Project-URL", [])
        (target / "ABOUT.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        if not texts:
            bare.append(name)
    copy_own(folder)
    return bare


def needed(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """`name` and every distribution that it needs on this system."""
    name = re.sub(r"[-_.]+", "-", name).lower()
    if name in seen:
        return set()
    try:
        required = distribution(name).requires or []
    except PackageNotFoundError:
        return set()
    found = {name}
    for line in required:
        if "extra ==" not in line:
            found |= needed(re.split(r"[\s\[<>=!~;(]", line)[0], seen | found)
    return found


def licence_files(found: Distribution) -> list[Path]:
    """The texts about rights that the distribution brings."""
    files = [Path(str(one.locate())) for one in found.files or () if NAMES.search(one.name)]
    return [one for one in files if one.is_file() and one.suffix not in (".py", ".pyc")]


def copy_own(folder: Path) -> None:
    """Python, the program itself, the pose models, the charts of the report and the system's libraries."""
    own = {
        "PoseCoach": ROOT / "LICENSE",
        "pose models (Google)": ROOT / "models" / "LICENSE",
        "d3": ROOT / "posecoach/session/report/static/d3.LICENSE",
        "plot": ROOT / "posecoach/session/report/static/plot.LICENSE",
        "Python": Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
    }
    for name, path in own.items():
        if path.is_file():
            (folder / name).mkdir(exist_ok=True)
            shutil.copyfile(path, folder / name / "LICENSE.txt")
    fonts = folder / "typefaces in OpenCV"
    fonts.mkdir(exist_ok=True)
    fonts.joinpath("ABOUT.txt").write_text(
        "Rubik: SIL Open Font License 1.1, Copyright the Rubik Project Authors\n"
        "WenQuanYi Micro Hei: Apache License 2.0, or GNU GPL 3 with the font embedding exception\n",
        encoding="utf-8",
    )


def of_system_libraries(libraries: list[str], folder: Path) -> None:
    """On Debian and its kin: the copyright files of the packages that shared libraries came from."""
    asked = [
        subprocess.run(("dpkg", "-S", f"*/{library}"), capture_output=True, text=True, check=False)
        for library in sorted(set(libraries))
    ]
    of_packages([done.stdout.split(":")[0].strip() for done in asked], folder)


def of_packages(packages: Iterable[str], folder: Path) -> None:
    """On Debian and its kin: the copyright files of `packages`."""
    for package in sorted(set(filter(None, packages))):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            (folder / "libraries of the system").mkdir(exist_ok=True)
            shutil.copyfile(text, folder / "libraries of the system" / f"{package}.txt")
    for text in Path("/usr/share/common-licenses").glob("LGPL-*"):  # which most of those only name
        shutil.copyfile(text, folder / "libraries of the system" / f"{text.name}.txt")


if __name__ == "__main__":
    print("without a text of their own:", collect(Path(sys.argv[1])))
