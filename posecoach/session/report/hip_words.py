"""The words of the pages on a hip's range: plain sentences, each figure with its uncertainty."""

from posecoach.coaching.hip_range.compare import CONFIDENCE_95, Difference
from posecoach.coaching.hip_range.measure import Estimate, HipRange, Reason
from posecoach.coaching.hip_range.protocol import Movement

TITLES = {
    Movement.FLEXION: "Knee to the chest",
    Movement.INTERNAL_ROTATION: "Turning in",
    Movement.EXTENSION: "Leg behind",
    Movement.LEAN: "Leaning forward",
}

MEANINGS = {
    Movement.FLEXION: "Hip flexion, lying: the thigh against the trunk.",
    Movement.INTERNAL_ROTATION: "Inward rotation, lying, read from the way of the knee: rough in size.",
    Movement.EXTENSION: "Hip extension in a split stance: the rear thigh against the trunk.",
    Movement.LEAN: "Lean in sitting, soles together: the trunk from upright.",
}

REASONS = {
    Reason.NOT_DONE: "it was not done",
    Reason.NOBODY: "nobody was in the picture",
    Reason.NO_MOVEMENT: "no slow movement to its end was seen",
    Reason.TOO_FAST: "the movements were too quick",
    Reason.NOT_SEEN: "the joint was hidden during the movement",
    Reason.VIEW: "the camera did not stand where it can be seen",
    Reason.ONE_ONLY: "only one movement was seen, and one alone proves nothing",
    Reason.DISAGREE: "the movements differed too much from each other",
    Reason.BACK_HIDDEN: "the lower back was hidden",
    Reason.BACK_UNCLEAR: "the lower back could not be told from the rest",
}


def angle(estimate: Estimate) -> str:
    """An angle with its 95 % uncertainty."""
    return f"{estimate.value_deg:.0f}° ± {CONFIDENCE_95 * estimate.sd_deg:.0f}°"


def largest_words(hip: HipRange) -> str:
    """The largest angle, or why there is none."""
    if hip.largest is None:
        return f"could not be seen, because {REASONS[hip.largest_reason]}"
    return angle(hip.largest)


def own_words(hip: HipRange) -> str:
    """The hip's own range, or why it is not known."""
    if hip.onset is not None:
        return angle(hip.onset)
    if hip.back_kept_still and hip.largest is not None:
        return f"at least {hip.largest.value_deg:.0f}°: the lower back kept still to the end"
    if hip.largest is None:
        return "–"
    return f"could not be seen, because {REASONS[hip.onset_reason]}"


def difference_words(difference: Difference, first: str, second: str) -> str:
    """A comparison, such as of left and right: `first` is what the difference is + for."""
    if not difference.known:
        return ""
    if not difference.real:
        return (
            f"{first} and {second}: no difference beyond the error "
            f"({difference.deg:+.0f}°, detectable from {difference.detectable_deg:.0f}°)."
        )
    how = "further" if difference.deg > 0 else "less far"
    return f"{first} goes {abs(difference.deg):.0f}° {how} than {second}."


def change_words(difference: Difference) -> str:
    """A change over time: smaller than the error is no change."""
    if not difference.known:
        return ""
    if not difference.real:
        return f"no change (detectable from {difference.detectable_deg:.0f}°)"
    return f"{difference.deg:+.0f}°, more than the error of {difference.detectable_deg:.0f}°"
