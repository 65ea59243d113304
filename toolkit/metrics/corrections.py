"""Corrections: how many of the decided cases of reconsideration and litigation end in a correction."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.metrics.ratio import Ratio, added, era, told
from toolkit.metrics.requests import broken
from toolkit.panel.cells import PlaceYear
from toolkit.panel.choice import Choice, choose

_ENDS = ("upheld", "corrected", "other", "pending")
_DECIDED = _ENDS[:3]
#: Forms that print what became of the cases; pending ones only the newer two.
_FORMS = ("stat2014", "form2019", "form2021")
_BLOCKS = ("litigation_direct", "litigation_after_reconsideration")


def reconsideration(cell: PlaceYear) -> Iterator[Ratio]:
    """Yield the cases corrected of those that reconsideration decided."""
    yield _rate(cell, ("reconsideration",))


def litigation(cell: PlaceYear) -> Iterator[Ratio]:
    """Yield the cases corrected of those that courts decided.

    Direct litigation and that after reconsideration are taken together, and only if both are stated;
    the forms before 2019 do not tell them apart.
    """
    apart = any(name.startswith(_BLOCKS) for name in cell.rows)
    yield _rate(cell, _BLOCKS if apart else ("litigation",))


def _rate(cell: PlaceYear, blocks: tuple[str, ...]) -> Ratio:
    ends = {b: {e: _end(cell, b, e) for e in _ENDS} for b in blocks}
    corrected = added([ends[b]["corrected"] for b in blocks])
    decided = added([ends[b][e] for b in blocks for e in _DECIDED])
    wrong = next((w for b in blocks if (w := _broken(cell, b, ends[b]))), None)
    return Ratio("decided", corrected, decided, wrong=wrong, **era(cell))


def _end(cell: PlaceYear, block: str, end: str) -> Choice:
    forms = _FORMS[1:] if end == "pending" else _FORMS
    return told(cell, choose(cell, f"{block}_{end}"), forms)


def _broken(cell: PlaceYear, block: str, ends: dict[str, Choice]) -> str | None:
    """Return whether the ends of a block cannot be those of its total; older forms know no pending."""
    parts = [c for e, c in ends.items() if e != "pending" or c.missing != "not_in_form"]
    return broken(parts, choose(cell, f"{block}_total"))
