"""Body of a Word file: paragraphs and tables in order, cells with their spans."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from toolkit.document import MAX_SPAN
from toolkit.readers.tables import Item, TableParts, settled
from toolkit.readers.word.looks import PLAIN, Look
from toolkit.readers.word.names import MATH, RUN_PROPERTIES, VAL, W, flat, is_on, number
from toolkit.readers.word.runs import UNREADABLE, Runs

_P, _R, _TBL, _TR, _TC = (W + n for n in ("p", "r", "tbl", "tr", "tc"))
_PPR, _TRPR, _TCPR = W + "pPr", W + "trPr", W + "tcPr"
_FORMULAS = (MATH + "oMath", MATH + "oMathPara")
_GONE = (W + "del", W + "moveFrom")
#: Width in twentieths of a point: no column of text is as narrow.
_SLIVER = 100
_HIDDEN = (W + "vanish", W + "specVanish")


@dataclass(slots=True)
class _Cell:
    """A cell, its place among the columns of its table, and its lines and inner tables."""

    col: int
    wide: int
    items: list[Item] = field(default_factory=list)
    high: int = 1
    printed: bool = True
    merged: bool = False
    continued: bool = False
    sideways: bool = False


class Body:
    """Collects lines and tables while the elements of a body are read in order."""

    def __init__(self, runs: Runs) -> None:
        self.items: list[Item] = []
        self.dissolved: list[list[list[str]]] = []
        #: Files of another kind that stand in place of text.
        self.chunks: list[Element] = []
        self._runs = runs

    def read(self, element: Element) -> None:
        """Read the paragraphs and tables in a body, a cell or a text box."""
        for child in flat(element):
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
            elif tag == _TBL:
                self._table(child)
            elif tag == W + "altChunk":
                self.chunks.append(child)
        self._end_paragraph()

    def _paragraph(self, paragraph: Element) -> None:
        look, joined = PLAIN, False
        for child in flat(paragraph):
            tag = child.tag
            if tag == _R:
                self._runs.add(child, look)
            elif tag == _PPR:
                look, joined = self._properties(child)
            elif tag in _FORMULAS:
                self._runs.formula(child)
        if not joined:
            self._end_paragraph()

    def _properties(self, properties: Element) -> tuple[Look, bool]:
        """Return how a paragraph's runs look, and whether the next paragraph goes on in its line."""
        look, joined = PLAIN, False
        for child in properties:
            tag = child.tag
            if tag == W + "pStyle":
                look = self._runs.styles.get(child.get(VAL, ""), PLAIN)
            elif tag == W + "framePr":
                # A large first letter is a paragraph of its own.
                joined = joined or child.get(W + "dropCap", "none") != "none"
            elif tag == RUN_PROPERTIES:
                # The mark at its end: deleted, moved away or hidden, it parts no lines.
                joined = joined or any(
                    mark.tag in _GONE or (mark.tag in _HIDDEN and is_on(mark)) for mark in child
                )
        return look, joined

    def _end_paragraph(self) -> None:
        self.items += self._runs.lines()
        while self._runs.boxes:
            boxes, self._runs.boxes = self._runs.boxes, []
            for box in boxes:
                self.read(box)

    def _table(self, element: Element) -> None:
        self._end_paragraph()
        rows = []
        widths: list[int] = []
        for child in flat(element):
            if child.tag == _TR:
                row = self._row(child)
                if row:
                    rows.append(row)
            elif child.tag == W + "tblGrid":
                widths = [number(col.get(W + "w")) for col in child.findall(W + "gridCol")]
        _align(rows, widths)
        table = _printed(rows)
        # Rows of unequal width say nothing of what stands above what.
        table.ragged = len({row[-1].col + row[-1].wide for row in rows}) > 1
        self.items += settled(table, self.dissolved)

    def _row(self, element: Element) -> list[_Cell]:
        """Return the cells of a row, none where the row is not printed."""
        col = after = 0
        cells: list[_Cell] = []
        for child in flat(element):
            if child.tag == _TC:
                cell = self._cell(child, col)
                if cell is None:
                    continue
                col += cell.wide
                if cell.sideways and cells:
                    cells[-1].wide += cell.wide
                else:
                    cells.append(cell)
            elif child.tag == _TRPR:
                for mark in child:
                    if mark.tag in _GONE or (mark.tag == W + "hidden" and is_on(mark)):
                        return []
                    if mark.tag == W + "gridBefore":
                        col = min(max(number(mark.get(VAL)), 0), MAX_SPAN)
                    elif mark.tag == W + "gridAfter":
                        after = min(max(number(mark.get(VAL)), 0), MAX_SPAN)
                if col:
                    cells.append(_Cell(0, col))
        if after and cells:
            cells.append(_Cell(col, after, printed=False))
        return cells

    def _cell(self, element: Element, col: int) -> _Cell | None:
        """Return a cell with its text, None for one that is deleted."""
        cell = _Cell(col, 1)
        properties = element.find(_TCPR)
        for mark in () if properties is None else properties:
            tag = mark.tag
            if tag == W + "gridSpan":
                cell.wide = min(max(number(mark.get(VAL)), 1), MAX_SPAN)
            elif tag == W + "vMerge" or tag == W + "vmerge":
                cell.merged = True
                cell.continued = mark.get(VAL, "continue") != "restart"
            elif tag == W + "hMerge" or tag == W + "hmerge":
                cell.sideways = mark.get(VAL, "continue") != "restart"
            elif tag == W + "cellMerge":
                cell.merged = True
                cell.continued = mark.get(W + "vMerge") == "cont"
            elif tag == W + "cellDel":
                return None
        outer, self.items = self.items, cell.items
        pictures, self._runs.pictures = self._runs.pictures, 0
        self.read(element)
        if self._runs.pictures and not cell.items:
            # The picture may show a figure: the cell is not blank.
            cell.items.append(UNREADABLE)
        self.items, self._runs.pictures = outer, pictures
        return cell


def _align(rows: list[list[_Cell]], widths: list[int]) -> None:
    """Take borders of two rows as one where they miss each other by less than any text is wide."""
    n_columns = max((row[-1].col + row[-1].wide for row in rows), default=0)
    if len(widths) < n_columns or all(width > _SLIVER for width in widths):
        return
    places = [0]
    left_over = 0
    for width in widths:
        left_over += max(width, 0)
        places.append(places[-1] + (left_over > _SLIVER))
        if left_over > _SLIVER:
            left_over = 0
    cells = [cell for row in rows for cell in row]
    ends = [(places[cell.col], places[cell.col + cell.wide]) for cell in cells]
    # A cell of no width means that the widths are not those on paper.
    if all(start < end for start, end in ends):
        for cell, (start, end) in zip(cells, ends, strict=True):
            cell.col, cell.wide = start, end - start


def _printed(rows: list[list[_Cell]]) -> TableParts:
    """Return a table of the cells that are printed; a continued cell belongs to the one above it.

    What such a cell holds itself is not printed; one that continues nothing is a cell of its own.
    """
    printed = []
    above: dict[int, _Cell] = {}
    for row in rows:
        here: dict[int, _Cell] = {}
        out = []
        for cell in row:
            upper = above.get(cell.col)
            if cell.continued and upper and upper.merged and upper.wide == cell.wide:
                upper.high += 1
                here[cell.col] = upper
            elif cell.printed:
                out.append(cell)
                here[cell.col] = cell
        printed.append(out)
        above = here
    table = TableParts(groups=[0] * len(rows))
    for r, row in enumerate(printed):
        texts: list[str] = []
        for c, cell in enumerate(row):
            lines = [item for item in cell.items if isinstance(item, str)]
            texts.append("\n".join(lines))
            if not cell.high == cell.wide == 1:
                table.spans[r, c] = cell.high, cell.wide
            if len(lines) < len(cell.items):
                table.inner[r, c] = cell.items
        table.rows.append(texts)
    return table
