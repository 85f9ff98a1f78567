"""The parametric person: sizes, build, skin, hair and clothes, and the soft shapes of the trunk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Colour = tuple[float, float, float]

# Linear-light albedos; skin from pale to very dark.
SKINS: tuple[Colour, ...] = (
    (0.68, 0.44, 0.34),
    (0.60, 0.37, 0.26),
    (0.47, 0.27, 0.17),
    (0.33, 0.17, 0.10),
    (0.20, 0.10, 0.06),
    (0.11, 0.055, 0.035),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is seen. Lengths follow the height, girths follow `build` (1 = average)."""

    name: str
    female: bool
    height_m: float
    build: float
    skin: Colour
    hair: Colour
    hair_style: str  # short · bun · long · bald · curly
    top: Colour
    top_fit: str  # tight · loose
    sleeves: str  # none · short · long
    bottom: Colour
    bottom_kind: str  # shorts · loose-shorts · leggings · trousers
    feet: str  # shoes · socks · bare
    shoe: Colour
    beard: bool = False

    @property
    def scale(self) -> float:
        """Size against the reference body of 1.72 m."""
        return self.height_m / 1.72


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bone lengths in metres."""

    thigh: float
    shank: float
    upper_arm: float
    forearm: float
    half_hip: float
    half_shoulder: float
    foot: float
    ankle_height: float


def sizes(person: Person) -> Sizes:
    """Bone lengths for the person's height."""
    k = person.scale
    return Sizes(
        thigh=0.42 * k,
        shank=0.41 * k,
        upper_arm=0.285 * k,
        forearm=0.25 * k,
        half_hip=(0.088 if person.female else 0.083) * k,
        half_shoulder=(0.158 if person.female else 0.172) * k,
        foot=0.185 * k,
        ankle_height=0.075 * k,
    )


@dataclass(frozen=True, slots=True)
class Blob:
    """An ellipsoid fixed to a frame of the skeleton: centre and radii in that frame, metres."""

    frame: str  # pelvis · lumbar0 · lumbar1 · lumbar2 · thorax · head
    centre: tuple[float, float, float]
    radii: tuple[float, float, float]
    material: str
    blend_m: float


def trunk(person: Person, breath: float = 0.0) -> list[Blob]:
    """The soft shapes of pelvis, belly and chest; `breath` runs from 0 (out) to 1 (in)."""
    k, b = person.scale, person.build
    loose = 0.016 if person.top_fit == "loose" else 0.002
    hips = 1.06 if person.female else 0.98
    waist = 0.92 if person.female else 1.0
    chest = 0.93 if person.female else 1.05
    belly = 1.0 + 0.9 * max(b - 1.0, 0.0)
    lift = 0.006 * breath

    def blob(frame: str, c: tuple[float, ...], r: tuple[float, ...], material: str, grow: float) -> Blob:
        centre = (c[0] * k, c[1] * k, c[2] * k)
        radii = (r[0] * k * b + grow, r[1] * k * b + grow, r[2] * k + grow * 0.5)
        return Blob(frame, centre, radii, material, 0.045)

    parts = [
        blob("pelvis", (-0.006, 0, 0.035), (0.100, 0.152 * hips, 0.098), "bottom", 0.003),
        blob("pelvis", (-0.048, 0.070, -0.018), (0.086, 0.082 * hips, 0.094), "bottom", 0.004),
        blob("pelvis", (-0.048, -0.070, -0.018), (0.086, 0.082 * hips, 0.094), "bottom", 0.004),
        blob("lumbar0", (0.018, 0, 0.0), (0.098 * belly, 0.138 * waist * hips, 0.078), "top", loose),
        blob("lumbar1", (0.020, 0, 0.0), (0.096 * belly, 0.132 * waist, 0.078), "top", loose + lift),
        blob("lumbar2", (0.016, 0, 0.01), (0.098, 0.136 * waist, 0.085), "top", loose + lift),
        blob("thorax", (0.010, 0, 0.095), (0.106, 0.146 * chest, 0.135), "top", loose * 0.8 + lift),
        blob("thorax", (0.006, 0, 0.185), (0.104, 0.158 * chest, 0.115), "top", loose * 0.5 + lift),
        blob("thorax", (-0.012, 0, 0.255), (0.078, 0.150 * chest, 0.068), "top", 0.003),
    ]
    if person.female:
        for side in (1, -1):
            parts.append(blob("thorax", (0.078, 0.068 * side, 0.165), (0.052, 0.060, 0.058), "top", lift))
    return parts


def skull(person: Person) -> list[Blob]:
    """Skull and jaw, the part of the head that can rest on the floor."""
    k = person.scale
    return [
        Blob("head", (0.012 * k, 0, 0.135 * k), (0.096 * k, 0.076 * k, 0.104 * k), "skin", 0.03),
        Blob("head", (0.046 * k, 0, 0.075 * k), (0.052 * k, 0.056 * k, 0.068 * k), "skin", 0.03),
    ]


PEOPLE: dict[str, Person] = {
    p.name: p
    for p in (
        Person(
            "ada",
            True,
            1.68,
            0.95,
            SKINS[0],
            (0.10, 0.045, 0.02),
            "bun",
            (0.03, 0.19, 0.36),
            "tight",
            "short",
            (0.035, 0.035, 0.05),
            "leggings",
            "bare",
            (0.7, 0.7, 0.7),
        ),
        Person(
            "ben",
            False,
            1.84,
            1.04,
            SKINS[1],
            (0.25, 0.13, 0.05),
            "short",
            (0.42, 0.05, 0.06),
            "loose",
            "short",
            (0.09, 0.10, 0.12),
            "loose-shorts",
            "shoes",
            (0.75, 0.75, 0.72),
        ),
        Person(
            "chi",
            True,
            1.60,
            1.0,
            SKINS[3],
            (0.012, 0.010, 0.010),
            "curly",
            (0.55, 0.50, 0.42),
            "tight",
            "none",
            (0.16, 0.05, 0.20),
            "leggings",
            "socks",
            (0.8, 0.8, 0.82),
        ),
        Person(
            "dov",
            False,
            1.75,
            1.22,
            SKINS[2],
            (0.02, 0.018, 0.016),
            "bald",
            (0.10, 0.22, 0.12),
            "loose",
            "short",
            (0.16, 0.14, 0.11),
            "trousers",
            "socks",
            (0.12, 0.12, 0.14),
            beard=True,
        ),
        Person(
            "eli",
            False,
            1.78,
            0.92,
            SKINS[5],
            (0.010, 0.009, 0.009),
            "short",
            (0.70, 0.44, 0.07),
            "tight",
            "short",
            (0.05, 0.07, 0.15),
            "shorts",
            "shoes",
            (0.5, 0.09, 0.06),
        ),
        Person(
            "fay",
            True,
            1.71,
            1.14,
            SKINS[0],
            (0.38, 0.26, 0.12),
            "long",
            (0.36, 0.16, 0.34),
            "loose",
            "long",
            (0.05, 0.06, 0.09),
            "trousers",
            "shoes",
            (0.65, 0.65, 0.68),
        ),
        Person(
            "gus",
            False,
            1.70,
            1.0,
            SKINS[1],
            (0.42, 0.42, 0.42),
            "short",
            (0.60, 0.62, 0.64),
            "loose",
            "long",
            (0.11, 0.13, 0.20),
            "loose-shorts",
            "bare",
            (0.5, 0.5, 0.5),
            beard=True,
        ),
    )
}


def random_person(rng: np.random.Generator) -> Person:
    """Somebody who is none of the named people; deterministic from `rng`."""
    female = bool(rng.random() < 0.5)
    tone = SKINS[int(rng.integers(len(SKINS)))]

    def cloth() -> Colour:
        # Nobody wears the colour of their skin.
        while True:
            dark = rng.random() < 0.35
            c = rng.uniform(0.02, 0.10, 3) if dark else rng.uniform(0.05, 0.60, 3)
            hue = c / c.sum() - np.array(tone) / sum(tone)
            if float(np.abs(hue).max()) > 0.12:
                return (float(c[0]), float(c[1]), float(c[2]))

    grey = float(rng.uniform(0.01, 0.05))
    hair: Colour = (grey * 1.5, grey, grey * 0.8) if rng.random() < 0.7 else (0.34, 0.22, 0.10)
    warm = float(rng.uniform(0.9, 1.1))
    styles = ("bun", "long", "curly", "short") if female else ("short", "bald", "curly", "short")
    return Person(
        name="random",
        female=female,
        height_m=float(rng.normal(1.66, 0.06) if female else rng.normal(1.78, 0.07)),
        build=float(np.clip(rng.normal(1.02, 0.10), 0.85, 1.3)),
        skin=(tone[0] * warm, tone[1] * warm, tone[2] * warm),
        hair=hair,
        hair_style=str(rng.choice(styles)),
        top=cloth(),
        top_fit=str(rng.choice(("tight", "loose"))),
        sleeves=str(rng.choice(("none", "short", "short", "long"))),
        bottom=cloth(),
        bottom_kind=str(rng.choice(("shorts", "loose-shorts", "leggings", "trousers"))),
        feet=str(rng.choice(("shoes", "socks", "bare"))),
        shoe=cloth(),
        beard=bool(not female and rng.random() < 0.3),
    )
