"""One path in a process of its own: how soon the first result comes, and how much memory it takes.

Run as `python -m posecoach.bench.fresh PATH VIDEO EXERCISE FRAMES OUTLINE MODEL`; prints one JSON object.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posecoach.bench.paths import Job
    from posecoach.pose.estimator import EstimatorOptions

PATHS = ("bare", "analyze", "live")
TIMEOUT_S = 300.0


@dataclass(frozen=True, slots=True)
class FreshResult:
    """A new process: seconds from its start to the first frame's result, and its largest resident memory."""

    name: str
    first_result_s: float
    peak_mb: float


def fresh_run(bench_path: str, job: "Job", frames: int) -> FreshResult | None:
    """Run a path in a new process for `frames` frames; None when it fails, which the caller says."""
    begun_s = time.time()
    with start_fresh(bench_path, job, frames) as process:
        try:
            answer = json.loads(process.communicate(timeout=TIMEOUT_S)[0].splitlines()[-1])
        except (subprocess.TimeoutExpired, ValueError, IndexError):
            process.kill()
            return None
    return FreshResult(bench_path, answer["first_result_at"] - begun_s, answer["peak_mb"])


def start_fresh(bench_path: str, job: "Job", frames: int) -> "subprocess.Popen[str]":
    """Start a path in a new process and do not wait for it."""
    what = [bench_path, str(job.video), job.exercise.id, str(frames)]
    command = [sys.executable, "-m", "posecoach.bench.fresh", *what]
    command += [str(int(job.options.outline)), job.options.model]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def peak_mb() -> float:
    """Largest resident memory of this process so far, in 10^6 bytes."""
    if sys.platform == "win32":
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 1e6
    if sys.platform == "linux":
        # Not getrusage: its figure is inherited from whoever started this process, however large that one is.
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes on macOS


def main(arguments: list[str]) -> None:
    from posecoach.pose.estimator import EstimatorOptions

    name, video, exercise, frames, outline, model = arguments
    options = EstimatorOptions(model, bool(int(outline)))
    if name == "bare":
        first_result_at = _bare(Path(video), int(frames), options)
    else:
        first_result_at = _ours(name, Path(video), exercise, int(frames), options)
    print(json.dumps({"first_result_at": first_result_at, "peak_mb": peak_mb()}))


def _bare(video: Path, frames: int, options: "EstimatorOptions") -> float:
    # Only what a tutorial's loop would import, so that its start-up is its own.
    import cv2

    from posecoach.pose.estimator import open_landmarker

    mediapipe, landmarker = open_landmarker(options)
    capture = cv2.VideoCapture(str(video.absolute()), cv2.CAP_FFMPEG)
    first_result_at = 0.0
    for index in range(frames):
        found, picture = capture.read()
        if not found:
            break
        rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        landmarker.detect_for_video(mediapipe.Image(mediapipe.ImageFormat.SRGB, rgb), index * 40)
        first_result_at = first_result_at or time.time()
    landmarker.close()
    return first_result_at


def _ours(name: str, video: Path, exercise: str, frames: int, options: "EstimatorOptions") -> float:
    from posecoach.audio.voice import SilentVoice
    from posecoach.bench.paths import AnalyzePath, CoachPath, Job, LivePath
    from posecoach.exercises.catalogue import find_exercise

    job = Job(video, find_exercise(exercise), options)
    bench_path: CoachPath = LivePath(job, SilentVoice()) if name == "live" else AnalyzePath(job)
    first_result_at = 0.0
    for _ in range(frames):
        if not bench_path.step():
            break
        first_result_at = first_result_at or time.time()
    bench_path.close()
    return first_result_at


if __name__ == "__main__":
    main(sys.argv[1:])
