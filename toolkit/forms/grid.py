"""Grid: figures of tables whose rows and columns are labelled, read by their printed heads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from toolkit.document import Cell, Table
from toolkit.figure import Finding
from toolkit.forms.axis import Labels, Node
from toolkit.forms.heads import Heads, Slot, is_head_row, read_heads
from toolkit.forms.labels import is_label, is_unit, label_of_text, number_in
from toolkit.forms.notes import Reading, place_of, words_of


def read_grid(table: Table, reading: Reading, heads: Heads | None = None) -> Heads | None:
    """Read one table into ``reading``; ``heads`` are those of the part before a page break.

    Returns
    -------
    Heads or None
        The heads that were in force at the end of the table.
    """
    form = reading.table_form
    row = 0
    while row < table.n_rows:
        run = []
        while row < table.n_rows and is_head_row(table, row, form):
            run.append(row)
            row += 1
        if run:
            heads = read_heads(table, run, form)
            for text in heads.unknown:
                reading.unmapped(table, None, text)
        if row < table.n_rows:
            if form.cells == "indicator":
                _indicator_row(table, row, reading, heads)
            else:
                _labelled_row(table, row, reading, heads)
            row += 1
    return heads


def find_row(reading: Reading, labels: Sequence[str]) -> Node | None:
    """Return the row of the form that the printed labels of one row mean (see :func:`_row_of`)."""
    return _row_of(reading.table_form.rows, tuple(labels), reading.path)


@lru_cache(maxsize=4096)
def _row_of(rows: Labels, labels: tuple[str, ...], path: tuple[Node, ...]) -> Node | None:
    """Return the row of the form that the printed labels of one row mean, or None.

    The last label is the row's own, those before it are its printed groups; a label that means
    something only below its group (其他) needs that group printed beside it or above.
    """
    own = label_of_text(labels[-1]).key
    groups = [
        found
        for text in labels[:-1]
        if label_of_text(text).key != own and (found := rows.find(text))
    ]
    candidates = [
        n
        for n in rows.find(labels[-1])
        if all(any(g in n.ancestors for g in found) for found in groups)
    ]
    if not candidates:
        return None
    if len(candidates) == 1 and not candidates[0].strict:
        return candidates[0]
    near = [g for found in groups for g in found]
    supported = [n for n in candidates if n.parent is None or n.parent in near]
    if not supported or len(supported) > 1:
        open_ = [n for n in candidates if n.parent in path or n.parent is None]
        if not open_:
            return None
        if len(candidates) > 1 and path and path[-1].key:
            # Further down in its group, a label of several groups is that of one not printed.
            open_ = [n for n in open_ if n.order > path[-1].order]
            if not open_:
                return None
        supported = sorted(
            open_, key=lambda n: path.index(n.parent) if n.parent else -1, reverse=True
        )
        if len(supported) > 1 and supported[0].parent is supported[1].parent:
            return None
    return supported[0]


def row_ids(reading: Reading, node: Node) -> list[str]:
    """Return the indicators that a row of the form holds."""
    if node.key is None:
        return []
    if reading.table_form.cells == "suffix":
        return [f"{node.key}_{c}" for c in node.columns]
    return [node.key]


def _labelled_row(table: Table, row: int, reading: Reading, heads: Heads | None) -> None:
    labels, values = _split(table, row, reading, heads)
    node = find_row(reading, [c.text for c in labels]) if labels else None
    if node is not None:
        reading.path = (*reversed(node.ancestors), node)
        if node.key is not None:
            if values is not None:
                _figures(table, reading, node, labels[-1].text, values)
            else:
                where = place_of(table, row=row)
                reason = "cells_do_not_match_columns"
                reading.abstain(where, row_ids(reading, node), labels[-1].text, reason)
            return
    cells = [c for c in table.row_cells(row) if c.text.strip()]
    numbers = any(number_in(c.text) for c in cells if c not in labels)
    if not labels:
        if numbers:
            where = place_of(table, row=row)
            reading.findings.append(_detached(where, " ".join(c.text for c in cells)))
        return
    if node is None:
        # A line of words across the table is a remark, a row that holds figures is not.
        if numbers or len(cells) > 1:
            reading.unmapped(table, labels[-1], labels[-1].text)
        # The group that an unknown row stands in may have ended; what holds them all has not.
        reading.path = reading.path[: max(len(reading.path) - 2, 0)]
    elif numbers:
        why = " as a row with figures of its own"
        reading.unmapped(table, labels[-1], labels[-1].text, why)


def _detached(where: str, text: str) -> Finding:
    return Finding(
        "abstained", "warning", f"{where} holds figures without a label: {text}",
        f"一行数字没有栏目名称：{text}", found="label_detached", where=where,
    )  # fmt: skip


def _figures(
    table: Table, reading: Reading, node: Node, label: str, values: list[tuple[Slot, Cell]]
) -> None:
    cells = reading.table_form.cells
    own_unit = label_of_text(label).unit
    assert node.key is not None
    if cells == "applicant":
        found = [(c, s.key, s.words, own_unit or s.unit) for s, c in values if s.key]
        reading.row(table, node.key, label.strip(), found)
    elif cells == "suffix":
        for slot, cell in values:
            if slot.key in node.columns:
                unit = slot.unit or own_unit
                words = words_of(label, slot.text)
                reading.figure(table, cell, f"{node.key}_{slot.key}", words, unit)
            elif slot.key and cell.text.strip():
                reading.unmapped(table, cell, slot.text, f" beside {label.strip()}")
    else:
        printed = next((c.text.strip(" ()（）") for s, c in values if s.key == "unit"), "")
        unit = (printed if is_unit(printed) else None) or own_unit
        for slot, cell in values:
            if slot.key in ("value", "cumulative"):
                cumulative = slot.key == "cumulative"
                words = words_of(label, slot.text)
                reading.figure(
                    table, cell, node.key, words, unit or slot.unit, cumulative=cumulative
                )


def _split(
    table: Table, row: int, reading: Reading, heads: Heads | None
) -> tuple[list[Cell], list[tuple[Slot, Cell]] | None]:
    """Part a row in its label cells and its figures, None where the two do not fit the heads."""
    grid = table.grid[row]
    if heads is not None and table.spans and len(grid) == heads.width and heads.plain:
        whole = _whole_row(grid, row, heads)
        if whole is not None:
            return whole
    if heads is not None and heads.width and len(grid) == heads.width:
        inside = {c for slot in heads.slots for c in slot.columns}
        spare = set(heads.void)
        labels = _distinct(
            [grid[c] for c in heads.label_columns if (x := grid[c]) is not None and x.text.strip()]
        )
        values = _by_place(table, row, heads)
        strays = [
            c for c in range(len(grid)) if c in spare and (x := grid[c]) is not None and x.text.strip()
        ]  # fmt: skip
        known = reading.table_form.rows.find
        if any((x := grid[c]) is not None and is_label(x.text) and known(x.text) for c in inside):
            # A wrong span has moved a label among the figures: name the row by its own cells.
            return [c for c in _label_run(table, row, reading) if c.row == row], None
        words = [c for c in labels if is_label(c.text)]
        if len(words) < len(labels) or strays or any(c.col in inside for c in labels):
            values = None
        if words:
            if values and any(_is_taller(c, words[-1]) for s, c in values if s.key != "unit"):
                values = None
            return words, values
    labels = _label_run(table, row, reading)
    if heads is None or (heads.width and table.spans and len(grid) == heads.width):
        return labels, _headless(table, row, reading, labels) if heads is None else None
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


def _whole_row(
    grid: Sequence[Cell | None], row: int, heads: Heads
) -> tuple[list[Cell], list[tuple[Slot, Cell]]] | None:
    """Return labels and figures of a row in which nothing is out of its place, else None."""
    values = []
    for slot in heads.slots:
        cell = grid[slot.columns[0]]
        if cell is None or cell.row != row or cell.rowspan != 1 or cell.colspan != 1:
            return None
        if is_label(cell.text):
            return None
        values.append((slot, cell))
    for column in heads.void:
        cell = grid[column]
        if cell is not None and cell.text.strip():
            return None
    labels: list[Cell] = []
    for column in heads.label_columns:
        cell = grid[column]
        if cell is None or (labels and cell is labels[-1]):
            continue
        if is_label(cell.text):
            labels.append(cell)
        elif cell.text.strip():
            return None
    return (labels, values) if labels else None


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


def _by_place(table: Table, row: int, heads: Heads) -> list[tuple[Slot, Cell]] | None:
    out: list[tuple[Slot, Cell]] = []
    taken: list[Cell] = []
    grid = table.grid[row]
    for slot in heads.slots:
        cells = _distinct([grid[c] for c in slot.columns])
        if not table.spans:
            texts = {c.text.strip() for c in cells} - {""}
            if len(texts) > 1:
                return None
            cells = [next((c for c in cells if c.text.strip()), cells[0])] if cells else []
        if len(cells) != 1 or any(c is cells[0] for c in taken):
            return None
        # One unit may stand beside several rows, one figure may not.
        if cells[0].row != row and slot.key not in (None, "unit"):
            return None
        taken.append(cells[0])
        out.append((slot, cells[0]))
    keys = [s.key for s, _ in out if s.key]
    return out if keys and len(set(keys)) == len(keys) else None


def _label_run(table: Table, row: int, reading: Reading) -> list[Cell]:
    """Return the label cells at the beginning of a row: up to the last one that the form knows."""
    cells = table.row_cells(row)
    known = [
        i for i, c in enumerate(cells) if is_label(c.text) and reading.table_form.rows.find(c.text)
    ]
    words = [i for i, c in enumerate(cells) if is_label(c.text)]
    last = (known or words or [-1])[-1]
    return [c for c in cells[: last + 1] if is_label(c.text)]


def _after(table: Table, row: int, labels: list[Cell]) -> list[Cell]:
    cells = table.row_cells(row)
    return cells[cells.index(labels[-1]) + 1 :]


def _headless(
    table: Table, row: int, reading: Reading, labels: list[Cell]
) -> list[tuple[Slot, Cell]] | None:
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


def _indicator_row(table: Table, row: int, reading: Reading, heads: Heads | None) -> None:
    """Read a row without a label of its own: the heads alone say what its cells are."""
    cells = [c for c in table.row_cells(row) if c.row == row]
    if not any(c.text.strip() for c in cells):
        # A blank row after the figures is layout; one that stands alone is a table left blank.
        if reading.seen or row + 1 < table.n_rows:
            return
    elif len(cells) == 1 and is_label(cells[0].text):
        return
    values = None
    if heads is not None and heads.width and len(table.grid[row]) == heads.width:
        values = _by_place(table, row, heads)
        if any((c := table.grid[row][v]) is not None and c.text.strip() for v in heads.void):
            values = None
    elif heads is not None and heads.countable:
        figures = cells[1:] if cells and is_label(cells[0].text) else cells
        if len(figures) == len(heads.slots):
            values = list(zip(heads.slots, figures, strict=True))
    words = reading.table_form.columns.find
    if values and any(is_label(c.text) and words(c.text) for _, c in values):
        values = None
    if values is None:
        where = place_of(table, row=row)
        reason = "cells_do_not_match_columns"
        left = [i for i in reading.table_form.ids if i not in reading.seen]
        reading.abstain(where, left, " ".join(c.text for c in cells), reason)
        return
    for slot, cell in values:
        if slot.key and slot.node is not None:
            groups = [n.label for n in reversed(slot.node.ancestors)]
            reading.figure(table, cell, slot.key, words_of(*groups, slot.text), slot.unit)
