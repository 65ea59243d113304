"""Matrix: a printed table as one cell a place, in which rows and columns can be moved freely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from made.sample import Cell, Grid


class Matrix:
    """The cells of a grid by place; the same number in two places is the same spanning cell."""

    def __init__(self, grid: Grid) -> None:
        self.name, self.heads = grid.name, grid.heads
        self.cells: list[Cell] = []
        self.rows: list[list[int]] = []
        for dense in grid.dense():
            row: list[int] = []
            for c, (cell, first) in enumerate(dense):
                if first:
                    self.cells.append(cell)
                    row.append(len(self.cells) - 1)
                elif c and dense[c - 1][0] is cell:
                    row.append(row[-1])
                else:
                    row.append(self.rows[-1][c])
            self.rows.append(row)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0])

    def at(self, row: int, column: int) -> Cell:
        """Return the cell that covers a place."""
        return self.cells[self.rows[row][column]]

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Set the cell that covers a place, at all of its places."""
        self.cells[self.rows[row][column]] = cell

    def add(self, cell: Cell) -> int:
        """Add a cell that covers no place yet, and return its number."""
        self.cells.append(cell)
        return len(self.cells) - 1

    def insert_column(self, at: int, cells: Sequence[Cell]) -> None:
        """Insert a column of single cells; a cell that spans the place is stretched instead."""
        for row, cell in zip(self.rows, cells, strict=True):
            inside = 0 < at < len(row) and row[at - 1] == row[at]
            row.insert(at, row[at] if inside else self.add(cell))

    def drop_column(self, at: int) -> None:
        """Leave a column out; cells that also cover others stay there."""
        for row in self.rows:
            del row[at]

    def order_columns(self, order: Sequence[int]) -> None:
        """Put the columns in another order; a cell that is torn by it is printed in each part."""
        self.rows = [[row[c] for c in order] for row in self.rows]

    def keyed(self) -> list[int]:
        """Return the rows that hold figures."""
        return [r for r, row in enumerate(self.rows) if any(self.cells[i].key for i in row)]

    def first_figure(self) -> int:
        """Return the first column that holds a figure."""
        return min(c for row in self.rows for c, i in enumerate(row) if self.cells[i].key)

    def label_place(self, row: int) -> int:
        """Return the column of the label that stands next to the figures of a row."""
        first = min(c for c, i in enumerate(self.rows[row]) if self.cells[i].key)
        # What is shorter than three characters there is a unit.
        words = [c for c in range(first) if len(self.at(row, c).text) > 2]
        return words[-1] if words else 0

    def grid(self, start: int = 0, stop: int | None = None) -> Grid:
        """Return the rows from ``start`` to ``stop`` as printed; spans are torn at both ends."""
        rows = self.rows[start:stop]
        width = len(rows[0]) if rows else 0
        done: set[tuple[int, int]] = set()
        printed = []
        for r, row in enumerate(rows):
            line = []
            for c in range(width):
                if (r, c) in done:
                    continue
                number = row[c]
                wide = 1
                while c + wide < width and row[c + wide] == number and (r, c + wide) not in done:
                    wide += 1
                high = 1
                while r + high < len(rows) and all(
                    rows[r + high][k] == number for k in range(c, c + wide)
                ):
                    high += 1
                done |= {(r + y, c + x) for y in range(high) for x in range(wide)}
                line.append(replace(self.cells[number], rowspan=high, colspan=wide))
            printed.append(tuple(line))
        heads = max(min(self.heads, start + len(rows)) - start, 0)
        return Grid(self.name, tuple(printed), heads)
