"""From a script to what the pose estimator would have handed over, frame by frame, with the truth."""

from dataclasses import dataclass

import numpy as np

from posecoach.kinematics.landmarks import Landmark, Pose
from tests.simulator import disturb, faults, noise
from tests.simulator.camera import Camera, Picture, take_picture
from tests.simulator.motions import perform
from tests.simulator.outline import outlines
from tests.simulator.script import SetScript, TrueRep, plan
from tests.simulator.skeleton import Figure, Person, Posture, middle, solve
from tests.simulator.vectors import Array

HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)

ADVISED = {
    "hip-flexion": Camera(),
    "hip-internal-rotation": Camera(yaw_deg=30.0, height_m=1.2),
    "hip-external-rotation": Camera(),
    "hip-extension": Camera(distance_m=3.0),
}
"""Where each exercise's file asks for the camera, from the person's right; see `advised_camera`."""


@dataclass(frozen=True, slots=True)
class SimulatedSet:
    """What the coach is given, and what is true.

    Attributes:
        poses: (t_s, pose) in order; None where nobody was found.
        reps: the true reps, times as in `poses`.
        angles: true angles by the names of the truth files, each (n,), degrees; `hip_flexion_*` is the
            hip's own part, what a camera sees is `hip_flexion_* + lumbar_flexion`.
        script: what was asked for; None for idle time.
    """

    poses: list[tuple[float, Pose | None]]
    reps: tuple[TrueRep, ...]
    angles: dict[str, Array]
    script: SetScript | None = None

    @property
    def t_s(self) -> Array:
        """Times of the frames, (n,)."""
        return np.array([t for t, _ in self.poses])

    @property
    def lumbar_flexion_deg(self) -> Array:
        """The lower back's true flexion, (n,)."""
        return self.angles["lumbar_flexion_deg"]


def advised_camera(exercise_id: str, side: str) -> Camera:
    """The advised place, on the side of the hip that is stretched (hip extension: of the front leg)."""
    near = ("left" if side == "right" else "right") if exercise_id == "hip-extension" else side
    camera = ADVISED[exercise_id]
    return Camera(near, camera.yaw_deg, camera.height_m, camera.distance_m)


def simulate(script: SetScript) -> SimulatedSet:
    """Film one set. Deterministic: the same script gives the same frames."""
    rng = np.random.default_rng(script.seed)
    course = plan(script, rng)
    posture, truth = perform(script, course)
    posture = disturb.live(
        posture, course.t_s, rng, script.breath, script.sway, script.nod_deg, script.lean_deg
    )
    posture = disturb.interrupt(posture, course.t_s, rng, course.disturbed)
    figure = solve(posture, script.person, len(course.t_s))
    camera = script.camera or advised_camera(script.exercise_id, script.side)
    lying = script.exercise_id in ("hip-flexion", "hip-internal-rotation")
    place = "lying" if lying else "sitting" if script.exercise_id == "hip-external-rotation" else "standing"
    crossed = script.exercise_id == "hip-internal-rotation"
    film = Film(course.t_s, script.light, script.noise, "crossed" if crossed else place)
    towards = -1.0 if lying else 1.0
    picture = take_picture(_seen_points(figure, rng, script.noise, place), camera, _aim(figure), towards)
    errors = _with_errors(picture, film, rng, course.pull_deg, script.person)
    peaks = [rep.peak_s for rep in course.reps]
    span = (float(course.t_s[0]), float(course.t_s[-1]))
    if script.swaps and script.noise:
        spans = faults.swap_spans(script.exercise_id, peaks, script.period_s, span, script.light, rng)
        faults.swap_legs(errors.image_px, errors.world_m, course.t_s, rng, spans)
        if script.exercise_id == "hip-flexion":
            faults.collapse_knee(
                errors.image_px, errors.world_m, course.t_s, picture.near, peaks, script.period_s, rng
            )
    losses = [(start, end) for kind, start, end in course.disturbed if kind == "lose"]
    gone = faults.lost(course.t_s, script.light, rng, script.dropouts and script.noise > 0, losses)
    silhouette = None
    if script.outline:
        true = take_picture(figure.points, camera, _aim(figure), towards).image_px
        bend = figure.angles["lumbar_flexion_deg"]
        args = (bend, place, camera.yaw_deg, script.person, rng, script.noise)
        silhouette = outlines(true, errors.image_px, *args)
    frames = poses_of(film.t_s, camera.size_px, errors, gone, silhouette)
    return SimulatedSet(frames, course.reps, figure.angles | truth, script)


@dataclass(frozen=True, slots=True)
class Film:
    """How frames are taken: their times (n,), the light, the noise, and the posture as `noise` has it."""

    t_s: Array
    light: str
    level: float
    place: str

    @property
    def fps(self) -> float:
        """Median frame rate."""
        return 1 / float(np.median(np.diff(self.t_s)))


def _aim(figure: Figure) -> Array:
    """Where one points a camera: the middle of the body over the whole time."""
    flat = figure.points.reshape(-1, 3)[::37]
    return (np.percentile(flat, 2, axis=0) + np.percentile(flat, 98, axis=0)) / 2


def _seen_points(figure: Figure, rng: np.random.Generator, level: float, place: str) -> Array:
    """The points as the model believes them: the hip landmarks follow the pelvis only in part."""
    gain = rng.uniform(*noise.HIP_GAIN[place])
    if not level:
        return figure.points
    points = figure.points.copy()
    base = np.median(figure.lumbar_shift_m, axis=0)
    points[:, list(HIPS)] -= ((1 - gain) * (figure.lumbar_shift_m - base))[:, None]
    return points


def _with_errors(
    picture: Picture, film: Film, rng: np.random.Generator, signal_deg: Array, person: Person
) -> noise.Errors:
    errors = noise.disturb_landmarks(
        picture, film.fps, rng, film.light, film.level, film.place, signal_deg, person.torso_m
    )
    torso_px = float(
        np.median(
            np.linalg.norm(middle(picture.image_px, SHOULDERS) - middle(picture.image_px, HIPS), axis=1)
        )
    )
    faults.add_outliers(
        errors.image_px, errors.world_m, film.t_s, film.light, film.level, (torso_px, person.torso_m), rng
    )
    return errors


def poses_of(
    t_s: Array, size_px: tuple[int, int], errors: noise.Errors, gone: Array, outline: Array | None
) -> list[tuple[float, Pose | None]]:
    """One pose a frame, None where `gone` (n,) is True; `outline` (n, STATIONS, 2) or None."""
    image, world, seen = errors.image_px, errors.world_m, errors.visibility
    beside = [None] * len(t_s) if outline is None else outline
    return [
        (t, None if away else Pose(t, size_px, image[i], world[i], seen[i], seen[i], beside[i]))
        for i, (t, away) in enumerate(zip(t_s.tolist(), gone.tolist(), strict=True))
    ]


def film_posture(
    posture: Posture, film: Film, camera: Camera, rng: np.random.Generator, person: Person, place: str
) -> SimulatedSet:
    """Film any postures (n rows), without reps; `place` is "lying", "sitting" or "standing"."""
    figure = solve(posture, person, len(film.t_s))
    towards = -1.0 if place == "lying" else 1.0
    picture = take_picture(_seen_points(figure, rng, film.level, place), camera, _aim(figure), towards)
    errors = _with_errors(picture, film, rng, np.zeros(len(film.t_s)), person)
    gone = faults.lost(film.t_s, film.light, rng, film.level > 0, [])
    true = take_picture(figure.points, camera, _aim(figure), towards).image_px
    bend = figure.angles["lumbar_flexion_deg"]
    silhouette = outlines(true, errors.image_px, bend, place, camera.yaw_deg, person, rng, film.level)
    return SimulatedSet(poses_of(film.t_s, camera.size_px, errors, gone, silhouette), (), figure.angles)
