"""What a simulated set is made of: the script a test writes, and the course of one set over time."""

from dataclasses import dataclass, field

import numpy as np

from posecoach.kinematics.figure import ease
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
        errors: whose: of clips of the distance-field "figure", or, larger, of the body "mesh"; see `noise`.
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
    errors: str = "figure"
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


def plan(script: SetScript, rng: np.random.Generator) -> Course:
    """Lay out approach, hold, reps, interruptions and getting out."""
    rise_s = 3.5 if script.from_standing else 0.0
    begin = script.lead_s + rise_s + script.approach_s + script.hold_s
    gaps = {event.after: event for event in script.interruptions}
    reps, disturbed, pulls, at = [], [], [], begin
    for index in range(1, script.reps + 1):
        pull, lumbar = _pull(script, index, rng)
        period = script.period_s * (1 + np.clip(rng.normal(0, script.period_spread), -0.3, 0.3))
        peak = at + period * rng.uniform(0.42, 0.58)
        end = at + period + script.dwell_s
        reps.append(TrueRep(at, peak + script.dwell_s / 2, end, pull, lumbar, lumbar >= MOVED_DEG))
        pulls.append((at, peak, peak + script.dwell_s, end, pull, lumbar))
        at = end
        if index in gaps and index < script.reps:
            disturbed.append((gaps[index].kind, at, at + gaps[index].seconds))
            at += gaps[index].seconds
    out = at + 0.8
    duration = out + script.approach_s + rise_s + script.tail_s
    t_s = frame_times(script, duration, rng)
    t = t_s - script.start_s
    shape = np.zeros_like(t)
    lumbar_deg = np.zeros_like(t)
    for start, peak, leave, end, pull, lumbar in pulls:
        wave = ease((t - start) / (peak - start)) - ease((t - leave) / (end - leave))
        shape += wave * pull
        lumbar_deg += wave * lumbar
    ready, done = script.lead_s + rise_s, out
    approach = ease((t - ready) / script.approach_s) - ease((t - done) / script.approach_s)
    standing = 1 - ease((t - script.lead_s) / 3.5) + ease((t - done - script.approach_s) / 3.5)
    s = script.start_s
    moved = tuple(
        TrueRep(r.start_s + s, r.peak_s + s, r.end_s + s, r.amplitude_deg, r.lumbar_deg, r.lower_back_moved)
        for r in reps
    )
    return Course(
        t_s=t_s,
        approach=approach,
        standing=standing if script.from_standing else np.zeros_like(t),
        pull_deg=shape,
        lumbar_deg=lumbar_deg,
        drift_deg=script.drift_deg_per_min * np.clip(t - begin, 0, at - begin) / 60 * approach,
        reps=moved,
        disturbed=tuple((kind, a + s, b + s) for kind, a, b in disturbed),
    )


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
