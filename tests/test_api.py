"""The Python interface: what is exported, documented and shown in examples is the same, and it works."""

import doctest
import importlib
import importlib.util
import inspect
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import posecoach
from posecoach import api
from posecoach.app.offline.analyze import Analysis, analyze_video
from posecoach.exercises.definition import Exercise
from posecoach.session.track import read_track
from tests.app.fakes import FakeEstimator
from tests.app.test_what_is_heard import CLIP
from tests.cli.clips import cut_sample
from tests.running import ROOT, SAMPLES, run


@pytest.fixture(scope="module")
def analysed() -> Callable[..., Analysis]:
    """`analyze_video` of the sample, with what the model saw in it once (tests/app/test_what_is_heard.py)."""

    @cache
    def once(path: Path, exercise: Exercise) -> Analysis:
        assert path.name == CLIP.with_suffix(".mp4").name
        seen = FakeEstimator(list(read_track(CLIP).poses()))
        return analyze_video(path, exercise, "right", estimator=seen)

    return lambda path, exercise, *args, **options: once(path.resolve(), exercise)


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch, analysed: Callable[..., Analysis]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(api, "analyze_video", analysed)


PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "examples" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_exported_is_what_the_package_says() -> None:
    assert sorted(posecoach.__all__) == list(posecoach.__all__) or sorted(
        posecoach.__all__, key=lambda name: (name[0].islower(), name)
    ) == list(posecoach.__all__)
    assert set(posecoach.__all__) == set(posecoach._HOME)
    assert set(dir(posecoach)) == {*posecoach.__all__, "__version__"}
    for name in posecoach.__all__:
        assert getattr(posecoach, name).__module__.startswith("posecoach")


def test_the_page_of_the_interface_names_exactly_the_exports() -> None:
    named = set(re.findall(r"^\| `(\w+)(?:\(.*?\))?` \|", PAGE, re.MULTILINE))
    assert named == set(posecoach.__all__)


def test_the_page_gives_each_function_its_true_parameters() -> None:
    for name, stated in re.findall(r"^\| `([a-z_]+)\((.*?)\)` \|", PAGE, re.MULTILINE):
        signature = inspect.signature(getattr(posecoach, name))
        plain = [one.replace(annotation=inspect.Parameter.empty) for one in signature.parameters.values()]
        true = str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))
        assert true.replace("'", '"') == f"({stated})"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        posecoach.nothing_of_ours  # noqa: B018


@pytest.mark.parametrize("name", sorted(posecoach.__all__))
def test_every_export_has_an_example_and_every_example_runs(name: str, _quick: None) -> None:
    exported = getattr(posecoach, name)
    examples = doctest.DocTestFinder(recurse=False).find(exported, name, globs={})
    assert any(one.examples for one in examples), f"{name} has no example in its docstring"
    runner = doctest.DocTestRunner()
    for one in examples:
        assert runner.run(one).failed == 0


def test_the_package_shows_how_to_begin(_quick: None) -> None:
    assert doctest.testmod(posecoach).failed == 0


def test_a_side_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="side must be one of"):
        posecoach.replay(SAMPLES / "tracks" / "variety_001.npz", "hip-flexion", "up")


def test_importing_the_package_imports_neither_opencv_nor_mediapipe() -> None:
    code = "import sys, posecoach; print({'cv2', 'mediapipe', 'numpy'} & set(sys.modules))"
    done = run([sys.executable, "-c", code], ROOT)
    assert done.stdout.strip() == "set()", done.stderr


def test_the_example_counts_in_a_file(_quick: None, capsys: pytest.CaptureFixture[str]) -> None:
    example("count_in_a_file").main(str(SAMPLES / "hip_flexion_clean.mp4"), "hip-flexion")
    assert capsys.readouterr().out.startswith("10 repetitions")


@pytest.mark.slow
def test_the_camera_loop_of_the_example_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clip = cut_sample(tmp_path / "begun.mp4", 60, 260, every=2)
    assert (counted := example("own_camera_loop").main(str(clip), "hip-flexion", 90)) > 0
    assert capsys.readouterr().out.count("repetition") == counted


def test_the_exercise_of_the_example_counts(clips: Path) -> None:
    track = clips / "tracks" / "squat_studio.npz"
    assert example("own_exercise").main(str(track)) == 8


def test_every_module_of_the_interface_can_be_imported() -> None:
    assert importlib.import_module("posecoach.api") is api
