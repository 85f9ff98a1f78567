"""Face and hair of the person."""

from __future__ import annotations

from samples.studio.packing import Packer
from samples.studio.skeleton import Skeleton


def add_head(out: Packer, s: Skeleton, group: int, detail: int) -> None:
    """Nose, eyes, brows, lips, ears and hair; `detail` is the group of hard-edged features."""
    k, head = s.person.scale, s["head"]

    def at(x: float, y: float, z: float) -> tuple[float, float, float]:
        return (x * k, y * k, z * k)

    out.cone(head, at(0.094, 0, 0.120), at(0.116, 0, 0.088), 0.011 * k, 0.0145 * k, "skin", group, 0.015)
    out.ellipsoid(head, at(0.080, 0, 0.030), at(0.022, 0.026, 0.020), "skin", group, 0.02)
    for sign in (1, -1):
        out.ellipsoid(head, at(0.066, 0.040 * sign, 0.088), at(0.028, 0.024, 0.026), "skin", group, 0.02)
        out.ellipsoid(head, at(0.002, 0.076 * sign, 0.108), at(0.019, 0.010, 0.031), "skin", group, 0.006)
        out.ellipsoid(head, at(0.088, 0.032 * sign, 0.121), at(0.0105, 0.0155, 0.0100), "eye", detail, 0.002)
        out.ellipsoid(
            head, at(0.0955, 0.032 * sign, 0.121), at(0.0045, 0.0068, 0.0072), "iris", detail, 0.001
        )
        out.cone(
            head,
            at(0.101, 0.016 * sign, 0.145),
            at(0.089, 0.048 * sign, 0.140),
            0.0062 * k,
            0.004 * k,
            "brow",
            detail,
            0.002,
        )
    out.ellipsoid(head, at(0.093, 0, 0.056), at(0.009, 0.025, 0.0065), "lips", detail, 0.004)
    out.ellipsoid(head, at(0.091, 0, 0.047), at(0.009, 0.020, 0.0070), "lips", detail, 0.004)
    _hair(out, s, detail)
    if s.person.beard:
        out.ellipsoid(head, at(0.050, 0, 0.038), at(0.054, 0.060, 0.042), "hair", detail, 0.01)
        for sign in (1, -1):
            out.cone(
                head,
                at(0.020, 0.070 * sign, 0.090),
                at(0.060, 0.046 * sign, 0.040),
                0.012 * k,
                0.018 * k,
                "hair",
                detail,
                0.02,
            )


def _hair(out: Packer, s: Skeleton, group: int) -> None:
    k, head, style = s.person.scale, s["head"], s.person.hair_style

    def at(x: float, y: float, z: float) -> tuple[float, float, float]:
        return (x * k, y * k, z * k)

    if style == "bald":
        return
    thick = {"curly": 0.022, "long": 0.010, "bun": 0.006, "short": 0.007}[style]
    radii = at(0.092 + thick, 0.078 + thick, 0.094 + thick)
    # Set back and up from the skull so that forehead, face and ears stay free.
    out.ellipsoid(head, at(-0.006, 0, 0.158), radii, "hair", group, 0.01)
    out.ellipsoid(head, at(-0.036, 0, 0.105), at(0.062 + thick, 0.072 + thick, 0.072), "hair", group, 0.03)
    if style == "bun":
        out.ellipsoid(head, at(-0.062, 0, 0.232), at(0.040, 0.040, 0.036), "hair", group, 0.012)
    elif style == "long":
        out.cone(head, at(-0.070, 0, 0.13), at(-0.085, 0, -0.03), 0.055 * k, 0.040 * k, "hair", group, 0.04)
        for sign in (1, -1):
            out.cone(
                head,
                at(-0.015, 0.070 * sign, 0.14),
                at(-0.045, 0.062 * sign, 0.01),
                0.026 * k,
                0.020 * k,
                "hair",
                group,
                0.03,
            )
    elif style == "curly":
        for x, y, z in (
            (0.045, 0.045, 0.215),
            (0.045, -0.045, 0.215),
            (-0.05, 0.07, 0.19),
            (-0.05, -0.07, 0.19),
            (-0.095, 0.03, 0.14),
            (-0.095, -0.03, 0.14),
            (-0.03, 0.0, 0.265),
            (0.01, 0.085, 0.19),
            (0.01, -0.085, 0.19),
        ):
            out.ellipsoid(head, at(x, y, z), at(0.042, 0.042, 0.040), "hair", group, 0.015)
