"""What the file says in words: how to get into position, and placeholders for what only the teacher knows."""

from dataclasses import replace

from posecoach.exercises.definition import Exercise, ExerciseText
from posecoach.kinematics.posture import Posture
from posecoach.sentences import say

PLACEHOLDER = (
    "Placeholders: write here how to get into position and what to do, as you would say it, and what to say "
    "during the set."
)


def words_for(exercise: Exercise, start: Posture, given: ExerciseText) -> ExerciseText:
    """The texts of an exercise: those `given`, and placeholders where there are none."""
    into = say(f"learn.into_{start.name.lower()}") if start is not Posture.UNKNOWN else ""
    steps = given.steps or tuple(filter(None, (into, say("learn.hold"), say("learn.move"))))
    return replace(
        given,
        summary=given.summary or say("learn.summary", name=exercise.name),
        steps=steps,
        cues=given.cues or (say("learn.cue"),),
    )
