"""Stability of counts and verdicts: each clip again, changed in ways that should change nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.events import Rep
from posecoach.evaluation.matching import last_moment_s, match_intervals
from posecoach.kinematics import segment_motion
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.session.record import Session
from posecoach.session.track import EXTRAS, SHAPES, Track

CUTS_S = (1.0, 2.0, 3.0, 4.0)
SPEEDS = (0.8, 1.25)
SIZE = 0.7
SLOW_FPS = 15.0

Replay = Callable[[Track, bool], Session]
"""Puts a track through the coach; the flag tells that the picture is mirrored, and the side with it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A changed track; the repetitions are expected from `from_s` on, s, and `speed` times as fast."""

    name: str
    track: Track
    mirror: bool = False
    from_s: float = -np.inf
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """One changed run: what was changed, the count, and the counts that the unchanged run allows.

    A repetition that is cut off by a shorter beginning may be counted or not. `verdicts` are the repetitions
    counted in both runs, `same_verdicts` those of which both say the same of the lower back: that it moved
    (told or asked), kept still, or neither.
    """

    change: str
    counted: int
    expected: tuple[int, ...]
    verdicts: int = 0
    same_verdicts: int = 0

    @property
    def same(self) -> bool:
        """Whether the count is that of the unchanged run."""
        return self.counted in self.expected


@dataclass(frozen=True, slots=True)
class Stability:
    """All changed runs of one clip."""

    clip: str
    runs: tuple[Run, ...]

    @property
    def same(self) -> int:
        """Runs with the unchanged count."""
        return sum(run.same for run in self.runs)


def stability(clip: str, track: Track, session: Session, replay: Replay) -> Stability:
    """Replay each change of `track`, whose unchanged run is `session`."""
    runs = []
    for change in changes(track):
        changed = replay(change.track, change.mirror)
        runs.append(compared(change.name, session, changed, change.from_s, change.speed))
    return Stability(clip, tuple(runs))


def compared(
    change: str, session: Session, changed: Session, from_s: float = -np.inf, speed: float = 1.0
) -> Run:
    """A changed run held against the unchanged one; the rest as for `Change`."""
    before = [(rep.start_s, last_moment_s(rep)) for rep in session.reps]
    after = [(speed * rep.start_s, speed * last_moment_s(rep)) for rep in changed.reps]
    pairs = match_intervals(before, after).pairs
    same = sum(_verdict(session.reps[i]) == _verdict(changed.reps[j]) for i, j in pairs)
    return Run(change, len(changed.reps), expected(session, from_s), len(pairs), same)


def _verdict(rep: Rep) -> tuple[bool, bool]:
    return rep.lower_back_moved, rep.kept_still


def expected(session: Session, from_s: float = -np.inf) -> tuple[int, ...]:
    """The counts that `session` allows when the source begins at `from_s`."""
    whole = sum(rep.start_s >= from_s for rep in session.reps)
    begun = sum(rep.peak_s >= from_s for rep in session.reps)
    return tuple(range(whole, begun + 1))


def changes(track: Track) -> Iterator[Change]:
    """Everything that is tried with `track`."""
    begin_s = float(track.t_s[0])
    for cut_s in CUTS_S:
        kept = track.t_s >= begin_s + cut_s
        if kept.sum() > 1:
            yield Change(f"cut {cut_s:g} s", _rows(track, kept), from_s=begin_s + cut_s)
    yield Change("mirrored", mirrored(track), mirror=True)
    for speed in SPEEDS:
        yield Change(f"speed {speed:g}", replace(track, t_s=track.t_s / speed), speed=speed)
    yield Change(f"size {SIZE:g}", smaller(track))
    yield Change(f"{SLOW_FPS:g} fps", at_fps(track, SLOW_FPS))


def mirrored(track: Track) -> Track:
    """As a selfie camera shows it: left is taken for right."""
    marks = [L[_other(mark.name)] for mark in L]
    image = track.image_px[:, marks] * [-1, 1] + [track.size_px[0], 0]
    outline = None if track.outline is None else track.outline[..., ::-1]
    motion = None if track.motion is None else segment_motion.mirrored(track.motion)
    return replace(
        track,
        image_px=image,
        world_m=track.world_m[:, marks] * [-1, 1, 1],
        visibility=track.visibility[:, marks],
        presence=track.presence[:, marks],
        outline=outline,
        motion=motion,
    )


def smaller(track: Track) -> Track:
    """The same in a picture of `SIZE`."""
    width, height = track.size_px
    motion = None if track.motion is None else segment_motion.scaled(track.motion, SIZE)
    size_px = (round(width * SIZE), round(height * SIZE))
    return replace(track, size_px=size_px, image_px=track.image_px * SIZE, motion=motion)


def at_fps(track: Track, fps: float) -> Track:
    """Only so many frames a second; what pixels moved in a frame that is left out is added to the next."""
    kept, due_s = np.zeros(len(track.t_s), bool), -np.inf
    for index, t_s in enumerate(track.t_s.tolist()):
        if t_s >= due_s - 1e-6:
            kept[index] = True
            due_s = max(due_s + 1 / fps, t_s) if due_s > -np.inf else t_s + 1 / fps
            due_s = due_s if due_s > t_s else t_s + 1 / fps
    motion = None if track.motion is None else segment_motion.summed(track.motion, np.flatnonzero(kept))
    return replace(_rows(track, kept), motion=motion)


def _rows(track: Track, kept: NDArray[np.bool_]) -> Track:
    """The frames of `track` that are `kept`, shape (n,)."""
    arrays = {name: getattr(track, name) for name in ("t_s", *SHAPES, *EXTRAS)}
    return replace(track, **{name: array[kept] for name, array in arrays.items() if array is not None})


def _other(name: str) -> str:
    for here, there in (("LEFT", "RIGHT"), ("RIGHT", "LEFT")):
        if here in name:
            return name.replace(here, there)
    return name


def share(found: Sequence[Stability]) -> float:
    """Share of the runs with the unchanged count; NaN without runs."""
    runs = sum(len(one.runs) for one in found)
    return sum(one.same for one in found) / runs if runs else float("nan")


def verdict_counts(found: Sequence[Stability]) -> tuple[int, int]:
    """Of all repetitions counted in an unchanged and a changed run: those with the same verdict, and all."""
    runs = [run for one in found for run in one.runs]
    return sum(run.same_verdicts for run in runs), sum(run.verdicts for run in runs)
