"""Ruled tables of a PDF page: ruling lines to a grid, characters into its cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from toolkit.readers.pdf_shapes import Box, Glyph, Line, PdfPage
from toolkit.readers.pdf_text import DAMAGED, cell_text, tight

#: Lines nearer to each other than this are one line (double borders, cells set apart), in points.
_SAME = 3.0
#: A line may end this far before or behind the one that it meets.
_REACH = 4.0
#: Lines beyond this are a drawing.
_MAX_LINES = 1500
_MAX_PLACES = 20_000
_SHORT = 4.0


@dataclass(slots=True)
class RuledCell:
    """One cell: its box on the page and what is printed in it; ``full`` where its last line is."""

    box: Box
    text: str = ""
    full: bool = False


@dataclass
class RuledTable:
    """Cells in reading order; ``columns`` and ``rows`` are the places of the ruling lines.

    Of a table without lines, ``bands`` are the places of its columns of figures, ``labels`` is the
    number of columns beside them, and columns and rows are counted.
    """

    box: Box
    columns: list[float]
    rows: list[float]
    cells: list[RuledCell] = field(default_factory=list)
    bands: tuple[tuple[float, float], ...] = ()
    labels: int = 0


def ruled_tables(page: PdfPage) -> tuple[list[RuledTable], list[Glyph]]:
    """Return the tables that ruling lines draw on a page, and the characters outside of them.

    A frame of one cell, or lines that draw no rectangles, are no table: their text is returned
    with the rest of the page.
    """
    across = _joined(page.across)
    down = _joined(page.down)
    if len(across) < 2 or len(down) < 1 or len(across) + len(down) > _MAX_LINES:
        return [], page.glyphs
    rest = page.glyphs
    tables: list[RuledTable] = []
    for lines in _groups(across, down):
        table = _table(*lines)
        if table is None:
            continue
        x0, top, x1, bottom = table.box
        inside = [g for g in rest if x0 <= g.middle[0] <= x1 and top <= g.middle[1] <= bottom]
        if not inside:
            continue
        chosen = {id(g) for g in inside}
        rest = [g for g in rest if id(g) not in chosen]
        _fill(table, inside)
        tables.append(table)
    return sorted(tables, key=lambda t: t.box[1]), rest


def _clusters(values: Iterable[float]) -> list[list[float]]:
    out: list[list[float]] = []
    for value in sorted(values):
        if out and value - out[-1][-1] <= _SAME and value - out[-1][0] <= 2 * _SAME:
            out[-1].append(value)
        else:
            out.append([value])
    return out


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Join pieces of one line, and lines that lie upon each other."""
    at: dict[float, float] = {}
    for cluster in _clusters({line.at for line in lines}):
        middle = (cluster[0] + cluster[-1]) / 2
        at.update(dict.fromkeys(cluster, middle))
    out: list[Line] = []
    for line in sorted(lines, key=lambda x: (at[x.at], x.start)):
        place = at[line.at]
        if out and out[-1].at == place and line.start <= out[-1].stop + _SAME:
            out[-1].stop = max(out[-1].stop, line.stop)
        else:
            out.append(Line(place, line.start, line.stop))
    return [line for line in out if line.stop - line.start > _SHORT]


def _meet(across: Line, down: Line) -> bool:
    return (
        across.start - _REACH <= down.at <= across.stop + _REACH
        and down.start - _REACH <= across.at <= down.stop + _REACH
    )


def _groups(across: list[Line], down: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Return the lines that hang together, each group with two lines across and one down."""
    owner = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for i, one in enumerate(across):
        for j, other in enumerate(down, len(across)):
            if _meet(one, other):
                owner[root(i)] = root(j)
    found: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, line in enumerate((*across, *down)):
        found.setdefault(root(i), ([], []))[i >= len(across)].append(line)
    return [g for g in found.values() if len(g[0]) >= 2 and g[1]]


def _table(across: list[Line], down: list[Line]) -> RuledTable | None:
    """Return the grid that lines draw; open sides are closed. None where it is no table."""
    top, bottom = across[0].at, across[-1].at
    top = min(top, *(d.start for d in down)) if min(d.start for d in down) < top - 8 else top
    low = max(d.stop for d in down)
    bottom = low if low > bottom + 8 else bottom
    left, right = min(d.at for d in down), max(d.at for d in down)
    first, last = median(a.start for a in across), median(a.stop for a in across)
    left = first if first < left - 8 else left
    right = last if last > right + 8 else right
    frame_across = [Line(y, left, right) for y in (top, bottom)]
    frame_down = [Line(x, top, bottom) for x in (left, right)]
    across, down = _joined([*across, *frame_across]), _joined([*down, *frame_down])
    rows, columns = sorted({a.at for a in across}), sorted({d.at for d in down})
    if not 4 < len(rows) * len(columns) < _MAX_PLACES or min(len(rows), len(columns)) < 2:
        return None
    boxes = _cells(rows, columns, across, down)
    if boxes is None or len(boxes) < 2:
        return None
    table = RuledTable((columns[0], rows[0], columns[-1], rows[-1]), columns, rows)
    table.cells = [RuledCell(box) for box in boxes]
    return table


def _drawn(lines: Sequence[Line], start: float, stop: float) -> bool:
    """Tell whether the lines at one place are drawn along most of the way."""
    covered = sum(max(min(x.stop, stop) - max(x.start, start), 0.0) for x in lines)
    return covered > 0.5 * (stop - start)


def _cells(
    rows: list[float], columns: list[float], across: list[Line], down: list[Line]
) -> list[Box] | None:
    """Return the cells, top to bottom and left to right; None where one is not a rectangle."""
    high, wide = len(rows) - 1, len(columns) - 1
    at_y = {y: [a for a in across if a.at == y] for y in rows}
    at_x = {x: [d for d in down if d.at == x] for x in columns}
    owner = {(r, c): (r, c) for r in range(high) for c in range(wide)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            owner[place] = owner[owner[place]]
            place = owner[place]
        return place

    for r in range(high):
        for c in range(wide):
            if c + 1 < wide and not _drawn(at_x[columns[c + 1]], rows[r], rows[r + 1]):
                owner[root((r, c + 1))] = root((r, c))
            if r + 1 < high and not _drawn(at_y[rows[r + 1]], columns[c], columns[c + 1]):
                owner[root((r + 1, c))] = root((r, c))
    parts: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in owner:
        parts.setdefault(root(place), []).append(place)
    boxes = []
    for places in parts.values():
        r0, r1 = min(p[0] for p in places), max(p[0] for p in places)
        c0, c1 = min(p[1] for p in places), max(p[1] for p in places)
        if (r1 - r0 + 1) * (c1 - c0 + 1) != len(places):
            return None
        boxes.append((columns[c0], rows[r0], columns[c1 + 1], rows[r1 + 1]))
    return sorted(boxes, key=lambda b: (b[1], b[0]))


def _fill(table: RuledTable, glyphs: list[Glyph]) -> None:
    """Put each character into its cell; a number that crosses a line is damaged."""
    inside: list[list[Glyph]] = [[] for _ in table.cells]
    places: dict[int, int] = {}
    covering: dict[tuple[int, int], int] = {}
    for at, cell in enumerate(table.cells):
        x0, top, x1, bottom = cell.box
        for r in range(bisect_left(table.rows, top), bisect_left(table.rows, bottom)):
            for c in range(bisect_left(table.columns, x0), bisect_left(table.columns, x1)):
                covering[r, c] = at
    for glyph in glyphs:
        x, y = glyph.middle
        row, column = bisect_right(table.rows, y) - 1, bisect_right(table.columns, x) - 1
        if (row, column) in covering:
            places[id(glyph)] = covering[row, column]
            inside[covering[row, column]].append(glyph)
    crossed = _crossing(glyphs, places) | _straddling(table, inside)
    for at, (cell, own) in enumerate(zip(table.cells, inside, strict=True)):
        cell.text = cell_text(own)
        if at in crossed:
            cell.text += DAMAGED
        cell.full = _fills(cell.box, own)


def _crossing(glyphs: list[Glyph], places: dict[int, int]) -> set[int]:
    """Return the cells between whose borders a number runs on."""
    out: set[int] = set()
    ordered = sorted(glyphs, key=lambda g: (round(g.base), g.x0))
    for one, other in pairwise(ordered):
        a, b = places.get(id(one)), places.get(id(other))
        if a != b and one.text.isdigit() and other.text.isdigit() and tight(one, other):
            out |= {x for x in (a, b) if x is not None}
    return out


def _straddling(table: RuledTable, inside: list[list[Glyph]]) -> set[int]:
    """Return the cells of digits that stand across a ruling line between two rows."""
    out: set[int] = set()
    for at, (cell, own) in enumerate(zip(table.cells, inside, strict=True)):
        _, top, _, bottom = cell.box
        for g in own:
            if g.text.isdigit() and (g.base - 0.7 * g.size < top - 1.5 or g.base > bottom + 1.5):
                out.add(at)
    return out


def _fills(box: Box, glyphs: list[Glyph]) -> bool:
    """Tell whether the last line of a cell reaches its right border, as a line that goes on."""
    seen = [g for g in glyphs if g.text != " " and not g.hidden]
    if not seen:
        return False
    base = max(g.base for g in seen)
    last = [g for g in seen if base - g.base < 0.5 * g.size]
    # One more character would not have fitted between the margins of the cell.
    beside = min(min(g.x0 for g in seen) - box[0], box[2] - max(g.x1 for g in seen))
    room = box[2] - box[0] - 2 * min(max(beside, 0.0), 8.0)
    width = max(g.x1 for g in last) - min(g.x0 for g in last)
    return width + 1.1 * max(g.x1 - g.x0 for g in last) > room
