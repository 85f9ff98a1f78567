"""The one or two sentences that introduce an exercise, or the other side of it."""

from posecoach.audio.utterance import Priority, Tone, Utterance
from posecoach.exercises.definition import Exercise
from posecoach.language import Language

EXPIRES_S = 20.0


def introduce(
    language: Language, exercise: Exercise, side: str, following: bool = False, place_camera: bool = False
) -> list[Utterance]:
    """What to say before `exercise` on `side` ("left", "right", "both").

    `following` when another exercise went before; with `place_camera` also where the camera belongs.
    """
    words = "routine.exercise" + ("" if side == "both" else "_side") + ("_next" if following else "")
    title = language.say(words, name=exercise.name, side=language.say(_hip(side)))
    said = [_sentence(title, Tone.ATTENTION)]
    if exercise.text.summary:
        said.append(_sentence(exercise.text.summary))
    if place_camera:
        camera = exercise.camera
        place = language.say(
            "routine.place", height=f"{camera.height_m:g}", distance=f"{camera.distance_m:g}"
        )
        said.append(_sentence(place))
    return said


def change_side(language: Language, side: str) -> list[Utterance]:
    """What to say before the same exercise on its other side."""
    return [_sentence(language.say("routine.change_side", side=language.say(_hip(side))), Tone.ATTENTION)]


def _hip(side: str) -> str:
    return "side.both_hips" if side == "both" else f"side.{side}_hip"


def _sentence(text: str, tone: Tone = Tone.NONE) -> Utterance:
    """Lowest priority: "hold still" and "go" cut it short, the person has begun without it."""
    return Utterance(text, Priority.INTRODUCTION, EXPIRES_S, tone)
