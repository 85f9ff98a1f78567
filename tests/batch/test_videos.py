"""Folders become videos, and each has a name of its own in the results."""

from pathlib import Path

import pytest

from posecoach.batch.task import find_videos
from posecoach.errors import VideoError


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return folder


def names(*paths: Path) -> list[str]:
    return list(find_videos(paths))


def test_a_folder_is_searched_to_the_bottom_and_named_by_the_path_within(tmp_path: Path) -> None:
    make(tmp_path, "b.mp4", "a.MOV", "ana/monday/one.webm")
    assert names(tmp_path) == ["a.MOV", "ana/monday/one.webm", "b.mp4"]


def test_what_is_no_video_is_left_out_of_a_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.mp4", "a.json", "notes.txt", "._a.mp4")
    assert names(tmp_path) == ["a.mp4"]


def test_a_file_named_by_itself_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    make(tmp_path, "take")
    assert names(tmp_path / "take") == ["take"]


def test_a_video_named_twice_is_done_once(tmp_path: Path) -> None:
    make(tmp_path, "a.mp4")
    assert names(tmp_path, tmp_path / "a.mp4") == ["a.mp4"]


def test_the_same_name_in_two_folders_is_told_apart_by_the_folder(tmp_path: Path) -> None:
    make(tmp_path, "ana/a.mp4", "ben/a.mp4")
    assert names(tmp_path / "ana", tmp_path / "ben") == ["a.mp4", "ben/a.mp4"]


def test_names_stay_different_where_a_disk_does_not_see_capitals(tmp_path: Path) -> None:
    make(tmp_path, "ana/ben/a.mp4", "ben/A.mp4", "x/ben/a.mp4")
    found = names(tmp_path / "ana", tmp_path / "ben", tmp_path / "x" / "ben")
    assert len({name.lower() for name in found}) == 3


def test_nothing_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="no video"):
        find_videos([tmp_path])
    with pytest.raises(VideoError, match=r"no .*nowhere"):
        find_videos([tmp_path / "nowhere"])
