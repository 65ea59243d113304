"""Heads: reads the printed column heads of a table, each with the column of the form it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from toolkit.document import Cell, Table
from toolkit.forms.axis import Labels, Node
from toolkit.forms.form import TableForm
from toolkit.forms.labels import LONGEST, is_label, label_of_text, number_in
from toolkit.forms.slots import Heads, Slot

_YEAR = re.compile(r"20\d\d")
#: Columns that stand beside the figures and belong to no row label.
ASIDE = frozenset({"序号", "备注", "代码", "说明", "行次"})


def is_head_row(table: Table, row: int, form: TableForm) -> bool:
    """Tell whether a row prints column heads: known ones, more of them than of row labels."""
    heads = rows = 0
    # From the right: there a row of figures shows at once that it is one.
    for cell in reversed(table.row_cells(row)):
        text = cell[0]
        is_head, is_row = _told(form, text) if len(text) <= LONGEST else _tell(form, text)
        if is_head is None:
            return False
        heads += is_head
        rows += is_row
    # A head alone over its figures (总计) may be a row's label too: here it is beside no label.
    alone = row == 0 and 0 < heads == rows and not table.row_cells(row)[0].text.strip()
    return heads > rows or alone


def _tell(form: TableForm, text: str) -> tuple[bool | None, bool]:
    """Return whether a text is a head, None for a figure, and whether it is a row's label."""
    if not text.strip():
        return False, False
    is_head = bool(form.columns.find(text)) or label_of_text(text).key in form.skip
    return None if not is_head and number_in(text) else is_head, bool(form.rows.find(text))


_told = lru_cache(maxsize=8192)(_tell)


def resolve(labels: Labels, text: str, above: Iterable[str]) -> Node | None:
    """Return the one column that ``text`` below the heads ``above`` means, or None.

    A group that is printed above must be a group of the column; where several columns bear the
    same label, the printed groups have to tell them apart.
    """
    groups = []
    for head in above:
        found = [n for n in labels.find(head) if n.key is None]
        if found:
            groups.append(found)
    candidates = [
        n
        for n in labels.find(text)
        if n.key is not None and all(any(g in n.ancestors for g in gs) for gs in groups)
    ]
    if len(candidates) == 1:
        return candidates[0]
    printed = {g for gs in groups for g in gs}
    exact = [n for n in candidates if set(n.ancestors) <= printed]
    return exact[0] if len(exact) == 1 else None


def read_heads(table: Table, run: Sequence[int], form: TableForm) -> Heads:
    """Read the head rows ``run`` of a table, which follow each other, as the slots below them."""
    rows = table.grid[run[0] : run[-1] + 1]
    texts = [c.text for places in rows for c in places if c is not None]
    small = len(texts) <= _LARGEST and max(map(len, texts), default=0) <= LONGEST
    read = _remembered if small else _read_heads
    heads = read(form, rows, run[0], table.spans, ())
    if not heads.asks:
        return heads
    data = _data_rows(table, run[-1] + 1, form)
    numbers = [_holds_numbers(table, data, column) for column in range(max(map(len, rows)))]
    return read(form, rows, run[0], table.spans, tuple(numbers))


def _read_heads(
    form: TableForm,
    rows: tuple[tuple[Cell | None, ...], ...],
    first: int,
    spans: bool,
    numbers: tuple[bool, ...],
) -> Heads:
    """Read head rows; ``first`` is their row, ``numbers`` tells below which columns numbers stand."""
    table, run = Table(first, rows, spans), range(len(rows))
    widths = {len(rows[r]) for r in run if not _only_titles(table, r, form)}
    if spans or len(widths) == 1:
        heads = _by_place(table, run, form, numbers)
        if heads.asks and not numbers:
            return heads
        if not spans and len(run) == 1 and heads.unknown:
            # All heads on one line, groups first, as where each cell stood on a line of its own.
            deep = _by_depth(table, run, form)
            return deep if deep.slots else heads
        if spans or len(run) == 1 or heads.countable:
            return heads
    return _by_depth(table, run, form)


#: The same heads stand in every report.
_LARGEST = 200
_remembered = lru_cache(maxsize=512)(_read_heads)


def _only_titles(table: Table, row: int, form: TableForm) -> bool:
    texts = [c.text for c in table.row_cells(row) if c.text.strip()]
    return not any(
        form.columns.find(t) or (label_of_text(t).key not in form.skip and label_of_text(t).key)
        for t in texts
    ) or (len(texts) == 1 and not form.columns.find(texts[0]))


def _column_texts(table: Table, run: Sequence[int], column: int) -> list[tuple[str, Cell | None]]:
    """Return the heads over one column, top to bottom, the lowest being the column's own."""
    out: list[tuple[str, Cell | None]] = []
    for r in run:
        cell = table.grid[r][column] if column < len(table.grid[r]) else None
        if cell is not None and cell.text.strip():
            if not out or out[-1][1] is not cell:
                out.append((cell.text, cell))
            continue
        if not table.spans and r != run[-1]:
            # Where a span is left blank, what stands to the left goes on.
            left = next(
                (c for c in reversed(table.grid[r][:column]) if c is not None and c.text.strip()),
                None,
            )
            if left is not None:
                out.append((left.text, None))
    while out and out[-1][1] is None:
        out.pop()
    return out


def _by_place(table: Table, run: Sequence[int], form: TableForm, numbers: Sequence[bool]) -> Heads:
    width = max(map(len, table.grid))
    slots: list[Slot] = []
    owner: list[object] = []
    labels: list[int] = []
    void: list[int] = []
    unknown: list[str] = []
    labelled_right = blank = asks = False
    for column in range(width):
        texts = _column_texts(table, run, column)
        text, cell = texts[-1] if texts else ("", None)
        key = label_of_text(text).key
        node = resolve(form.columns, text, [t for t, _ in texts[:-1]]) if key else None
        same: object = cell if table.spans else tuple(t for t, _ in texts)
        if slots and owner[-1] == same and key and column - 1 in slots[-1].columns:
            last = slots[-1]
            slots[-1] = Slot(last.node, last.text, last.unit, (*last.columns, column))
        elif node is not None:
            slots.append(Slot(node, text, label_of_text(text).unit, (column,)))
            owner.append(same)
        elif key in ASIDE:
            continue
        elif not slots and not (key and key not in form.skip):
            labels.append(column)
        elif not slots and (
            len(form.columns.find(text)) == 1 or not numbers or not numbers[column]
        ):
            asks = asks or len(form.columns.find(text)) != 1
            labels.append(column)
        elif key and key not in form.skip:
            slots.append(Slot(None, text, None, (column,)))
            owner.append(same)
            unknown.append(text)
        elif not table.spans and slots and column - 1 in slots[-1].columns:
            last = slots[-1]
            slots[-1] = Slot(last.node, last.text, last.unit, (*last.columns, column))
        else:
            labelled_right = labelled_right or bool(key)
            void.append(column)
            blank = blank or any(table.grid[r][column] is not None for r in run)
    if _has_bare_group(slots, form) or (table.spans and _has_stray(table, run, form)):
        return Heads((), width, tuple(labels), (), tuple(unknown), False, asks=asks)
    if form.cells == "measure" and len(_years(slots)) > 1:
        # A sum up to another year than the figures beside it is not the sum that the form asks for.
        slots = [Slot(None, s.text, None, s.columns) if s.key == "cumulative" else s for s in slots]
        unknown += [s.text for s in slots if s.node is None and s.text not in unknown]
    known = [s.key for s in slots if s.node]
    # Where the labels stand to the right of figures, what follows a label belongs to the next one.
    countable = bool(known) and len(set(known)) == len(known) and not labelled_right
    return Heads(
        tuple(slots), width, tuple(labels), tuple(void), tuple(unknown), countable,
        blank=blank, asks=asks,
    )  # fmt: skip


def _years(slots: Sequence[Slot]) -> set[str]:
    """Return the years that the heads of figures and of sums name."""
    return {y for s in slots if s.key in ("value", "cumulative") for y in _YEAR.findall(s.text)}


def _has_bare_group(slots: Sequence[Slot], form: TableForm) -> bool:
    """Tell whether a group stands straight over figures while its parts stand over others.

    A span or a cell of the heads is then damaged, and the heads beside it are not in their places.
    """
    groups = {n for s in slots if s.node is None for n in form.columns.find(s.text)}
    return any(groups & set(s.node.ancestors) for s in slots if s.node)


def _has_stray(table: Table, run: Sequence[int], form: TableForm) -> bool:
    """Tell whether a head stands outside its group: beside the group printed, or below no cell."""
    find = form.columns.find
    printed = {n for r in run for c in table.row_cells(r) for n in find(c.text)}
    for column in range(len(table.grid[run[0]])):
        texts = _column_texts(table, run, column)
        nodes = [n for n in find(texts[-1][0]) if n.key] if texts else []
        cell = texts[-1][1] if texts else None
        if cell is None:
            continue
        above = {n for text, _ in texts[:-1] for n in find(text)}
        hole = any(table.grid[r][column] is None for r in run if r + table.index < cell.row)
        key = label_of_text(cell.text).key
        if not nodes and not (hole and key and key not in form.skip and key not in ASIDE):
            continue
        if all(n.parent and n.parent not in above and (hole or n.parent in printed) for n in nodes):
            return True
    return False


def _data_rows(table: Table, start: int, form: TableForm) -> list[int]:
    rows = []
    for r in range(start, table.n_rows):
        if is_head_row(table, r, form):
            break
        rows.append(r)
    return rows


def _holds_numbers(table: Table, rows: Iterable[int], column: int) -> bool:
    return any(
        column < len(table.grid[r])
        and (cell := table.grid[r][column]) is not None
        and number_in(cell.text)
        for r in rows
    )


def _by_depth(table: Table, run: Sequence[int], form: TableForm) -> Heads:
    """Read heads whose places are lost: line by line they must name the form's levels in order."""
    printed: list[list[str]] = []
    for r in run:
        line: list[str] = []
        for cell in table.row_cells(r):
            key = label_of_text(cell.text).key
            if key and key not in form.skip and (not line or line[-1] != cell.text):
                line.append(cell.text)
        if line:
            printed.append(line)
    unknown = tuple(t for line in printed for t in line if not form.columns.find(t) and is_label(t))
    nodes = form.columns.nodes
    levels = [
        [n for n in nodes if n.depth == depth]
        for depth in range(max((n.depth for n in nodes), default=-1) + 1)
    ]
    if len(printed) == 1 < len(levels) and len(printed[0]) == sum(map(len, levels)):
        rest = iter(printed[0])
        printed = [[next(rest) for _ in level] for level in levels]
    agree = len(printed) == len(levels) and all(
        len(line) == len(level)
        and all(n in form.columns.find(t) for t, n in zip(line, level, strict=True))
        for line, level in zip(printed, levels, strict=True)
    )
    if not agree:
        return Heads((), 0, unknown=unknown, countable=False)
    slots = tuple(Slot(n, n.label, None) for n in nodes if n.key is not None)
    blank = [i for r in run for i, c in enumerate(table.grid[r]) if c and not c.text.strip()]
    return Heads(slots, 0, padded=any(blank))
