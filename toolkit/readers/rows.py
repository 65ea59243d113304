"""Rows: lines of text that keep their cells apart, by pipes, tabs, drawn lines or blanks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from toolkit.readers.drawn import aligned_rows, ruled_rows
from toolkit.readers.line import clean
from toolkit.readers.stacked import Stack
from toolkit.values import parse_value

_RULE = re.compile(r"[\s|+:\-=─━═┼╋├┤┬┴┌┐└┘┠┨]+")
_RULED = re.compile(r"-{3}|={3}|[─━═]")
_CORNER = re.compile(r"[+┼╋├┤┬┴┌┐└┘┠┨]")
_PIPES = str.maketrans("｜│┃", "|||")
_GAP = re.compile(r"[ \u00a0\u3000]{2,}")
_ARTICLE = re.compile(r"第[一二三四五六七八九十]{1,3}条第?[（(]?.{0,8}项")
#: No cell of a table is as long; a line with a pipe and such a text is a paragraph.
_MAX_CELL = 1000
#: So often are the same lines looked through in vain.
_MAX_VAIN = 30
#: So many lines are looked through in vain in all, for each way to look.
_MAX_SPENT = 20_000


@dataclass(frozen=True, slots=True)
class _Kind:
    """A way to keep cells apart: which lines may be rows, which surely are, how they are split."""

    may: Callable[[str], bool]
    sure: Callable[[str], bool]
    split: Callable[[list[str]], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Part:
    """A line of text, or a table as rows of (text, rowspan, colspan) with or without true spans."""

    line: str
    rows: list[list[tuple[str, int, int]]] | None = None
    spans: bool = False


def parted(lines: list[str]) -> list[Part]:
    """Part lines into tables and other lines, in order.

    Cells that run together stay a line: where one ends is not to be guessed.
    """
    finder = _Finder(lines)
    parts: list[Part] = []
    at = 0
    while at < len(lines):
        stop, found = finder.table(at)
        if found is not None:
            parts.append(found)
        else:
            stop = max(stop, at + 1)
            parts += [Part(line) for line in lines[at:stop]]
        at = stop
    return parts


class _Finder:
    """Looks for tables from line to line, and not over and over through lines that hold none."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._stack = Stack(lines)
        #: For each way to look: where the lines end that were looked through in vain, how often.
        self._vain: dict[object, tuple[int, int]] = {}
        self._spent: dict[object, int] = {}

    def table(self, at: int) -> tuple[int, Part | None]:
        """Return the end of the table that begins at a line, and the table."""
        line = self._lines[at]
        for drawn, may in ((ruled_rows, is_rule), (None, None), (aligned_rows, _has_gap)):
            if drawn is None or may is None:
                stop, rows = self._apart(at, _BARS)
                if rows:
                    return stop, _plain(rows)
            elif may(line) and not self._tired(drawn, at):
                end, printed = drawn(self._lines, at)
                if printed:
                    return end, Part("", printed, spans=drawn is ruled_rows)
                self._note(drawn, at, end)
        stop, rows = self._apart(at, _GAPS)
        if not rows:
            stop, rows = self._stack.rows(at)
        return stop, _plain(rows) if rows else None

    def _apart(self, at: int, kinds: tuple[_Kind, ...]) -> tuple[int, list[list[str]]]:
        for kind in kinds:
            if kind.may(self._lines[at]) and not self._tired(kind, at):
                stop, taken = _run(self._lines, at, kind)
                rows = kind.split(taken) if taken else []
                if rows:
                    return stop, rows
                self._note(kind, at, stop)
        return at, []

    def _tired(self, way: object, at: int) -> bool:
        stop, times = self._vain.get(way, (0, 0))
        return (at < stop and times >= _MAX_VAIN) or self._spent.get(way, 0) > _MAX_SPENT

    def _note(self, way: object, at: int, stop: int) -> None:
        before, times = self._vain.get(way, (0, 0))
        self._vain[way] = (before, times + 1) if at < before else (stop, 1)
        self._spent[way] = self._spent.get(way, 0) + stop - at


def _plain(rows: list[list[str]]) -> Part:
    return Part("", [[(text, 1, 1) for text in row] for row in rows])


def _run(lines: list[str], start: int, kind: _Kind) -> tuple[int, list[str]]:
    """Return the end of the rows that begin at ``start`` and those rows; none unless two or more.

    Rows follow each other, or each stands between single blank lines throughout.
    """
    if not kind.sure(lines[start]):
        return start, []
    step = 1 if start + 1 < len(lines) and kind.may(lines[start + 1]) else 0
    if not step:
        step = next((k for k in (2, 3) if _spaced(lines, start, k, kind)), 1)
    taken = [start]
    at = start + step
    while at < len(lines) and kind.may(lines[at]):
        if step > 1 and not _spaced(lines, taken[-1], step, kind):
            break
        taken.append(at)
        at += step
    while taken and not kind.sure(lines[taken[-1]]):
        taken.pop()
    if len(taken) < 2:
        return at, []
    return taken[-1] + 1, [lines[i] for i in taken]


def _spaced(lines: list[str], at: int, step: int, kind: _Kind) -> bool:
    between = lines[at + 1 : at + step]
    after = lines[at + step + 1] if at + step + 1 < len(lines) else ""
    return (
        at + step < len(lines)
        and not any(line.strip() for line in between)
        and kind.sure(lines[at + step])
        and not after.strip()
    )


def _cell(text: str) -> str:
    parts = re.split(r"<br\s*/?>", text, flags=re.IGNORECASE)
    return "\n".join(filter(None, map(clean, parts)))


def _has_pipe(line: str) -> bool:
    line = line.translate(_PIPES)
    if "|" not in line:
        return is_rule(line) and bool(_CORNER.search(line))
    return max(map(len, line.split("|"))) <= _MAX_CELL


def is_rule(line: str) -> bool:
    """Whether a line is drawn, not written."""
    # Single dashes and those of Chinese print (—, ——) stand for missing values: they are a row.
    return bool(_RULE.fullmatch(line) and _RULED.search(line))


def _split_pipes(lines: list[str]) -> list[list[str]]:
    stripped = [line.translate(_PIPES).strip() for line in lines]
    stripped = [line for line in stripped if not is_rule(line)]
    if len(stripped) < 2:
        return []
    # A pipe at the end is a border where all rows have one, else the border of a blank cell.
    left = all(line.startswith("|") for line in stripped)
    right = all(line.endswith("|") for line in stripped)
    rows = []
    for line in stripped:
        cells = re.split(r"(?<!\\)\|", line)
        cells = cells[1 if left else 0 : -1 if right else None]
        rows.append([_cell(text.replace("\\|", "|")) for text in cells])
    return rows


def _has_tab(line: str) -> bool:
    return "\t" in line and max(map(len, line.split("\t"))) <= _MAX_CELL


def _is_tab_row(line: str) -> bool:
    return _has_tab(line) and ("\t" in line.strip(" \r\u3000\t") or line.count("\t") > 1)


def _split_tabs(lines: list[str]) -> list[list[str]]:
    rows = [[_cell(text) for text in line.split("\t")] for line in lines]
    if sum(len(list(filter(None, row))) > 1 for row in rows) < 2:
        return []
    # An indent of the whole block is no column.
    while all(len(row) > 2 and not row[0] for row in rows):
        rows = [row[1:] for row in rows]
    return rows


def _may_have_gap(line: str) -> bool:
    # In table 2 a line that names an article stands between the rows.
    return _has_gap(line) or bool(_ARTICLE.fullmatch(line.strip()))


def _has_gap(line: str) -> bool:
    return len(_GAP.split(line.strip())) > 1 and len(line) <= _MAX_CELL


def _split_gaps(lines: list[str]) -> list[list[str]]:
    """Rows parted by two or more blanks: labels first, values in at least half of the rows.

    A blank cell leaves no trace in such a row: it is then shorter than its heads, and the form
    abstains from it.
    """
    rows = [[clean(text) for text in _GAP.split(line.strip())] for line in lines]
    if len(rows) < 3:
        return []
    ending = sum(parse_value(row[-1]).missing != "illegible" for row in rows)
    odd = [row for row in rows if _is_number(row[0]) and not all(map(_is_number, row))]
    parted = sum(len(row) > 1 for row in rows)
    return rows if 2 * ending >= parted and not odd else []


def _is_number(text: str) -> bool:
    return parse_value(text).number is not None


_BARS = (_Kind(_has_pipe, _has_pipe, _split_pipes), _Kind(_has_tab, _is_tab_row, _split_tabs))
_GAPS = (_Kind(_may_have_gap, _has_gap, _split_gaps),)
