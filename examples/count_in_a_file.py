"""Count the repetitions in a video file: `python examples/count_in_a_file.py CLIP.mp4 hip-flexion`."""

import sys

import posecoach


def main(video: str, exercise: str) -> None:
    """Print the count, and what each repetition was like."""
    session = posecoach.count_reps(video, exercise)
    print(f"{len(session.reps)} repetitions")
    for rep in session.reps:
        back = "lower back moved" if rep.lower_back_moved else ""
        print(f"{rep.start_s:6.1f} s  {rep.range_deg:5.1f} {session.primary_unit}  {back}")


if __name__ == "__main__":
    main(*sys.argv[1:])
