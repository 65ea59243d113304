"""Grid: figures of tables whose rows and columns are labelled, read by their printed heads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

from toolkit.document import Cell, Table
from toolkit.figure import Finding
from toolkit.forms.axis import Node
from toolkit.forms.cells import Values, by_place, labels_at, split_row
from toolkit.forms.form import TableForm
from toolkit.forms.heads import is_head_row, read_heads
from toolkit.forms.labels import is_label, is_unit, is_words, label_of_text, number_in
from toolkit.forms.notes import Reading, place_of
from toolkit.forms.rows import find_row, row_ids
from toolkit.forms.slots import Heads


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
        if table.spans and heads and heads.plain:
            row = _plain_rows(table, row, reading, heads)
        run = []
        while row < table.n_rows and is_head_row(table, row, form):
            run.append(row)
            row += 1
        if run and heads is not None and len(heads.slots) > 1 and _is_scrap(table, run, form):
            row, run = run[0], []
        if run:
            heads = read_heads(table, run, form)
            for text in heads.unknown:
                reading.unmapped(table, None, text)
            continue
        if row == table.n_rows:
            break
        if form.cells == "indicator":
            _indicator_row(table, row, reading, heads)
        else:
            _labelled_row(table, row, reading, heads)
        row += 1
    return heads


def _plain_rows(table: Table, first: int, reading: Reading, heads: Heads) -> int:
    """Read rows of which nothing is out of its place, as nearly all are; return the first other one.

    The labels of such a row are those of one row of the form, and a figure among its cells shows that
    it is no row of heads.
    """
    suffix = reading.table_form.cells == "suffix"
    width, pick, void, unit_head = heads.width, heads.pick, heads.void, heads.unit
    for row, places in enumerate(table.grid[first:], first):
        if len(places) != width:
            return row
        cells = pick(places)
        labels = labels_at(places, heads)
        if not labels or not _in_place(cells, row, heads):
            return row
        if void and any((c := places[v]) and c.text.strip() for v in void):
            return row
        node = find_row(reading, labels)
        if node is None or node.key is None:
            return row
        label = labels[-1]
        reading.path = node.path
        reading.begin_row()
        if suffix:
            values: Values = list(zip(heads.slots, cells, strict=True))
            _figures(table, row, reading, node, label, values)
        else:
            unit = label_of_text(label).unit
            figures = cells
            if unit_head is not None:
                unit = _unit(cells[unit_head]) or unit
                figures = heads.figures(cells)
            reading.row(table, node.key, label.strip(), figures, heads.above(unit))
        if reading.orphan:
            reading.take_back_blanks(place_of(table, row=row))
            reading.orphan = False
    return table.n_rows


def _in_place(cells: Iterable[Cell | None], row: int, heads: Heads) -> TypeGuard[tuple[Cell, ...]]:
    """Tell whether cells stand in one row each below its head, hold no words and one a number."""
    wide_heads = heads.wide
    if wide_heads and [(c.col, c.colspan) for c in cells if c is not None] != wide_heads:
        return False
    numbers = 0
    for cell in cells:
        if cell is None:
            return False
        text, top, _, high, wide = cell
        if top != row or high != 1 or (wide != 1 and not wide_heads):
            return False
        if text.isdecimal():
            numbers += 1
        elif is_label(text):
            return False
    return numbers > 0


def _is_scrap(table: Table, run: list[int], form: TableForm) -> bool:
    """Tell whether rows below the heads of table 3 hold no heads but the end of a cut label (数量)."""
    cells = [c for r in run for c in table.row_cells(r) if c.text.strip()]
    return form.cells == "applicant" and len(cells) == 1


def _labelled_row(table: Table, row: int, reading: Reading, heads: Heads | None) -> None:
    labels, values = split_row(table, row, reading, heads)
    node, label = _node_of(reading, row, labels)
    if node is not None:
        reading.path = node.path
        if node.key is not None:
            if values is not None:
                reading.begin_row()
                _figures(table, row, reading, node, label, values)
                if reading.orphan:
                    reading.take_back_blanks(place_of(table, row=row))
                reading.orphan = False
            else:
                where = place_of(table, row=row)
                reason = "cells_do_not_match_columns"
                reading.abstain(where, row_ids(reading, node), label, reason)
            return
    cells = [c for c in table.row_cells(row) if c.text.strip()]
    numbers = any(number_in(c.text) for c in cells if c not in labels)
    # A blank row beside figures that have no label of their own: they may be that row's.
    reading.orphan = numbers if cells else reading.orphan
    if any(not is_unit(c.text) for c in cells if c.row == row) and (
        not any(is_words(c.text) for c in labels) or (numbers and node is not None)
    ):
        reading.take_back_blanks(place_of(table, row=row))
    if not labels:
        if numbers:
            where = place_of(table, row=row)
            reading.findings.append(_detached(where, " ".join(c.text for c in cells)))
        return
    if node is None:
        # A line of words across the table is a remark, a row that holds figures is not.
        if numbers or len(cells) > 1:
            reading.unmapped(table, labels[-1], label)
        # The group that an unknown row stands in may have ended; what holds them all has not.
        reading.path = reading.path[: max(len(reading.path) - 2, 0)]
    elif numbers:
        reading.unmapped(table, labels[-1], label, " as a row with figures of its own")


def _node_of(reading: Reading, row: int, labels: list[Cell]) -> tuple[Node | None, str]:
    """Return the row of the form that label cells mean, and the words of the row's own label.

    The words of one label may stand in two cells. A group that reaches down from above is left out
    of account where it is not one of the row's: its span is then wrong, and the own label decides.
    """
    if not labels:
        return None, ""
    texts = [c.text for c in labels]
    node = find_row(reading, texts)
    if node is not None:
        return node, texts[-1]
    own = [c.text for c in labels if c.row == row]
    for groups in [texts[: -len(own)], []] if len(own) < len(texts) else [[]]:
        for parts in range(1, len(own) + 1):
            label = "".join(own[-parts:])
            if parts == 1 or reading.table_form.rows.knows(label):
                node = find_row(reading, [*groups, *own[:-parts], label])
                if node is not None:
                    return node, label
    return None, texts[-1]


def _detached(where: str, text: str) -> Finding:
    return Finding(
        "abstained", "warning", f"{where} holds figures without a label: {text}",
        f"一行数字没有栏目名称：{text}", found="label_detached", where=where,
    )  # fmt: skip


def _figures(
    table: Table, row: int, reading: Reading, node: Node, label: str, values: Values
) -> None:
    cells = reading.table_form.cells
    own_unit = label_of_text(label).unit
    words = label.strip()
    assert node.key is not None
    if cells == "applicant":
        found = [(c, s.head(own_unit)) for s, c in values if s.key and c is not None]
        reading.row(table, node.key, words, [c for c, _ in found], [head for _, head in found])
        if len(found) < len(values):
            for applicant in [s.key for s, c in values if s.key and c is None]:
                reading.shared(table, row, node.key, label, applicant)
    elif cells == "suffix":
        for slot, cell in values:
            id_ = f"{node.key}_{slot.key}"
            if slot.key not in node.columns:
                if slot.key and cell and cell.text.strip():
                    reading.unmapped(table, cell, slot.text, f" beside {words}")
            elif cell is None:
                reading.shared(table, row, id_, label)
            else:
                head = slot.head(None if slot.unit else own_unit)
                reading.row(table, id_, words, [cell], [head])
    else:
        unit = next((_unit(c) for s, c in values if s.key == "unit" and c), None) or own_unit
        found = [(c, s.head(unit)) for s, c in values if c and s.key in ("value", "cumulative")]
        if found:
            reading.row(table, node.key, words, [c for c, _ in found], [head for _, head in found])
        if any(s.key and c is None for s, c in values):
            reading.shared(table, row, node.key, label)


def _unit(cell: Cell) -> str | None:
    """Return the unit that a cell of the column of units holds."""
    text = cell.text.strip(" ()（）")
    return text if is_unit(text) else None


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
        values = by_place(table, row, heads)
        if any((c := table.grid[row][v]) is not None and c.text.strip() for v in heads.void):
            values = None
    elif heads is not None and heads.countable:
        figures = cells[1:] if cells and is_label(cells[0].text) else cells
        if len(figures) == len(heads.slots):
            values = list(zip(heads.slots, figures, strict=True))
    words = reading.table_form.columns.find
    if values and any(c and is_label(c.text) and words(c.text) for _, c in values):
        values = None
    if values is None:
        where = place_of(table, row=row)
        reason = "cells_do_not_match_columns"
        left = [i for i in reading.table_form.ids if i not in reading.seen]
        reading.abstain(where, left, " ".join(c.text for c in cells), reason)
        return
    for slot, cell in values:
        if slot.key and cell is None:
            reading.shared(table, row, slot.key, slot.text)
        elif slot.key and cell is not None and slot.node is not None:
            reading.figure(table, cell, slot.key, slot.words, slot.unit)
