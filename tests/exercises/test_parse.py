"""Exercise files: what may stand in one, and how an error names file, key and what was expected."""

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


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("rests_s = 5\n" + LEAST, "no key 'rests_s'", "Did you mean 'rest_s'?"),
        (LEAST + "min_rnge_deg = 5\n", "no key 'count.min_rnge_deg'", "Did you mean 'min_range_deg'?"),
        (LEAST + "minimum_range = 15\n", "no key 'count.minimum_range'", "Did you mean 'min_range_deg'?"),
        (
            LEAST + "min_range_degrees = 15\n",
            "no key 'count.min_range_degrees'",
            "Did you mean 'min_range_deg'?",
        ),
        (LEAST + "[camera]\nhight_m = 1\n", "no key 'camera.hight_m'", "Did you mean 'height_m'?"),
        (LEAST + "[text]\nstep = []\n", "no key 'text.step'", "Did you mean 'steps'?"),
        (LEAST + BACK + "limits = 1\n", "no key 'lower_back[1].limits'", "Did you mean 'limit'?"),
        (LEAST + "[[require]]\natleast = 3\n", "no key 'require[1].atleast'", "Did you mean 'at_least'?"),
        ("Reps = 5\n" + LEAST, "no key 'Reps'", "Did you mean 'reps'?"),
        ("rest = 5\n" + LEAST, "no key 'rest'", "Did you mean 'rest_s'?"),
    ],
)
def test_a_key_that_is_none_is_told_with_the_nearest(text: str, message: str, hint: str) -> None:
    with pytest.raises(ExerciseError) as caught:
        parsed(text)
    assert message in caught.value.message and hint in caught.value.hint


def test_outside_of_the_sections_a_file_may_say_what_the_program_does_not_read() -> None:
    assert parsed('author = "Ann"\n[source]\npage = 4\n' + LEAST) == parsed(LEAST)


def test_within_them_too_where_it_is_no_slip() -> None:
    own = (
        'name_de = "Kniebeuge"\n' + LEAST + 'why = "knees"\n[camera]\nlens = "wide"\n[text]\nauthor = "Ann"\n'
    )
    assert parsed(own) == parsed(LEAST)


def test_words_of_a_view_that_are_not_understood_advise_nothing() -> None:
    camera = parsed(LEAST + '[camera]\nview = "anywhere in the room"\n').camera
    assert camera.view == "anywhere in the room" and not camera.from_side


@pytest.mark.parametrize("view", ["diagonal", "profile"])
def test_a_single_word_that_says_no_side_is_refused(view: str) -> None:
    with pytest.raises(ExerciseError, match=r"key 'camera\.view': expected .side"):
        parsed(LEAST + f'[camera]\nview = "{view}"\n')
    assert parsed(LEAST + '[camera]\nview = "any"\n').camera.view == "any"


def test_min_range_may_leave_the_degrees_out() -> None:
    assert parsed(LEAST + "min_range = 15\n").count.min_range == 15.0


@pytest.mark.parametrize("exercise_id", ["my squat", "squat (deep)", "Kniebeuge, tief", "v1.2", "x" * 100])
def test_an_id_may_be_anything_that_a_file_name_may(exercise_id: str) -> None:
    assert parsed(f'id = "{exercise_id}"\n' + LEAST).id == exercise_id


@pytest.mark.parametrize("exercise_id", ["a/b", "a\\\\b", ".hidden", "..", "a\\tb", "a\\nb", "x" * 300])
def test_an_id_that_cannot_be_part_of_a_file_name_is_refused(exercise_id: str) -> None:
    with pytest.raises(ExerciseError, match="key 'id': expected what can be part of a file name"):
        parsed(f'id = "{exercise_id}"\n' + LEAST)


def test_the_recordings_of_an_exercise_may_stand_in_its_file() -> None:
    assert parsed('clips = ["squat_studio"]\n' + LEAST).count.signal == "knee_flexion"


WRONG = {
    "no [count]": ('name = "x"\n', "key 'count': expected a section [count], found nothing"),
    "[count] is a number": ("count = 3\n", "key 'count': expected a section [count], found 3"),
    "no signal": ("[count]\n", "key 'count.signal': expected one of hip_flexion"),
    "unknown signal": (
        '[count]\nsignal = "elbow"\n',
        "key 'count.signal': expected one of hip_flexion, knee",
    ),
    "signal is a list": ('[count]\nsignal = ["knee_flexion"]\n', "key 'count.signal': expected one of"),
    "direction": (
        LEAST + 'direction = "sideways"\n',
        """expected "increase" or "decrease", found 'sideways'""",
    ),
    "direction is true": (LEAST + "direction = true\n", "key 'count.direction': expected"),
    "range of nothing": (
        LEAST + "min_range_deg = 0\n",
        "key 'count.min_range_deg': expected a number above 0",
    ),
    "range in words": (
        LEAST + 'min_range_deg = "ten"\n',
        "key 'count.min_range_deg': expected a number above 0",
    ),
    "range is nan": (LEAST + "min_range_deg = nan\n", "key 'count.min_range_deg': expected a number above 0"),
    "range of more than there is": (
        LEAST + "min_range_deg = 500\n",
        "key 'count.min_range_deg': expected a number above 0 and at most 180, found 500",
    ),
    "range in percent with degrees": (
        '[count]\nsignal = "hip_height"\nmin_range_deg = 15\n',
        "'count.min_range_deg': expected 'min_range', as hip_height is in % of the torso, found 15",
    ),
    "range said twice": (
        LEAST + "min_range_deg = 15\nmin_range = 20\n",
        "'count.min_range': expected one of 'min_range_deg' and 'min_range', found 20",
    ),
    "a requirement without a bound": (
        LEAST + '[[require]]\nsignal = "hip_flexion"\n',
        "key 'require[1].at_least': expected a number, or one for 'at_most', found nothing",
    ),
    "a requirement no joint can meet": (
        LEAST + '[[require]]\nsignal = "hip_flexion"\nat_least = 500\n',
        "key 'require[1].at_least': expected a number from -180 to 180, found 500",
    ),
    "a requirement no leg can meet": (
        LEAST + '[[require]]\nsignal = "hip_height"\nat_most = -1000\n',
        "key 'require[1].at_most': expected a number from -500 to 500, found -1000",
    ),
    "period turned round": (LEAST + "period_s = [8, 1]\n", "key 'count.period_s': expected two numbers"),
    "period of one": (LEAST + "period_s = [1]\n", "key 'count.period_s': expected two numbers"),
    "leg": (LEAST + 'leg = "third"\n', "key 'count.leg': expected one of same, other, front"),
    "still": (LEAST + 'still = "head"\n', "key 'count.still': expected one of nothing, trunk"),
    "pixels": (LEAST + "pixels = 1\n", "key 'count.pixels': expected true or false"),
    "still trunk": (
        'position = "lying"\n' + LEAST + 'still = "trunk"\n',
        "key 'count.still': expected \"nothing\"",
    ),
    "still trunk upright": (
        'position = "sitting"\n[count]\nsignal = "hip_flexion"\nstill = "trunk"\n',
        "key 'count.still': expected \"nothing\"",
    ),
    "posture": (
        'posture = ["on the back", "on the head"]\n' + LEAST,
        "key 'posture': expected some of on the back, on the side",
    ),
    "position": (
        'position = "flying"\n' + LEAST,
        "key 'position': expected one of lying, sitting, standing, any",
    ),
    "sides": ('sides = ["up"]\n' + LEAST, "key 'sides': expected a list"),
    "sides misspelt": (
        'sides = ["left", "rihgt"]\n' + LEAST,
        "found ['left', 'rihgt']. Did you mean 'right'?",
    ),
    "posture misspelt": (
        'posture = ["on the bak"]\n' + LEAST,
        "found ['on the bak']. Did you mean 'on the back'?",
    ),
    "a posture twice": ('posture = ["kneeling", "kneeling"]\n' + LEAST, "each once, found"),
    "sides are empty": ("sides = []\n" + LEAST, "key 'sides': expected a list"),
    "sets of none": ("sets = 0\n" + LEAST, "key 'sets': expected a whole number of at least 1, found 0"),
    "half a set": ("sets = 1.5\n" + LEAST, "key 'sets': expected a whole number of at least 1, found 1.5"),
    "half a rep": ("reps = [1.5, 3]\n" + LEAST, "key 'reps': expected two whole numbers"),
    "reps turned round": (
        "reps = [9, 3]\n" + LEAST,
        "key 'reps': expected two numbers [least, most] above 0, found [9, 3]. "
        "The two are swapped: write [3, 9].",
    ),
    "a signal with a slip": (
        '[count]\nsignal = "knee_flexoin"\n',
        "found 'knee_flexoin'. Did you mean 'knee_flexion'?",
    ),
    "a rest before now": ("rest_s = -1\n" + LEAST, "key 'rest_s': expected a number of at least 0"),
    "a name that is a number": ("name = 7\n" + LEAST, "key 'name': expected a text, found 7"),
    "unknown measure": (
        LEAST + '[[lower_back]]\nmeasure = "spine"\nlimit = 1\n',
        "key 'lower_back[1].measure': expected one of pelvis_rise",
    ),
    "a measure said twice": (
        LEAST + 2 * (BACK + "limit = 1\n"),
        "key 'lower_back[2].measure': expected a measure that no other rule has, found 'pelvis_rise'",
    ),
    "a requirement nobody can meet": (
        LEAST + '[[require]]\nsignal = "hip_flexion"\nat_least = 90\nat_most = 10\n',
        "key 'require[1].at_most': expected a number of at least 90, found 10",
    ),
    "a side twice": ('sides = ["left", "left"]\n' + LEAST, "key 'sides': expected a list"),
    "a name without letters": ('name = " "\n' + LEAST, "key 'name': expected a text"),
    "sets without end": ("sets = inf\n" + LEAST, "key 'sets': expected a whole number"),
    "reps without end": ("reps = [1, inf]\n" + LEAST, "key 'reps': expected two numbers"),
    "a range of hundreds of digits": (
        LEAST + f"min_range_deg = {10**400}\n",
        "key 'count.min_range_deg': expected a number above 0",
    ),
    "a number of thousands of digits": (f"sets = {'9' * 5000}\n" + LEAST, "is not valid TOML"),
    "brackets without end": ("sets = " + "[" * 5000, "is not valid TOML: brackets within brackets"),
    "a measure without limit": (
        LEAST + BACK,
        "key 'lower_back[1].limit': expected a number above 0, found nothing",
    ),
    "the second of two": (
        LEAST + (BACK + "limit = 1\n") + '[[lower_back]]\nmeasure = "back_bulge"\nlimit = -1\n',
        "key 'lower_back[2].limit': expected a number above 0, found -1",
    ),
    "one section too few brackets": (
        LEAST + '[lower_back]\nmeasure = "x"\n',
        "expected sections [[lower_back]]",
    ),
    "a requirement of nothing": (
        LEAST + "[[require]]\nat_least = 3\n",
        "key 'require[1].signal': expected one of",
    ),
    "a camera in the floor": (
        LEAST + "[camera]\nheight_m = -1\n",
        "key 'camera.height_m': expected a number above 0",
    ),
    "a view that is none": (
        LEAST + '[camera]\nview = "sde"\n',
        'key \'camera.view\': expected "side", "front", "back" or such as',
    ),
    "a view that is a number": (LEAST + "[camera]\nview = 30\n", "key 'camera.view': expected a text"),
    "steps are one text": (
        LEAST + '[text]\nsteps = "Lie down."\n',
        "key 'text.steps': expected a list of texts",
    ),
    "an id that leads elsewhere": (
        'id = "../../etc"\n' + LEAST,
        "key 'id': expected what can be part of a file name, found '../../etc'",
    ),
    "a name that rings": ('name = "x\\u0007"\n' + LEAST, "key 'name': expected a text without control"),
    "a cue that clears the screen": (
        LEAST + '[text]\ncues = ["a", "\\u001b[2J"]\n',
        "key 'text.cues': expected a text without control characters",
    ),
    "no TOML": ("this is = = not toml", "is not valid TOML"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_error_names_the_file_the_key_and_what_was_expected(case: str) -> None:
    text, expected = WRONG[case]
    with pytest.raises(ExerciseError) as caught:
        parsed(text)
    assert caught.value.message.startswith("my.toml")
    assert expected in str(caught.value)


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


def test_a_missing_file_a_folder_and_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "picture.toml").write_bytes(b"\xff\xd8\xff\xe0")
    for path, sentence in (
        (tmp_path / "no.toml", "There is no exercise file"),
        (tmp_path, "is a folder, not an exercise file"),
        (tmp_path / "picture.toml", "is no text in UTF-8"),
    ):
        with pytest.raises(ExerciseError, match=sentence) as caught:
            read_exercise(path)
        assert str(path) in caught.value.message


def test_a_demonstration_is_whole_or_an_error_that_names_the_row() -> None:
    rows = [[0] * 30, [1] * 30]
    shown = parsed(LEAST + f'[demonstration]\nside = "left"\nnear = "left"\nmoments = {rows}\n').shown
    assert shown is not None and shown.moments == (tuple(rows[0]), tuple(rows[1]))
    for wrong in ([rows[0]], [rows[0], [1] * 29], [rows[0], [1] * 29 + [9999]], [rows[0], ["a"] * 30]):
        text = str(wrong).replace("'", '"')
        with pytest.raises(ExerciseError, match=r"demonstration\.moments"):
            parsed(LEAST + f"[demonstration]\nmoments = {text}\n")
