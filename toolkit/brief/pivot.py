"""Pivot: a series as a printed table, years down and places across, every missing figure marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.brief.words import words

#: Lines beside each other in one table; more go into further tables.
MOST_LINES = 12

#: Marks after a dash, by kind of missing; a dash alone means that there is no row.
_MISSING = {
    "no_row": "", "blank": "a", "slash": "b", "dash": "c", "illegible": "d", "not_in_form": "e",
    "not_stated": "f", "none": "g", "abstained": "h",
    "merger_incomplete": "i", "merger_units": "j", "merger_not_added": "k",
}  # fmt: skip
#: Marks after a number.
_REMARKS = {"approximate": "≈", "conflict": "†", "corrected": "‡"}


@dataclass
class Pivot:
    """One table: figures, the marks printed after them, and what the marks stand for."""

    frame: pd.DataFrame
    marks: dict[tuple[int, str], str] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)

    def legend(self, language: str) -> str:
        """Return what the marks of this table stand for."""
        w = words(language)
        signs = {k: f"—{sign}" for k, sign in _MISSING.items()} | _REMARKS
        told = [f"{sign}{w['colon']}{w[k]}" for k, sign in signs.items() if k in self.kinds]
        return w["semicolon"].join(told)


def pages_of(items: list[Any]) -> list[list[Any]]:
    """Return ``items`` in lists of about the same length, none longer than ``MOST_LINES``."""
    n_pages = -(-len(items) // MOST_LINES)
    size = -(-len(items) // max(n_pages, 1))
    return [items[i : i + size] for i in range(0, len(items), size or 1)]


def pivots(frame: pd.DataFrame, year_label: str) -> list[Pivot]:
    """Return a tidy series as tables with a row a year and a column a line.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``line_label, year, value, missing`` and, where there are, ``approximate`` and
        ``conflict``. Years without any value are left out, and so are lines without any.
    year_label : str
        Heading of the column of years.
    """
    stated = frame[frame["value"].notna()]
    years = sorted(stated["year"].unique())
    there = set(stated["line_label"])
    cells = {(r.year, r.line_label): r for r in frame.itertuples()}
    out = []
    for lines in pages_of([x for x in frame["line_label"].drop_duplicates() if x in there]):
        made = Pivot(pd.DataFrame({year_label: [str(y) for y in years]}))
        for name in lines:
            values: list[float | None] = []
            for i, year in enumerate(years):
                value, kinds = _cell(cells.get((year, name)))
                values.append(value)
                made.kinds |= set(kinds)
                if mark := "".join((_MISSING | _REMARKS).get(k, "") for k in kinds):
                    made.marks[i, name] = mark
            made.frame[name] = pd.array(values, dtype="Float64")
        out.append(made)
    return out


def is_corrected(row: Any) -> bool:
    """Return whether the value of a row of a panel rests on a correction."""
    if getattr(row, "used", None) != "corrected":
        return False
    return bool(pd.notna(row.corrected_by) and pd.notna(row.value))


def _cell(row: Any) -> tuple[float | None, list[str]]:
    """Return the value of one place and year, and what is to be marked about it."""
    if row is None:
        return None, ["no_row"]
    if pd.isna(row.value):
        # The reason for abstaining stands among the notes.
        return None, [str(row.missing).split(": ")[0]]
    flags = {k: getattr(row, k, False) for k in ("approximate", "conflict")}
    flags["corrected"] = is_corrected(row)
    return float(row.value), [k for k, flag in flags.items() if not pd.isna(flag) and flag]
