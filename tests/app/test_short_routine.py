"""The short routine, from the start screen to the page at its end: one key, and everything else by itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from posecoach.app.live import run as live_run
from posecoach.app.live.run_options import Devices
from posecoach.app.start import questions, start_screen
from posecoach.app.start.settings import Settings, save_settings
from posecoach.display.actions import Key
from posecoach.display.end import EndModel
from posecoach.display.screen import Screen
from posecoach.language import load_language
from posecoach.session.history import as_one, entries
from posecoach.session.report.render import page_of
from posecoach.session.store import Store
from tests.app.fakes import GREY, FakeEstimator, FakeSource, FakeWindow, Poses, RecordingVoice, nobody
from tests.simulator import SetScript, simulate

SAY = load_language().say
REPS, REST_S, FPS = 5, 30.0, 12.0
ORDER = (
    ("hip-flexion", "left"),
    ("hip-flexion", "right"),
    ("hip-internal-rotation", "left"),
    ("hip-internal-rotation", "right"),
    ("hip-external-rotation", "both"),
    ("hip-extension", "left"),
    ("hip-extension", "right"),
)


@pytest.fixture(scope="module")
def whole_routine() -> Poses:
    """Somebody who does each exercise once more than asked, and walks out of the picture in each break."""
    poses: list[tuple[float, object]] = []
    now_s = 0.0
    for exercise, side in ORDER:
        script = SetScript(exercise_id=exercise, side=side, reps=REPS + 1, start_s=now_s, fps=FPS)
        poses += simulate(script).poses
        now_s = poses[-1][0] + 0.1
        poses += nobody(now_s, REST_S, fps=2.0)
        now_s = poses[-1][0] + 0.5
    return poses  # type: ignore[return-value]


def test_it_needs_one_key(tmp_path: Path, whole_routine: Poses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSECOACH_HOME", str(tmp_path))
    save_settings(Settings(accepted=True, language="en", reps=REPS))
    monkeypatch.setattr(questions, "PATIENCE_S", {"before": 0.2, "after": 0.2})
    monkeypatch.setattr(start_screen, "STAYS_S", 0.3)
    monkeypatch.setattr(live_run, "LAST_WORDS_S", 0.1)
    monkeypatch.setattr(Screen, "draw", lambda *_: GREY)  # what it looks like is looked at elsewhere
    voice, ends = RecordingVoice(), list[EndModel]()

    def devices(window: FakeWindow) -> Devices:
        source, estimator = FakeSource(whole_routine), FakeEstimator(whole_routine)
        return Devices(source=source, estimator=lambda: estimator, voice=voice, window=window)

    monkeypatch.setattr(start_screen, "Devices", devices)
    monkeypatch.setattr("posecoach.app.live.end_page.draw_end", drawn_into(ends, monkeypatch))
    carry_out = start_screen.carry_out

    def once(action, window, tell):  # type: ignore[no-untyped-def]
        message = carry_out(action, window, tell)
        window.close()
        return message

    monkeypatch.setattr(start_screen, "carry_out", once)
    keys = iter([None, None, Key.DIGIT_6])
    printed: list[str] = []
    start_screen.run_start_screen(FakeWindow(lambda _: next(keys, None)), printed.append, cameras=False)

    assert_order(
        voice.texts,
        SAY("routine.length", n=7),
        SAY("pain.before"),
        "Hip flexion, left hip.",
        "Five. That is all.",
        "Now the other side: right hip.",
        "Next: Inward hip rotation, left hip.",
        "Next: External rotation with forward lean.",
        "Next: Split-stance hip extension, left hip.",
        SAY("routine.place_same"),
        "Now the other side: right hip.",
        SAY("routine.finished"),
        SAY("pain.after"),
    )
    with Store(tmp_path) as store:
        (group,) = entries(store.history())
        _, html = page_of(store, group[0].number)
    assert [(row.exercise, row.side, row.reps) for row in group] == [(*one, REPS) for one in ORDER]
    assert as_one(group).name == "Short routine, 4 exercises"
    assert ends and len(ends[-1].rows) == len(ORDER), "the page at the end has them all"
    assert "Short routine" in html and html.count("Split-stance hip extension") >= 2


def drawn_into(ends: list[EndModel], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The drawing of the last page, which keeps what it was asked to draw."""
    from posecoach.app.live.end_page import draw_end

    def draw(model: EndModel, *more: object):  # type: ignore[no-untyped-def]
        ends.append(replace(model))
        return draw_end(model, *more)  # type: ignore[arg-type]

    return draw


def assert_order(texts: list[str], *parts: str) -> None:
    """Each of `parts` is in a sentence that was said, one after the other."""
    left = iter(texts)
    for part in parts:
        assert any(part in text for text in left), f"'{part}' is out of order in\n" + "\n".join(texts)
