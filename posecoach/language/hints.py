"""A hint of the coach in words: why nothing is counted, and what to change."""

from collections.abc import Callable

Say = Callable[..., str]
"""A sentence by its id, words filled in: `Language.say`."""

REQUIREMENTS = ("hip_flexion", "knee_flexion", "foot_height", "foot_over")
"""Signals that have a sentence of their own for whoever does not bend or lift enough."""


def hint_sentence(say: Say, kind: str, topic: str, wanted: str) -> str:
    """What is said. `kind`, `topic` and `wanted` as in `posecoach.coaching.state.Hint`."""
    if kind == "position":
        return f"{say(f'posture_now.{_slug(topic)}')} {say(f'posture_wanted.{_slug(wanted)}')}"
    return _say(say, "hint", kind, topic, wanted)


def hint_line(say: Say, kind: str, topic: str, wanted: str) -> str:
    """What is shown: the same in a few words."""
    if kind == "position":
        return say(f"posture_short.{_slug(wanted)}")
    return _say(say, "hint_short", kind, topic, wanted)


def _say(say: Say, section: str, kind: str, topic: str, wanted: str) -> str:
    if kind == "wrong-side" and topic in ("left", "right"):
        done, asked = say(f"side.{topic}"), say(f"side.{wanted}")
        return say(f"{section}.wrong-side", done=done, asked=asked)
    if kind == "wrong-side":
        return say(f"{section}.{topic}", side=say(f"side.{wanted}"))
    return say(f"{section}.{topic}_{wanted}" if wanted in REQUIREMENTS else f"{section}.{topic}")


def _slug(posture: str) -> str:
    return posture.replace(" ", "-")
