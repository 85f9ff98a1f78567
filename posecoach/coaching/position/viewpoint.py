"""Whether the camera stands where an exercise can be seen, by what its file advises."""

import math

from posecoach.coaching.events import Event, WarningEnded, WarningKind, WarningStarted
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.body import Body
from posecoach.kinematics.filters import Held, Lasting, LowPass
from posecoach.kinematics.view import ViewProblem

MOST_YAW_DEG = 48.0
"""An upright person turned further from the side is counted, but angles are 10 to 20 degrees wrong and no
lower back is seen: in random rendered sets, cameras 36 to 57 degrees off are estimated at 50 to 77, and those
up to 24 degrees off at 42 at most."""

MOST_END_ON_DEG = 30.0
"""The same for a lying person, by how far the trunk points at the camera: cameras 45 to 55 degrees off are
estimated at 37 to 39 (and mostly not counted), those up to 36 degrees off at 18 at most."""

TOWARD_FEET_DEG = 2.0
"""Where the camera should stand toward the head, and stands toward the feet, the legs hide each other:
0 of 17 reps counted in three sets that were estimated at 5 to 10, 5 of 5 and more from -3 on."""

VIEW_PROBLEM_S = 2.0
VIEW_MENDED_S = 1.0
"""A problem of the view is reported once it has lasted for `VIEW_PROBLEM_S`. It is over after `VIEW_MENDED_S`
without one, since a camera that is being moved passes good places. Coming into view ends "nobody" at once."""

SEEN_SHARE, SEEN_TAU_S, STEADY_S = 0.5, 3.0, 0.5
"""Somebody who is found now and then, in less than this share of the pictures over about this time, is not
seen, until they have been for `STEADY_S` without a break. From one rendered person, found in 29 % of the
pictures for 27 s and told nothing; of 240 random sets as advised one other is found in less than half."""


class ViewWarnings:
    """Tells a lasting problem of the view once, and when it is over."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._problem = Lasting(ViewProblem.NONE)
        self._seen, self._held = LowPass(SEEN_TAU_S), Held()
        self._steady, self._back, self._seen_s = True, False, -math.inf
        self._told_s = 0.0
        self.told = ViewProblem.NONE
        """What was told and is not over yet."""

    def update(self, body: Body, posed: bool) -> list[Event]:
        """Take the body at the next moment; `posed` as for `view_problem`."""
        seen = self._is_seen(body)
        problem = view_problem(self._exercise, body, posed, self.told) if seen else ViewProblem.NOBODY
        lasted_s = self._problem.lasted_s(problem, body.t_s)
        found = self.told is ViewProblem.NOBODY and seen
        wait_s = VIEW_MENDED_S if problem is ViewProblem.NONE else VIEW_PROBLEM_S
        lasting = problem is not self.told and lasted_s >= wait_s
        events = self.finish(body.t_s) if found or lasting else []
        if lasting and problem is not ViewProblem.NONE:
            self.told, self._told_s = problem, body.t_s
            events.append(WarningStarted(body.t_s, _kind(problem), problem.value))
        return events

    def _is_seen(self, body: Body) -> bool:
        """Whether somebody is, and not only now and then."""
        often = self._seen.update(body.t_s, float(body.seen)) >= SEEN_SHARE
        held_s = self._held.held_s(body.seen, body.t_s)
        if not body.seen:
            return False
        if held_s == 0.0:  # who was seen well before, and comes back, is seen at once
            self._back = self._steady and body.t_s - self._seen_s >= VIEW_PROBLEM_S
        self._steady, self._seen_s = held_s >= STEADY_S, body.t_s
        return often or self._steady or self._back

    def finish(self, t_s: float) -> list[Event]:
        """End the problem that was reported, if there is one, at the end of the source."""
        if self.told is ViewProblem.NONE:
            return []
        over, self.told = self.told, ViewProblem.NONE
        return [WarningEnded(t_s, _kind(over), self._told_s)]


def _kind(problem: ViewProblem) -> WarningKind:
    return WarningKind.OUT_OF_VIEW if problem is ViewProblem.NOBODY else WarningKind.CAMERA


def view_problem(
    exercise: Exercise, body: Body, posed: bool, told: ViewProblem = ViewProblem.NONE
) -> ViewProblem:
    """The most important thing wrong with the picture: for any exercise, or else for this one.

    `posed` tells that the person lies, sits or stands as the exercise asks; before, any view will do. What is
    seen from the feet may not be known to lie, so once that was `told` it takes a good view to end it.
    """
    if not body.seen:
        return ViewProblem.NOBODY
    view, advice = body.view, exercise.camera
    from_the_feet = told is ViewProblem.FROM_THE_FEET and view.end_on_deg > MOST_END_ON_DEG
    if from_the_feet and view.problem is ViewProblem.NONE:
        return told
    if view.problem is not ViewProblem.NONE or not (posed and advice.from_side):
        return view.problem
    if exercise.position == "any":
        return ViewProblem.NONE  # the angles above hold for upright or for lying people
    if exercise.position != "lying":
        return ViewProblem.WRONG_VIEW if view.yaw_deg > MOST_YAW_DEG else ViewProblem.NONE
    if advice.toward_head:
        return ViewProblem.FEET_SIDE if view.head_deg < -TOWARD_FEET_DEG else ViewProblem.NONE
    return ViewProblem.WRONG_VIEW if view.end_on_deg > MOST_END_ON_DEG else ViewProblem.NONE


def unreadable(exercise: Exercise, body: Body) -> bool:
    """Whether the view makes the exercise unreadable, so that counting would be guessing."""
    problem = body.view.problem
    if problem is ViewProblem.FROM_THE_FEET:
        return exercise.position == "lying"
    return problem is ViewProblem.TOO_FAR
