"""Tables of a page while they are read: their cells, and whether they hold data or only lay out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit.document import MAX_SPAN, dense_grid
from toolkit.errors import ReadError
from toolkit.readers.markup import attributes
from toolkit.values import parse_value

#: Printed rows of (text, rowspan, colspan), as DocumentBuilder.table takes them.
Rows = list[list[tuple[str, int, int]]]

#: No report's table covers as many places; one that does would only fill the memory.
MAX_PLACES = 2_000_000
_WIDE = MAX_SPAN + 1
#: Stands in a cell for a picture: it is neither blank nor a number.
PICTURE = "\ufffc"
_SPAN = re.compile(r"\s((?:row|col)span)=\"(\d++)\"")
_INTEGER = re.compile(r"\s*\+?(\d+)")


class CellParts:
    """A cell: lines and finished inner tables in order, and its spans as printed.

    ``picture`` says that a picture stands in it, ``drawn`` that a script or control may fill it.
    """

    # Most cells have no more than their items: these cost nothing to make.
    rowspan = colspan = 1
    picture = drawn = False

    def __init__(self) -> None:
        self.items: list[str | TableParts] = []

    @property
    def text(self) -> str:
        """All lines of the cell; inner tables were dissolved or make it part of a layout."""
        items = self.items
        if not items:
            return ""
        if len(items) == 1 and isinstance(items[0], str):
            return items[0]
        return "\n".join([item for item in items if isinstance(item, str)])

    @property
    def printed(self) -> str:
        """The text, with a sign for a picture that may be a figure, or a part of one."""
        text = self.text
        if (self.picture or self.drawn) and not text:
            return PICTURE
        if self.picture and not any(c.isalpha() for c in text):
            return f"{text}{PICTURE}"
        return text


@dataclass(slots=True)
class TableParts:
    """A table as printed: rows of cells, and the row group of each row.

    ``nested`` says that a cell holds another table, ``ragged`` that the source does not say how the
    cells of one row stand to those of another.
    """

    rows: list[list[CellParts]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    group: int = 0
    nested: bool = False
    ragged: bool = False

    def texts(self) -> list[list[str]]:
        """Return the cell texts of each row."""
        return [[cell.text for cell in row] for row in self.rows]

    def labels(self) -> list[list[str]]:
        """Return the cell texts of each row, those of long cells left empty."""
        return [[c.text if len(c.items) < 4 else "" for c in row] for row in self.rows]

    def lines(self) -> list[str]:
        """Return the lines of all cells, row by row."""
        return [text for row in self.texts() for text in row if text]

    def printed_rows(self) -> Rows:
        """Return the rows for a dense grid, with row spans cut at the end of their row group."""
        last = {group: r for r, group in enumerate(self.groups)}
        rows: Rows = []
        places = width = 0
        for r, row in enumerate(self.rows):
            left = last[self.groups[r]] - r + 1
            printed = []
            wider = 0
            for cell in row:
                high, wide = cell.rowspan, cell.colspan
                if high != 1:
                    high = min(high or left, left)
                covered = wide if wide <= MAX_SPAN else MAX_SPAN
                places += high * covered
                wider += covered
                plain = len(cell.items) == 1 and not (cell.picture or cell.drawn)
                item = cell.items[0] if plain else ""
                text = item if item and isinstance(item, str) else cell.printed
                printed.append((text, high, wide))
            rows.append(printed)
            if wider > width:
                width = wider
        if max(places, width * len(rows)) > MAX_PLACES:
            raise ReadError("a table with over two million places; give the report's page alone")
        return _narrowed(rows)


def span(value: str | None, *, zero: int) -> int:
    """Read a span attribute as a browser does: damaged ones are 1, ``zero`` is what 0 stands for."""
    if value is None:
        return 1
    match = _INTEGER.match(value)
    if not match:
        return 1
    return min(int(match[1][:9]), 65_534) or zero


def stretch(cell: CellParts, tag: str) -> None:
    """Give a cell the spans that its tag states."""
    if "span" in tag or "SPAN" in tag or "Span" in tag:
        plain = _SPAN.findall(tag)
        if len(plain) == tag.count("span") and "'" not in tag:
            found = dict(reversed(plain))
        else:
            found = attributes(tag)
        cell.rowspan = span(found.get("rowspan"), zero=0)
        cell.colspan = span(found.get("colspan"), zero=1)


def _narrowed(rows: Rows) -> Rows:
    """Cut column spans that no table has to the width that the other rows give."""
    if max([wide for row in rows for _, _, wide in row], default=1) < _WIDE:
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
    if not table.nested:
        return
    cells = [cell for row in table.rows for cell in row]
    holding = [cell for cell in cells if _inner(cell)]
    if len(cells) - len(holding) < 12:
        return
    if any(sum(map(len, t.rows)) >= 6 for cell in holding for t in _inner(cell)):
        return
    for cell in holding:
        cell.items = [
            line
            for item in cell.items
            for line in ([item] if isinstance(item, str) else "\n".join(item.lines()).split("\n"))
        ]
    table.nested = False


def _inner(cell: CellParts) -> list[TableParts]:
    return [item for item in cell.items if not isinstance(item, str)]


def is_layout(table: TableParts) -> bool:
    """Whether a table only places content on the page: its content is then read in order.

    That is a table with another table in a cell, with a single column or no more than one filled
    cell a row, with a single row without any value, or with few cells of which one is an article.
    """
    if table.nested:
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
    n_cells = sum(map(len, table.rows))
    return n_cells <= 12 and max(len(text) for row in filled for text in row) > 500
