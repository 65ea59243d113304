"""Pivot: a series as a printed table, years down and places across, every missing figure marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.brief.words import words

if TYPE_CHECKING:
    import pandas as pd

#: Lines beside each other in one table; more go into further tables.
MOST_LINES = 12


#: Letters after the dash, by kind of missing; a dash alone means that there is no report.
MISSING_MARKS: dict[str, str] = {
    "no_report": "",
    "blank": "a",
    "slash": "b",
    "dash": "c",
    "illegible": "d",
    "not_in_form": "e",
    "not_stated": "f",
}


@dataclass
class Pivot:
    """One table: figures, the marks printed after them, and the kinds of missing that occur."""

    frame: pd.DataFrame
    marks: dict[tuple[int, str], str] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    approximate: bool = False
    conflict: bool = False

    def legend(self, language: str) -> str:
        """Return what the marks of this table stand for."""
        parts = [missing_legend(self.kinds, language)] if self.kinds else []
        if self.approximate:
            parts.append("≈：报告写明为约数" if language == "zh" else "≈: stated as approximate")
        if self.conflict:
            parts.append(
                "†：同一年另有不同数值，见说明" if language == "zh"
                else "†: the year states another value too, see the notes"
            )  # fmt: skip
        return ("；" if language == "zh" else "; ").join(p for p in parts if p)


def pivots(frame: pd.DataFrame, year_label: str, factor: float = 1) -> list[Pivot]:
    """Return a tidy series as tables with a row a year and a column a line.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``line_label, year, value, missing`` and, where there are, ``approximate`` and
        ``conflict``. Years without any value are left out, and so are lines without any.
    year_label : str
        Heading of the column of years.
    factor : float
        What values are multiplied with (100 for per cent).
    """
    import pandas as pd

    stated = frame[frame["value"].notna()]
    if stated.empty:
        return []
    years = sorted(stated["year"].unique())
    lines = [x for x in frame["line_label"].drop_duplicates() if x in set(stated["line_label"])]
    cells = {(r.year, r.line_label): r for r in frame.itertuples()}
    n_tables = -(-len(lines) // MOST_LINES)
    size = -(-len(lines) // n_tables)
    out = []
    for start in range(0, len(lines), size):
        made = Pivot(pd.DataFrame({year_label: [str(y) for y in years]}))
        kinds = set()
        for name in lines[start : start + size]:
            values: list[float | None] = []
            for i, year in enumerate(years):
                cell = cells.get((year, name))
                if cell is None:
                    kinds.add("no_report")
                    values.append(None)
                elif pd.isna(cell.value):
                    kind = str(cell.missing)
                    kinds.add(kind)
                    made.marks[i, name] = MISSING_MARKS.get(kind, "")
                    values.append(None)
                else:
                    values.append(float(cell.value) * factor)
                    if bool(getattr(cell, "approximate", False) or False):
                        made.approximate = True
                        made.marks[i, name] = "≈"
                    conflict = getattr(cell, "conflict", False)
                    if not pd.isna(conflict) and conflict:
                        made.conflict = True
                        made.marks[i, name] = made.marks.get((i, name), "") + "†"
            made.frame[name] = pd.array(values, dtype="Float64")
        made.kinds = [k for k in MISSING_MARKS if k in kinds]
        out.append(made)
    return out


def missing_legend(kinds: Sequence[str], language: str) -> str:
    """Return what the letters after a dash stand for, of the kinds that were used."""
    w = words(language)
    parts = []
    for kind in kinds:
        word = w["dash_kind"] if kind == "dash" else w[kind]
        mark = MISSING_MARKS.get(kind, "")
        parts.append(f"—{mark}{w['colon']}{word}")
    return w["semicolon"].join(parts)
