"""The four exercises as motions: for each moment of a script, the pose of the body."""

from samples.studio.motions.external_rotation import ExternalRotation
from samples.studio.motions.hip_extension import HipExtension
from samples.studio.motions.hip_flexion import HipFlexion
from samples.studio.motions.internal_rotation import InternalRotation
from samples.studio.motions.motion import Motion

MOTIONS: dict[str, type[Motion]] = {
    motion.exercise: motion for motion in (HipFlexion, InternalRotation, ExternalRotation, HipExtension)
}

__all__ = ["MOTIONS", "ExternalRotation", "HipExtension", "HipFlexion", "InternalRotation", "Motion"]
