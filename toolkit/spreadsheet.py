"""Spreadsheet: text that none takes for a formula, and frames as CSV and XLSX, the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter.worksheet import Worksheet

#: A cell that begins with one of these would be run as a formula.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_AT_RISK = r"^[ ']*[=+\-@＝＋－＠\t\r]|\x00"
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
#: What a sheet and a cell of XLSX hold at most.
_MOST_ROWS, _MOST_CHARACTERS = 1_048_576, 32_767
#: A book states when it was made; the clock would make two of the same content differ.
_NO_TIME = datetime(1980, 1, 1)
_WIDEST = 60


def safe_cell(text: str, *, numbers: bool = False) -> str:
    """Return text with an apostrophe before what a spreadsheet would take for a formula.

    Parameters
    ----------
    text : str
        The text of a cell.
    numbers : bool
        Whether a plain number such as -5 stays as it is, which is no danger.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("-5"), safe_cell("-5", numbers=True), safe_cell("无")
    ("'=1+1", "'-5", '-5', '无')
    """
    text = text.replace("\0", "")
    if numbers and _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if _risky(text) else text


def plain_cell(text: str) -> str:
    """Return the text of a cell as it was before :func:`safe_cell`.

    Examples
    --------
    >>> plain_cell("'=1+1"), plain_cell("''=1+1"), plain_cell("'s Gravenhage")
    ('=1+1', "'=1+1", "'s Gravenhage")
    """
    return text[1:] if text.startswith("'") and _risky(text[1:]) else text


def _risky(text: str) -> bool:
    return text.lstrip(" '").startswith(FORMULA)


def safe_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with every text cell as :func:`safe_cell` leaves it; numbers stay numbers."""
    import pandas as pd

    texts = {}
    for name in frame.columns:
        cells = frame[name]
        kind = cells.dtype
        if isinstance(kind, pd.CategoricalDtype | pd.StringDtype) or kind == "object":
            cells = cells.astype("string")
            # Few cells are at risk, and a whole column is looked through quickly.
            risky = cells.str.contains(_AT_RISK, regex=True).fillna(False).astype(bool)
            if risky.any():
                safe = [safe_cell(t, numbers=True) for t in cells[risky]]
                texts[name] = cells.copy()
                texts[name][risky] = safe
    return frame.assign(**texts)


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV for Excel: UTF-8 with a byte-order mark, lines end in CR LF.

    Text is as :func:`safe_cell` leaves it, missing cells are empty, flags are ``true`` and ``false``,
    whole numbers have no decimals.
    """
    import pandas as pd

    out = safe_text(frame)
    for name in out.columns:
        kind = str(out[name].dtype)
        if kind == "boolean":
            out[name] = out[name].astype("string").str.lower()
        elif kind == "Float64":
            numbers = out[name].to_numpy(dtype=object, na_value=None)
            out[name] = pd.array([n if n is None else number_text(n) for n in numbers], "string")
    text: str = out.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig", "replace")


def number_text(value: float) -> str:
    """Return the shortest text that reads back as the number.

    Examples
    --------
    >>> number_text(12.0), number_text(-0.5), number_text(18651.06)
    ('12', '-0.5', '18651.06')
    """
    return repr(float(value)).removesuffix(".0")


def book_bytes(sheets: Mapping[str, pd.DataFrame], title: str) -> bytes:
    """Return frames as an XLSX book, a sheet each, heads in the first row.

    Numbers are numbers, flags are flags, missing cells are empty; text is always text, never a
    formula or a link, so that it needs no apostrophe.

    Raises
    ------
    ParameterError
        A frame has more rows than a sheet holds.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "created": _NO_TIME})
    head = book.add_format({"bold": True, "bottom": 1})
    for name, frame in sheets.items():
        if len(frame) >= _MOST_ROWS:
            raise ParameterError(
                f"{len(frame)} rows are more than a sheet holds: write CSV instead"
            )
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, label in enumerate(frame.columns):
            sheet.write_string(0, column, str(label), head)
            _column(sheet, column, str(label), frame[label])
    book.close()
    return out.getvalue()


def _column(sheet: Worksheet, column: int, label: str, cells: pd.Series) -> None:
    width = len(label)
    for row, value in enumerate(cells.to_numpy(dtype=object, na_value=None), 1):
        if value is None:
            continue
        if isinstance(value, str):
            sheet.write_string(row, column, value[:_MOST_CHARACTERS])
            # A Chinese character is as wide as two letters.
            width = max(width, sum(1 + (c > "\u2e7f") for c in value[:_WIDEST]))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        else:
            sheet.write_number(row, column, value)
    sheet.set_column(column, column, min(width, _WIDEST) + 2)
