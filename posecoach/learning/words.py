"""What the file says in words: how to get into position, and placeholders for what only the teacher knows."""

from dataclasses import replace

from posecoach.exercises.definition import Exercise, ExerciseText
from posecoach.kinematics.posture import Posture

GET_INTO = {
    Posture.ON_BACK: "Lie on your back.",
    Posture.ON_SIDE: "Lie on your side.",
    Posture.FACE_DOWN: "Lie face down.",
    Posture.ALL_FOURS: "Go on all fours.",
    Posture.SITTING: "Sit down.",
    Posture.LEANING_BACK: "Sit and lean back.",
    Posture.KNEELING: "Kneel.",
    Posture.STANDING: "Stand.",
    Posture.SPLIT: "Stand with one foot ahead of the other.",
}

HOLD = "Hold still for a moment."
MOVE = "Move as it was shown, calmly and evenly."
CUE = "Breathe."

PLACEHOLDER = (
    "Placeholders: write here how to get into position and what to do, as you would say it, and what to say "
    "during the set."
)


def words_for(exercise: Exercise, start: Posture, given: ExerciseText) -> ExerciseText:
    """The texts of an exercise: those `given`, and placeholders where there are none."""
    steps = given.steps or tuple(filter(None, (GET_INTO.get(start, ""), HOLD, MOVE)))
    return replace(
        given,
        summary=given.summary or f"{exercise.name}, as it was shown.",
        steps=steps,
        cues=given.cues or (CUE,),
    )
