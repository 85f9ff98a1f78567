"""What is true of a simulated set, in the form the evaluation reads."""

from posecoach.evaluation.truth import Episode, Truth
from posecoach.evaluation.truth import TrueRep as Told
from tests.simulator.simulate import SimulatedSet


def truth_of(made: SimulatedSet, bout_deg: float | None = None) -> Truth:
    """The truth; with `bout_deg` every rep of a scripted bout counts as moved, whatever its size.

    Otherwise a rep is moved when the script's own limit says so.
    """
    script = made.script
    bouts = script.lumbar if script else ()
    inside = [
        any(current.first <= n <= current.last for current in bouts) for n in range(1, len(made.reps) + 1)
    ]
    moved = inside if bout_deg is not None else [rep.lower_back_moved for rep in made.reps]
    reps = tuple(
        Told(rep.start_s, rep.peak_s, rep.end_s, rep.amplitude_deg, flag)
        for rep, flag in zip(made.reps, moved, strict=True)
    )
    episodes = tuple(
        Episode(
            made.reps[current.first - 1].start_s,
            made.reps[current.last - 1].end_s,
            "simulated",
            current.degrees,
        )
        for current in bouts
    )
    return Truth(
        clip="simulated",
        exercise=script.exercise_id if script else "",
        side=script.side if script else "both",
        counts=(len(reps),),
        reps=reps,
        episodes=episodes,
        back_known=True,
        t_s=made.t_s,
        angles=made.angles,
    )
