"""Contact sheets: a few frames of clips side by side, with or without the true joints drawn in."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.landmarks import BONES
from samples.studio import truth
from samples.studio.clip import Shoot
from samples.studio.film import Film
from samples.studio.take import Clip


def sheet(clips: list[Clip], across: int = 4, *, joints: bool = False) -> NDArray[np.uint8]:
    """One row a clip of `across` frames spread over it, BGR uint8."""
    rows = []
    for clip in clips:
        shoot, film = Shoot(clip), Film(clip.camera, clip.seed)
        row = []
        for index in np.linspace(0, shoot.count - 1, across + 2)[1:-1].astype(int):
            image = film.expose(shoot.light(int(index)))
            if joints:
                _draw(image, clip.camera.project(truth.landmarks(shoot.skeleton(int(index)))))
            row.append(image)
        rows.append(np.hstack(row))
    return np.vstack(rows)


def _draw(image: NDArray[np.uint8], points: NDArray[np.float64]) -> None:
    spots = [(round(float(x)), round(float(y))) for x, y in points]
    for a, b in BONES:
        cv2.line(image, spots[a], spots[b], (60, 220, 60), 1, cv2.LINE_AA)
    for spot in spots:
        cv2.circle(image, spot, 2, (0, 220, 255), -1, cv2.LINE_AA)
