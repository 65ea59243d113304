"""Unit: one table of a form among a document's tables, its parts joined across page breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from toolkit.document import Cell, Document, Table
from toolkit.forms.axis import Node
from toolkit.forms.form import Form, TableForm, table_forms
from toolkit.forms.heads import is_head_row
from toolkit.forms.labels import is_label, label_of_text, number_in, remembered

#: Labels that stand in any table and say nothing of its form.
_COMMON = frozenset(
    {"其他", "总计", "合计", "总数", "名称", "单位", "数量", "件数", "本年度", "累计", "数据", "当面",
     "网络", "传真", "信函", "期数", "总量"}
)  # fmt: skip

#: The labels of a table together are no longer.
_MOST = 4000


@dataclass
class Unit:
    """One table of a form, in one part or, across page breaks, in several."""

    role: str
    parts: list[Table]
    candidates: list[tuple[Form, TableForm]]


@remembered
def _known_in(text: str) -> tuple[tuple[int, bool, tuple[Node, ...]], ...]:
    """Return in which tables of which forms a text is a label, and of a row or of a column.

    Numbers and labels that stand in any table say nothing of its form.
    """
    if not is_label(text) or label_of_text(text).key in _COMMON:
        return ()
    out = []
    for number, (_, form) in enumerate(table_forms()):
        for labels, is_row in ((form.rows, True), (form.columns, False)):
            if found := labels.find(text):
                out.append((number, is_row, found))
    return tuple(out)


def _scores(table: Table) -> list[tuple[int, Form, TableForm]]:
    """Return the tables of forms that may be this one, with how many of its labels they know."""
    labels = frozenset([text for text in table.texts if _known_in(text)])
    return _scored(labels) if sum(map(len, labels)) <= _MOST else _scored.__wrapped__(labels)


@lru_cache(maxsize=256)
def _scored(labels: frozenset[str]) -> list[tuple[int, Form, TableForm]]:
    """Return the same of the labels alone: those of many reports are the same."""
    hits = {hit for text in labels for hit in _known_in(text)}
    counts: dict[int, list[int]] = {}
    for number, is_row, _ in hits:
        counts.setdefault(number, [0, 0])[not is_row] += 1
    return [
        (sum(counts[number]), form, table_form)
        for number, (form, table_form) in enumerate(table_forms())
        if number in counts and _claims(table_form, *counts[number])
    ]


def _claims(form: TableForm, rows: int, columns: int) -> bool:
    if form.cells == "indicator":
        return columns >= 4
    if form.cells in ("sheet", "measure"):
        return rows >= form.least
    # Rows without any head are claimed too, so that what cannot be read is at least named.
    return rows >= 4 or (rows >= 1 and columns >= 1 and rows + columns >= form.least)


def units_of(document: Document) -> tuple[list[Unit], list[Table]]:
    """Return the tables of a document that forms claim, parts joined, and those that none does."""
    units: list[Unit] = []
    others: list[Table] = []
    for table in document.tables:
        claims = _scores(table)
        role = max(claims, key=lambda c: c[0])[2].name if claims else None
        previous = units[-1] if units else None
        adjacent = previous is not None and table.index - previous.parts[-1].index == 1
        if (
            previous is not None
            and adjacent
            and role in (None, previous.role)
            and _continues(table, previous)
        ):
            previous.parts.append(table)
            known = {id(t) for _, t in previous.candidates}
            previous.candidates += [
                c for c in _candidates(claims, previous.role) if id(c[1]) not in known
            ]
            continue
        if role is None:
            others.append(table)
            continue
        unit = Unit(role, [table], _candidates(claims, role))
        if others and table.index - others[-1].index == 1 and _begins(others[-1], unit):
            unit.parts.insert(0, others.pop())
        units.append(unit)
    return units, others


def _begins(table: Table, unit: Unit) -> bool:
    """Tell whether a table that no form claims is the first part of ``unit``: heads and a few rows."""
    for _, form in unit.candidates:
        if form.cells not in ("measure", "applicant") or not is_head_row(table, 0, form):
            continue
        if any(is_head_row(t, 0, form) for t in unit.parts):
            continue
        before, after = _orders(table, form, min), _orders(unit.parts[0], form, max)
        if before is not None and after and min(after) > max(before, default=-1):
            return True
    return False


def _candidates(
    claims: list[tuple[int, Form, TableForm]], role: str
) -> list[tuple[Form, TableForm]]:
    """Return the forms of ``role`` that a table may be in: those that know most of its labels."""
    mine = sorted((c for c in claims if c[2].name == role), key=lambda c: -c[0])
    top = max((n for n, _, _ in mine), default=0)
    return [(f, t) for n, f, t in mine if n >= top - 1]


def _orders(
    table: Table, form: TableForm, choose: Callable[[Iterable[int]], int]
) -> list[int] | None:
    """Return the order of each labelled row, None where a row bears a label that is unknown.

    Of the orders of a label that stands in several groups, ``choose`` takes one.
    """
    orders = []
    for r in range(table.n_rows):
        if is_head_row(table, r, form):
            continue
        labels = [c for c in table.row_cells(r) if is_label(c.text)]
        found = [form.rows.find(c.text) for c in labels]
        known = [f for f in found if f] or [f for f in [form.rows.find(_joined(labels))] if f]
        if known:
            orders.append(choose(n.order for n in known[-1]))
        elif labels and any(number_in(c.text) for c in table.row_cells(r)):
            return None
    return orders


def _joined(cells: list[Cell]) -> str:
    return "".join(c.text for c in cells)


def _continues(table: Table, unit: Unit) -> bool:
    """Tell whether a table goes on where the last part of ``unit`` was cut."""
    for _, form in unit.candidates:
        if form.cells == "indicator":
            continue
        before, after = _orders(unit.parts[-1], form, min), _orders(table, form, max)
        if before and after and min(after) > max(before):
            return True
    return False
