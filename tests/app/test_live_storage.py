"""What becomes of what was done, and what the person hears of it: kept, empty, or lost to a disk."""

from pathlib import Path

from tests.app.fakes import Stage, nobody


def test_a_disk_that_cannot_be_written_is_said_shown_and_printed_at_once_and_the_run_goes_on(
    tmp_path: Path, eight_reps, monkeypatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    stage = Stage(blocked).play(eight_reps)
    stage.controller.end()
    assert len(stage.controller.finished.sessions[0].reps) == 8
    sentence = stage.moments[0].notices.message
    assert sentence.startswith("The session cannot be saved at the moment")
    assert stage.printed == [sentence]
    assert stage.voice.texts.count("I cannot save this session at the moment. We go on.") == 1


def test_leaving_says_what_becomes_of_what_was_done(tmp_path: Path, eight_reps, monkeypatch) -> None:
    empty = Stage(tmp_path / "empty").play(nobody(0.0, 1.0))
    empty.controller.end(quit_=True)
    assert empty.voice.texts[-1] == "We stop here. I have not counted anything."
    kept = Stage(tmp_path / "kept").play(eight_reps)
    kept.controller.end(quit_=True)
    assert kept.voice.texts[-1] == "We stop here. What you did is saved."
    demo = Stage(tmp_path / "demo").play(eight_reps)
    demo.controller.end(quit_=True, kept=False)
    assert demo.voice.texts[-1] == "We stop here."
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "file").touch()
    lost = Stage(tmp_path / "file").play(eight_reps)
    lost.controller.end(quit_=True)
    assert lost.voice.texts[-1] == "We stop here. What you did could not be saved."
