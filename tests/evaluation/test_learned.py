"""Learned on one clip, counted on other people's."""

from pathlib import Path

import pytest

from tests.evaluation.learned import shares, table, taught


@pytest.mark.slow
def test_what_one_person_taught_counts_for_others(clips: Path) -> None:
    rows = list(taught(clips))
    within, exact, total = shares(rows)
    assert total >= 15
    assert within >= 0.9 * total, table(rows)
    assert exact >= 0.75 * total, table(rows)
