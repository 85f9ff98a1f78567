"""Times of frames: kept where the file is sane, repaired where it is not."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.video.file import Stamps

NAN = math.nan


def times(stamps: list[float], fps: float = 25.0) -> list[float]:
    clock = Stamps(fps)
    return [clock.next(stamp) for stamp in stamps]


@pytest.mark.parametrize(
    ("what", "stamps", "expected"),
    [
        ("constant", [0, 0.04, 0.08, 0.12], [0, 0.04, 0.08, 0.12]),
        ("variable", [0, 0.04, 0.14, 0.84, 0.88], [0, 0.04, 0.14, 0.84, 0.88]),
        ("starting late", [1.5, 1.54, 1.58], [0, 0.04, 0.08]),
        ("starting below zero", [-0.5, -0.46, -0.42], [0, 0.04, 0.08]),
        ("none at all", [NAN, NAN, NAN], [0, 0.04, 0.08]),
        ("always zero", [0, 0, 0, 0], [0, 0.04, 0.08, 0.12]),
        ("two pictures swapped", [0, 0.08, 0.04, 0.12, 0.16], [0, 0.08, 0.1, 0.12, 0.16]),
        ("one repeated", [0, 0.04, 0.04, 0.08, 0.12], [0, 0.04, 0.06, 0.08, 0.12]),
        ("one missing", [0, 0.04, NAN, 0.12], [0, 0.04, 0.08, 0.12]),
        ("clock set anew", [0, 0.04, 9.0, 0.0, 0.1], [0, 0.04, 9.0, 9.04, 9.14]),
        ("a leap of a day", [0, 0.04, 86400.0, 86400.04], [0, 0.04, 0.08, 0.12]),
    ],
)
def test_stamps_become_times(what: str, stamps: list[float], expected: list[float]) -> None:
    assert times(stamps) == pytest.approx(expected, abs=1e-9), what


def test_29_97_stays_29_97_for_an_hour() -> None:
    fps = 30000 / 1001
    last = times([NAN] * 107_893, fps)[-1]
    assert last == pytest.approx(107_892 * 1001 / 30000, abs=1e-6)


@pytest.mark.parametrize("fps", [NAN, 0.0, -1.0, math.inf, 90000.0])
def test_without_stamps_and_frame_rate_thirty_a_second_is_assumed(fps: float) -> None:
    assert times([NAN, NAN], fps) == pytest.approx([0, 1 / 30])


@given(st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(NAN), st.just(math.inf)), max_size=60))
def test_whatever_the_file_says_time_rises_by_a_millisecond_or_so(stamps: list[float]) -> None:
    result = times(stamps)
    assert all(math.isfinite(t) for t in result)
    assert all(after - before > 0.0005 for before, after in itertools.pairwise(result))
