"""How many processes are worth starting."""

import os

from posecoach.batch.restart import block_frames


def usable_cores() -> int:
    """Cores this process may run on; fewer than the machine has, in a container or under taskset."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def jobs_for(frames: int | None) -> int:
    """Processes for one video: one for a short one, which would be done before others have started."""
    return max(1, min(usable_cores(), -(-(frames or 0) // block_frames(frames))))
