"""Coverage: which place and year has a report, and in which form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from toolkit.panel.cells import COUNTY_LEVELS, SHEET_FORM, is_zone
from toolkit.panel.frames import typed
from toolkit.report import Report

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("place_code", "place", "year", "form", "sheet", "synthetic")
#: In ``form``: there is a report, but what was read of it does not tell its form.
UNKNOWN = "unknown"


def coverage(
    reports: Iterable[Report],
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Return every place and year with the form of its report.

    Parameters
    ----------
    reports : iterable of Report
        Reports of county-level publishers count; those of departments and townships do not.
    places : iterable of str, optional
        Codes or names; a place without any report is listed by the name given.
    years : iterable of int, optional
        Without them, from the first to the last year that has a report.

    Returns
    -------
    pandas.DataFrame
        One row a place and year: ``form`` is a form id, ``unknown``, or missing where there is no
        report; ``sheet`` tells whether the website's yearly sheet is there too. Where a county and a
        zone both report, the county's form stands.
    """
    found: dict[tuple[str, int], dict[str, Any]] = {}
    names: dict[str, str] = {}
    latest: dict[str, int] = {}
    for r in reports:
        if r.level not in COUNTY_LEVELS or r.place_code is None or r.year is None:
            continue
        if r.year >= latest.get(r.place_code, 0):
            names[r.place_code] = r.place or r.place_code
            latest[r.place_code] = r.year
        cell = found.setdefault((r.place_code, r.year), {"rank": None, "sheet": False})
        cell["synthetic"] = cell.get("synthetic", False) or r.synthetic
        forms = {f.form for f in r.figures if f.form}
        if r.form == SHEET_FORM or SHEET_FORM in forms:
            cell["sheet"] = True
        if r.form != SHEET_FORM:
            rank = (is_zone(r.level, r.publisher), r.form is None)
            if cell["rank"] is None or rank < cell["rank"]:
                cell |= {"rank": rank, "form": r.form or UNKNOWN}
    span = sorted(set(years)) if years is not None else _span({y for _, y in found})
    rows = []
    for code, name in _wanted(names, places):
        for year in span:
            cell = found.get((code, year), {})
            head = {"place_code": code, "place": name, "year": year}
            rows.append(
                head
                | {
                    "form": cell.get("form"),
                    "sheet": cell.get("sheet", False),
                    "synthetic": cell.get("synthetic", False),
                }
            )
    return typed(rows, _COLUMNS)


def _span(years: set[int]) -> list[int]:
    return list(range(min(years), max(years) + 1)) if years else []


def _wanted(names: dict[str, str], places: Iterable[str] | None) -> list[tuple[str, str]]:
    if places is None:
        return sorted(names.items())
    by_name: dict[str, list[str]] = {}
    for code, name in names.items():
        by_name.setdefault(name, []).append(code)
    out: list[tuple[str, str]] = []
    for place in dict.fromkeys(places):
        codes = [place] if place in names else by_name.get(place, [])
        out += [(c, names[c]) for c in codes] or [(place, place)]
    return out
