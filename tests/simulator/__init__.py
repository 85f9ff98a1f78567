"""A simulator for tests: a jointed body, the four exercises, a camera, and landmark errors as measured."""

from tests.simulator.camera import Camera
from tests.simulator.idle import HOLDS, PLACES, fidget, still, walk_by
from tests.simulator.script import Interruption, LumbarBout, SetScript, TrueRep
from tests.simulator.simulate import SimulatedSet, advised_camera, simulate
from tests.simulator.skeleton import Person

__all__ = [
    "HOLDS",
    "PLACES",
    "Camera",
    "Interruption",
    "LumbarBout",
    "Person",
    "SetScript",
    "SimulatedSet",
    "TrueRep",
    "advised_camera",
    "fidget",
    "simulate",
    "still",
    "walk_by",
]
