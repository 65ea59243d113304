"""Chain: figures that follow from those of another year, each pair with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from toolkit.checks.rules import continuity_rules, year_rules
from toolkit.checks.series import Years, cell, series_of
from toolkit.codebook import APPLICANTS, indicators
from toolkit.figure import Figure
from toolkit.forms import Continuity, forms
from toolkit.report import Report

if TYPE_CHECKING:
    import pandas as pd

#: Rule of figures since the beginning.
CUMULATIVE = "cumulative"


@dataclass(frozen=True)
class Term:
    """One figure of an equation: its sign, indicator and year, and its value where it is known."""

    sign: int
    indicator: str
    year: int
    value: int | float | None


@dataclass(frozen=True)
class Link:
    """One rule between two years of one publisher, for one applicant.

    Attributes
    ----------
    place_code, place, publisher : str or None
        Of the later report, or of the nearest that there is.
    earlier_year, year : int
        Consecutive, except for cumulative figures, where reports may lack in between.
    rule, relation : str
        Id of the rule, and ``=`` or ``>=``: how the later value has to stand to the expected one.
    indicator, applicant : str
        What the later report states.
    earlier, later, expected : number or None
        The value of the earlier report, of the later one, and what follows for the later one.
    outcome : str
        ``holds``, ``broken``, ``unchecked`` where a report lacks a figure, ``gap`` where one of
        the two years has no report.
    missing : str
        What lacks: ``report 2013``, or indicators with their years.
    severity : str
        Of the finding that a broken rule is.
    where : str
        Where the later figure stands.
    terms : tuple of Term
        What is added up to the expected value.
    per_applicant : bool
        Whether the rule holds for each column of table 3.
    publisher_before : str or None
        Who published the earlier report.
    """

    place_code: str | None
    place: str | None
    publisher: str | None
    earlier_year: int
    year: int
    rule: str
    relation: str
    indicator: str
    applicant: str
    earlier: int | float | None
    later: int | float | None
    expected: int | float | None
    outcome: str
    missing: str = ""
    severity: str = "error"
    where: str = ""
    terms: tuple[Term, ...] = ()
    per_applicant: bool = False
    publisher_before: str | None = None


_UNSHOWN = ("severity", "where", "terms", "per_applicant", "publisher_before")
#: Columns of :func:`chain`.
COLUMNS = tuple(f.name for f in fields(Link) if f.name not in _UNSHOWN)


def chain(reports: Iterable[Report]) -> pd.DataFrame:
    """Return every pair of years that a rule joins, one row a pair, rule and applicant.

    Parameters
    ----------
    reports : iterable of Report
        Reports of any places and years, in any order.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`, as in :class:`Link`; years are Int64, values Float64, the rest
        string. Between a publisher's first and last report every pair of years in which a form
        asks for the rule has its row: a year without a report is a ``gap`` and never a pass.
    """
    import pandas as pd

    rows = [[getattr(link, name) for name in COLUMNS] for link in links(reports)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    kinds = dict.fromkeys(COLUMNS, "string") | dict.fromkeys(("earlier_year", "year"), "Int64")
    return frame.astype(kinds | dict.fromkeys(("earlier", "later", "expected"), "Float64"))


def links(reports: Iterable[Report]) -> list[Link]:
    """Return the links of all series, in the order of places and years."""
    out: list[Link] = []
    for years in series_of(reports).values():
        for year in range(min(years) + 1, max(years) + 1):
            out += _pair(years, year)
        out += _cumulative(years)
    return out


def _pair(years: Years, year: int) -> Iterator[Link]:
    lacking = [y for y in (year - 1, year) if y not in years]
    nearest = max((y for y in years if y <= year), default=min(years))
    head = years[nearest][0]
    for rule, first, last in continuity_rules():
        asked = first <= year - 1 and year <= last
        for applicant in APPLICANTS if rule.per_applicant else ("total",):
            if lacking:
                if asked:
                    missing = ", ".join(f"report {y}" for y in lacking)
                    yield Link(
                        head.place_code, head.place, head.publisher, year - 1, year, rule.id, "=",
                        rule.later, applicant, None, None, None, "gap", missing, rule.severity,
                    )  # fmt: skip
                continue
            link = _link(rule, applicant, years[year - 1], years[year], year)
            if asked or link.outcome in ("holds", "broken"):
                yield link


def _link(
    rule: Continuity, applicant: str, before: Sequence[Report], after: Sequence[Report], year: int
) -> Link:
    def term(sign: int, indicator: str, later: bool) -> Term:
        found = cell(after if later else before, indicator, applicant)
        return Term(sign, indicator, year if later else year - 1, found.value if found else None)

    terms = [term(1, rule.earlier, False)]
    terms += [term(1, i, False) for i in rule.plus_earlier]
    terms += [term(1, i, True) for i in rule.plus] + [term(-1, i, True) for i in rule.minus]
    found = cell(after, rule.later, applicant)
    later = found.value if found else None
    lacking = [f"{t.indicator} {t.year}" for t in terms if t.value is None]
    lacking += [f"{rule.later} {year}"] if later is None else []
    expected = None
    if not any(t.value is None for t in terms):
        expected = _exact(sum(t.sign * t.value for t in terms if t.value is not None))
    outcome = "unchecked"
    if expected is not None and later is not None:
        outcome = "holds" if _exact(expected - later) == 0 else "broken"
    head = after[0]
    return Link(
        head.place_code, head.place, head.publisher, year - 1, year, rule.id, "=", rule.later,
        applicant, terms[0].value, later, expected, outcome, ", ".join(lacking), rule.severity,
        found.where if found else "", tuple(terms), rule.per_applicant, before[0].publisher,
    )  # fmt: skip


def _cumulative(years: Years) -> Iterator[Link]:
    """Compare each figure since the beginning with the last that was stated before it."""
    stated: dict[int, dict[str, Figure]] = {}
    for year, reports in sorted(years.items()):
        mine: dict[str, Figure] = {}
        for f in (f for r in reports for f in r.figures):
            if f.cumulative and f.method != "prose" and f.indicator in _measured(f.form):
                mine.setdefault(f.indicator, f)
                if mine[f.indicator].value is None:
                    mine[f.indicator] = f
        if mine:
            stated[year] = mine
    severity = year_rules().cumulative_severity
    for indicator in dict.fromkeys(i for mine in stated.values() for i in mine):
        before: tuple[int, Figure] | None = None
        for year, mine in stated.items():
            now = mine.get(indicator)
            head = years[year][0]
            if before is not None:
                since, then = before
                missing, outcome = "", "unchecked"
                if now is None or now.value is None:
                    missing = f"{indicator} {year}"
                elif indicators()[indicator].money and now.unit != then.unit:
                    missing = f"{indicator} in one unit"
                else:
                    assert then.value is not None
                    outcome = "holds" if now.value >= then.value else "broken"
                yield Link(
                    head.place_code, head.place, head.publisher, since, year, CUMULATIVE, ">=",
                    indicator, "total", then.value, now.value if now else None, then.value, outcome,
                    missing, severity, now.where if now else "",
                    (Term(1, indicator, since, then.value),), False, years[since][0].publisher,
                )  # fmt: skip
            if now is not None and now.value is not None:
                before = year, now


@cache
def _measured(form: str | None) -> frozenset[str]:
    """Return the indicators that a form asks for since the beginning, beside those of the year."""
    known = forms().get(form or "")
    return frozenset(
        id_
        for table in (known.tables.values() if known else ())
        if any(column.key == "cumulative" for column in table.columns.nodes)
        for id_ in table.ids
    )


def _exact(value: int | float) -> int | float:
    return round(value, 6) if isinstance(value, float) else value
