"""Count an exercise of your own in recorded landmarks: `python examples/own_exercise.py TRACK.npz`."""

import sys
from pathlib import Path

import posecoach

SQUAT = Path(__file__).with_name("squat.toml")


def main(track: str, exercise: str = str(SQUAT)) -> int:
    """Print when each repetition began and how deep it went; return how many there were."""
    session = posecoach.replay(track, exercise)
    for rep in session.reps:
        print(f"{rep.start_s:6.1f} s  {rep.peak_deg:5.1f} deg at the deepest")
    print(f"{len(session.reps)} repetitions of {session.exercise_name}")
    return len(session.reps)


if __name__ == "__main__":
    main(*sys.argv[1:])
