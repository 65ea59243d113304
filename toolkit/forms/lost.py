"""Lost rows: rows of a table that stand in the running text, since no cells could be made of them.

A page may print one table twice: that of the report, and that of another year or place. Where the
first could not be rebuilt, its rows are lines of text, and the second must not stand in for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.document import Document, Paragraph
from toolkit.forms.form import Node, TableForm
from toolkit.forms.labels import is_unit, read_cell
from toolkit.forms.notes import Reading

#: A row of cells is no longer; sentences are.
_LONGEST = 160
#: What is longer is no figure.
_CELL = 64
_STOPS = frozenset("。；：，;:,")
#: So many rows of a table are more than a slip, or a list of numbers.
LEAST = 3
#: So many figures in one line without words are a row of table 4: no other table has as many.
_WIDE = 9
#: A figure that cannot be read: digits and signs, no words.
_SPOILT = re.compile(r"[^\u4e00-\u9fffA-Za-z]*[\d\ufffd□■?？×][^\u4e00-\u9fff]*")


class LostRow(NamedTuple):
    """A line of text that looks like a row: its words, its figures, its number in the document.

    ``spoilt`` says that not every figure can be read, ``signs`` counts all that stands in cells.
    """

    words: tuple[str, ...]
    numbers: tuple[int | float, ...]
    signs: int
    block: int
    spoilt: bool = False


def lost_rows(document: Document) -> list[LostRow]:
    """Return the lines of running text that end in figures, parted by blanks, if they are a table."""
    # Most lines are one word of a menu, or end in a stop.
    lines = [
        t
        for t, _ in document.paragraphs
        if not t.isalnum() and len(t) <= _LONGEST and t[-1:] not in _STOPS
    ]
    rows = [(t, row) for t in lines if (row := _row(t))]
    if not are_a_table([row for _, row in rows]):
        return []
    found = dict(rows)
    return [
        found[block.text]._replace(block=at)
        for at, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.text in found
    ]


def _row(text: str) -> LostRow | None:
    tokens = text.split()
    if len(tokens) < 2:
        return None
    numbers: list[int | float] = []
    words, spoilt = len(tokens), False
    while words and not is_unit(last := tokens[words - 1]):
        value = read_cell(last) if len(last) <= _CELL else None
        if value and value.number is not None:
            numbers.append(value.number)
        elif value is None or value.missing == "illegible":
            if not _SPOILT.fullmatch(last):
                break
            spoilt = True
        words -= 1
    if not numbers and not spoilt:
        return None
    signs = len(tokens) - words
    while words and is_unit(tokens[words - 1]):
        words -= 1
    return LostRow(tuple(tokens[:words]), tuple(numbers), signs, 0, spoilt)


def are_a_table(rows: Sequence[LostRow]) -> bool:
    """Tell whether the rows are enough to be those of a table."""
    return len(rows) >= LEAST or any(map(_is_wide, rows))


def is_contradicted(reading: Reading, rows: Sequence[LostRow]) -> bool:
    """Tell whether the running text prints the rows of the table that was read with other figures.

    Labels that stand in several places of a form tell nothing.
    """
    form = reading.table_form
    if form.cells == "indicator":
        return _is_wide_row_other(reading, rows)
    read: dict[str, set[int | float | None]] = {}
    for figure in reading.figures:
        read.setdefault(figure.indicator, set()).add(figure.value)
    alike = other = 0
    met: set[Node] = set()
    for row in rows:
        node = _node(form, row.words)
        if node is None or node in met:
            continue
        met.add(node)
        printed = [read[i] for i in _ids(node) if i in read]
        if printed:
            same = not row.spoilt and set(row.numbers) <= set().union(*printed)
            alike, other = alike + same, other + (not same)
    return other >= LEAST and other > alike


def _is_wide_row_other(reading: Reading, rows: Sequence[LostRow]) -> bool:
    values = {f.value for f in reading.figures}
    return any(_is_wide(r) and (r.spoilt or not set(r.numbers) <= values) for r in rows)


def _is_wide(row: LostRow) -> bool:
    return not row.words and row.signs >= _WIDE


def _node(form: TableForm, words: tuple[str, ...]) -> Node | None:
    """Return the only row whose label the words are, or the last of them behind those of groups."""
    for first in range(len(words)):
        label = "".join(words[first:])
        if form.rows.knows(label):
            found = [n for n in form.rows.find(label) if n.key]
            return found[0] if len(found) == 1 else None
    return None


def _ids(node: Node) -> list[str]:
    return [f"{node.key}_{c}" for c in node.columns] or [str(node.key)]
