"""Cells of the evaluation's tables and values of its JSON."""

import math

from rich import box
from rich.table import Table

Json = dict[str, object]


def table(title: str, *headings: str) -> Table:
    """An empty table with these columns."""
    made = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        pad_edge=False,
    )
    for heading in headings:
        words = heading in ("clip", "joint")
        made.add_column(
            heading, justify="left" if words else "right", overflow="fold" if words else "ellipsis"
        )
    return made


def whole(value: int | None) -> str:
    """A count, or nothing where there is none."""
    return "" if value is None else str(value)


def of(part: int, whole: int) -> str:
    """Such as "3 of 4"."""
    return f"{part} of {whole}"


def number(value: float, digits: int) -> str:
    """Nothing where it is not known."""
    return f"{value:.{digits}f}" if math.isfinite(value) else ""


def percent(value: float) -> str:
    """Likewise, in whole percent."""
    return f"{value:.0%}" if math.isfinite(value) else ""
