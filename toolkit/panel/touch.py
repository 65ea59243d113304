"""Touch: which findings speak of a figure, or of what it is added up from."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.codebook import indicators
from toolkit.figure import Finding

#: Facts of sentences that only their label tells apart.
_FACTS = ("printed_share", "printed_change")


def touches(
    finding: Finding, *, place_code: str | None, year: int, indicator: str,
    applicant: str = "total", publisher: str | None = None, label: str | None = None,
    cumulative: bool = False, scope: str = "",
) -> bool:  # fmt: skip
    """Return whether a finding speaks of a figure.

    A check speaks of all figures that it held against each other, any other finding of the one that
    it names, and one of no applicant of the whole row. One about a printed class speaks of that class
    only, one about figures since the beginning of none of the year, one about those of the portal of
    none of the whole place. Without a publisher, a label or a scope on one side, any will do.
    """
    if finding.place_code != place_code or finding.cumulative != cumulative:
        return False
    owner = finding.publisher
    if year != finding.year and finding.publisher_before:
        owner = finding.publisher_before
    if publisher and owner and publisher != owner:
        return False
    if scope and finding.scope and (scope == "portal") != (finding.scope == "portal"):
        return False
    if finding.about:
        if finding.label and label and label != finding.label and is_labelled(indicator):
            return False
        return any(
            name == indicator and column in (None, applicant) and (of or finding.year) == year
            for name, column, of in finding.about
        )
    if finding.year is None or finding.applicant not in (None, applicant):
        return False
    if finding.code == "unmapped_category" and finding.found != label:
        return False
    return (finding.year, finding.indicator) == (year, indicator)


def is_labelled(indicator: str) -> bool:
    """Return whether a report states a figure of an indicator for each of several labels."""
    return indicator in _FACTS or bool(indicators()[indicator].breakdown)


def touching(
    findings: Iterable[Finding], *, place_code: str | None, year: int, indicator: str,
    applicant: str = "total", publisher: str | None = None, label: str | None = None,
    cumulative: bool = False, scope: str = "",
) -> list[Finding]:  # fmt: skip
    """Return those of the findings that speak of a figure, each once."""
    found = (
        f
        for f in findings
        if touches(
            f, place_code=place_code, year=year, indicator=indicator, applicant=applicant,
            publisher=publisher, label=label, cumulative=cumulative, scope=scope,
        )
    )  # fmt: skip
    return list(dict.fromkeys(found))
