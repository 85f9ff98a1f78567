"""Looks at everything a session needs: what works on this computer, and what to do about the rest."""

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, version

from posecoach import __version__
from posecoach.audio.voice import SoundReport, probe
from posecoach.display.window import has_display
from posecoach.errors import PoseCoachError
from posecoach.pose.model import AUTO, FULL, HEAVY, checked_model
from posecoach.session.folder import data_folder
from posecoach.session.store import Store
from posecoach.video import Camera, list_cameras

CAMERA_HINTS = {
    "linux": "If one is plugged in, join the group 'video' (sudo usermod -aG video $USER), log in again.",
    "darwin": "Allow the camera for your terminal in System Settings, Privacy & Security, Camera.",
    "win32": "Allow 'Let desktop apps access your camera' in Settings, Privacy & security, Camera. "
    "Cameras are opened through DirectShow, because Media Foundation can take minutes.",
}
PACKAGES = ("mediapipe", "opencv-python", "numpy")


class Verdict(Enum):
    """How a part is."""

    WORKS = "works"
    LIMITED = "limited"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: how it is, in one sentence, and what to do ("" when nothing)."""

    part: str
    verdict: Verdict
    sentence: str
    hint: str = ""


def examine(
    model: str = AUTO,
    *,
    cameras: Callable[[], list[Camera]] = list_cameras,
    sound: Callable[[], SoundReport] = probe,
    screen: Callable[[], bool] = has_display,
    platform_name: str = sys.platform,
) -> Iterator[Finding]:
    """Every part, one after the other; none of them raises."""
    yield from _cameras(cameras, platform_name)
    for name in (FULL, HEAVY) if model == AUTO else (model,):
        yield _model(name)
    yield _screen(screen)
    yield _sound(sound)
    yield _storage()
    yield _versions()


def _cameras(cameras: Callable[[], list[Camera]], platform_name: str) -> Iterator[Finding]:
    hint = CAMERA_HINTS.get(platform_name, "")
    try:
        found = cameras()
    except (PoseCoachError, OSError) as error:
        yield Finding("camera", Verdict.MISSING, f"The cameras cannot be listed: {error}.", hint)
        return
    if not found:
        sentence = "No camera was found; a video file or a stream's address works as well (--camera)."
        yield Finding("camera", Verdict.MISSING, sentence, hint)
    for camera in found:
        if camera.problem:
            yield Finding("camera", Verdict.MISSING, f"{camera.index}: {camera.name}. {camera.problem}", hint)
        else:
            sizes = ", ".join(f"{width}x{height}" for width, height in _largest(camera.sizes_px))
            about = f"{camera.index}: {camera.name}" + (f" ({sizes})" if sizes else "")
            yield Finding("camera", Verdict.WORKS, f"{about}; use it with --camera {camera.index}.")


def _largest(sizes_px: tuple[tuple[int, int], ...], most: int = 3) -> list[tuple[int, int]]:
    return sorted(set(sizes_px), key=lambda size: size[0] * size[1], reverse=True)[:most]


def _model(model: str) -> Finding:
    try:
        path = checked_model(model)
    except PoseCoachError as error:
        return Finding("model", Verdict.MISSING, error.message, error.hint)
    return Finding("model", Verdict.WORKS, f"{path.name} is whole ({path.stat().st_size / 1e6:.1f} MB).")


def _screen(screen: Callable[[], bool]) -> Finding:
    if screen():
        return Finding("screen", Verdict.WORKS, "A window can be opened.")
    hint = "Sessions run without one, spoken; run PoseCoach on a desktop to see them."
    return Finding("screen", Verdict.MISSING, "There is no screen.", hint)


def _sound(sound: Callable[[], SoundReport]) -> Finding:
    report = sound()
    verdict = Verdict.WORKS if report.engine else Verdict.LIMITED
    if not report.output:
        verdict = Verdict.MISSING
    sentence = report.sentence + (f" ({report.error})" if report.error else "")
    return Finding("sound", verdict, sentence, report.hint)


def _storage() -> Finding:
    try:
        with Store() as store:
            problems = store.check()
            if problems:
                store.mend()
            count = len(store.history())
            notices = " ".join(store.notices)
            aside = [path.name for path in store.set_aside()]
    except PoseCoachError as error:
        return Finding("storage", Verdict.MISSING, error.message, error.hint)
    sessions = "1 session" if count == 1 else f"{count} sessions"
    sentence = f"{sessions}, the file is whole, in {data_folder()}. {notices}".strip()
    hint = f"Damaged files that were set aside: {', '.join(aside)}." if aside else ""
    return Finding("storage", Verdict.LIMITED if problems else Verdict.WORKS, sentence, hint)


def _versions() -> Finding:
    names = [f"posecoach {__version__}", f"Python {platform.python_version()}"]
    missing = []
    for package in PACKAGES:
        try:
            names.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
    names.append(f"{platform.system()} {platform.release()}, {platform.machine()}")
    if missing:
        return Finding("versions", Verdict.MISSING, f"Not installed: {', '.join(missing)}.", "Install again.")
    return Finding("versions", Verdict.WORKS, ", ".join(names) + ".")
