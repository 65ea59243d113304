"""Beside: published and corrected values of the same row, and which of them a frame uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.errors import ParameterError
from toolkit.panel.cells import PlaceYear, place_years

if TYPE_CHECKING:
    import pandas as pd

#: Which values a frame may use.
VALUES = ("published", "corrected")
#: Columns that stand beside ``value`` in every frame of figures.
BESIDE = ("used", "published", "corrected", "corrected_by")

Rows = list[dict[str, Any]]


def check_values(values: str) -> str:
    """Return ``values`` if it says which values to use, else raise ParameterError."""
    if values not in VALUES:
        raise ParameterError(f"values {values!r} is unknown: use one of {', '.join(VALUES)}")
    return values


def beside(
    make: Callable[[list[PlaceYear]], Rows],
    figures: pd.DataFrame,
    places: Iterable[str] | None,
    years: Iterable[int] | None,
    values: str,
    key: Sequence[str],
) -> Rows:
    """Return the rows that ``make`` makes of published or corrected figures, with the others beside.

    ``used`` says which ``value`` is: ``published`` or ``corrected``. ``published`` is what the
    published figures give, ``corrected`` what the corrected ones give, only where a correction bears
    on the row; ``corrected_by`` says which. ``key`` names what tells rows apart.
    """
    check_values(values)
    places = None if places is None else list(places)
    years = None if years is None else list(years)
    published = make(place_years(figures, places, years))
    corrected = published
    if "corrected" in figures and figures["corrected"].notna().any():
        corrected = make(place_years(figures, places, years, corrected=True))

    def by_key(rows: Rows) -> dict[tuple[Any, ...], dict[str, Any]]:
        return {tuple(r.get(k) for k in key): r for r in rows}

    old, new = by_key(published), by_key(corrected)
    out = []
    for row in corrected if values == "corrected" else published:
        own = tuple(row.get(k) for k in key)
        by = new.get(own, {}).get("corrected_by")
        out.append(
            row
            | {
                "used": values,
                "published": old.get(own, {}).get("value"),
                "corrected": new[own].get("value") if by else None,
                "corrected_by": by or None,
            }
        )
    return out
