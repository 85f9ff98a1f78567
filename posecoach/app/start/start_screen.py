"""The front door: the start screen with cards, settings and camera preview, and what a choice leads to."""

import time
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from posecoach.app.live.end_page import STAYS_S, Wish
from posecoach.app.live.programme import block, whole_programme
from posecoach.app.live.range_test import keep, run_measurement
from posecoach.app.live.routine_run import accept, run_routine
from posecoach.app.live.run import run_blocks
from posecoach.app.live.run_options import Devices, RunOptions, RunResult
from posecoach.app.live.speaker import Tell
from posecoach.app.start.questions import ask_language
from posecoach.app.start.settings import Settings, choose_language, load_settings, save_settings
from posecoach.app.start.system_language import system_language
from posecoach.app.start.therapist_plan import read_plan
from posecoach.audio.announcer import Counting
from posecoach.audio.voice import VoiceSettings
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.display.keys import Key
from posecoach.display.start import Action, ActionKind, Setting, StartModel, draw_start, press
from posecoach.display.window import WindowLike
from posecoach.errors import PoseCoachError
from posecoach.exercises.catalogue import builtin_exercises, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.language import Language, available_languages, load_language, localise
from posecoach.pose.model import AUTO, FULL, HEAVY, WORDS, model_name
from posecoach.session.history import HistoryFilter, HistoryRow
from posecoach.session.listing import list_measurements, list_sessions
from posecoach.video import Camera, list_cameras, open_source
from posecoach.video.frame import Frame, FrameSource, Image

MODELS = (AUTO, FULL, HEAVY)
"""The pose models that can be chosen here."""

POLL_MS = 30

OTHER_LANGUAGE = Action(ActionKind.SETTING, "language")
"""The one setting with which everything is drawn anew."""

PAGES = (ActionKind.REPORT, ActionKind.PROGRESS, ActionKind.HISTORY)
"""What opens in the browser while the start screen stays."""
REFRESH_S = 0.1
"""The preview is drawn anew ten times a second: enough to see oneself, little to compute."""


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
        """Take the newest picture."""
        if self.source is None:
            return
        item = self.source.read()
        if isinstance(item, Frame):
            # Small, because it is shown small; mirrored, because it shows the person.
            step = max(1, item.image.shape[1] // 480)
            self.image = item.image[::step, ::-step].copy()


def front_door(window: WindowLike, tell: Tell, cameras: bool = True) -> None:
    """Show the start screen until the person leaves; run what is chosen and come back to it.

    Args:
        cameras: look for a camera; tests leave it out.
    """
    if not _language_known(window) or not accept(load_language(choose_language(None)), window, tell):
        return
    message = ""
    while window.is_open:
        language = load_language(choose_language(None))
        exercises = tuple(localise(exercise, language) for exercise in builtin_exercises())
        opening = StartModel(exercises, camera=language.say("screen.loading"))
        window.show(draw_start(opening, window.size_px, language.say).image)
        window.poll(1)
        preview = _open_preview(load_settings(), language) if cameras else Preview(None, "")
        try:
            action = _choose(window, exercises, language, preview, message)
        finally:
            preview.close()
        if action is None or action.kind is ActionKind.QUIT:
            return
        if action == OTHER_LANGUAGE:
            choose_language(next_language(choose_language(None)))
            continue
        message = _carry_out(action, window, tell)


def run_options(settings: Settings) -> RunOptions:
    """What the settings mean for a run."""
    return RunOptions(
        camera=settings.camera,
        model=settings.model,
        voice=VoiceSettings(settings.voice, settings.rate_wpm, mute=settings.mute),
        counting=Counting(settings.count),
        privacy=settings.privacy,
        full_screen=settings.full_screen,
        language=settings.language,
        pain=settings.pain,
        stay_s=STAYS_S,
    )


def next_settings(settings: Settings, setting_id: str) -> Settings:
    """The settings after the line `setting_id` was chosen: each choice goes to its next value."""
    if setting_id == "voice":
        return replace(settings, mute=not settings.mute)
    if setting_id == "pain":
        return replace(settings, pain=not settings.pain)
    if setting_id == "privacy":
        return replace(settings, privacy=not settings.privacy)
    if setting_id == "counting":
        values = [one.value for one in Counting]
        return replace(settings, count=values[(values.index(settings.count) + 1) % len(values)])
    if setting_id == "model":
        at = MODELS.index(settings.model) + 1 if settings.model in MODELS else 0
        return replace(settings, model=MODELS[at % len(MODELS)])
    return settings


def next_language(code: str) -> str:
    """The language after `code` in the order of their codes."""
    known = available_languages()
    return known[(known.index(code) + 1) % len(known) if code in known else 0]


def _language_known(window: WindowLike) -> bool:
    """Ask for the language on the very first start; False when the person leaves instead."""
    settings, known = load_settings(), available_languages()
    if settings.language or settings.accepted or len(known) < 2:
        return True
    code = ask_language(window, [load_language(one) for one in known], known.index(system_language()))
    if code is None:
        return False
    choose_language(code)
    return True


def next_camera(settings: Settings, cameras: Sequence[Camera]) -> Settings:
    """The settings with the next camera that can be used; unchanged where there is none."""
    numbers = [str(one.index) for one in cameras if not one.problem]
    if not numbers:
        return settings
    at = numbers.index(settings.camera) + 1 if settings.camera in numbers else 0
    return replace(settings, camera=numbers[at % len(numbers)])


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
    )


def _model_words(model: str, language: Language) -> str:
    return language.say(f"start.model_{model}") if model in WORDS else model_name(model)


def last_session(rows: Sequence[HistoryRow], language: Language, now: datetime | None = None) -> str:
    """A line about the newest session, "" when there is none."""
    if not rows:
        return ""
    now = now or datetime.now().astimezone()
    days = (now.date() - rows[0].started_at.date()).days
    names = {0: "start.today", 1: "start.yesterday"}
    when = language.say(names[days]) if days in names else language.say("start.days_ago", n=days)
    return language.say("start.last_session", when=when, n=rows[0].reps)


def _choose(
    window: WindowLike, exercises: tuple[Exercise, ...], language: Language, preview: Preview, message: str
) -> Action | None:
    """What the person chooses; settings are changed on the way. None when the window is closed."""
    settings = load_settings()
    model = StartModel(
        exercises=exercises,
        last_session=_last_session(language),
        settings=setting_lines(settings, language),
        camera=preview.name,
        message=message,
        plan=plan_title(settings.plan),
    )
    drawn_s = float("-inf")
    picture = draw_start(model, window.size_px, language.say)
    while window.is_open:
        if time.monotonic() - drawn_s >= REFRESH_S:
            drawn_s = time.monotonic()
            preview.refresh()
            picture = draw_start(replace(model, preview=preview.image), window.size_px, language.say)
            window.show(picture.image)
        for pressed in window.poll(POLL_MS):
            if isinstance(pressed, Key):
                model, action = press(model, pressed)
            else:
                action = picture.at(pressed.x, pressed.y)
            drawn_s = float("-inf")
            if action is not None and action.kind is ActionKind.SETTING and action != OTHER_LANGUAGE:
                settings = _change(settings, action.value, preview, language)
                lines = setting_lines(settings, language)
                model = replace(model, settings=lines, camera=preview.name)
            elif action is not None and action.kind in PAGES:
                model = replace(model, message=open_page(action.kind, language))
            elif action is not None:
                return action
    return None


def _change(settings: Settings, setting_id: str, preview: Preview, language: Language) -> Settings:
    """The settings after the line `setting_id` was chosen, kept; another camera is looked through at once."""
    changed = next_settings(settings, setting_id)
    if setting_id == "camera":
        changed = next_camera(settings, list_cameras(probe=False))
    save_settings(changed)
    if changed.camera != settings.camera:
        preview.close()
        preview.image = None
        opened = _open_preview(changed, language)
        preview.source, preview.name = opened.source, opened.name
    return changed


def _carry_out(action: Action, window: WindowLike, tell: Tell) -> str:
    """Run what was chosen; a sentence when it could not be."""
    wish = Wish.AGAIN
    while wish is Wish.AGAIN and window.is_open:
        options = run_options(replace(load_settings(), language=choose_language(None)))
        devices = Devices(window=window)
        result: RunResult | None
        try:
            if action.kind is ActionKind.EXERCISE:
                result = run_blocks([block(find_exercise(action.value))], options, tell, devices=devices)
            elif action.kind in (ActionKind.ROUTINE, ActionKind.SHORT):
                blocks = whole_programme(short=action.kind is ActionKind.SHORT)
                result = run_routine(blocks, options, tell, devices=devices)
            elif action.kind is ActionKind.PLAN:
                blocks = read_plan(Path(load_settings().plan)).blocks
                result = run_routine(blocks, options, tell, devices=devices)
            elif action.kind is ActionKind.MEASURE:
                return measure_hips(options, devices, tell)
            else:
                return ""
        except PoseCoachError as error:
            return str(error)
        if result is None or result.lost:
            return "" if result is None else " ".join(result.lost)
        wish = result.wish
    return ""


def measure_hips(
    options: RunOptions, devices: Devices, tell: Tell, browse: Callable[[str], bool] = webbrowser.open
) -> str:
    """Measure both hips, keep it and open its page; a sentence that says where the page is."""
    from posecoach.session.report.files import measurement_page, page_path
    from posecoach.session.report.render import write_page

    measurement, _ = run_measurement(tuple(Movement), ("left", "right"), options, tell, devices=devices)
    _, trouble = keep(measurement, options.folder)
    name, html = measurement_page(measurement)
    path = page_path(name)
    write_page(html, path)
    opened = browse(path.resolve().as_uri())
    language = load_language(options.language)
    return trouble or language.say("end.opened" if opened else "end.no_browser", path=path)


def open_page(kind: ActionKind, language: Language, browse: Callable[[str], bool] = webbrowser.open) -> str:
    """Open the page about the last session or about all of them; a sentence that says where it lies."""
    from posecoach.session.report.files import page_path, progress_page, session_page
    from posecoach.session.report.render import write_page
    from posecoach.session.store import Store

    try:
        if kind is ActionKind.REPORT:
            with Store() as store:
                name, html = session_page(store, store.newest())
        else:
            rows, _ = list_sessions(HistoryFilter())
            name, html = progress_page(rows, datetime.now().astimezone().date(), list_measurements())
        path = page_path(name)
        write_page(html, path)
    except PoseCoachError as error:
        return str(error)
    place = "#sessions" if kind is ActionKind.HISTORY else ""
    opened = browse(path.resolve().as_uri() + place)
    return language.say("end.opened" if opened else "end.no_browser", path=path)


def plan_title(path: str) -> str:
    """What the plan that was followed last is called; "" where there is none, or it cannot be read."""
    if not path:
        return ""
    try:
        return read_plan(Path(path)).title or Path(path).stem
    except PoseCoachError:
        return ""


def _open_preview(settings: Settings, language: Language) -> Preview:
    try:
        source = open_source(settings.camera, paced=True)
    except PoseCoachError:
        return Preview(None, language.say("start.camera_none"))
    return Preview(source, source.info.name)


def _last_session(language: Language) -> str:
    try:
        rows, _ = list_sessions(HistoryFilter(limit=1))
    except PoseCoachError:
        return ""
    return last_session(rows, language)
