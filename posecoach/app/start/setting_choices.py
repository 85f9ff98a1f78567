"""What the start screen offers beside the program's exercises: settings, what the camera sees, one's own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from posecoach.app.start.questions import choose_card
from posecoach.app.start.settings import Settings
from posecoach.audio.counting import Counting
from posecoach.display.actions import Action, ActionKind
from posecoach.display.card_page import CardPage
from posecoach.display.start_model import Setting
from posecoach.display.window import WindowLike
from posecoach.errors import PoseCoachError
from posecoach.exercises.definition import Exercise
from posecoach.language import Language, available_languages
from posecoach.pose.model import AUTO, FULL, HEAVY, WORDS, model_name
from posecoach.session.taught import taught_exercises
from posecoach.video import Camera, open_source
from posecoach.video.frame import Frame, FrameSource, Image

MODELS = (AUTO, FULL, HEAVY)
"""The pose models that can be chosen here."""

SETS = (0, 1, 2, 3)
REPS = (0, 5, 10, 15, 20, 30)
"""How many can be chosen here; 0 as the exercise says."""


def next_settings(settings: Settings, setting_id: str) -> Settings:
    """The settings after the line `setting_id` was chosen: each choice goes to its next value."""
    following: dict[str, dict[str, Any]] = {
        "voice": {"mute": not settings.mute},
        "pain": {"pain": not settings.pain},
        "privacy": {"privacy": not settings.privacy},
        "counting": {"count": _next(settings.count, [one.value for one in Counting])},
        "model": {"model": _next(settings.model, MODELS)},
        "sets": {"sets": _after(settings.sets, SETS)},
        "reps": {"reps": _after(settings.reps, REPS)},
    }
    return replace(settings, **following.get(setting_id, {}))


def _next(value: str, choices: Sequence[str]) -> str:
    """The one after `value`, the first after the last and where `value` is none of them."""
    return choices[(choices.index(value) + 1) % len(choices) if value in choices else 0]


def _after(value: int, choices: Sequence[int]) -> int:
    """The next larger of `choices`, or again the first."""
    return next((one for one in choices if one > value), choices[0])


def next_language(code: str) -> str:
    """The language after `code` in the order of their codes."""
    return _next(code, available_languages())


def next_camera(settings: Settings, cameras: Sequence[Camera]) -> Settings:
    """The settings with the next camera that can be used; unchanged where there is none."""
    numbers = [str(one.index) for one in cameras if not one.problem]
    return replace(settings, camera=_next(settings.camera, numbers)) if numbers else settings


def setting_lines(settings: Settings, language: Language) -> tuple[Setting, ...]:
    """The settings as the start screen shows them."""
    say = language.say
    on = {True: say("start.voice_on"), False: say("start.voice_off")}
    model = say(f"start.model_{settings.model}") if settings.model in WORDS else model_name(settings.model)
    return (
        Setting("voice", say("start.voice"), on[not settings.mute]),
        Setting("counting", say("start.counting"), say(f"start.count_{settings.count}")),
        Setting("privacy", say("start.privacy"), on[settings.privacy]),
        Setting("pain", say("start.pain"), on[settings.pain]),
        Setting("model", say("start.model"), model),
        Setting("camera", say("start.camera"), settings.camera),
        Setting("language", say("start.language"), language.name),
        Setting("sets", say("start.sets"), _count(settings.sets, language)),
        Setting("reps", say("start.reps"), _count(settings.reps, language)),
        Setting("data", say("start.data"), say("start.data_where")),
    )


def _count(value: int, language: Language) -> str:
    return str(value) if value else language.say("start.usual")


@dataclass
class Preview:
    """The camera while the start screen is open; without one, why."""

    source: FrameSource | None = None
    name: str = ""
    image: Image | None = None

    def close(self) -> None:
        """Let go of the camera, so that the session can have it."""
        if self.source is not None:
            self.source.close()
            self.source = None

    def refresh(self) -> None:
        if self.source is None:
            return
        item = self.source.read()
        if isinstance(item, Frame):
            # Small, because it is shown small; the screen shows it like a mirror.
            step = max(1, item.image.shape[1] // 480)
            self.image = item.image[::step, ::step].copy()


def open_preview(settings: Settings, language: Language) -> Preview:
    """Look through the camera that was chosen, if there is one."""
    try:
        source = open_source(settings.camera, paced=True)
    except PoseCoachError:
        return Preview(None, language.say("start.camera_none"))
    return Preview(source, source.info.name)


MOST_SHOWN = 8
"""At most this many, the newest, have a card and a key of their own; the ninth key teaches another."""


def own_exercises() -> tuple[Exercise, ...]:
    """Those that have a card, in the order in which they were made."""
    return taught_exercises()[-MOST_SHOWN:]


def choose_own(window: WindowLike, language: Language) -> Action:
    """Which of them is to be done, or that one is to be taught; where there is none, nothing is asked."""
    own = own_exercises()
    if not own:
        return Action(ActionKind.TEACH)
    return choose_card(own_page(own, language), window, lambda _: language.say) or Action(ActionKind.HOME)


def own_page(own: Sequence[Exercise], language: Language) -> CardPage:
    """A card for each, and one to teach another."""
    return CardPage(
        "teach.own",
        "teach.keys",
        (*(one.name for one in own), language.say("teach.another")),
        (*(Action(ActionKind.EXERCISE, one.id) for one in own), Action(ActionKind.TEACH)),
        Action(ActionKind.HOME),
    )
