"""Distance-field shapes in the packed form that the ray-marcher reads."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from samples.studio.materials import MATERIALS
from samples.studio.skeleton import Frame

# Columns of a packed shape.
KIND, GROUP, BLEND, MATERIAL, CASTS = 0, 1, 2, 3, 4
A, B, RADIUS_A, RADIUS_B, TURN, RADII, BOUND, BOUND_R = 5, 8, 11, 12, 13, 22, 25, 28
COLUMNS = 29
CONE, ELLIPSOID, CUT_CONE = 0, 1, 2
TRUNK, LEFT_LEG, RIGHT_LEG, LEFT_ARM, RIGHT_ARM, HEAD, DETAIL = range(7)


@dataclass(slots=True)
class Packer:
    """Collects shapes; `packed` gives them sorted by group, shape (n, COLUMNS) float32."""

    rows: list[NDArray[np.float32]] = field(default_factory=list)

    def cone(
        self,
        frame: Frame,
        a: tuple[float, float, float],
        b: tuple[float, float, float],
        ra: float,
        rb: float,
        material: str,
        group: int,
        blend: float = 0.02,
        *,
        cut: bool = False,
        casts: bool = False,
    ) -> None:
        """A cone with round ends, or with a flat end at `b` (a hem)."""
        row = self._row(CUT_CONE if cut else CONE, group, blend, material, casts, frame)
        pa, pb = frame.point(*a), frame.point(*b)
        row[A : A + 3], row[B : B + 3] = pa, pb
        row[RADIUS_A], row[RADIUS_B] = ra, rb
        length = float(np.linalg.norm(pb - pa))
        row[BOUND : BOUND + 3] = (pa + pb) / 2
        row[BOUND_R] = length / 2 + max(ra, rb)
        self.rows.append(row)

    def ellipsoid(
        self,
        frame: Frame,
        centre: tuple[float, float, float],
        radii: tuple[float, float, float],
        material: str,
        group: int,
        blend: float = 0.02,
        *,
        casts: bool = False,
    ) -> None:
        """An ellipsoid along the frame's axes."""
        row = self._row(ELLIPSOID, group, blend, material, casts, frame)
        row[A : A + 3] = row[BOUND : BOUND + 3] = frame.point(*centre)
        row[RADII : RADII + 3] = radii
        row[BOUND_R] = max(radii)
        self.rows.append(row)

    def _row(
        self, kind: int, group: int, blend: float, material: str, casts: bool, frame: Frame
    ) -> NDArray[np.float32]:
        row = np.zeros(COLUMNS, np.float32)
        row[[KIND, GROUP, BLEND, MATERIAL, CASTS]] = kind, group, blend, MATERIALS.index(material), casts
        row[TURN : TURN + 9] = frame.turn.ravel()
        return row

    def packed(self) -> NDArray[np.float32]:
        """All shapes sorted by group, order within a group kept; (n, COLUMNS) float32."""
        rows = np.array(self.rows, np.float32)
        return np.ascontiguousarray(rows[np.argsort(rows[:, GROUP], kind="stable")])
