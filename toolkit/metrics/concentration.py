"""Concentration: whether a report's disclosed items stand in a few of its classes or in many."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.metrics.ratio import NOT_STATED, Ratio, era
from toolkit.panel.cells import PlaceYear, Row
from toolkit.panel.choice import Choice, summed, usable
from toolkit.panel.composition import category_parts


def concentration(cell: PlaceYear) -> Iterator[Ratio]:
    """Yield Herfindahl's index of the listed classes, their number, and how much they cover.

    ``complete`` holds only where the classes make the stated total exactly; ``listed`` is of what is
    listed, and ``covered`` says how much of the total that is.
    """
    whole, parts, _ = category_parts(cell)
    listed = summed(parts) if parts else NOT_STATED
    # A class whose number is blank has some share that nobody knows.
    blank = _blank(cell, parts)
    if blank is not None:
        listed = Choice(None, blank["missing"] or "not_stated", rows=listed.rows)
    counts = [r["value"] for r in parts]
    squares = _like(listed, sum(x * x for x in counts))
    square = _like(listed, (listed.value or 0) ** 2)
    number = _like(listed, float(len(parts)))
    alone = "one_class" if len(parts) == 1 else None
    n = listed.value
    side = {k: v for k, v in era(cell).items() if k == "assumed"}
    for basis in ("complete", "listed"):
        wrong = alone
        if basis == "complete" and n is not None:
            wrong = alone or (None if n == whole.value else _incomplete(n, whole))
        note = None if whole.value is None or n is None else f"{n:.12g} / {whole.value:.12g}"
        yield Ratio(
            basis, squares, square, "herfindahl", wrong=wrong, note=note, n=n, **side
        )  # fmt: skip
        yield Ratio(
            basis, number, _like(listed, 1.0), "classes",
            wrong=wrong if basis == "complete" else None, n=n, **side,
        )  # fmt: skip
    wrong = "exceeds" if n is not None and whole.value is not None and n > whole.value else None
    yield Ratio("listed", listed, whole, "covered", wrong=wrong, n=n, **side)


def _incomplete(listed: float, whole: Choice) -> str:
    if whole.value is None:
        return "no_total"
    return "exceeds" if listed > whole.value else "incomplete"


def _like(listed: Choice, value: float) -> Choice:
    """Return another number of the same classes."""
    if listed.value is None:
        return listed
    return Choice(
        value, None, listed.approximate, listed.scope, address=listed.address,
        cumulative=listed.cumulative, corrected_by=listed.corrected_by, rows=listed.rows,
    )  # fmt: skip


def _blank(cell: PlaceYear, parts: list[Row]) -> Row | None:
    named = {r["label"] for r in parts}
    rows = (r for r in cell.rows.get("disclosed_by_category", ()) if usable(r) and r["label"])
    return next((r for r in rows if r["value"] is None and r["label"] not in named), None)
