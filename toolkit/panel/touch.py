"""Touch: which findings speak of a figure, or of what it is added up from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from toolkit.figure import Finding
from toolkit.forms import forms


@cache
def _across_years() -> frozenset[tuple[str, int, str]]:
    """Return figure, years until the finding and its indicator, for what stands across years."""
    out: set[tuple[str, int, str]] = set()
    for form in forms().values():
        for rule in form.continuity:
            out |= {(i, 1, rule.later) for i in (rule.earlier, *rule.plus_earlier)}
            out |= {(i, 0, rule.later) for i in (*rule.plus, *rule.minus)}
    return frozenset(out)


def touches(
    finding: Finding, *, place_code: str | None, year: int, indicator: str,
    applicant: str = "total", publisher: str | None = None, label: str | None = None,
    cumulative: bool = False,
) -> bool:  # fmt: skip
    """Return whether a finding speaks of a figure.

    A finding of no applicant is of the whole row. One across years speaks of the figures on both of
    its sides, one about figures since the beginning of none of the year. Without a publisher on one
    side, any will do.
    """
    if finding.place_code != place_code or finding.year is None or finding.indicator is None:
        return False
    if publisher and finding.publisher and publisher != finding.publisher:
        return False
    if finding.applicant not in (None, applicant) or finding.cumulative != cumulative:
        return False
    if finding.code == "continuity_broken":
        ahead = (indicator, finding.year - year, finding.indicator)
        if ahead in _across_years():
            return True
    if finding.code == "unmapped_category" and finding.found != label:
        return False
    return (finding.year, finding.indicator) == (year, indicator)


def touching(
    findings: Iterable[Finding], *, place_code: str | None, year: int, indicator: str,
    applicant: str = "total", publisher: str | None = None, label: str | None = None,
    cumulative: bool = False,
) -> list[Finding]:  # fmt: skip
    """Return those of the findings that speak of a figure, each once."""
    found = (
        f
        for f in findings
        if touches(
            f, place_code=place_code, year=year, indicator=indicator, applicant=applicant,
            publisher=publisher, label=label, cumulative=cumulative,
        )
    )  # fmt: skip
    return list(dict.fromkeys(found))
