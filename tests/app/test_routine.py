"""Which block comes when, the coach's clock, and plans."""

from pathlib import Path

import pytest

from posecoach.app.live.exercise_session import CoachClock
from posecoach.app.live.programme import Change, Part, Routine, both_sides, whole_programme
from posecoach.app.live.ui_frame import Command, command_of
from posecoach.app.start.therapist_plan import example_plan, read_plan
from posecoach.display.actions import Key
from posecoach.errors import PoseCoachError
from posecoach.exercises.catalogue import find_exercise
from posecoach.language import load_language


def test_the_programme_is_four_exercises_on_both_sides_three_sets_each() -> None:
    blocks = whole_programme()
    assert [(one.exercise.id, one.side) for one in blocks][:4] == [
        ("hip-flexion", "left"),
        ("hip-flexion", "right"),
        ("hip-internal-rotation", "left"),
        ("hip-internal-rotation", "right"),
    ]
    assert len({one.exercise.id for one in blocks}) == 4
    assert all(one.plan.sets == one.exercise.sets for one in blocks)


def test_the_short_programme_is_one_set_of_each() -> None:
    assert all(one.plan.sets == 1 for one in whole_programme(short=True))


def test_a_break_lies_between_two_blocks_and_none_after_the_last() -> None:
    routine = Routine(both_sides(find_exercise("hip-flexion")))
    rest_s = routine.block.plan.rest_s
    assert routine.block_over(100.0) is Part.BREAK
    assert routine.break_left_s(100.0) == rest_s
    assert not routine.update(100.0 + rest_s - 0.1)
    assert routine.update(100.0 + rest_s)
    assert routine.part is Part.WORK and routine.index == 1
    assert routine.block_over(200.0) is Part.OVER
    assert not routine.update(1e9)


def test_a_break_can_be_skipped_and_a_pause_in_it_does_not_count() -> None:
    routine = Routine(whole_programme(short=True))
    routine.block_over(0.0)
    assert routine.toggle_break(1.0)
    assert not routine.update(1e6)
    assert not routine.toggle_break(61.0)
    assert not routine.update(routine.blocks[0].plan.rest_s + 59)
    assert routine.break_left_s(61.0) == routine.blocks[0].plan.rest_s - 1
    assert routine.toggle_break(62.0)
    routine.skip_break()
    assert routine.update(1.0)


def test_changes_are_told_apart() -> None:
    routine = Routine(whole_programme(short=True))
    assert [routine.change(index) for index in range(3)] == [Change.FIRST, Change.SIDE, Change.EXERCISE]
    left, _ = both_sides(find_exercise("hip-flexion"))
    assert Routine([left, left]).change(1) is Change.EXERCISE, "the same side once more is not the other"


def test_a_side_done_first_by_mistake_leaves_the_other_for_later() -> None:
    def order(*done: str) -> list[str]:
        routine = Routine(whole_programme(short=True)[:3])
        for side in done:
            routine.done_on(side)
            routine.block_over(0.0)
            routine.skip_break()
            routine.update(1.0)
        return [f"{one.exercise.id} {one.side}" for one in routine.blocks]

    later = "hip-internal-rotation left"
    assert order("left") == ["hip-flexion left", "hip-flexion right", later]
    assert order("right") == ["hip-flexion right", "hip-flexion left", later]
    assert order("right", "right") == order("right"), "another exercise stays as it is"


def test_the_coachs_clock_stands_still_in_a_pause() -> None:
    clock = CoachClock()
    clock.stop(10.0)
    clock.stop(12.0)
    assert clock.at(50.0) == 10.0
    clock.go(60.0)
    assert clock.at(60.0) == 10.0
    assert clock.at(61.5) == 11.5


def test_the_coachs_clock_jumps_over_a_rest() -> None:
    clock = CoachClock()
    clock.skip(20.0)
    assert clock.at(5.0) == 25.0


def test_escape_closes_the_help_before_it_leaves() -> None:
    assert command_of(Key.ESCAPE, help_open=True) is Command.HELP
    assert command_of(Key.ESCAPE) is Command.QUIT
    assert command_of(Key.DIGIT_4) is None


def plan(folder: Path, text: str):
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return read_plan(path)


@pytest.mark.parametrize(
    ("language", "title", "note"),
    [
        ("en", "Before breakfast", "Only as far as it is comfortable."),
        ("de", "Vor dem Frühstück", "Nur so weit, wie es angenehm ist."),
        *((one, "", "") for one in ("es", "fr", "pt", "zh")),
    ],
)
def test_the_example_is_a_plan_in_the_persons_language_with_sides_sets_reps_rests_and_notes(
    tmp_path: Path, language: str, title: str, note: str
) -> None:
    written = plan(tmp_path, example_plan(load_language(language).say))
    blocks = written.blocks
    assert title in written.title
    assert [(one.side, one.plan.sets, one.plan.reps, one.plan.rest_s) for one in blocks] == [
        ("left", 2, (20, 30), 30.0),
        ("right", 2, (20, 30), 30.0),
    ]
    assert note in blocks[0].note


def test_a_plan_takes_an_exercise_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "my-squat.toml").write_text(
        'name = "Squat"\n[count]\nsignal = "hip_height"\ndirection = "down"\n'
    )
    blocks = plan(tmp_path, '[[exercise]]\nexercise = "my-squat.toml"\nreps = 10\n').blocks
    assert [(one.exercise.name, one.side, one.plan.reps) for one in blocks] == [("Squat", "both", (10, 10))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("exercise = 3", ["key 'exercise'", "[[exercise]]"]),
        ("", ["at least one section"]),
        ("[[exercise]]\nexercise = 'hip-flexing'", ["exercise 1", "hip-flexing"]),
        ("[[exercise]]\nsets = 2", ["key 'exercise'", "nothing"]),
        ("[[exercise]]\nexercise = 'hip-flexion'\nsets = 0", ["key 'sets'", "from 1 to 20", "0"]),
        ("[[exercise]]\nexercise = 'hip-flexion'\nsets = 1.5", ["key 'sets'", "whole number"]),
        ("[[exercise]]\nexercise = 'hip-flexion'\nreps = [30, 20]", ["key 'reps'", "write [20, 30]"]),
        ("[[exercise]]\nexercise = 'hip-flexion'\nreps = 'many'", ["key 'reps'", "'many'"]),
        ("[[exercise]]\nexercise = 'hip-flexion'\nsides = ['up']", ["key 'sides'", "left"]),
        ("[[exercise]]\nexercise = 'hip-flexion'\nrest = 5", ["no key 'rest'", "Did you mean 'rest_s'?"]),
        ("rest = 5\n[[exercise]]\nexercise = 'hip-flexion'", ["no key 'rest'", "Did you mean 'rest_s'?"]),
        ("name = 5\n[[exercise]]\nexercise = 'hip-flexion'", ["key 'name'", "a text"]),
        ("[[exercise]]\nexercise = 'hip-flexion'\nnote = 5", ["key 'note'", "a text"]),
        ("rest_s = -1\n[[exercise]]\nexercise = 'hip-flexion'", ["key 'rest_s'", "from 0"]),
        (f"[[exercise]]\nexercise = 'hip-flexion'\nnote = '{'a' * 301}'", ["key 'note'", "300", "301"]),
        (f"name = '{'a' * 81}'\n[[exercise]]\nexercise = 'hip-flexion'", ["key 'name'", "80 characters"]),
        ("[[exercise]\n", ["not valid TOML"]),
    ],
)
def test_a_wrong_plan_is_told_in_one_sentence_with_its_key(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    with pytest.raises(PoseCoachError) as caught:
        plan(tmp_path, text)
    for word in ["plan.toml", *words]:
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_plan_of_an_old_editor_is_told_how_to_be_saved(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("name = 'Frau Müller'\n[[exercise]]\nexercise = 'hip-flexion'\n", encoding=encoding)
    with pytest.raises(PoseCoachError, match="Save it as UTF-8"):
        read_plan(path)


def test_a_plan_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PoseCoachError, match="There is no plan"):
        read_plan(tmp_path / "none.toml")
    with pytest.raises(PoseCoachError, match="is a folder"):
        read_plan(tmp_path)
