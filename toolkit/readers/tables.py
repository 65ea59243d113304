"""Tables of a page while they are read: their cells, and whether they hold data or only lay out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit.document import MAX_SPAN, dense_grid
from toolkit.errors import ReadError
from toolkit.values import parse_value

#: Printed rows of (text, rowspan, colspan), as DocumentBuilder.table takes them.
Rows = list[list[tuple[str, int, int]]]

#: No report's table covers as many places; one that does would only fill the memory.
MAX_PLACES = 2_000_000
_WIDE = MAX_SPAN + 1
_INTEGER = re.compile(r"\s*\+?(\d+)")


@dataclass(slots=True)
class CellParts:
    """A cell: lines and finished inner tables in order, and its spans as printed."""

    items: list[str | TableParts] = field(default_factory=list)
    rowspan: int = 1
    colspan: int = 1

    @property
    def text(self) -> str:
        """All lines of the cell, with those of inner tables."""
        lines: list[str] = []
        for item in self.items:
            lines += [item] if isinstance(item, str) else item.lines()
        return "\n".join(lines)


@dataclass(slots=True)
class TableParts:
    """A table as printed: rows of cells, and the row group of each row."""

    rows: list[list[CellParts]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return all lines, row by row; inner tables were dissolved before."""
        return [i for row in self.rows for cell in row for i in cell.items if isinstance(i, str)]

    def texts(self) -> list[list[str]]:
        """Return the cell texts of each row."""
        return [[cell.text for cell in row] for row in self.rows]

    def labels(self) -> list[list[str]]:
        """Return the cell texts of each row, those of long cells left empty."""
        return [[c.text if len(c.items) < 4 else "" for c in row] for row in self.rows]

    def printed_rows(self) -> Rows:
        """Return the rows for a dense grid, with row spans cut at the end of their row group."""
        last = {group: r for r, group in enumerate(self.groups)}
        rows: Rows = []
        places = 0
        for r, row in enumerate(self.rows):
            left = last[self.groups[r]] - r + 1
            printed = []
            for cell in row:
                high = min(cell.rowspan or left, left)
                places += high * min(cell.colspan, MAX_SPAN)
                printed.append((cell.text, high, cell.colspan))
            rows.append(printed)
        if places > MAX_PLACES:
            raise ReadError("a table with over two million places; give the report's page alone")
        return _narrowed(rows)


def span(value: str | None, *, zero: int) -> int:
    """Read a span attribute as a browser does: damaged ones are 1, ``zero`` is what 0 stands for."""
    match = _INTEGER.match(value or "")
    if not match:
        return 1
    return min(int(match[1][:9]), 65_534) or zero


def _narrowed(rows: Rows) -> Rows:
    """Cut column spans that no table has to the width that the other rows give."""
    if not any(wide >= _WIDE for row in rows for _, _, wide in row):
        return rows
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


def absorb(table: TableParts) -> None:
    """Turn small tables inside the cells of a large one into lines of their cells.

    A statistical table may hold a scrap of another in one cell; a table that lays out a page holds
    few cells and much in them.
    """
    plain = [c for row in table.rows for c in row if not _inner(c)]
    if len(plain) < 12:
        return
    for row in table.rows:
        for cell in row:
            inner = _inner(cell)
            if inner and all(sum(map(len, t.rows)) < 6 for t in inner):
                cell.items = [line for line in cell.text.split("\n") if line]


def _inner(cell: CellParts) -> list[TableParts]:
    return [item for item in cell.items if not isinstance(item, str)]


def is_layout(table: TableParts) -> bool:
    """Whether a table only places content on the page: its content is then read in order.

    That is a table with another table in a cell, with a single column or no more than one filled
    cell a row, with a single row without any value, or with few cells of which one is an article.
    """
    cells = [cell for row in table.rows for cell in row]
    if any(_inner(cell) for cell in cells):
        return True
    if max(map(len, table.rows), default=0) < 2:
        return True
    rows = [[text for text in row if text] for row in table.texts()]
    filled = [row for row in rows if row]
    if not filled:
        return True
    if len(filled) == 1:
        return not any(parse_value(text).number is not None for text in filled[0])
    if max(map(len, filled)) < 2 and len(table.rows) <= 4:
        return True
    return len(cells) <= 12 and max(len(text) for row in filled for text in row) > 500
