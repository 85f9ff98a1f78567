"""MediaPipe's Pose Landmarker behind our own types; the only module that imports mediapipe."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from posecoach.errors import ModelError
from posecoach.kinematics.landmarks import LANDMARK_COUNT, Pose
from posecoach.kinematics.posture import Posture
from posecoach.kinematics.segment_motion import Segment
from posecoach.kinematics.silhouette import outline_of
from posecoach.pose.model import FULL, checked_model
from posecoach.pose.turned import Turn, turn_of
from posecoach.video.frame import Frame
from posecoach.video.quiet import hushed_stderr

PEOPLE = 1
"""People looked for. With one, MediaPipe smooths the landmarks itself; it follows whom it found first."""

MASK_WIDTH_STEP = 4
"""Pictures are made this many columns wide, or a multiple, when a mask is wanted: reading a mask whose rows
are padded to 16 bytes ends the whole program (mediapipe 0.10.31, `ImageFrame::CopyToBuffer` on floats)."""


class PoseEstimator(Protocol):
    """Finds the person in a frame."""

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose in `frame`, or None when nobody is found. Frames come in the order of time."""
        ...

    def close(self) -> None:
        """Let go of the model."""
        ...


class StepwiseEstimator(PoseEstimator, Protocol):
    """One whose `estimate` is also to be had in three steps, as of `MediaPipeEstimator`."""

    def prepare(self, frame: Frame) -> Any: ...

    def detect(self, prepared: Any) -> Any: ...

    def read(self, detected: Any) -> Pose | None: ...


@dataclass(frozen=True, slots=True)
class EstimatorOptions:
    """How to estimate.

    Attributes:
        model: "lite", "full", "heavy" or the path of a bundle.
        outline: whether to compute the outline too.
        people: how many people to look for.
        motion: segments whose motion is measured from the pixels (`posecoach.motion.tracker.open_tracker`).
        postures: those the exercise is done in, none for any: who is in another is looked for anew
            (`posecoach.pose.redetection.open_estimator`).
    """

    model: str = FULL
    outline: bool = False
    people: int = PEOPLE
    motion: frozenset[Segment] = frozenset()
    postures: tuple[Posture, ...] = ()


class MediaPipeEstimator:
    """The Pose Landmarker in VIDEO mode. Use it as a context manager.

    Args:
        options: how to estimate.
        turn_deg: by how much each picture is turned, counter-clockwise, before the networks see it.

    Example:
        >>> import numpy as np
        >>> from posecoach import MediaPipeEstimator
        >>> from posecoach.video import Frame
        >>> with MediaPipeEstimator() as estimator:
        ...     estimator.estimate(Frame(np.zeros((480, 640, 3), np.uint8), 0.0, 0)) is None
        True

    Raises:
        ModelError: when the model is missing, damaged or not understood by MediaPipe.
    """

    def __init__(self, options: EstimatorOptions | None = None, turn_deg: float = 0.0) -> None:
        options = options or EstimatorOptions()
        self._outline = options.outline
        self._turn_deg = turn_deg
        self._last_ms = -1
        self._warm = False
        self._model = options.model
        self._mediapipe, self._landmarker = open_landmarker(options)

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose in `frame`, or None when nobody is found."""
        return self.read(self.detect(self.prepare(frame)))

    def everybody(self, frame: Frame) -> list[Pose]:
        """Everybody found in `frame`, without outlines; at most as many as were asked for."""
        detected = self.detect(self.prepare(frame))
        seen, result = detected.prepared, detected.result
        found = zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
        return [_pose(image, world, seen, None) for image, world in found]

    def prepare(self, frame: Frame) -> "Prepared":
        """What MediaPipe wants of `frame`, red first. Touches no state: another thread may run ahead."""
        height, width = frame.image.shape[:2]
        rgb = cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)
        missing = -width % MASK_WIDTH_STEP if self._outline else 0
        if missing:
            rgb = cv2.copyMakeBorder(rgb, 0, 0, 0, missing, cv2.BORDER_REPLICATE)
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=rgb)
        return Prepared(image, frame.t_s, (width, height), width + missing)

    def detect(self, prepared: "Prepared") -> "Detected":
        """Run the networks; pictures come in the order of time."""
        prepared = self._turned(prepared) if self._turn_deg else prepared
        # MediaPipe wants whole milliseconds that rise strictly.
        self._last_ms = max(self._last_ms + 1, round(prepared.t_s * 1000))
        if self._warm:
            return Detected(self._landmarker.detect_for_video(prepared.image, self._last_ms), prepared)
        self._warm = True
        try:
            with quiet_start():  # the first frame finishes loading, and prints
                return Detected(self._landmarker.detect_for_video(prepared.image, self._last_ms), prepared)
        except RuntimeError:
            raise ModelError.of("model.misfit", "model.use", model=self._model) from None

    def _turned(self, prepared: "Prepared") -> "Prepared":
        turn = turn_of(prepared.size_px, self._turn_deg, MASK_WIDTH_STEP)
        rgb = turn.picture(prepared.image.numpy_view()[:, : prepared.size_px[0]])
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=rgb)
        return Prepared(image, prepared.t_s, turn.canvas_px, turn.canvas_px[0], turn)

    def read(self, detected: "Detected") -> Pose | None:
        """MediaPipe's answer in our types, with the outline if it was asked for."""
        result, seen = detected.result, detected.prepared
        if not result.pose_landmarks:
            return None
        landmarks = result.pose_landmarks[0], result.pose_world_landmarks[0]
        masks = result.segmentation_masks if self._outline else None
        pose = _pose(*landmarks, seen, masks[0].numpy_view() if masks else None)
        return seen.turn.back(pose) if seen.turn else pose

    def close(self) -> None:
        """Let go of the model; without it MediaPipe complains at the end of the program."""
        with quiet_start(), suppress(RuntimeError):  # what failed in its work fails once more in closing
            self._landmarker.close()
        self._landmarker._handle = None  # else MediaPipe tries again when Python ends, and prints a trace

    def __enter__(self) -> "MediaPipeEstimator":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def quiet_start() -> Iterator[None]:
    """Silence what MediaPipe, TensorFlow Lite and glog print while a model is loaded."""
    os.environ.setdefault("GLOG_minloglevel", "3")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with hushed_stderr():
        yield


def open_landmarker(options: EstimatorOptions) -> tuple[Any, Any]:
    """The module `mediapipe` and a Pose Landmarker of its own in VIDEO mode; the caller closes it.

    Raises:
        ModelError: as for `MediaPipeEstimator`.
    """
    path = checked_model(options.model)
    with quiet_start():
        # mediapipe imports sounddevice for audio tasks, which starts the sound system in this process and
        # is reported to hang on some machines; without it the vision tasks work the same.
        sys.modules.setdefault("sounddevice", None)  # type: ignore[arg-type]
        # Imported here because it costs half a second that other commands need not wait.
        import mediapipe
        from mediapipe.tasks.python import BaseOptions, vision

        settings = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(path)),
            running_mode=vision.RunningMode.VIDEO,
            num_poses=options.people,
            output_segmentation_masks=options.outline,
        )
        try:
            return mediapipe, vision.PoseLandmarker.create_from_options(settings)
        except (RuntimeError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise ModelError.of("model.refused", path=path, why=reason) from None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A frame as MediaPipe takes it: its own image type, the frame's time and size (width, height).

    `padded_px` is the width of `image`, which may have a few columns more than the frame; `turn` tells how
    it was turned, if it was, and `size_px` is then the canvas'.
    """

    image: Any
    t_s: float
    size_px: tuple[int, int]
    padded_px: int
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Detected:
    """MediaPipe's result for a prepared frame, in MediaPipe's types."""

    result: Any
    prepared: Prepared


def _pose(image: Any, world: Any, seen: Prepared, mask: NDArray[np.float32] | None) -> Pose:
    width, height = seen.padded_px, seen.size_px[1]
    flat = np.array([(p.x * width, p.y * height, p.visibility, p.presence) for p in image], np.float32)
    space = np.array([(p.x, p.y, p.z) for p in world], np.float32)
    assert flat.shape == (LANDMARK_COUNT, 4) and space.shape == (LANDMARK_COUNT, 3)
    image_px = flat[:, :2]
    outline = None
    if mask is not None:
        plane = mask[..., 0] if mask.ndim == 3 else mask
        outline = outline_of(plane[:, : seen.size_px[0]], image_px)
    return Pose(seen.t_s, seen.size_px, image_px, space, flat[:, 2], flat[:, 3], outline)
