"""Track files: what was seen comes back exactly; anything else is refused in one sentence."""

import io
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.errors import OutputError, TrackError
from posecoach.kinematics.landmarks import Pose
from posecoach.kinematics.segment_motion import MOTION_SHAPE
from posecoach.kinematics.silhouette import STATIONS
from posecoach.session.track import TrackWriter, read_track, write_track
from tests.session.poses import RNG, SIZE, make_pose


def write(path, poses):
    writer = TrackWriter(SIZE)
    for index, pose in enumerate(poses):
        writer.add(index / 25, pose)
    write_track(writer.build(), path)


def arrays(n=3, **changed):
    kept = {
        "t_s": np.arange(n) / 25,
        "image_px": np.zeros((n, 33, 2), np.float32),
        "world_m": np.zeros((n, 33, 3), np.float32),
        "visibility": np.ones((n, 33), np.float32),
        "presence": np.ones((n, 33), np.float32),
        "size_px": np.array(SIZE),
        **changed,
    }
    return {name: array for name, array in kept.items() if array is not None}


def test_what_was_written_comes_back_bit_for_bit(tmp_path):
    poses = [make_pose(0.0), None, make_pose(0.08)]
    write(tmp_path / "t.npz", poses)
    back = list(read_track(tmp_path / "t.npz").poses())
    assert [t_s for t_s, _ in back] == [0.0, 0.04, 0.08]
    assert back[1][1] is None
    np.testing.assert_array_equal(back[2][1].world_m, poses[2].world_m)
    assert back[2][1].image_px.dtype == np.float32
    assert (back[0][1].t_s, back[0][1].size_px, back[0][1].outline) == (0.0, SIZE, None)


def test_the_model_that_looked_is_kept_and_a_track_without_one_is_read(tmp_path):
    writer = TrackWriter(SIZE, "heavy")
    writer.add(0.0, make_pose(0.0))
    write_track(writer.build(), tmp_path / "named.npz")
    write(tmp_path / "unnamed.npz", [make_pose(0.0)])
    assert read_track(tmp_path / "named.npz").model == "heavy"
    assert read_track(tmp_path / "unnamed.npz").model == ""


def test_double_precision_is_not_lost(tmp_path):
    pose = make_pose(0.0)
    exact = pose.image_px.astype(np.float64) + 1e-10
    write(tmp_path / "t.npz", [Pose(0.0, SIZE, exact, pose.world_m, pose.visibility, pose.presence)])
    np.testing.assert_array_equal(read_track(tmp_path / "t.npz").image_px[0], exact)


def test_outlines_are_kept_where_there_are_some(tmp_path):
    outline = RNG.uniform(0, 1, (STATIONS, 2)).astype(np.float32)
    write(tmp_path / "t.npz", [make_pose(0.0, outline), None, make_pose(0.08)])
    back = [pose for _, pose in read_track(tmp_path / "t.npz").poses()]
    np.testing.assert_array_equal(back[0].outline, outline)
    assert back[2].outline is None


def test_motion_is_kept_where_there_is_some_and_may_be_partly_unknown(tmp_path):
    motion = RNG.normal(0, 1, MOTION_SHAPE).astype(np.float32)
    motion[2] = np.nan
    write(tmp_path / "t.npz", [make_pose(0.0), None, make_pose(0.08, motion=motion)])
    back = [pose for _, pose in read_track(tmp_path / "t.npz").poses()]
    assert back[0].motion is None
    np.testing.assert_array_equal(back[2].motion, motion)


def test_a_track_without_motion_is_a_track(tmp_path):
    write(tmp_path / "t.npz", [make_pose(0.0)])
    track = read_track(tmp_path / "t.npz")
    assert track.motion is None and next(track.poses())[1].motion is None


def test_a_track_in_which_nobody_is_found_is_a_track(tmp_path):
    write(tmp_path / "t.npz", [None, None])
    assert [pose for _, pose in read_track(tmp_path / "t.npz").poses()] == [None, None]


def test_times_must_rise():
    writer = TrackWriter(SIZE)
    writer.add(0.2, None)
    with pytest.raises(TrackError, match="rise"):
        writer.add(0.2, None)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"t_s": None}, "no array 't_s'"),
        ({"presence": None}, "no array 'presence'"),
        ({"image_px": np.zeros((3, 17, 2))}, r"'image_px' should have shape \(3, 33, 2\), not \(3, 17, 2\)"),
        ({"world_m": np.zeros((2, 33, 3))}, r"'world_m' should have shape \(3, 33, 3\), not \(2, 33, 3\)"),
        ({"visibility": np.zeros((3, 33, 1))}, "'visibility' should have shape"),
        ({"t_s": np.zeros((3, 1))}, "'t_s' should have shape"),
        ({"t_s": np.array([0.0, 0.1, 0.1])}, "times must rise strictly"),
        ({"t_s": np.array([0.0, np.nan, 0.1])}, "not numbers"),
        ({"size_px": np.array([640, 480, 3])}, "'size_px' should have shape"),
        ({"size_px": np.array([0, 480])}, "no size of a picture"),
        ({"world_m": np.array(["a"] * 3)}, "should hold numbers"),
        ({"image_px": np.array([object()] * 3)}, "never loaded"),
        ({"image_px": np.full((3, 33, 2), 1e30)}, "'image_px' holds 2.08e.27, where no landmark can be"),
        ({"world_m": np.full((3, 33, 3), -1e6)}, r"'world_m' holds 1e\+06, where no landmark can be"),
        ({"outline": np.zeros((3, 12))}, "'outline' should have shape"),
        ({"motion": np.zeros((3, 4, 5))}, "'motion' should have shape"),
        ({"outline": np.zeros((3, STATIONS + 1, 2))}, "'outline' should have shape"),
    ],
)
def test_arrays_that_do_not_fit_are_named(tmp_path, changed, sentence):
    path = tmp_path / "t.npz"
    np.savez(path, allow_pickle=True, **arrays(**changed))
    with pytest.raises(TrackError, match=sentence):
        read_track(path)


def test_an_array_that_claims_more_than_any_memory_is_refused(tmp_path):
    np.savez(tmp_path / "t.npz", **arrays())
    header = io.BytesIO()
    claim = {"descr": "<f4", "fortran_order": False, "shape": (10**12, 33, 2)}
    np.lib.format.write_array_header_1_0(header, claim)
    with zipfile.ZipFile(tmp_path / "t.npz") as whole, zipfile.ZipFile(tmp_path / "u.npz", "w") as other:
        for name in whole.namelist():
            other.writestr(name, header.getvalue() if name == "image_px.npy" else whole.read(name))
    with pytest.raises(TrackError, match="larger than this memory"):
        read_track(tmp_path / "u.npz")


def test_arrays_of_others_are_left_alone(tmp_path):
    np.savez(tmp_path / "t.npz", allow_pickle=True, **arrays(notes=np.array([object()])))
    assert len(read_track(tmp_path / "t.npz")) == 3


def test_no_frames_no_track(tmp_path):
    np.savez(tmp_path / "t.npz", **arrays(0))
    with pytest.raises(TrackError, match="no frames"):
        read_track(tmp_path / "t.npz")


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 not really"])
def test_other_files_are_no_tracks(tmp_path, content):
    path = tmp_path / "t.npz"
    path.write_bytes(content)
    with pytest.raises(TrackError, match="no track"):
        read_track(path)


def test_missing_files_folders_and_bare_arrays_are_no_tracks(tmp_path):
    np.save(tmp_path / "a.npy", np.zeros(3))
    for path in (tmp_path / "none.npz", tmp_path, tmp_path / "a.npy"):
        with pytest.raises(TrackError):
            read_track(path)


def test_a_zip_of_something_else_is_no_track(tmp_path):
    with zipfile.ZipFile(tmp_path / "t.npz", "w") as archive:
        archive.writestr("t_s.npy", "x")
        archive.writestr("note.txt", "x")
    with pytest.raises(TrackError):
        read_track(tmp_path / "t.npz")


def test_an_unwritable_place_is_one_sentence(tmp_path):
    with pytest.raises(OutputError, match="Cannot write"):
        write(tmp_path / "none" / "t.npz", [None])


@settings(max_examples=150, deadline=None)
@given(st.floats(0, 1), st.binary(min_size=1, max_size=30))
def test_a_damaged_file_is_read_or_refused_but_never_crashes(tmp_path_factory, where, noise):
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays())
    content = bytearray(buffer.getvalue())
    start = int(where * len(content))
    content[start : start + len(noise)] = noise
    path = tmp_path_factory.getbasetemp() / "fuzz.npz"
    path.write_bytes(bytes(content))
    try:
        track = read_track(path)
    except TrackError as error:
        assert "\n" not in str(error)
    else:
        assert len(list(track.poses())) == len(track)


def test_every_development_track_is_a_track(clips):
    for path in sorted((clips / "tracks").glob("*.npz")):
        track = read_track(path)
        assert len(list(track.poses())) == len(track)


def test_a_small_file_that_swells_is_refused_before_it_is_unpacked(tmp_path):
    """Two megabytes of a packed file may say that they are two gigabytes of landmarks."""
    head = io.BytesIO()
    np.lib.format.write_array_header_2_0(head, {"descr": "<f8", "fortran_order": False, "shape": (2**26, 2)})
    with (
        zipfile.ZipFile(tmp_path / "bomb.npz", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("image_px.npy", "w") as member,
    ):
        member.write(head.getvalue())
        for _ in range(200):
            member.write(bytes(2**20))
    tracemalloc.start()
    with pytest.raises(TrackError, match=r"too large to be a track \(0\.2 GB unpacked\)"):
        read_track(tmp_path / "bomb.npz")
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()
