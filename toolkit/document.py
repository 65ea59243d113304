"""Document: the paragraphs and tables of one file in order, with places; it knows nothing of forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, cast

from toolkit.values import fold

#: A span larger than this is a damaged attribute, not a layout; it is cut to the table's width.
MAX_SPAN = 200

_SPAN = re.compile(r"text:(\d{1,9})-(\d{1,9})")
_CELL = re.compile(r"table:(\d{1,6})!r(\d{1,6})(?:c\d{1,6})?")


#: The texts of printed cells, row by row.
Texts = list[list[str]]
#: Row and column span of the cells that have any, by row and number within it, in their order.
Spans = Mapping[tuple[int, int], tuple[int, int]]
Grid = tuple[tuple["Cell | None", ...], ...]
#: Makes a named tuple without asking for its names, in half the time.
_new = tuple.__new__
_ONE = (1, 1)


class Paragraph(NamedTuple):
    """One line of running text; ``start`` is its offset in :attr:`Document.text`."""

    text: str
    start: int = 0


class Cell(NamedTuple):
    """One printed cell; ``row`` and ``col`` are its top left place in the dense grid, from 0."""

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Table:
    """A table as a dense grid: each position holds the cell that covers it, or None.

    ``spans`` is False where the source could not say how cells span (plain text): the rows are then
    as long as what was printed, and a column of one row need not stand below that of another.
    """

    index: int
    grid: Grid
    spans: bool = True
    start: int = 0

    def row_cells(self, row: int) -> list[Cell]:
        """Return the distinct cells that cover ``row``, left to right."""
        seen = self._rows.get(row)
        if seen is None:
            seen = self._rows[row] = []
            last = None
            for cell in self.grid[row]:
                if cell is not None and cell is not last:
                    seen.append(cell)
                    last = cell
        return seen

    @cached_property
    def _rows(self) -> dict[int, list[Cell]]:
        return {}

    @property
    def n_rows(self) -> int:
        """Number of rows of the grid."""
        return len(self.grid)

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every different text of a cell but plain numbers: what labels can be looked for in."""
        texts = {c[0] for places in self.grid for c in places if c is not None}
        return frozenset([text for text in texts if not text.isdecimal()])

    @cached_property
    def text(self) -> str:
        """All distinct cell texts, row by row, cells parted by tabs: to look for labels only."""
        lines = []
        for r in range(self.n_rows):
            lines.append("\t".join(c.text for c in self.row_cells(r) if c.row == r))
        return "\n".join(lines)


@dataclass(frozen=True)
class Document:
    """One file as blocks in reading order.

    Attributes
    ----------
    blocks : tuple of Paragraph or Table
    title : str or None
        The title that the page itself declares (``<title>``, a "标题:" line), not yet cleaned.
    metadata : mapping of str to str
        Key and value pairs printed around the text (索引号, 发布机构, 发布日期, 来源 …), as printed;
        keys without blanks and colons.
    address : str or None
        Web address of the page where the file states it.
    pictures : tuple of str
        Where pictures stand that may hold what was not read (``page:3``).
    media : str
        ``html``, ``text`` …: what the content was found to be.
    """

    blocks: tuple[Paragraph | Table, ...]
    sha256: str
    source: str
    media: str
    encoding: str | None = None
    title: str | None = None
    address: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The running text, without tables."""
        out: list[Paragraph | Table] = []
        start = 0
        for at in self._tables:
            out += self.blocks[start:at]
            start = at + 1
        return cast(tuple[Paragraph, ...], (*out, *self.blocks[start:]))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables in order; ``Table.index`` counts from 1."""
        return cast(tuple[Table, ...], tuple([self.blocks[at] for at in self._tables]))

    @cached_property
    def _tables(self) -> list[int]:
        """The blocks that are tables, by their numbers."""
        return [at for at, block in enumerate(self.blocks) if isinstance(block, Table)]

    def line_above(self, table: Table) -> str:
        """Return the text right above a table, empty where another table or nothing stands there."""
        at = next((at for at in self._tables if self.blocks[at] is table), 0)
        while at and isinstance(above := self.blocks[at - 1], Paragraph):
            if above.text.strip():
                return above.text
            at -= 1
        return ""

    @cached_property
    def text(self) -> str:
        """The paragraphs joined by line feeds: what character spans refer to."""
        return "\n".join([p[0] for p in self.paragraphs])

    @cached_property
    def folded(self) -> str:
        """The text with full-width and traditional characters folded, one for one."""
        return fold(self.text)

    def words(self, where: str, more: int = 0) -> str:
        """Return the words printed at a place, a whole row where it names no column.

        ``more`` characters are added after a span of text, up to the end of its line. A place that
        this document does not have gives an empty text.
        """
        span = _SPAN.fullmatch(where)
        if span:
            end = int(span[2])
            rest = self.text[end : end + more].split("\n")[0]
            return " ".join((self.text[int(span[1]) : end] + rest).split())
        cell = _CELL.fullmatch(where)
        tables = [t for t in self.tables if cell and t.index == int(cell[1])]
        if not cell or not tables or not 1 <= int(cell[2]) <= tables[0].n_rows:
            return ""
        return " ".join(" ".join(c.text for c in tables[0].row_cells(int(cell[2]) - 1)).split())


def dense_grid(rows: list[list[tuple[str, int, int]]]) -> Grid:
    """Lay printed rows of (text, rowspan, colspan) out as a dense grid, as a browser does.

    A row span that reaches past the last row is cut there; overlapping spans keep the earlier cell.
    """
    return laid_out(*_parted(rows))


def _parted(rows: list[list[tuple[str, int, int]]]) -> tuple[Texts, Spans]:
    texts = [[text for text, _, _ in row] for row in rows]
    spans = {
        (r, c): (high, wide)
        for r, row in enumerate(rows)
        for c, (_, high, wide) in enumerate(row)
        if not high == wide == 1
    }
    return texts, spans


def laid_out(rows: Texts, spans: Spans) -> Grid:
    """Lay the texts of printed cells out as a dense grid, as a browser does.

    A row span that reaches past the last row is cut there; overlapping spans keep the earlier cell.
    """
    n_rows = len(rows)
    grid: list[list[Cell | None]] = [[] for _ in rows]
    spanning = {r for r, _ in spans}
    for r, row in enumerate(rows):
        places = grid[r]
        if r not in spanning and all(places):
            places += [_new(Cell, (text, r, c, 1, 1)) for c, text in enumerate(row, len(places))]
            continue
        c = 0
        for at, text in enumerate(row):
            while c < len(places) and places[c] is not None:
                c += 1
            rowspan, colspan = spans.get((r, at), _ONE)
            if rowspan == colspan == 1:
                if c == len(places):
                    places.append(_new(Cell, (text, r, c, 1, 1)))
                else:
                    places[c] = _new(Cell, (text, r, c, 1, 1))
                c += 1
                continue
            high = min(max(rowspan, 1) if rowspan else n_rows - r, n_rows - r, MAX_SPAN)
            wide = min(max(colspan, 1), MAX_SPAN)
            cell = _new(Cell, (text, r, c, high, wide))
            for below in grid[r : r + high]:
                if len(below) == c:
                    below += [cell] * wide
                    continue
                if len(below) < c + wide:
                    below.extend([None] * (c + wide - len(below)))
                for cc in range(c, c + wide):
                    if below[cc] is None:
                        below[cc] = cell
            c += wide
    width = max(map(len, grid), default=0)
    return tuple(
        [
            tuple(places if len(places) == width else places + [None] * (width - len(places)))
            for places in grid
        ]
    )


class DocumentBuilder:
    """Collects paragraphs and tables in order and keeps their offsets; used by every reader."""

    def __init__(self) -> None:
        self._blocks: list[Paragraph | Table] = []
        self._offset = 0
        self._tables = 0

    def paragraph(self, text: str) -> None:
        """Add one line of text; blank lines are dropped."""
        text = text.strip()
        if text:
            self.lines((text,))

    def lines(self, texts: Iterable[str]) -> None:
        """Add lines of text that are neither blank nor have blanks around them."""
        add, offset = self._blocks.append, self._offset
        for text in texts:
            add(_new(Paragraph, (text, offset)))
            offset += len(text) + 1
        self._offset = offset

    def table(self, rows: list[list[tuple[str, int, int]]], *, spans: bool = True) -> None:
        """Add a table given as printed rows of (text, rowspan, colspan)."""
        texts, covered = _parted(rows)
        self.lay_out(texts, covered if spans else None)

    def lay_out(self, texts: Texts, spans: Spans | None) -> None:
        """Add a table given as the texts of its cells, with the spans of those that have any.

        None for a source that could not say how cells span.
        """
        if not texts:
            return
        self._tables += 1
        grid = (
            tuple(
                tuple(Cell(text, r, c) for c, text in enumerate(row)) for r, row in enumerate(texts)
            )
            if spans is None
            else laid_out(texts, spans)
        )
        self._blocks.append(Table(self._tables, grid, spans is not None, self._offset))

    def __iter__(self) -> Iterator[Paragraph | Table]:
        return iter(self._blocks)
