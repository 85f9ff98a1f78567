"""Put an exercise's own texts into the person's language, before anything downstream sees them."""

from dataclasses import replace

from posecoach.exercises.definition import Exercise
from posecoach.sentences import Language


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
    return replace(
        exercise,
        name=texts.get("name", exercise.name),
        back_message=message or exercise.back_message,
        text=replace(
            exercise.text,
            summary=texts.get("summary", exercise.text.summary),
            steps=tuple(texts.get("steps", exercise.text.steps)),
            # Translated steps without a form for a known side are better than English ones with it.
            sided_steps=tuple(
                texts.get("sided_steps", () if "steps" in texts else exercise.text.sided_steps)
            ),
            cues=tuple(texts.get("cues", exercise.text.cues)),
            shown=tuple(texts.get("shown", exercise.text.shown)),
            pull=texts.get("pull", exercise.text.pull),
            release=texts.get("release", exercise.text.release),
            mistake=texts.get("mistake", exercise.text.mistake),
            # A translated sentence is better than an English one in fewer words.
            back=texts.get("back", message or exercise.text.back),
        ),
    )
