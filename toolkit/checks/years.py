"""Years: figures of one publisher's reports that should follow from the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.codebook import APPLICANTS, label_of
from toolkit.figure import Finding
from toolkit.forms import Continuity, forms
from toolkit.report import Report

_Number = int | float


def check_years(reports: Iterable[Report]) -> list[Finding]:
    """Compare each report with that of the same publisher for the year before.

    Parameters
    ----------
    reports : iterable of Report
        Reports of any places and years, in any order.

    Returns
    -------
    list of Finding
        ``continuity_broken`` with place and the later year. A year that is missing is a gap: the
        years on its two sides are not compared, and nothing says that they agree.
    """
    series: dict[tuple[object, ...], dict[int, list[Report]]] = {}
    for report in reports:
        if report.year is not None and (report.place_code or report.place):
            place = (report.place_code or report.place, report.publisher)
            series.setdefault(place, {}).setdefault(report.year, []).append(report)
    out: list[Finding] = []
    for years in series.values():
        for year in sorted(years):
            if year - 1 in years:
                out += _compare(years[year - 1], years[year])
    return out


def _rules() -> Iterator[Continuity]:
    seen: set[tuple[str, str]] = set()
    for form in forms().values():
        for rule in form.continuity:
            if (rule.later, rule.earlier) not in seen:
                seen.add((rule.later, rule.earlier))
                yield rule


def _value(reports: Iterable[Report], indicator: str, applicant: str) -> _Number | None:
    for report in reports:
        for figure in report.values(indicator, applicant=applicant):
            table = figure.method != "prose" and not figure.cumulative
            if table and figure.value is not None:
                return figure.value
    return None


def _compare(before: list[Report], after: list[Report]) -> list[Finding]:
    out = []
    for rule in _rules():
        applicants = tuple(APPLICANTS) if rule.per_applicant else ("total",)
        for applicant in applicants:
            found = _value(after, rule.later, applicant)
            terms = [(1, _value(before, rule.earlier, applicant), rule.earlier, False)]
            terms += [(1, _value(before, i, applicant), i, False) for i in rule.plus_earlier]
            terms += [(1, _value(after, i, applicant), i, True) for i in rule.plus]
            terms += [(-1, _value(after, i, applicant), i, True) for i in rule.minus]
            if found is None or any(v is None for _, v, _, _ in terms):
                continue
            expected = sum(sign * v for sign, v, _, _ in terms if v is not None)
            if round(expected - found, 6) != 0:
                out.append(_broken(rule, applicant, expected, found, terms, after[0]))
    return out


def _broken(
    rule: Continuity,
    applicant: str,
    expected: _Number,
    found: _Number,
    terms: list[tuple[int, _Number | None, str, bool]],
    report: Report,
) -> Finding:
    assert report.year is not None
    words = {"en": "", "zh": ""}
    for language in words:
        parts: list[str] = []
        for sign, value, indicator, later in terms:
            year = report.year if later else report.year - 1
            mark = "" if not parts else ("+ " if sign > 0 else "− ")
            parts.append(f"{mark}{label_of(indicator, language)} {year}: {value:,}")
        words[language] = " ".join(parts)
    # One term needs no sum.
    makes = f" = {expected:,}" if len(terms) > 1 else ""
    column = APPLICANTS[applicant]
    of_en = f" ({column['en']})" if rule.per_applicant else ""
    of_zh = f"（{column['zh']}）" if rule.per_applicant else ""
    return Finding(
        "continuity_broken", rule.severity,
        f"{rule.id.replace('_', ' ')}{of_en}: {words['en']}{makes}, but "
        f"{label_of(rule.later, 'en')} {report.year}: {found:,}",
        f"{of_zh}{words['zh']}{makes}；{label_of(rule.later)} {report.year}: {found:,}",
        rule.later, applicant, expected, found, place=report.place, year=report.year,
        place_code=report.place_code, publisher=report.publisher,
    )  # fmt: skip
