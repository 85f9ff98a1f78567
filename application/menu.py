"""Puts an AppImage into the menu of the account, and takes it out: `PoseCoach.AppImage --add-to-menu`."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

ADD, REMOVE = "--add-to-menu", "--remove-from-menu"


def done(words: Sequence[str]) -> bool:
    """Do what `words`, those after the program's name, ask for; False where it is none of this."""
    file, inside = os.environ.get("APPIMAGE"), os.environ.get("APPDIR")
    if not file or not inside or list(words) not in ([ADD], [REMOVE]):
        return False
    share = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    entry = share / "applications" / "posecoach.desktop"
    icon = share / "icons/hicolor/512x512/apps/posecoach.png"
    for path in (entry, icon):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        print(path)
    if list(words) == [ADD]:
        text = (Path(inside) / entry.name).read_text(encoding="utf-8")
        # Within the quotes of an entry, these four are escaped, and % begins a field.
        quoted = "".join(f"\\{one}" if one in '"`$\\' else one for one in file).replace("%", "%%")
        text = text.replace("\nExec=PoseCoach\n", f'\nExec="{quoted}"\nTryExec={file}\n')
        entry.write_text(text, encoding="utf-8")
        shutil.copyfile(Path(inside) / icon.name, icon)
    return True
