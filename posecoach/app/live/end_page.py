"""The end of a run: the page that stays until somebody chooses, or has gone away."""

import webbrowser
from dataclasses import replace
from pathlib import Path

from posecoach.app.live.run_options import RunResult, Wish
from posecoach.app.start.pages import Browse, open_page
from posecoach.app.start.questions import in_window
from posecoach.coaching.events import StopReason
from posecoach.display.actions import ActionKind, Picture
from posecoach.display.end import EndModel, EndRow, draw_end, press_end
from posecoach.display.window import WindowLike
from posecoach.language import Language
from posecoach.session.back_visibility import tally
from posecoach.session.record import Pain, Session
from posecoach.session.summary import back_watched

REST_FIRST = ("pain.worse", "pain.high", "pain.not_today")
"""Answers about the pain after which rest is suggested before anything else."""

STAYS_S = 600.0
"""The page closes if nobody has chosen anything for this long: the person has gone."""


def show_end(
    window: WindowLike,
    language: Language,
    result: RunResult,
    pain: Pain,
    advised: str = "",
    folder: Path | None = None,
    stay_s: float = STAYS_S,
) -> Wish:
    """Show the page until a key or a click chooses; nothing more is wanted when the window is closed.

    `advised` as for `end_model`; the sessions are in the store in `folder`.
    """
    model = end_model(language, result, pain, advised)

    def draw(model: EndModel, left_s: float) -> Picture:
        return draw_end(model, window.size_px, language.say)

    while True:
        try:
            model, action = in_window(model, press_end, draw, window, stay_s)
        except KeyboardInterrupt:  # all is kept by now, and what came of it is still to be told
            window.close()
            return Wish.NONE
        kind = action.kind if action is not None else ActionKind.QUIT
        if kind is not ActionKind.OPEN:
            return {ActionKind.AGAIN: Wish.AGAIN, ActionKind.HOME: Wish.HOME}.get(kind, Wish.NONE)
        model = replace(model, message=page_of_run(language, result, folder))


def end_model(language: Language, result: RunResult, pain: Pain, advised: str = "") -> EndModel:
    """What the page says; `advised` is the id of what the last answer about the pain means."""
    reps = sum(len(session.reps) for session in result.sessions)
    stops = [stop for session in result.sessions for stop in session.stops]
    in_pain = any(stop.reason is StopReason.PAIN for stop in stops)
    praise = "phase.done_early" if result.source_ended else "end.title"
    advised = advised or ("stop.then_pain" if in_pain else "")
    hurts = in_pain or advised in REST_FIRST
    title = "end.title_stopped" if hurts else praise if reps else "end.title_empty"
    return EndModel(
        title=language.say(title),
        rows=tuple(_row(language, session) for session in result.sessions if session.reps),
        pain=_pain(language, pain),
        advice=language.say(advised) if advised else "",
        rest=hurts,
    )


def page_of_run(
    language: Language, result: RunResult, folder: Path | None = None, browse: Browse = webbrowser.open
) -> str:
    """Write the page of what was done, open it, and say where it lies."""
    stored = [number for number in result.numbers if number]
    if not stored:
        return language.say("end.no_page")
    return open_page(ActionKind.REPORT, language, browse, folder, stored[-1])


def _row(language: Language, session: Session) -> EndRow:
    name = session.exercise_name or session.exercise
    if session.side in ("left", "right"):
        name = f"{name}, {language.say(f'side.{session.side}')}"
    return EndRow(name, language.say("end.reps", n=len(session.reps)), _back(language, session))


def _back(language: Language, session: Session) -> str:
    if not back_watched(session):
        return ""
    back = tally(session.reps)
    if not back.known:
        return language.say("end.back_unseen")
    if back.unseen:
        return language.say("end.back_unsure", still=back.still, moved=back.moved, unseen=back.unseen)
    return language.say("end.back_still", still=back.still, n=back.total)


def _pain(language: Language, pain: Pain) -> str:
    if pain.before is None and pain.after is None:
        return ""
    which = "" if None not in (pain.before, pain.after) else "_before" if pain.after is None else "_after"
    return language.say(f"end.pain{which}", before=pain.before, after=pain.after)
