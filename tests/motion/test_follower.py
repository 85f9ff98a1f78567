"""Following segments: known motions of textured pictures come back, and what cannot be followed says so."""

import cmath
import math

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.kinematics.segment_motion import (
    DX,
    DY,
    LOG_SCALE,
    MOTION_SHAPE,
    ROTATION,
    SIGMA,
    Segment,
    origins,
)
from posecoach.motion.follower import GAP_S, SegmentFollower
from tests.motion.scene import HIP, SIZE, moved, pose_at, shot, standing_points, texture

ORIGINS = origins(standing_points()) @ (1, 1j)


def followed(scenes: list[np.ndarray], noise: float = 0.0) -> list[np.ndarray | None]:
    follower = SegmentFollower()
    return [
        follower.update(shot(scene, noise, index), pose_at(index / 25)) for index, scene in enumerate(scenes)
    ]


@settings(max_examples=25, deadline=None)
@given(
    deg=st.floats(-2.0, 2.0),
    growth=st.floats(-0.004, 0.004),
    dx=st.floats(-5, 5),
    dy=st.floats(-5, 5),
    seed=st.integers(0, 10),
)
def test_a_known_motion_of_the_picture_is_every_segments_motion(
    deg: float, growth: float, dx: float, dy: float, seed: int
) -> None:
    scene, about = texture(seed), complex(*HIP)
    turn = cmath.rect(math.exp(growth), math.radians(deg))
    motion = followed([scene, moved(scene, turn, about, complex(dx, dy))])[1]
    assert motion is not None and motion.shape == MOTION_SHAPE and motion.dtype == np.float32
    travel = (turn - 1) * (ORIGINS - about) + complex(dx, dy)
    assert np.degrees(motion[:, ROTATION]) == pytest.approx(np.full(7, deg), abs=0.15 + 0.2 * abs(deg))
    assert motion[:, LOG_SCALE] == pytest.approx(np.full(7, growth), abs=0.006)
    assert motion[:, DX] == pytest.approx(travel.real, abs=0.15)
    assert motion[:, DY] == pytest.approx(travel.imag, abs=0.15)


def test_small_steps_add_up_without_drifting_away() -> None:
    scene = texture(3)
    turns = [cmath.rect(1, math.radians(4 * math.sin(2 * math.pi * index / 40))) for index in range(41)]
    motions = followed([moved(scene, turn, complex(*HIP), 0) for turn in turns], noise=4)[1:]
    turned = np.degrees(np.cumsum([motion[:, ROTATION] for motion in motions if motion is not None], axis=0))
    assert turned[9] == pytest.approx(np.full(7, 4.0), abs=0.4)
    assert turned[-1] == pytest.approx(np.zeros(7), abs=0.5)


def test_each_segment_has_a_motion_of_its_own() -> None:
    scene, thigh = texture(1), texture(2)
    leg = np.zeros(SIZE[::-1], np.uint8)
    cv2.rectangle(leg, (265, 0), SIZE, 1, -1)
    turn = cmath.rect(1, math.radians(1.5))
    after = np.where(leg > 0, moved(thigh, turn, complex(*HIP), 0), scene)
    motion = followed([np.where(leg > 0, thigh, scene), after])[1]
    assert motion is not None
    turned = np.degrees(motion[:, ROTATION])
    assert turned[[Segment.CHEST, Segment.TRUNK]] == pytest.approx([0, 0], abs=0.1)
    assert turned[[Segment.LEFT_THIGH, Segment.RIGHT_SHANK]] == pytest.approx([1.5, 1.5], abs=0.4)


def test_a_hand_that_crosses_the_trunk_hardly_disturbs_it() -> None:
    scenes = []
    for index in range(10):
        scene = moved(texture(1), 1, 0, 0.5j * index)
        left = 130 + 8 * index
        scene[165:185, left : left + 14] = 230
        scenes.append(scene)
    rows = [motion[Segment.TRUNK] for motion in followed(scenes)[1:] if motion is not None]
    assert len(rows) == 9 and np.array(rows)[:, DY] == pytest.approx(np.full(9, 0.5), abs=0.1)


def test_noise_is_in_sigma() -> None:
    scene = texture(5)
    calm, rough = (
        np.median([motion[:, SIGMA] for motion in followed([scene] * 8, noise)[1:] if motion is not None])
        for noise in (1.0, 12.0)
    )
    assert rough > 2 * calm


def test_a_larger_picture_gives_the_same_motion_in_its_own_pixels() -> None:
    scene, follower = texture(1), SegmentFollower()
    rows = []
    for index in range(3):
        small = moved(scene, 1, 0, 2.0 * index + 1.0j * index)
        large = cv2.resize(small, (4 * SIZE[0], 4 * SIZE[1]), interpolation=cv2.INTER_CUBIC)
        rows.append(follower.update(shot(large), pose_at(index / 25, 4 * standing_points())))
    assert rows[0] is None and rows[2] is not None
    assert rows[2][:, DX] == pytest.approx(8.0, abs=0.5) and rows[2][:, DY] == pytest.approx(4.0, abs=0.5)


def test_where_there_is_nothing_to_follow_there_is_no_motion() -> None:
    assert followed([np.full(SIZE[::-1], 120.0)] * 3) == [None, None, None]


def test_a_segment_without_texture_is_unknown_and_the_others_are_not() -> None:
    scene = texture(1)
    scene[:, 250:] = 120
    motion = followed([scene, scene])[1]
    assert motion is not None
    assert np.isnan(motion[[Segment.LEFT_SHANK, Segment.RIGHT_SHANK]]).all()
    assert np.isfinite(motion[[Segment.CHEST, Segment.TRUNK]]).all()


def test_only_the_segments_that_were_asked_for_are_followed() -> None:
    follower, scene = SegmentFollower([Segment.CHEST, Segment.PELVIS]), shot(texture(1))
    follower.update(scene, pose_at(0.0))
    motion = follower.update(scene, pose_at(0.04))
    assert motion is not None
    assert np.flatnonzero(np.isfinite(motion[:, DX])).tolist() == [Segment.CHEST, Segment.PELVIS]


@pytest.mark.parametrize("away_s", [GAP_S + 0.01, -1.0])
def test_after_a_gap_all_begins_anew(away_s: float) -> None:
    follower, scene = SegmentFollower(), shot(texture(1))
    for t_s in (0.0, 0.04):
        follower.update(scene, pose_at(t_s))
    assert follower.update(scene, pose_at(0.04 + away_s)) is None
    assert follower.update(scene, pose_at(0.08 + away_s)) is not None


def test_what_was_before_nobody_was_seen_is_forgotten() -> None:
    scenes = [shot(moved(texture(1), 1, 0, 1.5j * index)) for index in range(12)]
    late, fresh = SegmentFollower(), SegmentFollower()
    for index in range(5):
        late.update(scenes[index], pose_at(index / 25))
    assert late.update(scenes[5], None) is None
    for index in range(6, 12):
        one, other = (follower.update(scenes[index], pose_at(index / 25)) for follower in (late, fresh))
        assert (one is None) == (other is None)
        assert one is None or np.array_equal(one, other, equal_nan=True)


def test_landmarks_that_are_no_numbers_or_outside_the_picture_do_no_harm() -> None:
    follower, scene = SegmentFollower(), shot(texture(1))
    assert follower.update(scene, pose_at(0.0, np.full((33, 2), np.nan))) is None
    for index, place in enumerate((-5000.0, 1e7, 0.0)):
        points = standing_points() * 0 + place
        assert follower.update(scene, pose_at(0.1 + index / 25, points)) is None
    far = standing_points() + np.array([300.0, 0.0])  # the legs outside
    for index in range(3):
        motion = follower.update(scene, pose_at(1 + index / 25, far))
    assert motion is not None and np.isnan(motion[Segment.LEFT_SHANK]).all()


def test_the_number_of_threads_changes_nothing() -> None:
    scenes = [moved(texture(1), 1, 0, 1.3j * index) for index in range(6)]
    before = cv2.getNumThreads()
    try:
        cv2.setNumThreads(1)
        alone = followed(scenes, noise=3)
        cv2.setNumThreads(4)
        together = followed(scenes, noise=3)
    finally:
        cv2.setNumThreads(before)
    assert all(
        one is None if other is None else np.array_equal(one, other, equal_nan=True)
        for one, other in zip(alone, together, strict=True)
    )
