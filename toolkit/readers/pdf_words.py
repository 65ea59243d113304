"""PDF words: stretches of text with places, and the printed cells that they make up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from toolkit.readers.line import clean
from toolkit.readers.pdf_shapes import Glyph
from toolkit.readers.pdf_text import is_digit, join_lines, line_text
from toolkit.values import fold, parse_value

_UNIT = re.compile(r"\(?(?:条|件|次|个|人|篇|项|期|天|份|家|场|元|人次|万元|亿元)\)?")
#: Lines of one cell stand this many cells apart at most, in the order of their baselines.
_NEAR = 60
_YES = ("是", "否", "有", "没有")


@dataclass(eq=False)
class Word:
    """One stretch of text on one line, parted from others by wide gaps."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    glyphs: list[Glyph] = field(default_factory=list)
    in_units: bool = False

    @property
    def is_value(self) -> bool:
        """Whether the words are what stands in a cell of figures: a number or a sign."""
        value = parse_value(self.text)
        if value.number is not None:
            return not value.unit or bool(_UNIT.fullmatch(value.unit)) or value.unit == "%"
        return value.missing != "illegible" or self.in_units or fold(self.text).strip() in _YES

    @property
    def is_unit(self) -> bool:
        """Whether the words are a unit."""
        return bool(_UNIT.fullmatch(fold(self.text).strip()))


@dataclass(eq=False)
class Block:
    """The words of one printed cell, one below the other."""

    words: list[Word]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return join_lines([w.text for w in self.words])

    @property
    def x0(self) -> float:
        """Left edge."""
        return min(w.x0 for w in self.words)

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(w.x1 for w in self.words)

    @property
    def first(self) -> float:
        """Baseline of the first line."""
        return self.words[0].base

    @property
    def last(self) -> float:
        """Baseline of the last line."""
        return self.words[-1].base

    @property
    def middle(self) -> float:
        """Baseline halfway down."""
        return (self.first + self.last) / 2

    @property
    def size(self) -> float:
        """Height of its characters."""
        return self.words[0].size


def words_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """Return the words of a page, top to bottom, left to right on each line."""
    out: list[Word] = []
    run: list[Glyph] = []

    def close() -> None:
        text = clean(line_text(run))
        seen = [g for g in run if g.text != " "]
        if text and seen:
            out.append(
                Word(text, seen[0].x0, seen[-1].x1, seen[0].base, median(g.size for g in seen), run)
            )

    lines: list[list[Glyph]] = []
    for g in sorted((g for g in glyphs), key=lambda g: g.base):
        if lines and g.base - lines[-1][0].base <= 1.5:
            lines[-1].append(g)
        else:
            lines.append([g])
    for line in lines:
        run = []
        end = 0.0
        for g in sorted(line, key=lambda g: g.x0):
            if g.text == " ":
                continue
            # Figures of two columns may stand near each other, and are not one number.
            digits = bool(run) and is_digit(run[-1].text) and is_digit(g.text)
            if run and g.x0 - end > (0.2 if digits else 0.55) * g.size:
                close()
                run = []
            run.append(g)
            end = g.x1
        close()
    units = [(round((w.x0 + w.x1) / 8), w) for w in out if w.is_unit]
    often = Counter(at for at, _ in units)
    for at, word in units:
        # One unit alone may be the last character of a wrapped word.
        word.in_units = often[at - 1] + often[at] + often[at + 1] >= 3
    return out


def blocks_of(words: Iterable[Word], pitch: float) -> list[Block]:
    """Return the cells that words make up: lines below each other, nearer than rows are."""
    out: list[Block] = []
    for word in words:
        for block in reversed(out[-_NEAR:]):
            above = block.words[-1]
            step = word.base - above.base
            if not 0.5 * word.size < step <= min(1.6 * word.size, 0.85 * pitch):
                continue
            if min(word.x1, block.x1) - max(word.x0, block.x0) <= 0:
                continue
            middle = abs((word.x0 + word.x1) - (above.x0 + above.x1)) / 2
            if min(middle, abs(word.x0 - above.x0), abs(word.x1 - above.x1)) <= 0.6 * word.size:
                block.words.append(word)
                break
        else:
            out.append(Block([word]))
    return out
