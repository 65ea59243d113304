"""Differ: two reports of one publisher for one year that state different figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from toolkit.checks.about import class_of
from toolkit.codebook import label_of
from toolkit.figure import Figure, Finding
from toolkit.report import Report

_FACTS = ("printed_share", "printed_change")
_Key = tuple[object, ...]


def differing_findings(reports: Iterable[Report]) -> list[Finding]:
    """Compare reports of one publisher for one year, figure by figure.

    The first report given is the one compared with. Figures are the same where indicator,
    applicant, scope, period and method are, and for breakdowns the printed label. A figure that only
    one of them states, or that is missing in one, is no difference.

    Returns
    -------
    list of Finding
        ``reports_differ``, a warning for each figure: ``expected`` is the value of the first report,
        ``found`` that of the other; the message names both by their address or file.
    """
    same: dict[_Key, list[Report]] = defaultdict(list)
    for r in reports:
        place = r.place_code or r.place
        if r.year is not None and place and r.publisher:
            same[place, r.publisher, r.level, r.year].append(r)
    out: list[Finding] = []
    for first, *others in same.values():
        for other in others:
            out += _compare(first, other)
    return out


def _values(report: Report) -> dict[_Key, list[Figure]]:
    out: dict[_Key, list[Figure]] = defaultdict(list)
    for f in report.figures:
        if f.value is None or f.approximate or f.indicator in _FACTS:
            continue
        label = class_of(f)
        scope = None if f.scope == "whole_county" else f.scope
        out[f.indicator, f.applicant, label, scope, f.cumulative, f.method].append(f)
    return out


def _compare(first: Report, other: Report) -> Iterator[Finding]:
    theirs = _values(other)
    for key, mine in _values(first).items():
        known = {f.value for f in mine}
        # A report that contradicts itself says so on its own.
        if key not in theirs or known & {f.value for f in theirs[key]}:
            continue
        yield _finding(first, other, mine[0], theirs[key][0])


def _finding(first: Report, other: Report, one: Figure, two: Figure) -> Finding:
    name_one, name_two = _name(first), _name(other)
    if name_one == name_two:
        name_one, name_two = f"{name_one} (1)", f"{name_two} (2)"
    label = f" ({one.label})" if one.label else ""
    since = (" since the beginning", "历年累计") if one.cumulative else ("", "")
    column = f" [{one.applicant}]" if one.applicant != "total" else ""
    return Finding(
        "reports_differ", "warning",
        f"{label_of(one.indicator, 'en')}{label}{since[0]}{column}: {one.value:,} in {name_one}, "
        f"{two.value:,} in {name_two}",
        f"{one.label or label_of(one.indicator)}{since[1]}{column}：{name_one}为{one.value:,}，"
        f"{name_two}为{two.value:,}",
        one.indicator, one.applicant, one.value, two.value, two.where, other.place, other.year,
        two.quote, other.place_code, other.publisher, cumulative=bool(one.cumulative),
        about=((one.indicator, one.applicant, None),), label=class_of(one),
    )  # fmt: skip


def _name(report: Report) -> str:
    return report.address or PurePath(report.source).name
