"""Blocks of frames: small, and true to what was put in."""

import numpy as np
import pytest

from posecoach.kinematics.segment_motion import MOTION_SHAPE, ROTATION
from posecoach.session.frame_codec import STEPS, pack_series, pack_track, unpack_series, unpack_track
from posecoach.session.json_format import to_json
from posecoach.session.series import COLUMNS, Series
from posecoach.session.track import SHAPES, Track, read_track
from tests.session.examples import make_session
from tests.session.poses import make_pose, track_of


def assert_same(track, back):
    np.testing.assert_array_equal(back.t_s, track.t_s)
    assert back.size_px == track.size_px
    for name in SHAPES:
        np.testing.assert_allclose(getattr(back, name), getattr(track, name), atol=0.6 * STEPS[name])


def test_a_series_comes_back_as_the_session_file_would_write_it():
    session = make_session()
    cut = len(session.series) // 3
    times = session.series.t_s
    blocks = [
        pack_series(session.series.between(0, times[cut])),
        pack_series(session.series.between(times[cut] + 1e-6, 1e9)),
    ]
    back = unpack_series(blocks)
    for name in ("t_s", *COLUMNS):
        np.testing.assert_allclose(
            back.column(name), session.series.column(name), atol=6e-5, rtol=0, equal_nan=True
        )
    np.testing.assert_array_equal(back.t_s, times)


def test_a_series_written_to_a_file_is_the_same_before_and_after():
    from dataclasses import replace

    session = make_session()
    back = replace(session, series=unpack_series([pack_series(session.series)]))
    first, second = to_json(session)["series"], to_json(back)["series"]
    for name in first:
        pairs = [(a, b) for a, b in zip(first[name], second[name], strict=True) if a is not None]
        assert max(abs(a - b) for a, b in pairs) <= 1.01e-4


def test_landmarks_come_back_within_their_rounding():
    outline = np.linspace(0, 1, 24, dtype=np.float32).reshape(12, 2)
    track = track_of([make_pose(0.0, outline), None, make_pose(0.0), make_pose(0.0, outline)])
    back = unpack_track([pack_track(track)])
    assert_same(track, back)
    np.testing.assert_allclose(back.outline, track.outline, atol=6e-5)


def test_blocks_with_and_without_outlines_join():
    outline = np.zeros((12, 2), np.float32)
    blocks = [pack_track(track_of([make_pose(0.0, outline)])), pack_track(track_of([None, None]))]
    back = unpack_track(blocks)
    assert back.outline.shape == (3, 12, 2)
    assert [bool(found) for found in back.found] == [True, False, False]


def test_motion_comes_back_within_its_rounding_and_joins_blocks_without():
    motion = np.random.default_rng(1).normal(0, 0.5, MOTION_SHAPE).astype(np.float32)
    motion[3] = np.nan
    track = track_of([make_pose(0.0, motion=motion), None, make_pose(0.0)])
    back = unpack_track([pack_track(track), pack_track(track_of([make_pose(0.0)]))])
    assert back.motion.shape == (4, *MOTION_SHAPE)
    assert np.isnan(back.motion[1:]).all()
    np.testing.assert_allclose(back.motion[0], motion, atol=1.01e-3)
    np.testing.assert_allclose(back.motion[0, :, ROTATION], motion[:, ROTATION], atol=1.01e-5)


def test_nothing_gives_nothing():
    assert len(unpack_series([])) == 0
    assert len(unpack_series([pack_series(Series.empty())])) == 0
    assert unpack_track([]) is None


def test_landmarks_far_outside_the_picture_survive():
    pose = make_pose(0.0)
    far = Track(
        np.array([0.0]), (640, 480), pose.image_px[None] * 1e3, pose.world_m[None], *(np.ones((2, 1, 33)))
    )
    assert_same(far, unpack_track([pack_track(far)]))


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\xff" * 40])
def test_a_damaged_block_is_a_value_error(damage):
    block = pack_track(track_of([make_pose(0.0)] * 3))
    with pytest.raises(ValueError):
        unpack_track([block[:50] + damage + block[90:]])


def test_real_landmarks_take_about_two_hundred_bytes_a_frame(clips):
    for path in (clips / "tracks").glob("*.npz"):
        track = read_track(path)
        block = pack_track(track)
        assert_same(track, unpack_track([block]))
        assert len(block) / len(track) < 330, path.name
