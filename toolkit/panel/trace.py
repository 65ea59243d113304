"""Trace: the published figures behind one number of a panel, each with its place in its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

from toolkit.checks import check_reports
from toolkit.codebook import APPLICANTS, check_language, indicators
from toolkit.codebook import series as series_table
from toolkit.divisions import resolve_place
from toolkit.errors import ParameterError
from toolkit.figure import Finding
from toolkit.panel.cells import COUNTY_LEVELS, PlaceYear, Row, place_years
from toolkit.panel.chain import PUBLISHED
from toolkit.panel.choice import choose, usable
from toolkit.panel.frames import typed
from toolkit.panel.outcomes import outcome_rows
from toolkit.panel.series import series_row
from toolkit.panel.touch import is_labelled, touching
from toolkit.report import Report, figures_frame

if TYPE_CHECKING:
    import pandas as pd

#: What can be traced beside the series and the indicators of the codebook.
DERIVED = ("work_updates_share", "appeals", "outcomes")
_APPEALS = ("reconsideration", "litigation")
_OF_FIGURE = (
    "indicator", "applicant", "category", "label", "value", "unit", "missing", "approximate",
    "scope", "method", "form", "source", "sha256", "address", "where", "quote", "synthetic",
)  # fmt: skip
#: Columns of :attr:`Trace.frame`.
COLUMNS = (
    "place_code", "place", "line", "publisher", "year", "number", "detail", "role", *_OF_FIGURE,
    "corrected", "correction", "findings",
)  # fmt: skip


@dataclass(frozen=True)
class Used:
    """One figure that enters a number, in its role, with the findings that speak of it.

    ``corrected`` is what a correction puts in its place, ``correction`` the reason and who says so.
    """

    role: str
    figure: Row
    findings: tuple[Finding, ...]
    corrected: float | None = None
    correction: str | None = None


@dataclass(frozen=True)
class Number:
    """One number as a chart shows it: its value or why there is none, and the figures behind it.

    ``detail`` tells several numbers of one name apart: the basis of a share, the group of outcomes,
    the printed label of a class.
    ``note`` lists other values that the year states.
    """

    head: dict[str, Any]
    name: str
    detail: str | None
    value: float | None
    missing: str | None
    note: str | None
    used: tuple[Used, ...]


@dataclass(frozen=True)
class Trace:
    """The numbers of one place and year, each with its figures; prints and displays itself.

    Attributes
    ----------
    numbers : tuple of Number
        One for a series or an indicator; one a basis for a share, one a group for outcomes, one a
        printed label for an indicator that is a list of them.
    language : str
        Of what is said around the figures.
    """

    numbers: tuple[Number, ...]
    language: str = "zh"

    @property
    def frame(self) -> pd.DataFrame:
        """The figures as a frame with columns :data:`COLUMNS`, one row a figure and number."""
        rows = []
        for number in self.numbers:
            head = {k: number.head[k] for k in COLUMNS[:5]}
            for used in number.used:
                told = "; ".join(_told(f) for f in used.findings)
                rows.append(
                    head
                    | {k: used.figure[k] for k in ("publisher", *_OF_FIGURE)}
                    | {"number": number.name, "detail": number.detail, "role": used.role}
                    | {"corrected": used.corrected, "correction": used.correction}
                    | {"findings": told or None}
                )
        return typed(rows, COLUMNS)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding that speaks of one of the figures, each once."""
        return tuple(dict.fromkeys(f for n in self.numbers for u in n.used for f in u.findings))

    def __str__(self) -> str:
        # The door upwards: a panel knows nothing of how it is shown.
        return str(import_module("toolkit.display.trace").trace_text(self))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return str(import_module("toolkit.display.trace").trace_html(self))


def trace(
    data: Iterable[Report] | pd.DataFrame,
    place: str,
    year: int,
    indicator: str,
    applicant: str | None = None,
    *,
    findings: Iterable[Finding] | None = None,
    language: str = "zh",
) -> Trace:
    """Return the published figures behind a number, each with its words and its place in its source.

    Parameters
    ----------
    data : iterable of Report or pandas.DataFrame
        Reports, or their figures as made by :func:`toolkit.report.figures_frame`; what
        :meth:`toolkit.corrections.Corrections.over` lays beside them is shown at each figure.
    place : str
        Code or name.
    year : int
        Report year.
    indicator : str
        A series, an indicator, ``work_updates_share``, ``appeals`` or ``outcomes``.
    applicant : str, optional
        A column of table 3, for an indicator; the total if not said.
    findings : iterable of Finding, optional
        What the checks say, with the verdicts of
        :meth:`toolkit.corrections.Corrections.judge`; of reports they are run if not given.
    language : str
        ``zh`` or ``en``, for what is shown.

    Returns
    -------
    Trace
        Without figures where the report states none: the number then tells the kind of missing.

    Raises
    ------
    ParameterError
        The place, year, indicator or applicant is unknown, or the data hold no report of it.
    """
    import pandas as pd

    check_language(language)
    _check_name(indicator, applicant)
    reports = [] if isinstance(data, pd.DataFrame) else list(data)
    figures = data if isinstance(data, pd.DataFrame) else figures_frame(reports)
    code = _code(figures, place)
    checked = check_reports(r for r in reports if r.place_code == code)
    if findings is not None:
        checked = list(findings)
    cells = place_years(figures[(figures["place_code"] == code).fillna(False)], [code], told=True)
    here = [c for c in cells if c.head["year"] == year]
    if not here:
        raise ParameterError(
            f"no report of {place} for {year}: the data hold {_years(cells)}; choose one of these"
        )
    numbers = [n for cell in here for n in _numbers(cell, indicator, applicant, checked)]
    return Trace(tuple(numbers), language)


def _check_name(name: str, applicant: str | None) -> None:
    known = (*DERIVED, *series_table(), *indicators())
    if name not in known:
        near = get_close_matches(name, known, 3)
        hint = f"did you mean {' or '.join(near)}? Or use" if near else "use"
        raise ParameterError(
            f"indicator {name!r} is unknown: {hint} {', '.join((*series_table(), *DERIVED))}, "
            "or an id of toolkit/codebook/indicators.yml"
        )
    if applicant in (None, "total"):
        return
    if applicant not in APPLICANTS:
        raise ParameterError(
            f"applicant {applicant!r} is unknown: use one of {', '.join(APPLICANTS)}"
        )
    if name not in indicators():
        raise ParameterError(f"{name} is no row of table 3: leave out the applicant")


def _code(figures: pd.DataFrame, place: str) -> str:
    """Return the code of a place that the figures are of."""
    counties = figures[figures["level"].isin(COUNTY_LEVELS)]
    # Of a place that was renamed the published code and name will do too.
    names = [c for c in (*PUBLISHED, "place_code", "place") if c in counties]
    named = counties[(counties[names] == place).any(axis=1)]
    codes = sorted(named["place_code"].dropna().unique())
    if len(codes) > 1:
        raise ParameterError(f"{place} is ambiguous: give one of the codes {', '.join(codes)}")
    if codes:
        return str(codes[0])
    found = resolve_place(place)
    if found.code not in set(counties["place_code"].dropna()):
        raise ParameterError(f"no report of {place} in the data: choose another folder or place")
    return found.code


def _years(cells: Sequence[PlaceYear]) -> str:
    return ", ".join(str(y) for y in sorted({c.head["year"] for c in cells}))


def _numbers(
    cell: PlaceYear, name: str, applicant: str | None, findings: Sequence[Finding]
) -> Iterable[Number]:
    """Yield the numbers of one name in one place, line and year."""
    if applicant not in (None, "total"):
        for row in cell.rows.get(name, ()):
            if row["applicant"] == applicant and row["cumulative"] is not True:
                kept = {"value": row["value"], "missing": row["missing"], "taken": {"value": [row]}}
                yield _number(cell, name, applicant, kept, findings)
    elif name in indicators() and is_labelled(name):
        yield from _by_label(cell, name, findings)
    elif name == "work_updates_share":
        # The door upwards: the metric makes its number from rows of the panel.
        shares = import_module("toolkit.metrics.share").share_rows(cell)
        for basis, row in {r["basis"]: r for r in shares}.items():
            yield _number(cell, name, basis, row, findings)
    elif name == "outcomes":
        for row in outcome_rows(cell) if cell.has_report else ():
            yield _number(cell, name, row["outcome"], row, findings)
    else:
        for one in _APPEALS if name == "appeals" else (name,):
            found = series_row(cell, one, series_table().get(one))
            if found is not None:
                yield _number(cell, one, None, found, findings)


def _by_label(cell: PlaceYear, name: str, findings: Sequence[Finding]) -> Iterable[Number]:
    """Yield a number for each printed label and scope, or one that says what is missing."""
    labels: dict[tuple[Any, Any], list[Row]] = {}
    for row in cell.rows.get(name, ()):
        if usable(row):
            labels.setdefault((row["label"], row["scope"]), []).append(row)
    for (label, _), rows in (labels or {(None, None): []}).items():
        found = choose(replace(cell, rows={name: rows}), name)
        kept = {"value": found.value, "missing": found.missing, "note": found.rivals or None}
        yield _number(cell, name, label, kept | {"taken": {"value": found.rows}}, findings)


def _told(finding: Finding) -> str:
    said = f"{finding.code}: {finding.message}"
    return f"{said} ({finding.verdict}: {finding.reason})" if finding.verdict else said


def _number(
    cell: PlaceYear, name: str, detail: str | None, row: dict[str, Any], findings: Sequence[Finding]
) -> Number:
    used = []
    for role, rows in row["taken"].items():
        for figure in rows:
            # A finding bears the code that its report was published under, or the newest.
            codes = {figure.get("published_code"), cell.head["place_code"]} - {None}
            said = [
                f
                for code in sorted(codes)
                for f in touching(
                    findings, place_code=code, year=cell.head["year"],
                    indicator=figure["indicator"], applicant=figure["applicant"] or "total",
                    publisher=figure["publisher"], label=figure["label"],
                    cumulative=bool(figure["cumulative"]), scope=figure["scope"] or "whole_county",
                )
            ]  # fmt: skip
            used.append(Used(role, figure, tuple(said), *figure.get("told", ())))
    missing = row["missing"] if row["value"] is None else None
    return Number(cell.head, name, detail, row["value"], missing, row.get("note"), tuple(used))
