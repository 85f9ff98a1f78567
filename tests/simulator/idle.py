"""Time in which nothing is to be counted: still people, fidgeting people, people passing by."""

from dataclasses import replace

import numpy as np

from posecoach.kinematics.figure import ease
from tests.simulator import disturb
from tests.simulator.camera import Camera
from tests.simulator.motions import OTHER, SIGN, perform, posture_of
from tests.simulator.script import Course, SetScript
from tests.simulator.simulate import Film, SimulatedSet, advised_camera, film_posture
from tests.simulator.skeleton import Person, Posture, mix
from tests.simulator.vectors import Array, burst, column

PLACES = ("lying", "sitting", "standing")
HOLDS = ("hip-flexion", "hip-internal-rotation", "hip-external-rotation", "hip-extension")


def still(
    seconds: float,
    posture: str = "lying",
    *,
    fps: float = 30.0,
    light: str = "good",
    camera: Camera | None = None,
    noise: float = 1.0,
    seed: int = 0,
) -> SimulatedSet:
    """A person who only breathes and sways, in one of `PLACES` or in the hold of one of `HOLDS`."""
    rng = np.random.default_rng(seed)
    t_s = np.arange(int(seconds * fps)) / fps
    held = _held(posture, t_s)
    held = disturb.live(held, t_s, rng, 1.0, 1.0, 0.0, 0.0)
    return _film(held, t_s, posture, camera, (light, noise), rng)


def fidget(
    seconds: float,
    posture: str = "lying",
    *,
    fps: float = 30.0,
    light: str = "good",
    camera: Camera | None = None,
    noise: float = 1.0,
    every_s: float = 6.0,
    seed: int = 0,
) -> SimulatedSet:
    """Somebody in `posture` who scratches, coughs, shifts, nods, moves a leg or an arm every few seconds,
    and now and then gets up, stands, walks about and comes back."""
    rng = np.random.default_rng(seed)
    t_s = np.arange(int(seconds * fps)) / fps
    body = _held(posture, t_s)
    body = disturb.live(body, t_s, rng, 1.0, 1.5, 8.0, 2.0)
    events, at = [], rng.exponential(every_s)
    while at < seconds:
        kind = str(rng.choice(("cough", "shift", "scratch", "nod", "reach", "leg", "wriggle")))
        length = rng.uniform(0.8, 4.0)
        if kind in ("leg", "wriggle"):
            body = (_move_leg if kind == "leg" else _wriggle)(body, t_s, rng, at, at + length)
        else:
            events.append((kind, at, at + length))
        at += length + rng.exponential(every_s)
    body = disturb.interrupt(body, t_s, rng, tuple(events))
    for away in _moments_up(rng, seconds):
        body = _get_up(body, t_s, rng, away)
    return _film(body, t_s, posture, camera, (light, noise), rng)


def walk_by(seconds: float = 12.0, *, fps: float = 30.0, light: str = "good", seed: int = 0) -> SimulatedSet:
    """Somebody walks through the picture, 0.9-1.3 m/s, and back."""
    rng = np.random.default_rng(seed)
    t_s = np.arange(int(seconds * fps)) / fps
    body = _walking(t_s, rng)
    film = Film(t_s, light, 1.0, "standing")
    return film_posture(body, film, Camera(distance_m=3.5), rng, Person(), "standing")


def _film(
    body: Posture,
    t_s: Array,
    posture: str,
    camera: Camera | None,
    seen: tuple[str, float],
    rng: np.random.Generator,
) -> SimulatedSet:
    lying = posture in ("lying", "hip-flexion", "hip-internal-rotation")
    seated = posture in ("sitting", "hip-external-rotation")
    if camera is None:
        camera = (
            advised_camera(posture, "right") if posture in HOLDS else Camera(height_m=0.9, distance_m=2.8)
        )
    place = "lying" if lying else "sitting" if seated else "standing"
    light, level = seen
    film = Film(t_s, light, level, "crossed" if posture == "hip-internal-rotation" else place)
    return film_posture(body, film, camera, rng, Person(), place)


def _held(posture: str, t_s: Array) -> Posture:
    """The posture for every frame; (n,) rows where it matters."""
    zero = np.zeros_like(t_s)
    if posture in HOLDS:
        course = Course(t_s, zero + 1, zero, zero, zero, zero, (), ())
        return perform(SetScript(posture), course)[0]
    here = posture_of(posture)
    return replace(here, hip=here.hip + zero[:, None], pitch=here.pitch + zero)


def _move_leg(body: Posture, t_s: Array, rng: np.random.Generator, start: float, end: float) -> Posture:
    """One foot is put somewhere else, once there and back, or for good."""
    side = str(rng.choice(("left", "right")))
    stays = rng.random() < 0.3
    w = ease((t_s - start) / (end - start)) if stays else disturb.bump(t_s, start, end, (end - start) / 2.2)
    foot = getattr(body, f"ankle_{side}")
    away = rng.normal(0, (0.12, 0.05, 0.06)) * np.array([1, 1, 1])
    away[2] = abs(away[2])
    return replace(body, **{f"ankle_{side}": foot + away * w[:, None]})


def _wriggle(body: Posture, t_s: Array, rng: np.random.Generator, start: float, end: float) -> Posture:
    """Trunk and knees move a few irregular times; no rhythm, one to three seconds apart."""
    w = disturb.bump(t_s, start, end, 0.5)
    span = (start, end)
    trunk = w * burst(rng, t_s, span, 4.0, 1.2, 3.0)
    knees = column(0, 1, 0) * (w * burst(rng, t_s, span, 4.0, 1.2, 0.12))[:, None]
    lumbar = body.lumbar_flexion + w * burst(rng, t_s, span, 5.0, 1.5, 2.5)
    return replace(
        body,
        pitch=body.pitch + trunk,
        lumbar_flexion=lumbar,
        pole_left=body.pole_left + knees,
        pole_right=body.pole_right + knees * rng.uniform(-1, 1),
    )


def _moments_up(rng: np.random.Generator, seconds: float) -> list[float]:
    """About once in two minutes somebody gets up."""
    times, at = [], rng.uniform(20, 120)
    while at < seconds - 30:
        times.append(at)
        at += 30 + rng.exponential(90)
    return times


def _get_up(body: Posture, t_s: Array, rng: np.random.Generator, at: float) -> Posture:
    """Up by way of sitting, standing or walking about for some seconds, and down again."""
    sit_s, rise_s, up_s = rng.uniform(1.2, 2.5), rng.uniform(1.2, 2.5), rng.uniform(2, 12)
    back = at + sit_s + rise_s + up_s
    sitting = ease((t_s - at) / sit_s) - ease((t_s - back - rise_s) / sit_s)
    standing = ease((t_s - at - sit_s) / rise_s) - ease((t_s - back) / rise_s)
    upright = _walking(t_s, rng, speed=rng.uniform(0, 0.3), from_s=at + sit_s + rise_s, to_s=back)
    return mix(mix(body, posture_of("sitting"), np.clip(sitting, 0, 1)), upright, np.clip(standing, 0, 1))


def _walking(
    t_s: Array, rng: np.random.Generator, speed: float | None = None, from_s: float = 0.0, to_s: float = 1e9
) -> Posture:
    """Steps on the spot or across the room: a stride of 1.1 s, feet lifted in turn."""
    stand = posture_of("standing")
    inside = np.clip(t_s, from_s, to_s) - from_s
    pace = rng.uniform(0.9, 1.3) if speed is None else speed
    half = 3.0 if speed is None else 0.6
    way = pace * inside
    # There and back again: a triangle wave of +-`half` metres.
    x = half - np.abs((way + half) % (4 * half) - 2 * half)
    x = x - x[0] if speed is not None else x
    phase = 2 * np.pi * inside / 1.1 * (1 if pace > 0.05 else 0)
    feet = {}
    for side, lead in (("left", 0.0), ("right", np.pi)):
        swing = np.sin(phase + lead)
        lift = np.maximum(np.cos(phase + lead), 0) * 0.08 * (pace > 0.05)
        base = getattr(stand, f"ankle_{side}")
        feet[f"ankle_{side}"] = base + column(x + 0.25 * swing * min(pace, 1), 0, lift)
        hand = getattr(stand, f"wrist_{side}")
        feet[f"wrist_{side}"] = hand + column(x - 0.15 * swing * min(pace, 1), 0, 0)
    return replace(stand, hip=stand.hip + column(x, 0, -0.02 * np.abs(np.sin(phase))), **feet)


__all__ = ["HOLDS", "OTHER", "PLACES", "SIGN", "fidget", "still", "walk_by"]
