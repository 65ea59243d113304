"""Oracle: what a report says beside what was written into it; it knows only printed figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from made.sample import UNREADABLE, Doubtful, Key, Sample, Truth
from toolkit.figure import Figure, Finding
from toolkit.report import Report

Values = set[int | float | str | None]


@dataclass
class Verdict:
    """How one report was read; ``wrong`` and ``missed`` say which figures and how.

    ``readable`` counts the figures that a person can read; ``silent`` are those of ``missed`` that
    no finding names.
    """

    right: int = 0
    readable: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    flagged: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def judge(sample: Sample, report: Report) -> Verdict:
    """Compare every figure of ``report`` with the truth of ``sample``, and the other way round.

    Figures of tables and of sentences are judged apart: one does not stand in for the other.
    """
    verdict = Verdict()
    for prose, truths in ((False, sample.truth), (True, sample.said)):
        read: dict[Key, Values] = {}
        for figure in report.figures:
            if (figure.method == "prose") is prose and not figure.category and not figure.label:
                read.setdefault(_key(figure), set()).add(_value(figure))
        _compare(truths, read, report, verdict)
    return verdict


def _key(figure: Figure) -> Key:
    return (figure.indicator, figure.applicant, bool(figure.cumulative))


def _value(figure: Figure) -> int | float | str | None:
    return figure.missing if figure.value is None else figure.value


def _compare(
    truths: Mapping[Key, Truth], read: dict[Key, Values], report: Report, verdict: Verdict
) -> None:
    for key, truth in truths.items():
        values = read.get(key, set())
        sure = truth != UNREADABLE and not isinstance(truth, Doubtful)
        wanted = truth.value if isinstance(truth, Doubtful) else truth
        verdict.readable += sure
        # A cell that was found but not made out is not read; the report says so by a finding.
        unread = not values or values == {"illegible"}
        if values == {wanted}:
            verdict.right += sure
        elif unread and sure:
            verdict.missed.append(f"{key}: {truth}")
            if not is_flagged(key, report):
                verdict.silent.append(f"{key}: {truth}")
        elif unread:
            continue
        elif is_flagged(key, report):
            verdict.flagged.append(f"{key}: {truth}, read as {values}")
        else:
            verdict.wrong.append(f"{key}: {truth}, read as {values}")
    for key, values in read.items():
        if key not in truths and values != {"illegible"} and not is_flagged(key, report):
            verdict.wrong.append(f"{key}: not printed, read as {values}")


def is_flagged(key: Key, report: Report) -> bool:
    """Tell whether a finding of more than a note names this figure."""
    return any(_names(f, key) for f in report.findings)


def _names(finding: Finding, key: Key) -> bool:
    return (
        finding.severity in ("error", "warning")
        and finding.indicator == key[0]
        and finding.applicant in (None, key[1])
    )
