"""Sheet: figures of a sheet of labelled cells, each with its value beside or below it."""

from __future__ import annotations

from toolkit.document import Cell, Table
from toolkit.forms.axis import Node
from toolkit.forms.labels import is_label, is_unit, label_of_text, number_in
from toolkit.forms.notes import Reading, place_of, words_of
from toolkit.forms.rows import find_row


def read_sheet(table: Table, reading: Reading) -> None:
    """Read one sheet into ``reading``; texts such as the website's name become metadata."""
    used: set[int] = set()
    waiting = False
    for row in range(table.n_rows):
        cells = table.row_cells(row)
        doubtful, waiting = waiting, False
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
                    # The group may have ended here: a 总数 further down is not its total.
                    reading.path = reading.path[: max(len(reading.path) - 2, 0)]
                continue
            reading.path = node.path
            if node.key is None and node.meta is None:
                before = [c for c in before if _is_ancestor(reading, c, node)] + [cell]
                continue
            value = _value_cell(table, row, cells, position, reading, node.key)
            if node.key and not table.spans:
                # Text that lost its blank cells: a figure may be that of the label a row before.
                waiting = value is None and position == len(cells)
                if doubtful and position == 1 and len(cells) > 1:
                    value = None
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
    label = cells[position - 1]
    rest = cells[position:]
    beside = rest[0] if rest else None
    if beside is not None and not table.spans and not beside.text.strip():
        # Text may leave blanks where a cell spans: the value is what comes next in the row.
        filled = [c for c in rest if c.text.strip()]
        following = filled[0] if filled else None
        if following is None:
            below = _below(table, row, label, reading)
            if below is None and _is_head(cells, position - 1, reading):
                return None
            beside = below or beside
        elif not is_label(following.text) or (
            not _known(reading, following) and (key is None or len(filled) == 1)
        ):
            beside = following
    if beside is None or _known(reading, beside):
        return _below(table, row, label, reading)
    if key and len(rest) > 1 and beside is rest[0] and is_unit(beside.text):
        beside, rest = rest[1], rest[1:]
    if key and (_is_shared(beside, label) or _is_doubled(table, cells, beside)):
        return None
    return beside


def _is_shared(value: Cell, label: Cell) -> bool:
    """Tell whether a value began above its label or goes on below it."""
    return value.row < label.row or value.row + value.rowspan > label.row + label.rowspan


def _is_head(cells: list[Cell], position: int, reading: Reading) -> bool:
    """Tell whether a label follows another that holds a figure, as in a row of heads."""
    before = next((c for c in reversed(cells[:position]) if c.text != cells[position].text), None)
    return before is not None and any(
        n.key for n in reading.table_form.rows.find(before.text) if is_label(before.text)
    )


def _is_doubled(table: Table, cells: list[Cell], value: Cell) -> bool:
    """Tell whether another number follows that has no label: which of the two counts is unsaid."""
    following = cells[cells.index(value) + 1 :]
    if not following or not number_in(following[0].text):
        return False
    # Text may repeat what spans columns.
    return table.spans or following[0].text.strip() != value.text.strip()


def _below(table: Table, row: int, label: Cell, reading: Reading) -> Cell | None:
    """Return the cell below a label where it stands in a row of values without labels."""
    under = label.row + label.rowspan
    if under >= table.n_rows or label.col >= len(table.grid[under]):
        return None
    if not table.spans and len(table.grid[under]) != len(table.grid[row]):
        return None
    cell = table.grid[under][label.col]
    if cell is None or is_label(cell.text) or (cell.row, cell.col) != (under, label.col):
        return None
    groups = {c.text for c in table.row_cells(row)}
    for other in table.row_cells(under):
        # A group that reaches down from above, printed again in text, is no label of the values.
        if other.row == under and _known(reading, other) and other.text not in groups:
            return None
    return cell


def _known(reading: Reading, cell: Cell) -> bool:
    return is_label(cell.text) and bool(reading.table_form.rows.find(cell.text))


def _sheet_figure(
    table: Table, reading: Reading, node: Node, label: Cell, value: Cell, before: list[Cell]
) -> None:
    units = [label_of_text(c.text).unit for c in (*before, label)]
    unit = next((u for u in reversed(units) if u), None)
    cells = table.row_cells(label.row)
    beside = cells[cells.index(label) + 1 :][:1]
    if beside and beside[0] is not value and is_unit(beside[0].text):
        unit = beside[0].text.strip(" ()（）")
    groups = [n.label for n in reversed(node.ancestors)][-1:]
    assert node.key is not None
    reading.figure(table, value, node.key, words_of(*groups, label.text), unit)
