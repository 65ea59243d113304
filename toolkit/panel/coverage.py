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
#: In ``form``: there is a report, but what was read of it does not tell its form, or holds no figure.
UNKNOWN, NO_FIGURES = "unknown", "no_figures"


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
        One row a place and year: ``form`` is a form id, ``unknown``, ``no_figures`` for a report
        that states none at all, or missing where there is no report; ``sheet`` tells whether the
        website's yearly sheet is there too. Where a county and a zone both report, the county's form
        stands.
    """
    found: dict[tuple[str, int], list[Report]] = {}
    for r in reports:
        if r.level in COUNTY_LEVELS and r.place_code is not None and r.year is not None:
            found.setdefault((r.place_code, r.year), []).append(r)
    # The name that a place bears last names it in every year.
    names = {code: found[code, year][-1].place or code for code, year in sorted(found)}
    known = [y for _, y in found]
    span = (
        sorted(set(years))
        if years is not None
        else range(min(known), max(known) + 1)
        if known
        else ()
    )
    rows: list[dict[str, Any]] = []
    for code, name in _wanted(names, places):
        for year in span:
            here = found.get((code, year), [])
            forms = {f.form for r in here for f in r.figures} | {r.form for r in here}
            own = min((r for r in here if r.form != SHEET_FORM), key=_rank, default=None)
            rows.append(
                {
                    "place_code": code, "place": name, "year": year,
                    "form": own and (own.form or UNKNOWN if own.figures else NO_FIGURES),
                    "sheet": SHEET_FORM in forms, "synthetic": any(r.synthetic for r in here),
                }
            )  # fmt: skip
    return typed(rows, _COLUMNS)


def _rank(report: Report) -> tuple[bool, bool, bool]:
    return not report.figures, is_zone(report.level, report.publisher), report.form is None


def _wanted(names: dict[str, str], places: Iterable[str] | None) -> list[tuple[str, str]]:
    if places is None:
        return sorted(names.items())
    out: list[tuple[str, str]] = []
    for place in dict.fromkeys(places):
        codes = [place] if place in names else [c for c, name in names.items() if name == place]
        out += [(c, names[c]) for c in codes] or [(place, place)]
    return out
