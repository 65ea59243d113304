"""Frames: rows of plain values to a typed frame; one place for the column types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

HEAD = (
    "place_code", "place", "line", "line_label", "publisher", "level", "year", "form", "synthetic",
)  # fmt: skip
#: Columns that hold the markers of :mod:`toolkit.panel.marks`.
MARKS = ("group", "form_assumed", "break_before", "break_cause", "note_zh", "note_en")

_INTEGERS = {"year"}
_FLAGS = {
    "synthetic", "approximate", "conflict", "form_assumed", "complete", "nested", "sheet",
}  # fmt: skip
_NUMBERS = {
    "value", "numerator", "denominator", "parts_sum", "total", "share", "remainder", "n", "stated",
}  # fmt: skip


def typed(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return ``rows`` as a frame of exactly ``columns``, numbers Float64, flags boolean, text string."""
    import pandas as pd

    kinds = {
        c: "Int64" if c in _INTEGERS
        else "boolean" if c in _FLAGS
        else "Float64" if c in _NUMBERS
        else "string"
        for c in columns
    }  # fmt: skip
    return pd.DataFrame(list(rows), columns=list(columns)).astype(kinds)
