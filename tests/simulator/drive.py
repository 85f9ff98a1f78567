"""Simulated poses through the real body model and coach, into a session record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Event, WarningKind
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.kinematics.model import BodyModel
from posecoach.session.record import Session, SessionBuilder, Source
from tests.simulator.script import SetScript
from tests.simulator.simulate import SimulatedSet

Frames = Iterable[tuple[float, Pose | None]]


@dataclass(frozen=True, slots=True)
class Coached:
    """What the coach made of some frames: the session's record and every event in order."""

    session: Session
    events: tuple[Event, ...]

    @property
    def count(self) -> int:
        """All reps counted."""
        return len(self.session.reps)

    @property
    def back_warnings(self) -> list[tuple[float, float]]:
        """Start and end of every lower-back warning, seconds."""
        return [
            (warning.start_s, warning.end_s)
            for warning in self.session.warnings
            if warning.kind is WarningKind.LOWER_BACK
        ]


def coach_frames(frames: Frames, exercise_id: str, side: str = "auto") -> Coached:
    """Put (t_s, pose) through body model and coach."""
    exercise = find_exercise(exercise_id)
    model, coach = BodyModel(), Coach(exercise, side)
    builder = SessionBuilder(exercise, side, Source("track", "simulated"))
    events: list[Event] = []
    t_s, body, state = 0.0, None, None
    for t_s, pose in frames:
        body = model.update(t_s, pose)
        update = coach.update(body)
        state = update.state
        events += update.events
        builder.add(body, state, update.events)
    last: Sequence[Event] = coach.finish(t_s)
    if body is not None and state is not None and last:
        # The frame is known already; only the events are new.
        builder.add(body, state, last)
    return Coached(builder.finish(), (*events, *last))


def coach_set(made: SimulatedSet, exercise_id: str = "", side: str = "") -> Coached:
    """Coach a simulated set with its own exercise and side, unless others are named."""
    script = made.script
    return coach_frames(
        made.poses,
        exercise_id or (script.exercise_id if script else "hip-flexion"),
        side or (seen_side(script) if script else "auto"),
    )


def seen_side(script: SetScript) -> str:
    """The stretched side as the picture shows it: a mirrored camera makes a left of a right."""
    mirrored = script.camera is not None and script.camera.mirrored
    return {"left": "right", "right": "left"}[script.side] if mirrored else script.side
