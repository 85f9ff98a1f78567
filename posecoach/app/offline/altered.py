"""A copy of a clip in other light or compressed harder, to see whether the coach counts it the same."""

from pathlib import Path

import cv2
import numpy as np

from posecoach.video import ClipWriter, open_source, pictures
from posecoach.video.frame import Image

DIMMED = 0.6
JPEG_QUALITY = 25
"""Of each picture before it is encoded again: blocks and ringing as of a weak connection."""

ALTERATIONS = ("dimmed", "re-encoded")


def write_altered(path: Path, out: Path, alteration: str) -> None:
    """Write the clip at `path` to `out`, "dimmed" to `DIMMED` or "re-encoded" from coarse JPEG."""
    with open_source(path) as source, ClipWriter(out, source.info.size_px, source.info.fps) as writer:
        for frame in pictures(source):
            writer.write(_altered(frame.image, alteration), frame.t_s)


def _altered(image: Image, alteration: str) -> Image:
    if alteration == "dimmed":
        return np.asarray(image * DIMMED, np.uint8)
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    again = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert again is not None
    return np.asarray(again, np.uint8)
