"""How well the camera saw the exercise, summed up over its frames."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from posecoach.coaching.events import NAN
from posecoach.coaching.state import CoachState
from posecoach.kinematics.body import Body


@dataclass(frozen=True, slots=True)
class ViewRecord:
    """How well the camera saw the exercise, over the frames in which it was being done.

    `problems` and `lower_back` give shares of those frames, 0..1: by id of the view problem, and by
    confidence in the lower back. `yaw_deg` and `body_fraction` are means, as in `kinematics.view.View`.
    """

    frames: int = 0
    problems: Mapping[str, float] = field(default_factory=dict)
    lower_back: Mapping[str, float] = field(default_factory=dict)
    yaw_deg: float = NAN
    body_fraction: float = NAN


class ViewTally:
    """Sums up the camera's view over the frames of the exercise."""

    def __init__(self) -> None:
        self._frames = 0
        self._problems: Counter[str] = Counter()
        self._back: Counter[str] = Counter()
        self._yaw_sum = self._fraction_sum = 0.0
        self._yaw_count = self._fraction_count = 0

    def add(self, body: Body, state: CoachState) -> None:
        """Take one frame."""
        self._frames += 1
        self._back[state.back.confidence.value] += 1
        view = body.view
        problem = state.view_problem or view.problem.value
        if problem:
            self._problems[problem] += 1
        if view.yaw_deg == view.yaw_deg:
            self._yaw_sum += view.yaw_deg
            self._yaw_count += 1
        if view.body_fraction == view.body_fraction:
            self._fraction_sum += view.body_fraction
            self._fraction_count += 1

    def record(self) -> ViewRecord:
        """The summary so far."""
        total = max(self._frames, 1)
        return ViewRecord(
            frames=self._frames,
            problems={name: count / total for name, count in self._problems.most_common()},
            lower_back={name: count / total for name, count in self._back.most_common()},
            yaw_deg=self._yaw_sum / self._yaw_count if self._yaw_count else NAN,
            body_fraction=self._fraction_sum / self._fraction_count if self._fraction_count else NAN,
        )
