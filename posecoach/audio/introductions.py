"""What introduces an exercise, or the other side of it: its name, the note to it, how it is done."""

from posecoach.audio.utterance import Priority, Tone, Utterance
from posecoach.exercises.definition import Exercise
from posecoach.language import Language

EXPIRES_S = 20.0

SUMMARY, PLACE = "summary", "place"
"""Topics of what is worth saying only until the person is in position."""


def introduce(
    language: Language,
    exercise: Exercise,
    side: str,
    following: bool = False,
    place_camera: bool = False,
    camera_stays: bool = False,
    note: str = "",
) -> list[Utterance]:
    """What to say before `exercise` on `side` ("left", "right", "both").

    `note`, which is what whoever prescribed the exercise wants borne in mind, follows the name it belongs to
    and comes before all else. `following` when another exercise went before; with `place_camera` also where
    the camera belongs, or that it stays where it was for the exercise before.
    """
    words = "routine.exercise" + ("" if side == "both" else "_side") + ("_next" if following else "")
    title = language.say(words, name=exercise.name, side=language.say(_hip(side)))
    said = _headed(title, note, following)
    if exercise.text.summary:
        said.append(Utterance(exercise.text.summary, Priority.INTRODUCTION, EXPIRES_S, topic=SUMMARY))
    if place_camera:
        camera = exercise.camera
        from_where = "_head" if camera.toward_head else "_front" if camera.turn_deg >= 90.0 else ""
        words = "_same" if camera_stays else from_where
        place = language.say(f"routine.place{words}", height=camera.height_m, distance=camera.distance_m)
        said.append(Utterance(place, Priority.INTRODUCTION, EXPIRES_S, topic=PLACE))
    return said


def change_side(language: Language, side: str, note: str = "") -> list[Utterance]:
    """What to say before the same exercise on its other side."""
    return _headed(language.say("routine.change_side", side=language.say(_hip(side))), note, following=True)


def _headed(title: str, note: str, following: bool) -> list[Utterance]:
    """Title and note: neither is cut short by "hold still".

    Of the first exercise they come before whatever the picture or the phase brings meanwhile; of a following
    one after what is still to be said of the exercise before.
    """
    priority = Priority.GUIDE if following else Priority.NOTE
    notes = [Utterance(note, priority, EXPIRES_S, Tone.ATTENTION)] if note else []
    return [Utterance(title, priority, EXPIRES_S, Tone.ATTENTION), *notes]


def _hip(side: str) -> str:
    return "side.both_hips" if side == "both" else f"side.{side}_hip"
