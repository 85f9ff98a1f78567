"""The measures of a session frame by frame, in columns that grow cheaply for hours."""

from array import array
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.state import CoachState
from posecoach.kinematics.body import Body

Column = NDArray[np.float32]
TimeColumn = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One value a frame; all columns have shape (n,). NaN where a measure was not seen.

    Attributes:
        t_s: seconds of the source, float64, strictly rising.
        primary_deg: the counted signal, in the session's `primary_unit`, which need not be degrees.
        lower_back: the leading lower-back measure beyond what the person's clean reps bring, in
            `lower_back_unit`.
        Others: degrees, float32 (2e-5 degrees at 180, far below what a camera sees).
    """

    t_s: TimeColumn
    primary_deg: Column
    hip_flexion_left_deg: Column
    hip_flexion_right_deg: Column
    knee_flexion_left_deg: Column
    knee_flexion_right_deg: Column
    trunk_inclination_deg: Column
    lower_back: Column

    def __len__(self) -> int:
        return len(self.t_s)

    def column(self, name: str) -> NDArray[np.floating]:
        """The column `name`: "t_s" or one of `COLUMNS`."""
        values: NDArray[np.floating] = getattr(self, name)
        return values

    def between(self, start_s: float, end_s: float) -> "Series":
        """The frames with `start_s` <= t <= `end_s`."""
        first = int(np.searchsorted(self.t_s, start_s, side="left"))
        last = int(np.searchsorted(self.t_s, end_s, side="right"))
        return self.rows(slice(first, last))

    def rows(self, kept: slice | NDArray[np.intp]) -> "Series":
        """These frames alone."""
        return Series(**{field.name: getattr(self, field.name)[kept] for field in fields(self)})

    @staticmethod
    def empty() -> "Series":
        return SeriesBuilder().build()


COLUMNS = tuple(one.name for one in fields(Series))[1:]
"""The columns beside `t_s`, in the order of the session file."""


def frame_values(body: Body, state: CoachState) -> tuple[float, ...]:
    """One frame's values in the order of `COLUMNS`."""
    return (
        state.primary_deg,
        body.hip_flexion_deg.left.value,
        body.hip_flexion_deg.right.value,
        body.knee_flexion_deg.left.value,
        body.knee_flexion_deg.right.value,
        body.trunk_inclination_deg.value,
        state.back.value,
    )


class SeriesBuilder:
    """Collects a series frame by frame.

    Columns are machine arrays, 36 bytes a frame: ten hours at 30 frames a second take 39 MB, and adding a
    frame costs about a microsecond however long the session is.
    """

    def __init__(self) -> None:
        self._t_s = array("d")
        self._columns = tuple(array("f") for _ in COLUMNS)

    def __len__(self) -> int:
        return len(self._t_s)

    def add(self, t_s: float, values: tuple[float, ...]) -> bool:
        """Append a frame; one that does not come after the previous one is ignored, and False returned."""
        if self._t_s and t_s <= self._t_s[-1]:
            return False
        self._t_s.append(t_s)
        for column, value in zip(self._columns, values, strict=True):
            column.append(value)
        return True

    def build(self) -> Series:
        """Everything so far, copied."""
        columns = (np.array(column, dtype=np.float32) for column in self._columns)
        return Series(np.array(self._t_s, dtype=np.float64), *columns)
