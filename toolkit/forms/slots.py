"""Slot: one printed column of figures; and the heads of a table as slots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from toolkit.codebook import APPLICANTS
from toolkit.document import Cell
from toolkit.forms.axis import Node

#: What stands above a cell: its applicant, the printed head as in a quote, the unit, and whether the
#: figure is cumulative.
Head = tuple[str, str, str | None, bool]


@dataclass(frozen=True, eq=False)
class Slot:
    """One printed column of figures; ``node`` is None where the form does not know its head.

    ``columns`` are its places in the grid, empty where the source does not tell places.
    """

    node: Node | None
    text: str
    unit: str | None
    columns: tuple[int, ...] = ()

    @cached_property
    def key(self) -> str | None:
        """The column's key in the form."""
        return self.node.key if self.node else None

    @cached_property
    def words(self) -> str:
        """The printed head behind the labels of its groups."""
        groups = [n.label for n in reversed(self.node.ancestors)] if self.node else []
        return " ".join([t for text in (*groups, self.text) if (t := text.strip())])

    def head(self, unit: str | None = None) -> Head:
        """Return what stands above a cell of the column; ``unit`` is printed nearer than its own."""
        return self._head if unit is None else (*self._head[:2], unit, self._head[3])

    @cached_property
    def _head(self) -> Head:
        applicant = self.key if self.key in APPLICANTS else None
        text = self.text.strip()
        return (
            applicant or "total",
            f" {text} " if text else " ",
            self.unit,
            self.key == "cumulative",
        )


@dataclass(frozen=True, eq=False)
class Heads:
    """The columns below one run of head rows.

    ``width`` is the number of grid columns for which the places hold, 0 where they do not;
    ``void`` are columns without a head, ``blank`` says that one of them has a blank cell for a head
    and is no mere overflow. ``padded`` says that text keeps a blank place for spans, ``asks`` that it
    depends on numbers below an unknown head whether labels or figures stand there.
    """

    slots: tuple[Slot, ...]
    width: int
    label_columns: tuple[int, ...] = ()
    void: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()
    countable: bool = True
    padded: bool = False
    blank: bool = False
    asks: bool = False

    @cached_property
    def pick(self) -> Callable[[Sequence[Cell | None]], tuple[Cell | None, ...]]:
        """Takes the cell below each head out of a row, by its first column."""
        return _picker([s.columns[0] for s in self.slots])

    @cached_property
    def unit(self) -> int | None:
        """Which of the heads is that of the units."""
        return next((i for i, s in enumerate(self.slots) if s.key == "unit"), None)

    @cached_property
    def figures(self) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
        """Takes what stands below a head of figures out of the cells below all heads."""
        return _picker([i for i, s in enumerate(self.slots) if s.key and s.key != "unit"])

    def above(self, unit: str | None) -> list[Head]:
        """Return what stands above each figure of a row with a unit of its own, or None."""
        if (found := self._above.get(unit)) is None:
            slots = [s for s in self.slots if s.key and s.key != "unit"]
            found = self._above[unit] = [s.head(unit) for s in slots]
        return found

    @cached_property
    def _above(self) -> dict[str | None, list[Head]]:
        return {}

    @cached_property
    def plain(self) -> bool:
        """Whether each head is known, stands right of all labels, in one piece, and no other is it."""
        keys = [s.key for s in self.slots if s.key]
        columns = [s.columns for s in self.slots if s.columns]
        return (
            bool(self.width and keys)
            and len(set(keys)) == len(columns) == len(self.slots)
            and all(c[-1] - c[0] + 1 == len(c) for c in columns)
            and max(self.label_columns, default=-1) < min(c[0] for c in columns)
        )

    @cached_property
    def wide(self) -> list[tuple[int, int]]:
        """Where each head begins and how many columns it spans; empty where it is one each."""
        spans = [(s.columns[0], len(s.columns)) for s in self.slots]
        return spans if any(n > 1 for _, n in spans) else []


def _picker(at: list[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    return itemgetter(*at) if len(at) > 1 else lambda row: tuple(row[i] for i in at)
