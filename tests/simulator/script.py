"""What a simulated set is made of: the script a test writes, and the course of one set over time."""

from dataclasses import dataclass, field

import numpy as np

from samples.studio.steps import Hold, Move, SizedPull, Timeline
from tests.simulator.camera import Camera
from tests.simulator.skeleton import Person
from tests.simulator.vectors import Array


@dataclass(frozen=True, slots=True)
class LumbarBout:
    """Reps `first` to `last` (from 1) in which the lower back moves by `degrees` at the end of the pull.

    `instead` of the hip (the pull looks the same, the hip stands still) or in addition to it.
    """

    first: int
    last: int
    degrees: float
    instead: bool = True


@dataclass(frozen=True, slots=True)
class Interruption:
    """Something else after rep `after`, for `seconds`: "pause", "cough", "shift" (of the hips), "scratch",
    "nod", "lose" (the track), "reach" (an arm crosses the trunk)."""

    after: int
    kind: str = "pause"
    seconds: float = 2.0


@dataclass(frozen=True, slots=True)
class SetScript:
    """One set and how it is filmed.

    Attributes:
        side: hip being stretched.
        amplitude_deg: size of a pull in the exercise's counted signal; `spread` of it from rep to rep.
        drift_deg_per_min: how fast the position between pulls creeps.
        lumbar_share: the lower back's normal part of every pull.
        nod_deg, lean_deg, breath, sway: confounders; head nods, leans of the trunk with a straight back,
            breath and sway as multiples of the usual.
        irregular: spread of the frame times as a fraction of their interval; `lost_frames` the share of
            frames that never arrive.
        from_standing: begins standing and ends standing, for postures on the floor.
        noise: multiple of the measured landmark noise; 0 for perfect landmarks.
    """

    exercise_id: str = "hip-flexion"
    side: str = "right"
    reps: int = 12
    amplitude_deg: float = 10.0
    spread: float = 0.12
    period_s: float = 1.8
    period_spread: float = 0.10
    dwell_s: float = 0.0
    hold_s: float = 2.0
    lead_s: float = 1.0
    tail_s: float = 1.5
    approach_s: float = 2.2
    from_standing: bool = False
    drift_deg_per_min: float = 0.0
    interruptions: tuple[Interruption, ...] = ()
    lumbar: tuple[LumbarBout, ...] = ()
    lumbar_share: float = 0.15
    nod_deg: float = 0.0
    lean_deg: float = 0.0
    breath: float = 1.0
    sway: float = 1.0
    fps: float = 30.0
    irregular: float = 0.0
    lost_frames: float = 0.0
    start_s: float = 0.0
    camera: Camera | None = None
    person: Person = field(default_factory=Person)
    light: str = "good"
    noise: float = 1.0
    dropouts: bool = True
    swaps: bool = True
    outline: bool = True
    seed: int = 0


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One pull and release as it really was; `amplitude_deg` in the counted signal."""

    start_s: float
    peak_s: float
    end_s: float
    amplitude_deg: float
    lumbar_deg: float
    lower_back_moved: bool


@dataclass(frozen=True, slots=True)
class Course:
    """A set over time, before the body: all arrays (n,).

    `approach` is 0 at rest and 1 in position, `standing` 1 standing; `pull_deg` the counted signal above
    its base, `lumbar_deg` the lower back's part; `disturbed` lists (kind, start_s, end_s).
    """

    t_s: Array
    approach: Array
    standing: Array
    pull_deg: Array
    lumbar_deg: Array
    drift_deg: Array
    reps: tuple[TrueRep, ...]
    disturbed: tuple[tuple[str, float, float], ...]


MOVED_DEG = 6.0
"""A rep counts as moved by the lower back from here: beyond the normal third of a usual pull."""


def frame_times(script: SetScript, duration_s: float, rng: np.random.Generator) -> Array:
    """Strictly rising frame times (n,)."""
    n = max(int(duration_s * script.fps), 2)
    times = np.arange(n) / script.fps
    if script.irregular:
        times = times + np.clip(rng.normal(0, script.irregular, n), -0.45, 0.45) / script.fps
    if script.lost_frames:
        times = times[rng.random(n) >= script.lost_frames]
    return times - times[0] + script.start_s


RISE_S = 3.5
"""Getting down on the floor, and up again."""


def plan(script: SetScript, rng: np.random.Generator) -> Course:
    """Lay out approach, hold, reps, interruptions and getting out."""
    into = (Hold("rest", script.lead_s), Move("work", script.approach_s), Hold("work", script.hold_s))
    out = (Hold("work", 0.8), Move("rest", script.approach_s), Hold("rest", script.tail_s))
    if script.from_standing:
        into = (Hold("standing", script.lead_s), Move("rest", RISE_S), *into[1:])
        out = (*out[:2], Move("standing", RISE_S), Hold("standing", script.tail_s))
    line, gaps = Timeline(), {event.after: event for event in script.interruptions}
    line.add(*into)
    begin, disturbed = line.end_s, []
    for index in range(1, script.reps + 1):
        size, lumbar = _pull(script, index, rng)
        period = script.period_s * (1 + np.clip(rng.normal(0, script.period_spread), -0.3, 0.3))
        peak = line.end_s + period * rng.uniform(0.42, 0.58)
        end = line.end_s + period + script.dwell_s
        line.add(SizedPull(line.end_s, peak, peak + script.dwell_s, end, size, lumbar))
        if index in gaps and index < script.reps:
            gap, at = gaps[index], line.end_s
            line.add(Hold("work", gap.seconds))
            disturbed.append((gap.kind, at + script.start_s, line.end_s + script.start_s))
    over = line.end_s
    line.add(*out)
    t_s = frame_times(script, line.end_s, rng)
    t = t_s - script.start_s
    way = [(pull, pull.done(t)) for pull in line.pulls]
    approach = line.share("work", t)
    return Course(
        t_s=t_s,
        approach=approach,
        standing=line.share("standing", t),
        pull_deg=sum((pull.amplitude_deg * done for pull, done in way), np.zeros_like(t)),
        lumbar_deg=sum((pull.lumbar_deg * done for pull, done in way), np.zeros_like(t)),
        drift_deg=script.drift_deg_per_min * np.clip(t - begin, 0, over - begin) / 60 * approach,
        reps=tuple(_true_rep(pull, script.start_s) for pull in line.pulls),
        disturbed=tuple(disturbed),
    )


def _true_rep(pull: SizedPull, by_s: float) -> TrueRep:
    times = pull.start_s + by_s, (pull.peak_s + pull.leave_s) / 2 + by_s, pull.end_s + by_s
    return TrueRep(*times, pull.amplitude_deg, pull.lumbar_deg, pull.lumbar_deg >= MOVED_DEG)


def _pull(script: SetScript, index: int, rng: np.random.Generator) -> tuple[float, float]:
    """Size of one pull and the lower back's part of it, both in degrees."""
    size = script.amplitude_deg * (
        1 + np.clip(rng.normal(0, script.spread), -2 * script.spread, 2 * script.spread)
    )
    normal = 0.0 if script.exercise_id == "hip-extension" else script.lumbar_share * size
    for current in script.lumbar:
        if current.first <= index <= current.last:
            degrees = current.degrees * rng.uniform(0.9, 1.1)
            if not current.instead and script.exercise_id != "hip-extension":
                size = size + degrees
            elif script.exercise_id in ("hip-flexion", "hip-external-rotation"):
                size = max(size, degrees)
            return size, degrees
    return size, normal
