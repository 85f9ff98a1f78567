"""Follows points inside the body's segments from picture to picture by pyramidal Lucas-Kanade.

The method and its numbers come from trials on rendered and real clips (design notes, "Motion from the
pixels"): corners inside each segment's strip, followed forward and back, and one similarity fitted to each
segment's points that outliers hardly touch (J.-Y. Bouguet, "Pyramidal implementation of the affine Lucas
Kanade feature tracker", 2001; J. Shi, C. Tomasi, "Good features to track", CVPR 1994).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.landmarks import FloatArray, Pose
from posecoach.kinematics.segment_motion import SEGMENTS, origins, scaled
from posecoach.motion.patches import SLACK, Complexes, Patches, as_complex, patches_of
from posecoach.motion.similarity import Fit, fit_similarities

Gray = NDArray[np.uint8]

POINTS = 15
"""Points a segment: with 30 the noise falls by a quarter and the time doubles."""

LEAST_POINTS = 5
"""Fewer give no motion: a similarity has four unknowns, and outliers must be told from the rest."""

RESEED_BELOW = 0.75 * POINTS
RESEEDS_A_FRAME = 2
"""Segments that get new points in one frame at most, so that no frame takes long."""

RESEED_AGAIN_S = 0.5
"""A segment where too few points were found is not searched in every frame."""

LEAST_WEIGHT = 0.15
"""Points that fit their segment's motion worse are dropped: they lie on something else."""

BLUR_PX, DARK_BLUR_PX = 1.2, 1.5
DARK = 50.0
"""Pictures of a mean brightness (0..255) below DARK are noisier, and smoothed more."""

WINDOW_PX, LEVELS, ITERATIONS = 21, 2, 12
FORWARD_BACKWARD_PX = 0.5
QUALITY, APART = 0.02, 0.25
"""Corners: at least QUALITY times as strong as the patch's best, and APART half widths from each other."""

LONGEST_PX = 640
"""A picture that is several times as long is made that many times smaller: trials were on this size, and the
time grows with the picture while what is gained does not."""

MARGIN_PX = 40
"""Around the patches in the part of the picture that is looked at: the window, and room to move."""

GAP_S = 0.4
"""After so long without a picture the points have gone somewhere else: all begin anew."""

_CRITERIA = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, ITERATIONS, 0.02)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One picture, ready to be compared: the frame, the part of it that is looked at, that part smoothed."""

    gray: Gray
    box: tuple[int, int, int, int]
    blur_px: float
    smooth: Gray


class SegmentFollower:
    """Measures segments' motion from one picture to the next. Pictures come in the order of time.

    What comes out depends on the pictures and poses since the start or the last gap, and on nothing else.

    Args:
        segments: those to follow (`posecoach.kinematics.segment_motion.Segment`); others are NaN.
    """

    def __init__(self, segments: Iterable[int] = range(SEGMENTS)) -> None:
        self._wanted = sorted(set(segments))
        self._points = np.zeros((SEGMENTS, POINTS), np.complex128)
        self._valid = np.zeros((SEGMENTS, POINTS), bool)
        self._poor_s = [-np.inf] * SEGMENTS
        self._seen: _Seen | None = None
        self._t_s = -np.inf

    def update(self, gray: Gray, pose: Pose | None) -> FloatArray | None:
        """Motion since the frame before, shape MOTION_SHAPE; None when no segment could be followed.

        Args:
            gray: shape (H, W), the frame's brightness.
            pose: the landmarks in it.
        """
        if pose is None or not np.isfinite(pose.image_px).all():
            self._seen = None
            return None
        smaller = max(1, max(gray.shape) // LONGEST_PX)
        if smaller > 1:
            gray = _shrunk(gray, smaller)
            pose = replace(pose, image_px=pose.image_px / smaller)
        motion = self._measure(gray, pose)
        return motion if motion is None else scaled(motion, smaller)

    def _measure(self, gray: Gray, pose: Pose) -> FloatArray | None:
        patches = patches_of(pose.image_px)
        if (
            self._seen is None
            or not 0.0 < pose.t_s - self._t_s < GAP_S
            or self._seen.gray.shape != gray.shape
        ):
            self._seen = None
            self._valid[:] = False
            self._poor_s = [-np.inf] * SEGMENTS
        motion = None
        box = self._box(patches, gray.shape)
        if box is None:
            self._seen = None
            return None
        before = self._seen
        if before is not None and before.box != box:
            before = _look(before.gray, box, before.blur_px)
        now = _look(gray, box, before.blur_px if before is not None else _blur_px(gray, box))
        if before is not None and self._valid.any():
            fit = self._follow(before, now)
            motion = self._read(fit, pose)
            self._valid &= fit.weights >= LEAST_WEIGHT
            self._valid &= patches.holds(self._points, SLACK)
        self._reseed(now, patches, pose.t_s)
        self._seen, self._t_s = now, pose.t_s
        return motion

    def _box(self, patches: Patches, shape: tuple[int, ...]) -> tuple[int, int, int, int] | None:
        """Left, top, right, bottom of the part to look at; the last one's as long as it holds the patches."""
        corners = np.concatenate([patches.corners(segment) for segment in self._wanted])
        height, width = shape
        left, top = max(0, int(corners.real.min())), max(0, int(corners.imag.min()))
        right, bottom = min(width, int(corners.real.max()) + 1), min(height, int(corners.imag.max()) + 1)
        if right - left < WINDOW_PX or bottom - top < WINDOW_PX:
            return None
        if self._seen is not None:
            old = self._seen.box
            spare = MARGIN_PX // 4
            fits = (
                (old[0] <= left - spare or old[0] == 0)
                and (old[1] <= top - spare or old[1] == 0)
                and (old[2] >= right + spare or old[2] == width)
                and (old[3] >= bottom + spare or old[3] == height)
            )
            if fits and (old[2] - old[0]) * (old[3] - old[1]) < 2.5 * (right - left + 80) * (
                bottom - top + 80
            ):
                return old
        return (
            max(0, left - MARGIN_PX),
            max(0, top - MARGIN_PX),
            min(width, right + MARGIN_PX),
            min(height, bottom + MARGIN_PX),
        )

    def _follow(self, before: _Seen, now: _Seen) -> Fit:
        """Move the points to `now`, and fit each segment's motion; points that got lost are dropped."""
        corner = before.box[0] + 1j * before.box[1]
        start = _as_floats(self._points[self._valid] - corner)
        end, found, _ = _lucas_kanade(before.smooth, now.smooth, start)
        back, found_back, _ = _lucas_kanade(now.smooth, before.smooth, end)
        off = back - start
        good = (found[:, 0] > 0) & (found_back[:, 0] > 0)
        good &= (off[:, 0] ** 2 + off[:, 1] ** 2) < FORWARD_BACKWARD_PX**2
        moved = self._points.copy()
        moved[self._valid] = as_complex(end.astype(np.float64)) + corner
        self._valid[self._valid] = good
        fit = fit_similarities(self._points, moved, self._valid)
        self._points = moved
        return fit

    def _read(self, fit: Fit, pose: Pose) -> FloatArray | None:
        turn = np.where(np.abs(fit.turn) > 1e-6, fit.turn, 1.0)
        travel = fit.travel + (turn - 1.0) * (as_complex(origins(pose.image_px)) - fit.centre)
        log = np.log(turn)
        motion: FloatArray = np.stack([log.imag, log.real, travel.real, travel.imag, fit.sigma_rad], axis=1)
        followed = self._valid.sum(axis=1) >= LEAST_POINTS
        motion[~followed] = np.nan
        return motion.astype(np.float32) if followed.any() else None

    def _reseed(self, now: _Seen, patches: Patches, t_s: float) -> None:
        """New points for segments that have too few, the poorest first; for all of them at the beginning."""
        points = self._valid.sum(axis=1)
        poor = [
            segment
            for segment in self._wanted
            if points[segment] < RESEED_BELOW and t_s - self._poor_s[segment] >= RESEED_AGAIN_S
        ]
        poor.sort(key=lambda segment: points[segment])
        for segment in poor[:RESEEDS_A_FRAME] if self._valid.any() else poor:
            self._seed(now, patches, segment)
            if self._valid[segment].sum() < RESEED_BELOW:
                self._poor_s[segment] = t_s

    def _seed(self, now: _Seen, patches: Patches, segment: int) -> None:
        corner = now.box[0] + 1j * now.box[1]
        corners = patches.corners(segment) - corner
        height, width = now.smooth.shape
        left, top = max(0, int(corners.real.min())), max(0, int(corners.imag.min()))
        right, bottom = min(width, int(corners.real.max()) + 2), min(height, int(corners.imag.max()) + 2)
        if right - left < 8 or bottom - top < 8:
            return
        shift = left + 1j * top
        mask = np.zeros((bottom - top, right - left), np.uint8)
        cv2.fillConvexPoly(mask, np.rint(_as_floats(corners - shift)).astype(np.int32), 255)
        apart = max(4.0, APART * float(patches.half_px[segment]))
        kept = self._points[segment][self._valid[segment]] - corner - shift
        for point in kept.tolist():
            cv2.circle(mask, (round(point.real), round(point.imag)), round(apart), 0, -1)
        found = cv2.goodFeaturesToTrack(now.smooth[top:bottom, left:right], POINTS, QUALITY, apart, mask=mask)
        if found is None:
            return
        fresh = as_complex(found[:, 0, :].astype(np.float64)) + shift + corner
        fresh = fresh[~patches.behind_arm(fresh[None])[0]]
        free = np.flatnonzero(~self._valid[segment])[: len(fresh)]
        self._points[segment, free] = fresh[: len(free)]
        self._valid[segment, free] = True


def _look(gray: Gray, box: tuple[int, int, int, int], blur_px: float) -> _Seen:
    left, top, right, bottom = box
    smooth = cv2.GaussianBlur(gray[top:bottom, left:right], (0, 0), blur_px)
    return _Seen(gray, box, blur_px, smooth)  # type: ignore[arg-type]


def _shrunk(gray: Gray, by: int) -> Gray:
    size = (gray.shape[1] // by, gray.shape[0] // by)
    return cv2.resize(gray, size, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def _blur_px(gray: Gray, box: tuple[int, int, int, int]) -> float:
    left, top, right, bottom = box
    return DARK_BLUR_PX if float(gray[top:bottom, left:right].mean()) < DARK else BLUR_PX


def _lucas_kanade(one: Gray, other: Gray, points: FloatArray) -> Any:
    return cv2.calcOpticalFlowPyrLK(
        one, other, points, None, winSize=(WINDOW_PX, WINDOW_PX), maxLevel=LEVELS, criteria=_CRITERIA
    )  # type: ignore[call-overload]


def _as_floats(points: Complexes) -> NDArray[np.float32]:
    return np.stack([points.real, points.imag], axis=-1).astype(np.float32)
