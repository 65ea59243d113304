"""Tables of a page while they are read: their cells, and whether they hold data or only lay out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit.document import MAX_SPAN, dense_grid
from toolkit.errors import ReadError
from toolkit.values import parse_value

#: A printed cell: its lines joined by line feeds, row span and column span, as DocumentBuilder takes it.
Printed = tuple[str, int, int]
Rows = list[list[Printed]]

#: No report's table covers as many places; one that does would only fill the memory.
MAX_PLACES = 2_000_000
_WIDE = MAX_SPAN + 1
#: Stands in a cell for a picture: it is neither blank nor a number.
PICTURED = "\ufffc"
_INTEGER = re.compile(r"\s*\+?(\d+)")


@dataclass(slots=True)
class TableParts:
    """A table as printed: rows of cells, and the row group of each row.

    ``inner`` are the lines and tables of the cells that hold a table, by row and column; ``pictures``
    the cells with a picture that may be a figure, or a part of one; False for what a script or control
    may fill. ``ragged`` says that the source does not say how the cells of one row stand to those of
    another.
    """

    rows: Rows = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    inner: dict[tuple[int, int], list[Item]] = field(default_factory=dict)
    pictures: dict[tuple[int, int], bool] = field(default_factory=dict)
    ragged: bool = False

    def lines(self) -> list[str]:
        """Return the texts of all cells that have any, row by row."""
        return [text for row in self.rows for text, _, _ in row if text]

    def printed_rows(self) -> Rows:
        """Return the rows for a dense grid, with row spans cut at the end of their row group.

        Raises
        ------
        ReadError
            The table covers more places than any report's.
        """
        for (r, c), picture in self.pictures.items():
            text, high, wide = self.rows[r][c]
            if not text or (picture and not any(sign.isalpha() for sign in text)):
                self.rows[r][c] = (text + PICTURED, high, wide)
        last = {group: r for r, group in enumerate(self.groups)}
        places = width = widest = 0
        for r, row in enumerate(self.rows):
            wider = 0
            for c, (text, high, wide) in enumerate(row):
                if high != 1:
                    left = last[self.groups[r]] - r + 1
                    high = min(high or left, left)
                    row[c] = (text, high, wide)
                covered = wide if wide <= MAX_SPAN else MAX_SPAN
                places += high * covered
                wider += covered
                if wide > widest:
                    widest = wide
            if wider > width:
                width = wider
        if max(places, width * len(self.rows)) > MAX_PLACES:
            raise ReadError("a table with over two million places; give the report's page alone")
        return _narrowed(self.rows) if widest >= _WIDE else self.rows


#: What a page or a cell holds: lines and tables.
Item = str | TableParts


def span(value: str | None, *, zero: int) -> int:
    """Read a span attribute as a browser does: damaged ones are 1, ``zero`` is what 0 stands for."""
    if value is None:
        return 1
    match = _INTEGER.match(value)
    if not match:
        return 1
    return min(int(match[1][:9]), 65_534) or zero


def _narrowed(rows: Rows) -> Rows:
    """Cut column spans that no table has to the width that the other rows give."""
    as_one = [
        [(text, high, 1 if wide >= _WIDE else wide) for text, high, wide in row] for row in rows
    ]
    grid = dense_grid(as_one)
    width = len(grid[0])
    free = [sum(place is None for place in places) for places in grid]
    narrowed = []
    for r, row in enumerate(rows):
        spare, out = min(free[r], width), []
        for text, high, wide in row:
            if wide >= _WIDE:
                wide, spare = 1 + spare, 0
            out.append((text, high, wide))
        narrowed.append(out)
    return narrowed


def settled(table: TableParts, dissolved: list[list[list[str]]]) -> list[Item]:
    """Return a table that holds data, or what one holds that only lays out the page.

    The texts of the latter are added to ``dissolved``, those of long cells left empty.
    """
    if table.inner:
        _absorb(table)
    if not _is_layout(table):
        return [table]
    labels: list[list[str]] = []
    items: list[Item] = []
    for r, row in enumerate(table.rows):
        texts = []
        for c, (text, _, _) in enumerate(row):
            lines: list[Item] = [*text.split("\n")] if text else []
            held = table.inner.get((r, c), lines)
            texts.append(text if len(held) < 4 else "")
            items += held
        labels.append(texts)
    dissolved.append(labels)
    return items


def _absorb(table: TableParts) -> None:
    """Turn small tables inside the cells of a large one into lines of their cells.

    A statistical table may hold a scrap of another in one cell; a table that lays out a page holds
    few cells and much in them.
    """
    if sum(map(len, table.rows)) - len(table.inner) < 12:
        return
    for items in table.inner.values():
        for item in items:
            if isinstance(item, TableParts) and sum(map(len, item.rows)) >= 6:
                return
    for (r, c), items in table.inner.items():
        lines = [
            line
            for item in items
            for line in ([item] if isinstance(item, str) else item.lines() or [""])
        ]
        _, high, wide = table.rows[r][c]
        table.rows[r][c] = ("\n".join(lines), high, wide)
    table.inner.clear()


def _is_layout(table: TableParts) -> bool:
    """Whether a table only places content on the page: its content is then read in order.

    That is a table with another table in a cell, with a single column or no more than one filled
    cell a row, with a single row without any value, or with few cells of which one is an article.
    """
    if table.inner:
        return True
    rows = table.rows
    if max(map(len, rows), default=0) < 2:
        return True
    filled = [row for row in ([text for text, _, _ in row if text] for row in rows) if row]
    if not filled:
        return True
    if len(filled) == 1:
        return not any(parse_value(text).number is not None for text in filled[0])
    if len(rows) <= 4 and max(map(len, filled)) < 2:
        return True
    if sum(map(len, rows)) > 12:
        return False
    return max(len(text) for row in filled for text in row) > 500
