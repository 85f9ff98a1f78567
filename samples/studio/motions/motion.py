"""What every exercise's motion offers, and the postures they share on the way in and out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from samples.studio.figure.people import Person
from samples.studio.figure.rig import MAT_TOP_M, sizes
from samples.studio.pose import SIDES, Arm, Hand, Leg, LegReach, Pose, mirrored

# Shoulders a little lower than the seat, which flesh keeps off the mat.
LYING_DEG = -91.5


def posed(
    legs: Mapping[str, Leg] | Callable[[str], Leg],
    arms: Mapping[str, Arm] | Callable[[str], Arm],
    **more: float,
) -> Pose:
    """A pose whose limbs are given by side, as a mapping or a function of it."""
    leg = legs if callable(legs) else legs.__getitem__
    arm = arms if callable(arms) else arms.__getitem__
    return Pose(*map(leg, SIDES), *map(arm, SIDES), **more)


class Motion(ABC):
    """One exercise on one side of one person."""

    exercise: ClassVar[str]
    back_kind: ClassVar[str]
    sway_deg: ClassVar[float] = 0.12
    side: str | None

    def __init__(self, person: Person, side: str) -> None:
        self.person = person
        self.k = person.scale
        self.size = sizes(person.shape)
        self.side = side
        self.worked = side
        self.other = "right" if side == "left" else "left"

    @abstractmethod
    def work(self, pull_deg: float, back_deg: float) -> Pose:
        """The exercise's own posture; `back_deg` of the pull is done by the lower back."""

    def scene(self, name: str, pull_deg: float, back_deg: float) -> Pose:
        """A posture by name: `work`, or one on the way in or out."""
        if name == "work":
            return self.work(pull_deg, back_deg)
        if name == "sit":
            return self.sitting()
        if name == "lie":
            return self.lying()
        if name == "phone":
            return self.on_the_phone()
        if name == "relax":
            return self.relaxed()
        if name == "side":
            return self.on_the_side()
        if name == "other":
            return type(self)(self.person, self.other).work(pull_deg, back_deg)
        raise KeyError(name)

    def ankle_z(self) -> float:
        """Height of the ankle above the ground with the sole on the mat."""
        return self.size.ankle_height + MAT_TOP_M

    def flat_foot(self, side: str, x: float, y: float = 0.10, pole_y: float = 0.1) -> LegReach:
        """A leg with its sole on the mat, `x` and `y` (outwards) in reference metres."""
        sign = 1.0 if side == "left" else -1.0
        return LegReach(
            (x * self.k, sign * y * self.k, self.ankle_z()),
            pole=(0.4, sign * pole_y, 1.0),
            toe=(1.0, sign * 0.12, 0.0),
            up=(0.0, 0.0, 1.0),
        )

    def beside(self, side: str, x: float = 0.06, y: float = 0.30) -> Hand:
        """A hand resting on the mat beside the hip."""
        return Hand(
            "world",
            mirrored((x * self.k, y * self.k, 0.035), side),
            palm=(0.0, 0.0, -1.0),
            along=mirrored((1.0, 0.05, -0.05), side),
            elbow=(-0.5, 1.0, 0.0),
            curl=0.15,
        )

    def sitting(self) -> Pose:
        """Sitting on the mat, feet in front, hands on the knees."""
        return posed(
            lambda side: self.flat_foot(side, 0.50),
            self._on_knee,
            pitch=-8.0,
            lumbar_flexion=16.0,
            neck_pitch=8.0,
        )

    def lying(self) -> Pose:
        """On the back, knees bent, soles on the mat."""
        return posed(
            lambda side: self.flat_foot(side, 0.46), self.beside, pitch=LYING_DEG, hang=1.0, neck_pitch=-3.0
        )

    def on_the_side(self) -> Pose:
        """On the side that is not worked, knees drawn up a little."""
        towards = 1.0 if self.other == "left" else -1.0
        ankles = ((0.62, 0.08, 0.062), (0.61, 0.09, 0.150 * self.k))
        down, up = (
            LegReach((x * self.k, towards * y * self.k, z), pole=(0.25, towards, 0.1 * z))
            for x, y, z in ankles
        )
        below = Hand(
            "world", (-0.62 * self.k, towards * 0.36 * self.k, 0.05), (0, 0, 1), (-0.3, towards, 0), curl=0.3
        )
        above = Hand(
            "world",
            (-0.30 * self.k, towards * 0.40 * self.k, 0.035),
            (0, 0, -1),
            (-0.4, towards, 0),
            curl=0.1,
        )
        return posed(
            {self.worked: up, self.other: down},
            {self.worked: above, self.other: below},
            pitch=LYING_DEG,
            turn=towards * 84.0,
            lumbar_flexion=8.0,
        )

    def on_the_phone(self) -> Pose:
        """Sitting with a phone at the right ear, the left hand behind on the mat."""
        left = Hand(
            "world",
            (-0.26 * self.k, 0.24 * self.k, 0.04),
            (0, 0, -1),
            (-0.5, 0.6, -0.2),
            elbow=(-1.0, 0.3, 0.0),
        )
        right = Hand(
            "head",
            (0.030, -0.112 * self.k, 0.075 * self.k),
            (0.0, 1.0, 0.1),
            (-0.25, 0.1, 1.0),
            (0.5, 0.6, -0.9),
            0.7,
        )
        return replace(
            self.sitting(), arm_left=left, arm_right=right, pitch=-14.0, neck_pitch=14.0, neck_roll=6.0
        )

    def relaxed(self) -> Pose:
        """The pause between bouts of reps: the working posture without a pull."""
        return self.work(0.0, 0.0)

    def _on_knee(self, side: str) -> Arm:
        return Hand(
            f"shank_{side}",
            mirrored((self.size.shin + 0.012, 0.012, -0.03 * self.k), side),
            (-1, 0, -0.2),
            (0.15, 0, -1),
            curl=0.2,
        )
