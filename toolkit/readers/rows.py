"""Rows: lines of text that keep their cells apart, by pipes, tabs, drawn lines or blanks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import east_asian_width

from toolkit.readers.line import clean
from toolkit.readers.stacked import stacked_rows
from toolkit.values import parse_value

_RULE = re.compile(r"[\s|+:\-=─━═┼╋├┤┬┴┌┐└┘┠┨]+")
_RULED = re.compile(r"-{3}|={3}|[─━═]")
_CORNER = re.compile(r"[+┼╋├┤┬┴┌┐└┘┠┨]")
_PIPES = str.maketrans("｜│┃", "|||")
_GAP = re.compile(r"[ \u00a0\u3000]{2,}")
#: No cell of a table is as long; a line with a pipe and such a text is a paragraph.
_MAX_CELL = 1000


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
    parts: list[Part] = []
    at = 0
    while at < len(lines):
        stop, rows = _cells_apart(lines, at)
        if not rows:
            stop, rows = stacked_rows(lines, at)
        if rows:
            parts.append(Part("", [[(text, 1, 1) for text in row] for row in rows]))
            at = stop
            continue
        last = max(stop, at + 1)
        parts += [Part(line) for line in lines[at:last]]
        at = last
    return parts


def _cells_apart(lines: list[str], at: int) -> tuple[int, list[list[str]]]:
    for kind in _KINDS:
        if kind.may(lines[at]):
            stop, taken = _run(lines, at, kind)
            rows = kind.split(taken) if taken else []
            if rows:
                return stop, rows
    return at, []


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
        return start, []
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
    return rows if 2 * ending >= len(rows) and not odd else []


def width(text: str) -> int:
    """Return the columns that a text takes where a Chinese character is as wide as two letters.

    Examples
    --------
    >>> width("总数 12")
    7
    """
    wide = sum(east_asian_width(c) in "WF" for c in text) if not text.isascii() else 0
    return len(text) + wide


def _is_number(text: str) -> bool:
    return parse_value(text).number is not None


_KINDS = (
    _Kind(_has_pipe, _has_pipe, _split_pipes),
    _Kind(_has_tab, _is_tab_row, _split_tabs),
    _Kind(_has_gap, _has_gap, _split_gaps),
)
