"""Tables of a page while they are read: their cells, and whether they hold data or only lay out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit.document import MAX_SPAN, Texts, laid_out
from toolkit.errors import ReadError
from toolkit.values import parse_value

#: Row and number within it of a printed cell.
Place = tuple[int, int]

#: No report's table covers as many places; one that does would only fill the memory.
MAX_PLACES = 2_000_000
_WIDE = MAX_SPAN + 1
#: The largest span that a browser takes.
MAX_STATED = 65_534
#: Stands in a cell for a picture: it is neither blank nor a number.
PICTURED = "\ufffc"
_INTEGER = re.compile(r"\s*\+?(\d+)")


@dataclass(slots=True)
class TableParts:
    """A table as printed: the texts of its cells row by row, and the row group of each row.

    ``spans`` are row and column span of the cells that have any; ``inner`` the lines and tables of
    those that hold a table; ``pictures`` the cells with a picture that may be a figure or a part of
    one, False for what a script or control may fill. ``ragged`` says that the source does not say how
    the cells of one row stand to those of another.
    """

    rows: Texts = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    spans: dict[Place, tuple[int, int]] = field(default_factory=dict)
    inner: dict[Place, list[Item]] = field(default_factory=dict)
    pictures: dict[Place, bool] = field(default_factory=dict)
    ragged: bool = False

    def lines(self) -> list[str]:
        """Return the texts of all cells that have any, row by row."""
        return [text for row in self.rows for text in row if text]

    def finish(self) -> None:
        """Sign pictures, and cut spans at the end of row groups and to the width of the table.

        Raises
        ------
        ReadError
            The table covers more places than any report's.
        """
        for (r, c), picture in self.pictures.items():
            text = self.rows[r][c]
            if not text or (picture and not any(sign.isalpha() for sign in text)):
                self.rows[r][c] = text + PICTURED
        last = {group: r for r, group in enumerate(self.groups)}
        widths = [len(row) for row in self.rows]
        places = sum(widths)
        for (r, c), (high, wide) in self.spans.items():
            left = last[self.groups[r]] - r + 1
            high = min(high or left, left)
            self.spans[r, c] = high, wide
            covered = min(wide, MAX_SPAN)
            widths[r] += covered - 1
            places += high * covered - 1
        if max(places, max(widths, default=0) * len(widths)) > MAX_PLACES:
            raise ReadError("a table with over two million places; give the report's page alone")
        if any(wide >= _WIDE for _, wide in self.spans.values()):
            self._narrow()

    def _narrow(self) -> None:
        """Cut column spans that no table has to the width that the other rows give."""
        as_one = {
            at: (high, 1 if wide >= _WIDE else wide) for at, (high, wide) in self.spans.items()
        }
        grid = laid_out(self.rows, as_one)
        free = [places.count(None) for places in grid]
        for (r, c), (high, wide) in sorted(self.spans.items()):
            if wide >= _WIDE:
                self.spans[r, c] = high, 1 + free[r]
                free[r] = 0


#: What a page or a cell holds: lines and tables.
Item = str | TableParts


def span(value: str | None, *, zero: int) -> int:
    """Read a span attribute as a browser does: damaged ones are 1, ``zero`` is what 0 stands for."""
    if value is None:
        return 1
    match = _INTEGER.match(value)
    if not match:
        return 1
    return min(int(match[1][:9]), MAX_STATED) or zero


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
        for c, text in enumerate(row):
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
        table.rows[r][c] = "\n".join(lines)
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
    filled = [row for row in ([text for text in row if text] for row in rows) if row]
    if not filled:
        return True
    if len(filled) == 1:
        return not any(parse_value(text).number is not None for text in filled[0])
    if len(rows) <= 4 and max(map(len, filled)) < 2:
        return True
    if sum(map(len, rows)) > 12:
        return False
    return max(len(text) for row in filled for text in row) > 500
