"""Looks at everything a session needs: what works on this computer, and what to do about the rest."""

import errno
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from posecoach import __version__, sentences
from posecoach.audio.voice import SoundReport, probe
from posecoach.display.window import has_display
from posecoach.errors import PoseCoachError
from posecoach.pose.model import AUTO, FULL, HEAVY, checked_model
from posecoach.session.folder import HOME_VARIABLE, data_folder
from posecoach.session.journal import storage_reason
from posecoach.session.store import Store
from posecoach.video import Camera, list_cameras

CAMERA_HINTS = {"linux": "video.join_group", "darwin": "video.allow_mac", "win32": "video.allow_windows"}
"""Ids of what to do when no camera is found."""

PACKAGES = ("mediapipe", "opencv-python", "numpy")

LEAST_FREE_BYTES = 25_000_000
"""On the disk: a session of an hour with its landmarks (docs/sessions.md)."""


class Verdict(Enum):
    """The result of the check of one part."""

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
    hint = sentences.say(CAMERA_HINTS[platform_name]) if platform_name in CAMERA_HINTS else ""
    try:
        found = cameras()
    except (PoseCoachError, OSError) as error:
        yield Finding("camera", Verdict.MISSING, sentences.say("doctor.cameras_unknown", why=error), hint)
        return
    if not found:
        sentence = sentences.say("doctor.no_camera")
        yield Finding("camera", Verdict.MISSING, sentence, hint)
    for camera in found:
        if camera.problem:
            yield Finding("camera", Verdict.MISSING, f"{camera.index}: {camera.name}. {camera.problem}", hint)
        else:
            size = " ({}x{})".format(*camera.size_px) if camera.size_px else ""
            about = f"{camera.index}: {camera.name}{size}"
            sentence = sentences.say("doctor.camera", about=about, index=camera.index)
            yield Finding("camera", Verdict.WORKS, sentence)


def _model(model: str) -> Finding:
    try:
        path = checked_model(model)
    except PoseCoachError as error:
        return Finding("model", Verdict.MISSING, error.message, error.hint)
    megabytes = sentences.decimal(path.stat().st_size / 1e6, 1)
    sentence = sentences.say("doctor.model_whole", name=path.name, megabytes=megabytes)
    return Finding("model", Verdict.WORKS, sentence)


def _screen(screen: Callable[[], bool]) -> Finding:
    if screen():
        return Finding("screen", Verdict.WORKS, sentences.say("doctor.window"))
    hint = sentences.say("doctor.screen_hint")
    return Finding("screen", Verdict.MISSING, sentences.say("doctor.no_screen"), hint)


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
            closed = store.write_error() or _full_disk(store.path.parent)
    except PoseCoachError as error:
        return Finding("storage", Verdict.MISSING, error.message, error.hint)
    told = {"sessions": sentences.say("plural.session", n=count), "folder": data_folder(), "notices": notices}
    sentence = sentences.say("doctor.storage", **told).strip()
    hints = [sentences.say("doctor.set_aside", aside=", ".join(aside))] if aside else []
    if closed is not None:
        hints.append(sentences.say("doctor.storage_closed", why=storage_reason(closed)))
        hints.append(sentences.say("store.set_folder", variable=HOME_VARIABLE))
    verdict = Verdict.LIMITED if problems or closed is not None else Verdict.WORKS
    return Finding("storage", verdict, sentence, " ".join(hints))


def _full_disk(folder: Path) -> OSError | None:
    full = shutil.disk_usage(folder).free < LEAST_FREE_BYTES
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) if full else None


def _versions() -> Finding:
    versions = package_versions()
    missing = [name for name, version in versions.items() if version is None]
    if missing:
        sentence = sentences.say("doctor.not_installed", missing=", ".join(missing))
        return Finding("versions", Verdict.MISSING, sentence, sentences.say("doctor.install"))
    versions = {"posecoach": __version__, "Python": platform.python_version(), **versions}
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    sentence = ", ".join([*(f"{name} {version}" for name, version in versions.items()), system]) + "."
    return Finding("versions", Verdict.WORKS, sentence)


def package_versions() -> dict[str, str | None]:
    """The version of each of `PACKAGES`; None for one that is not installed."""
    found: dict[str, str | None] = dict.fromkeys(PACKAGES)
    for package in PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found
