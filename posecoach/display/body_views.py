"""From where each exercise's movement is seen best, and how a body in three dimensions looks from there."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.exercises.definition import Exercise

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class View:
    """From where a body is looked at: turned toward the head or the front (plus), and from above."""

    turn_deg: float = 0.0
    rise_deg: float = 10.0


VIEWS = {
    "hip-flexion": View(0.0, 12.0),
    "hip-internal-rotation": View(-48.0, 18.0),
    "hip-external-rotation": View(34.0, 30.0),
    "hip-extension": View(10.0, 6.0),
}
"""Where each exercise's movement is seen best. The knee that turns inward, from half-way to the feet; the
camera itself stands toward the head, where the legs do not hide each other from it."""

FROM_THE_FRONT = View(-78.0, 12.0)
"""The foot of somebody on a chair swings aside: the one movement of the measurement that no exercise has."""

BY_POSITION = {"lying": View(0.0, 12.0), "sitting": View(34.0, 30.0)}


def view_of(exercise: Exercise) -> View:
    """From where the movement of `exercise` is seen best."""
    if exercise.id == "range-internal-rotation":
        return FROM_THE_FRONT
    return VIEWS.get(exercise.id) or BY_POSITION.get(exercise.position, View())


def project(points: Vector, view: View) -> Vector:
    """Points of shape (..., 3) as they are seen from afar, shape (..., 2), y down.

    Torso lengths stay torso lengths; metres of the pose estimator's world (x right, y down) may be given with
    z turned round.
    """
    turn, rise = math.radians(view.turn_deg), math.radians(view.rise_deg)
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    across = x * math.cos(turn) + z * math.sin(turn)
    toward = z * math.cos(turn) - x * math.sin(turn)
    return np.stack([across, y * math.cos(rise) + toward * math.sin(rise)], axis=-1)
