"""Series: which reports follow each other, and the one figure that a report states for the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from toolkit.figure import Figure
from toolkit.report import Report

#: Levels at which one place has one government, whatever name it publishes under.
_GOVERNMENTS = ("province", "prefecture", "county")

#: Place and publisher, or place and level where the level tells the publisher.
Key = tuple[str, str]
Years = dict[int, list[Report]]


def series_of(reports: Iterable[Report]) -> dict[Key, Years]:
    """Return the reports that follow each other, by year, for each publisher.

    The government of a county may publish under other names (县人民政府, 管委会办公室): its
    reports are one series, unless two publishers of that level report for one year. Reports without
    a year, without a place, or of a department or township without a name are in no series.
    """
    places: dict[Key, list[Report]] = defaultdict(list)
    for r in sorted(reports, key=_order):
        place = r.place_code or r.place
        if r.year is None or not place:
            continue
        if r.level in _GOVERNMENTS:
            places[place, f"level {r.level}"].append(r)
        elif r.publisher or r.level is None:
            places[place, r.publisher or ""].append(r)
    out: dict[Key, Years] = {}
    for (place, name), mine in places.items():
        publishers: dict[int | None, set[str | None]] = defaultdict(set)
        for r in mine:
            publishers[r.year].add(r.publisher)
        several = any(len(names) > 1 for names in publishers.values())
        for r in mine:
            key = (place, f"{name} {r.publisher}" if several else name)
            assert r.year is not None
            out.setdefault(key, {}).setdefault(r.year, []).append(r)
    return out


def _order(report: Report) -> tuple[object, ...]:
    place = (report.place_code or "~", report.place or "", report.year or 0)
    return (*place, report.publisher or "", report.source)


def cell(
    reports: Sequence[Report], indicator: str, applicant: str = "total", *, cumulative: bool = False
) -> Figure | None:
    """Return the figure of a table, or of a structured report, that holds a number."""
    for report in reports:
        for f in report.values(indicator, applicant=applicant):
            if f.method != "prose" and f.value is not None and bool(f.cumulative) == cumulative:
                return f
    return None


def stated(reports: Sequence[Report], indicator: str) -> Figure | None:
    """Return the figure of the year for the whole publisher: of its table, else of its sentences.

    None where no exact figure is stated, or the sentences state several.
    """
    found = cell(reports, indicator)
    if found is not None and found.scope in (None, "whole_county"):
        return found
    spoken = [
        f
        for report in reports
        for f in report.values(indicator, applicant="total", method="prose", cumulative=False)
        if f.value is not None and not f.approximate and f.scope in (None, "whole_county")
        and f.label is None
    ]  # fmt: skip
    return spoken[0] if len({f.value for f in spoken}) == 1 else None


def numbers(years: Mapping[int, Sequence[Report]], indicator: str) -> dict[int, Figure]:
    """Return the stated figures of a series, by year."""
    found = ((year, stated(reports, indicator)) for year, reports in sorted(years.items()))
    return {year: figure for year, figure in found if figure is not None}
