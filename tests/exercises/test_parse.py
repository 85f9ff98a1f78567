"""Exercise files: what may stand in one."""

from pathlib import Path

import pytest

from posecoach.errors import ExerciseError
from posecoach.exercises.definition import MEASURES, SIGNALS, CameraAdvice
from posecoach.exercises.parse import parse_exercise, read_exercise

BACK = '[[lower_back]]\nmeasure = "pelvis_rise"\n'


LEAST = '[count]\nsignal = "knee_flexion"\n'


def parsed(text: str):
    return parse_exercise(text, "my.toml", default_id="my")


def test_a_signal_is_all_an_exercise_needs() -> None:
    exercise = parsed(LEAST)
    assert (exercise.id, exercise.name, exercise.position, exercise.sides) == ("my", "my", "any", ("both",))
    assert (exercise.count.signal, exercise.count.direction, exercise.count.leg) == (
        "knee_flexion",
        1,
        "same",
    )
    assert exercise.camera == CameraAdvice()
    assert exercise.lower_back == () and exercise.require == ()


def test_every_key_arrives() -> None:
    exercise = parsed(
        """
        id = "bridge"
        name = "Bridge"
        position = "lying"
        sides = ["left", "right"]
        sets = 2
        reps = [5, 9]
        rest_s = 12.5
        [count]
        signal = "hip_height"
        direction = "increase"
        min_range = 8
        period_s = [1, 6]
        leg = "other"
        [[require]]
        signal = "knee_flexion"
        at_least = 60
        at_most = 120
        [[lower_back]]
        measure = "pelvis_rise"
        limit = 2
        hold_s = 0.5
        message = "Lower."
        [camera]
        view = "side"
        height_m = 0.5
        distance_m = 3
        [text]
        summary = "Lift the hips."
        steps = ["Lie down.", "Lift."]
        cues = ["Breathe."]
        """
    )
    assert (exercise.id, exercise.name, exercise.position, exercise.sides) == (
        "bridge", "Bridge", "lying", ("left", "right"),
    )  # fmt: skip
    assert (exercise.sets, exercise.reps, exercise.rest_s) == (2, (5, 9), 12.5)
    count = exercise.count
    assert (count.signal, count.direction, count.min_range, count.period_s, count.leg, count.unit) == (
        "hip_height", 1, 8.0, (1.0, 6.0), "other", "% torso",
    )  # fmt: skip
    (needed,) = exercise.require
    assert (needed.signal, needed.at_least, needed.at_most) == ("knee_flexion", 60.0, 120.0)
    (rule,) = exercise.lower_back
    assert (rule.measure, rule.limit, rule.hold_s) == ("pelvis_rise", 2.0, 0.5)
    assert exercise.back_message == "Lower."
    assert exercise.camera == CameraAdvice("side", 0.5, 3.0)
    assert (exercise.text.summary, exercise.text.steps, exercise.text.cues) == (
        "Lift the hips.", ("Lie down.", "Lift."), ("Breathe.",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "postures"),
    [
        ("", ()),
        ('posture = "on the back"', ("on the back",)),
        ('posture = ["all fours", "kneeling"]', ("all fours", "kneeling")),
    ],
)
def test_a_posture_is_one_word_or_several(given: str, postures: tuple[str, ...]) -> None:
    assert parsed(f"{given}\n{LEAST}").postures == postures


def test_a_lying_trunk_may_rest_where_the_hip_is_counted() -> None:
    text = 'position = "lying"\n[count]\nsignal = "hip_flexion"\n'
    assert parsed(text).count.still == "nothing"
    assert parsed(text + 'still = "trunk"\n').count.still == "trunk"


def test_pixels_steady_the_signal_only_where_the_file_says_so() -> None:
    assert not parsed(LEAST).count.pixels
    assert parsed(LEAST + "pixels = true\n").count.pixels


@pytest.mark.parametrize("signal", SIGNALS)
def test_every_signal_can_be_counted_and_knows_its_unit(signal: str) -> None:
    count = parsed(f'[count]\nsignal = "{signal}"\n').count
    assert count.unit == (
        "% torso" if signal in ("hip_height", "knee_travel", "foot_height", "foot_over") else "deg"
    )


@pytest.mark.parametrize("measure", MEASURES)
def test_every_lower_back_measure_can_be_named(measure: str) -> None:
    assert (
        parsed(LEAST + f'[[lower_back]]\nmeasure = "{measure}"\nlimit = 1\n').lower_back[0].measure == measure
    )


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("", "", ""), ("Lower.", "", "Lower."), ("", "Lower.", "Lower."), ("Lower.", "Higher.", "Lower.")],
)
def test_the_rules_of_one_back_have_one_sentence_and_without_any_the_language_has_it(
    first: str, second: str, said: str
) -> None:
    lines = [f'message = "{text}"\n' if text else "" for text in (first, second)]
    back = BACK + "limit = 1\n" + lines[0] + BACK.replace("rise", "edge") + "limit = 1\n" + lines[1]
    assert parsed(LEAST + back).back_message == said


@pytest.mark.parametrize(
    ("word", "direction"),
    [("increase", 1), ("up", 1), ("+", 1), ("decrease", -1), ("falling", -1), ("-", -1)],
)
def test_a_direction_may_be_said_in_several_words(word: str, direction: int) -> None:
    assert parsed(LEAST + f'direction = "{word}"\n').count.direction == direction


def test_one_number_of_reps_is_both_ends() -> None:
    assert parsed("reps = 10\n" + LEAST).reps == (10, 10)


def test_outside_of_the_sections_a_file_may_say_what_the_program_does_not_read() -> None:
    assert parsed('author = "Ann"\n[source]\npage = 4\n' + LEAST) == parsed(LEAST)


def test_within_them_too_where_it_is_no_slip() -> None:
    own = (
        'name_de = "Kniebeuge"\n' + LEAST + 'why = "knees"\n[camera]\nlens = "wide"\n[text]\nauthor = "Ann"\n'
    )
    assert parsed(own) == parsed(LEAST)


def test_min_range_may_leave_the_degrees_out() -> None:
    assert parsed(LEAST + "min_range = 15\n").count.min_range == 15.0


@pytest.mark.parametrize("exercise_id", ["my squat", "squat (deep)", "Kniebeuge, tief", "v1.2", "x" * 100])
def test_an_id_may_be_anything_that_a_file_name_may(exercise_id: str) -> None:
    assert parsed(f'id = "{exercise_id}"\n' + LEAST).id == exercise_id


def test_the_recordings_of_an_exercise_may_stand_in_its_file() -> None:
    assert parsed('clips = ["squat_studio"]\n' + LEAST).count.signal == "knee_flexion"


def test_a_file_name_makes_an_id_without_blanks_and_slashes() -> None:
    assert parse_exercise(LEAST, "my.toml", "my own: squat").id == "my-own-squat"


def test_a_file_is_known_by_its_name_unless_it_says_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "sit-up.toml"
    path.write_text(LEAST, encoding="utf-8")
    assert read_exercise(path).id == "sit-up"


def test_the_mark_that_notepad_writes_before_a_text_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "sit-up.toml"
    path.write_text(LEAST, encoding="utf-8-sig")
    assert read_exercise(path).count.signal == "knee_flexion"


def test_a_demonstration_is_whole_or_an_error_that_names_the_row() -> None:
    rows = [[0] * 30, [1] * 30]
    shown = parsed(LEAST + f'[demonstration]\nside = "left"\nnear = "left"\nmoments = {rows}\n').shown
    assert shown is not None and shown.moments == (tuple(rows[0]), tuple(rows[1]))
    for wrong in ([rows[0]], [rows[0], [1] * 29], [rows[0], [1] * 29 + [9999]], [rows[0], ["a"] * 30]):
        text = str(wrong).replace("'", '"')
        with pytest.raises(ExerciseError, match=r"demonstration\.moments"):
            parsed(LEAST + f"[demonstration]\nmoments = {text}\n")
