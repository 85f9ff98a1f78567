"""The evaluation as JSON and as tables."""

import io
import json
from dataclasses import replace

import numpy as np
from rich.console import Console

from posecoach.evaluation.report import SCHEMA, tables, to_json
from posecoach.evaluation.score import Evaluation, Failure, score_clip
from posecoach.evaluation.truth import Episode
from tests.evaluation.made import back, counted_like, series, session, true_reps, truth

T_S = np.arange(0, 20, 0.1)


def result():
    """Two clips, one miscounted, and one that could not be read."""
    reps = true_reps(5)
    wave = 100 - 5 * np.cos(np.pi * (T_S - 5))
    angles = {"hip_flexion_right_deg": wave, "lumbar_flexion_deg": np.zeros(len(T_S))}
    good = truth(reps, t_s=T_S, angles=angles, back_known=True, episodes=(Episode(5, 7),))
    told = counted_like(reps, **back(3.0, True))
    made = series(T_S, primary_deg=wave, hip_flexion_right_deg=wave + 2)
    one = score_clip(good, session(told, ((5.5, 8.0),), made))
    two = score_clip(truth(reps, clip="other"), session(told[:3]))
    return Evaluation([one, two], [Failure("lost", "no such clip")])


def test_the_json_is_strict_and_carries_what_was_asked_for() -> None:
    told = json.loads(json.dumps(to_json(result()), allow_nan=False))
    assert told["schema"] == SCHEMA
    count = told["totals"]["count"]
    assert (count["clips"], count["true"], count["counted"], count["exact"]) == (2, 10, 8, 1)
    assert count["exact_share"] == 0.5 and count["off_by_one_accuracy"] == 0.5
    assert count["mean_absolute_error"] == 0.2
    assert count["peak_error_s"] == 0
    assert told["clips"][0]["angles"]["hip_flexion_right_deg"]["bias_deg"] == 2.0
    assert told["clips"][0]["lower_back"]["episode_recall"] == 1.0
    # The wave goes on before and after the reps, and the plain counter counts it all.
    assert told["clips"][0]["yardstick"] == 10
    assert told["clips"][1]["lower_back"] is None
    assert told["failures"] == [{"clip": "lost", "reason": "no such clip"}]
    assert told["totals"]["lower_back"]["curve"][0]["reps"] == 5


def test_the_tables_fit_a_terminal_and_name_every_clip_and_failure() -> None:
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(tables(result()))
    text = console.export_text()
    for words in ("made", "other", "lost: no such clip", "Exact 1 of 2", "two-threshold", "Lower back"):
        assert words in text
    assert max(map(len, text.splitlines())) <= 80


def test_json_and_tables_name_the_pose_model() -> None:
    clip = replace(result().clips[0], model="heavy")
    seen = Evaluation([clip])
    assert json.loads(json.dumps(to_json(seen), allow_nan=False))["clips"][0]["model"] == "heavy"
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(tables(seen))
    assert "Seen by the pose model heavy." in console.export_text()


def test_nothing_at_all_is_no_crash() -> None:
    empty = Evaluation([], [])
    count = json.loads(json.dumps(to_json(empty), allow_nan=False))["totals"]["count"]
    assert (count["clips"], count["true"], count["exact_share"]) == (0, 0, None)
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(tables(empty))
    assert "Exact 0 of 0" in console.export_text()


def test_a_clip_may_be_called_anything() -> None:
    name = "[/bold]\x1b]0;title\x07"
    clip = score_clip(truth(true_reps(3), clip=name), session([]))
    console = Console(width=80, record=True, file=io.StringIO(), markup=False)
    console.print(tables(Evaluation([clip], [Failure(name, name)])))
    text = console.export_text()
    assert "[/bold]" in text and "\x1b" not in text and "\x07" not in text


def test_the_counts_of_each_kind_of_clip_are_apart() -> None:
    near, far = truth(true_reps(5), ground="rendered, as advised"), truth(true_reps(4), ground="real")
    told = [score_clip(near, session(counted_like(near.reps))), score_clip(far, session([]))]
    apart = to_json(Evaluation(told))["totals"]["count_by_ground"]
    assert {ground: (count["exact"], count["missed"]) for ground, count in apart.items()} == {
        "real": (0, 4),
        "rendered, as advised": (1, 0),
    }
    assert to_json(Evaluation(told[:1]))["totals"]["count_by_ground"] == {}, "one kind is all of them"
