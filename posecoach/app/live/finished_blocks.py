"""The blocks of a run that are over: what is kept of them, and under which number."""

from posecoach.app.live.exercise_session import ExerciseSession
from posecoach.coaching.hip_range.measure import HipRange
from posecoach.session.measurement import TestCourse
from posecoach.session.record import Pain, Session


class FinishedBlocks:
    """Collects blocks in the order in which they end.

    One is kept when something was counted in it, the person stopped it, or it holds the answer to how much
    it hurts afterwards. Where that is none, the last is kept for what the person said of pain before. Tests
    of the hip's range are no sessions: they make a measurement.
    """

    def __init__(self) -> None:
        self._done: list[ExerciseSession] = []

    def add(self, current: ExerciseSession) -> None:
        """A block is over; one that was added already changes nothing."""
        if current not in self._done:
            self._done.append(current)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The records that are kept."""
        return tuple(one.session for one in self._kept() if one.session is not None)

    @property
    def uncounted(self) -> tuple[Session, ...]:
        """The records that are not."""
        kept = self._kept()
        return tuple(one.session for one in self._done if one.session is not None and one not in kept)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers in the store of `sessions`; 0 for one that could not be stored."""
        return tuple(0 if one.recorder.lost else one.recorder.number for one in self._kept())

    @property
    def lost(self) -> tuple[str, ...]:
        """A sentence for each of `sessions` that is not in the store."""
        return tuple(one.recorder.lost for one in self._kept() if one.recorder.lost)

    @property
    def empty_numbers(self) -> tuple[int, ...]:
        """Numbers in the store of `uncounted`; not of one that a full disk left unfinished there, which the
        next command finds."""
        left_out = [one.recorder for one in self._done if one not in self._kept()]
        return tuple(one.number for one in left_out if one.number and not one.lost)

    @property
    def ranges(self) -> tuple[tuple[HipRange, TestCourse], ...]:
        """What the tests of the hip's range gave, in order."""
        found = [one.hip_range for one in self._done]
        return tuple(one for one in found if one is not None)

    def _kept(self) -> list[ExerciseSession]:
        done = [(one, one.session) for one in self._done if one.session and one.block.tests is None]
        counted = [
            one for one, session in done if session.reps or session.stops or session.pain.after is not None
        ]
        said = [one for one, session in done if session.pain != Pain()]
        return counted or said[-1:]
