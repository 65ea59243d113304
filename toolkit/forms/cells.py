"""Cells: a row of a table parted in its labels and its figures, each under the head that it means."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.document import Cell, Table
from toolkit.forms.labels import is_label, is_numbering, is_unit
from toolkit.forms.notes import Reading
from toolkit.forms.slots import Heads, Slot

#: The cell below each head; None where one cell stands below several.
Values = list[tuple[Slot, Cell | None]]


def split_row(
    table: Table, row: int, reading: Reading, heads: Heads | None
) -> tuple[list[Cell], Values | None]:
    """Part a row in its label cells and its figures, None where the two do not fit the heads."""
    grid = table.grid[row]
    if heads is not None and len(grid) == heads.width:
        placed = _placed_row(table, row, reading, heads)
        if placed is not None and (placed[1] is not None or not table.spans):
            return placed
        torn = _torn_row(table, row, reading, heads)
        if torn is not None or placed is not None:
            return torn or placed or ([], None)
    labels = _label_run(table, row, reading)
    if heads is None or (heads.width and table.spans and len(grid) == heads.width):
        return labels, _headless(table, row, reading, labels) if heads is None else None
    if table.spans:
        return _torn_row(table, row, reading, heads) or (labels, None)
    if not heads.countable or not labels:
        return labels, None
    cells = _after(table, row, labels)
    if len(cells) != len(heads.slots):
        return labels, None
    if (len(grid) < heads.width or heads.padded) and _may_lack_blanks(heads, cells):
        return labels, None
    if any(is_label(c.text) and reading.table_form.rows.find(c.text) for c in cells):
        return labels, None
    return labels, list(zip(heads.slots, cells, strict=True))


def _placed_row(
    table: Table, row: int, reading: Reading, heads: Heads
) -> tuple[list[Cell], Values | None] | None:
    """Read a row of as many places as its heads by these places; None where it has no label."""
    grid = table.grid[row]
    inside = {c for slot in heads.slots for c in slot.columns}
    labels = _distinct(
        [x for c in heads.label_columns if (x := grid[c]) is not None and x.text.strip()]
    )
    values = by_place(table, row, heads)
    strays = any((x := grid[c]) is not None and x.text.strip() for c in heads.void)
    known = reading.table_form.rows.find
    if any((x := grid[c]) is not None and is_label(x.text) and known(x.text) for c in inside):
        # A wrong span has moved a label among the figures: name the row by its own cells.
        return [c for c in _label_run(table, row, reading) if c.row == row], None
    words = [c for c in labels if is_label(c.text)]
    if not words:
        return None
    # A number of the row before its label and a unit beside it are no words of it.
    plain = all(
        c in words or is_unit(c.text) or (c.col < words[-1].col and is_numbering(c.text))
        for c in labels
    )
    if not plain or strays or any(c.col in inside for c in labels):
        values = None
    if values and any(c and _is_taller(c, words[-1]) for s, c in values if s.key != "unit"):
        values = None
    return words, values


def _torn_row(
    table: Table, row: int, reading: Reading, heads: Heads
) -> tuple[list[Cell], Values] | None:
    """Read a row that spans have moved off the places of its heads, by what follows its own label.

    Nothing may be left out and nothing left over: to the right of the label stands one cell for
    each head, of one place each, and none of them is a label.
    """
    if not heads.countable or not heads.slots or heads.blank:
        return None
    labels = [c for c in _label_run(table, row, reading) if c.row == row]
    if not labels:
        return None
    cells = _after(table, row, labels)
    if len(cells) != len(heads.slots) or any(len(s.columns) > 1 for s in heads.slots):
        return None
    if any(c.row != row or c.rowspan > 1 or c.colspan > 1 or is_label(c.text) for c in cells):
        return None
    return labels, list(zip(heads.slots, cells, strict=True))


def labels_at(places: Sequence[Cell | None], heads: Heads) -> tuple[str, ...]:
    """Return the labels of a row below those of its heads; none where other words stand there."""
    labels: list[str] = []
    last = None
    for column in heads.label_columns:
        cell = places[column]
        if cell is None or cell is last:
            continue
        text = cell[0]
        if is_label(text):
            labels.append(text)
            last = cell
        elif text.strip() and (labels or not is_numbering(text)):
            return ()
    return tuple(labels)


def _is_taller(value: Cell, label: Cell) -> bool:
    """Tell whether a figure spans more rows than its label, and so is that of several rows."""
    return value.row + value.rowspan > label.row + label.rowspan


def _may_lack_blanks(heads: Heads, cells: list[Cell]) -> bool:
    """Tell whether a row of text, shorter than its heads, may have lost its blank cells.

    Blanks in it or heads that were repeated for their span show that the lines held every place.
    """
    return any(not c.text.strip() for c in cells) or any(len(s.columns) > 1 for s in heads.slots)


def _distinct(cells: Sequence[Cell | None]) -> list[Cell]:
    out: list[Cell] = []
    for cell in cells:
        if cell is not None and (not out or out[-1] is not cell):
            out.append(cell)
    return out


def by_place(table: Table, row: int, heads: Heads) -> Values | None:
    """Return the cell below each head; None where a cell is missing or comes from another row."""
    out: Values = []
    grid = table.grid[row]
    for slot in heads.slots:
        cells = _distinct([grid[c] for c in slot.columns])
        if not table.spans:
            texts = {c.text.strip() for c in cells} - {""}
            if len(texts) > 1:
                return None
            cells = [next((c for c in cells if c.text.strip()), cells[0])] if cells else []
        if len(cells) != 1:
            return None
        # One unit may stand beside several rows, one figure may not.
        if cells[0].row != row and slot.key not in (None, "unit"):
            return None
        out.append((slot, cells[0]))
    keys = [s.key for s, _ in out if s.key]
    if not keys or len(set(keys)) < len(keys):
        return None
    places = [id(c) for _, c in out]
    if len(set(places)) == len(places):
        return out
    if any(g is None for g in grid):
        return None
    # One cell below two heads: its figure is neither's, those beside it stand where they belong.
    return [(s, None if places.count(id(c)) > 1 else c) for s, c in out]


def _label_run(table: Table, row: int, reading: Reading) -> list[Cell]:
    """Return the label cells at the beginning of a row: up to the last one that the form knows."""
    cells = table.row_cells(row)
    known = [
        i for i, c in enumerate(cells) if is_label(c.text) and reading.table_form.rows.find(c.text)
    ]
    words = [i for i, c in enumerate(cells) if is_label(c.text)]
    last = (known or words or [-1])[-1]
    if known and last + 1 in words:
        # The words of one label may go on in the next cell.
        parted = cells[last].text + cells[last + 1].text
        last += reading.table_form.rows.knows(parted)
    return [c for c in cells[: last + 1] if is_label(c.text)]


def _after(table: Table, row: int, labels: list[Cell]) -> list[Cell]:
    cells = table.row_cells(row)
    return cells[cells.index(labels[-1]) + 1 :]


def _headless(table: Table, row: int, reading: Reading, labels: list[Cell]) -> Values | None:
    """Read label, unit, figure where no head is printed and the form has one figure a row."""
    form = reading.table_form
    if not form.headless or not labels:
        return None
    cells = _after(table, row, labels)
    slots = {n.key: Slot(n, "", None) for n in form.columns.nodes}
    if len(cells) == 2 and is_unit(cells[0].text) and not is_label(cells[1].text):
        return [(slots["unit"], cells[0]), (slots["value"], cells[1])]
    if len(cells) == 1 and not is_label(cells[0].text) and not is_unit(cells[0].text):
        return [(slots["value"], cells[0])]
    return None
