"""How the surfaces of a person look: colour, sheen and texture of each material."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samples.studio.body import Colour, Person

MATERIALS = (
    "skin",
    "top",
    "bottom",
    "hair",
    "shoe",
    "sole",
    "sock",
    "eye",
    "iris",
    "lips",
    "brow",
    "dark",
)
# Columns of the table.
RED, GREEN, BLUE, KIND, GLOSS, GRAIN, FOLDS = range(7)
SKIN_KIND, CLOTH_KIND, HAIR_KIND, PLAIN_KIND = 0, 1, 2, 3


def table(person: Person) -> NDArray[np.float32]:
    """Materials of one person, shape (len(MATERIALS), 7) float32, linear light."""
    skin = person.skin
    lips: Colour = (skin[0] * 0.85, skin[1] * 0.55, skin[2] * 0.6)
    loose = 1.0 if person.top_fit == "loose" else 0.45
    baggy = 1.0 if person.bottom_kind in ("trousers", "loose-shorts") else 0.35
    rows: dict[str, tuple[Colour, float, float, float, float]] = {
        "skin": (skin, SKIN_KIND, 0.05, 0.03, 0.0),
        "top": (person.top, CLOTH_KIND, 0.0, 0.10, loose),
        "bottom": (person.bottom, CLOTH_KIND, 0.0, 0.10, baggy),
        "hair": (person.hair, HAIR_KIND, 0.18, 0.50, 0.0),
        "shoe": (person.shoe, PLAIN_KIND, 0.08, 0.10, 0.0),
        "sole": ((0.65, 0.64, 0.60), PLAIN_KIND, 0.02, 0.05, 0.0),
        "sock": ((0.70, 0.70, 0.70), CLOTH_KIND, 0.0, 0.12, 0.2),
        "eye": ((0.75, 0.73, 0.70), PLAIN_KIND, 0.30, 0.0, 0.0),
        "iris": ((0.03, 0.02, 0.015), PLAIN_KIND, 0.30, 0.0, 0.0),
        "lips": (lips, SKIN_KIND, 0.12, 0.03, 0.0),
        "brow": (
            (person.hair[0] * 0.6, person.hair[1] * 0.6, person.hair[2] * 0.6),
            HAIR_KIND,
            0.0,
            0.3,
            0.0,
        ),
        "dark": ((0.02, 0.02, 0.022), PLAIN_KIND, 0.35, 0.0, 0.0),
    }
    return np.array([[*rows[m][0], *rows[m][1:]] for m in MATERIALS], np.float32)
