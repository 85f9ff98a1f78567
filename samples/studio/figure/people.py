"""Who is seen: a body's shape, colours, hair and clothes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from samples.studio.figure.body import Body, Shape, baked, body
from samples.studio.tables import table

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


HAIR_COLOURS: dict[str, Colour] = {
    "black": (0.012, 0.010, 0.009),
    "brown": (0.065, 0.034, 0.018),
    "blond": (0.30, 0.19, 0.085),
    "grey": (0.34, 0.33, 0.32),
    "red": (0.20, 0.062, 0.022),
}


def _person(name: str, look: dict[str, Any]) -> Person:
    """One of people.toml, but for the shape that `bake.py` gave them."""
    rest = {key: value for key, value in look.items() if key != "body"}
    named = {"skin": SKINS[look["skin"]], "hair": HAIR_COLOURS[look["hair"]]}
    worn = {part: Cloth(**look[part]) for part in ("top", "bottom")}
    return Person(name, ((name, 1.0),), **rest | named | worn)


PEOPLE: dict[str, Person] = {name: _person(name, look) for name, look in table("people").items()}


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
    hairs = tuple(HAIR_COLOURS) if tone < 2 else ("black", "black", "brown", "grey")
    return replace(
        first,
        name="random",
        shape=tuple((str(n), round(float(w), 3)) for n, w in zip(names, weights, strict=True)),
        skin=skin,  # type: ignore[arg-type]
        hair=HAIR_COLOURS[hairs[int(rng.integers(len(hairs)))]],
        hair_style=first.hair_style if rng.random() < 0.5 else str(rng.choice(HAIRS)),
        top=cloth(TOPS),
        bottom=cloth(BOTTOMS),
        feet=str(rng.choice(("bare", "socks", "shoes"))),
        shoe=colour(0.03, 0.6),
    )
