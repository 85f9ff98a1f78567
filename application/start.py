"""Where the bundled application begins: the program, or one of its modules as a process beside it.

A bundle has no Python to ask with `python -m posecoach.audio.worker`, so it answers to the same words itself.
"""

import multiprocessing
import os
import sys

from application import menu


def give_back_library_path() -> None:
    """Let programs of the system, such as browser and player, load the system's libraries and not ours.

    PyInstaller points this variable at the application's folder when it starts, which is when it is read.
    """
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = os.environ.pop(f"{name}_ORIG", None)
        os.environ.pop(name, None)
        if before is not None:
            os.environ[name] = before


if __name__ == "__main__":
    multiprocessing.freeze_support()
    give_back_library_path()
    if sys.argv[1:3] == ["-m", "posecoach.audio.worker"]:
        from posecoach.audio.worker import main as speak

        del sys.argv[1:3]
        speak()
    elif not menu.done(sys.argv[1:]):
        from posecoach.__main__ import main

        main()
