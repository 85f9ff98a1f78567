"""The words of the pages on a hip's range: plain sentences, each figure with its uncertainty."""

from posecoach.coaching.hip_range.compare import CONFIDENCE_95, Difference
from posecoach.coaching.hip_range.measure import Estimate, HipRange
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.sentences import say


def title(movement: Movement) -> str:
    """What a movement is called."""
    return say(f"measure.{movement.value}")


def angle(estimate: Estimate) -> str:
    """An angle with its 95 % uncertainty."""
    return say("hips.angle", deg=whole(estimate.value_deg), error=whole(CONFIDENCE_95 * estimate.sd_deg))


def largest_words(hip: HipRange) -> str:
    """The largest angle, or why there is none."""
    if hip.largest is None:
        return say("hips.not_seen", reason=say(f"measure_reason.{hip.largest_reason.value}"))
    return angle(hip.largest)


def own_words(hip: HipRange) -> str:
    """The hip's own range, or why it is not known."""
    if hip.onset is not None:
        return angle(hip.onset)
    if hip.largest is None:
        return "–"
    if hip.back_kept_still:
        return say("hips.at_least", deg=whole(hip.largest.value_deg))
    return say("hips.not_seen", reason=say(f"measure_reason.{hip.onset_reason.value}"))


def sides_words(difference: Difference, own: bool) -> str:
    """Left against right, of the own ranges or the largest angles; a difference below its error is none."""
    if not difference.known:
        return ""
    kind = "own" if own else "largest"
    if not difference.real:
        return say(f"hips.same_{kind}", deg=signed(difference.deg), least=whole(difference.detectable_deg))
    side = say("side.left" if difference.deg > 0 else "side.right")
    return say(f"hips.differ_{kind}", deg=whole(abs(difference.deg)), side=side)


def change_words(difference: Difference) -> str:
    """A change over time: smaller than the error is no change."""
    if not difference.known:
        return say("hips.one_only")
    least = whole(difference.detectable_deg)
    if not difference.real:
        return say("hips.no_change", deg=signed(difference.deg), least=least)
    return say("hips.change", deg=signed(difference.deg), least=least)


def whole(deg: float) -> str:
    """Degrees without decimals, which no measurement here has."""
    return f"{deg:.0f}"


def signed(deg: float) -> str:
    """The same with its sign."""
    return f"{deg:+.0f}".replace("-", "−")
