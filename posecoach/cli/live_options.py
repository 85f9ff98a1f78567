"""The options that `live` and `routine` share, and what both print when they are done."""

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from posecoach import sentences
from posecoach.audio.engine import FASTEST_WPM, SLOWEST_WPM
from posecoach.cli.options import Seconds, language_option, model_file, model_option
from posecoach.cli.output import check_outputs, give_up_output, say, tell_beside
from posecoach.errors import PoseCoachError
from posecoach.pose.model import AUTO

if TYPE_CHECKING:
    from posecoach.app.live.run_options import RunOptions, RunResult
    from posecoach.app.start.settings import Settings
    from posecoach.audio.utterance import Utterance
    from posecoach.cli.output import Named

F = TypeVar("F", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path)


def _option(default: Any, *names: str, **settings: Any) -> Any:
    """A field of `LiveOptions` that a person may set by these names."""
    return field(default=default, metadata={"option": click.option(*names, default=default, **settings)})


@dataclass(slots=True)
class LiveOptions:
    """What the person typed; None where nothing was said and the settings hold."""

    camera: str | None = _option(None, "--camera", metavar="0|FILE|URL")
    mute: bool | None = _option(None, "--mute/--sound")
    count: str | None = _option(None, "--count", type=click.Choice(["every", "fifth", "off"]))
    voice: str | None = _option(None, "--voice")
    rate_wpm: int | None = _option(None, "--rate", "rate_wpm", type=click.IntRange(SLOWEST_WPM, FASTEST_WPM))
    language: str | None = field(default=None, metadata={"option": language_option})
    privacy: bool | None = _option(None, "--privacy/--picture")
    hand: bool = _option(True, "--hand/--no-hand")
    pain: bool | None = _option(None, "--pain/--no-pain")
    stay_s: float = _option(600.0, "--stay", "stay_s", type=Seconds(0, 86400), show_default=True)
    full_screen: bool | None = _option(None, "--full-screen/--no-full-screen")
    turn_deg: str = _option("0", "--turn", "turn_deg", type=click.Choice(["0", "90", "180", "270"]))
    no_landmarks: bool = _option(False, "--no-landmarks", is_flag=True)
    record_video: Path | None = _option(None, "--record-video", type=_FILE, metavar="OUT")
    clip: Path | None = _option(None, "--video", "clip", type=_FILE, metavar="OUT")
    shots: Path | None = _option(None, "--shots", type=_FILE, metavar="FOLDER")
    window: bool = _option(True, "--window/--no-window")
    timing: bool = _option(False, "--timing", is_flag=True)
    model: str | None = field(default=None, metadata={"option": model_option(None)})
    quiet: bool = field(default=False, init=False)
    captions: bool = field(default=False, init=False)

    def checked(self, json_path: str | None = None, *inputs: "Named") -> "RunOptions":
        """The options of the run, after a check of what can be checked before anything is opened.

        With "-" as `json_path`, sentences go to standard error, because standard output carries the session.
        `inputs` are files the command reads beside those named here.

        Raises:
            PoseCoachError: a path, a voice, the language or the model cannot be used.
            click.UsageError: an output is an input, or named twice.
        """
        from posecoach.app.live.run_options import RunOptions
        from posecoach.app.start.settings import choose_language, save_settings
        from posecoach.audio.counting import Counting
        from posecoach.audio.engine import VoiceSettings
        from posecoach.audio.voice import check_voice
        from posecoach.display.window import has_display
        from posecoach.language import load_language
        from posecoach.pose.model import checked_model
        from posecoach.video import check_clip_path

        self.quiet = json_path == "-"
        for path in (self.record_video, self.clip):
            if path is not None:
                check_clip_path(path)
        read = (*inputs, self.camera, model_file(self.model or AUTO), self.language)
        check_outputs((json_path, self.record_video, self.clip), read)
        language = choose_language(self.language, tell_beside)
        if self.voice and not self.mute:
            check_voice(self.voice, load_language(language).voice)
        before, settings = self._settings()
        if settings.model != AUTO:
            checked_model(settings.model)
        self.captions = not (self.window and has_display())
        # Switches are for this run only; the voice and how it counts are kept.
        keep = replace(before, voice=settings.voice, rate_wpm=settings.rate_wpm, count=settings.count)
        if keep != before:
            save_settings(keep)
        return RunOptions(
            camera=settings.camera,
            camera_again=self.camera is None,
            model=settings.model,
            voice=VoiceSettings(settings.voice, settings.rate_wpm, mute=settings.mute),
            counting=Counting(settings.count),
            privacy=settings.privacy,
            keep_landmarks=not self.no_landmarks,
            record_video=self.record_video,
            clip=self.clip,
            shots=self.shots,
            window=self.window,
            full_screen=settings.full_screen,
            hand=self.hand,
            turn_deg=int(self.turn_deg),
            language=language,
            pain=settings.pain,
            stay_s=self.stay_s,
        )

    def _settings(self) -> "tuple[Settings, Settings]":
        """The settings as they are stored, and as the options change them for this run."""
        from posecoach.app.start.settings import Settings, load_settings

        stored = load_settings()
        asked = {one.name: getattr(self, one.name, None) for one in fields(Settings)}
        return stored, replace(stored, **{name: value for name, value in asked.items() if value is not None})

    def may_begin(self, options: "RunOptions") -> bool:
        """Whether the page that says when to see a doctor first is accepted; it is shown once."""
        from posecoach.app.live.routine_run import accept_before

        return self.quiet or accept_before(options, self.tell)

    def tell(self, sentence: str) -> None:
        """Print a sentence. A reader that has gone away, such as `head`, does not end the session."""
        try:
            say(sentence, err=self.quiet)
            sys.stdout.flush()
        except OSError:
            give_up_output()

    def lead(self, run: "Callable[[], RunResult | None]") -> None:
        """Run, print what came of it, and do what the person chose on the last page.

        Raises:
            PoseCoachError: as the run, or a session is not in the store.
        """
        from posecoach.app.live.run_options import Wish

        wish = Wish.AGAIN
        while wish is Wish.AGAIN:
            result = run()
            if result is None:
                return
            say_result(result, self)
            wish = result.wish
            check_saved(result)
        if wish is Wish.HOME:
            from posecoach.cli.start import start

            start()

    def read_along(self, utterance: "Utterance") -> None:
        """Print what is said where nobody sees a window."""
        if self.captions:
            self.tell(f"  {utterance.text}")


def live_options(function: F) -> F:
    """Give a command the options above; it gets them together as `live`."""
    options = {one.name: one.metadata["option"] for one in fields(LiveOptions) if one.init}

    @functools.wraps(function)
    def command(*args: Any, **values: Any) -> Any:
        chosen = {name: values.pop(name) for name in options}
        return function(*args, live=LiveOptions(**chosen), **values)

    wrapped: Any = command
    for option in reversed(options.values()):
        wrapped = option(wrapped)
    result: F = wrapped
    return result


def say_result(result: "RunResult", live: LiveOptions) -> None:
    """Print the table of each session, where it is kept, and with --timing how fast it was."""
    from rich.console import Console

    from posecoach.session.summary import print_summary

    console = Console(stderr=live.quiet, highlight=False)
    for session in result.sessions:
        print_summary(session, console)
    stored = [number for number in result.numbers if number]
    if len(stored) == 1:
        live.tell(sentences.say("run.saved", number=stored[0]))
    elif stored:
        numbers = ", ".join(map(str, stored))
        live.tell(sentences.say("run.saved_routine", numbers=numbers, number=stored[0]))
    if not result.sessions:
        for session in result.uncounted[:1]:
            print_summary(session, console)
        live.tell(sentences.say("run.nothing_kept"))
    if live.timing:
        for line in result.times.lines():
            live.tell(line)
        if result.times.shown_s:
            live.tell(
                sentences.say(
                    "run.first_picture",
                    seconds=sentences.decimal(since_start_s(result.times.first_picture_at), 2),
                )
            )


def check_saved(result: "RunResult") -> None:
    """Raise PoseCoachError where a session is not in the store or a clip or picture not where it should be.

    Call it when everything else is done.
    """
    hint = sentences.say("run.see_doctor") if result.lost else ""
    if result.lost or result.faults:
        raise PoseCoachError(" ".join((*result.faults, *result.lost)), hint)


def since_start_s(at: float) -> float:
    """Seconds from the start of this process to the moment `at` of `time.time`."""
    import psutil  # type: ignore[import-untyped]

    return at - float(psutil.Process().create_time())
