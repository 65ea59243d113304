"""Series: one comparable quantity by place, line and year, chosen by rule, with break markers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from toolkit.codebook import indicators, series_of
from toolkit.codebook import series as series_table
from toolkit.codebook.joins import used_by
from toolkit.codebook.near import did_you_mean
from toolkit.errors import ParameterError
from toolkit.panel.beside import BESIDE, beside
from toolkit.panel.cells import SHEET_FORM, PlaceYear
from toolkit.panel.choice import Choice, add, corrected_by
from toolkit.panel.composition import category_parts, work_updates
from toolkit.panel.frames import HEAD, MARKS, typed
from toolkit.panel.marks import mark_breaks
from toolkit.panel.money import in_yuan
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
        was not read, and why, ``not_in_form`` that the report's form does not ask for it. ``line`` is
        ``main``, or ``zone`` for a zone that reported beside its county. ``published_code`` and
        ``published_place`` are those of the report (see :func:`toolkit.panel.chained`).
        ``group`` names the side: the form that decided which figures were taken, missing where the
        series knows none for the report's form. ``comparability`` says how the side compares with the
        one before where the side changes: ``same``, ``similar`` or ``break``; it is missing elsewhere.
        ``break_before`` is the worst of all that lies between a row and the one before: ``none``,
        ``similar`` or ``break``, with ``break_cause`` and notes in two languages.
        ``form_assumed`` tells that no form is known and the year decided the group. ``conflict``:
        the year states other values too, listed in ``note``. ``indicators`` names what was used.
        ``used``, ``published``, ``corrected`` and ``corrected_by`` stand beside each value (see
        :func:`toolkit.panel.beside.beside`).

    Raises
    ------
    ParameterError
        For a name that is neither a series nor an indicator (with names like it), and for an indicator
        that has a figure for each printed label (:func:`toolkit.panel.composition`).

    Examples
    --------
    >>> from toolkit.report import figures_frame
    >>> series(figures_frame([]), "requests_received").empty
    True
    """
    check_series(name)
    spec = spec_of(name)

    def make(cells: list[PlaceYear]) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for _, line in groupby(cells, key=lambda c: c.series):
            made = [r for c in line if (r := series_row(c, name, spec)) is not None]
            mark_breaks(made, spec)
            rows += made
        return rows

    key = ("place_code", "line", "year")
    return typed(beside(make, figures, places, years, values, key), _COLUMNS)


def check_series(name: str) -> None:
    """Raise ParameterError, with names like it, for what is neither a series nor makes one."""
    if name in series_table():
        return
    if name not in indicators():
        use = "use a name of docs/definitions.md or of toolkit/codebook/indicators.yml"
        hint = did_you_mean(name, (*series_table(), *indicators()), use)
        raise ParameterError(f"series {name!r} is unknown: {hint}")
    if is_labelled(name):
        raise ParameterError(
            f"{name} has a figure for each printed label and makes no series: use "
            f"{'panel.composition' if name == 'disclosed_by_category' else 'panel.trace'}"
        )


def spec_of(name: str) -> Mapping[str, Any] | None:
    """Return the groups and joins of a series, or those that hold for a single indicator.

    An indicator compares across forms as the series does that takes it; None where none does.
    """
    if name in series_table() or (own := series_of(name)) is None:
        return series_table().get(name)
    spec = series_table()[own]
    alone = {"sum": [name], "otherwise": []}
    groups = [
        {k: g[k] for k in ("id", "forms", "regime")} | alone | {"held": name in used_by(g)}
        for g in spec["groups"]
    ]
    unit = indicators()[name].unit
    return {"alone": name, "unit": unit, "groups": groups, "joins": spec["joins"]}


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
    Money is in yuan, whatever unit is printed. ``attrs["used"]`` says whether the values
    are as published or corrected.
    """
    import pandas as pd

    places = None if places is None else list(places)
    years = None if years is None else sorted(set(years))
    parts = {}
    for name in [names] if isinstance(names, str) else names:
        tidy = in_yuan(series(figures, name, places, years, values))
        tidy = tidy[tidy["line"] == "main"]
        index = pd.MultiIndex.from_frame(tidy[["place_code", "place"]].drop_duplicates())
        wide = tidy.pivot(index=["place_code", "place"], columns="year", values="value")
        parts[name] = wide.reindex(index=index, columns=years or sorted(tidy["year"].unique()))
    out = pd.concat(parts, axis=1, names=["series", "year"])
    out.attrs["used"] = values
    return out


def series_row(cell: PlaceYear, name: str, spec: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return one row of a series, with the figures that it was taken from in ``taken``.

    ``spec`` is what :func:`spec_of` says of ``name``. None where neither a report nor the website's
    sheet that the series asks for is there.
    """
    first: dict[str, Any] | None = None
    for group, assumed in _groups(cell, spec) if spec else [(_any(name), False)]:
        used, found = _found(_documents(cell, group), group)
        missing = found.missing
        if missing == "not_stated" and not group["held"] and cell.head["form"]:
            missing = "not_in_form"
        row = cell.head | {
            "series": name, "value": found.value, "missing": missing,
            "approximate": found.approximate, "indicators": " + ".join(used) or None,
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


def _any(name: str | None) -> dict[str, Any]:
    """Return a group of no side: all that is known of an indicator, or nothing at all."""
    return {
        "id": None,
        "forms": [],
        "sum": [name] if name else [],
        "otherwise": [],
        "held": bool(name),
    }


def _found(cell: PlaceYear, group: Mapping[str, Any]) -> tuple[Sequence[str], Choice]:
    """Return the indicators that a group takes in one place and year, and the figure."""
    if "category" in group:
        return [group["of"]], work_updates(category_parts(cell)[1])
    if not group["sum"]:
        return [], Choice(None, "not_stated")
    used, found = group["sum"], add(cell, group["sum"])
    for other in group["otherwise"]:
        if found.value is not None:
            break
        instead = add(cell, other)
        # What was seen there and is no number says more than that nothing was stated.
        seen = found.missing == "not_stated" != instead.missing
        if instead.value is not None or seen:
            used, found = other, instead
    return used, found


def _documents(cell: PlaceYear, group: Mapping[str, Any]) -> PlaceYear:
    """Return the cell with the figures of the report, or of the website's sheet, where both are there."""
    if not (cell.has_report and cell.has_sheet) or group["id"] is None:
        return cell
    sheet = SHEET_FORM in group["forms"]
    rows = {
        i: [r for r in found if (r["form"] == SHEET_FORM) == sheet]
        for i, found in cell.rows.items()
    }
    return replace(cell, rows=rows)


def _groups(cell: PlaceYear, spec: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], bool]]:
    """Return the groups that may hold the figure, told by the form; by the year only without one."""
    out: list[tuple[Mapping[str, Any], bool]] = []
    form, year = cell.head["form"], cell.head["year"]
    groups = [{"held": True} | g for g in spec["groups"]]
    if cell.has_report:
        told = [
            g
            for g in groups
            if g["regime"][0] <= year <= g["regime"][1] and SHEET_FORM not in g["forms"]
        ]
        # A page of sentences alone is of any year: since 2019 the Regulations tell what they count.
        known = [g for g in groups if form in g["forms"] and (form != "prose" or g in told)]
        if not known and form in (None, "prose"):
            out += [(g, True) for g in sorted(told, key=lambda g: g["id"] != "prose")[:1]]
        out += [(g, False) for g in known]
        if not out:
            # An indicator by itself is never lost, whatever form its report has.
            out.append((_any(spec.get("alone")) | {"held": False}, False))
    if cell.has_sheet:
        out += [(g, False) for g in groups if SHEET_FORM in g["forms"]]
    return out
