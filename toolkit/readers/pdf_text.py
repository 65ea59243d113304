"""PDF text: characters with places to the lines and words that a person sees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.readers.line import clean
from toolkit.readers.pdf_shapes import Glyph

#: Stands for what is on the page and cannot be read.
DAMAGED = "\ufffd"
_WIDE = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·]")
_DIGIT = re.compile(r"[\d０-９]")


def is_digit(text: str) -> bool:
    """Tell whether a character is a digit, full-width too."""
    return bool(_DIGIT.match(text))


def tight(one: Glyph, other: Glyph) -> bool:
    """Tell whether two characters of one line stand as near as those of one number."""
    return abs(one.base - other.base) < 0.2 * one.size and -0.5 * (
        one.x1 - one.x0
    ) < other.x0 - one.x1 < 0.15 * min(one.size, other.size)


def group_lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group characters by baseline, top to bottom, each line from left to right.

    Smaller characters a little above or below (raised figures) belong to the line.
    """
    lines: list[list[Glyph]] = []
    places: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.x0)):
        if lines and glyph.base - places[-1][0] <= 0.35 * max(places[-1][1], glyph.size):
            lines[-1].append(glyph)
            if glyph.size > places[-1][1]:
                places[-1] = (places[-1][0], glyph.size)
            continue
        lines.append([glyph])
        places.append((glyph.base, glyph.size))
    return [sorted(line, key=lambda g: g.x0) for line in lines]


def line_text(line: Sequence[Glyph]) -> str:
    """Return one line as text; digits on or above each other cannot be read.

    Blanks are those of the page: real ones, and gaps that are wider than between characters.
    """
    out: list[str] = []
    last: Glyph | None = None
    blank = False
    for glyph in line:
        if glyph.text == " ":
            blank = True
            continue
        if last is not None:
            gap = glyph.x0 - last.x1
            size = min(last.size, glyph.size)
            digits = is_digit(last.text) and is_digit(glyph.text)
            wide = _WIDE.match(last.text) or _WIDE.match(glyph.text)
            if gap < -0.5 * min(last.x1 - last.x0, glyph.x1 - glyph.x0):
                if is_digit(last.text) or is_digit(glyph.text):
                    out.append(DAMAGED)
            elif digits and gap > 0.4 * size:
                # Wider than between groups of thousands: two numbers.
                out.append("\u3000")
            elif (
                (digits and _raised(last, glyph))
                or gap > (0.2 if digits else 0.6 if wide else 0.25) * size
                or (blank and gap > 0.1 * size)
            ):
                out.append(" ")
        out.append(DAMAGED if glyph.hidden else glyph.text)
        last, blank = glyph, False
    return "".join(out)


def _raised(one: Glyph, other: Glyph) -> bool:
    """Tell whether one of two digits is set as a note mark: raised, lowered or small."""
    size = max(one.size, other.size)
    return abs(one.base - other.base) > 0.12 * size or min(one.size, other.size) < 0.8 * size


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """Return the text of a cell; lines are joined as one label, figures are kept on their lines."""
    lines = group_lines(glyphs)
    return join_lines([clean(line_text(line)) for line in lines])


def join_lines(lines: Sequence[str]) -> str:
    """Join the lines of one stretch of text: Chinese without a blank, figures never into one."""
    out = ""
    for line in lines:
        if not line:
            continue
        if not out:
            out = line
        elif is_digit(out[-1]) and is_digit(line[0]):
            out += "\n" + line
        elif _WIDE.match(out[-1]) or _WIDE.match(line[0]):
            out += line
        else:
            out += " " + line
    return out
