"""What the start screen offers beside the exercises: settings, where each leads, what the camera sees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.app.start.settings import Settings
from posecoach.audio.counting import Counting
from posecoach.display.start_model import Setting
from posecoach.errors import PoseCoachError
from posecoach.language import Language, available_languages
from posecoach.pose.model import AUTO, FULL, HEAVY, WORDS, model_name
from posecoach.video import Camera, open_source
from posecoach.video.frame import Frame, FrameSource, Image

MODELS = (AUTO, FULL, HEAVY)
"""The pose models that can be chosen here."""

SETS = (0, 1, 2, 3)
REPS = (0, 5, 10, 15, 20, 30)
"""How many can be chosen here; 0 as the exercise says."""


def next_settings(settings: Settings, setting_id: str) -> Settings:
    """The settings after the line `setting_id` was chosen: each choice goes to its next value."""
    if setting_id == "voice":
        return replace(settings, mute=not settings.mute)
    if setting_id == "pain":
        return replace(settings, pain=not settings.pain)
    if setting_id == "privacy":
        return replace(settings, privacy=not settings.privacy)
    if setting_id == "counting":
        return replace(settings, count=_next(settings.count, [one.value for one in Counting]))
    if setting_id == "model":
        return replace(settings, model=_next(settings.model, MODELS))
    if setting_id == "sets":
        return replace(settings, sets=_after(settings.sets, SETS))
    if setting_id == "reps":
        return replace(settings, reps=_after(settings.reps, REPS))
    return settings


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
    return (
        Setting("voice", say("start.voice"), on[not settings.mute]),
        Setting("counting", say("start.counting"), say(f"start.count_{settings.count}")),
        Setting("privacy", say("start.privacy"), on[settings.privacy]),
        Setting("pain", say("start.pain"), on[settings.pain]),
        Setting("model", say("start.model"), _model_words(settings.model, language)),
        Setting("camera", say("start.camera"), settings.camera),
        Setting("language", say("start.language"), language.name),
        Setting("sets", say("start.sets"), _count(settings.sets, language)),
        Setting("reps", say("start.reps"), _count(settings.reps, language)),
        Setting("data", say("start.data"), say("start.data_where")),
    )


def _count(value: int, language: Language) -> str:
    return str(value) if value else language.say("start.usual")


def _model_words(model: str, language: Language) -> str:
    return language.say(f"start.model_{model}") if model in WORDS else model_name(model)


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
