"""Landmarks and pixels fused: quieter and without lag where both agree, the landmarks alone elsewhere."""

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.kinematics.landmarks import LANDMARK_COUNT, Pose
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.model import BodyModel
from posecoach.kinematics.motion_fusion import CarriedPoints, GuardedFusion
from posecoach.kinematics.segment_motion import DX, DY, MOTION_SHAPE, SIGMA, Segment
from tests.kinematics.figure import Figure

FPS = 25
T_S = np.arange(0, 30, 1 / FPS)
RNG = np.random.default_rng(4)


def pulses(amplitude: float = 3.0) -> np.ndarray:
    return amplitude / 2 * (1 - np.cos(2 * np.pi * T_S / 1.6))


def fused(landmark: np.ndarray, pixel: np.ndarray, **options: float) -> np.ndarray:
    fusion = GuardedFusion(**options)
    return np.array([fusion.update(*row) for row in zip(T_S.tolist(), landmark, pixel, strict=True)])


def error(signal: np.ndarray, truth: np.ndarray) -> float:
    late = T_S > 8
    return float(np.std((signal - truth)[late]))


def test_a_small_pulse_comes_out_of_the_landmarks_noise() -> None:
    truth = pulses()
    landmark = truth + RNG.normal(0, 1.0, T_S.shape)
    pixel = truth + np.cumsum(RNG.normal(0, 0.02, T_S.shape))
    assert error(fused(landmark, pixel), truth) < 0.4 * error(landmark, truth)


def test_the_lag_of_the_landmarks_goes() -> None:
    truth = pulses()
    late = np.interp(T_S - 0.08, T_S, truth)
    assert error(fused(late, truth), truth) < 0.4 * error(late, truth)


def test_pixels_that_move_otherwise_are_not_believed() -> None:
    landmark = pulses() + RNG.normal(0, 0.3, T_S.shape)
    for pixel in (3 * np.sin(2 * np.pi * T_S / 1.1), -pulses(), 0 * T_S):
        assert np.abs(fused(landmark, pixel) - landmark)[T_S > 8].max() < 0.35


def test_the_slow_part_is_the_landmarks_whatever_the_pixels_drift() -> None:
    landmark, pixel = pulses() + 0.2 * T_S, pulses() - 0.3 * T_S
    drift = (fused(landmark, pixel) - landmark)[T_S > 20]
    assert np.ptp(drift) < 0.5 and abs(drift.mean()) < 2.5


def test_large_movements_keep_to_the_landmarks_where_pixels_lose_them() -> None:
    truth = pulses(40.0)
    landmark, pixel = truth + RNG.normal(0, 0.5, T_S.shape), 0.7 * truth
    assert error(fused(landmark, pixel, half_at=5.0), truth) < 0.4 * error(fused(landmark, pixel), truth)


def test_without_pixels_nothing_changes() -> None:
    landmark = pulses()
    assert fused(landmark, np.full(T_S.shape, np.nan)).tolist() == landmark.tolist()


POINTS = [(100.0, 100.0)] * LANDMARK_COUNT


def step_of(dx: float = 0.0, dy: float = 0.0, *segments: Segment) -> np.ndarray:
    motion = np.zeros(MOTION_SHAPE, np.float32)
    motion[:, SIGMA] = 0.001
    for segment in segments or tuple(Segment):
        motion[segment, [DX, DY]] = dx, dy
    return motion


def carry(
    carried: CarriedPoints, t_s: float, image: list, motion: np.ndarray | None, exchanged: bool = False
):
    return carried.update(t_s, image, motion, np.array(image), 100.0, exchanged)


def test_a_point_goes_where_the_pixels_carry_it_and_wavers_less_than_its_landmark() -> None:
    carried, places = CarriedPoints(), []
    for index in range(100):
        noisy = [tuple(RNG.normal(100 + index, 2, 2)) for _ in POINTS]
        places.append(carry(carried, index / FPS, noisy, step_of(1.0, 1.0))[L.LEFT_HIP][0] - 100 - index)
    assert np.std(places[50:]) < 0.4


def test_a_point_that_was_lost_returns_to_its_landmark() -> None:
    carried = CarriedPoints()
    carry(carried, 0.0, POINTS, step_of())
    away = [(150.0, 100.0)] * LANDMARK_COUNT
    for index in range(1, 15):
        points = carry(carried, index / FPS, away, step_of())
    assert abs(points[L.LEFT_KNEE][0] - 150) < 20


def test_legs_that_were_exchanged_exchange_their_motion() -> None:
    carried = CarriedPoints()
    carry(carried, 0.0, POINTS, step_of())
    points = carry(carried, 1 / FPS, POINTS, step_of(5.0, 0.0, Segment.LEFT_SHANK), exchanged=True)
    assert points[L.RIGHT_ANKLE][0] == pytest.approx(105, abs=0.2)
    assert points[L.LEFT_ANKLE][0] == pytest.approx(100, abs=0.2)


def test_what_is_not_followed_follows_the_landmark_and_says_so() -> None:
    carried = CarriedPoints()
    carry(carried, 0.0, POINTS, None)
    motion = step_of()
    motion[[Segment.LEFT_SHANK]] = np.nan
    carry(carried, 1 / FPS, POINTS, motion)
    assert L.LEFT_ANKLE not in carried.carried and L.LEFT_KNEE in carried.carried
    carry(carried, 2 / FPS, POINTS, None)
    assert carried.carried == frozenset()


def squat(index: int) -> Pose:
    figure = Figure(hip_deg={"left": 20.0, "right": 60.0}, knee_deg={"left": 40 + index % 20, "right": 60.0})
    return figure.pose(index / FPS)


def test_a_track_without_motion_gives_the_same_bodies_with_and_without_pixels() -> None:
    plain, with_pixels = BodyModel(), BodyModel(pixels=True)
    for index in range(60):
        pose = squat(index)
        assert repr(plain.update(pose.t_s, pose)) == repr(with_pixels.update(pose.t_s, pose))


def test_the_height_of_the_hips_is_quieter_with_pixels() -> None:
    heights: dict[bool, list[float]] = {True: [], False: []}
    models = {pixels: BodyModel(pixels=pixels) for pixels in heights}
    still = Figure().pose(0.0)
    lowered, before = 0.0, 0.0
    for index in range(300):
        lowered = 20 * math.sin(2 * math.pi * index / 40)
        image = still.image_px + RNG.normal(0, 4, still.image_px.shape)
        image[[L.LEFT_HIP, L.RIGHT_HIP], 1] += lowered
        motion = step_of(0.0, lowered - before, Segment.PELVIS, Segment.LEFT_THIGH, Segment.RIGHT_THIGH)
        pose = replace(still, t_s=index / FPS, image_px=image, motion=motion)
        before = lowered
        for pixels, model in models.items():
            body = model.update(pose.t_s, pose)
            heights[pixels].append(body.hip_height_pct.value + 100 * lowered / body.torso_px)
    assert np.std(heights[True][100:]) < 0.75 * np.std(heights[False][100:])
