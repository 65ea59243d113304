"""Frames: rows of plain values to a typed frame; one place for the column types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

HEAD = (
    "place_code", "place", "line", "line_label", "publisher", "level", "year", "form", "synthetic",
)  # fmt: skip
#: Columns that hold the markers of :mod:`toolkit.panel.marks`.
MARKS = ("group", "form_assumed", "break_before", "break_cause", "note_zh", "note_en")

_FLAGS = "synthetic approximate conflict form_assumed complete nested sheet assumed"
_NUMBERS = (
    "value published corrected lower upper numerator denominator wider beside parts_sum total share"
    " remainder n per"
)
_KINDS = {
    "year": "Int64", **dict.fromkeys(_FLAGS.split(), "boolean"),
    **dict.fromkeys(_NUMBERS.split(), "Float64"),
}  # fmt: skip


def typed(
    rows: Iterable[Any], columns: Sequence[str], kinds: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return ``rows`` as a frame of exactly ``columns``, numbers Float64, flags boolean, text string.

    ``kinds`` names the types of columns that no other frame has.
    """
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(columns))
    known = {**_KINDS, **(kinds or {})}
    return frame.astype({c: known.get(c, "string") for c in columns})
