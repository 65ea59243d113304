"""Flow: the lines and tables of a page in reading order, from its tags and texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.readers import codes
from toolkit.readers.asides import Page, leave_out, look_closely
from toolkit.readers.line import clean, join_breaks
from toolkit.readers.markup import IrregularError, Markup, decoded
from toolkit.readers.tables import PICTURED, Item, Place, TableParts, settled
from toolkit.readers.tags import Tags, UnalignedError

# Marks in decoded text, see ``markup``: those of seams, lines and cells are white space.
_SEAM, _BREAK, _TABLE, _TABLE_END, _ROW, _ROW_END, _CELL_END = "\x1f\x1e\x01\x02\x03\x04\x06"
_GROUP, _SPAN, _PICTURE, _DRAWN, _FAINT = "\x07\x0e\x10\x11\x12"
#: Before the number of lines and tables that are finished.
_HELD = "\x08"
#: Text in a table and in none of its cells.
_STRAY = [
    re.compile(rf"{mark}[ \t\n\v\f\r\x1e\x1f\u00a0\u3000]*+[^\s\x01-\x08]")
    for mark in (_TABLE, _ROW, _ROW_END, _CELL_END, _GROUP)
]
_JOINT = re.compile(rf"(?<=\d){_FAINT}+(?=\d)")
_SPANNING = re.compile(b"[" + re.escape(codes.TD_SPANS + codes.TH_SPANS) + b"]")


class Flow:
    """What a page says, with its layout taken apart.

    Attributes
    ----------
    items : list
        The lines and tables of the page in order.
    dissolved : list
        Cell texts of the tables that only lay out the page.
    has_tables : bool
        Whether there are tables at all, of whatever kind.
    declared : list
        Names and attributes of its ``<meta>`` and ``<link>`` elements.

    Raises
    ------
    IrregularError
        The source has not been through a parser, and a parser would understand it otherwise.
    """

    def __init__(self, markup: Markup) -> None:
        self.dissolved: list[list[list[str]]] = []
        self._held: list[list[Item]] = []
        tags = Tags(markup)
        try:
            shape = tags.shape()
        except UnalignedError:
            markup.part_closely()
            shape = tags.shape()
        page = Page(markup.tags, markup.texts, shape, tags.spans, not markup.parsed)
        leave_out(page)
        look_closely(page)
        text = _joined(page)
        self.declared = page.declared
        self._odd = "&" in text or "<" in text or "[" in text
        self.has_tables = _TABLE in text
        self.items = self._items(self._without_tables(text) if self.has_tables else text)

    def _without_tables(self, text: str) -> str:
        """Return a page's text with numbers for its tables, each being read."""
        before, *rest = text.split(_TABLE)
        parts = [before]
        outer: list[list[str]] = []
        for piece in rest:
            outer.append(parts)
            inside, *after = piece.split(_TABLE_END)
            parts = [inside]
            for more in after:
                if outer:
                    held = settled(self._table("".join(parts)), self.dissolved)
                    parts = outer.pop()
                    parts.append(f"{_BREAK}{_HELD}{len(self._held)}{_BREAK}")
                    self._held.append(held)
                parts.append(more)
        return "".join([part for some in (*outer, parts) for part in some])

    def _table(self, text: str) -> TableParts:
        """Read the rows of a table; those inside of it were read before."""
        table = TableParts()
        head, *rows = text.split(_ROW)
        group = head.count(_GROUP)
        even = not self._odd
        for row in rows:
            *cells, rest = row.split(_CELL_END)
            texts: list[str] = []
            for cell in cells:
                line = cell.strip()
                if not (line.isprintable() and "  " not in line and (even or _is_even(line))):
                    line = self._cell(line, (len(table.rows), len(texts)), table)
                texts.append(line)
            table.rows.append(texts)
            table.groups.append(group)
            if _GROUP in rest:
                group += rest.count(_GROUP)
        return table

    def _cell(self, text: str, place: Place, table: TableParts) -> str:
        """Return the lines of a cell; what else it holds is noted in its table."""
        if text[:1] == _SPAN:
            _, spans, text = text.split(_SPAN, 2)
            high, _, wide = spans.partition(",")
            table.spans[place] = int(high), int(wide)
            text = text.strip()
        if text.isprintable() and "  " not in text and not self._odd:
            return text
        items = self._items(text)
        lines = "\n".join([item for item in items if isinstance(item, str)])
        if _PICTURE in text or _DRAWN in text:
            table.pictures[place] = _PICTURE in text
        if _HELD in text and any(isinstance(item, TableParts) for item in items):
            table.inner[place] = items
        return lines

    def _items(self, text: str) -> list[Item]:
        """Return the lines and tables of a stretch of text."""
        items: list[Item] = []
        even = not self._odd
        for line in filter(None, map(str.strip, text.split(_BREAK))):
            if line.isprintable():
                if "  " in line or not (even or _is_even(line)):
                    line = _tidy(line)
            elif line[0] == _HELD:
                items += self._held[int(line[1:])]
                continue
            else:
                if "\n" not in line:
                    line = line.replace(_SEAM, "")
                if not (line.isprintable() and "  " not in line and (even or _is_even(line))):
                    line = _tidy(line)
            if line:
                items.append(line)
        return items


def _joined(page: Page) -> str:
    """Return a page as one text with marks for its lines and tables."""
    shape = bytes(page.shape)
    if page.strict:
        codes.check(shape)
    pieces = [b""] * (2 * len(shape) + 1)
    pieces[::2] = page.texts
    marks: Sequence[bytes] = memoryview(shape.translate(codes.MARKS)).cast("c")
    pieces[1::2] = marks
    if page.spans:
        for found in _SPANNING.finditer(shape):
            pieces[2 * found.start() + 1] += page.spans[page.tags[found.start()]]
    joined = b"".join(pieces)
    text = decoded(joined)
    if page.strict and (b"<" in joined or any(stray.search(text) for stray in _STRAY)):
        raise IrregularError
    return text


def _is_even(line: str) -> bool:
    """Whether a line holds no sign of entities or residue."""
    return not ("&" in line or "[" in line or "<" in line)


def _tidy(line: str) -> str:
    """Return a line without marks and as it is printed."""
    if "\n" in line or "\r" in line:
        line = join_breaks(line.replace(_DRAWN, _SEAM).replace(_PICTURE, _SEAM))
    line = line.replace(_SEAM, "")
    if _FAINT in line:
        line = line.replace(_DRAWN, "").replace(_PICTURE, "")
        line = _JOINT.sub(PICTURED, line).replace(_FAINT, "")
    return clean(line)
