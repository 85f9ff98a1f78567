"""What the coach shows from set to set: the number of the set and its reps, before the first is counted."""

from dataclasses import replace

import numpy as np

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Phase, WarningEnded, WarningKind, WarningStarted
from posecoach.coaching.sets import Plan
from posecoach.coaching.state import CoachState
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.body import Body
from posecoach.kinematics.model import BodyModel
from tests.simulator import SetScript, simulate

REPS, REST_S, BREAK_S = 8, 4.0, 8.0
SCRIPT = SetScript("hip-flexion", "right", reps=REPS, amplitude_deg=12, period_s=1.8, fps=15, swaps=False)


def shown(sets: int, restart_at: int = 0) -> list[CoachState]:
    """The states of so many sets, with breaks longer than the rest.

    The last is restarted once, when it has `restart_at` reps (0: not at all).
    """
    model, coach = BodyModel(), Coach(find_exercise("hip-flexion"), "right", Plan(3, (REPS, REPS), REST_S))
    states: list[CoachState] = []
    start_s, restarted = 0.0, restart_at == 0
    for seed in range(sets):
        made = simulate(replace(SCRIPT, start_s=start_s, seed=seed))
        for t_s, pose in made.poses:
            states.append(coach.update(model.update(t_s, pose)).state)
            if not restarted and (states[-1].set_index, states[-1].reps) == (sets, restart_at):
                coach.restart_set(t_s)
                restarted = True
        start_s = states[-1].t_s + BREAK_S
    return states


def course(states: list[CoachState], *phases: Phase) -> list[tuple[int, int]]:
    """Set and reps in these phases, as they follow each other."""
    pairs = [(state.set_index, state.reps) for state in states if state.phase in phases]
    return [pair for at, pair in enumerate(pairs) if at == 0 or pairs[at - 1] != pair]


def test_in_the_rest_the_set_that_has_ended_is_shown_and_after_it_the_next() -> None:
    states = shown(sets=2)
    assert course(states, Phase.REST) == [(1, REPS)]
    before = [state for state in states if state.set_index == 2 and state.reps == 0]
    assert before and all(state.clean_reps == 0 for state in before)
    counting = course(states, Phase.COUNTING)
    assert counting.index((1, REPS)) < counting.index((2, 0)) < counting.index((2, REPS))


def test_a_restarted_set_keeps_its_number_and_begins_at_nought() -> None:
    states = shown(sets=2, restart_at=4)
    counting = course(states, Phase.COUNTING)
    at = counting.index((2, 4))
    assert counting[at + 1] == (2, 0)
    assert all(index == 2 for index, _ in counting[at:])
    assert all(state.total_reps == REPS + state.reps for state in states if state.set_index == 2)


def test_the_position_shown_rests_with_the_person_and_goes_along_from_end_to_end() -> None:
    states = shown(sets=1)
    moving = [state.position for state in states if 4 <= state.reps < REPS]
    assert min(moving) < 0.2 and max(moving) > 0.8
    resting = [state for state in states if state.reps == REPS and state.phase is Phase.COUNTING][-12:]
    drawn = np.diff([state.position for state in resting])
    signal = np.diff([state.primary_deg / state.range_now for state in resting])
    assert np.abs(drawn).sum() < 0.7 * np.abs(signal).sum()


def test_what_is_open_at_the_end_ends_as_the_kind_it_began_as() -> None:
    coach = Coach(find_exercise("hip-flexion"))
    events = [event for frame in range(40) for event in coach.update(Body(frame / 10)).events]
    (begun,) = [event for event in events if isinstance(event, WarningStarted)]
    (ended,) = [event for event in coach.finish(4.0) if isinstance(event, WarningEnded)]
    assert begun.kind is ended.kind is WarningKind.OUT_OF_VIEW
