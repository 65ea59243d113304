"""Twice: two numbers for one figure of a text are those of two bodies, kinds or months: neither is read."""

from __future__ import annotations

from itertools import combinations

from toolkit.figure import Figure
from toolkit.prose.context import Context, left

#: Parts, which a text has many of, and channels, of which every site and account is one.
_MANY = ("disclosed_by_", "disclosed_channel_", "disclosed_beside_", "printed_", "requests_by_")
#: Whose figures are told apart: all others speak for the place as a whole.
_APART = frozenset(("agency", "portal"))
#: Of these a bureau of the county may have some that are those of the county too.
_EVENTS = ("responses_", "training_")
#: How far a rounded number may be from the exact one.
_ROUNDING = 0.05
#: So many are compared: a page may repeat itself ten thousand times.
_FEW = 20


def settle_twice(context: Context) -> None:
    """Take back figures of which the text has another value for the same thing and period.

    The panel would show the first of them; a careful person cannot say which of the two it is.
    """
    names = {n for n, f in context.said_of() if len(f) > 1 and not n.startswith(_MANY)}
    if not names:
        return
    same: dict[tuple[str, str | None, str | None, bool | None], list[Figure]] = {}
    for f in context.figures:
        if f.indicator in names:
            apart = f.scope in _APART and not f.indicator.startswith(_EVENTS)
            scope = f.scope if apart else None
            same.setdefault((f.indicator, f.label, scope, f.cumulative), []).append(f)
    gone: set[int] = set()
    for figures in same.values():
        if any(not _agree(a, b) for a, b in combinations(figures[:_FEW], 2)):
            gone |= {id(f) for f in figures}
            context.findings += [left(f, "two_candidates") for f in figures]
    if gone:
        context.figures[:] = [f for f in context.figures if id(f) not in gone]


def _agree(one: Figure, other: Figure) -> bool:
    """Whether two figures may be one number, rounded and exact."""
    a, b = one.value or 0, other.value or 0
    near = one.approximate or other.approximate or "万" in one.quote + other.quote
    return a == b or (near and abs(a - b) <= _ROUNDING * max(a, b))
