"""Finds the pose model and makes sure that it is whole before it is used."""

import hashlib
import zipfile
from pathlib import Path

from posecoach.errors import ModelError

BUNDLE = "pose_landmarker_full.task"
SHA256 = "54d55e3822b6070c48425776846910a39f41a440b2a918505b553fc74061663c"
"""Of the bundle in models/, as written by models/build.py."""

PARTS = {"pose_detector.tflite", "pose_landmarks_detector.tflite"}

_PACKAGE = Path(__file__).resolve().parents[1]


def default_model() -> Path:
    """Where the bundled model lies: inside an installed package, or in models/ of a checkout."""
    installed = _PACKAGE / "models" / BUNDLE
    return installed if installed.exists() else _PACKAGE.parent / "models" / BUNDLE


def checked_model(path: Path | None = None) -> Path:
    """The model at `path`, or the bundled one, after a check that it is whole.

    The bundled model must have the checksum written here; another one must be a pose landmarker bundle.

    Raises:
        ModelError: the file is missing, damaged or something else.
    """
    if path is None:
        path = default_model()
        if not path.is_file():
            raise ModelError("The pose model is missing from this installation.", "Install PoseCoach again.")
        if hashlib.sha256(_read(path)).hexdigest() != SHA256:
            raise ModelError(f"The pose model {path} is damaged.", "Install PoseCoach again.")
        return path
    if not path.is_file():
        raise ModelError(f"There is no pose model {path}.", "Name a pose landmarker .task file.")
    try:
        with zipfile.ZipFile(path) as bundle:
            whole = bundle.testzip() is None and set(bundle.namelist()) >= PARTS
    except (zipfile.BadZipFile, OSError):
        whole = False
    if not whole:
        raise ModelError(
            f"{path} is not a whole pose landmarker bundle.", "Use a lite, full or heavy .task file."
        )
    return path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"The pose model {path} cannot be read ({error.strerror}).") from None
