"""Table: a frame as printed cells, with thousands separators, decimal points below each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

MISSING = "—"


def number_text(value: float, decimals: int | None = None) -> tuple[str, str]:
    """Return a number as its whole part and its fraction with the point.

    Without ``decimals`` a number keeps the digits it has.

    Examples
    --------
    >>> number_text(12345), number_text(0.5), number_text(-1234.25, 1)
    (('12,345', ''), ('0', '.5'), ('−1,234', '.2'))
    """
    if decimals is None:
        text = f"{int(value):,}" if float(value).is_integer() else f"{value:,.6f}".rstrip("0")
    else:
        text = f"{value:,.{decimals}f}"
    whole, point, fraction = text.replace("-", "−").partition(".")
    return whole, point + fraction


def table_block(
    frame: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    decimals: Mapping[str, int] | None = None,
    wide: Sequence[str] = (),
    marks: Mapping[tuple[int, str], str] | None = None,
) -> dict[str, Any]:
    """Return the columns of ``frame`` as plain data for the template.

    Parameters
    ----------
    frame : pandas.DataFrame
        What is printed, in its order; the index is not printed. A missing figure becomes a dash.
    labels, units : mapping of str to str, optional
        Printed heading and unit of a column; the column's name and no unit otherwise.
    decimals : mapping of str to int, optional
        Digits after the point; as many as each number has otherwise. Columns of years want no
        separators: make them text.
    wide : sequence of str
        Columns of longer text that take the room that is left.
    marks : mapping of (int, str) to str, optional
        Small marks after a number, by row and column.
    """
    columns: list[dict[str, Any]] = []
    printed: list[list[Any]] = []
    for name, values in frame.items():
        # A column of objects may hold whole numbers beside fractions, each as it was printed.
        kind = values.infer_objects().dtype
        numeric = pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
        cells: list[Any] = []
        for i, value in enumerate(values):
            missing = value is None or pd.isna(value)
            if numeric:
                number = (
                    (MISSING, "") if missing else number_text(value, (decimals or {}).get(name))
                )
                mark = (marks or {}).get((i, name), "")
                cells.append({"whole": number[0], "frac": number[1], "mark": mark})
            else:
                cells.append(MISSING if missing else str(value))
        columns.append(
            {
                "label": (labels or {}).get(name, name),
                "unit": (units or {}).get(name, ""),
                "numeric": numeric,
                "width": "wide" if name in wide else "auto",
                "frac": max((c["frac"] for c in cells), key=len, default="") if numeric else "",
            }
        )
        printed.append(cells)
    if not wide and sum(c["numeric"] for c in columns) >= 4:
        for column in columns:
            column["width"] = "even" if column["numeric"] else "auto"
    return {
        "kind": "table",
        "columns": columns,
        "rows": [list(row) for row in zip(*printed, strict=True)],
        "has_missing": bool(frame.isna().any(axis=None)),
    }
