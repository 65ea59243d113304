"""PDF lines: the running text of pages as paragraphs, without page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.readers.line import clean
from toolkit.readers.pdf_shapes import Glyph
from toolkit.readers.pdf_text import DAMAGED, group_lines, is_digit, join_lines, line_text
from toolkit.values import fold

_PAGE_NUMBER = re.compile(
    r"[-—–―·•.~〜_\s]*\d{1,4}[-—–―·•.~〜_\s]*"
    r"|第\s*\d{1,4}\s*页\s*(?:[,/，]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
    r"|[Pp]age\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
#: A line that begins like this opens a paragraph, wherever it stands.
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
#: Running heads and page numbers stand in these parts of a page, at its top and at its bottom.
_MARGIN = 0.12
_FIGURES = re.compile(r"[\d\s０-９,.，．\ufffd]+")
#: Lines of one cell are nearer to each other than so many times their height.
_CELL = 1.9
#: So many characters' width lies between the cells of a row at least, never between words.
_APART = 2.0


@dataclass(slots=True)
class TextLine:
    """One printed line with its place; ``apart`` says that its words stand in columns."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    apart: bool = False


def text_lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """Return the lines of running text, top to bottom; hidden characters are no text."""
    out = []
    for line in group_lines([g for g in glyphs if not g.hidden]):
        seen = [g for g in line if g.text != " "]
        text = clean(line_text(line))
        if text:
            size = sorted(g.size for g in seen)[len(seen) // 2]
            top, bottom = min(g.top for g in seen), max(g.bottom for g in seen)
            right = max(g.x1 for g in seen)
            apart = any(b.x0 - a.x1 > _APART * size for a, b in pairwise(seen))
            out.append(TextLine(text, seen[0].x0, top, right, bottom, size, apart))
    _mark_broken(out)
    return out


def _mark_broken(lines: Sequence[TextLine]) -> None:
    """Mark figures that a line break parts in their cell, the label of the row between them."""
    for one, _, other in zip(lines, lines[1:], lines[2:], strict=False):
        near = other.top - one.top < _CELL * one.size
        aligned = min(one.x1, other.x1) > max(one.x0, other.x0)
        if near and aligned and _FIGURES.fullmatch(one.text) and _FIGURES.fullmatch(other.text):
            one.text += DAMAGED
            other.text = DAMAGED + other.text


def drop_margins(pages: Sequence[tuple[float, list[TextLine]]]) -> None:
    """Take page numbers and running heads out of the lines of all pages, given with their heights.

    A page number stands alone in the margin and counts with the pages; a running head stands at
    one place on three pages or more, or on both of two.
    """
    numbers: list[tuple[int, int, TextLine]] = []
    heads: Counter[tuple[str, int]] = Counter()
    inside: list[tuple[list[TextLine], TextLine, tuple[str, int]]] = []
    for at, (height, lines) in enumerate(pages):
        for line in lines[:3] + lines[3:][-3:]:
            if not (line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height):
                continue
            folded = fold(line.text).strip()
            if _PAGE_NUMBER.fullmatch(folded):
                printed = re.search(r"\d+", folded)
                assert printed is not None
                numbers.append((at, int(printed[0]) - at, line))
            key = (re.sub(r"\d+", "#", folded), round(line.top / 4))
            heads[key] += 1
            inside.append((lines, line, key))
    offset = Counter(o for _, o, _ in numbers).most_common(1)
    enough = min(3, max(2, len(pages)))
    gone = {id(line) for _, o, line in numbers if offset and o == offset[0][0]}
    gone |= {id(line) for _, line, key in inside if heads[key] >= enough}
    for _, lines in pages:
        lines[:] = [line for line in lines if id(line) not in gone]


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the lines of running text begin and end."""

    left: float
    right: float


def measure(lines: Sequence[TextLine]) -> Measure:
    """Return the margins of the running text of a page or of a document."""
    full = [line for line in lines if len(line.text) >= 15]
    if not full:
        return Measure(0.0, float("inf"))
    right, often = Counter(round(x.x1) for x in full).most_common(1)[0]
    # Justified text ends at one place; else the longest line tells.
    return Measure(min(x.x0 for x in full), float(right if often > 2 else max(x.x1 for x in full)))


def goes_on(line: TextLine, following: TextLine, margins: Measure, *, same_page: bool) -> bool:
    """Tell whether a paragraph goes on from one line to the next; rows of a table never do."""
    size = line.size
    if line.apart or following.apart:
        return False
    if margins.right - line.x1 > 2.2 * size or abs(following.size - size) > 0.3 * size:
        return False
    if following.x0 - margins.left > 1.2 * size or _HEADING.match(following.text):
        return False
    return not same_page or following.top - line.bottom < 2.0 * size


def joined(lines: Sequence[str]) -> str:
    """Return the lines of one paragraph as one; a number cut at a line's end cannot be read."""
    out = ""
    for line in lines:
        if out and is_digit(out[-1]) and is_digit(line[:1]):
            out += DAMAGED + line
        else:
            out = join_lines([out, line]) if out else line
    return out
