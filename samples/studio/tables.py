"""The studio's people and rooms as data: TOML files beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from posecoach.toml import read_toml

HERE = Path(__file__).resolve().parent


def table(name: str) -> dict[str, Any]:
    """NAME.toml, with tuples for its arrays."""
    return {key: _fixed(value) for key, value in read_toml(HERE / f"{name}.toml", "table").items()}


def _fixed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _fixed(one) for key, one in value.items()}
    return tuple(_fixed(one) for one in value) if isinstance(value, list) else value
