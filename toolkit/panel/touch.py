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
    cumulative: bool = False,
) -> bool:  # fmt: skip
    """Return whether a finding speaks of a figure.

    A check speaks of all figures that it held against each other, any other finding of the one that
    it names, and one of no applicant of the whole row. One about a printed class speaks of that class
    only, one about figures since the beginning of none of the year. Without a publisher or a label
    on one side, any will do.
    """
    if finding.place_code != place_code or finding.cumulative != cumulative:
        return False
    if publisher and finding.publisher and publisher != finding.publisher:
        return False
    if finding.about:
        if finding.label and label and label != finding.label and _is_labelled(indicator):
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


def _is_labelled(indicator: str) -> bool:
    return indicator in _FACTS or bool(indicators()[indicator].breakdown)


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
