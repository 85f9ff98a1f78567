"""Exercise files that are wrong: the error names file, key and what was expected."""

from pathlib import Path

import pytest

from posecoach.errors import ExerciseError
from posecoach.exercises.parse import read_exercise
from tests.exercises.test_parse import BACK, LEAST, parsed


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


@pytest.mark.parametrize("view", ["diagonal", "profile"])
def test_a_single_word_that_says_no_side_is_refused(view: str) -> None:
    with pytest.raises(ExerciseError, match=r"key 'camera\.view': expected .side"):
        parsed(LEAST + f'[camera]\nview = "{view}"\n')
    assert parsed(LEAST + '[camera]\nview = "any"\n').camera.view == "any"


@pytest.mark.parametrize("exercise_id", ["a/b", "a\\\\b", ".hidden", "..", "a\\tb", "a\\nb", "x" * 300])
def test_an_id_that_cannot_be_part_of_a_file_name_is_refused(exercise_id: str) -> None:
    with pytest.raises(ExerciseError, match="key 'id': expected what can be part of a file name"):
        parsed(f'id = "{exercise_id}"\n' + LEAST)


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
    "a name that is a number": (
        "name = 7\n" + LEAST,
        "key 'name': expected a text of 1 to 80 characters, found 7",
    ),
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
    "a name too long for a line": (
        f'name = "{"x" * 81}"\n' + LEAST,
        "key 'name': expected a text of 1 to 80",
    ),
    "a name that rings": ('name = "x\\u0007"\n' + LEAST, "key 'name': expected a text without control"),
    "a cue that clears the screen": (
        LEAST + '[text]\ncues = ["a", "\\u001b[2J"]\n',
        "key 'text.cues': expected a text without control characters",
    ),
    "a text that never ends": (LEAST + 'name = "Squat\n\n', f"line {LEAST.count(chr(10)) + 1}"),
    "a value that never ends": (LEAST + "\nsides = [", f"at the end, line {LEAST.count(chr(10)) + 2})"),
    "no TOML": ("this is = = not toml", "is not valid TOML"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_error_names_the_file_the_key_and_what_was_expected(case: str) -> None:
    text, expected = WRONG[case]
    with pytest.raises(ExerciseError) as caught:
        parsed(text)
    assert caught.value.message.startswith("my.toml")
    assert expected in str(caught.value)


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
