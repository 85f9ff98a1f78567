"""The four exercises, and what is mistaken for them, as motions: a body's pose for each moment of a
script."""

from samples.studio.motions.external_rotation import ExternalRotation
from samples.studio.motions.hip_extension import HipExtension
from samples.studio.motions.hip_flexion import HipFlexion
from samples.studio.motions.internal_rotation import InternalRotation
from samples.studio.motions.motion import Motion
from samples.studio.motions.others import AllFours, BothKnees, Bridge, SeatedTuck, SideLying, Walk
from samples.studio.motions.seated_rotation import SeatedRotation

MOTIONS: dict[str, type[Motion]] = {
    motion.exercise: motion for motion in (HipFlexion, InternalRotation, ExternalRotation, HipExtension)
}

# Things that are not one of them, by name.
OTHERS: dict[str, type[Motion]] = {
    "all-fours": AllFours,
    "side-lying": SideLying,
    "seated-tuck": SeatedTuck,
    "bridge": Bridge,
    "both-knees": BothKnees,
    "walk": Walk,
    "seated-rotation": SeatedRotation,
}

__all__ = [
    "MOTIONS",
    "OTHERS",
    "ExternalRotation",
    "HipExtension",
    "HipFlexion",
    "InternalRotation",
    "Motion",
]
