"""Where the bundled application begins: the program, or one of its modules as a process beside it.

A bundle has no Python to ask with `python -m posecoach.audio.worker`, so it answers to the same words itself.
"""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if sys.argv[1:3] == ["-m", "posecoach.audio.worker"]:
        from posecoach.audio.worker import main as speak

        del sys.argv[1:3]
        speak()
    else:
        from posecoach.__main__ import main

        main()
