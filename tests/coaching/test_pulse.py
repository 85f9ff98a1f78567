"""Pulses, and two halves of one."""

from dataclasses import replace

import pytest

from posecoach.coaching.pulse import joined
from tests.coaching.pulses import pulse

FIRST = pulse(10.0, 6.0)


def test_a_pull_broken_by_a_spike_is_made_whole() -> None:
    second = pulse(10.5, 6.0, 0.4, base=64.0)
    whole = joined(FIRST, second)
    assert whole is not None
    assert (whole.start_s, whole.base) == (FIRST.start_s, FIRST.base)
    assert (whole.peak_s, whole.peak, whole.seen_s) == (second.peak_s, second.peak, second.seen_s)
    assert whole.directness == pytest.approx((6.0 + 2.0 + 6.0) / 10.0)


@pytest.mark.parametrize("blind", [(True, False), (False, True)])
def test_what_one_half_did_not_see_the_whole_did_not(blind: tuple[bool, bool]) -> None:
    second = replace(pulse(10.5, 6.0, 0.4, base=64.0), blind=blind[1])
    whole = joined(replace(FIRST, blind=blind[0]), second)
    assert whole is not None and whole.blind


def test_after_a_release_the_next_pull_is_its_own() -> None:
    assert joined(FIRST, pulse(12.0, 8.0, base=62.0)) is None


def test_what_does_not_rise_higher_is_no_second_half() -> None:
    assert joined(FIRST, pulse(10.5, 1.0, 0.3, base=64.0)) is None
