"""The dressed person as distance-field shapes: limbs, hands, feet and clothes around the skeleton."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samples.studio.body import skull, trunk
from samples.studio.face import add_head
from samples.studio.packing import DETAIL, HEAD, LEFT_ARM, LEFT_LEG, RIGHT_ARM, RIGHT_LEG, TRUNK, Packer
from samples.studio.skeleton import Skeleton, hand_curl


def dressed(skeleton: Skeleton) -> NDArray[np.float32]:
    """The whole person as packed shapes, (n, COLUMNS) float32."""
    out = Packer()
    person, pose = skeleton.person, skeleton.pose
    for blob in trunk(person, pose.breath):
        out.ellipsoid(
            skeleton[blob.frame], blob.centre, blob.radii, blob.material, TRUNK, blob.blend_m, casts=True
        )
    _shoulders(out, skeleton)
    for side, leg, arm in (("left", LEFT_LEG, LEFT_ARM), ("right", RIGHT_LEG, RIGHT_ARM)):
        _thigh(out, skeleton, side)
        _shank(out, skeleton, side, leg)
        _foot(out, skeleton, side, leg)
        _arm(out, skeleton, side, arm)
        _hand(out, skeleton, side, arm)
    for blob in skull(person):
        out.ellipsoid(skeleton["head"], blob.centre, blob.radii, "skin", HEAD, blob.blend_m, casts=True)
    add_head(out, skeleton, HEAD, DETAIL)
    if pose.phone > 0.02:
        hand = skeleton["hand_right"]
        grow = min(pose.phone * 1.5, 1.0)
        out.ellipsoid(hand, (0.034, 0.0, -0.070), (0.010, 0.047 * grow, 0.098 * grow), "dark", DETAIL, 0.002)
    return out.packed()


def _shoulders(out: Packer, s: Skeleton) -> None:
    k, b = s.person.scale, s.person.build
    girth = (0.90 if s.person.female else 1.04) * b
    thorax = s["thorax"]
    bare = "skin" if s.person.sleeves == "none" else "top"
    for sign, side in ((1, "left"), (-1, "right")):
        at = thorax.turn.T @ (s[f"upper_arm_{side}"].at - thorax.at)
        inner = (-0.014 * k, 0.030 * sign * k, 0.300 * k)
        tip = (float(at[0]) - 0.006, float(at[1]) * 0.92, float(at[2]) + 0.004)
        out.cone(thorax, inner, tip, 0.040 * k * girth, 0.040 * k * girth, "top", TRUNK, 0.05)
        out.ellipsoid(
            thorax, (float(at[0]), float(at[1]), float(at[2])), (0.049 * k * girth,) * 3, bare, TRUNK, 0.035
        )
    out.cone(
        thorax,
        (-0.012 * k, 0, 0.295 * k),
        (-0.002 * k, 0, 0.375 * k),
        0.056 * k,
        0.050 * k,
        "skin",
        TRUNK,
        0.03,
    )
    head = s["head"]
    out.cone(head, (-0.004 * k, 0, -0.03 * k), (0.002 * k, 0, 0.07 * k), 0.051 * k, 0.050 * k, "skin", HEAD)
    if s.person.top_fit == "loose":
        # The shirt hangs over the waistband.
        out.ellipsoid(
            s["lumbar0"],
            (0.010 * k, 0, -0.035 * k),
            (0.112 * k * b, 0.160 * k * b, 0.07 * k),
            "top",
            TRUNK,
            0.02,
        )


def _thigh(out: Packer, s: Skeleton, side: str) -> None:
    p, frame, length = s.person, s[f"thigh_{side}"], s.size.thigh
    k, b = p.scale, p.build * (1.04 if p.female else 0.98)
    sign = 1 if side == "left" else -1
    long = p.bottom_kind in ("leggings", "trousers")
    cloth = "bottom" if long else "skin"
    loose = 0.013 if p.bottom_kind == "trousers" else (0.003 if long else 0.0)
    top, knee = 0.080 * k * b + loose, 0.050 * k * b + loose
    out.cone(frame, (0, 0, -0.02), (0, 0, -length), top, knee, cloth, TRUNK, 0.035, casts=True)
    out.ellipsoid(
        frame,
        (0.014 * k, 0.006 * sign, -0.42 * length),
        (0.068 * k * b + loose, 0.068 * k * b + loose, 0.15 * k),
        cloth,
        TRUNK,
        0.04,
    )
    out.ellipsoid(frame, (0.010 * k, 0, -length), (0.049 * k * b + loose,) * 3, cloth, TRUNK, 0.02)
    if not long:
        flare = 0.028 if p.bottom_kind == "loose-shorts" else 0.006
        end = 0.62 if p.bottom_kind == "loose-shorts" else 0.50
        radius = top + (knee - top) * end + 0.016 + flare
        out.cone(
            frame, (0, 0, -0.01), (0, 0, -length * end), top + 0.010, radius, "bottom", TRUNK, 0.012, cut=True
        )


def _shank(out: Packer, s: Skeleton, side: str, group: int) -> None:
    p, frame, length = s.person, s[f"shank_{side}"], s.size.shank
    k, b = p.scale, p.build
    cloth = "bottom" if p.bottom_kind in ("leggings", "trousers") else "skin"
    loose = 0.014 if p.bottom_kind == "trousers" else (0.002 if cloth == "bottom" else 0.0)
    out.cone(
        frame,
        (0.004 * k, 0, 0),
        (0, 0, -length * 0.97),
        0.047 * k * b + loose,
        0.031 * k * b + loose * 1.6,
        cloth,
        group,
        0.02,
        casts=True,
    )
    out.ellipsoid(
        frame,
        (-0.022 * k, 0, -0.32 * length),
        (0.046 * k * b + loose, 0.050 * k * b + loose, 0.115 * k),
        cloth,
        group,
        0.04,
    )


def _foot(out: Packer, s: Skeleton, side: str, group: int) -> None:
    p, frame, k = s.person, s[f"foot_{side}"], s.person.scale
    down = -s.size.ankle_height
    upper = {"shoes": "shoe", "socks": "sock", "bare": "skin"}[p.feet]
    grow = 0.006 if p.feet == "shoes" else 0.0
    heel, ball = 0.032 * k + grow, 0.024 * k + grow
    out.cone(
        frame,
        (-0.040 * k, 0, down + heel),
        (0.095 * k, 0, down + ball + 0.004),
        heel,
        ball,
        upper,
        group,
        0.02,
        casts=True,
    )
    out.cone(
        frame,
        (-0.005 * k, 0, 0),
        (0.075 * k, 0, down + 0.040 * k),
        0.036 * k + grow,
        0.026 * k,
        upper,
        group,
        0.03,
    )
    out.ellipsoid(
        frame,
        (0.115 * k, 0, down + 0.022 * k + grow * 0.5),
        (0.070 * k, 0.044 * k + grow, 0.020 * k + grow),
        upper,
        group,
        0.02,
    )
    if p.feet == "shoes":
        out.ellipsoid(
            frame, (0.055 * k, 0, down + 0.010 * k), (0.140 * k, 0.047 * k, 0.014 * k), "sole", group, 0.003
        )
    if p.feet != "bare":
        cuff = 0.055 * k if p.feet == "socks" else 0.035 * k
        shank = s[f"shank_{side}"]
        out.cone(
            shank,
            (0, 0, -s.size.shank),
            (0, 0, -s.size.shank + cuff + 0.03),
            0.036 * k,
            0.040 * k * p.build,
            "sock",
            group,
            0.008,
            cut=True,
        )


def _arm(out: Packer, s: Skeleton, side: str, group: int) -> None:
    p, k = s.person, s.person.scale
    girth = p.build * (0.88 if p.female else 1.02)
    upper, fore = s[f"upper_arm_{side}"], s[f"forearm_{side}"]
    long, loose = p.sleeves == "long", 0.012 if p.top_fit == "loose" else 0.003
    cloth, grow = ("top", loose) if long else ("skin", 0.0)
    ra, rb, rc = (r * k * girth + grow for r in (0.047, 0.038, 0.025))
    out.cone(upper, (0, 0, 0), (0, 0, -s.size.upper_arm), ra, rb, cloth, group, casts=True)
    out.ellipsoid(
        upper,
        (0.010 * k, 0, -0.45 * s.size.upper_arm),
        (0.046 * k * girth + grow, 0.043 * k * girth + grow, 0.09 * k),
        cloth,
        group,
        0.03,
    )
    out.cone(fore, (0, 0, 0), (0, 0, -s.size.forearm), rb, rc, cloth, group, casts=True)
    out.ellipsoid(
        fore,
        (0, 0, -0.28 * s.size.forearm),
        (0.041 * k * girth + grow, 0.041 * k * girth + grow, 0.075 * k),
        cloth,
        group,
        0.03,
    )
    if p.sleeves == "short":
        out.cone(
            upper,
            (0, 0, 0.0),
            (0, 0, -0.52 * s.size.upper_arm),
            ra + 0.005 + loose * 0.4,
            ra + 0.006 + loose,
            "top",
            group,
            0.010,
            cut=True,
        )


def _hand(out: Packer, s: Skeleton, side: str, group: int) -> None:
    hand, k = s[f"hand_{side}"], s.person.scale * (0.93 if s.person.female else 1.0)
    sign = 1 if side == "left" else -1
    curl = hand_curl(s.pose.arm(side))
    out.ellipsoid(
        hand, (0.004 * k, 0, -0.050 * k), (0.016 * k, 0.040 * k, 0.052 * k), "skin", group, 0.015, casts=True
    )
    out.cone(hand, (0, 0, 0.01), (0, 0, -0.03 * k), 0.026 * k, 0.024 * k, "skin", group, 0.02)
    bend, reach = 0.050 * curl, 0.165 - 0.040 * curl
    for finger, (y, far) in enumerate(((0.027, 0.93), (0.009, 1.0), (-0.009, 0.96), (-0.027, 0.84))):
        tip = -(0.085 + (reach - 0.085) * far) * k
        root = (0.002 * k, sign * y * k, -0.085 * k)
        out.cone(
            hand,
            root,
            (bend * far * k, sign * y * 1.1 * k, tip),
            0.0100 * k,
            0.0075 * k,
            "skin",
            group,
            0.008 if finger else 0.012,
        )
    out.cone(
        hand,
        (0.010 * k, sign * 0.030 * k, -0.030 * k),
        (0.030 * k, sign * 0.056 * k, -0.080 * k),
        0.014 * k,
        0.009 * k,
        "skin",
        group,
        0.015,
    )
