"""Sheet: figures of a sheet of labelled cells, each with its value beside or below it."""

from __future__ import annotations

from toolkit.document import Cell, Table
from toolkit.forms.form import Node
from toolkit.forms.grid import find_row
from toolkit.forms.labels import is_label, label_of_text, number_in
from toolkit.forms.notes import Reading, place_of


def read_sheet(table: Table, reading: Reading) -> None:
    """Read one sheet into ``reading``; texts such as the website's name become metadata."""
    used: set[int] = set()
    for row in range(table.n_rows):
        cells = table.row_cells(row)
        before: list[Cell] = []
        position = 0
        while position < len(cells):
            cell = cells[position]
            position += 1
            if id(cell) in used or not is_label(cell.text):
                continue
            node = find_row(reading, [*(c.text for c in before), cell.text])
            if node is None:
                beside = cells[position] if position < len(cells) else None
                if beside is not None and id(beside) not in used and number_in(beside.text):
                    reading.unmapped(table, cell, cell.text)
                continue
            reading.path = (*reversed(node.ancestors), node)
            if node.key is None and node.meta is None:
                before = [c for c in before if _is_ancestor(reading, c, node)] + [cell]
                continue
            value = _value_cell(table, row, cells, position, reading, node.key)
            if value is None:
                if node.key:
                    where = place_of(table, cell)
                    reading.abstain(where, [node.key], cell.text, "label_detached")
                continue
            used.add(id(value))
            if node.meta and value.text.strip():
                reading.metadata.setdefault(node.meta, value.text.strip())
            elif node.key:
                _sheet_figure(table, reading, node, cell, value, before)


def _is_ancestor(reading: Reading, cell: Cell, node: Node) -> bool:
    return any(n in node.ancestors for n in reading.table_form.rows.find(cell.text))


def _value_cell(
    table: Table, row: int, cells: list[Cell], position: int, reading: Reading, key: str | None
) -> Cell | None:
    """Return the cell beside a label, or the one below where another label stands beside it."""
    cell = cells[position - 1]
    beside = cells[position] if position < len(cells) else None
    if beside is not None and not _known(reading, beside):
        if not table.spans and not beside.text.strip():
            # Text may leave blanks where a cell spans: the value is what comes next in the row.
            following = next((c for c in cells[position:] if c.text.strip()), None)
            if following is not None and not is_label(following.text):
                return following
            if following is not None and key is None and not _known(reading, following):
                return following
        return beside
    below_row = cell.row + cell.rowspan
    if below_row >= table.n_rows:
        return None
    if not table.spans and len(table.grid[below_row]) != len(table.grid[row]):
        return None
    below = table.grid[below_row][cell.col] if cell.col < len(table.grid[below_row]) else None
    if below is None or _known(reading, below) or below.col != cell.col:
        return None
    # A row of figures below a row of labels, not the first label of the next row.
    return below if not is_label(below.text) else None


def _known(reading: Reading, cell: Cell) -> bool:
    return is_label(cell.text) and bool(reading.table_form.rows.find(cell.text))


def _sheet_figure(
    table: Table, reading: Reading, node: Node, label: Cell, value: Cell, before: list[Cell]
) -> None:
    units = [label_of_text(c.text).unit for c in (*before, label)]
    unit = next((u for u in reversed(units) if u), None)
    groups = [n.label for n in reversed(node.ancestors)][-1:]
    assert node.key is not None
    reading.figure(table, value, node.key, (*groups, label.text), unit)
