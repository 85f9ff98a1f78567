"""Tables of what the coach gets on thousands of simulated sets: `python -m tests.simulator.summary -h`."""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

from posecoach.evaluation.back import score_back
from posecoach.evaluation.counting import CountScore, score_count, share_below
from tests.simulator.draws import BANDS_DEG, Draw, back_script
from tests.simulator.drive import coach_set
from tests.simulator.idle import HOLDS, PLACES, fidget, still
from tests.simulator.simulate import SimulatedSet, simulate
from tests.simulator.truths import truth_of

T, R = TypeVar("T"), TypeVar("R")

BACK_DEGREES = (0.0, 6.0, 8.0, 10.0, 15.0, 20.0)
CHUNK_S = 600.0


@dataclass(frozen=True, slots=True)
class Counted:
    """One random set and how it was counted."""

    draw: Draw
    score: CountScore


def count_one(draw: Draw) -> Counted:
    """Simulate, coach and score one random set."""
    made = simulate(draw.script())
    return Counted(draw, score_count(truth_of(made), coach_set(made).session.reps))


@dataclass(frozen=True, slots=True)
class Idle:
    """Ten minutes without any rep: `kind` "still" or "fidget", in `place`, coached as `exercise_id`."""

    kind: str
    place: str
    exercise_id: str
    light: str
    seed: int

    def made(self) -> SimulatedSet:
        """The frames."""
        maker = still if self.kind == "still" else fidget
        return maker(CHUNK_S, self.place, light=self.light, seed=self.seed, fps=20)


def idle_one(idle: Idle) -> tuple[Idle, int]:
    """False reps in one stretch."""
    return idle, coach_set(idle.made(), idle.exercise_id).count


@dataclass(frozen=True, slots=True)
class BackCase:
    """A set with a bout of `degrees` of the lower back; 0 for a clean one."""

    exercise_id: str
    degrees: float
    instead: bool
    seed: int


@dataclass(frozen=True, slots=True)
class BackResult:
    """Reps of the bout flagged and all of them; clean reps flagged; warnings outside; clean seconds;
    error of the lower back's degrees in every rep that has a figure; reps before the warning (or -1)."""

    case: BackCase
    moved: int
    flagged: int
    false_reps: int
    false_warnings: int
    clean_s: float
    errors_deg: tuple[float, ...]
    passed: int


def back_one(case: BackCase) -> BackResult:
    """Simulate, coach and score one set for the lower back."""
    made = simulate(back_script(case.exercise_id, case.seed, case.degrees, instead=case.instead))
    coached = coach_set(made)
    score = score_back(truth_of(made, bout_deg=case.degrees), coached.session.reps, coached.back_warnings)
    assert score is not None
    told = [rep.told_deg - rep.true_deg for rep in score.reps if rep.told_deg == rep.told_deg]
    episode = score.episodes[0] if score.episodes else None
    return BackResult(
        case,
        moved=sum(rep.moved for rep in score.reps) + score.missed_moved,
        flagged=sum(rep.moved and rep.flagged for rep in score.reps),
        false_reps=sum(rep.flagged and not rep.moved for rep in score.reps),
        false_warnings=score.false_warnings,
        clean_s=score.clean_s,
        errors_deg=tuple(told),
        passed=episode.reps_before if episode and episode.warned else -1,
    )


def counting_table(results: Iterable[Counted], console: Console) -> None:
    """Print exact and near counts by exercise, light and size, and name what failed."""
    groups: dict[tuple[str, str, tuple[float, float]], list[Counted]] = {}
    for result in results:
        draw = result.draw
        groups.setdefault((draw.exercise_id, draw.light, draw.amplitude_deg), []).append(result)
    table = Table(
        "exercise", "light", "degrees", "sets", "exact", "within 1", "told by end", title="Counting"
    )
    wrong = []
    for (exercise_id, light, band), found in sorted(groups.items()):
        scores = [one.score for one in found]
        late = [
            value
            for score in scores
            for value, on in zip(score.announced, score.confirmed, strict=True)
            if on
        ]
        table.add_row(
            exercise_id,
            light,
            f"{band[0]:g}-{band[1]:g}",
            str(len(found)),
            f"{np.mean([score.exact for score in scores]):.1%}",
            f"{np.mean([score.off_by_one for score in scores]):.1%}",
            f"{share_below(np.array(late), 1.0):.1%}",
        )
        wrong += [one for one in found if not one.score.exact]
    console.print(table)
    for one in wrong[:40]:
        console.print(f"  {one.draw}: {one.score.counted} of {one.score.true}", highlight=False)


def idle_table(results: Iterable[tuple[Idle, int]], console: Console) -> None:
    """Print the false reps in time without reps, and name where they were."""
    found = list(results)
    table = Table("what", "light", "hours", "false reps", title="Nothing to count")
    for kind, light in product(("still", "fidget"), ("good", "bad")):
        some = [(idle, count) for idle, count in found if (idle.kind, idle.light) == (kind, light)]
        if some:
            hours = len(some) * CHUNK_S / 3600
            table.add_row(kind, light, f"{hours:.1f}", str(sum(count for _, count in some)))
    console.print(table)
    for idle, count in found:
        if count:
            console.print(f"  {idle}: {count}", highlight=False)


def back_table(results: Iterable[BackResult], console: Console) -> None:
    """Print recall by degrees, false warnings and the error of the degrees, by exercise."""
    found = list(results)
    table = Table(
        "exercise", "how", "degrees", "sets", "reps told", "warned by rep 2", "error", title="Lower back"
    )
    for exercise_id, instead, degrees in product(HOLDS, (True, False), BACK_DEGREES):
        wanted = (exercise_id, instead, degrees)
        some = [one for one in found if (one.case.exercise_id, one.case.instead, one.case.degrees) == wanted]
        if not some:
            continue
        moved, flagged = sum(one.moved for one in some), sum(one.flagged for one in some)
        errors = [abs(error) for one in some for error in one.errors_deg]
        table.add_row(
            exercise_id,
            "-" if not degrees else "instead" if instead else "as well",
            f"{degrees:g}",
            str(len(some)),
            f"{flagged / moved:.0%}" if moved else "",
            f"{np.mean([0 <= one.passed <= 1 for one in some]):.0%}" if degrees else "",
            f"{np.mean(errors):.1f}" if errors else "",
        )
    console.print(table)
    for exercise_id in HOLDS:
        some = [one for one in found if one.case.exercise_id == exercise_id]
        minutes = sum(one.clean_s for one in some) / 60
        if some:
            false = sum(one.false_warnings for one in some)
            console.print(
                f"  {exercise_id}: {false} false warnings in {minutes:.0f} min of clean exercise",
                highlight=False,
            )
    for one in found:
        if one.false_warnings and not one.case.degrees:
            console.print(f"    {one.case}", highlight=False)


def main() -> None:
    """Run what the arguments ask for and print the tables."""
    args = _arguments()
    console = Console(width=110)
    start = time.perf_counter()
    if args.sets:
        kinds = product(args.exercises, args.lights, BANDS_DEG, range(args.seed, args.seed + args.sets))
        counting_table(_map(count_one, [Draw(*kind) for kind in kinds], args.jobs), console)
    if args.hours:
        idle_table(_map(idle_one, _idles(args), args.jobs), console)
    if args.back:
        seeds = range(args.seed, args.seed + args.back)
        kinds = product(args.exercises, BACK_DEGREES, (True, False), seeds)
        # An arch takes nothing from the front knee, so in hip extension both ways are the same.
        cases = [BackCase(*kind) for kind in kinds if kind[2] or (kind[1] and kind[0] != "hip-extension")]
        back_table(_map(back_one, cases, args.jobs), console)
    console.print(f"{time.perf_counter() - start:.0f} s")


def _idles(args: argparse.Namespace) -> list[Idle]:
    """As many stretches as fill the hours, over all places, exercises and lights in turn."""
    kinds = [
        (kind, place, exercise_id, light)
        for kind, light in product(("still", "fidget"), args.lights)
        for exercise_id in args.exercises
        for place in (*PLACES, exercise_id)
    ]
    rng = np.random.default_rng(args.seed)
    rng.shuffle(kinds)  # type: ignore[arg-type]
    count = max(int(args.hours * 3600 / CHUNK_S), 1)
    return [Idle(*kinds[index % len(kinds)], args.seed + index) for index in range(count)]


def _map(work: Callable[[T], R], items: list[T], jobs: int) -> Iterator[R]:
    if jobs <= 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(work, items, chunksize=4)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=25, help="sets for each exercise, light and band of size")
    parser.add_argument("--hours", type=float, default=1.0, help="hours of stillness and fidgeting")
    parser.add_argument("--back", type=int, default=6, help="sets for each exercise and lumbar amount")
    parser.add_argument("--exercises", nargs="+", default=list(HOLDS), choices=HOLDS)
    parser.add_argument("--lights", nargs="+", default=["good", "bad"], choices=["good", "bad"])
    parser.add_argument("--seed", type=int, default=1000, help="first seed")
    parser.add_argument("--jobs", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
