"""Series: one comparable quantity by place, line and year, chosen by rule, with break markers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from toolkit.codebook import indicators
from toolkit.codebook import series as series_table
from toolkit.errors import ParameterError
from toolkit.panel.beside import BESIDE, beside
from toolkit.panel.cells import SHEET_FORM, PlaceYear
from toolkit.panel.choice import add, choose, corrected_by
from toolkit.panel.composition import category_parts, work_updates
from toolkit.panel.frames import HEAD, MARKS, typed
from toolkit.panel.marks import mark_breaks
from toolkit.panel.touch import is_labelled

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    "series", *HEAD, "published_code", "published_place", "value", *BESIDE, "missing",
    "approximate", "unit", "indicators", "method", "scope", "conflict", "note", *MARKS, "address",
)  # fmt: skip


def series(
    figures: pd.DataFrame,
    name: str,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    values: str = "published",
) -> pd.DataFrame:
    """Return one series, tidy: a row for each place, line and year that has a report.

    Parameters
    ----------
    figures : pandas.DataFrame
        As made by :func:`toolkit.report.figures_frame`.
    name : str
        A series of ``toolkit/codebook/series.yml``, or any indicator of the codebook.
    places : iterable of str, optional
        Codes or names.
    years : iterable of int, optional
        Report years.
    values : {"published", "corrected"}
        Whether corrections that :meth:`toolkit.corrections.Corrections.over` has laid beside the
        figures are used.

    Returns
    -------
    pandas.DataFrame
        ``value`` (Float64, in ``unit``) or a kind of ``missing``; ``not_stated`` means that what was
        read of the report holds no such figure, ``abstained: two_candidates`` that it holds one which
        was not read, and why. ``line`` is ``main``, or ``zone`` for a zone that
        reported beside its county. ``published_code`` and ``published_place`` are those of the report
        (see :func:`toolkit.panel.chained`). ``group`` names the side of a break, ``break_before`` is
        ``none``, ``similar`` or ``break``, with ``break_cause`` and notes in two languages;
        ``form_assumed`` tells that no form is known and the year decided the group. ``conflict``:
        the year states other values too, listed in ``note``. ``indicators`` names what was used.
        ``used``, ``published``, ``corrected`` and ``corrected_by`` stand beside each value (see
        :func:`toolkit.panel.beside.beside`).

    Raises
    ------
    ParameterError
        For a name that is neither a series nor an indicator, and for an indicator that has a figure
        for each printed label (:func:`toolkit.panel.composition`).

    Examples
    --------
    >>> from toolkit.report import figures_frame
    >>> series(figures_frame([]), "requests_received").empty
    True
    """
    spec = series_table().get(name)
    if spec is None and name not in indicators():
        raise ParameterError(
            f"series {name!r} is unknown: use one of {', '.join(series_table())}, or an indicator"
        )
    if spec is None and is_labelled(name):
        raise ParameterError(
            f"{name} has a figure for each printed label and makes no series: use "
            f"{'panel.composition' if name == 'disclosed_by_category' else 'panel.trace'}"
        )

    def make(cells: list[PlaceYear]) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for _, line in groupby(cells, key=lambda c: c.series):
            made = [r for c in line if (r := series_row(c, name, spec)) is not None]
            mark_breaks(made, spec)
            rows += made
        return rows

    key = ("place_code", "line", "year")
    return typed(beside(make, figures, places, years, values, key), _COLUMNS)


def appeals(
    figures: pd.DataFrame,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    values: str = "published",
) -> pd.DataFrame:
    """Return reconsideration and litigation as one frame, told apart by the column ``series``."""
    import pandas as pd

    places = None if places is None else list(places)
    years = None if years is None else list(years)
    names = ("reconsideration", "litigation")
    parts = [series(figures, name, places, years, values) for name in names]
    return pd.concat(parts, ignore_index=True)


def panel(
    figures: pd.DataFrame,
    names: str | Sequence[str],
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    values: str = "published",
) -> pd.DataFrame:
    """Return a wide panel of the main lines: places in rows, (series, year) in columns.

    ``names`` are one or several series or indicators; the other parameters are as in :func:`series`.
    ``attrs["used"]`` says whether the values are as published or corrected.
    """
    import pandas as pd

    places = None if places is None else list(places)
    years = None if years is None else sorted(set(years))
    parts = {}
    for name in [names] if isinstance(names, str) else names:
        tidy = series(figures, name, places, years, values)
        tidy = tidy[tidy["line"] == "main"]
        index = pd.MultiIndex.from_frame(tidy[["place_code", "place"]].drop_duplicates())
        wide = tidy.pivot(index=["place_code", "place"], columns="year", values="value")
        parts[name] = wide.reindex(index=index, columns=years or sorted(tidy["year"].unique()))
    out = pd.concat(parts, axis=1, names=["series", "year"])
    out.attrs["used"] = values
    return out


def series_row(cell: PlaceYear, name: str, spec: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return one row of a series, with the figures that it was taken from in ``taken``."""
    first: dict[str, Any] | None = None
    whole: Mapping[str, Any] = {"id": "all", "sum": [name]}
    for group, assumed in _groups(cell, spec) if spec else [(whole, False)]:
        if "category" in group:
            used, found = [group["of"]], work_updates(category_parts(cell)[1])
        else:
            used, found = group["sum"], add(cell, group["sum"])
            if found.value is None and "otherwise" in group:
                total = choose(cell, group["otherwise"])
                if total.value is not None:
                    used, found = [group["otherwise"]], total
        row = cell.head | {
            "series": name, "value": found.value, "missing": found.missing,
            "approximate": found.approximate, "indicators": " + ".join(used),
            "unit": found.unit or (spec["unit"] if spec else indicators()[name].unit),
            "method": found.method, "scope": found.scope, "conflict": bool(found.rivals),
            "note": found.rivals or None, "group": group["id"], "form_assumed": assumed,
            "address": found.address, "merger": cell.merger, "corrected_by": corrected_by(found),
            "taken": {"value": found.rows},
        }  # fmt: skip
        if found.value is not None:
            return row
        first = first or row
    return first


def _groups(cell: PlaceYear, spec: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], bool]]:
    """Return the groups that may hold the figure, told by the form; by the year only without one."""
    out = []
    form, year = cell.head["form"], cell.head["year"]
    if cell.has_report:
        known = [g for g in spec["groups"] if form in g["forms"]]
        told = [g for g in spec["groups"] if g["regime"][0] <= year <= g["regime"][1]]
        out += [(g, not known) for g in (known or told[:1])]
    if cell.has_sheet:
        out += [(g, False) for g in spec["groups"] if SHEET_FORM in g["forms"]]
    return out
