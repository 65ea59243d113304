"""Rows: which row of a form the printed labels of one row mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from toolkit.forms.axis import Labels, Node
from toolkit.forms.labels import LONGEST, label_of_text
from toolkit.forms.notes import Reading


def find_row(reading: Reading, labels: Sequence[str]) -> Node | None:
    """Return the row of the form that the printed labels of one row mean (see :func:`_row_of`)."""
    short = sum(map(len, labels)) <= LONGEST
    read = _row_of if short else _row_of.__wrapped__
    return read(reading.table_form.rows, tuple(labels), reading.path)


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
            # Further down in its group, a label of several groups is that of one not printed;
            # a row printed twice is the same row.
            open_ = [n for n in open_ if n.order >= path[-1].order]
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
