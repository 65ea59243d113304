"""View: a table seen otherwise than printed: turned, one of its halves, or without blank columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.document import Cell, Table
from toolkit.forms.form import TableForm
from toolkit.forms.heads import ASIDE, is_head_row
from toolkit.forms.labels import label_of_text, remembered

#: Tables beside each other repeat their heads this often at most.
_MOST = 4
#: Columns that stand aside are told by their head.
_HEAD_ROWS = 4


@dataclass(frozen=True)
class View(Table):
    """A table seen otherwise; ``printed`` tells where each of its cells stands in the source."""

    printed: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    turned: bool = False


def turned(table: Table) -> View:
    """Return a table with its rows and columns exchanged."""
    cells = {
        id(c): Cell(c.text, c.col, c.row, c.colspan, c.rowspan)
        for places in table.grid
        for c in places
        if c is not None
    }
    width = max(map(len, table.grid), default=0)
    grid = tuple(
        tuple(
            None if column >= len(places) or (c := places[column]) is None else cells[id(c)]
            for places in table.grid
        )
        for column in range(width)
    )
    before = table.printed if isinstance(table, View) else {}
    printed = {(c.row, c.col): before.get((c.col, c.row), (c.col, c.row)) for c in cells.values()}
    return View(table.index, grid, table.spans, table.start, printed, True)


def side_by_side(table: Table, form: TableForm) -> list[Table]:
    """Return the tables of a form that stand beside each other as one, each with its own heads.

    That is where the heads of one row repeat themselves: 指标, 单位, 数量, 指标, 单位, 数量.
    """
    if form.cells != "measure":
        return [table]
    for row in range(table.n_rows):
        places = table.grid[row]
        if not is_head_row(table, row, form):
            continue
        keys = [label_of_text(c.text).key if c is not None else "" for c in places]
        for times in range(2, _MOST + 1):
            width = len(keys) // times
            part = keys[:width]
            if keys == part * times and len(set(part)) >= 2 and len(set(part)) == len(part):
                return [_columns(table, range(i * width, (i + 1) * width)) for i in range(times)]
        return [table]
    return [table]


def trimmed(parts: list[Table], form: TableForm) -> list[Table]:
    """Return the parts of a table without columns that are blank or stand aside (序号, 备注)."""
    widths = {max(map(len, t.grid), default=0) for t in parts}
    if len(widths) > 1 or not all(t.spans for t in parts):
        return parts
    width = widths.pop()
    aside = {c for t in parts if any(map(_is_aside, t.texts)) for c in _aside(t, form)}
    if not aside and any(_fills(t, width) for t in parts):
        return parts
    kept = [c for c in range(width) if c not in aside]
    for column in range(width):
        if column in kept and all(_is_blank(t, column, kept) for t in parts):
            kept.remove(column)
    if len(kept) == width or len(kept) < 2:
        return parts
    return [_columns(t, kept) for t in parts]


def _fills(table: Table, width: int) -> bool:
    """Tell whether each column holds a text of its own."""
    filled: set[int] = set()
    for places in table.grid:
        filled.update([c[2] for c in places if c is not None and c[4] == 1 and c[0].strip()])
        if len(filled) == width:
            return True
    return False


def _is_blank(table: Table, column: int, kept: Sequence[int]) -> bool:
    """Tell whether nothing stands in a column but what spans another that is kept."""
    return all(
        column >= len(places)
        or (cell := places[column]) is None
        or not cell.text.strip()
        or (cell.colspan > 1 and _spans_another(cell, column, kept))
        for places in table.grid
    )


@remembered
def _is_aside(text: str) -> bool:
    """Tell whether a text is the head of a column that stands aside."""
    return label_of_text(text).key in ASIDE


def _aside(table: Table, form: TableForm) -> list[int]:
    """Return the columns whose head says that they stand aside."""
    return [
        column
        for row in range(min(_HEAD_ROWS, table.n_rows))
        for cell in table.row_cells(row)
        if _is_aside(cell.text) and is_head_row(table, row, form)
        for column in range(cell.col, cell.col + cell.colspan)
    ]


def _spans_another(cell: Cell, column: int, kept: Sequence[int]) -> bool:
    return any(cell.col <= c < cell.col + cell.colspan for c in kept if c != column)


def _columns(table: Table, kept: Sequence[int]) -> View:
    """Return some columns of a table; a cell that spans others is as wide as what is left of it."""
    cells: dict[int, Cell] = {}
    printed: dict[tuple[int, int], tuple[int, int]] = {}
    before = table.printed if isinstance(table, View) else None
    grid = []
    for places in table.grid:
        row: list[Cell | None] = []
        for place, column in enumerate(kept):
            cell = places[column] if column < len(places) else None
            if cell is not None and id(cell) not in cells:
                wide = sum(cell.col <= c < cell.col + cell.colspan for c in kept)
                own = Cell(cell.text, cell.row, place, cell.rowspan, wide)
                cells[id(cell)] = own
                at = (cell.row, cell.col)
                printed[own.row, own.col] = before[at] if before else at
            row.append(None if cell is None else cells[id(cell)])
        grid.append(tuple(row))
    return View(table.index, tuple(grid), table.spans, table.start, printed)
