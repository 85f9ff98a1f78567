"""`posecoach analyze FOLDER --out RESULTS`, on this computer and over a cluster one of whose workers dies."""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

import posecoach
from posecoach.video import open_source, pictures
from posecoach.video.writer import ClipWriter

pytestmark = pytest.mark.slow

VIDEOS = {"bridge.mp4": ("qp_bridge_gif.gif", 20), "leg_raise.mp4": ("qp_legraise_gif.gif", 16),
          "sit_up.mp4": ("qp_situps_gif.gif", 8)}  # fmt: skip
"""Each video: whose beginning it is, and how many pictures of it."""
QUICK = ("--model", "full")


@pytest.fixture
def folder(tmp_path: Path, clips: Path) -> Path:
    made = tmp_path / "videos"
    (made / "ana").mkdir(parents=True)
    for name, (clip, count) in VIDEOS.items():
        with (
            open_source(clips / "real" / clip) as source,
            ClipWriter(made / "ana" / name, source.info.size_px, source.info.fps) as writer,
        ):
            for frame in islice(pictures(source), count):
                writer.write(frame.image, frame.t_s)
    (made / "broken.mp4").write_text("no video at all")
    return made


def analyze(folder: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "posecoach", "analyze", str(folder), "--exercise", "hip-flexion", *QUICK]
    return subprocess.run(
        [*command, "--out", str(out), *more], capture_output=True, text=True, timeout=300, check=False
    )


def check_results(out: Path) -> None:
    for name in VIDEOS:
        session = json.loads((out / "sessions" / "ana" / f"{name}.json").read_text(encoding="utf-8"))
        assert session["schema"] == "posecoach.session/1" and session["source"]["name"] == name
    rows = list(csv.DictReader((out / "sessions.csv").open(encoding="utf-8")))
    assert sorted(row["video"] for row in rows) == [f"ana/{name}" for name in VIDEOS]
    reps = list(csv.DictReader((out / "reps.csv").open(encoding="utf-8")))
    assert len(reps) == sum(int(row["reps"]) for row in rows)


def test_a_folder_is_analysed_the_bad_file_listed_and_the_second_run_has_nothing_to_do(
    folder: Path, tmp_path: Path
) -> None:
    first = analyze(folder, tmp_path / "out", "--jobs", "2")
    assert first.returncode == 1
    assert "3 analysed, 0 done before, 1 failed" in first.stdout
    assert "broken.mp4" in first.stderr and "Traceback" not in first.stderr
    check_results(tmp_path / "out")
    (folder / "broken.mp4").unlink()
    second = analyze(folder, tmp_path / "out")
    assert second.returncode == 0, second.stderr
    assert "0 analysed, 3 done before, 0 failed" in second.stdout
    check_results(tmp_path / "out")


def test_a_scheduler_that_is_not_there_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    done = analyze(folder, tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 1
    assert "No Dask scheduler answers" in done.stderr and "Traceback" not in done.stderr


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """A scheduler's address and two worker processes."""
    pytest.importorskip("distributed")
    about = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    where = ["--scheduler-file", str(about)]
    workers: list[subprocess.Popen[bytes]] = []
    # They begin in another folder, as on another machine, and find the program as an installed one is found.
    found = {**os.environ, "PYTHONPATH": str(Path(posecoach.__file__).parents[1])}

    def start(*command: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([*dask, *command, *where], stderr=subprocess.DEVNULL, cwd=tmp_path, env=found)

    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    try:
        _wait_for(about.is_file)
        for _ in range(2):
            # Without a nanny: a worker that is killed stays dead.
            options = [
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                "--local-directory",
                str(tmp_path / "dask"),
            ]
            workers.append(start("worker", *options))
        address = json.loads(about.read_text())["address"]
        _wait_for(lambda: _workers_at(address) == 2)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_cluster_does_the_same_though_a_worker_is_killed_in_the_middle(
    folder: Path, tmp_path: Path, cluster: tuple[str, list["subprocess.Popen[bytes]"]]
) -> None:
    address, workers = cluster
    out = tmp_path / "out"
    command = [sys.executable, "-m", "posecoach", "analyze", str(folder), "--exercise", "hip-flexion", *QUICK]
    run = subprocess.Popen(
        [*command, "--out", str(out), "--scheduler", address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # Both workers have begun once a result is there: there are more videos than workers, and one is short.
    _wait_for(lambda: any(out.rglob("*.json")) or run.poll() is not None)
    workers[0].kill()
    stdout, stderr = run.communicate(timeout=200)
    assert "3 analysed, 0 done before, 1 failed" in stdout, stderr
    assert "broken.mp4" in stderr
    check_results(out)


def _workers_at(address: str) -> int:
    from distributed import Client

    with Client(address, timeout=10, set_as_default=False) as client:
        return len(client.scheduler_info()["workers"])


def _wait_for(condition, limit_s: float = 120.0) -> None:  # type: ignore[no-untyped-def]
    end_s = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end_s, "nothing happened in time"
        time.sleep(0.05)
