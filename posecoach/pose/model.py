"""Which pose models there are, where they lie, and whether the one to be used is whole."""

import hashlib
import zipfile
from pathlib import Path

from posecoach.errors import ModelError

LITE, FULL, HEAVY = "lite", "full", "heavy"
"""The three sizes of the same pose model, each slower and more exact than the one before it."""

AUTO = "auto"
"""The model that suits: FOR_RECORDINGS, or in front of a camera what the computer can carry."""

WORDS = (AUTO, LITE, FULL, HEAVY)
"""Names of models; anything else is the path of a bundle."""

FOR_RECORDINGS = HEAVY
"""Nobody waits in front of a recording, so it gets the most exact model (table in docs/accuracy.md)."""

SHA256 = {
    LITE: "727d0dbc5227dd27d83f88dcb71ac9739f2a322ce4735a6a3d9be1be48b0f7e1",
    FULL: "54d55e3822b6070c48425776846910a39f41a440b2a918505b553fc74061663c",
    HEAVY: "846f40b8102e01509ca7c65c9e9322ec4ec1dbdaa54ab6b1fd996da699d553a5",
}
"""Of the bundles that models/build.py writes. Full and heavy ship with the program."""

PARTS = {"pose_detector.tflite", "pose_landmarks_detector.tflite"}

PACKAGE = Path(__file__).resolve().parents[1]


def bundle_path(name: str) -> Path:
    """Where the model called `name` lies: inside an installed package, or in models/ of a checkout."""
    file = f"pose_landmarker_{name}.task"
    installed = PACKAGE / "models" / file
    return installed if installed.exists() else PACKAGE.parent / "models" / file


def checked_model(model: str) -> Path:
    """The file of `model`, LITE, FULL, HEAVY or a path, after a check that it is whole.

    A model of ours must have the checksum written here; another one must be a pose landmarker bundle.

    Raises:
        ModelError: the file is missing, damaged or something else.
    """
    return _own_model(model) if model in SHA256 else _other_model(Path(model))


def model_name(model: str) -> str:
    """What records call `model`: its own name, or that of its file."""
    return model if model in WORDS else Path(model).name


def _own_model(name: str) -> Path:
    path = bundle_path(name)
    if not path.is_file():
        hint = "model.built_on_request" if name == LITE else "model.install"
        raise ModelError.of("model.missing", hint, name=name, path=bundle_path(FULL))
    if hashlib.sha256(_read(path)).hexdigest() != SHA256[name]:
        raise ModelError.of("model.damaged", "model.install", path=path)
    return path


def _other_model(path: Path) -> Path:
    if not path.is_file():
        raise ModelError.of("model.none", "model.say_or_name", path=path, words=", ".join(WORDS))
    if not _is_whole(path):
        raise ModelError.of("model.not_whole", "model.use", path=path)
    return path


def _is_whole(path: Path) -> bool:
    """Whether a bundle holds both networks undamaged, neither packed nor encrypted, as MediaPipe wants it."""
    try:
        with zipfile.ZipFile(path) as bundle:
            entries = {entry.filename: entry for entry in bundle.infolist()}
            plain = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries.values())
            return entries.keys() >= PARTS and plain and bundle.testzip() is None
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError):
        return False  # RuntimeError where it is encrypted, its heir NotImplementedError of a packing unknown


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError.of("model.not_read", path=path, why=error.strerror) from None
