"""The loop of a live run: draws what the coaching thread hands over, passes keys back, measures itself."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from posecoach import sentences
from posecoach.app.live.coaching_thread import CoachingThread
from posecoach.app.live.ui_frame import Command, UiFrame, command_of
from posecoach.app.live.view import View
from posecoach.audio.voice import Voice
from posecoach.coaching.events import StopReason
from posecoach.display.actions import Key

WAIT_S = 0.035
"""How long the loop waits for a UI frame before it handles window events: a little longer than a frame at
30 fps, so that the window is idle when one comes."""

DONE_STAYS_S = 6.0
"""How long "done" stays on the screen before the run ends by itself."""

NO_SOUND_STAYS_S = 10.0
"""How long the sign that there is no sound device covers a corner of the picture."""

SourceClock = Callable[[], float]


@dataclass
class LoopTimes:
    """What the loop measured: from a picture's arrival to it being on the screen, and the pose's share."""

    latency_s: list[float] = field(default_factory=list)
    pose_s: list[float] = field(default_factory=list)
    shown_s: list[float] = field(default_factory=list)
    coached: int = 0
    first_picture_at: float = math.nan

    def add(self, ui_frame: UiFrame, latency_s: float) -> None:
        """A UI frame was shown `latency_s` after its picture arrived."""
        now_s = time.perf_counter()
        if not self.shown_s:
            self.first_picture_at = time.time()
        self.shown_s.append(now_s)
        self.latency_s.append(latency_s)
        self.pose_s.append(ui_frame.pose_s)
        self.coached = ui_frame.number

    @property
    def fps(self) -> float:
        """Pictures shown a second."""
        return self._rate(len(self.shown_s))

    @property
    def coached_fps(self) -> float:
        """Pictures coached a second, shown or not."""
        return self._rate(self.coached)

    def _rate(self, pictures: int) -> float:
        span_s = self.shown_s[-1] - self.shown_s[0] if len(self.shown_s) > 1 else 0.0
        return (pictures - 1) / span_s if span_s > 0 else math.nan

    def lines(self) -> list[str]:
        """Sentences for `--timing`; the first second, in which everything still loads, is left out."""
        skipped = min(30, len(self.latency_s) // 2)
        if not self.latency_s:
            return [sentences.say("run.nothing_shown")]
        rates = {"fps": sentences.decimal(self.fps, 1), "coached_fps": sentences.decimal(self.coached_fps, 1)}
        lines = [sentences.say("run.shown", **rates)]
        for sentence_id, taken_s in (("run.screen_time", self.latency_s), ("run.pose_time", self.pose_s)):
            taken_ms = np.array(taken_s[skipped:]) * 1e3
            median, most = (sentences.decimal(np.percentile(taken_ms, share), 1) for share in (50, 95))
            lines.append(sentences.say(sentence_id, median=median, most=most))
        return lines


class UiLoop:
    """Shows UI frames and passes keys until the run is over, is left, or its window is closed.

    With `kept` what is done is stored, and whoever leaves is told so.

    Attributes:
        times: what it measured.
        left: whether the person left before the end.
    """

    def __init__(
        self,
        worker: CoachingThread,
        view: View,
        voice: Voice,
        source_now_s: SourceClock | None = None,
        kept: bool = True,
    ) -> None:
        self.times = LoopTimes()
        self.left = False
        self._worker = worker
        self._view = view
        self._voice = voice
        self._source_now_s = source_now_s
        self._kept = kept
        self._recording = False
        self._help = False
        self._details = False
        self._leaving = False
        self._ui_frame: UiFrame | None = None
        self._silent_until_s = math.inf

    def run(self, recording: bool = False) -> None:
        """Go on until the end; the worker has been started and is stopped by the caller."""
        self._recording = recording
        while not self.left:
            ended = self._worker.ended
            ui_frame = self._worker.newest(*self._shown(), WAIT_S)
            if ui_frame is not None:
                self._ui_frame = ui_frame
                self._show(ui_frame)
            elif ended:
                return
            self._poll()
            if self._view.window is not None and not self._view.window.is_open:
                self.left = True

    def leave(self) -> None:
        """Leave for good: with the window closed, no start screen comes after the run."""
        self.left = True
        if self._view.window is not None:
            self._view.window.close()

    def _shown(self) -> tuple[int, int]:
        """Number of the UI frame and index of the picture that are on the screen."""
        shown = self._ui_frame
        if shown is None:
            return 0, -1
        return shown.number, shown.frame.index if shown.frame is not None else -1

    def farewell(self, ui_frame: UiFrame, stays: bool) -> None:
        """Show the last UI frame; if it `stays`, for a while or until a key is pressed."""
        newest = self._ui_frame
        if newest is not None and ui_frame.frame is None:
            ui_frame = replace(ui_frame, frame=newest.frame, pose=newest.pose)
        self._ui_frame = ui_frame
        window = self._view.window
        self._view.show(self._with_signs(ui_frame), self._details)
        if window is None or not stays:
            return
        end_s = time.monotonic() + DONE_STAYS_S
        while time.monotonic() < end_s and window.is_open:
            if any(isinstance(key, Key) for key in window.poll(30)):
                return

    def _show(self, ui_frame: UiFrame) -> None:
        self._view.show(self._with_signs(ui_frame), self._details)
        if self._view.window is not None and ui_frame.frame is not None and self._source_now_s is not None:
            # The window paints while it waits for keys: only then is the picture on the screen.
            self._poll()
            self.times.add(ui_frame, self._source_now_s() - ui_frame.frame.t_s)
        else:
            self.times.coached = ui_frame.number

    def _poll(self) -> None:
        window = self._view.window
        if window is None:
            return
        for key in window.poll(1):
            command = command_of(key, self._help) if isinstance(key, Key) else None
            if command is not None:
                self._obey(command)

    def _obey(self, command: Command | StopReason) -> None:
        asked, self._leaving = self._leaving, command is Command.QUIT and not self._leaving
        if asked and command is not Command.QUIT:
            pass  # any other key: no, go on
        elif command is Command.QUIT:
            self.left = asked
        elif command is Command.MUTE:
            self._voice.muted = not self._voice.muted
        elif command is Command.HELP:
            self._help = not self._help
        elif command is Command.DETAILS:
            self._details = not self._details
        elif command is Command.FULL_SCREEN and self._view.window is not None:
            self._view.window.toggle_full_screen()
        else:
            self._worker.do(command)  # what changes what is counted
        if self._ui_frame is not None:
            self._view.show(self._with_signs(self._ui_frame), self._details)

    def _with_signs(self, ui_frame: UiFrame) -> UiFrame:
        """`ui_frame` with what the run's own switches are at."""
        muted = self._voice.muted
        no_sound = self._voice.problem == "no_device"
        if no_sound and math.isinf(self._silent_until_s):
            self._silent_until_s = time.monotonic() + NO_SOUND_STAYS_S
        no_sound = no_sound and time.monotonic() < self._silent_until_s
        notices = replace(
            ui_frame.notices,
            muted=muted,
            no_sound=no_sound and not muted,
            recording=self._recording,
            help=self._help,
            leaving=self._leaving,
            kept=self._kept,
        )
        return replace(ui_frame, notices=notices)
