"""Plain text to content: lines, tables that keep their cells apart, the header of an archive."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from toolkit.document import DocumentBuilder
from toolkit.errors import ReadError
from toolkit.readers.content import Content
from toolkit.readers.line import clean, unescape
from toolkit.readers.metadata import Metadata
from toolkit.readers.source import Source
from toolkit.readers.stacked import stacked_rows
from toolkit.values import fold, parse_value

_NEWLINE = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_RULE = re.compile(r"[\s|+:\-=─━═┼╋├┤┬┴┌┐└┘┠┨]+")
_RULED = re.compile(r"-{3}|={3}|[─━═]")
_CORNER = re.compile(r"[+┼╋├┤┬┴┌┐└┘┠┨]")
_PIPES = str.maketrans("｜│┃", "|||")
_BORDER = re.compile(r"\s*={4,}.*?={4,}\s*")
_GAP = re.compile(r"[ \u00a0\u3000]{2,}")
#: No cell of a table is as long; a line with a pipe and such a text is a paragraph.
_MAX_CELL = 1000


def is_text(source: Source) -> bool:
    """Whether the content is text; the last resort of all kinds."""
    return bool(source.decoded.text)


def read_text(source: Source) -> Content:
    """Read plain text: a line is a paragraph, lines of cells parted by pipes or tabs are a table.

    Cells that run together stay a paragraph: where one ends is not to be guessed. The header that
    an archive put before the text becomes metadata and is no part of the text.
    """
    lines = _NEWLINE.split(unescape(source.decoded.text))
    metadata = Metadata()
    lines = lines[_archive_header(lines, metadata) :]
    builder = DocumentBuilder()
    for rows, line in _blocks(lines):
        if rows:
            builder.table([[(text, 1, 1) for text in row] for row in rows], spans=False)
        else:
            builder.paragraph(clean(line))
    blocks = tuple(builder)
    if not blocks:
        raise ReadError(f"{source.name}: the file holds no text; fetch it again")
    metadata.add_blocks(blocks)
    return Content(
        blocks,
        encoding=source.decoded.label,
        title=metadata.title,
        address=metadata.address,
        metadata=metadata.pairs,
    )


def _archive_header(lines: list[str], metadata: Metadata) -> int:
    """Read the ``key: value`` lines above a ruler such as ``=== 正文 ===``; return where text starts."""
    for at, line in enumerate(lines[:25]):
        if not _BORDER.fullmatch(line):
            continue
        pairs = [fold(above).partition(":") for above in lines[:at] if above.strip()]
        if not pairs or sum(bool(colon) and len(key) <= 10 for key, colon, _ in pairs) < 2:
            return 0
        for above in lines[:at]:
            metadata.add_line(clean(above))
        return at + 1
    return 0


@dataclass(frozen=True, slots=True)
class _Kind:
    """A way to keep cells apart: which lines may be rows, which surely are, how they are split."""

    may: Callable[[str], bool]
    sure: Callable[[str], bool]
    split: Callable[[list[str]], list[list[str]]]


def _blocks(lines: list[str]) -> list[tuple[list[list[str]], str]]:
    """Part lines into tables (rows, "") and other lines ([], line)."""
    blocks: list[tuple[list[list[str]], str]] = []
    at = 0
    while at < len(lines):
        for kind in _KINDS:
            if kind.may(lines[at]):
                stop, taken = _run(lines, at, kind)
                rows = kind.split(taken) if taken else []
                if rows:
                    blocks.append((rows, ""))
                    at = stop
                    break
        else:
            stop, rows = stacked_rows(lines, at)
            if rows:
                blocks.append((rows, ""))
                at = stop
                continue
            last = max(stop, at + 1)
            blocks += [([], line) for line in lines[at:last]]
            at = last
    return blocks


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
        return _is_rule(line) and bool(_CORNER.search(line))
    return max(map(len, line.split("|"))) <= _MAX_CELL


def _is_rule(line: str) -> bool:
    # Single dashes and those of Chinese print (—, ——) stand for missing values: they are a row.
    return bool(_RULE.fullmatch(line) and _RULED.search(line))


def _split_pipes(lines: list[str]) -> list[list[str]]:
    stripped = [line.translate(_PIPES).strip() for line in lines]
    stripped = [line for line in stripped if not _is_rule(line)]
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


def _is_number(text: str) -> bool:
    return parse_value(text).number is not None


_KINDS = (
    _Kind(_has_pipe, _has_pipe, _split_pipes),
    _Kind(_has_tab, _is_tab_row, _split_tabs),
    _Kind(_has_gap, _has_gap, _split_gaps),
)
