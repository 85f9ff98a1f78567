"""What is shown of a run at one time: the coach's state, the exercise and its note, and what comes next."""

from dataclasses import replace

from posecoach.app.live.exercise_session import ExerciseSession
from posecoach.app.live.programme import Block, Part, Routine
from posecoach.app.live.setup_checks import SetupChecks
from posecoach.app.live.ui_frame import UiFrame
from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display.stage import Notices, Reasons
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.language import Language, for_side
from posecoach.video.frame import Frame

NOTED_PHASES = (Phase.LOOKING, Phase.POSITION, Phase.HOLD, Phase.REST)
"""The note to an exercise stays on the screen until it is counted, and in its rests."""


class RoutineView:
    """Looks at `routine`, which goes on; the words are those of `language`.

    `checks` know what is wrong with light or bystanders, and with `hand` a raised hand ends a pause.
    """

    def __init__(self, routine: Routine, language: Language, checks: SetupChecks, hand: bool) -> None:
        self._routine = routine
        self._language = language
        self._checks = checks
        self._hand = hand
        self._number = 0
        self._shown: tuple[Block, Exercise] | None = None

    def state(self, current: ExerciseSession, now_s: float) -> CoachState:
        """The state as it is shown and spoken of: a break is a rest, a pause is a pause."""
        state = current.state
        if self._routine.part is Part.BREAK:
            left_s = self._routine.break_left_s(now_s)
            phase = Phase.PAUSED if self._routine.break_paused else Phase.REST
            return replace(state, t_s=now_s, phase=phase, rest_left_s=left_s)
        state = without_guess(current, state)
        if current.paused:
            return replace(state, phase=Phase.PAUSED)
        return self._checks.applied_to(state)

    def ended(self, current: ExerciseSession) -> CoachState:
        """The state as it is shown when all is over."""
        return self._checks.applied_to(without_guess(current, current.state))

    def ui_frame(
        self,
        frame: Frame | None,
        pose: Pose | None,
        state: CoachState,
        *,
        message: str,
        question: Reasons | None,
        slow_fps: float,
        paused: bool,
    ) -> UiFrame:
        """What there is to show now; in a pause without a message, how to go on."""
        self._number += 1
        if not message and paused and not question and self._hand:
            message = self._language.say("screen.hint_raise")
        notices = Notices(
            slow_fps=slow_fps,
            message=message,
            next_up=self.next_up,
            upcoming=self.upcoming,
            note=self.note(state.phase),
            reasons=question,
        )
        over = self._routine.part is Part.OVER
        return UiFrame(self._number, frame, pose, state, self.exercise, notices, paused, over)

    @property
    def exercise(self) -> Exercise:
        """The exercise with the steps for the side and the rest of the plan."""
        block = self._routine.block
        if self._shown is None or self._shown[0] is not block:
            sided = for_side(block.exercise, block.side, self._language)
            self._shown = block, replace(sided, rest_s=block.plan.rest_s)
        return self._shown[1]

    def note(self, phase: Phase) -> str:
        """The note to what is being set up; in a break that to what follows, which it names."""
        if phase not in NOTED_PHASES:
            return ""
        if self._following is None:
            return self._routine.block.note
        note = self._following.note
        return self._language.say("screen.note_to", exercise=self.next_up, note=note) if note else ""

    @property
    def upcoming(self) -> tuple[Exercise, str] | None:
        """In a break the exercise that follows, and its side."""
        following = self._following
        if following is None:
            return None
        return following.exercise, "" if following.side == "auto" else following.side

    @property
    def next_up(self) -> str:
        """The same in words, "" outside a break."""
        following = self._following
        if following is None:
            return ""
        if following.side in ("left", "right"):
            return f"{following.exercise.name}, {self._language.say(f'side.{following.side}')}"
        return following.exercise.name

    @property
    def _following(self) -> Block | None:
        """In a break the block that follows it."""
        return self._routine.following if self._routine.part is Part.BREAK else None


def without_guess(current: ExerciseSession, state: CoachState) -> CoachState:
    """`state` without a side that nobody named and nothing has confirmed."""
    unknown = current.block.side == "auto" and state.side != "both" and not state.total_reps
    told = unknown and state.phase in (Phase.LOOKING, Phase.POSITION, Phase.DONE)
    return replace(state, side="") if told else state
