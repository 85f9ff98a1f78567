"""An exercise's own texts, and a hint of the coach, in the person's language."""

from dataclasses import replace
from typing import Any

from posecoach.exercises.definition import Exercise
from posecoach.sentences import Language, Texts

REQUIREMENTS = ("hip_flexion", "hip_flexion_most", "knee_flexion", "foot_height", "foot_over")
"""Requirements that have a sentence of their own for whoever does not meet them, as the gate names them."""


def for_side(exercise: Exercise, side: str, language: Language) -> Exercise:
    """`exercise` with steps that say which side is meant, where it has them and that is "left" or "right"."""
    if side not in ("left", "right"):
        return exercise
    this, other = language.say(f"side.{side}"), language.say(f"side.{'right' if side == 'left' else 'left'}")

    def sided(texts: tuple[str, ...]) -> tuple[str, ...]:
        named = [text.replace("{side}", this).replace("{other}", other) for text in texts]
        return tuple(text[:1].upper() + text[1:] for text in named)

    text = exercise.text
    return replace(
        exercise, text=replace(text, steps=sided(text.sided_steps) or text.steps, shown=sided(text.shown))
    )


def localise(exercise: Exercise, language: Language) -> Exercise:
    """`exercise` with its name and texts from the language file.

    A language overrides what it has under [exercise.ID] and leaves the rest as the exercise file says:

        [exercise.hip-flexion]
        name = "Hüftbeugung"
        cues = ["Klein und gleichmäßig."]
        lower_back = "Kleiner: der untere Rücken bleibt auf der Matte."

    The coach, the screen and the voice take their sentences from the exercise, so all three follow. Older
    files have `lower_back = { pelvis_rise = "..." }`, with a sentence for each measure: the first that the
    exercise watches is taken.
    """
    texts = language.exercise_texts(exercise.id)
    if not texts:
        return exercise
    message = texts.get("lower_back", "")
    if isinstance(message, dict):
        message = next((message[rule.measure] for rule in exercise.lower_back if rule.measure in message), "")
    own: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in texts.items()
    }
    if "steps" in own:  # without a form for a known side they are better than English ones with it
        own.setdefault("sided_steps", ())
    if message:  # a translated sentence is better than an English one in fewer words
        own.setdefault("back", message)
    fields = {key: value for key, value in own.items() if key not in ("name", "lower_back")}
    return replace(
        exercise,
        name=own.get("name", exercise.name),
        back_message=message or exercise.back_message,
        text=replace(exercise.text, **fields),
    )


def hint_sentence(say: Texts, kind: str, topic: str, wanted: str) -> str:
    """What is said. `kind`, `topic` and `wanted` as in `posecoach.coaching.state.Hint`."""
    if kind == "position":
        return f"{say(f'posture_now.{_slug(topic)}')} {say(f'posture_wanted.{_slug(wanted)}')}"
    return _say(say, "hint", kind, topic, wanted)


def hint_line(say: Texts, kind: str, topic: str, wanted: str) -> str:
    """What is shown: the same in a few words."""
    if kind == "position":
        return say(f"posture_short.{_slug(wanted)}")
    return _say(say, "hint_short", kind, topic, wanted)


def _say(say: Texts, section: str, kind: str, topic: str, wanted: str) -> str:
    if kind == "wrong-side" and topic in ("left", "right"):
        done, asked = say(f"side.{topic}"), say(f"side.{wanted}")
        return say(f"{section}.wrong-side", done=done, asked=asked)
    if kind == "wrong-side":
        return say(f"{section}.{topic}", side=say(f"side.{wanted}"))
    return say(f"{section}.{topic}_{wanted}" if wanted in REQUIREMENTS else f"{section}.{topic}")


def _slug(posture: str) -> str:
    return posture.replace(" ", "-")
