"""Simulated poses through the program's own pipeline, into a session record."""

from collections.abc import Iterable
from dataclasses import dataclass

from posecoach.app.pipeline import Pipeline
from posecoach.coaching.events import Event, WarningKind
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.session.builder import SessionBuilder
from posecoach.session.record import Session, Source
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
    """Put (t_s, pose) through the pipeline."""
    exercise = find_exercise(exercise_id)
    pipeline = Pipeline(exercise, side)
    builder = SessionBuilder(exercise, side, Source("track", "simulated"))
    events: list[Event] = []
    step = None
    for t_s, pose in frames:
        step = pipeline.step(t_s, pose)
        events += step.events
        builder.add(step.body, step.state, step.events)
    last = pipeline.finish()
    if step is not None and last:
        # The frame is known already; only the events are new.
        builder.add(step.body, step.state, last)
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
