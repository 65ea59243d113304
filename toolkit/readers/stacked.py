"""Stacked: tables of a text file whose cells each stand on a line of their own."""

from __future__ import annotations

import re

from toolkit.readers.line import clean
from toolkit.values import parse_value

#: A run of cells: no line is longer, and there are at least so many lines and values.
_MAX_CELL = 60
_MAX_LINE = 2000
_MIN_LINES = 12
_MIN_VALUES = 6
#: From so many values on, they are a row of their own below heads.
_OWN_ROW = 10

_SENTENCE = re.compile(r"[。；;！？!?]")
_HEADING = re.compile(
    r"^[一二三四五六七八九十]{1,2}、.*(?:情况|事项|概述|统计表|措施)$|^附件|^[（(][一二三四五六七八九十]{1,2}[）)].*方面$"
)
_UNIT = re.compile(r"^[（(]?(?:条|件|次|个|人|人次|篇|元|万元|期|项|天)[）)]?$")


def _is_cell(line: str) -> bool:
    return 0 < len(line) <= _MAX_CELL and not _SENTENCE.search(line) and not _HEADING.match(line)


def _is_value(text: str) -> bool:
    value = parse_value(text)
    if value.number is not None:
        # "2014年度" is a head, "73802895.90元" a value.
        return value.unit is None or bool(_UNIT.match(value.unit))
    return value.missing not in ("illegible", "blank")


class Stack:
    """The lines of a text, looked at once to tell quickly where a table of one-line cells may be."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._texts: list[str] | None = None
        self._ends: list[int] = []
        self._counts: list[tuple[int, int]] = []

    def _look(self) -> list[str]:
        """Find for each line where its run of cells ends, and count cells and values up to it."""
        texts = [clean(line) if len(line) <= _MAX_LINE else line for line in self._lines]
        cells = [not text or _is_cell(text) for text in texts]
        self._ends = [0] * len(texts)
        end = 0
        for at in range(len(texts) - 1, -1, -1):
            # Blank lines within a run belong to it, those behind its last cell do not.
            if not cells[at]:
                end = 0
            elif texts[at]:
                end = max(end, at + 1)
            self._ends[at] = end
        n_cells = n_values = 0
        self._counts = [(0, 0)]
        for text, cell in zip(texts, cells, strict=True):
            n_cells += bool(text)
            n_values += cell and bool(text) and _is_value(text)
            self._counts.append((n_cells, n_values))
        return texts

    def rows(self, start: int) -> tuple[int, list[list[str]]]:
        """Return where a run of one-line cells that begins at ``start`` ends, and its rows.

        A row is one label, with its unit if it has one, and the values that follow; what stands
        before that label is a row of heads. Blank cells left no line: a row is then too short for
        its heads, and the form abstains from it. No rows where the run does not look like a table;
        where it then ends after ``start``, no table begins inside it either.
        """
        if self._texts is None:
            self._texts = self._look()
        stop = self._ends[start]
        before, after = self._counts[start], self._counts[max(stop, start)]
        n_cells, n_values = after[0] - before[0], after[1] - before[1]
        if not self._texts[start] or n_cells < _MIN_LINES or n_values < _MIN_VALUES:
            return start, []
        if 4 * n_values < n_cells:
            return start, []
        cells = [text for text in self._texts[start:stop] if text]
        values = [_is_value(c) for c in cells]
        units = [at for at, cell in enumerate(cells) if at and _UNIT.match(cell)]
        if 2 * sum(values[at - 1] for at in units) > len(units) and not _UNIT.match(cells[-1]):
            # Units follow their figures and no unit ends the run: labels may come after both.
            return stop, []
        return stop, _rows(cells, values)


def _rows(cells: list[str], values: list[bool]) -> list[list[str]]:
    rows: list[list[str]] = []
    at = 0
    while at < len(cells):
        first = at
        while at < len(cells) and not values[at]:
            at += 1
        labels = cells[first:at]
        first = at
        while at < len(cells) and values[at]:
            at += 1
        figures = cells[first:at]
        if len(figures) >= _OWN_ROW:
            rows += [labels, figures]
            continue
        own = 2 if len(labels) > 1 and _UNIT.match(labels[-1]) else 1
        if len(labels) > own and figures:
            rows.append(labels[:-own])
            labels = labels[-own:]
        rows.append(labels + figures)
    return [row for row in rows if row]
