"""Packs the built application for those who download it: `python -m application.pack DIST`."""

import platform
import shutil
import subprocess
import sys
from pathlib import Path

from application.licences import of_system_libraries
from posecoach import __version__

HERE = Path(__file__).parent
SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "mac"}


def main() -> None:
    """Add what a person needs beside the program, and write the archive."""
    dist = Path(sys.argv[1])
    folder = dist / "PoseCoach"
    for name in ("README.txt", "icon.png"):
        shutil.copyfile(HERE / name, folder / name)
    if sys.platform == "linux":
        strip(folder / "_internal")
        shutil.copyfile(HERE / "posecoach.desktop", folder / "posecoach.desktop")
        shutil.copy(HERE / "install.sh", folder / "install.sh")
        inside = folder / "_internal"
        of_system_libraries([one.name for one in inside.glob("lib*.so*")], inside / "licences")
    app = dist / "PoseCoach.app"
    what = app if app.is_dir() else folder
    target = dist / f"PoseCoach-{__version__}-{SYSTEMS[sys.platform]}-{platform.machine().lower()}"
    if (
        sys.platform == "darwin"
    ):  # zipfile would follow the links in it, which doubles it and breaks its signature
        archive = target.with_name(f"{target.name}.zip")
        subprocess.run(("ditto", "-c", "-k", "--keepParent", str(what), str(archive)), check=True)
    else:
        kind = "gztar" if sys.platform == "linux" else "zip"
        archive = Path(shutil.make_archive(str(target), kind, dist, what.name))
    print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB")


def strip(inside: Path) -> None:
    """Take the names for debuggers out of the libraries of Python and MediaPipe.

    Those in the wheels of numpy and OpenCV have been changed by patchelf after they were linked, and break.
    """
    of_python = (*inside.glob("libpython*.so*"), *inside.glob("python*/lib-dynload/*.so"))
    found = [*of_python, *inside.glob("mediapipe/tasks/c/*.so")]
    if shutil.which("strip") and found:
        subprocess.run(("strip", "--strip-unneeded", *map(str, found)), check=True)


if __name__ == "__main__":
    main()
