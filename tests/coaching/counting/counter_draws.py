"""What tests of the counter draw, and how they ask it: sizes, periods, rates, and a usual set."""

from hypothesis import strategies as st

from posecoach.coaching.counting.counter import Completed, Counted, RepCounter
from tests.coaching.counting.courses import Course, Samples, resting
from tests.coaching.counting.unshrunk import unshrunk

# Not shrunk: the drawn figures say all there is to know.
quick = unshrunk(14)

sizes = st.floats(4.0, 40.0)
periods = st.floats(0.6, 6.0)
rates = st.sampled_from((10, 12, 15, 20, 24, 25, 30, 50, 60))
seeds = st.integers(0, 10_000)


def a_set(size: float = 10.0, period_s: float = 2.0, reps: int = 8) -> Course:
    """A hold, a set, a hold."""
    return resting().reps(reps, size, period_s).hold(3.0)


def answer(counter: RepCounter, samples: Samples) -> list[Counted | Completed]:
    """What `counter` says of the next samples, without ending the source."""
    return [event for t_s, x in samples for event in counter.update(t_s, x)]


def number(events: list[Counted | Completed]) -> int:
    """How many counts are among them."""
    return sum(isinstance(event, Counted) for event in events)


def told_together(counted: list[Counted]) -> int:
    """How many reps the first announcement covers."""
    return sum(rep.t_s == counted[0].t_s for rep in counted)
