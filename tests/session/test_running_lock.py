"""The lock of a session that is being recorded, on a disk that takes nothing more."""

from pathlib import Path

from posecoach.session.running_lock import RunningLock, somebody_is_recording


def test_a_lock_takes_no_room_of_a_full_disk(tmp_path: Path) -> None:
    """Else nobody's session passes for a running one, and cannot be deleted to make room."""
    with RunningLock(tmp_path, "abc"):
        assert [path.name for path in tmp_path.iterdir()] == ["running-abc.lock"]
        assert somebody_is_recording(tmp_path)
    assert not somebody_is_recording(tmp_path)
