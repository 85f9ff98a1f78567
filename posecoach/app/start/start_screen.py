"""The start screen: cards, settings and camera preview, and what a choice leads to."""

import webbrowser
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from posecoach.app.live.end_page import STAYS_S
from posecoach.app.live.programme import Dose, block, minutes_of, whole_programme
from posecoach.app.live.range_test import keep, run_measurement
from posecoach.app.live.routine_run import accept, run_routine
from posecoach.app.live.run import run_blocks
from posecoach.app.live.run_options import Devices, RunOptions, RunResult, Wish
from posecoach.app.live.speaker import Tell
from posecoach.app.start.pages import open_page, write_and_open
from posecoach.app.start.questions import ask_language, in_window, show_notice
from posecoach.app.start.setting_choices import (
    Preview,
    choose_own,
    next_camera,
    next_language,
    next_settings,
    open_preview,
    own_exercises,
    setting_lines,
)
from posecoach.app.start.settings import (
    Settings,
    choose_language,
    load_settings,
    save_settings,
    settings_path,
    system_language,
)
from posecoach.app.start.therapist_plan import read_plan
from posecoach.app.teach.showing import teach_exercise
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.display.actions import Action, ActionKind, Picture
from posecoach.display.start import draw_start
from posecoach.display.start_model import StartModel, press
from posecoach.display.window import WindowLike
from posecoach.errors import PoseCoachError
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.exercises.definition import Exercise
from posecoach.language import Language, available_languages, load_language, localise
from posecoach.session.folder import database_path, exercises_folder
from posecoach.session.history import HistoryFilter, HistoryRow, as_one, entries
from posecoach.session.listing import list_sessions
from posecoach.session.taught import exercise_of
from posecoach.video import list_cameras

ABOUT_DATA = Action(ActionKind.SETTING, "data")
"""The one setting that only tells something."""

OTHER_LANGUAGE = Action(ActionKind.SETTING, "language")
"""The one setting with which everything is drawn anew."""

PAGES = (ActionKind.REPORT, ActionKind.PROGRESS, ActionKind.HISTORY)
"""What opens in the browser while the start screen stays."""

REFRESH_S = 0.1
"""The preview is drawn anew ten times a second: enough to see oneself, little to compute."""


def run_start_screen(window: WindowLike, tell: Tell, cameras: bool = True) -> None:
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
        preview = open_preview(load_settings(), language) if cameras else Preview(None, "")
        try:
            action = _choose(window, exercises, language, preview, message)
        finally:
            preview.close()
        if action is None or action.kind is ActionKind.QUIT:
            return
        if action == OTHER_LANGUAGE:
            choose_language(next_language(choose_language(None)))
            continue
        if action.kind is ActionKind.TEACH:
            action = choose_own(window, language)
        message = carry_out(action, window, tell)


def about_data(language: Language) -> tuple[str, ...]:
    """Where sessions, taught exercises and settings lie, and how to remove them and the program."""
    say = language.say
    return (
        say("notice.sessions", path=database_path()),
        say("notice.exercises", path=exercises_folder()),
        say("notice.settings", path=settings_path()),
        say("notice.remove"),
    )


def run_options(settings: Settings) -> RunOptions:
    """What the settings mean for a run."""
    return RunOptions(**asdict(settings), stay_s=STAYS_S)


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


def last_session(rows: Iterable[HistoryRow], language: Language, now: datetime | None = None) -> str:
    """A line about the newest session in which something was counted, "" when there is none."""
    row = next((row for row in rows if row.reps), None)
    if row is None:
        return ""
    now = now or datetime.now().astimezone()
    days = (now.date() - row.started_at.date()).days
    names = {0: "start.today", 1: "start.yesterday"}
    when = language.say(names[days]) if days in names else language.say("start.days_ago", n=days)
    return language.say("start.last_session", when=when, reps=language.say("end.reps", n=row.reps))


def _choose(
    window: WindowLike, exercises: tuple[Exercise, ...], language: Language, preview: Preview, message: str
) -> Action | None:
    """What the person chooses; settings are changed on the way. None when the window is closed."""
    settings = load_settings()
    model = StartModel(
        exercises=_dosed(exercises, settings),
        minutes=_minutes(settings),
        last_session=_last_session(language),
        settings=setting_lines(settings, language),
        camera=preview.name,
        message=message,
        plan=plan_title(settings.plan),
        taught=bool(own_exercises()),
    )

    def draw(model: StartModel, left_s: float) -> Picture:
        preview.refresh()
        return draw_start(replace(model, preview=preview.image), window.size_px, language.say)

    while True:
        model, action = in_window(model, press, draw, window, every_s=REFRESH_S)
        if action == ABOUT_DATA:
            show_notice(window, language.say("start.data"), about_data(language), language)
        elif action is not None and action.kind is ActionKind.SETTING and action != OTHER_LANGUAGE:
            settings = _change(settings, action.value, preview, language)
            model = replace(
                model,
                exercises=_dosed(exercises, settings),
                minutes=_minutes(settings),
                settings=setting_lines(settings, language),
                camera=preview.name,
            )
        elif action is not None and action.kind in PAGES:
            model = replace(model, message=open_page(action.kind, language))
        else:
            return action


def _change(settings: Settings, setting_id: str, preview: Preview, language: Language) -> Settings:
    """The settings after the line `setting_id` was chosen, kept; another camera is looked through at once."""
    changed = next_settings(settings, setting_id)
    if setting_id == "camera":
        changed = next_camera(settings, list_cameras(probe=False))
    save_settings(changed)
    plugged_in = setting_id == "camera" and preview.source is None  # perhaps: it is looked for anew
    if plugged_in or changed.camera != settings.camera:
        preview.close()
        preview.image = None
        opened = open_preview(changed, language)
        preview.source, preview.name = opened.source, opened.name
    return changed


def carry_out(action: Action, window: WindowLike, tell: Tell) -> str:
    """Run what was chosen; a sentence when it could not be."""
    wish = Wish.AGAIN
    while wish is Wish.AGAIN and window.is_open:
        settings = load_settings()
        options = run_options(replace(settings, language=choose_language(None)))
        language = load_language(options.language)
        devices = Devices(window=window)
        result: RunResult | None
        try:
            if action.kind is ActionKind.EXERCISE:
                chosen = block(exercise_of(action.value), dose=_dose(settings))
                result = run_blocks([chosen], options, tell, devices=devices)
            elif action.kind in (ActionKind.ROUTINE, ActionKind.SHORT):
                blocks = whole_programme(action.kind is ActionKind.SHORT, _dose(settings))
                options = replace(options, title=language.say(f"start.{action.kind.name.lower()}"))
                result = run_routine(blocks, options, tell, devices=devices)
            elif action.kind is ActionKind.PLAN:
                plan = read_plan(Path(settings.plan))
                result = run_routine(plan.blocks, replace(options, title=plan.title), tell, devices=devices)
            elif action.kind is ActionKind.MEASURE:
                return measure_hips(options, devices, tell)
            elif action.kind is ActionKind.TEACH:
                teach_exercise(options, devices, window)
                return ""
            else:
                return ""
        except PoseCoachError as error:
            # What was chosen did not begin: that is a page to read, not small print at the bottom.
            show_notice(window, language.say("notice.fault"), (str(error),), language)
            return ""
        if result is None or result.lost:
            return "" if result is None else " ".join(result.lost)
        wish = result.wish
    return ""


def measure_hips(options: RunOptions, devices: Devices, tell: Tell) -> str:
    """Measure both hips, keep it and open its page; a sentence that says where the page is."""
    from posecoach.session.report.render import measurement_page

    language = load_language(options.language)
    measurement, result = run_measurement(tuple(Movement), ("left", "right"), options, tell, devices=devices)
    number, trouble = keep(measurement, options.folder)
    if result.left and not number:
        return trouble or language.say("run.nothing_kept")
    said = write_and_open(lambda: measurement_page(measurement, number), language, webbrowser.open)
    return trouble or said


def _dose(settings: Settings) -> Dose:
    """What was chosen on the start screen, instead of what the exercises say."""
    return Dose(settings.sets or None, settings.reps or None)


def _dosed(exercises: Sequence[Exercise], settings: Settings) -> tuple[Exercise, ...]:
    """The exercises with the sets and reps that would be done of them."""
    plans = [block(one, dose=_dose(settings)).plan for one in exercises]
    return tuple(
        replace(one, sets=plan.sets or one.sets, reps=plan.reps)
        for one, plan in zip(exercises, plans, strict=True)
    )


def _minutes(settings: Settings) -> tuple[int, int]:
    """About how long the whole routine and the short one take."""
    dose = _dose(settings)
    return minutes_of(whole_programme(dose=dose)), minutes_of(whole_programme(True, dose))


def plan_title(path: str) -> str:
    """What the plan that was followed last is called; "" where there is none, or its file is gone.

    One with a mistake in it keeps its card, by the name of its file: whoever chooses it is told the mistake.
    """
    if not path or not Path(path).is_file():
        return ""
    try:
        return read_plan(Path(path)).title or Path(path).stem
    except PoseCoachError:
        return Path(path).stem


def _last_session(language: Language) -> str:
    try:
        rows, _ = list_sessions(HistoryFilter())
    except PoseCoachError:
        return ""
    return last_session((as_one(run) for run in entries(rows)), language)
