"""Passage: the sentence or the row that a figure stands in, in pieces: plain, quoted, the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from toolkit.document import Document, Table
from toolkit.figure import Figure, Finding
from toolkit.report import Report
from toolkit.values import chinese_number, fold, parse_value, to_number

Mark = Literal["", "quoted", "number"]
#: One stretch of words and how it is marked.
Piece = tuple[str, Mark]

_SPAN = re.compile(r"text:(\d{1,9})-(\d{1,9})")
_CELL = re.compile(r"table:(\d{1,6})!r(\d{1,6})(?:c(\d{1,6}))?")
#: How far a sentence is shown on each side, and how much of a quote: a page may stand on one line.
_FAR, _LONGEST = 120, 400
_END = re.compile(r"[。！？!?]")
#: A line that ends within a sentence: its reader goes on to the next one.
_WRAPPED = re.compile(r"[^\n。！？；：!?;:]{20}$")
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:余|多)?(?P<scale>万|亿)?"
    r"|(?P<han>[〇零一二两三四五六七八九十百千]+)"
)
#: What stands for zero where no digit is printed.
_ZERO = re.compile(r"未|没有|零|无|不存在|不收|暂不|免")
_DIGITS = re.compile(r"\d+")
#: Parts the cells of a row that is shown on one line.
CELLS = " │ "


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one figure, or of one that was abstained from.

    Attributes
    ----------
    of : Figure or Finding
        A finding of code ``abstained`` where no figure was read.
    pieces : tuple of Piece
        The sentence, or the row with its cells parted by ``│``; together they are the words shown.
    heads : tuple of str
        The heads above a cell of a table, from the top.
    """

    of: Figure | Finding
    pieces: tuple[Piece, ...]
    heads: tuple[str, ...] = ()

    @property
    def figure(self) -> Figure | None:
        """The figure; None where it was abstained from."""
        return self.of if isinstance(self.of, Figure) else None

    @property
    def reason(self) -> str | None:
        """The code of the reason for abstaining; None for a figure."""
        return None if isinstance(self.of, Figure) else str(self.of.found)

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(text for text, _ in self.pieces)


def passages(report: Report, indicator: str | None = None) -> list[Passage]:
    """Return the passages of an indicator, of all where it is None: figures, then abstentions."""
    found: list[Figure | Finding] = [*report.figures]
    found += [f for f in report.findings if f.code == "abstained"]
    return [
        _passage(report.document, item)
        for item in found
        if indicator is None or item.indicator == indicator
    ]


def _passage(document: Document | None, of: Figure | Finding) -> Passage:
    span, cell = _SPAN.fullmatch(of.where), _CELL.fullmatch(of.where)
    if document is not None and span:
        start, end = int(span[1]), int(span[2])
        if start < end <= len(document.text):
            return Passage(of, _sentence(document.text, start, end, of))
    if document is not None and cell:
        table = next((t for t in document.tables if t.index == int(cell[1])), None)
        if table is not None and 1 <= int(cell[2]) <= table.n_rows:
            return _row(table, int(cell[2]) - 1, int(cell[3]) - 1 if cell[3] else None, of)
    # A structured report keeps the quoted words only.
    return Passage(of, _quoted(of.quote, of) if of.quote else ())


def _sentence(text: str, start: int, end: int, of: Figure | Finding) -> tuple[Piece, ...]:
    first, last = _before(text, start), _behind(text, end)
    left = "…" if start - first == _FAR else ""
    right = "…" if last - end == _FAR else ""
    around = ((left + text[first:start], ""), *_quoted(text[start:end], of))
    pieces: tuple[Piece, ...] = (*around, (text[end:last] + right, ""))
    return tuple(p for p in pieces if p[0])


def _before(text: str, start: int) -> int:
    """Return where the sentence around ``start`` begins."""
    least = max(start - _FAR, 0)
    for at in range(start - 1, least - 1, -1):
        if text[at] == "\n" and not _WRAPPED.search(text, max(at - 20, 0), at):
            return at + 1
        if _END.match(text[at]):
            return at + 1
    return least


def _behind(text: str, end: int) -> int:
    """Return where the sentence around ``end`` ends; the words themselves may end it."""
    if _END.match(text[end - 1]):
        return end
    most = min(end + _FAR, len(text))
    for at in range(end, most):
        if text[at] == "\n" and not _WRAPPED.search(text, max(at - 20, 0), at):
            return at
        if _END.match(text[at]):
            return at + 1
    return most


def _quoted(words: str, of: Figure | Finding) -> tuple[Piece, ...]:
    """Return quoted words with the number of the figure marked in them."""
    if isinstance(of, Finding):
        long = len(words) > _LONGEST
        return ((f"{words[:_LONGEST]}…" if long else words, "quoted"),)
    at = _number(words, of)
    if at is None:
        return ((words, "quoted"),)
    pieces: tuple[Piece, ...] = (
        (words[: at[0]], "quoted"), (words[at[0] : at[1]], "number"), (words[at[1] :], "quoted"),
    )  # fmt: skip
    return tuple(p for p in pieces if p[0])


def _number(words: str, figure: Figure) -> tuple[int, int] | None:
    """Return where the number of a figure stands; what is counted stands before it."""
    if figure.value is None:
        return None
    plain = fold(words)
    found = None
    for match in _NUMBER.finditer(plain):
        if match["han"]:
            values: set[float | None] = {chinese_number(match["han"])}
        else:
            values = {to_number(match["digits"], s) for s in (None, match["scale"])}
        if abs(figure.value) in values:
            found = match.span()
    if found is None and not figure.value and (zero := _ZERO.search(plain)):
        found = zero.span()
    if found is None and figure.method == "table":
        # Cells that run together: the number is a part of their digits.
        found = next((m.span() for m in reversed([*_DIGITS.finditer(plain)])), None)
    return found


def _row(table: Table, row: int, col: int | None, of: Figure | Finding) -> Passage:
    """Return a row with its labels quoted and the cell of the figure marked."""
    places = table.grid[row]
    mine = places[col] if col is not None and 0 <= col < len(places) else None
    pieces: list[Piece] = []
    for cell in table.row_cells(row):
        if pieces:
            pieces.append((CELLS, ""))
        text = " ".join(cell.text.split())
        label = _is_words(text)
        pieces.append((text, "number" if cell is mine else "quoted" if label else ""))
    heads = _heads(table, row, col) if mine is not None and col is not None else ()
    return Passage(of, tuple(pieces), heads)


def _is_words(text: str) -> bool:
    """Tell labels and heads from figures; a year is a head."""
    return bool(text) and ("年" in text or parse_value(text).missing == "illegible")


def _heads(table: Table, row: int, col: int) -> tuple[str, ...]:
    """Return the heads above a cell: the nearest block of words in its column."""
    heads: list[str] = []
    for above in range(row - 1, -1, -1):
        places = table.grid[above]
        cell = places[col] if col < len(places) else None
        text = " ".join(cell.text.split()) if cell else ""
        if _is_words(text):
            heads = [text, *heads] if text not in heads else heads
        elif heads:
            break
    return tuple(heads)
