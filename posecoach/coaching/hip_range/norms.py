"""What is usual at an age, where a published range was measured as ours is.

A band is shown only where the published angle means the same as the one measured here. That is so for hip
flexion lying, by goniometer, the thigh against the trunk that lies on the table. It is not so for

- extension in a split stance, which no study of norms has used (they lift the leg lying face down, or let it
  hang over the edge of a table: Soucie et al. 2011, doi 10.1111/j.1365-2516.2010.02399.x),
- inward rotation sitting, which means the same as in Kouyoumdjian et al. 2012 (Orthop Traumatol Surg Res
  98:17-23; a mean of 37.9 degrees in 120 adults of 20 to 60 years, by photograph), whose abstract has no
  spread between people to draw a band with, and
- the lean, which is no joint's angle.
"""

from dataclasses import dataclass

from posecoach.coaching.hip_range.protocol import Movement


@dataclass(frozen=True, slots=True)
class Norm:
    """Mean and standard deviation of a group, degrees; `years` the ages of its youngest and oldest."""

    movement: Movement
    sex: str
    years: tuple[int, int]
    mean_deg: float
    sd_deg: float
    source: str

    @property
    def band_deg(self) -> tuple[float, float]:
        """In which about two of three people of the group are."""
        return self.mean_deg - self.sd_deg, self.mean_deg + self.sd_deg


NORMS = (
    Norm(
        Movement.FLEXION,
        "female",
        (65, 83),
        122.6,
        10.8,
        "95 women of 65 to 83 years: Jung and Yamasaki 2016, J Physiol Anthropol 35:30, table 3, "
        "doi 10.1186/s40101-016-0120-8",
    ),
)
"""Only figures that were read in their source. Soucie et al. 2011 have means of passive hip flexion for both
sexes from 2 to 69 years, with confidence limits of each mean; Roach and Miles 1991 (Phys Ther 71:656-665)
have active ranges from 25 to 74. Neither table could be looked up: whoever has them can add rows here."""


def norm_of(movement: Movement, age: int | None, sex: str) -> Norm | None:
    """What is usual for somebody of this age and sex; None where nothing comparable is published here."""
    if age is None:
        return None
    for norm in NORMS:
        if norm.movement is movement and norm.sex == sex and norm.years[0] <= age <= norm.years[1]:
            return norm
    return None


def without_norm(movement: Movement, age: int | None, sex: str) -> bool:
    """Whether somebody who told an age looks for what is usual, and finds it for others only."""
    compared = movement in {norm.movement for norm in NORMS}
    return compared and age is not None and norm_of(movement, age, sex) is None
