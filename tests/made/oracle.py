"""Oracle: what a report says beside what was written into it; it knows only printed figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from made.sample import Key, Sample, Truth
from toolkit.figure import Finding
from toolkit.report import Report

#: Truth of a figure that no person could make out: it has to be left unread or flagged.
UNREADABLE = "unreadable"


@dataclass
class Verdict:
    """How one report was read; ``wrong`` and ``missed`` say which figures and how."""

    right: int = 0
    readable: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    flagged: list[str] = field(default_factory=list)


def judge(sample: Sample, report: Report) -> Verdict:
    """Compare every figure of ``report`` with the truth of ``sample``, and the other way round."""
    verdict = Verdict()
    read: dict[Key, set[Truth | None]] = {}
    for figure in report.figures:
        if figure.category or figure.label:
            continue
        key = (figure.indicator, figure.applicant, bool(figure.cumulative))
        value = figure.missing if figure.value is None else figure.value
        read.setdefault(key, set()).add(value)
    for key, truth in sample.truth.items():
        values = read.get(key, set())
        verdict.readable += truth != UNREADABLE
        if truth == UNREADABLE:
            if any(isinstance(v, int | float) for v in values) and not is_flagged(key, report):
                verdict.wrong.append(f"{key}: read as {values}, nobody can read it")
        elif not values:
            verdict.missed.append(f"{key}: {truth}")
        elif values == {truth}:
            verdict.right += 1
        elif is_flagged(key, report):
            verdict.flagged.append(f"{key}: {truth}, read as {values}")
        else:
            verdict.wrong.append(f"{key}: {truth}, read as {values}")
    for key, values in read.items():
        if key not in sample.truth and not is_flagged(key, report):
            verdict.wrong.append(f"{key}: not printed, read as {values}")
    return verdict


def is_flagged(key: Key, report: Report) -> bool:
    """Tell whether a finding of more than a note names this figure."""
    return any(_names(f, key) for f in report.findings)


def _names(finding: Finding, key: Key) -> bool:
    return (
        finding.severity in ("error", "warning")
        and finding.indicator == key[0]
        and finding.applicant in (None, key[1])
    )
