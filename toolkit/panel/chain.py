"""Chain: figures of the units that a place has been, under the newest of their names, on request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from toolkit.divisions import (
    Division,
    Source,
    Table,
    check_chain,
    division_of,
    parts_in,
    succession_of,
    table,
    unit_of,
)
from toolkit.panel.cells import COUNTY_LEVELS, SHEET_FORM, is_zone
from toolkit.panel.merged import merged_rows
from toolkit.panel.touch import is_labelled

if TYPE_CHECKING:
    import pandas as pd

#: Columns that say under which code and name a figure was published.
PUBLISHED = ("published_code", "published_place")

_Row = dict[str, Any]


def chained(figures: pd.DataFrame, chain: str, divisions: Source = None) -> pd.DataFrame:
    """Return the figures with the units that one place has been made one, as far as ``chain`` says.

    Parameters
    ----------
    figures : pandas.DataFrame
        As made by :func:`toolkit.report.figures_frame`, of the predecessors as well
        (``load_reports(..., chain=chain)``). Corrections are laid beside them before, as they name
        what was published.
    chain : {"none", "one_to_one", "merged"}
        ``one_to_one``: a place that was renamed, or got another code, is one unit under its newest name.
        ``merged``: the figures of units that later merged are added too, where they are counts or
        money in one unit (never shares, durations, or figures by printed label), only of the same
        scope, and only in years for which every one of them states the figure; else it is missing
        as ``merger_incomplete: `` with what is lacking, ``merger_units`` (of money) or
        ``merger_not_added`` (no amounts). Splits are never followed.
    divisions : str, pathlib.Path or Table, optional
        A ``divisions.csv`` of one's own.

    Returns
    -------
    pandas.DataFrame
        The same columns, with ``place_code`` and ``place`` of the newest unit, and beside them
        ``published_code`` and ``published_place``; several are parted by ``+``. A sum has the method
        ``summed`` and names each part in ``quote``, ``source``, ``sha256`` and ``address``. Where
        both names report for one year, what they state alike stands once; what differs stays twice,
        the newer name first, and is a conflict in every series.

    Raises
    ------
    ParameterError
        ``chain`` is none of the three.
    """
    import pandas as pd

    check_chain(chain)
    known = table(divisions)
    out = figures.assign(published_code=figures["place_code"], published_place=figures["place"])
    if known.overlay:
        # Markers are drawn from the list, and have to find the same one.
        out.attrs["divisions"] = known.overlay
    if chain == "none" or out.empty:
        return out
    codes = [c for c in out["place_code"].dropna().unique() if _has_moved(c, known)]
    moved = out["place_code"].isin(codes) & out["year"].notna()
    if not moved.any():
        return out
    rows = out[moved].astype(object).where(out[moved].notna(), None).to_dict("records")
    units: dict[tuple[Any, ...], tuple[Division, Division]] = {}
    for row in rows:
        key = row["place_code"], row["place"], row["year"]
        if key not in units:
            own = division_of(*key, known)
            units[key] = own, unit_of(own, chain, known)
    made = list(_units(rows, units, chain, known))
    # A sum bears words that no figure has: categories are made anew of all.
    text = dict.fromkeys(out.select_dtypes("category").columns, "string")
    kept = pd.DataFrame(made, columns=list(out.columns)).astype(out.dtypes.to_dict() | text)
    whole = pd.concat([out[~moved].astype(text), kept], ignore_index=True)
    whole = whole.astype(dict.fromkeys(text, "category"))
    # A place stands where its code belongs, its rows in the order in which they were.
    whole = whole.sort_values("place_code", kind="stable", ignore_index=True, na_position="last")
    whole.attrs = out.attrs
    return whole


@lru_cache(maxsize=4096)
def _has_moved(code: str, known: Table) -> bool:
    found = known.with_code(code)
    return any(succession_of(d, known) or parts_in(d, 0, known) != (d,) for d in found)


def _units(
    rows: list[_Row], units: Mapping[Any, tuple[Division, Division]], chain: str, known: Table
) -> Iterable[_Row]:
    """Yield the rows of each unit and year under the newest name."""
    groups: dict[tuple[Division, int], list[tuple[Division, _Row]]] = defaultdict(list)
    for row in rows:
        own, unit = units[row["place_code"], row["place"], row["year"]]
        if chain == "merged" and (row["level"] not in COUNTY_LEVELS or _apart(row)):
            # Departments and zones are no parts of a sum: they only follow a renaming.
            unit = unit_of(own, "one_to_one", known)
        groups[unit, row["year"]].append((own, row))
    for (unit, year), found in groups.items():
        parts = parts_in(unit, year, known) if chain == "merged" else (unit,)
        counties = [(d, r) for d, r in found if r["level"] in COUNTY_LEVELS and not _apart(r)]
        if len(parts) > 1 and counties:
            made = merged_rows(counties, unit, parts, known)
            yield from (_renamed(r, unit) for r in made)
            # One unit's zone or department goes on under that unit.
            found = [(d, r) for d, r in found if r["level"] not in COUNTY_LEVELS or _apart(r)]
            yield from (_renamed(r, unit_of(d, "one_to_one", known)) for d, r in found)
        else:
            yield from (_renamed(r, unit) for r in _once(found))


def _apart(row: Mapping[str, Any]) -> bool:
    return is_zone(row["level"], row["publisher"])


def _renamed(row: _Row, unit: Division) -> _Row:
    """Return a row under the newest unit; a township or a zone keeps its own name."""
    whole = row["level"] == "county"  # also where the committee of a zone speaks for it
    return row | {"place_code": unit.code} | ({"place": unit.name} if whole else {})


def _once(found: list[tuple[Division, _Row]]) -> list[_Row]:
    """Return the rows of one unit and year, what two names state alike once, the newer name first."""
    names = {d for d, r in found if r["level"] in COUNTY_LEVELS and not _apart(r)}
    if len(names) < 2:
        return [r for _, r in found]
    newest = max(names, key=lambda d: d.first or 0)
    first = [r for d, r in found if d == newest and r["level"] in COUNTY_LEVELS]
    stated = {(_key(r), r["value"], r["missing"]) for r in first}
    keys = {_key(r) for r in first}
    lists = {r["indicator"] for r in first if is_labelled(r["indicator"])}
    out = list(first)
    for d, r in found:
        if d == newest and r["level"] in COUNTY_LEVELS:
            continue
        again = (_key(r), r["value"], r["missing"]) in stated
        # A list of labels is one whole: two of them would be counted twice.
        other = r["indicator"] in lists and _key(r) not in keys
        if r["level"] not in COUNTY_LEVELS or _apart(r) or not (again or other):
            out.append(r)
    return out


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        row["indicator"], row["applicant"] or "total", row["label"], row["scope"] or "whole_county",
        row["cumulative"], row["form"] == SHEET_FORM,
    )  # fmt: skip
