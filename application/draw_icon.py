"""Draws the application's icon anew: `python application/draw_icon.py`."""

from pathlib import Path

import cv2
import numpy as np

from posecoach.display import shapes
from posecoach.display.figures import draw_figure, stance_of
from posecoach.display.layout import Rect
from posecoach.display.theme import PANEL
from posecoach.exercises.catalogue import find_exercise

SIZE = 512


def main() -> None:
    """Write icon.png: the figure of hip flexion on a rounded square."""
    image = np.zeros((SIZE, SIZE, 3), np.uint8)
    plate = Rect(16, 16, SIZE - 32, SIZE - 32)
    shapes.bar(image, plate, (255, 255, 255), 96)
    alpha = image[:, :, 0].copy()
    image[:] = PANEL
    draw_figure(image, plate.inset(56, 96), stance_of(find_exercise("hip-flexion")))
    cv2.imwrite(str(Path(__file__).with_name("icon.png")), np.dstack((image, alpha)))


if __name__ == "__main__":
    main()
