"""Carry: whether the requests that a year carries forward arrive in the next one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from toolkit.codebook import APPLICANTS
from toolkit.panel.cells import COUNTY_LEVELS, PlaceYear, place_years
from toolkit.panel.frames import typed
from toolkit.report import Report, figures_frame

if TYPE_CHECKING:
    import pandas as pd

#: The first report year whose form has both rows.
_FIRST = 2019
_COLUMNS = (
    "place_code", "place", "line", "line_label", "year_from", "year_to", "applicant",
    "carried_forward", "carried_over", "outcome", "missing", "synthetic",
)  # fmt: skip


def carry_over(
    data: Iterable[Report] | pd.DataFrame,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Return the chain of requests from year to year, a row a place, line, pair of years, applicant.

    Parameters
    ----------
    data : iterable of Report or pandas.DataFrame
        Reports, or their figures as made by :func:`toolkit.report.figures_frame`.
    places : iterable of str, optional
        Codes or names.
    years : iterable of int, optional
        Report years; without them from a line's first to its last report since 2019.

    Returns
    -------
    pandas.DataFrame
        ``carried_forward`` is what table 3 of ``year_from`` carries forward, ``carried_over`` what that
        of ``year_to``, the next year, has from the year before. ``outcome`` is ``holds``, ``broken``,
        ``unchecked`` where one of the two is not stated (``missing`` says which and how; a blank is
        no zero), or ``gap`` where one of the years has no report.
    """
    import pandas as pd

    reports = [] if isinstance(data, pd.DataFrame) else list(data)
    figures = data if isinstance(data, pd.DataFrame) else figures_frame(reports)
    # A report of which no figure was read is in no frame of figures, but it is there.
    bare = {(r.place_code, r.year) for r in reports if r.level in COUNTY_LEVELS and not r.figures}
    asked = None if years is None else sorted(y for y in set(years) if y >= _FIRST)
    rows: list[dict[str, Any]] = []
    for (code, line), found in groupby(place_years(figures, places), key=lambda c: c.series):
        cells = {c.head["year"]: c for c in found if c.has_report and c.head["year"] >= _FIRST}
        if not cells:
            continue
        empty = {y for c, y in bare if c == code and y is not None and y >= _FIRST}
        there = {*cells, *(empty if line == "main" else ())}
        span = asked if asked is not None else range(min(there), max(there) + 1)
        for year in span[:-1]:
            if year + 1 in span:
                rows += _pair(cells, there, year)
    frame = typed(rows, _COLUMNS)
    kinds = dict.fromkeys(("year_from", "year_to"), "Int64")
    return frame.astype(kinds | dict.fromkeys(("carried_forward", "carried_over"), "Float64"))


def one_chain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the chain of one line: the one that can be checked most, of several the worst."""
    if frame.empty:
        return frame
    broken = frame["outcome"] == "broken"
    ranks = frame.assign(broken=broken, checked=broken | (frame["outcome"] == "holds"))
    sums = ranks.groupby(["place_code", "line"], sort=False)[["checked", "broken"]].sum()
    code, line = sums.sort_values(["checked", "broken"], ascending=False, kind="stable").index[0]
    return frame[(frame["place_code"] == code) & (frame["line"] == line)].reset_index(drop=True)


def _pair(cells: dict[int, PlaceYear], there: set[int], year: int) -> Iterable[dict[str, Any]]:
    """Yield the rows of one pair of years, one an applicant."""
    before, after = cells.get(year), cells.get(year + 1)
    head = (before or after or next(iter(cells.values()))).head
    for applicant in APPLICANTS:
        row = {k: head[k] for k in ("place_code", "place", "line", "line_label", "synthetic")}
        row |= {"year_from": year, "year_to": year + 1, "applicant": applicant, "outcome": "gap"}
        out, lacking = [], []
        sides = (("carried_forward", before, year), ("carried_over", after, year + 1))
        for name, cell, of in sides:
            value, missing = _stated(cell, f"requests_{name}", applicant)
            missing = missing if of in there else "no_report"
            row[name] = value
            out.append(value)
            lacking += [f"{name}: {missing}"] if missing else []
        if {year, year + 1} <= there:
            row["outcome"] = "unchecked" if lacking else "holds" if out[0] == out[1] else "broken"
        yield row | {"missing": "; ".join(lacking) or None}


def _stated(
    cell: PlaceYear | None, indicator: str, applicant: str
) -> tuple[float | None, str | None]:
    """Return what the table states, or how it is missing."""
    rows = [
        r
        for r in (cell.rows.get(indicator, ()) if cell is not None else ())
        if r["applicant"] == applicant and r["method"] != "prose" and not r["cumulative"]
    ]
    stated = next((r for r in rows if r["value"] is not None), None)
    if stated is not None:
        return stated["value"], None
    return None, next((r["missing"] for r in rows if r["missing"]), "not_stated")
