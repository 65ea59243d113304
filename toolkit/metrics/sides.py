"""Sides: which places of one year may be compared, as no break lies between their forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.codebook import metrics
from toolkit.codebook import series as series_table

if TYPE_CHECKING:
    import pandas as pd

#: What tells the numbers of one place and year apart, in the frames of metrics and series.
KINDS = ("metric", "series", "basis", "part")


def joins_of(name: str, part: str | None = None) -> Mapping[str, Any] | None:
    """Return the groups and joins that hold for a metric or series; None where all is one side."""
    if name == "growth":
        return series_table().get(part or "")
    if name not in metrics():
        return series_table().get(name)
    spec = metrics()[name]
    return series_table().get(spec.get("series")) or (spec if "joins" in spec else None)


def with_sides(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` with ``side``: how many breaks lie before the group of forms of each row.

    Rows of one side are comparable, or similar. It is missing where the group is, and where the
    codebook does not know it.
    """
    import pandas as pd

    known: dict[tuple[Any, ...], int | None] = {}
    sides = []
    names = [c for c in ("metric", "series", "part", "group") if c in frame]
    for values in frame[names].astype(object).itertuples(index=False):
        row = {k: None if pd.isna(v) else v for k, v in zip(names, values, strict=True)}
        key = tuple(row.values())
        if key not in known:
            name = row.get("metric") or row.get("series") or "work_updates_share"
            known[key] = _side(joins_of(str(name), row.get("part")), row["group"])
        sides.append(known[key])
    return frame.assign(side=pd.array(sides, dtype="Int64"))


def _side(spec: Mapping[str, Any] | None, group: str | None) -> int | None:
    if spec is None:
        return 0
    ids = [g["id"] for g in spec["groups"]]
    if group not in ids:
        return None
    joins = spec["joins"][: ids.index(group)]
    return sum(j["comparability"] == "break" for j in joins)
