"""Packs the built application for those who download it: `python -m application.pack DIST`."""

import platform
import shutil
import subprocess
import sys
from pathlib import Path

from application import appimage
from application.licences import of_packages, of_system_libraries
from posecoach import __version__

HERE = Path(__file__).parent
SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "mac"}


def main() -> None:
    """Add what a person needs beside the program, and write the one file that is downloaded."""
    dist = Path(sys.argv[1])
    folder, app = dist / "PoseCoach", dist / "PoseCoach.app"
    target = dist / f"PoseCoach-{__version__}-{SYSTEMS[sys.platform]}-{platform.machine().lower()}"
    for old in dist.glob(f"PoseCoach-*-{SYSTEMS[sys.platform]}-*"):
        old.unlink()
    if sys.platform == "linux":
        inside = folder / "_internal"
        strip(inside)
        of_system_libraries([one.name for one in inside.glob("lib*.so*")], inside / "licences")
        of_packages(appimage.INSIDE, inside / "licences")
        file = target.with_name(f"{target.name}.AppImage")
        appimage.build(folder, file)
    elif app.is_dir():  # zipfile would follow the links in it, which doubles it and breaks its signature
        file = target.with_name(f"{target.name}.zip")
        subprocess.run(("ditto", "-c", "-k", "--keepParent", str(app), str(file)), check=True)
    else:
        for name in ("README.txt", "icon.png"):
            shutil.copyfile(HERE / name, folder / name)
        file = Path(shutil.make_archive(str(target), "zip", dist, folder.name))
    print(f"{file}: {file.stat().st_size / 1e6:.0f} MB")


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
