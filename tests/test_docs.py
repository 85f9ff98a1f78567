"""What is written matches what is there: commands, help, the README's example, links and pictures."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import tasks
from posecoach.app.offline.analyze import replay_track
from posecoach.cli import COMMANDS, group
from posecoach.coaching.counting.counter import Counted, RepCounter
from posecoach.exercises.definition import (
    LEGS,
    MEASURES,
    POSITIONS,
    POSTURES,
    SIDES,
    SIGNALS,
    STILL,
    CameraAdvice,
    CountRule,
    ExerciseText,
    LowerBackRule,
    Requirement,
)
from posecoach.exercises.parse import KEYS, parse_exercise
from posecoach.session.track import read_track
from tests.coaching.counting.courses import Course

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md")])
FIRST_SIGHT = 3000
"""Characters of the README that fit on the first screens: who has read them has seen the two commands."""


def every_command(root: click.Command = group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """All commands and their subcommands, by the words a person types."""
    if name:
        yield name, root
    if isinstance(root, click.Group):
        context = click.Context(root)
        for word in root.list_commands(context):
            command = root.get_command(context, word)
            assert command is not None
            yield from every_command(command, f"{name} {word}".strip())


ALL = dict(every_command())


@pytest.mark.parametrize("name", ALL)
def test_every_command_and_every_option_has_help(name: str) -> None:
    command = ALL[name]
    assert command.help and command.help.strip().endswith(".")
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_table_of_the_readme(name: str) -> None:
    assert re.search(rf"^\| `posecoach {name}\b", README, re.MULTILINE)


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    named = set(re.findall(r"`posecoach ([a-z][a-z-]*)", README))
    assert named <= set(COMMANDS)


def test_the_readme_names_no_option_that_does_not_exist() -> None:
    known = {"--help"} | {
        word for command in ALL.values() for parameter in command.params for word in parameter.opts
    }
    known |= {
        word for command in ALL.values() for parameter in command.params for word in parameter.secondary_opts
    }
    assert set(re.findall(r"`(--[a-z-]+)", README)) <= known


def test_the_readme_opens_with_the_two_commands() -> None:
    lines = re.findall(r"^python -m pip .*$", README[:FIRST_SIGHT], re.MULTILINE)
    assert lines == [
        "python -m pip install . && posecoach demo",
        'python -m pip install -e ".[dev]" && python -m pytest',
    ]


def readme_exercise() -> str:
    found = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def test_the_exercise_in_the_readme_is_one() -> None:
    squat = parse_exercise(readme_exercise(), "README.md")
    assert (squat.id, squat.count.signal, squat.count.min_range) == ("squat", "knee_flexion", 30.0)
    assert squat.text.steps and squat.text.cues


def test_the_exercise_in_the_readme_counts_eight_squats(clips: Path) -> None:
    track = read_track(clips / "tracks" / "squat_studio.npz")
    squat = parse_exercise(readme_exercise(), "README.md")
    assert len(replay_track(track, "squat_studio", squat).reps) == 8


def test_the_readme_and_the_counter_agree_on_what_is_too_small_too_quick_or_too_slow() -> None:
    rule = parse_exercise(readme_exercise(), "README.md").count
    shortest_s, longest_s = rule.period_s

    def counted(share: float, period_s: float) -> int:
        counter = RepCounter(rule)
        course = Course().hold(3.0).reps(8, share * rule.min_range, period_s).hold(4.0)
        found = [item for t_s, x in course.samples() for item in counter.update(t_s, x)]
        return sum(isinstance(item, Counted) for item in found)

    assert [counted(share, 3.0) for share in (1.0, 0.7, 0.5)] == [8, 8, 0], "a third less may, half never"
    assert [counted(2.0, period_s) for period_s in (shortest_s, longest_s)] == [8, 8]
    assert [counted(2.0, period_s) for period_s in (0.5 * shortest_s, 8 * longest_s)] == [0, 0]


def test_the_page_of_exercise_files_names_every_key_and_every_word_a_file_may_have() -> None:
    page = (ROOT / "docs" / "exercise_files.md").read_text(encoding="utf-8")
    words = {*KEYS, *SIGNALS, *MEASURES, *POSITIONS, *POSTURES, *LEGS, *SIDES, *STILL}
    for rows in (CountRule, Requirement, LowerBackRule, CameraAdvice, ExerciseText):
        words |= {field.name for field in dataclasses.fields(rows)}
    named = set(re.findall(r"[\w ]+", page))
    assert sorted(word for word in words if word not in named) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_and_no_picture_leads_nowhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


def test_comments_name_no_page_that_does_not_exist() -> None:
    files = [*(ROOT / "posecoach").rglob("*.py"), *(ROOT / "posecoach").rglob("*.toml")]
    named = {
        name for file in files for name in re.findall(r"docs/[\w/]+\.md", file.read_text(encoding="utf-8"))
    }
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


def test_the_oldest_python_is_the_same_everywhere() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    oldest = re.search(r'requires-python = ">=3\.(\d+)"', project)
    assert oldest
    assert f"Python 3.{oldest[1]} or newer" in README
    assert f'python_version = "3.{oldest[1]}"' in project and f'target-version = "py3{oldest[1]}"' in project


def test_the_gate_and_the_readme_run_every_test_the_slow_ones_too() -> None:
    assert tasks.readme_commands()[1].endswith(" && python -m pytest")
    assert "python tasks.py ci" in (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "tasks.py ci" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (options,) = re.findall(
        r'^addopts = "(.*)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M
    )
    words = options.split()
    assert not {"-m", "-k", "--deselect", "--ignore"} & set(words), "nothing is left out by default"
    assert "-rs" in words, "and what is skipped says why"
