"""Composition: a year's disclosed items by category, and whether the listed parts make the total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.panel.cells import PlaceYear, Row, place_years
from toolkit.panel.choice import Choice, choose, usable
from toolkit.panel.frames import HEAD, typed

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    *HEAD, "category", "label", "value", "share", "approximate", "nested", "total", "parts_sum",
    "remainder", "complete", "total_scope", "scope", "method", "address",
)  # fmt: skip
_METHODS = ("table", "structured", "prose")


@dataclass(frozen=True, slots=True)
class WorkUpdates:
    """The items of the category work updates, with the printed labels that were added up."""

    choice: Choice
    labels: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()


def category_parts(cell: PlaceYear, scope: str | None = None) -> list[Row]:
    """Return the listed parts of a year's total, each label once, in printed order.

    Parts of the portal are parts of the portal's total only; where the report lists no others, they
    are returned all the same and carry their scope.
    """
    rows = [
        r
        for r in cell.rows.get("disclosed_by_category", ())
        if usable(r) and r["value"] is not None and r["label"]
    ]
    of_scope = [r for r in rows if (r["scope"] == "portal") == (scope == "portal")]
    best: dict[str, Row] = {}
    for row in of_scope or rows:
        kept = best.get(row["label"])
        if kept is None or _METHODS.index(row["method"]) < _METHODS.index(kept["method"]):
            best[row["label"]] = row
    return list(best.values())


def split_nested(parts: list[Row], total: float | None) -> tuple[list[Row], list[Row]]:
    """Part the listed classes from those that are named again inside them.

    Where the first classes already make the total exactly, what is printed after them lies inside
    or beside them ("2463 and 496 of 2959 … 19 on personnel").
    """
    if total is None:
        return parts, []
    running = 0.0
    for i, row in enumerate(parts, start=1):
        running += row["value"]
        if running == total and i < len(parts):
            return parts[:i], parts[i:]
    return parts, []


def work_updates(cell: PlaceYear) -> WorkUpdates:
    """Add up the parts whose category is exactly work updates; wider classes never enter."""
    total = choose(cell, "disclosed_total")
    parts, _ = split_nested(category_parts(cell, total.scope), total.value)
    mine = [r for r in parts if r["category"] == "work_updates"]
    wider = tuple(r["label"] for r in parts if r["category"] in wider_classes())
    if not mine:
        return WorkUpdates(Choice(None, "not_stated"), (), wider)
    first = mine[0]
    choice = Choice(
        sum(r["value"] for r in mine), None, any(bool(r["approximate"]) for r in mine),
        first["scope"], first["method"], first["unit"], first["address"],
    )  # fmt: skip
    return WorkUpdates(choice, tuple(r["label"] for r in mine), wider)


def wider_classes() -> set[str]:
    """Return the categories that hold work updates and more."""
    from toolkit.codebook import categories

    return {c.id for c in categories().values() if c.wider_than == "work_updates"}


def composition(
    figures: pd.DataFrame,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Return the listed parts of each year's disclosed total, one row a printed label.

    Returns
    -------
    pandas.DataFrame
        ``category`` is missing where nobody has classed the ``label``. ``share`` is ``value`` by the
        stated ``total`` (missing where none is stated), ``remainder`` what the listed parts leave of
        it (negative where they exceed it), ``complete`` whether they make it exactly. ``nested``
        rows lie inside or beside the listed parts and enter neither. A report that lists no part
        has one row without ``label`` and ``value``.
    """
    rows: list[dict[str, Any]] = []
    for cell in place_years(figures, places, years):
        if not cell.has_report:
            continue
        total = choose(cell, "disclosed_total")
        listed, nested = split_nested(category_parts(cell, total.scope), total.value)
        parts_sum = sum(r["value"] for r in listed)
        if not listed:
            scope = {"total": total.value, "total_scope": total.scope}
            rows.append(dict.fromkeys(_COLUMNS) | cell.head() | scope | {"nested": False})
        for row in [*listed, *nested]:
            inside = any(row is r for r in nested)
            rows.append(
                cell.head()
                | {
                    "category": row["category"], "label": row["label"], "value": row["value"],
                    "share": row["value"] / total.value if total.value else None,
                    "approximate": bool(row["approximate"]) or total.approximate,
                    "nested": inside, "total": total.value, "parts_sum": parts_sum,
                    "remainder": None if total.value is None else total.value - parts_sum,
                    "complete": None if total.value is None else total.value == parts_sum,
                    "total_scope": total.scope, "scope": row["scope"], "method": row["method"],
                    "address": row["address"],
                }
            )  # fmt: skip
    return typed(rows, _COLUMNS)
