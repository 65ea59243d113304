"""View: a table seen otherwise than printed: rows and columns exchanged, or one of two halves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.document import Cell, Table
from toolkit.forms.form import TableForm
from toolkit.forms.heads import is_head_row
from toolkit.forms.labels import label_of_text

#: Tables beside each other repeat their heads this often at most.
_MOST = 4


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
    printed = {(c.row, c.col): (c.col, c.row) for c in cells.values()}
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
                return [_columns(table, i * width, (i + 1) * width) for i in range(times)]
        return [table]
    return [table]


def _columns(table: Table, first: int, last: int) -> View:
    """Return the columns of a table from ``first`` to before ``last``."""
    cells: dict[int, Cell] = {}
    printed: dict[tuple[int, int], tuple[int, int]] = {}
    grid = []
    for places in table.grid:
        row: list[Cell | None] = []
        for cell in places[first:last]:
            if cell is not None and id(cell) not in cells:
                left, right = max(cell.col, first), min(cell.col + cell.colspan, last)
                own = Cell(cell.text, cell.row, left - first, cell.rowspan, right - left)
                cells[id(cell)] = own
                printed[own.row, own.col] = cell.row, cell.col
            row.append(None if cell is None else cells[id(cell)])
        grid.append(tuple(row))
    return View(table.index, tuple(grid), table.spans, table.start, printed)
