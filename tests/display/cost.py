"""CPU time a frame of drawing the live screen: `python -m tests.display.cost [WIDTH HEIGHT]`."""

import math
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from posecoach.display.exercise_screen import ExerciseScreen
from posecoach.display.figures import stance_of
from posecoach.display.large_screen import LargeScreen
from posecoach.display.screen import Screen
from posecoach.display.stage import Notices
from posecoach.language import load_language
from tests.display.gallery import examples, figure_picture, figure_pose

FRAMES = 600


def drawing_ms(
    size_px: tuple[int, int],
    frame_px: tuple[int, int] = (1280, 720),
    frames: int = FRAMES,
    clock: Callable[[], float] = time.process_time,
    kind: type[ExerciseScreen] = LargeScreen,
) -> NDArray[np.float64]:
    """Milliseconds by `clock` of each of `frames` drawings in which everything moves as it does in a set."""
    example = next(example for example in examples() if example.name == "counting")
    screen = kind(example.exercise, size_px, True, False, load_language().say)
    picture = figure_picture(stance_of(example.exercise), frame_px)
    spent = np.zeros(frames)
    for index in range(frames):
        swing = math.sin(index / 10)
        pose = figure_pose(stance_of(example.exercise, 0.5 + 0.5 * swing), frame_px)
        back = replace(example.state.back, value=0.6 + 0.5 * math.sin(index / 17))
        state = replace(
            example.state,
            t_s=index / 30,
            position=0.5 + 0.5 * swing,
            primary_deg=112 + 8 * swing,
            reps=index // 60,
            back=back,
        )
        begin = clock()
        screen.draw(picture, pose, state, Notices(muted=True))
        spent[index] = 1000 * (clock() - begin)
    return spent


def main() -> None:
    """Print median, 95th percentile and the first drawing, which fills the caches."""
    numbers = [int(text) for text in sys.argv[1:3]]
    size_px = (numbers[0], numbers[1]) if len(numbers) == 2 else (1280, 720)
    for kind, name in ((LargeScreen, "three metres"), (Screen, "details")):
        for frame_px in ((640, 480), (1280, 720), (1920, 1080)):
            spent = drawing_ms(size_px, frame_px, kind=kind)
            middle, high = np.percentile(spent[1:], [50, 95])
            print(
                f"{name}, window {size_px[0]}x{size_px[1]}, camera {frame_px[0]}x{frame_px[1]}: "
                f"p50 {middle:.2f} ms, p95 {high:.2f} ms, first {spent[0]:.0f} ms"
            )


if __name__ == "__main__":
    main()
