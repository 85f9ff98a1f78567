"""The simulated silhouette against what was measured on the rendered clips' masks."""

import numpy as np
import pytest

from posecoach.kinematics.silhouette import STATIONS
from tests.simulator import Camera, LumbarBout, SetScript, simulate
from tests.simulator.outline import BACK_PCT, chain_pct
from tests.simulator.skeleton import Person


def edges(script: SetScript) -> tuple[np.ndarray, np.ndarray]:
    """Outlines (n, STATIONS, 2) in % of the torso and the true lumbar angle (n,), during the reps."""
    made = simulate(script)
    inside = (made.t_s > made.reps[0].start_s) & (made.t_s < made.reps[-1].end_s)
    outline = np.array([pose.outline for _, pose in made.poses if pose is not None])
    assert outline.shape == (len(made.poses), STATIONS, 2)
    return outline[inside] * 100, made.lumbar_flexion_deg[inside]


def perfect(exercise_id: str, **changes: object) -> SetScript:
    """A set of 16-degree pulls with no error at all, the lower back doing them all."""
    bouts = (LumbarBout(1, 12, 16),)
    base = {"amplitude_deg": 16, "noise": 0, "breath": 0, "sway": 0, "lumbar": bouts, "dropouts": False}
    return SetScript(exercise_id, **(base | changes))  # type: ignore[arg-type]


def slopes(outline: np.ndarray, lumbar: np.ndarray) -> np.ndarray:
    """% of the torso per degree for each station; (STATIONS,)."""
    return np.polyfit(lumbar, outline, 1)[0]


def test_a_bent_trunk_leaves_its_chord_most_at_the_lumbar_joint() -> None:
    chain = chain_pct(Person())
    assert np.argmax(chain) == 7 and chain.max() == pytest.approx(0.37, abs=0.01)
    assert chain[0] == 0 and chain[10] == pytest.approx(0)


def test_a_rounding_back_bulges_as_measured_sitting() -> None:
    outline, lumbar = edges(perfect("hip-external-rotation"))
    back = slopes(outline[:, :, 0], lumbar)
    assert back[7] == pytest.approx(0.347, abs=0.06)
    assert back[4] == pytest.approx(0.27, abs=0.06)


def test_an_arching_back_hollows_standing() -> None:
    outline, lumbar = edges(perfect("hip-extension", side="left"))
    assert lumbar.min() < -10
    assert slopes(outline[:, :, 0], lumbar)[7] == pytest.approx(0.35, abs=0.1)


def test_the_underside_of_the_pelvis_rises_late_and_much() -> None:
    outline, lumbar = edges(
        perfect("hip-flexion", amplitude_deg=16, lumbar=(LumbarBout(1, 12, 16),), spread=0)
    )
    # The joint rises at once, the underside late: 0.3 % a degree apart in the small of the back, 0.1 % under
    # the seat, up to 16 degrees (rendered).
    apart = slopes(outline[:, (9, 11), 0], lumbar)
    assert apart == pytest.approx((0.3, 0.1), abs=0.1)


@pytest.mark.parametrize(
    ("mirrored", "side", "column"), [(False, "right", 0), (True, "right", 1), (False, "left", 1)]
)
def test_the_back_is_on_the_side_one_lies_on(mirrored: bool, side: str, column: int) -> None:
    script = SetScript("hip-flexion", side=side, camera=Camera(side, mirrored=mirrored), noise=0)
    outline, _ = edges(script)
    assert np.median(outline[:, 8, column]) == pytest.approx(BACK_PCT["lying"][8], abs=4)


def test_a_still_back_jitters_as_measured() -> None:
    outline, _ = edges(SetScript("hip-flexion", amplitude_deg=3, lumbar_share=0, dropouts=False, seed=4))
    jitter = np.diff(outline[:, 5:12, 0], axis=0).std() / np.sqrt(2)
    assert jitter == pytest.approx(0.33, abs=0.12)
