"""Verdicts: which finding each verdict is about, and the findings with what was said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from toolkit.corrections.entry import Entry, same
from toolkit.corrections.figures import Match, shown
from toolkit.figure import Finding


def judged(
    entries: Iterable[Entry], findings: Iterable[Finding]
) -> tuple[list[Finding], list[Match]]:
    """Return the findings with their verdicts, and what became of each verdict.

    ``explained`` makes a finding a note; the other verdicts leave it as severe as it is.
    """
    out = list(findings)
    before = tuple(out)
    taken: dict[int, Entry] = {}
    matches = []
    for entry in entries:
        if entry.verdict is None:
            continue
        match = _match(entry, before, taken)
        matches.append(match)
        for i in match.rows:
            taken[i] = entry
            severity = "note" if entry.verdict == "explained" else out[i].severity
            reason = f"{entry.reason} ({entry.by}, {entry.source})"
            out[i] = replace(out[i], verdict=entry.verdict, reason=reason, severity=severity)
    return out, matches


def _match(entry: Entry, findings: tuple[Finding, ...], taken: dict[int, Entry]) -> Match:
    mine = [i for i, f in enumerate(findings) if _is_asked(entry, f)]
    if not mine:
        return Match(entry, "no_finding")
    expected = [i for i in mine if same(entry.expect, findings[i].found)]
    if not expected:
        values = {shown(findings[i].found): findings[i].found for i in mine}
        found = next(iter(values.values())) if len(values) == 1 else "; ".join(values)
        return Match(entry, "differs", found=found)
    if len({repr(findings[i]) for i in expected}) > 1:
        told = "; ".join(f"against {shown(findings[i].expected)}" for i in expected)
        return Match(entry, "several", found=told)
    other = next((taken[i] for i in expected if i in taken), None)
    if other is not None:
        return Match(entry, "twice", found=other.where)
    return Match(entry, rows=tuple(expected))


def _is_asked(entry: Entry, finding: Finding) -> bool:
    if (finding.code, finding.year, finding.indicator) != (
        entry.finding, entry.year, entry.indicator,
    ):  # fmt: skip
        return False
    if entry.place_code and finding.place_code:
        place = finding.place_code == entry.place_code
    else:
        place = finding.place == entry.place
    applicants = (entry.applicant,) if entry.applicant else (None, "total")
    return (
        place
        and finding.applicant in applicants
        and entry.publisher in (None, finding.publisher)
        and (entry.against is None or same(entry.against, finding.expected))
    )
