"""posecoach doctor: everything it looks at, and what it advises."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from posecoach.app.doctor import Finding, Verdict, examine
from posecoach.audio.voice import SoundReport
from posecoach.cli.doctor import command
from posecoach.pose.model import AUTO
from posecoach.session import schema
from posecoach.session.folder import HOME_VARIABLE
from posecoach.session.store import Store
from posecoach.video import Camera
from tests.running import posecoach


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    return tmp_path


def findings(part: str, platform: str = "linux", **found: object) -> list[Finding]:
    cameras = found.get("cameras", [Camera(0, "Laptop", (1280, 720))])
    sound = found.get("sound", SoundReport("espeak-ng", "PortAudio"))
    everything = examine(
        found.get("model", AUTO),  # type: ignore[arg-type]
        cameras=lambda: cameras,  # type: ignore[arg-type, return-value]
        sound=lambda: sound,  # type: ignore[arg-type, return-value]
        screen=lambda: bool(found.get("screen", True)),
        platform_name=platform,
    )
    return [one for one in everything if one.part == part]


def test_every_part_is_looked_at() -> None:
    parts = {part for part in ("camera", "model", "screen", "sound", "storage", "versions") if findings(part)}
    assert len(parts) == 6


def test_a_camera_is_told_with_its_number_name_and_sizes() -> None:
    (camera,) = findings("camera")
    assert camera.verdict is Verdict.WORKS
    assert camera.sentence == "0: Laptop (1280x720); use it with --camera 0."


@pytest.mark.parametrize(
    ("platform", "words"),
    [("linux", "group 'video'"), ("darwin", "System Settings"), ("win32", "Let desktop apps")],
)
def test_no_camera_has_the_platforms_hint(platform: str, words: str) -> None:
    (camera,) = findings("camera", platform, cameras=[])
    assert camera.verdict is Verdict.MISSING
    assert words in camera.hint


def test_a_camera_with_a_problem_is_told_with_it() -> None:
    (camera,) = findings("camera", cameras=[Camera(1, "USB", problem="Camera 1 gives no picture.")])
    assert camera.verdict is Verdict.MISSING
    assert "gives no picture" in camera.sentence


def test_sound_without_speech_is_limited() -> None:
    (sound,) = findings("sound", sound=SoundReport("", "PortAudio", hint="Install espeak-ng."))
    assert sound.verdict is Verdict.LIMITED
    assert sound.hint == "Install espeak-ng."


def test_a_model_that_is_missing_is_told(tmp_path: Path) -> None:
    (model,) = findings("model", model=str(tmp_path / "none.task"))
    assert model.verdict is Verdict.MISSING
    assert "none.task" in model.sentence


def test_both_models_that_ship_are_told() -> None:
    full, heavy = findings("model")
    assert (full.verdict, heavy.verdict) == (Verdict.WORKS, Verdict.WORKS)
    assert "full" in full.sentence and "heavy" in heavy.sentence


def test_a_whole_store_is_told_with_its_place(own_home: Path) -> None:
    with Store():
        pass
    (storage,) = findings("storage")
    assert storage.verdict is Verdict.WORKS
    assert "0 sessions" in storage.sentence and str(own_home) in storage.sentence


def test_a_data_folder_that_cannot_be_used_is_told(own_home: Path, monkeypatch) -> None:
    (own_home / "file").write_text("in the way")
    monkeypatch.setenv(HOME_VARIABLE, str(own_home / "file"))
    (storage,) = findings("storage")
    assert storage.verdict is Verdict.MISSING
    assert HOME_VARIABLE in storage.hint


def test_a_data_folder_that_can_only_be_read_is_told(own_home: Path, monkeypatch) -> None:
    with Store():
        pass

    def closed(path: Path) -> None:
        raise PermissionError(30, "Read-only file system", str(path))

    monkeypatch.setattr(schema, "make_private_file", closed)
    (storage,) = findings("storage")
    assert storage.verdict is Verdict.LIMITED
    assert "0 sessions" in storage.sentence
    assert "New sessions cannot be saved there: its folder cannot be written." in storage.hint
    assert HOME_VARIABLE in storage.hint


def test_a_disk_that_is_full_is_told(own_home: Path, monkeypatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    (storage,) = findings("storage")
    assert storage.verdict is Verdict.LIMITED
    assert "the disk is full" in storage.hint


def test_the_command_ends_well_whatever_is_missing(tmp_path: Path) -> None:
    done = posecoach("doctor", folder=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    for part in ("camera", "model", "screen", "sound", "storage", "versions", "mediapipe"):
        assert part in done.stdout


def test_a_part_may_be_called_anything(monkeypatch, capsys) -> None:
    found = [Finding("camera", Verdict.LIMITED, "0: [/bold]\x1b]0;title\x07.", "[/red]\x1b[2J")]
    monkeypatch.setattr("posecoach.app.doctor.examine", lambda model: found)
    command.main([], standalone_mode=False)
    shown = capsys.readouterr().out
    assert "[/bold]" in shown and "[/red]" in shown and "\x1b" not in shown
