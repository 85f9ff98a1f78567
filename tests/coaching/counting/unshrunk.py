"""How hypothesis draws where a failing case says all there is to know, and shrinking would take long."""

from hypothesis import HealthCheck, Phase, settings


def unshrunk(max_examples: int) -> settings:
    """So many examples, the same in every run."""
    return settings(
        max_examples=max_examples,
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=[HealthCheck.too_slow],
    )
