"""Exercises as files: what is written is read again as the same, whatever stands in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.exercises.catalogue import builtin_exercises
from posecoach.exercises.definition import (
    ANGLE_SIGNALS,
    LEGS,
    MEASURES,
    POSITIONS,
    POSTURES,
    SIDES,
    SIGNALS,
    CameraAdvice,
    CountRule,
    Exercise,
    ExerciseText,
    LowerBackRule,
    Requirement,
    ShownMovement,
)
from posecoach.exercises.parse import parse_exercise
from posecoach.exercises.write import exercise_toml

signs = st.characters(exclude_categories=("Cs", "Cc"))
words = st.text(signs, max_size=40).map(lambda text: "".join(filter(str.isprintable, text)).strip() or '"\\')
numbers = st.floats(0.01, 170.0)
seconds = st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair)))
counts = st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda pair: (min(pair), max(pair)))


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


rules = st.builds(
    CountRule,
    st.sampled_from(SIGNALS),
    st.sampled_from((1, -1)),
    numbers,
    seconds,
    st.sampled_from(LEGS),
    st.just("nothing"),
    st.booleans(),
)
needs = st.builds(Requirement, st.sampled_from(ANGLE_SIGNALS), numbers)
backs = st.lists(
    st.builds(LowerBackRule, st.sampled_from(MEASURES), numbers, numbers), unique_by=lambda rule: rule.measure
)
moments = st.lists(
    st.lists(st.integers(-500, 500), min_size=30, max_size=30).map(tuple), min_size=2, max_size=4
).map(tuple)
texts = st.builds(
    ExerciseText,
    **dict.fromkeys(("summary", "pull", "release", "mistake", "back"), words),
    **dict.fromkeys(("steps", "cues", "sided_steps", "shown"), st.lists(words, max_size=3).map(tuple)),
)
exercises = st.builds(
    Exercise,
    id=st.from_regex(r"[a-z0-9-]{1,30}", fullmatch=True),
    name=words,
    count=rules,
    position=st.sampled_from(POSITIONS),
    postures=some(POSTURES),
    require=st.lists(needs, max_size=3).map(tuple),
    sides=some(SIDES).filter(bool),
    sets=st.integers(1, 9),
    reps=counts,
    rest_s=numbers,
    lower_back=backs.map(tuple),
    camera=st.builds(CameraAdvice, st.sampled_from(("side", "front", "any")), numbers, numbers),
    text=texts,
    shown=st.none()
    | st.builds(ShownMovement, st.sampled_from(SIDES), st.sampled_from(("left", "right")), numbers, moments),
)


@settings(max_examples=60)
@given(exercises)
def test_what_is_written_is_read_as_the_same(exercise: Exercise) -> None:
    assert parse_exercise(exercise_toml(exercise), "file.toml") == exercise


def test_the_built_in_exercises_are_written_whole() -> None:
    for exercise in builtin_exercises():
        assert parse_exercise(exercise_toml(exercise), "file.toml") == exercise


@given(st.text(max_size=300))
def test_no_comment_becomes_part_of_the_file(comment: str) -> None:
    exercise = builtin_exercises()[0]
    comments = dict.fromkeys(("head", "position", "sides", "count", "min_range", "camera", "text"), comment)
    assert parse_exercise(exercise_toml(exercise, comments), "file.toml") == exercise


def test_comments_stand_above_what_they_explain_and_are_wrapped() -> None:
    text = exercise_toml(builtin_exercises()[0], {"min_range": "So small. " * 30})
    lines = text.splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("min_range"))
    assert lines[at - 1].startswith("# So small.")
    assert max(map(len, lines)) <= 120
