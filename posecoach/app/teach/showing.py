"""Teaching from the start screen: led by voice, somebody shows an exercise and it is learned."""

import math
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace

from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.app.start.own_exercises import TAUGHT, free_number
from posecoach.app.start.questions import show_notice
from posecoach.app.teach.teach import keep, learn_from, open_eye
from posecoach.audio.speech_thread import SpeechProcess
from posecoach.audio.utterance import Tone, Utterance
from posecoach.audio.voice import Voice
from posecoach.display.actions import Key
from posecoach.display.questions import ShowingModel, draw_showing, press_showing
from posecoach.display.window import WindowLike
from posecoach.errors import VideoError
from posecoach.language import Language, load_language
from posecoach.learning.lesson import Lesson, Order
from posecoach.learning.refusal import NotLearnedError
from posecoach.pose.estimator import PoseEstimator
from posecoach.pose.model import AUTO, FULL
from posecoach.session.folder import data_folder, exercises_folder, make_private_folder
from posecoach.session.track import Track, TrackWriter
from posecoach.video import open_source
from posecoach.video.frame import Frame, FrameSource

GIVE_UP_S = 5.0
"""A camera that is gone for so long ends it."""

MOST_TRIES = 3
"""So often it is shown, where nothing could be learned of it, before somebody has to come to the keyboard."""

EXPIRES_S = 30.0
"""What was understood takes a while to be said."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long somebody has to get into position, and then to show eight repetitions of 5 s at most."""

    ready_s: float = 20.0
    shown_s: float = 45.0


def teach_exercise(
    options: RunOptions,
    devices: Devices,
    window: WindowLike,
    browse: Callable[[str], bool] = webbrowser.open,
    times: Times | None = None,
) -> str:
    """Lead through it, keep what was learned, and open its page; what was understood stays to be read.

    Returns:
        Always "": whatever there is to tell has been read when it returns.

    Raises:
        PoseCoachError: the camera, the model or the folder cannot be used.
    """
    language, times = load_language(options.language), times or Times()
    with ExitStack() as stack:
        voice = devices.voice or SpeechProcess(replace(options.voice, language=language.voice))
        stack.callback(voice.close)
        for tries_left in reversed(range(MOST_TRIES)):
            showing = _shown(options, devices, window, voice, language, times, tries_left == MOST_TRIES - 1)
            if showing is None:
                return ""
            _say(voice, language.say("teach.enough"), Tone.DONE)
            window.show(draw_showing(ShowingModel("teach.working"), window.size_px, language.say).image)
            window.poll(1)
            try:
                title, told, places = _learned(showing.track, options, language, browse)
            except NotLearnedError as error:
                # Some hints are about options of the command line, which are of no use here.
                hint = language.say("teach.again") if "--" in error.hint else error.hint
                title, told, places = language.say("teach.not_learned"), [error.message, hint], []
                _say(voice, f"{title}.")
            for sentence in told:
                _say(voice, sentence)
            if places or not showing.live:
                break
            if tries_left:  # whoever lies on the mat need not get up for it
                _say(voice, language.say("teach.try_again", ready=round(times.ready_s)))
        show_notice(window, title, [*told, *places], language)
    return ""


@dataclass(frozen=True, slots=True)
class _Showing:
    """What was shown, and whether it can be shown once more: a recording would be the same again."""

    track: Track
    live: bool


def _learned(
    track: Track, options: RunOptions, language: Language, browse: Callable[[str], bool]
) -> tuple[str, list[str], list[str]]:
    """What the exercise is called, what is told of it, and where it lies; raises NotLearnedError."""
    if not track.found.any():
        raise NotLearnedError(language.say("learn.nobody"), language.say("learn.side_hint"))
    number, folder = free_number(options.folder), exercises_folder(options.folder)
    order = Order(TAUGHT.format(n=number), language.say("teach.name", n=number))
    lesson = learn_from(track, order)
    make_private_folder(options.folder or data_folder())
    make_private_folder(folder)
    out = folder / f"{order.exercise_id}.toml"
    page = out.with_suffix(".html")
    keep(lesson, order, track, out, page, language.say("learn.camera"))
    opened = browse(page.resolve().as_uri())
    places = [
        language.say("teach.file", path=out),
        language.say("end.opened" if opened else "end.no_browser", path=page),
    ]
    return order.name, _understood(lesson, order.name, language), places


def _understood(lesson: Lesson, name: str, language: Language) -> list[str]:
    sure = language.say(f"learn.{lesson.sureness}")
    return [language.say("teach.learned", n=lesson.counted, name=name), " ".join([sure, *lesson.reasons])]


def _shown(
    options: RunOptions,
    devices: Devices,
    window: WindowLike,
    voice: Voice,
    language: Language,
    times: Times,
    first: bool,
) -> _Showing | None:
    """What was shown, as landmarks; None when the person leaves. Only the `first` time says what will be.

    Raises:
        VideoError: the camera cannot be opened, or is gone.
    """
    with ExitStack() as stack:
        loading = ShowingModel("screen.loading")
        window.show(draw_showing(loading, window.size_px, language.say).image)
        window.poll(1)
        model = FULL if options.model == AUTO else options.model
        eye = devices.estimator() if devices.estimator is not None else open_eye(model)
        stack.callback(eye.close)
        source = devices.source or stack.enter_context(
            open_source(options.camera, paced=True, turn_deg=options.turn_deg, give_up_s=GIVE_UP_S)
        )
        ready, seconds = round(times.ready_s), round(times.shown_s)
        asked = [language.say("teach.try_again", ready=ready)]
        if first:
            time = language.say("teach.time", ready=ready, seconds=seconds)
            asked = [language.say("teach.welcome"), language.say("teach.place"), time]
            for sentence in asked:
                _say(voice, sentence)
        mirrored = source.info.kind == "camera"
        stage = _Stage(window, voice, language, times, mirrored, options.privacy, " ".join(asked))
        return _watched(source, eye, TrackWriter(source.info.size_px, model), stage)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What the person sees and hears while the exercise is shown; `asked` is what was said before."""

    window: WindowLike
    voice: Voice
    language: Language
    times: Times
    mirrored: bool
    privacy: bool
    asked: str

    def show(self, frame: Frame, at_s: float) -> bool:
        """Draw the moment `at_s` after the beginning; False when the person leaves."""
        watching = at_s >= self.times.ready_s
        end_s = self.times.ready_s + (self.times.shown_s if watching else 0.0)
        model = ShowingModel(
            "teach.watching" if watching else "teach.ready",
            math.ceil(end_s - at_s),
            watching,
            None if self.privacy else frame.image,
            self.mirrored,
            self.language.say("teach.begin") if watching else self.asked,
        )
        picture = draw_showing(model, self.window.size_px, self.language.say)
        self.window.show(picture.image)
        for pressed in self.window.poll(1):
            action = press_showing(pressed) if isinstance(pressed, Key) else picture.at(pressed.x, pressed.y)
            if action is not None:
                return False
        return self.window.is_open


def _watched(source: FrameSource, eye: PoseEstimator, track: TrackWriter, stage: _Stage) -> _Showing | None:
    times, begun_s, told = stage.times, math.nan, False
    while (item := source.read()) is not None:
        if not isinstance(item, Frame):
            stage.window.poll(1)
            continue
        begun_s = item.t_s if math.isnan(begun_s) else begun_s
        at_s = item.t_s - begun_s
        if at_s >= times.ready_s + times.shown_s:
            return _Showing(track.build(), stage.mirrored)
        if at_s >= times.ready_s:
            if not told:
                told = True
                _say(stage.voice, stage.language.say("teach.begin"), Tone.GO)
            track.add(item.t_s, eye.estimate(item))
        if not stage.show(item, at_s):
            return None
    if told:
        return _Showing(track.build(), False)  # a recording instead of a camera ends when it ends
    raise VideoError(stage.language.say("camera.lost"))


def _say(voice: Voice, text: str, tone: Tone = Tone.NONE) -> None:
    voice.put(Utterance(text, expires_s=EXPIRES_S, tone=tone))
