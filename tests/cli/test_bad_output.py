"""A place that cannot be written, or is in use, is told before the work: one sentence, exit code 1."""

import shutil
from pathlib import Path

import pytest

from posecoach.app.start.therapist_plan import example_plan
from posecoach.language import load_language
from tests.cli.bad_files import FLEXION, SAMPLE, assert_one_sentence
from tests.running import SAMPLES

NOWHERE = str(Path("no") / "folder" / "out")


OUTPUTS = {
    "JSON": ("analyze", SAMPLE, *FLEXION, "--json", f"{NOWHERE}.json"),
    "CSV": ("analyze", SAMPLE, *FLEXION, "--csv", f"{NOWHERE}.csv"),
    "track": ("analyze", SAMPLE, *FLEXION, "--track", f"{NOWHERE}.npz"),
    "annotated clip": ("analyze", SAMPLE, *FLEXION, "--video", f"{NOWHERE}.mp4"),
    "folder as JSON": ("analyze", SAMPLE, *FLEXION, "--json", "folder"),
    "picture of the demo": ("demo", "--out", f"{NOWHERE}.png"),
    "JSON of a live session": ("live", "hip-flexion", "--camera", SAMPLE, "--json", f"{NOWHERE}.json"),
    "clip of a live session": ("live", "hip-flexion", "--camera", SAMPLE, "--video", f"{NOWHERE}.mp4"),
    "accuracy": ("evaluate", str(SAMPLES), "--json", f"{NOWHERE}.json"),
    "speed": ("bench", SAMPLE, "--json", f"{NOWHERE}.json"),
    "page": ("report", "1", "--out", f"{NOWHERE}.html"),
}


@pytest.mark.parametrize("case", OUTPUTS)
def test_a_place_that_cannot_be_written_is_found_before_the_work(
    ask, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(*_: object, **__: object) -> None:
        raise AssertionError("a frame was looked at")

    monkeypatch.setattr("posecoach.pose.estimator.MediaPipeEstimator.__init__", work)
    words = OUTPUTS[case]
    assert_one_sentence(ask(*words), words[-1])


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="only Linux has a folder that refuses even root")
def test_a_folder_that_refuses_even_root_is_found_before_the_work(ask) -> None:
    words = ("analyze", "text.mp4", *FLEXION, "--csv", "/proc/out.csv")
    assert_one_sentence(ask(*words), "/proc/out.csv")


def test_a_check_of_the_output_leaves_no_file_and_changes_none(ask, tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text("kept", encoding="utf-8")
    ask("analyze", "text.mp4", *FLEXION, "--json", "kept.json", "--csv", "new.csv")
    assert (tmp_path / "kept.json").read_text(encoding="utf-8") == "kept"
    assert not (tmp_path / "new.csv").exists()


OVERWRITING = {
    "the video": ("analyze", "clip.mp4", *FLEXION, "--json", "clip.mp4"),
    "the video by another name": ("analyze", "clip.mp4", *FLEXION, "--track", "folder/../clip.mp4"),
    "the exercise": ("analyze", "clip.mp4", "--exercise", "mine.toml", "--json", "mine.toml"),
    "another output": ("analyze", "clip.mp4", *FLEXION, "--json", "new.json", "--csv", "new.json"),
    "the track": ("replay", "track.npz", *FLEXION, "--json", "track.npz"),
    "the clip that is the camera": ("live", "hip-flexion", "--camera", "clip.mp4", "--video", "clip.mp4"),
    "the other clip": ("live", "hip-flexion", "--record-video", "new.mp4", "--video", "new.mp4"),
    "the plan": ("routine", "--plan", "plan.mp4", "--video", "plan.mp4"),
    "the session": ("report", "session.html", "--out", "session.html"),
    "the speed's video": ("bench", "clip.mp4", "--json", "clip.mp4"),
}


@pytest.mark.parametrize("case", OVERWRITING)
def test_no_output_overwrites_an_input_or_another_output(ask, tmp_path: Path, case: str) -> None:
    shutil.copy(SAMPLE, tmp_path / "clip.mp4")
    (tmp_path / "mine.toml").write_text('[count]\nsignal = "hip_flexion"\n', encoding="utf-8")
    (tmp_path / "plan.mp4").write_text(example_plan(load_language().say), encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    answer = ask(*OVERWRITING[case])
    assert answer.code == 2
    assert "is named twice, and would be overwritten." in answer.err
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("report", "1", "--out", "page.png"),
            "A page cannot be written as 'page.png'.",
        ),
        (("demo", "--no-window", "--out", "demo.xyz"), "A picture cannot be written as 'demo.xyz'."),
    ],
)
def test_an_ending_that_promises_something_else_is_refused_at_once(ask, words, sentence: str) -> None:
    assert_one_sentence(ask(*words), sentence)
