"""Leads through a run: every picture and every key goes in, what to show comes out, what to say is said."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from posecoach.app.live.camera_rest import READY_S, CameraRest
from posecoach.app.live.exercise_session import ExerciseSession, FinishedBlocks, first_state
from posecoach.app.live.pacing import Pace
from posecoach.app.live.programme import Block, Part, Routine
from posecoach.app.live.raised_hand import Gesture, RaisedHand
from posecoach.app.live.routine_view import RoutineView
from posecoach.app.live.setup_checks import SetupChecks
from posecoach.app.live.speaker import Speaker, Tell, introduce_block
from posecoach.app.live.status_messages import StatusMessages
from posecoach.app.live.stopping import Stopping
from posecoach.app.live.ui_frame import Command, UiFrame
from posecoach.audio.range_announcer import result_utterance
from posecoach.audio.utterance import Priority, Utterance
from posecoach.coaching.events import Event, Phase, StopReason
from posecoach.coaching.state import CoachState
from posecoach.kinematics.landmarks import Pose
from posecoach.session.recorder import Recorder
from posecoach.video import Health
from posecoach.video.frame import Frame, Interruption

SKIP_ASKED_S = 8.0
"""An exercise without a rep is skipped only by a second key press within this time."""

LAST_WORDS_EXPIRE_S = 12.0
"""Long, because the end of the routine is announced after the result of its last set."""

NewRecorder = Callable[[Block], Recorder]


class SessionController:
    """Leads through `blocks`; belongs to one thread.

    Args:
        blocks: what is to be done.
        speaker: where words go.
        new_recorder: opens the record of a block when it begins.
        hand: a raised hand pauses the run, or says that it is too much.
        checks: looks at the picture before the first rep.
        tell: gets sentences for the terminal.

    Attributes:
        finished: the blocks that are over.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        speaker: Speaker,
        new_recorder: NewRecorder,
        hand: bool = True,
        checks: SetupChecks | None = None,
        tell: Tell = lambda sentence: None,
    ) -> None:
        self._routine = Routine(blocks)
        self._speaker = speaker
        self._new_recorder = new_recorder
        self._checks = checks or SetupChecks()
        self._hand = RaisedHand() if hand else None
        self._stopping = Stopping(speaker)
        self._camera = CameraRest(speaker)
        self._skip_asked_s = -math.inf
        self._notes = StatusMessages(speaker, tell)
        self._current: ExerciseSession | None = None
        self.finished = FinishedBlocks()
        self._now_s = 0.0
        self._range_told: ExerciseSession | None = None
        self._view = RoutineView(self._routine, speaker.announcer.language, self._checks, hand)

    @property
    def over(self) -> bool:
        """Whether everything is done."""
        return self._routine.part is Part.OVER

    @property
    def current(self) -> ExerciseSession | None:
        """The block being done, or in a break the one before it; None before the first picture."""
        return self._current

    def take(self, item: Frame | Interruption, pose: Pose | None = None) -> UiFrame:
        """The next thing the source handed out, with the pose found in it."""
        passed_s, self._now_s = item.t_s - self._now_s, item.t_s
        if self._camera.waits:
            self._routine.lengthen_break(passed_s)
        current = self._begin_if_due()
        if isinstance(item, Interruption):
            self._notes.camera_gone(item.id)
            current.wait(item.t_s)
            return self._ui_frame(None, None, self._view.state(current, self._now_s))
        self._notes.camera_back(item.t_s)
        if self._stopping.question is None:
            self._obey_hand(item.t_s, pose)
        if self._stopping.update(item.t_s, pose, current) is StopReason.PAIN:
            self._routine.stop()
        self._notes.disk(item.t_s, current.recorder.notice(), current.recorder.troubled)
        self._watch_camera(item, current)
        if self._routine.part is Part.WORK:
            self._work(current, item, pose)
        else:
            self._speaker.hear((), self._view.state(current, self._now_s))
        return self._ui_frame(item, pose, self._view.state(current, self._now_s))

    def health(self, health: Health) -> None:
        """How the live picture is at present."""
        self._notes.health(health, self._now_s)

    def keep_pace(self, pace: Pace) -> None:
        """How the computer keeps up with the pictures at present."""
        holding = self._current is not None and self._current.state.phase is Phase.HOLD
        self._notes.computer(pace, self._now_s, holding)

    @property
    def between_sets(self) -> bool:
        """Whether nothing is being counted, nor could be: another pose model may take over."""
        if self._routine.part is not Part.WORK or self._current is None:
            return True
        return self._current.between_sets

    def another_model(self, name: str) -> None:
        """Another pose model looks from the next picture on."""
        if self._current is not None:
            self._current.another_model(name)

    def do(self, command: Command | StopReason) -> None:
        """Carry out what a key or a raised hand asks for, or take the answer to why the set was stopped."""
        current = self._current
        if current is None:
            return
        if command is Command.PAUSE and self._stopping.question is None:
            self._toggle_pause(current)
        elif command is Command.STOP and self._routine.part is Part.WORK:
            self._stopping.begin(self._now_s, current)
        elif isinstance(command, StopReason):
            self._stopping.choose(command)
        elif self._stopping.question is not None:
            return
        elif command is Command.NEXT:
            self._next(current)
        elif command is Command.RESTART and current.set_open:
            events = current.restart_set()
            if events:
                self._speaker.hear(events, current.state)
                self._speaker.tell("routine.restarted")

    def end(
        self,
        *,
        quit_: bool = False,
        pain_after: int | None = None,
        interrupted: bool = False,
        kept: bool = True,
    ) -> UiFrame:
        """The source has ended or the person leaves: finish and store what is open.

        Nobody is told that it is stored unless it is `kept`.
        """
        current = self._current
        if current is None:  # not one picture came, so there is nothing to keep
            return replace(self._ui_frame(None, None, first_state(self._routine.block)), over=True)
        stopped = quit_ or interrupted
        early = not (stopped or self.over)
        events = current.finish(pain_after=pain_after, interrupted=interrupted, source_ended=early)
        self.finished.add(current)
        state = self._view.ended(current)
        if not state.total_reps:  # the blocks before it were done all the same
            state = replace(state, total_reps=self.finished.reps, sets=None)
        if stopped and current.block.tests is None:
            how = "_lost" if self.finished.lost else "" if kept else "_unkept"
            self._speaker.tell(f"routine.stopped{how if self.finished.sessions else '_empty'}")
        elif events:
            self._speaker.hear(events, state)
        self._tell_range(current)
        if current.block.tests is not None:
            self._speaker.tell("measure.done")
        return replace(self._ui_frame(None, None, state), over=True)

    def _tell_range(self, current: ExerciseSession) -> None:
        """Say once what a test of the hip's range gave."""
        measured = current.hip_range
        if measured is not None and current is not self._range_told:
            self._range_told = current
            self._speaker.say([result_utterance(self._speaker.announcer.language, measured[0])])

    def _begin_if_due(self) -> ExerciseSession:
        if self._routine.update(self._now_s) and self._current is not None:
            self._current.finish()
            self.finished.add(self._current)
            self._current = None
        if self._current is None:
            self._current = ExerciseSession(self._routine.block, self._new_recorder(self._routine.block))
            for sentence in self._current.recorder.notices:
                self._notes.disk(self._now_s, sentence)
            if self._routine.index == 0:
                introduce_block(self._speaker, self._routine, 0)
        return self._current

    def _work(self, current: ExerciseSession, frame: Frame, pose: Pose | None) -> None:
        events = current.wait(frame.t_s) if self._camera.waits else current.see(frame.t_s, pose)
        if current.paused:
            return
        state = current.state
        current.keep(self._checks.look(frame, pose, state))
        if self._checks.first_sight(state):
            self._speaker.tell("view.ok", Priority.VIEW)
        if current.done:
            self._block_over(current, events)
        else:
            self._speaker.hear(events, self._view.state(current, self._now_s))

    def _watch_camera(self, frame: Frame, current: ExerciseSession) -> None:
        """In a rest, look whether the camera is being moved; where it stands then, all is looked at anew."""
        resting = self._view.state(current, self._now_s).phase is Phase.REST
        if not self._camera.update(frame.t_s, frame.image, resting):
            return
        if self._routine.part is Part.BREAK:
            self._routine.lengthen_break(max(0.0, READY_S - self._routine.break_left_s(frame.t_s)))
        else:
            current.camera_moved()

    def _block_over(self, current: ExerciseSession, events: Sequence[Event]) -> None:
        if current.state.total_reps:
            self._routine.done_on(current.state.side)
        over = self._routine.block_over(self._now_s) is Part.OVER
        if current.block.tests is not None:
            self._speaker.hear(events, current.state)
            self._tell_range(current)
            events = ()
        if over:
            self._speaker.hear(events, current.state)
            several = current.block.tests is None and len(self._routine.blocks) > 1
            if several and (current.state.total_reps or self.finished.sessions):
                text = self._speaker.announcer.language.say("routine.finished")
                self._speaker.say([Utterance(text, expires_s=LAST_WORDS_EXPIRE_S)])
            return
        # Its record stays open until the next begins: the pain afterwards belongs to the last one.
        self._speaker.hear(events, self._view.state(current, self._now_s))
        introduce_block(self._speaker, self._routine, self._routine.index + 1)

    def _next(self, current: ExerciseSession) -> None:
        if self._routine.part is Part.BREAK:
            self._routine.skip_break()
            return
        resting = current.state.phase is Phase.REST
        events = current.next_set()
        if events:
            self._speaker.hear(events, self._view.state(current, self._now_s))
        elif current.state.total_reps:
            if not resting:
                self._speaker.tell("routine.skipped")
        elif len(self._routine.blocks) > 1:
            if self._now_s - self._skip_asked_s > SKIP_ASKED_S:
                self._skip_asked_s = self._now_s
                self._notes.show(self._speaker.announcer.language.say("routine.skip_asked"), self._now_s)
                self._speaker.tell("routine.skip_asked")
                return
            self._speaker.tell("routine.skipped")
            self._block_over(current, ())

    def _obey_hand(self, t_s: float, pose: Pose | None) -> None:
        gesture = self._hand.update(t_s, pose) if self._hand is not None else None
        if gesture is Gesture.PAUSE:
            self.do(Command.PAUSE)
            if self.paused:
                self._speaker.tell("stop.keep_up")
        elif gesture is Gesture.TOO_MUCH:
            self.do(Command.STOP)

    @property
    def paused(self) -> bool:
        """Whether the person paused the run."""
        return self._routine.break_paused or (self._current is not None and self._current.paused)

    def _toggle_pause(self, current: ExerciseSession) -> None:
        if self._routine.part is Part.BREAK:
            paused = self._routine.toggle_break(self._now_s)
        else:
            paused = current.toggle_pause()
        self._speaker.tell("routine.paused" if paused else "routine.resumed")

    def _ui_frame(self, frame: Frame | None, pose: Pose | None, state: CoachState) -> UiFrame:
        return self._view.ui_frame(
            frame,
            pose,
            state,
            message=self._notes.message(self._now_s) or self._camera.message,
            question=self._stopping.question,
            slow_fps=self._notes.slow_fps,
            paused=self.paused,
        )
