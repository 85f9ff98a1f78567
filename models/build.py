"""Build models/pose_landmarker_full.task from the Apache-2.0 weights inside the mediapipe 0.10.21 wheel.

Run it in a throw-away environment, because it needs another mediapipe than PoseCoach does:

    python -m venv /tmp/build && /tmp/build/bin/pip install mediapipe==0.10.21
    /tmp/build/bin/python models/build.py

The result is the same byte for byte on every run: the entries carry a fixed date, are stored
uncompressed and start at multiples of four bytes, so that MediaPipe can map them into memory.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUNDLE = HERE / "pose_landmarker_full.task"
ALIGNMENT = 4
LOCAL_HEADER_BYTES = 30  # the fixed part of a zip entry header, APPNOTE.TXT 4.3.7
FIXED_DATE = (1980, 1, 1, 0, 0, 0)

# name in the bundle: (path inside the wheel, sha256 of the weights, input mean, input std)
PARTS = {
    "pose_detector.tflite": (
        "modules/pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        127.5,
        127.5,
    ),
    "pose_landmarks_detector.tflite": (
        "modules/pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        0.0,
        255.0,
    ),
}


def main() -> int:
    """Write the bundle and its checksum; return a process exit code."""
    try:
        import mediapipe
        from mediapipe.tasks.python.metadata.metadata_writers import metadata_writer
    except ImportError:
        print("mediapipe==0.10.21 is not installed here; see the first lines of this file.", file=sys.stderr)
        return 1
    root = Path(mediapipe.__file__).parent
    parts = {}
    for name, (path, sha256, mean, std) in PARTS.items():
        weights = (root / path).read_bytes()
        if hashlib.sha256(weights).hexdigest() != sha256:
            print(f"{root / path} is not the file of mediapipe 0.10.21.", file=sys.stderr)
            return 1
        writer = metadata_writer.MetadataWriter.create(bytearray(weights))
        writer.add_image_input([mean], [std])
        parts[name] = bytes(writer.populate()[0])
    write_bundle(parts, BUNDLE)
    digest = hashlib.sha256(BUNDLE.read_bytes()).hexdigest()
    BUNDLE.with_suffix(".task.sha256").write_text(f"{digest}  {BUNDLE.name}\n")
    print(f"{BUNDLE.name}: {BUNDLE.stat().st_size} bytes, sha256 {digest}")
    return 0


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


if __name__ == "__main__":
    sys.exit(main())
