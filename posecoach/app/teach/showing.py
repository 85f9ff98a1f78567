"""Teaching from the start screen: led by voice, somebody shows an exercise and it is learned."""

import math
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from posecoach.app.live.run_options import Devices, RunOptions
from posecoach.app.start.questions import show_notice
from posecoach.app.teach.teach import keep, learn_from, open_teaching_estimator
from posecoach.audio.speech_thread import SpeechProcess
from posecoach.audio.utterance import Tone, Utterance
from posecoach.audio.voice import Voice
from posecoach.display.actions import Key, Picture
from posecoach.display.questions import SHOWING_KEYS, ShowingModel, draw_showing
from posecoach.display.window import WindowLike
from posecoach.errors import VideoError
from posecoach.language import Language, load_language
from posecoach.learning.lesson import Order
from posecoach.learning.refusal import NotLearnedError
from posecoach.pose.estimator import PoseEstimator
from posecoach.pose.model import AUTO, FULL
from posecoach.session.folder import data_folder, exercises_folder, make_private_folder
from posecoach.session.taught import TAUGHT, free_number
from posecoach.session.track import Track, TrackWriter
from posecoach.video import open_source
from posecoach.video.frame import Frame, FrameSource

GIVE_UP_S = 5.0
"""A camera that is gone for this long ends the teaching."""

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
) -> None:
    """Lead through it, keep what was learned, and open its page; what was understood stays to be read.

    Raises:
        PoseCoachError: the camera, the model or the folder cannot be used.
    """
    language = load_language(options.language)
    with ExitStack() as stack:
        voice = devices.voice or SpeechProcess(options.voice_in(language))
        stack.callback(voice.close)
        _Teacher(options, devices, window, voice, language, times or Times(), browse).lead()


@dataclass(frozen=True, slots=True)
class _Showing:
    """What was shown, and whether it can be shown once more: a recording would be the same again."""

    track: Track
    live: bool


@dataclass(frozen=True, slots=True)
class _Teacher:
    """Leads the person who shows an exercise: what is said, drawn and learned."""

    options: RunOptions
    devices: Devices
    window: WindowLike
    voice: Voice
    language: Language
    times: Times
    browse: Callable[[str], bool]

    def lead(self) -> None:
        """Have it shown until something was learned of it, `MOST_TRIES` times at most, and tell what."""
        say, ready = self.language.say, round(self.times.ready_s)
        asked = [say("teach.welcome"), say("teach.place")]
        asked += [say("teach.time", ready=ready, seconds=round(self.times.shown_s))]
        for _ in range(MOST_TRIES):
            showing = self._shown(asked)
            if showing is None:
                return
            self._say(say("teach.enough"), Tone.DONE)
            self._show(ShowingModel("teach.working"))
            self.window.poll(1)
            try:
                title, told, places = self._learned(showing.track)
            except NotLearnedError as error:
                # Some hints are about options of the command line, which are of no use here.
                hint = say("teach.again") if "--" in error.hint else error.hint
                title, told, places = say("teach.not_learned"), [error.message, hint], []
                self._say(f"{title}.")
            for sentence in told:
                self._say(sentence)
            if places or not showing.live:
                break
            asked = [say("teach.try_again", ready=ready)]  # shorter: the person stays on the mat
        show_notice(self.window, title, [*told, *places], self.language)

    def _learned(self, track: Track) -> tuple[str, list[str], list[str]]:
        """What the exercise is called, what is told of it, and where it lies; raises NotLearnedError."""
        say = self.language.say
        if not track.found.any():
            raise NotLearnedError(say("learn.nobody"), say("learn.side_hint"))
        number, folder = free_number(self.options.folder), exercises_folder(self.options.folder)
        order = Order(TAUGHT.format(n=number), say("teach.name", n=number))
        lesson = learn_from(track, order)
        make_private_folder(self.options.folder or data_folder())
        make_private_folder(folder)
        out = folder / f"{order.exercise_id}.toml"
        page = out.with_suffix(".html")
        keep(lesson, order, track, out, page, say("learn.camera"))
        opened = "end.opened" if self.browse(page.resolve().as_uri()) else "end.no_browser"
        sure = " ".join([say(f"learn.{lesson.sureness}"), *lesson.reasons])
        understood = [say("teach.learned", n=lesson.counted, name=order.name), sure]
        return order.name, understood, [say("teach.file", path=out), say(opened, path=page)]

    def _shown(self, asked: list[str]) -> _Showing | None:
        """What was shown, as landmarks, once it was `asked` for; None when the person leaves.

        Raises:
            VideoError: the camera cannot be opened, or is gone.
        """
        options, devices = self.options, self.devices
        with ExitStack() as stack:
            self._show(ShowingModel("screen.loading"))
            self.window.poll(1)
            model = FULL if options.model == AUTO else options.model
            estimator = devices.estimator() if devices.estimator else open_teaching_estimator(model)
            stack.callback(estimator.close)
            source = devices.source or stack.enter_context(
                open_source(options.camera, paced=True, turn_deg=options.turn_deg, give_up_s=GIVE_UP_S)
            )
            for sentence in asked:
                self._say(sentence)
            return self._watched(source, estimator, TrackWriter(source.info.size_px, model), " ".join(asked))

    def _watched(
        self, source: FrameSource, estimator: PoseEstimator, track: TrackWriter, asked: str
    ) -> _Showing | None:
        times, begun_s, told, live = self.times, math.nan, False, source.info.kind == "camera"
        while (item := source.read()) is not None:
            if not isinstance(item, Frame):
                self.window.poll(1)
                continue
            begun_s = item.t_s if math.isnan(begun_s) else begun_s
            at_s = item.t_s - begun_s
            if at_s >= times.ready_s + times.shown_s:
                return _Showing(track.build(), live)
            if at_s >= times.ready_s:
                if not told:
                    told = True
                    self._say(self.language.say("teach.begin"), Tone.GO)
                track.add(item.t_s, estimator.estimate(item))
            if not self._goes_on(item, at_s, live, asked):
                return None
        if told:
            return _Showing(track.build(), False)  # a recording instead of a camera ends when it ends
        raise VideoError(self.language.say("camera.lost"))

    def _goes_on(self, frame: Frame, at_s: float, mirrored: bool, asked: str) -> bool:
        """Draw the moment `at_s` after the beginning; False when the person leaves."""
        watching = at_s >= self.times.ready_s
        end_s = self.times.ready_s + (self.times.shown_s if watching else 0.0)
        words = "teach.watching" if watching else "teach.ready"
        spoken = self.language.say("teach.begin") if watching else asked
        image = None if self.options.privacy else frame.image
        model = ShowingModel(words, math.ceil(end_s - at_s), watching, image, mirrored, spoken)
        picture = self._show(model)
        for pressed in self.window.poll(1):
            leaves = pressed in SHOWING_KEYS if isinstance(pressed, Key) else picture.at(pressed.x, pressed.y)
            if leaves:
                return False
        return self.window.is_open

    def _show(self, model: ShowingModel) -> Picture:
        picture = draw_showing(model, self.window.size_px, self.language.say)
        self.window.show(picture.image)
        return picture

    def _say(self, text: str, tone: Tone = Tone.NONE) -> None:
        self.voice.put(Utterance(text, expires_s=EXPIRES_S, tone=tone))
