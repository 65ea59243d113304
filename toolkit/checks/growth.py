"""Growth: printed changes on the year before, against the figures that they are made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from toolkit.checks.about import class_of
from toolkit.checks.rules import year_rules
from toolkit.checks.series import cell, series_of
from toolkit.codebook import indicators
from toolkit.figure import Figure, Finding
from toolkit.report import Report

_PERCENT = ("%", "％")
_SPOKEN = ("prose", "structured")
_NUMBER = re.compile(r"\d+(?:\.(\d+))?\s*[%％]")
#: A figure of the year before, named in the same sentence.
_BEFORE = re.compile(
    r"(?:上年度?|去年|上一年度?|(?P<year>20\d\d)年度?)(?:同期)?(?:的|为|共)?"
    r"(?P<number>\d{1,3}(?:[,，]\d{3})+|\d+)\s*(?P<unit>条|件|篇|次|人次)"
)
_OTHER_THAN_YEAR = re.compile("环比|[万亿倍]")


def change_findings(reports: Iterable[Report]) -> list[Finding]:
    """Compare each printed change with the figures of its report and of that of the year before.

    The figure of the year is the one that the change is printed behind, that of the year before
    stands in the report of that year, in its sentences or its table; without it nothing is said. A
    count has to be the difference; a percentage has to be what the difference makes, rounded half up
    to its printed decimals.

    Returns
    -------
    list of Finding
        ``continuity_broken``, where none of the figures of the year before makes the change.
    """
    out: list[Finding] = []
    for years in series_of(reports).values():
        for year, mine in years.items():
            for report in mine:
                for change, owner in _changes(report):
                    if _named_before(report, change, owner) is None:
                        bases = _of_year_before(owner, years.get(year - 1, []))
                        out += _judge(report, change, owner, bases, "continuity_broken")
    return out


def own_change_findings(report: Report) -> list[Finding]:
    """Compare each printed change with what the same report states of the year before.

    That is a figure of the year before in the same sentence (比上年的60件减少15件), or, for a
    percentage, the year before that a printed count of the same change makes.

    Returns
    -------
    list of Finding
        ``identity_broken``, a warning.
    """
    changes = _changes(report)
    counts = {
        owner: owner.value - change.value
        for change, owner in changes
        if change.unit == owner.unit and change.value is not None and owner.value is not None
    }
    out: list[Finding] = []
    for change, owner in changes:
        named = _named_before(report, change, owner)
        made = counts.get(owner) if change.unit in _PERCENT else None
        base = named if named is not None else made
        if base is not None:
            out += _judge(report, change, owner, [base], "identity_broken")
    return out


def _changes(report: Report) -> list[tuple[Figure, Figure]]:
    """Return each printed change with the figure that it is printed behind."""
    owners: dict[str | None, Figure] = {}
    out: list[tuple[Figure, Figure]] = []
    for f in report.figures:
        if f.value is None or f.approximate:
            continue
        if f.indicator == "printed_change":
            if f.label in owners and not _OTHER_THAN_YEAR.search(f.quote + (f.unit or "")):
                out.append((f, owners[f.label]))
        elif (
            f.method in _SPOKEN and f.cumulative is False and f.applicant == "total"
            and f.indicator != "printed_share"
        ):  # fmt: skip
            owners[f.label or indicators()[f.indicator].zh] = f
    return out


def _judge(
    report: Report, change: Figure, owner: Figure, bases: Sequence[float], code: str
) -> Iterator[Finding]:
    percent = change.unit in _PERCENT
    if not percent and change.unit not in (owner.unit, None):
        return
    # What grows from nothing has no percentage.
    bases = [b for b in bases if b or not percent]
    if not bases or any(_follows(change, owner, b, percent) for b in bases):
        return
    assert owner.value is not None and report.year is not None
    base = bases[0]
    due = _due(owner.value, base, _decimals(change)) if percent else owner.value - base
    sign = " %" if percent else ""
    name, rule = indicators()[owner.indicator], year_rules().change_words
    label_en = f"{name.en} ({owner.label})" if owner.label else name.en
    years = (report.year - 1, report.year)
    yield Finding(
        code, year_rules().change_severity,
        f"{rule['en']} ({label_en}): printed {change.value:+g}{sign}, but {base:,g} in {report.year - 1} and "
        f"{owner.value:,g} in {report.year} make {due:+g}{sign}",
        f"{rule['zh']}（{owner.label or name.zh}）：印作{change.value:+g}{sign.strip()}，"
        f"而{report.year - 1}年{base:,g}、{report.year}年{owner.value:,g}，应为{due:+g}{sign.strip()}",
        "printed_change", "total", due, change.value, change.where, report.place, report.year,
        change.quote, report.place_code, report.publisher,
        about=(
            *((owner.indicator, "total", year) for year in years),
            ("printed_change", "total", report.year),
        ),
        label=class_of(owner) or change.label,
    )  # fmt: skip


def _named_before(report: Report, change: Figure, owner: Figure) -> float | None:
    """Return the figure of the year before that stands in the sentence of the change."""
    if report.document is None or report.year is None or not change.where.startswith("text:"):
        return None
    text = report.document.text
    start, end = (int(n) for n in change.where.removeprefix("text:").split("-"))
    begin = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
    found = [
        float(re.sub("[,，]", "", m["number"]))
        for m in _BEFORE.finditer(text, begin, end)
        if m["unit"] == owner.unit and m["year"] in (None, str(report.year - 1))
    ]
    return found[0] if len(found) == 1 else None


def _of_year_before(owner: Figure, before: Sequence[Report]) -> list[float]:
    """Return what the reports of the year before state: like the owner, then in their table."""
    spoken = [
        f.value
        for r in before
        for f in r.values(owner.indicator, label=owner.label, scope=owner.scope)
        if f.method in _SPOKEN and f.value is not None
        and f.cumulative is False and not f.approximate and f.unit in (owner.unit, None)
    ]  # fmt: skip
    table = None if owner.label else cell(before, owner.indicator)
    if table is not None and table.value is not None:
        spoken.append(table.value)
    return list(dict.fromkeys(spoken))


def _decimals(change: Figure) -> int:
    printed = _NUMBER.search(change.quote)
    text = printed[1] or "" if printed else f"{change.value:g}".partition(".")[2]
    return len(text)


def _due(now: float, base: float, decimals: int) -> float:
    exact = Decimal(str(now - base)) * 100 / Decimal(str(base))
    return float(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _follows(change: Figure, owner: Figure, base: float, percent: bool) -> bool:
    assert owner.value is not None and change.value is not None
    if percent:
        return abs(_due(owner.value, base, _decimals(change)) - change.value) < 1e-9
    return abs(owner.value - base - change.value) < 1e-9
