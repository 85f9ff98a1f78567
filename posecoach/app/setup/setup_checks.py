"""Checks of light and bystanders before the first rep, added to what the coach finds wrong with the view."""

from collections.abc import Callable
from dataclasses import replace

from posecoach.app.setup.light_check import LightWatch
from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.kinematics.landmarks import Pose
from posecoach.kinematics.view import ViewProblem
from posecoach.video.frame import Frame

BEFORE_COUNTING = (Phase.LOOKING, Phase.POSITION, Phase.HOLD)

SEEN_S = 0.7
"""Shorter than this, the announcer does not say "I can see you. Lie down...": then they do."""

Crowd = Callable[[Frame, Pose | None], bool]
"""Hands over a picture, perhaps to be looked at; whether several people were seen lately."""


class SetupChecks:
    """Looks at pictures until the first rep; `crowd` tells whether several people are in view."""

    def __init__(self, crowd: Crowd | None = None) -> None:
        self._crowd = crowd
        self._light = LightWatch()
        self._problem = ViewProblem.NONE
        self._seen = False
        self._position_since_s: float | None = None

    def look(self, frame: Frame, pose: Pose | None, state: CoachState) -> None:
        """Look at the picture, if it is before the first rep."""
        if not _before_counting(state):
            self._problem = ViewProblem.NONE
            return
        light = self._light.update(frame.t_s, frame.image, pose)
        several = self._crowd is not None and self._crowd(frame, pose)
        self._problem = light if light is not ViewProblem.NONE or not several else ViewProblem.SEVERAL_PEOPLE

    def first_sight(self, state: CoachState) -> bool:
        """True once, when the person is in position so soon that nobody has said "I can see you"."""
        if self._seen or state.phase is Phase.LOOKING:
            self._position_since_s = None
            return False
        if state.phase is Phase.POSITION:
            self._position_since_s = state.t_s if self._position_since_s is None else self._position_since_s
            return False
        self._seen = True
        since_s = self._position_since_s
        return since_s is None or state.t_s - since_s < SEEN_S

    def applied_to(self, state: CoachState) -> CoachState:
        """The state with what is wrong with light or bystanders, where the coach finds nothing wrong."""
        if self._problem is ViewProblem.NONE or not _before_counting(state):
            return state
        if state.view_problem not in ("", ViewProblem.NOBODY.value):
            return state
        return replace(state, view_problem=self._problem.value)


def _before_counting(state: CoachState) -> bool:
    return state.phase in BEFORE_COUNTING and state.total_reps == 0
