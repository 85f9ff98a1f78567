"""Who is seen: a body's shape, colours, hair and clothes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from samples.studio.figure.body import Body, Shape, baked, body

Colour = tuple[float, float, float]

# Linear-light albedos; skin from pale to very dark.
SKINS: tuple[Colour, ...] = (
    (0.62, 0.40, 0.31),
    (0.54, 0.33, 0.24),
    (0.43, 0.25, 0.165),
    (0.30, 0.16, 0.10),
    (0.19, 0.098, 0.060),
    (0.115, 0.060, 0.038),
)
TOPS = ("tee", "tight", "long", "loose", "tank")
BOTTOMS = ("leggings", "trousers", "shorts", "short_shorts")
HAIRS = ("short", "bob", "bun", "bald", "long")
PATTERNS = ("plain", "stripes", "checks", "melange", "print", "bands")


@dataclass(frozen=True, slots=True)
class Cloth:
    """A garment: its kind, its colours and its pattern."""

    kind: str
    colour: Colour
    second: Colour = (0.5, 0.5, 0.5)
    pattern: str = "plain"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is seen."""

    name: str
    shape: Shape
    skin: Colour
    hair: Colour
    hair_style: str
    top: Cloth
    bottom: Cloth
    feet: str = "bare"  # bare · socks · shoes
    shoe: Colour = (0.6, 0.6, 0.6)
    beard: float = 0.0

    @property
    def body(self) -> Body:
        """The body at rest."""
        return body(self.shape)

    @property
    def scale(self) -> float:
        """Leg length against the reference body, for places given in reference metres."""
        b = self.body
        return (b.length("thigh_left", "shank_left") + b.length("shank_left", "foot_left")) / 0.83


_BLACK, _BROWN, _BLOND = (0.012, 0.010, 0.009), (0.065, 0.034, 0.018), (0.30, 0.19, 0.085)
_GREY, _RED = (0.34, 0.33, 0.32), (0.20, 0.062, 0.022)


def _one(name: str, skin: int, hair: Colour, style: str, top: Cloth, bottom: Cloth, **more: object) -> Person:
    return Person(name, ((name, 1.0),), SKINS[skin], hair, style, top, bottom, **more)  # type: ignore[arg-type]


PEOPLE: dict[str, Person] = {
    p.name: p
    for p in (
        _one(
            "ada",
            1,
            _BROWN,
            "bun",
            Cloth("tight", (0.20, 0.045, 0.085)),
            Cloth("leggings", (0.022, 0.026, 0.05)),
        ),
        _one(
            "ben",
            4,
            _BLACK,
            "short",
            Cloth("tee", (0.30, 0.31, 0.33), (0.2, 0.2, 0.2), "melange"),
            Cloth("shorts", (0.03, 0.05, 0.12)),
            feet="socks",
            shoe=(0.55, 0.55, 0.55),
        ),
        _one(
            "chi", 0, _BLACK, "bob", Cloth("tee", (0.50, 0.47, 0.38)), Cloth("leggings", (0.055, 0.075, 0.06))
        ),
        _one(
            "dov",
            1,
            _BROWN,
            "short",
            Cloth("loose", (0.05, 0.11, 0.20)),
            Cloth("shorts", (0.16, 0.15, 0.14)),
            feet="shoes",
            shoe=(0.5, 0.5, 0.52),
            beard=1.0,
        ),
        _one(
            "eli",
            2,
            _BROWN,
            "short",
            Cloth("tee", (0.045, 0.16, 0.25)),
            Cloth("trousers", (0.055, 0.055, 0.06)),
            feet="bare",
            beard=0.5,
        ),
        _one(
            "fay",
            0,
            _RED,
            "bob",
            Cloth("loose", (0.42, 0.20, 0.12), (0.5, 0.4, 0.3), "print"),
            Cloth("trousers", (0.10, 0.10, 0.13)),
            feet="socks",
            shoe=(0.3, 0.3, 0.35),
        ),
        _one(
            "gus",
            1,
            _GREY,
            "short",
            Cloth("long", (0.26, 0.27, 0.24)),
            Cloth("trousers", (0.05, 0.065, 0.10)),
            feet="shoes",
            shoe=(0.12, 0.12, 0.12),
        ),
        _one(
            "hana",
            1,
            _GREY,
            "bun",
            Cloth("long", (0.22, 0.09, 0.13), (0.5, 0.45, 0.4), "bands"),
            Cloth("leggings", (0.035, 0.035, 0.04)),
            feet="socks",
            shoe=(0.4, 0.36, 0.3),
        ),
        _one(
            "ivo",
            2,
            _BLACK,
            "bald",
            Cloth("tank", (0.42, 0.42, 0.40)),
            Cloth("shorts", (0.14, 0.03, 0.03)),
            beard=0.9,
        ),
        _one(
            "kaya",
            5,
            _BLACK,
            "short",
            Cloth("tee", (0.50, 0.30, 0.05)),
            Cloth("leggings", (0.06, 0.025, 0.08)),
        ),
        _one(
            "leo",
            0,
            _BLACK,
            "short",
            Cloth("loose", (0.12, 0.14, 0.10), (0.3, 0.3, 0.24), "checks"),
            Cloth("short_shorts", (0.05, 0.06, 0.07)),
        ),
        _one(
            "mia",
            3,
            _BROWN,
            "long",
            Cloth("tank", (0.06, 0.22, 0.20)),
            Cloth("leggings", (0.16, 0.05, 0.17), (0.05, 0.02, 0.06), "print"),
        ),
    )
}


def random_person(rng: np.random.Generator) -> Person:
    """Anybody: between two or three of the baked people, with colours and clothes of their own."""
    names = rng.choice(baked(), 3, replace=False)
    weights = rng.dirichlet((2.2, 1.0, 0.6))
    first = PEOPLE[str(names[0])]

    def colour(low: float, high: float) -> Colour:
        value = float(np.exp(rng.uniform(np.log(low), np.log(high))))
        tint = rng.dirichlet((3.0, 3.0, 3.0)) * 3.0
        return (value * float(tint[0]), value * float(tint[1]), value * float(tint[2]))

    def cloth(kinds: tuple[str, ...]) -> Cloth:
        return Cloth(
            str(rng.choice(kinds)), colour(0.02, 0.55), colour(0.02, 0.55), str(rng.choice(PATTERNS))
        )

    tone = float(rng.uniform(0, len(SKINS) - 1.001))
    low, part = int(tone), tone % 1
    skin = tuple(a + (b - a) * part for a, b in zip(SKINS[low], SKINS[low + 1], strict=True))
    hairs = (_BLACK, _BROWN, _BLOND, _GREY, _RED) if tone < 2 else (_BLACK, _BLACK, _BROWN, _GREY)
    return replace(
        first,
        name="random",
        shape=tuple((str(n), round(float(w), 3)) for n, w in zip(names, weights, strict=True)),
        skin=skin,  # type: ignore[arg-type]
        hair=hairs[int(rng.integers(len(hairs)))],
        hair_style=first.hair_style if rng.random() < 0.5 else str(rng.choice(HAIRS)),
        top=cloth(TOPS),
        bottom=cloth(BOTTOMS),
        feet=str(rng.choice(("bare", "socks", "shoes"))),
        shoe=colour(0.03, 0.6),
    )
