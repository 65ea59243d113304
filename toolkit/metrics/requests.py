"""Requests: how many there are for the residents, who makes them, what is left over, what is appealed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.codebook import APPLICANTS, indicators
from toolkit.codebook import series as series_table
from toolkit.metrics.ratio import Ratio, added, era, of_applicant, told
from toolkit.panel.cells import PlaceYear
from toolkit.panel.choice import Choice, choose
from toolkit.panel.series import series_row
from toolkit.population import Residents, residents

_PARTS = tuple(a for a in APPLICANTS if a != "total")


def of_series(cell: PlaceYear, name: str) -> tuple[Choice, dict[str, Any]]:
    """Return a year's value of a series, with the side of a break that it is on."""
    row = series_row(cell, name, series_table()[name])
    if row is None:
        return Choice(None, "not_stated"), {"group": "all"}
    rows = row["taken"]["value"]
    found = Choice(
        row["value"], row["missing"], row["approximate"], row["scope"], row["method"], row["unit"],
        row["address"], row["note"] or "", _period(rows), _corrections(row), rows,
    )  # fmt: skip
    return found, {"group": row["group"], "assumed": row["form_assumed"]}


def _period(rows: tuple[Any, ...]) -> bool | None:
    return None if any(r["cumulative"] is None for r in rows) else False


def _corrections(row: dict[str, Any]) -> tuple[str, ...]:
    return (row["corrected_by"],) if row["corrected_by"] else ()


def per_100k(cell: PlaceYear) -> Iterator[Ratio]:
    """Yield requests received by the residents of the census of 2020."""
    found, side = of_series(cell, "requests_received")
    people = _residents(cell)
    whole = Choice(people.value, None if people.value else "no_population")
    yield Ratio("census2020", found, whole, note=people.note, n=found.value, **side)


def _residents(cell: PlaceYear) -> Residents:
    """Return the residents of the units that a report, or a sum of reports, is of."""
    if cell.head["line"] != "main":
        # A zone beside its county has residents of its own, whom nobody has counted apart.
        return Residents(None, None)
    # Where units that merged later are added up, each is counted as it was in the year.
    codes = str(cell.head.get("published_code") or cell.head["place_code"]).split("+")
    found = [residents(code, cell.head["year"]) for code in codes]
    lacking = next((r for r in found if r.value is None), None)
    if lacking is not None:
        return lacking
    notes = [r.note for r in found if r.note]
    return Residents(sum(r.value or 0 for r in found), "; ".join(notes) or None)


def applicants(cell: PlaceYear) -> Iterator[Ratio]:
    """Yield each kind of applicant among the requests received."""
    whole = choose(cell, "requests_received")
    parts = {a: told(cell, of_applicant(cell, "requests_received", a)) for a in _PARTS}
    wrong = broken(list(parts.values()), whole)
    for part, found in parts.items():
        yield Ratio("received", found, whole, part, wrong=wrong, **era(cell))


def broken(parts: list[Choice], whole: Choice) -> str | None:
    """Return ``parts_differ`` where stated parts cannot be those of the whole.

    All of them have to make it; where some are missing, the others must not exceed it.
    """
    known = [p.value for p in parts if p.value is not None]
    if whole.value is None or not known:
        return None
    differ = sum(known) != whole.value if len(known) == len(parts) else sum(known) > whole.value
    return "parts_differ" if differ else None


def on_hand(cell: PlaceYear) -> tuple[Choice, str | None]:
    """Return the requests of a year, new and carried over, and whether they end up where they should."""
    names = ("requests_received", "requests_carried_over")
    whole = added([told(cell, choose(cell, n), _forms(n)) for n in names])
    ends = [of_series(cell, "requests_processed")[0], choose(cell, "requests_carried_forward")]
    return whole, broken(ends, whole)


def _forms(indicator: str) -> tuple[str, ...]:
    return indicators()[indicator].forms


def carried_forward(cell: PlaceYear) -> Iterator[Ratio]:
    """Yield what is carried forward of the requests received and carried over."""
    name = "requests_carried_forward"
    whole, wrong = on_hand(cell)
    left = told(cell, choose(cell, name), _forms(name))
    yield Ratio("received", left, whole, wrong=wrong, **era(cell))


def appealed(cell: PlaceYear) -> Iterator[Ratio]:
    """Yield reconsideration, litigation and both by the requests processed."""
    names = ("requests_processed", "reconsideration", "litigation")
    whole, *counts = (of_series(cell, n)[0] for n in names)
    cases = dict(zip(names[1:], counts, strict=True))
    for part, count in (*cases.items(), ("appeals", added(list(cases.values())))):
        yield Ratio("processed", count, whole, part, **era(cell))
