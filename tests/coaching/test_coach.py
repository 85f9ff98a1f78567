"""What the coach shows and tells: set and reps before the first is counted, the hold, the view."""

import math
from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

from posecoach.app.pipeline import Pipeline
from posecoach.coaching.coach import Coach
from posecoach.coaching.events import NAN, Phase, WarningEnded, WarningKind, WarningStarted
from posecoach.coaching.sets import Plan
from posecoach.coaching.state import CoachState
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.body import Body, LeftRight, Measure
from posecoach.kinematics.figure import ease
from posecoach.kinematics.model import BodyModel
from posecoach.kinematics.view import View, ViewProblem
from tests.simulator import SetScript, simulate
from tests.simulator.drive import coach_frames
from tests.simulator.idle import still
from tests.simulator.motions import perform
from tests.simulator.script import Course
from tests.simulator.simulate import Film, advised_camera, film_posture
from tests.simulator.skeleton import Person, Posture, mix

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
    resting = [state for state in states if state.reps == REPS and state.phase is Phase.COUNTING][-9:]
    drawn = np.diff([state.position for state in resting])
    signal = np.diff([state.primary_deg / state.range_now for state in resting])
    assert np.abs(drawn).sum() < 0.7 * np.abs(signal).sum()


def test_what_is_learned_anew_forgets_how_restless_the_signals_were() -> None:
    """Else somebody who was seen badly, from where the camera stood before, waits for the first count."""

    def first_count_s(pipeline: Pipeline) -> float:
        for t_s, pose in simulate(replace(SCRIPT, amplitude_deg=4, noise=0.5, seed=51)).poses:
            if pipeline.step(begun_s + t_s, pose and replace(pose, t_s=begun_s + t_s)).state.reps:
                return t_s
        return math.inf

    pipeline = Pipeline(find_exercise("hip-flexion"), "right")
    begun_s = 0.0
    for t_s, pose in still(35.0, "hip-flexion", fps=15, noise=4.0, seed=1).poses:
        pipeline.step(t_s, pose)
        begun_s = t_s + 0.1
    anew = deepcopy(pipeline)
    anew.learn_anew()
    assert first_count_s(anew) < first_count_s(pipeline) - 1.0


def test_what_is_open_at_the_end_ends_as_the_kind_it_began_as() -> None:
    coach = Coach(find_exercise("hip-flexion"))
    events = [event for frame in range(40) for event in coach.update(Body(frame / 10)).events]
    (begun,) = [event for event in events if isinstance(event, WarningStarted)]
    (ended,) = [event for event in coach.finish(4.0) if isinstance(event, WarningEnded)]
    assert begun.kind is ended.kind is WarningKind.OUT_OF_VIEW


def told_until(bodies: list[Body]) -> float:
    """When the coach says that what is wrong with the picture is over."""
    coach = Coach(find_exercise("hip-flexion"))
    ends = [one for body in bodies for one in coach.update(body).events if isinstance(one, WarningEnded)]
    return ends[0].t_s if ends else NAN


def far_away(t_s: float) -> Body:
    return Body(t_s, seen=True, view=View(ViewProblem.TOO_FAR))


def test_one_good_picture_does_not_end_what_was_wrong_but_a_second_of_them_does() -> None:
    bad = [far_away(frame / 10) for frame in range(30)]
    good = [Body(3 + frame / 10, seen=True) for frame in range(15)]
    bad_again = [far_away(3.1 + frame / 10) for frame in range(15)]
    assert np.isnan(told_until([*bad, good[0], *bad_again]))
    assert told_until([*bad, *good]) == pytest.approx(4.0)


def test_whoever_comes_into_view_is_seen_at_once() -> None:
    gone = [Body(frame / 10) for frame in range(30)]
    assert told_until([*gone, Body(3.0, seen=True)]) == 3.0
    assert told_until([*gone, far_away(3.0)]) == 3.0


def test_a_hold_of_inward_rotation_is_noticed_although_its_angle_is_rough() -> None:
    """As in samples/hip_internal_rotation_clean.mp4, where the knees settle over 2.6 degrees."""
    assert counts_after_hold("hip-internal-rotation", spread_deg=3.0)
    assert not counts_after_hold("hip-internal-rotation", spread_deg=5.0)
    assert not counts_after_hold("hip-flexion", spread_deg=3.0)


def counts_after_hold(exercise_id: str, spread_deg: float) -> bool:
    """Whether three seconds of lying with an angle that wanders over `spread_deg` are a calm hold."""
    coach = Coach(find_exercise(exercise_id), "right")
    phases = []
    for frame in range(90):
        angle = Measure(75.0 + spread_deg * (frame % 30) / 29, 1.0)
        body = Body(
            frame / 30,
            seen=True,
            hip_flexion_deg=LeftRight(angle, angle),
            knee_flexion_deg=LeftRight(Measure(90.0, 1.0), Measure(90.0, 1.0)),
            hip_internal_rotation_deg=LeftRight(angle, angle),
            foot_height_pct=LeftRight(Measure(0.0, 1.0), Measure(60.0, 1.0)),
            trunk_inclination_deg=Measure(88.0, 1.0),
        )
        phases.append(coach.update(body).state.phase)
    return Phase.COUNTING in phases


def test_a_rep_that_begins_before_the_position_is_certain_is_not_lost() -> None:
    """Nobody has to hold still: as soon as the posture is right, the signals are kept for the counter."""
    made = simulate(SetScript("hip-extension", reps=8, period_s=2.0, fps=20, swaps=False, seed=3, hold_s=0.0))
    begun_s = made.reps[0].start_s
    frames = [frame for frame in made.poses if frame[0] >= begun_s]
    assert coach_frames(frames, "hip-extension", "right").count == 8


@pytest.mark.parametrize("side", ["left", "auto"])
def test_legs_in_turn_count_on_one_side_and_that_is_said_once(side: str) -> None:
    each_s, seconds = 4.0, 36.0
    t_s = np.arange(int(seconds * 20)) / 20
    turn, since_s = np.divmod(t_s, each_s)
    way = ease(since_s / 1.6)
    body = mix(drawn_up("left", t_s), drawn_up("right", t_s), np.where(turn % 2, way, (turn > 0) * (1 - way)))
    camera, rng = advised_camera("hip-flexion", "right"), np.random.default_rng(1)
    made = film_posture(body, Film(t_s, "good", 1.0, "lying"), camera, rng, Person(), "lying")
    coached = coach_frames(made.poses, "hip-flexion", side)
    told = [event for event in coached.events if isinstance(event, WarningStarted)]
    assert [event.measure for event in told] == ["alternating"] and told[0].t_s < 3 * each_s
    assert coached.count in (3, 4), "of four on the left, of which the first was held from the start"


def drawn_up(side: str, t_s: np.ndarray) -> Posture:
    """That knee held at the chest, the other leg straight."""
    rest = np.zeros_like(t_s)
    return perform(SetScript("hip-flexion", side), Course(t_s, rest + 1, rest, rest, rest, rest, (), ()))[0]
