"""Delimited: CSV as office programs export it, told from prose with commas, to lines and tables."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from toolkit.errors import ReadError
from toolkit.readers.blocks import Sheet
from toolkit.readers.content import Content
from toolkit.readers.encoding import decode_as
from toolkit.readers.sheet import content_of_sheets
from toolkit.readers.source import Source
from toolkit.values import parse_value

_DELIMITERS = ",;\t"
#: So many rows at least, and so much of all rows, have the same number of fields.
_MIN_ROWS = 4
_SAME = 0.9
_FIGURES = 0.3
_MAX_ROWS = 100_000
_MAX_FIELDS = 1000
#: Heads of what this package itself writes: figures and series, the list for review.
_OURS = ({"indicator", "value"}, {"series", "place_code"}, {"indicator", "sha256"})


def is_csv(source: Source) -> bool:
    """Whether the content is CSV: rows of equally many fields, a third of them figures or blank."""
    # Pages and lists are full of commas too; their first lines tell without parsing.
    if source.decoded.head.lstrip()[:1] == "<":
        return False
    text = _text(source)
    if _is_ours(text):
        return True
    if text.lstrip()[:1] == "<" or not any(text.count(d) > 2 * _MIN_ROWS for d in _DELIMITERS):
        return False
    return _rows(text) is not None


def read_csv(source: Source) -> Content:
    """Read CSV; a blank field keeps its place, whether it is a blank cell or covered by a merged one.

    Raises
    ------
    ReadError
        It holds figures that this package wrote, or has more cells than a report has.
    """
    text = _text(source)
    if _is_ours(text):
        raise ReadError(
            f"{source.name}: figures that gongkai wrote, no report; give the report itself"
        )
    rows = _rows(text)
    assert rows is not None
    sheet = Sheet()
    try:
        for r, row in enumerate(rows):
            for c, field in enumerate(row):
                sheet.put(r, c, field)
    except ReadError as error:
        raise ReadError(f"{source.name}: {error}") from None
    return content_of_sheets(source, [sheet], {}, source.decoded.label)


def _text(source: Source) -> str:
    decoded = source.decoded
    if not decoded.damaged:
        return decoded.text
    return decode_as(source.data, decoded.codec).lstrip("\ufeff")


def _is_ours(text: str) -> bool:
    head, _, _ = text[:2000].lstrip("\ufeff\r\n").partition("\n")
    fields = {field.strip(' "\r') for field in head.split(",")}
    return any(ours <= fields for ours in _OURS)


def _rows(text: str) -> list[list[str]] | None:
    """Return the rows of the text, None where it is no CSV by any delimiter."""
    found = [rows for d in _DELIMITERS if (rows := _parted(text, d))]
    return max(found, key=lambda rows: max(map(len, rows)), default=None)


def _parted(text: str, delimiter: str) -> list[list[str]] | None:
    if text.count(delimiter) < _MIN_ROWS:
        return None
    # Text with tabs is read as such unless a quoted cell may hold a line break.
    if delimiter == "\t" and not re.search(r'^"|[\t\n]"', text):
        return None
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            if len(rows) > _MAX_ROWS or len(row) > _MAX_FIELDS:
                return None
    except csv.Error:
        return None
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return None
    width, most = widths.most_common(1)[0]
    filled = [row for row in rows if any(field.strip() for field in row)]
    alone = sum(len(row) == 1 for row in filled)
    if most < _MIN_ROWS or most + alone < _SAME * len(filled) or alone > len(filled) / 2:
        return None
    table = [row for row in filled if len(row) == width]
    fields = [field for row in table for field in row]
    values = sum(map(_is_value, fields))
    figures = sum(bool(field.strip()) and _is_value(field) for field in fields)
    if values == len(fields):
        return None
    # A third of a form's fields are figures, or left blank; pieces of sentences are neither. A line
    # alone in its row is followed by as many delimiters as the others have.
    padded = sum(bool(row[0].strip()) and not any(f.strip() for f in row[1:]) for row in table)
    sure = values >= _FIGURES * len(fields) and figures >= _MIN_ROWS
    return rows if sure or (padded >= 2 and width > 2 and most >= 2 * _MIN_ROWS) else None


def _is_value(field: str) -> bool:
    return parse_value(field).missing != "illegible" or field.strip() == "…"
