"""What a recorded warning says, in the language in use."""

from posecoach import sentences
from posecoach.coaching.events import Confidence, WarningKind
from posecoach.session.eventlog import WarningRecord


def warning_sentence(warning: WarningRecord) -> str:
    """The warning's own sentence, or the one of its kind and measure; "" when there is none."""
    if warning.message:
        return warning.message
    if warning.kind is WarningKind.POSITION:
        seen, wanted = (_posture(one) for one in (warning.measure, warning.wanted))
        return sentences.say("record.position", seen=seen, wanted=wanted)
    if warning.kind is WarningKind.WRONG_SIDE:
        return _side_sentence(warning.measure, warning.wanted)
    if warning.kind is WarningKind.LOWER_BACK:
        asked = warning.confidence is not Confidence.HIGH
        return sentences.say("record.back_asked" if asked else "warning.lower-back")
    if warning.kind in (WarningKind.CAMERA, WarningKind.CLOTHES, WarningKind.NOT_COUNTED):
        table = "back" if warning.kind is WarningKind.CLOTHES else "record"
        known = sentences.in_use().has(f"{table}.{warning.measure}")
        return sentences.say(f"{table}.{warning.measure}") if known else ""
    return ""


def _posture(words: str) -> str:
    """A posture as the exercise files call it, in the language's words."""
    sentence_id = f"posture.{words.replace(' ', '-')}"
    return sentences.say(sentence_id) if sentences.in_use().has(sentence_id) else words


def _side_sentence(topic: str, wanted: str) -> str:
    side = sentences.say(f"side.{wanted}") if wanted in ("left", "right", "both") else wanted
    if topic in ("changed", "alternating"):
        return sentences.say(f"record.{topic}", side=side)
    done = sentences.say(f"side.{topic}") if topic in ("left", "right") else topic
    return sentences.say("record.wrong-side", done=done, asked=side)
