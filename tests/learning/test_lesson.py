"""What is learned from a recording, and why nothing is."""

from dataclasses import replace
from functools import cache

import pytest

from posecoach.exercises.definition import ExerciseText
from posecoach.exercises.parse import parse_exercise
from posecoach.exercises.write import exercise_toml
from posecoach.kinematics.body import Body, LeftRight
from posecoach.kinematics.posture import Posture, PostureBelief
from posecoach.learning.lesson import Lesson, Order, count, learn
from posecoach.learning.recording import Recording, observe
from posecoach.learning.refusal import NotLearnedError
from tests.learning.bodies import ON_BACK, STANDING, after, mirrored, show

ORDER = Order("shown", "Shown")

SQUAT = {"hip_height": -90.0, "knee_flexion": 100.0, "hip_flexion": 100.0, "trunk_inclination": 30.0}
BRIDGE = {"hip_height": 40.0, "hip_flexion": -55.0}
KNEE_TO_CHEST = {"hip_flexion.right": 70.0, "knee_flexion.right": 20.0, "foot_height.right": 60.0}


@cache
def squat(reps: int = 8, seed: int = 0) -> list[Body]:
    return show(STANDING, SQUAT, reps, seed=seed)


@pytest.fixture(autouse=True)
def squats_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read of eight squats is kept: reading a signal takes nearly all of the time of learning."""

    def seen(bodies: list[Body]) -> Recording:
        return of_eight() if bodies is squat() else observe(bodies)

    monkeypatch.setattr("posecoach.learning.lesson.observe", seen)


@cache
def of_eight() -> Recording:
    return observe(squat())


def learned(bodies: list[Body], reps: int | None = None) -> Lesson:
    return learn(bodies, replace(ORDER, reps=reps))


@cache
def of_squats() -> Lesson:
    return learned(squat())


@cache
def of_pulses() -> Lesson:
    return learned(pulses())


@cache
def of_bridges() -> Lesson:
    return learned(show(ON_BACK, BRIDGE, posture=Posture.ON_BACK))


def test_a_squat_is_counted_by_the_hips_which_sink() -> None:
    lesson = of_squats()
    rule = lesson.draft.exercise.count
    assert (lesson.counted, rule.signal, rule.direction) == (8, "hip_height", -1)
    assert lesson.draft.exercise.position == "standing"
    assert lesson.draft.exercise.sides == ("both",)
    assert lesson.sureness == "sure" and lesson.doubts == lesson.reasons == ()


def test_what_is_unsure_says_why() -> None:
    lesson = of_squats()
    poor = replace(lesson, choice=replace(lesson.choice, score=0.3))
    assert poor.sureness == "unsure" and poor.reasons[0].startswith("Only a rough measure")


def test_a_bridge_raises_the_hips() -> None:
    lesson = of_bridges()
    exercise = lesson.draft.exercise
    assert (exercise.count.signal, exercise.count.direction) == ("hip_height", 1)
    assert (exercise.position, exercise.postures) == ("lying", ("on the back",))


def lunges(posture: PostureBelief, reps: int = 8) -> list[Body]:
    """Somebody who sinks in a stance of which the camera sees as much as `posture` says."""
    return [replace(body, posture=posture) for body in squat(reps)]


def test_a_lunge_seen_from_the_side_asks_for_one_foot_ahead_of_the_other() -> None:
    """The estimator thinks of sitting and of standing meanwhile, and the file allows neither."""
    doubtful = PostureBelief(((Posture.SPLIT, 0.7), (Posture.SITTING, 0.15), (Posture.STANDING, 0.15)))
    lesson = learned(lunges(doubtful))
    exercise = lesson.draft.exercise
    assert (exercise.position, exercise.postures) == ("standing", ("split stance", "kneeling"))
    assert exercise.camera.view == "side", "from the front nobody sees which foot is ahead"
    assert lesson.counted == count(lesson.draft, lunges(doubtful)) == 8
    for other in (Posture.STANDING, Posture.SITTING):
        assert count(lesson.draft, lunges(PostureBelief(((other, 0.95), (Posture.SPLIT, 0.05))))) == 0


def test_a_lunge_whose_stance_cannot_be_seen_may_look_like_a_squat() -> None:
    exercise = learned(lunges(PostureBelief(((Posture.STANDING, 0.8), (Posture.SPLIT, 0.2))))).draft.exercise
    assert (exercise.position, exercise.postures) == ("standing", ())


def test_other_people_may_do_a_third_of_it_and_take_much_longer() -> None:
    lesson = of_squats()
    smaller = {signal: 0.45 * size for signal, size in SQUAT.items()}
    assert count(lesson.draft, show(STANDING, smaller, 6, period_s=5.0)) == 6
    assert count(lesson.draft, show(STANDING, smaller, 6, period_s=1.6)) == 6


def pulses() -> list[Body]:
    """The right knee pulled to the chest and pulsed there, the left leg on the floor."""
    shown = show({**ON_BACK, "hip_flexion": 10.0}, {"hip_flexion.right": 9.0}, 10, Posture.ON_BACK)
    return [replace(body, hip_flexion_deg=_lifted(body.hip_flexion_deg)) for body in shown]


def _lifted(hips: LeftRight) -> LeftRight:
    return replace(hips, right=replace(hips.right, value=hips.right.value + 95.0))


def test_what_is_taught_on_the_right_works_on_the_left() -> None:
    lesson = of_pulses()
    assert lesson.draft.exercise.sides == ("left", "right")
    assert lesson.choice.reading.channel.leg == "right"
    assert count(lesson.draft, pulses()) == count(lesson.draft, mirrored(pulses())) == 10


def test_a_leg_drawn_up_from_the_floor_counts_on_either_side() -> None:
    shown = show(ON_BACK, KNEE_TO_CHEST, posture=Posture.ON_BACK)
    lesson = learned(shown)
    assert count(lesson.draft, shown) == count(lesson.draft, mirrored(shown)) == 8


def test_a_pulse_near_the_end_of_range_is_asked_to_stay_there() -> None:
    exercise = of_pulses().draft.exercise
    (need,) = exercise.require
    assert need.signal == "hip_flexion" and need.at_least in (65.0, 70.0)
    assert exercise.count.still == "trunk"
    assert exercise.count.min_range == 3.0


def test_legs_in_turn_count_stroke_by_stroke() -> None:
    shown = show({**ON_BACK, "hip_flexion": 90.0}, {"hip_flexion.turn": -80.0}, 8, Posture.ON_BACK)
    lesson = learned(shown)
    assert lesson.counted == 8
    assert lesson.choice.reading.channel.leg == "both"
    assert lesson.draft.comments["sides"].startswith("The legs worked in turn")


def test_a_pause_within_the_recording_is_no_second_exercise() -> None:
    assert learned(after(squat(5), squat(5, seed=1))).counted == 10


def test_the_same_on_the_other_side_is_no_second_exercise() -> None:
    right = show(ON_BACK, KNEE_TO_CHEST, 5, Posture.ON_BACK)
    assert learned(after(right, mirrored(right))).counted >= 5


def refusal(bodies: list[Body], reps: int | None = None) -> str:
    with pytest.raises(NotLearnedError) as caught:
        learned(bodies, reps)
    return str(caught.value)


def test_stillness_teaches_nothing() -> None:
    assert refusal(show(STANDING, {}, 5)).startswith("Nothing repeats in this recording")


def test_two_repetitions_are_too_few() -> None:
    assert refusal(squat(2)).startswith("Nothing repeats in this recording")


def test_two_different_movements_are_told_with_their_times() -> None:
    legs = show(ON_BACK, {"hip_flexion": 80.0, "foot_height": 140.0}, 6, Posture.ON_BACK)
    said = refusal(after(squat(6), legs))
    assert said.startswith("Two different movements repeat: one from 3 to 21 s, another from 27 to 45 s.")
    assert "--from and --to" in said


def test_two_movements_in_the_same_posture_are_told_apart() -> None:
    bridges = show(ON_BACK, BRIDGE, 6, Posture.ON_BACK)
    raises = show(ON_BACK, {"hip_flexion": 80.0, "foot_height": 140.0}, 6, Posture.ON_BACK)
    assert refusal(after(bridges, raises)).startswith("Two different movements repeat")


def test_who_walks_into_position_shows_one_exercise() -> None:
    walking = show(STANDING, {"knee_flexion.turn": 60.0, "hip_flexion.turn": 30.0}, 6, period_s=0.6)
    assert learned(after(walking, squat(8))).counted == 8


def test_who_is_seen_from_the_feet_is_asked_to_move_the_camera() -> None:
    said = refusal(show(ON_BACK, BRIDGE, posture=Posture.ON_BACK, head_deg=-60.0))
    assert said.startswith("The person is seen from the feet or the head") and "at the side" in said


def test_who_is_not_seen_is_told() -> None:
    assert refusal([Body(t_s=0.1 * at) for at in range(100)]).startswith("Nobody can be seen")
    assert refusal([]).startswith("Nobody can be seen")


def test_the_teachers_count_chooses_the_signal() -> None:
    """The trunk bows at every second squat only."""
    shown = show(STANDING, {"hip_height": -60.0, "trunk_inclination.turn": 30.0}, 10)
    assert learned(shown).counted == 10
    lesson = learned(shown, reps=5)
    assert (lesson.counted, lesson.draft.exercise.count.signal) == (5, "trunk_inclination")


def test_a_count_that_no_signal_gives_is_answered_with_those_they_give() -> None:
    said = refusal(squat(8), reps=12)
    assert said.startswith("I count 8 repetitions, not 12.") and "8 in the height of the hips" in said


def test_one_repetition_off_is_a_doubt_and_no_refusal() -> None:
    lesson = learned(squat(8), reps=9)
    assert lesson.counted == 8
    assert any("counts 8 here, not 9" in doubt for doubt in lesson.doubts)


def test_few_repetitions_leave_a_doubt() -> None:
    lesson = learned(squat(3))
    assert lesson.counted == 3
    assert lesson.doubts[0].startswith("Only 3 repetitions were shown")


def test_the_file_is_the_exercise_that_was_learned_with_the_words_given() -> None:
    text = ExerciseText("Sit down and get up.", ("Stand.", "Sink."), ("Knees out.",))
    lesson = learn(squat(), replace(ORDER, text=text))
    exercise = lesson.draft.exercise
    assert exercise.text == text
    assert parse_exercise(exercise_toml(exercise, lesson.draft.comments), "file.toml") == exercise


def test_without_words_there_are_placeholders_that_can_be_said() -> None:
    text = of_bridges().draft.exercise.text
    assert text.summary == "Shown, as it was shown."
    assert text.steps[0] == "Lie on your back." and text.cues
