"""The options that `live` and `routine` share, and what both print when they are done."""

import functools
import inspect
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
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
    from posecoach.audio.utterance import Utterance
    from posecoach.cli.output import Named

F = TypeVar("F", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path)


OPTIONS = (
    click.option("--camera", metavar="0|FILE|URL"),
    click.option("--mute/--sound", default=None),
    click.option("--count", type=click.Choice(["every", "fifth", "off"])),
    click.option("--voice"),
    click.option("--rate", "rate_wpm", type=click.IntRange(SLOWEST_WPM, FASTEST_WPM)),
    language_option,
    click.option("--privacy/--picture", default=None),
    click.option("--hand/--no-hand", default=True),
    click.option("--pain/--no-pain", default=None),
    click.option("--stay", "stay_s", type=Seconds(0, 86400), default=600.0, show_default=True),
    click.option("--full-screen/--no-full-screen", default=None),
    click.option("--turn", "turn_deg", type=click.Choice(["0", "90", "180", "270"]), default="0"),
    click.option("--no-landmarks", is_flag=True),
    click.option("--record-video", type=_FILE, metavar="OUT"),
    click.option("--video", "clip", type=_FILE, metavar="OUT"),
    click.option("--shots", type=_FILE, metavar="FOLDER"),
    click.option("--window/--no-window", default=True),
    click.option("--timing", is_flag=True),
    model_option(None),
)
"""Each under the name of the field of `RunOptions` that it sets, but for "no_landmarks" and "timing"."""


@dataclass(slots=True)
class LiveOptions:
    """What the person `typed`, by the names of `OPTIONS`; None where the settings hold."""

    typed: dict[str, Any]
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
        from posecoach.app.start.settings import choose_language, load_settings, save_settings
        from posecoach.audio.voice import check_voice
        from posecoach.display.window import has_display
        from posecoach.language import load_language
        from posecoach.pose.model import checked_model
        from posecoach.video import check_clip_path

        asked = {name: value for name, value in self.typed.items() if value is not None}
        outputs, camera = (asked.get("record_video"), asked.get("clip")), asked.get("camera")
        self.quiet = json_path == "-"
        for path in outputs:
            if path is not None:
                check_clip_path(path)
        read = (*inputs, camera, model_file(asked.get("model", AUTO)), asked.get("language"))
        check_outputs((json_path, *outputs), read)
        language = choose_language(asked.get("language"), tell_beside)
        if asked.get("voice") and not asked.get("mute"):
            check_voice(asked["voice"], load_language(language).voice)
        before = load_settings()
        asked |= {"language": language, "camera_again": camera is None, "turn_deg": int(asked["turn_deg"])}
        asked["keep_landmarks"] = not asked.pop("no_landmarks")
        del asked["timing"]
        options = RunOptions(**(asdict(before) | asked))
        if options.model != AUTO:
            checked_model(options.model)
        self.captions = not (options.window and has_display())
        # Switches are for this run only; the voice and how it counts are kept.
        keep = replace(before, voice=options.voice, rate_wpm=options.rate_wpm, count=options.count)
        if keep != before:
            save_settings(keep)
        return options

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
    own = inspect.signature(function).parameters

    @functools.wraps(function)
    def command(**values: Any) -> Any:
        typed = {name: values.pop(name) for name in tuple(values) if name not in own}
        return function(live=LiveOptions(typed), **values)

    wrapped: Any = command
    for option in reversed(OPTIONS):
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
    if live.typed["timing"]:
        for line in result.times.lines():
            live.tell(line)
        if result.times.shown_s:
            seconds = sentences.decimal(since_start_s(result.times.first_picture_at), 2)
            live.tell(sentences.say("run.first_picture", seconds=seconds))


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
