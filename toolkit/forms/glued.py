"""Glued: figures of a table whose cells run together, where they can be parted in one way only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import prod

from toolkit.codebook import APPLICANTS, indicators
from toolkit.figure import Figure, Finding
from toolkit.forms.chains import Line, Row, Squeezed, in_level_order, lines_of, rows_of
from toolkit.forms.form import Form, TableForm
from toolkit.forms.splits import Split, TooManyError, balanced, forced, sums

Cell = int | float | None

#: So many ways to part the rows of a table may there be together; with more, a wrong one may add up.
MAX_WAYS = 16

_MONEY = re.compile(r"(?:0|[1-9]\d*)\.\d+")


@dataclass(frozen=True, slots=True)
class _Printed:
    """The figures of a row as they run together, and where they stand."""

    value: str
    unit: str | None
    quote: str
    where: tuple[int, int]
    units: tuple[str | None, ...] = ()


@dataclass
class Parted:
    """What was read of one table in flattened text, and the rows that were not.

    ``full`` says that the table prints a figure in every cell and that all of them add up.
    """

    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: dict[str, tuple[int, int]] = field(default_factory=dict)
    full: bool = False

    def add(
        self,
        form: Form,
        table: TableForm,
        printed: _Printed,
        keys: Sequence[tuple[str, str, bool]],
        cells: Sequence[Cell],
        by_sums: bool,
    ) -> None:
        """Add the cells of one row, and how they were told apart."""
        place = f"text:{printed.where[0]}-{printed.where[1]}"
        units = printed.units or (None,) * len(cells)
        for (id_, applicant, cumulative), cell, own in zip(keys, cells, units, strict=True):
            if cell is None:
                self.findings.append(_undecided(id_, applicant, printed))
                continue
            entry = indicators()[id_]
            unit = own or printed.unit or (None if entry.money else entry.unit)
            self.figures.append(
                Figure(
                    id_, cell, unit, applicant, cumulative=cumulative, scope=table.scope,
                    method="table", quote=printed.quote, where=place, form=form.id,
                )
            )  # fmt: skip
        if len(cells) == 1:
            return
        shown = ", ".join("?" if c is None else str(c) for c in cells)
        why_en = "only so the whole table adds up" if by_sums else "there is no other way"
        why_zh = "依据全表勾稽关系" if by_sums else "拆分方式唯一"
        for id_ in dict.fromkeys(i for i, _, _ in keys):
            self.findings.append(
                Finding(
                    "digits_separated", "warning" if by_sums else "note",
                    f"{id_}: the digits {printed.value!r} run together and were read as {shown}: "
                    f"{why_en}",
                    f"“{printed.value}”数字连写，拆分为{shown}：{why_zh}",
                    id_, None if table.cells == "applicant" else "total",
                    found=printed.value, where=place, quote=printed.quote,
                )
            )  # fmt: skip


def _undecided(id_: str, applicant: str, printed: _Printed) -> Finding:
    return Finding(
        "abstained", "warning",
        f"{id_} ({applicant}) was not read: the digits {printed.value!r} can be parted in several "
        "ways that add up",
        f"“{printed.value}”数字连写，有几种拆分都相符", id_, applicant, found="digits_run_together",
        where=f"text:{printed.where[0]}-{printed.where[1]}", quote=printed.quote,
    )  # fmt: skip


def read_glued(form: Form, table: TableForm, text: Squeezed, *, full: bool = False) -> Parted:
    """Read one table in flattened text; what can be parted in several ways is left.

    ``full`` says that the other tables of the report print a figure in every cell.
    """
    if table.cells == "indicator":
        return _one_line(form, table, text, full)
    parted = Parted()
    found = [rows for rows in rows_of(table, text) if rows[0].heads]
    nodes = [row.node for rows in found for row in rows]
    # A row that is printed twice belongs to two reports: which is whose is not to be told.
    once = len(set(nodes)) == len(nodes)
    for rows in found:
        added = _by_sums(table, rows, text) if once and table.cells == "applicant" else {}
        parted.full = parted.full or len(added) > 0
        for at, row in enumerate(rows):
            keys = _keys(table, row)
            cells: Sequence[Cell] | None = None
            if once and keys:
                cells = _forced(row, len(keys), text) or added.get(at)
            where = text.span(row.start, max(row.at + len(row.value), row.start + 1))
            if cells is None:
                ids = dict.fromkeys(id_ for id_, _, _ in keys) or _all_ids(table, row)
                parted.unread |= dict.fromkeys(ids, where)
                continue
            quote = f"{row.node.label} {row.value}".strip()
            by_sums = _forced(row, len(keys), text) is None
            units = row.units if table.cells == "suffix" else ()
            printed = _Printed(row.value, row.unit, quote, where, units)
            parted.add(form, table, printed, keys, cells, by_sums)
    return parted


def _one_line(form: Form, table: TableForm, text: Squeezed, full: bool) -> Parted:
    """Read table 4, whose figures stand behind the heads of all columns."""
    parted = Parted()
    lines = lines_of(table, text)
    keys = [(i, "total", False) for i in table.ids]
    for line in lines:
        where = text.span(line.start, line.at + len(line.value))
        cells, by_sums = _line_cells(line, len(keys), text, full)
        if cells is None or len(lines) > 1:
            parted.unread |= dict.fromkeys(table.ids, where)
            continue
        printed = _Printed(line.value, None, line.value, where)
        parted.add(form, table, printed, keys, cells, by_sums)
    return parted


def _line_cells(
    line: Line, count: int, text: Squeezed, full: bool
) -> tuple[Sequence[Cell] | None, bool]:
    """Return the cells of table 4, and whether its sums were needed to tell them.

    Its three sums are too few to choose by: where the publisher mistook a figure or left one blank,
    a wrong way to part the digits may add up. They may only confirm cells of which each stands
    apart, or of which each is one digit in a report that leaves no cell blank.
    """
    if not line.sure:
        return None, False
    cells = _sure_cells(line.value, count)
    if cells is not None and _fits(cells, line.at, line.value, text):
        return cells, False
    if not (line.value.isascii() and line.value.isdigit()):
        return None, False
    ends = [0, *sorted(text.gaps(line.at, line.at + len(line.value))), len(line.value)]
    pieces = [line.value[a:b] for a, b in pairwise(ends)]
    if full and len(line.value) == count:
        pieces = list(line.value)
    if len(pieces) != count or any(len(p) > 1 and p[0] == "0" for p in pieces):
        return None, False
    numbers = [int(p) for p in pieces]
    blocks = [numbers[i : i + 5] for i in range(0, count, 5)]
    if any(sum(block[:-1]) != block[-1] for block in blocks):
        return None, False
    return numbers, True


def _all_ids(table: TableForm, row: Row) -> list[str]:
    if table.cells == "suffix":
        return [f"{row.node.key}_{c}" for c in row.node.columns]
    return [str(row.node.key)]


def _keys(table: TableForm, row: Row) -> list[tuple[str, str, bool]]:
    """Return indicator, applicant and cumulative for each cell of a row, by the heads above it."""
    key = str(row.node.key)
    if table.cells == "applicant":
        if not in_level_order(table, row.heads):
            return []
        return [(key, str(n.key), False) for n in table.columns.nodes if n.key]
    columns = [
        next((str(n.key) for n in table.columns.nodes if head in n.keys), "") for head in row.heads
    ]
    if table.cells == "suffix":
        if tuple(columns) != row.node.columns:
            return []
        return [(f"{key}_{c}", "total", False) for c in columns]
    if table.cells == "measure":
        values = [c for c in columns if c != "unit"]
        # A unit behind the figures leaves open whether it is the row's own.
        if not values or len(set(columns)) < len(columns) or columns[-1] == "unit":
            return []
        if "unit" in columns and row.unit is None:
            return []
        return [(key, "total", c == "cumulative") for c in values]
    return []


def _forced(row: Row, count: int, text: Squeezed) -> Sequence[Cell] | None:
    """Return the cells of a row that can be parted in one way only, even with blank ones."""
    if not row.sure:
        return None
    if count == 1 and _MONEY.fullmatch(row.value):
        return None if text.gaps(row.at, row.at + len(row.value)) else [float(row.value)]
    cells = _sure_cells(row.value, count)
    return cells if cells and _fits(cells, row.at, row.value, text) else None


def _sure_cells(value: str, count: int) -> Split | None:
    # A slash or a dash may be a cell, or may stand between two.
    return forced(value, count) if value.isascii() and value.isdigit() else None


def _fits(cells: Sequence[Cell], at: int, value: str, text: Squeezed) -> bool:
    """Tell whether blanks stand in the text only between cells."""
    ends = {0}
    for cell in cells:
        ends.add(max(ends) + len(str(cell)))
    return text.gaps(at, at + len(value)) <= ends


def _by_sums(table: TableForm, rows: list[Row], text: Squeezed) -> dict[int, Sequence[Cell]]:
    """Return the cells of each row of table 3 that its sums tell apart.

    Every row of the form has to be there with all its cells, every row and every column has to add
    up; a cell is then read where all ways to part its row so that it adds up agree. Columns are
    asked to agree, not to choose: where the publisher mistook a figure, they would choose wrongly.
    """
    nodes = [n for n in table.rows.nodes if n.key]
    if [r.node for r in rows] != nodes or not all(in_level_order(table, r.heads) for r in rows):
        return {}
    if not all(r.sure and r.value.isascii() and r.value.isdigit() for r in rows):
        return {}
    names = [str(r.node.key) for r in rows]
    arriving = [names.index(n) for n in ("requests_received", "requests_carried_over")]
    leaving = [names.index(n) for n in ("requests_processed", "requests_carried_forward")]
    try:
        ways = [sums(r.value, len(APPLICANTS)) for r in rows]
        if prod(map(len, ways)) not in range(1, MAX_WAYS + 1):
            return {}
        outcomes = [w for i, w in enumerate(ways) if i not in (*arriving, *leaving)]
        adds_up = balanced(
            [ways[i] for i in arriving], outcomes, ways[leaving[0]], ways[leaving[1]]
        )
    except TooManyError:
        return {}
    if not adds_up:
        return {}
    out: dict[int, Sequence[Cell]] = {}
    for i, (row, found) in enumerate(zip(rows, ways, strict=True)):
        if any(_fits(way, row.at, row.value, text) for way in found):
            cells = zip(*found, strict=True)
            out[i] = [c[0] if len(set(c)) == 1 else None for c in cells]
    return out
