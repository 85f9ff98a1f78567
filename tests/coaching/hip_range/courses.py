"""Made-up courses of a test: slow movements whose end and whose onset of the lower back are known."""

import numpy as np

from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.coaching.hip_range.trace import Trace
from posecoach.kinematics.body import Body, LeftRight, Measure
from posecoach.kinematics.posture import Posture, PostureBelief

FPS = 20.0


def flexion_trace(
    *,
    tops_deg=(120.0, 121.0, 119.0),
    start_deg=70.0,
    onset_deg=100.0,
    join=0.8,
    share=0.05,
    rise_s=4.0,
    noise=1.0,
    side="left",
    yaw_deg=5.0,
    cues=True,
    seed=1,
):
    """A trace of knee-to-chest movements from `start_deg`; the back joins at `onset_deg`."""
    rng = np.random.default_rng(seed)
    pieces = [np.full(int(2 * FPS), start_deg)]
    for top in tops_deg:
        up = np.linspace(start_deg, top, int(rise_s * FPS))
        down = np.linspace(top, start_deg, int(2 * FPS))
        pieces += [up, np.full(int(FPS), top), down, np.full(int(FPS), start_deg)]
    whole = np.concatenate(pieces)
    back = share * (whole - start_deg) + join * np.maximum(0.0, whole - onset_deg)
    t_s = np.arange(len(whole)) / FPS
    angle = whole + rng.normal(0, noise, len(whole))
    still = np.full(len(whole), 10.0) + rng.normal(0, noise, len(whole))
    angles = {side: angle, "right" if side == "left" else "left": still}
    protocol = PROTOCOLS[Movement.FLEXION]
    shown = {cue.measure: np.full(len(whole), np.nan) for cue in protocol.cues}
    if cues:
        shown["pelvis_patch_rise"] = 0.35 * back + rng.normal(0, 0.2, len(whole)) + 0.02 * t_s
    trunk = np.full(len(whole), 90.0)
    return Trace(t_s, angles, angles, trunk, np.full(len(whole), np.nan), shown, np.full(len(whole), yaw_deg))


def bodies_of(trace, posture=Posture.ON_BACK):
    """The bodies that a coach would see of a flexion trace, lying."""
    return [
        Body(
            float(t_s),
            seen=True,
            hip_flexion_deg=LeftRight(Measure(float(left), 1.0), Measure(float(right), 1.0)),
            trunk_inclination_deg=Measure(90.0, 1.0),
            hip_height_pct=Measure(0.0, 1.0),
            posture=PostureBelief(((posture, 1.0),)),
        )
        for t_s, left, right in zip(trace.t_s, trace.angle_deg["left"], trace.angle_deg["right"], strict=True)
    ]
