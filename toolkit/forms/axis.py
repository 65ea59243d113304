"""Axis: the labelled rows or columns of a form's table, and what a printed label can mean there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from toolkit.forms.labels import LONGEST, label_of_text, stem

#: Printed labels that are remembered with what they mean: the same ones come in every report.
_REMEMBERED = 4096


@dataclass(frozen=True, eq=False)
class Node:
    """One row or column of a form; ``key`` is None for a group that holds no figures itself."""

    label: str
    keys: tuple[str, ...]
    key: str | None
    parent: Node | None
    order: int
    depth: int
    columns: tuple[str, ...] = ()
    optional: bool = False
    meta: str | None = None
    strict: bool = False

    @cached_property
    def ancestors(self) -> tuple[Node, ...]:
        """The groups that the node stands in, innermost first."""
        out = []
        node = self.parent
        while node is not None:
            out.append(node)
            node = node.parent
        return tuple(out)

    @cached_property
    def path(self) -> tuple[Node, ...]:
        """The groups that the node stands in, outermost first, and the node itself."""
        return (*reversed(self.ancestors), self)


class Labels:
    """The labels of one axis of a table; finds the nodes that a printed label can mean."""

    def __init__(self, nodes: tuple[Node, ...]) -> None:
        self.nodes = nodes
        self._exact: dict[str, list[Node]] = {}
        self._stems: dict[str, list[Node]] = {}
        for node in nodes:
            for key in node.keys:
                self._exact.setdefault(key, []).append(node)
                self._stems.setdefault(stem(key), []).append(node)
        self._seen: dict[str, tuple[Node, ...]] = {}

    def find(self, text: str) -> tuple[Node, ...]:
        """Return every node whose label the printed text is, the same words first."""
        found = self._seen.get(text)
        if found is None:
            if len(text) > LONGEST:
                return ()
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = self._seen[text] = self._find(label_of_text(text).key)
        return found

    def knows(self, text: str) -> bool:
        """Tell whether a printed text is a label in full, not only its beginning."""
        return label_of_text(text).key in self._exact

    def _find(self, key: str) -> tuple[Node, ...]:
        if not key:
            return ()
        if key in self._exact:
            return _distinct(self._exact[key])
        if stem(key) in self._stems:
            return _distinct(self._stems[stem(key)])
        # A long label that was cut, or goes on with a remark, is known by its beginning.
        best, length = [], 5
        for known, nodes in self._exact.items():
            if key.startswith(known) or (known.startswith(key) and len(key) > 5):
                common = min(len(known), len(key))
                if common > length:
                    best, length = list(nodes), common
                elif common == length:
                    best += nodes
        # A cell that goes on with the label of another row names several rows at once.
        rest = key[length:]
        if any(len(known) > 5 and known in rest for known in self._exact):
            return ()
        return _distinct(best)


def _distinct(nodes: list[Node]) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(nodes))
