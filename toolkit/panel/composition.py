"""Composition: a year's disclosed items by category, and whether the listed parts make the total."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from toolkit.panel.beside import BESIDE, beside
from toolkit.panel.cells import PlaceYear, Row
from toolkit.panel.choice import METHODS, Choice, choose, corrected_by, summed, usable
from toolkit.panel.frames import HEAD, typed

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    *HEAD, "category", "label", "value", *BESIDE, "share", "approximate", "nested", "total",
    "parts_sum", "remainder", "complete", "total_scope", "scope", "method", "address",
)  # fmt: skip


def category_parts(
    cell: PlaceYear, portal: bool | None = None
) -> tuple[Choice, list[Row], list[Row]]:
    """Return a year's disclosed total, its listed parts, and those named again inside or beside them.

    Each label stands once, in printed order. Parts of the portal are parts of the portal's total
    only; where the report lists no others, they are returned all the same and carry their scope.
    Where the first classes already make the total exactly, what is printed after them lies inside
    or beside them ("2463 and 496 of 2959 … 19 on personnel"). With ``portal`` given, total and parts
    are of the portal only, or of all but that.
    """
    total = choose(cell, "disclosed_total", portal)
    rows = [
        r
        for r in cell.rows.get("disclosed_by_category", ())
        if usable(r) and r["value"] is not None and r["label"]
    ]
    of_portal = total.scope == "portal" if portal is None else portal
    of_scope = [r for r in rows if (r["scope"] == "portal") == of_portal]
    best: dict[str, Row] = {}
    for row in of_scope or (rows if portal is None else []):
        kept = best.get(row["label"])
        if kept is None or METHODS.index(row["method"]) < METHODS.index(kept["method"]):
            best[row["label"]] = row
    parts = list(best.values())
    running = 0.0
    for i, row in enumerate(parts, start=1):
        running += row["value"]
        if running == total.value:
            return total, parts[:i], parts[i:]
    return total, parts, []


def work_updates(parts: list[Row]) -> Choice:
    """Add up the parts whose category is exactly work updates; wider classes never enter."""
    mine = [r for r in parts if r["category"] == "work_updates"]
    return summed(mine) if mine else Choice(None, "not_stated")


def composition(
    figures: pd.DataFrame,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    values: str = "published",
) -> pd.DataFrame:
    """Return the listed parts of each year's disclosed total, one row a printed label.

    Returns
    -------
    pandas.DataFrame
        ``category`` is missing where nobody has classed the ``label``. ``share`` is ``value`` by the
        stated ``total`` (missing where none is stated), ``remainder`` what the listed parts leave of
        it (negative where they exceed it), ``complete`` whether they make it exactly. ``nested``
        rows lie inside or beside the listed parts and enter neither. A report that lists no part
        has one row without ``label`` and ``value``. The parameters are those of
        :func:`toolkit.panel.series`.
    """
    key = ("place_code", "line", "year", "label")
    return typed(beside(_rows, figures, places, years, values, key), _COLUMNS)


def _rows(cells: list[PlaceYear]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for cell in cells:
        if not cell.has_report:
            continue
        whole, listed, nested = category_parts(cell)
        total = whole.value
        head = cell.head | {"total": total, "total_scope": whole.scope, "nested": False}
        if not listed:
            rows.append(head)
            continue
        parts_sum = sum(r["value"] for r in listed)
        head |= {"parts_sum": parts_sum}
        if total is not None:
            head |= {"remainder": total - parts_sum, "complete": total == parts_sum}
        for i, row in enumerate([*listed, *nested]):
            part = {k: row[k] for k in ("category", "label", "value", "scope", "method", "address")}
            share = row["value"] / total if total else None
            near = bool(row["approximate"]) or whole.approximate
            part |= {"share": share, "approximate": near, "nested": i >= len(listed)}
            rows.append(head | part | {"corrected_by": corrected_by(whole, summed([row]))})
    return rows
