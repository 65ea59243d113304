"""Children: a place's own figures and the sum of its departments' and townships' reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from toolkit.checks.about import own
from toolkit.checks.rules import year_rules
from toolkit.checks.series import stated
from toolkit.codebook import label_of
from toolkit.figure import Finding
from toolkit.report import Report


def children_findings(reports: Iterable[Report]) -> list[Finding]:
    """Compare each place's own figures with those of the publishers below it, where both are loaded.

    ``years.yml`` declares which levels a place adds up and which indicators add up. Below a county
    are the departments and townships of its code; below a prefecture also the counties whose code
    begins as its own. Whether all of them are loaded is never known, so only a sum that exceeds
    the place's own figure contradicts it.

    Returns
    -------
    list of Finding
        ``children_differ``: a warning where the sum of what is loaded exceeds the place's own
        figure, a note where two or more are loaded and their sum stays below it. A publisher
        whose every figure equals the place's own publishes the place's report, and is no part.
    """
    by_year: dict[int | None, list[Report]] = defaultdict(list)
    for r in reports:
        by_year[r.year].append(r)
    out: list[Finding] = []
    for year, mine in by_year.items():
        if year is None:
            continue
        for parent in mine:
            below = year_rules().levels.get(parent.level or "", ())
            if below and parent.place_code:
                out += _compare(parent, [r for r in mine if _is_below(r, parent, below)])
    return out


def _is_below(report: Report, parent: Report, levels: Sequence[str]) -> bool:
    if report.level not in levels or not report.place_code or not report.publisher:
        return False
    code = parent.place_code or ""
    if report.level == "county":
        return report.place_code != code and report.place_code[:4] == code[:4]
    return report.place_code == code


def _compare(parent: Report, below: Sequence[Report]) -> Iterator[Finding]:
    publishers: dict[str, list[Report]] = defaultdict(list)
    for r in below:
        publishers[r.publisher or ""].append(r)
    whole_of: dict[str, float] = {}
    theirs: dict[str, dict[str, float]] = {name: {} for name in publishers}
    for indicator in year_rules().additive:
        figure = stated([parent], indicator)
        if figure is None or figure.value is None:
            continue
        whole_of[indicator] = figure.value
        for name, mine in publishers.items():
            part = stated(mine, indicator)
            if part is not None and part.value is not None:
                theirs[name][indicator] = part.value
    for name, values in list(theirs.items()):
        if any(values.values()) and all(values[i] == whole_of[i] for i in values):
            del theirs[name]
    for indicator, whole in whole_of.items():
        parts = {name: values[indicator] for name, values in theirs.items() if indicator in values}
        added = sum(parts.values())
        if added > whole or (added < whole and len(parts) > 1):
            yield _finding(parent, indicator, whole, added, parts)


def _finding(
    parent: Report, indicator: str, whole: float, added: float, parts: dict[str, float]
) -> Finding:
    exceeds = added > whole
    figure = stated([parent], indicator)
    listed = sorted(parts.items(), key=lambda p: (-p[1], p[0]))[:3]
    names_en = ", ".join(f"{name} {n:,g}" for name, n in listed)
    names_zh = "、".join(f"{name}{n:,g}" for name, n in listed)
    more = len(parts) > len(listed)
    what = "more than" if exceeds else "fewer than"
    rest = "" if exceeds else "; the reports loaded are not known to be all"
    rest_zh = "" if exceeds else "；所载报告未必齐全"
    return Finding(
        "children_differ", "warning" if exceeds else "note",
        f"{label_of(indicator, 'en')}: {len(parts)} report(s) below add up to {added:,g} "
        f"({names_en}{', …' if more else ''}), {what} the place's own {whole:,g}{rest}",
        f"{label_of(indicator)}：下级{len(parts)}份报告合计{added:,g}（{names_zh}{'等' if more else ''}），"
        f"{'多于' if exceeds else '少于'}本级报告{whole:,g}{rest_zh}",
        indicator, "total", added, whole, figure.where if figure else "", parent.place, parent.year,
        place_code=parent.place_code, publisher=parent.publisher, about=own(indicator),
    )  # fmt: skip
