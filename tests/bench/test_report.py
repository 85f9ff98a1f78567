"""What the benchmark prints: the same figures for the terminal and for a page."""

import io

import pytest
from rich.console import Console

from posecoach.bench.fresh import FreshResult
from posecoach.bench.offline import Offline, OfflineResult
from posecoach.bench.report import BenchResult, print_result, to_json
from posecoach.bench.run import PathResult
from posecoach.timing import stage_time
from posecoach.video import SourceInfo

STAGES = {"decode": stage_time([0.001] * 9), "mediapipe": stage_time([0.019] * 9)}


@pytest.fixture
def result() -> BenchResult:
    shown = stage_time([0.025] * 9)
    path = PathResult(
        "live, voice", 9, 20.0, 21.0, 0.85, 0.86, (0.84, 0.87), STAGES, shown, shown, shown, None
    )
    runs = (OfflineResult("one video, 2 processes", 2, 100, 60.0, 33.0),)
    return BenchResult(
        SourceInfo("video", "a.mp4", 25.0, 100, (640, 480)),
        "hip-flexion",
        True,
        (path,),
        (FreshResult("live", 0.55, 223.4),),
        Offline(runs, 59.0, 61.0),
        ("A note.",),
    )


def printed(result: BenchResult, markdown: bool) -> str:
    file = io.StringIO()
    print_result(result, Console(file=file, width=120), markdown)
    return file.getvalue()


def test_the_page_has_every_table_as_markdown(result: BenchResult) -> None:
    text = printed(result, markdown=True)
    assert "| live, voice | 0.850 | 0.84-0.87 | 21.0 | 25.00 | 25.00 | 25.00 |  |\n" in text
    assert "**live, voice: milliseconds a frame**\n\n| stage | mean | p50 |" in text
    assert "| mediapipe | 19.00 | 19.00 | 19.00 | 19.00 | 95.0% |\n" in text
    assert "| live | 0.55 s | 223 MB |\n" in text
    assert "| one video, 2 processes | 100 | 60.0 s | 33.0 s | 1.82 |\n" in text
    assert text.endswith("A note.\n")


def test_the_terminal_shows_the_same_figures(result: BenchResult) -> None:
    text = printed(result, markdown=False)
    for figure in ("0.850", "0.84-0.87", "95.0%", "223 MB", "1.82", "A note."):
        assert figure in text
    assert "| ---" not in text


def test_machines_read_whole_runs_too(result: BenchResult) -> None:
    offline = to_json(result)["offline"]
    assert isinstance(offline, dict)
    assert offline["bare_first_s"] == 59.0 and offline["bare_last_s"] == 61.0
    assert offline["runs"][0]["ratio"] == pytest.approx(60 / 33, abs=1e-4)
