"""What happens around the exercise: nothing goes through the floor, and the truth is what was performed."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from posecoach.app.offline.analyze import replay_track
from posecoach.coaching.events import Confidence
from posecoach.evaluation.cases import Case, find_cases
from posecoach.session.track import read_track
from samples.studio.figure.rig import lowest_m
from samples.studio.situations import SITUATIONS, situation
from samples.studio.take import Take
from samples.studio.truth import landmarks

TRACKS = Path(__file__).resolve().parents[2] / "samples" / "tracks_situations"


@pytest.mark.parametrize("name", SITUATIONS)
def test_nobody_sinks_into_the_mat_or_jumps(name: str) -> None:
    take = Take(situation(name, 1))
    bodies = [take.skeleton(i) for i in range(0, take.count, 2)]
    for body in bodies[::3]:
        assert lowest_m(body.frames, take.person.shape) > -0.012
        for side in ("left", "right"):
            assert body[f"shank_{side}"].at[2] > 0.04 and body[f"foot_{side}"].at[2] > 0.03
            assert body[f"hand_{side}"].at[2] > 0.0
    points = np.array([landmarks(body) for body in bodies])
    speed = np.linalg.norm(np.diff(points, axis=0), axis=2).max(axis=1) * take.clip.fps / 2
    assert speed.max() < 3.5


def test_reps_of_another_exercise_or_leg_are_not_in_the_truth() -> None:
    assert Take(situation("all_fours", 1)).truth()["reps"] == []
    in_turn = Take(situation("legs_in_turn", 1))
    reps = in_turn.truth()["reps"]
    assert [rep["index"] for rep in reps] == [1, 2, 3, 4]
    # Between two of them there is room for the other leg.
    gaps = [b["start_s"] - a["end_s"] for a, b in pairwise(reps)]
    assert min(gaps) > 1.5


def test_the_leg_put_down_comes_back_to_the_mat_between_reps() -> None:
    take = Take(situation("leg_put_down", 1))
    truth = take.truth()
    hip = np.array(truth["frames"][f"hip_flexion_{truth['side']}_deg"])
    t_s = np.array(truth["frames"]["t_s"])
    for rep in truth["reps"]:
        inside = (t_s >= rep["start_s"]) & (t_s <= rep["end_s"])
        assert np.ptp(hip[inside]) > 40.0


def test_a_situation_is_the_same_every_time_and_another_for_another_seed() -> None:
    once, again, other = (Take(situation("roll_over", seed)) for seed in (3, 3, 5))
    truths = []
    for take in (once, again, other):
        take.times_s = take.times_s[::5]
        take.count = len(take.times_s)
        truths.append(take.truth())
    assert truths[0] == truths[1]
    assert truths[2]["frames"] != truths[0]["frames"]


def test_the_tracks_kept_are_of_situations_as_they_are_drawn_today_and_small() -> None:
    assert sum(path.stat().st_size for path in TRACKS.iterdir()) < 1_500_000
    for path in TRACKS.glob("*.json.gz"):
        told = json.loads(gzip.decompress(path.read_bytes()))
        made = Take(situation(told["made"]["situation"], told["made"]["seed"]))
        assert [rep["start_s"] for rep in told["reps"]] == [rep.start_s for rep in made.script.reps]
        assert told["expect"] == made.clip.expect
        least, most = told["expect"]["reps"]
        assert 0 <= least <= len(told["reps"]) == most


@pytest.mark.parametrize("case", find_cases(TRACKS)[0], ids=lambda case: case.truth.clip)
def test_the_coach_counts_what_it_should_or_says_why_not(case: Case) -> None:
    expect = json.loads(gzip.decompress(case.source.with_suffix(".json.gz").read_bytes()))["expect"]
    session = replay_track(read_track(case.source), case.source.name, case.exercise, case.truth.side)
    said = {warning.kind.value for warning in session.warnings}
    accused = [rep for rep in session.reps if rep.lower_back_moved and rep.back_confidence is Confidence.HIGH]
    right = len(session.reps) in case.truth.counts and len(accused) <= expect["blamed"]
    told = "hint" not in expect or bool(said & {expect["hint"], "position", "wrong-side", "not-counted"})
    assert right, (len(session.reps), case.truth.counts, accused)
    assert told or len(session.reps) >= max(case.truth.counts) - 1


def test_evaluate_takes_any_count_between_the_least_and_the_most_for_right() -> None:
    cases, failures = find_cases(TRACKS)
    assert not failures
    counts = {case.truth.clip[:-3]: case.truth.counts for case in cases}
    assert counts["roll_over"] == (6, 7) and counts["bridge"] == (0,)
    assert counts["legs_in_turn"] == (0, 1, 2, 3, 4)
