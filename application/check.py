"""Tries the built application as somebody without Python would: `python -m application.check DIST`.

Every step runs with an empty home and a PATH on which there is no Python. Steps whose tools are missing (a
virtual screen, a tracer of system calls) are skipped, and say so.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLIP = ROOT / "samples" / "hip_flexion_clean.mp4"
SHOWN = ROOT / "samples" / "tracks" / "variety_004.npz"
"""Somebody who pulls the left knee to the chest, seven times."""
MOST_MB = 250
FIRST_PICTURE_S = 4.0
SCREEN = ":97"
FULL = ("--exercise", "hip-flexion", "--model", "full")
DOWNLOADS = (".AppImage", ".zip")
TOOLS = ("espeak-ng", "xdg-open")
"""What the program itself calls where it is there."""


Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the application is tried: build, program, an empty folder, and the environment of a person."""

    dist: Path
    program: Path
    folder: Path
    env: dict[str, str]

    def run(self, *arguments: str | Path, before: tuple[str, ...] = (), **more: str) -> Done:
        """The program with `arguments`, as the person runs it; `more` goes into its environment."""
        command, env = [*before, str(self.program), *map(str, arguments)], self.env | more
        kept = {"cwd": self.folder, "env": env, "capture_output": True, "text": True, "timeout": 300}
        return subprocess.run(command, check=False, **kept)


def main() -> None:
    """Run every step; the exit code is 1 when one fails."""
    dist = Path(sys.argv[1]).resolve()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="posecoach-bundle-") as name:
        bench = set_up(dist, Path(name))
        for title, step in STEPS.items():
            began, said = time.monotonic(), ""
            for tries_left in (1, 0) if step in TIMED else (0,):
                try:
                    said = step(bench)
                    break
                except (AssertionError, subprocess.TimeoutExpired) as error:
                    said = f"FAILED: {error}"
                    failed += not tries_left
            print(f"{title:34} {time.monotonic() - began:6.1f} s  {said}", flush=True)
    sys.exit(1 if failed else 0)


def program_in(dist: Path) -> Path:
    """The program that a terminal would start, in the folder `dist` of the build."""
    names = (
        *(one.name for one in dist.glob("PoseCoach-*.AppImage")),
        "PoseCoach.app/Contents/MacOS/PoseCoach",
        "PoseCoach/posecoach-command.exe",
    )
    return next(dist / name for name in names if (dist / name).is_file())


def set_up(dist: Path, folder: Path) -> Bench:
    """A home without anything and a PATH with a few tools, none of them Python."""
    tools = folder / "tools"
    tools.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found and os.name == "posix":
            (tools / tool).symlink_to(found)
    kept = ("SYSTEMROOT", "TEMP", "TMP", "APPDATA", "LOCALAPPDATA", "USERPROFILE")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {"HOME": str(folder), "PATH": str(tools), "POSECOACH_HOME": str(folder / "data")}
    env |= {"LC_ALL": "C.UTF-8", "TMPDIR": str(folder)}
    return Bench(dist, program_in(dist), folder, env)


def well(done: Done, *words: str) -> str:
    """The output of a step that went well and says `words`; raises AssertionError otherwise."""
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stdout[-300:]} {done.stderr[-600:]}"
    missing = [word for word in words if word not in done.stdout + done.stderr]
    assert not missing, f"does not say {missing}: {done.stdout[-500:]}"
    return done.stdout


def size(bench: Bench) -> str:
    """The size of what is downloaded, and of what that is unpacked to, where it has to be."""
    download = next(one for one in bench.dist.glob("PoseCoach-*-*-*") if one.suffix in DOWNLOADS)
    packed = download.stat().st_size / 1e6
    assert packed < MOST_MB, f"{packed:.0f} MB"
    if bench.program == download:
        return f"{packed:.0f} MB, and nothing to unpack"
    whole = bench.dist / bench.program.relative_to(bench.dist).parts[0]
    files = [one for one in whole.rglob("*") if one.is_file() and not one.is_symlink()]
    unpacked = sum(one.stat().st_size for one in files) / 1e6
    return f"{packed:.0f} MB to download, {unpacked:.0f} MB unpacked"


def version(bench: Bench) -> str:
    return well(bench.run("--version"), "posecoach").strip()


def put_away(bench: Bench) -> str:
    """An AppImage leaves nothing mounted, and runs where there is no FUSE, too."""
    if not is_appimage(bench):
        return "skipped: no AppImage"
    well(bench.run("--appimage-extract-and-run", "--version"), "posecoach")
    end_s = time.monotonic() + 10
    while left := [*bench.folder.glob(".mount_*"), *bench.folder.glob(".cache/posecoach-*")]:
        assert time.monotonic() < end_s, left
        time.sleep(0.05)
    return "nothing is left of two starts, the second without FUSE"


def in_menu(bench: Bench) -> str:
    if not is_appimage(bench):
        return "skipped: no AppImage"
    said = well(bench.run("--add-to-menu")).splitlines()
    entry, icon = map(Path, said)
    assert f'Exec="{bench.program}"' in entry.read_text(encoding="utf-8") and icon.is_file(), said
    if shutil.which("desktop-file-validate"):
        well(subprocess.run(("desktop-file-validate", entry), capture_output=True, text=True, check=False))
    well(bench.run("--remove-from-menu"))
    assert not entry.exists() and not icon.exists(), said
    return "an entry with an icon, and out again"


def is_appimage(bench: Bench) -> bool:
    return bench.program.suffix == ".AppImage"


def doctor(bench: Bench) -> str:
    well(bench.run("doctor"), "model", "whole")
    return "the model is whole"


def demo(bench: Bench) -> str:
    well(bench.run("demo", "--no-window"), "10 reps")
    assert (bench.folder / "posecoach-demo.png").stat().st_size > 10_000, "no picture"
    return "10 reps and a picture"


def analyze(bench: Bench) -> str:
    well(bench.run("analyze", CLIP, *FULL, "--json", "out.json"), "10 reps")
    well(bench.run("data", "import", "out.json"), "10 reps")
    return "10 reps, stored"


def report(bench: Bench) -> str:
    page = Path(well(bench.run("report", "--out", "page.html")).strip())
    assert "Plot" in (bench.folder / page).read_text(encoding="utf-8"), "no charts"
    well(bench.run("--language", "de", "report", "--out", "seite.html"))
    german = (bench.folder / "seite.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in german and "Wiederholungen" in german, "not in German"
    well(bench.run("--language", "en", "history"), "10")
    return "a page with charts, and one in German"


def learn(bench: Bench) -> str:
    well(bench.run("learn", SHOWN, "--name", "Knee", "--reps", "7", "--out", "knee.toml"), "7 repetitions")
    well(bench.run("replay", SHOWN, "--exercise", "knee.toml"), "7 reps")
    return "an exercise of seven repetitions, which counts them again"


def measure(bench: Bench) -> str:
    words = (
        "measure --test flexion --side right --no-window --mute --no-pain --stay 0 --no-open --out hips.html"
    )
    well(bench.run(*words.split(), "--model", "full", "--camera", CLIP), "Knee to the chest", "hips.html")
    assert "<html" in (bench.folder / "hips.html").read_text(encoding="utf-8"), "no page"
    return "led through one movement, and a page"


def system_programs(bench: Bench) -> str:
    """The browser, in whose place stands a script that writes down where it would look for libraries."""
    if os.name != "posix":
        return "skipped: no such variable"
    seen, browser = bench.folder / "seen", bench.folder / "browser"
    browser.write_text(f'#!/bin/sh\necho "path: $LD_LIBRARY_PATH $1" > {seen}\n', encoding="utf-8")
    browser.chmod(0o755)
    well(bench.run("report", "--open", BROWSER=f"{browser} %s"))
    end_s = time.monotonic() + 10
    while not seen.is_file() and time.monotonic() < end_s:
        time.sleep(0.05)
    assert seen.read_text(encoding="utf-8").startswith("path:  file://"), seen.read_text(encoding="utf-8")
    return "the browser opens the page with the system's libraries"


def live(bench: Bench) -> str:
    with screen() as there:
        if not there:
            return "skipped: there is no Xvfb"
        words = "live hip-flexion --sets 1 --no-pain --stay 0 --timing --camera"
        done = bench.run(*words.split(), CLIP, DISPLAY=SCREEN)
    out = well(done, "First picture")
    line = next(one for one in out.splitlines() if "First picture" in one)
    seconds = float(line.split()[2])
    assert seconds < FIRST_PICTURE_S, line
    return line


def start_screen(bench: Bench) -> str:
    with screen() as there:
        if not there or shutil.which("xdotool") is None:
            return "skipped: there is no Xvfb or xdotool"
        began = time.monotonic()
        command = [str(bench.program)]
        process = subprocess.Popen(command, cwd=bench.folder, env=bench.env | {"DISPLAY": SCREEN})
        try:
            ask = ("xdotool", "search", "--onlyvisible", "--name", "PoseCoach")
            while subprocess.run(ask, env=os.environ | {"DISPLAY": SCREEN}, capture_output=True).returncode:
                assert time.monotonic() - began < 20 and process.poll() is None, "no window"
                time.sleep(0.05)
            seconds = time.monotonic() - began
        finally:
            process.terminate()
            process.wait(20)
    assert seconds < FIRST_PICTURE_S, f"{seconds:.1f} s"
    return f"the window is there after {seconds:.1f} s"


def voice(bench: Bench) -> str:
    """The voice's own process, writing WAV files instead of playing: here may be no loudspeaker."""
    if shutil.which("espeak-ng") is None or os.name != "posix":
        return "skipped: there is no espeak-ng"
    seconds = {}
    for code, text in {"en": "Hold still.", "de": "Stillhalten.", "zh": "保持不动。"}.items():
        folder = bench.folder / f"said-{code}"
        settings = json.dumps({"language": code, "folder": str(folder)})
        command = [str(bench.program), "-m", "posecoach.audio.worker", settings]
        with subprocess.Popen(
            command, env=bench.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            assert process.stdin and process.stdout
            process.stdin.write(json.dumps({"say": 1, "text": text, "tone": ""}) + "\n")
            process.stdin.flush()
            answers = [json.loads(next(process.stdout)) for _ in range(3)]
        assert "done" in answers[-1], answers
        seconds[code] = round(answers[1]["seconds"], 1)
    assert all(0.3 < length < 5 for length in seconds.values()), seconds
    return f"{answers[0]['engine']} says a sentence, in seconds: {seconds}"


def no_socket(bench: Bench) -> str:
    strace = shutil.which("strace")
    if strace is None:
        return "skipped: there is no strace"
    log = bench.folder / "calls.log"
    before = (strace, "-f", "-qq", "-e", "trace=socket,connect,execve", "-o", str(log))
    well(bench.run("analyze", CLIP, *FULL, before=before), "10 reps")
    calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
    assert any("execve" in line for line in calls), "nothing was traced"
    outward = [line for line in calls if "AF_INET" in line]
    assert not outward, outward[:3]
    return f"{len(calls)} calls were traced, and none opens a connection to a network"


@contextmanager
def screen() -> Iterator[bool]:
    """A virtual screen of its own; False where there is none to be had."""
    if shutil.which("Xvfb") is None:
        yield False
        return
    server = subprocess.Popen(("Xvfb", SCREEN, "-screen", "0", "1280x800x24"), stderr=subprocess.DEVNULL)
    try:
        time.sleep(1.0)
        yield True
    finally:
        server.terminate()
        server.wait()


STEPS: dict[str, Callable[[Bench], str]] = {
    "size": size,
    "starts": version,
    "puts itself away": put_away,
    "in the menu": in_menu,
    "doctor": doctor,
    "demo without a screen": demo,
    "analyze and import": analyze,
    "report, and in German": report,
    "learn an exercise": learn,
    "measure a hip": measure,
    "programs of the system": system_programs,
    "live on a clip": live,
    "double click: the first window": start_screen,
    "voice, in three languages": voice,
    "no connection": no_socket,
}

TIMED = (live, start_screen)
"""Tried once more where they fail: a computer that does other work may be late."""

if __name__ == "__main__":
    main()
