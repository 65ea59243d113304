"""Stated: what one report states of its work updates and of the items that they are among."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.codebook import categories
from toolkit.panel.cells import PlaceYear, Row
from toolkit.panel.choice import Choice, choose, summed, usable
from toolkit.panel.composition import category_parts, work_updates

WORK = "work_updates"


@dataclass(frozen=True)
class Stated:
    """Counts of one scope of one report.

    Attributes
    ----------
    whole : Choice
        All items disclosed.
    updates : Choice
        The sum of the listed classes of work updates.
    parts, again : list of Row
        The listed classes; and those printed after a list that made the total already.
    beside : list of Row
        Work updates that the report counts outside the total.
    """

    whole: Choice
    updates: Choice
    parts: list[Row]
    again: list[Row]
    beside: list[Row]

    @property
    def listed(self) -> float | None:
        """The sum of the listed classes, None where the report lists none."""
        return sum(r["value"] for r in self.parts) if self.parts else None

    @property
    def wider(self) -> list[Row]:
        """Listed classes that hold work updates and more."""
        ids = {c.id for c in categories().values() if c.wider_than == WORK}
        return [r for r in (*self.parts, *self.again) if r["category"] in ids]

    @property
    def of_work(self) -> list[Row]:
        """The listed classes of work updates, each with its count."""
        return only_work(self.parts)


def only_work(rows: Iterable[Row]) -> list[Row]:
    """Return the rows whose category is exactly work updates."""
    return [r for r in rows if r["category"] == WORK]


def stated(cell: PlaceYear, portal: bool | None = None) -> Stated:
    """Return what a year states: for the portal only, for all but the portal, or for what is best.

    Parameters
    ----------
    cell : PlaceYear
    portal : bool, optional
        By default the total of the whole place goes before the portal's, and the parts follow it.
    """
    whole, parts, again = category_parts(cell, portal)
    beside = [
        r
        for r in cell.rows.get("disclosed_beside_total", ())
        if usable(r) and r["value"] is not None
    ]
    return Stated(whole, work_updates(parts), parts, again, [] if portal else only_work(beside))


def carried(cell: PlaceYear) -> Choice:
    """Return how many items the report says that its portal carried."""
    return choose(cell, "disclosed_channel_website")


def added(rows: Iterable[Row]) -> float:
    """Return the sum of the counts of some rows."""
    return sum(r["value"] for r in rows)


def named(rows: Iterable[Row], counts: bool = False) -> str | None:
    """Return the printed labels of some rows, with their counts if asked for; None without rows."""
    if counts:
        return " + ".join(f"{r['label']} {r['value']:.12g}" for r in rows) or None
    return "、".join(r["label"] for r in rows) or None


def together(rows: list[Row]) -> Choice:
    """Return the sum of rows as one count; not stated without rows."""
    return summed(rows) if rows else Choice(None, "not_stated")
