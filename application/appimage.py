"""Makes the application for Linux: one file that starts itself, an AppImage.

Needs gcc, mksquashfs and the static libraries of libfuse 3, squashfuse and zstd: the `PACKAGES` of Debian
and Ubuntu. No AppImage tool is downloaded: `appimage.c` beside this is the program before the image.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = ("gcc", "squashfs-tools", "libfuse3-dev", "libsquashfuse-dev", "libzstd-dev")
INSIDE = ("libfuse3-dev", "libsquashfuse-dev", "libzstd-dev", "libc6-dev")
"""Packages whose code becomes part of the runtime."""

MARK_AT, MARK = 8, b"AI\x02"
"""Where an ELF file has nothing, and what a file manager knows an AppImage (type 2) by."""

LEVEL = 19
"""Of zstd: 22 saves nothing more in blocks of this size and takes twice as long."""


def build(folder: Path, target: Path) -> None:
    """Write the AppImage `target` that starts `folder`/PoseCoach."""
    missing = [tool for tool in ("gcc", "mksquashfs") if shutil.which(tool) is None]
    if missing:
        raise SystemExit(f"An AppImage needs {', '.join(missing)}: apt-get install {' '.join(PACKAGES)}")
    furnish(folder)
    with tempfile.TemporaryDirectory(prefix="posecoach-appimage-") as name:
        image = Path(name) / "image"
        compression = ("-comp", "zstd", "-Xcompression-level", str(LEVEL), "-all-root", "-noappend")
        subprocess.run(("mksquashfs", folder, image, *compression, "-quiet", "-no-progress"), check=True)
        target.write_bytes(runtime(Path(name) / "runtime") + image.read_bytes())
    target.chmod(0o755)


def furnish(folder: Path) -> None:
    """Put what desktops look for into `folder`: what is started, the menu's entry and the icon."""
    shutil.copyfile(HERE / "posecoach.desktop", folder / "posecoach.desktop")
    shutil.copyfile(HERE / "icon.png", folder / "posecoach.png")
    for link, to in {"AppRun": "PoseCoach", ".DirIcon": "posecoach.png"}.items():
        (folder / link).unlink(missing_ok=True)
        (folder / link).symlink_to(to)


def runtime(target: Path) -> bytes:
    """The program that mounts the image, compiled to `target`, with the mark of an AppImage."""
    source = HERE / "appimage.c"
    flags = ("-static", "-Os", "-s", "-D_FILE_OFFSET_BITS=64")
    libraries = ("-lsquashfuse", "-lfuse3", "-lzstd", "-lpthread", "-ldl")
    done = subprocess.run(
        (os.environ.get("CC", "gcc"), *flags, source, "-o", target, *libraries),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{done.stderr}\nIs one of these missing? {' '.join(PACKAGES)}")
    program = bytearray(target.read_bytes())
    program[MARK_AT : MARK_AT + len(MARK)] = MARK
    return bytes(program)
