"""Width: text in the columns of a terminal, where Chinese characters take two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

#: A line does not begin with one of these.
_CLOSING = set("，。、；：？！）》”’】〉」』,.;:?!)]}")
_WORD = re.compile(
    r"[^\s\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uffe6]+|.", re.S
)


def width(text: str) -> int:
    """Return how many columns ``text`` takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def plain(text: object) -> str:
    """Return text on one line without control characters, which would steer the terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def pad(text: str, columns: int, right: bool = False) -> str:
    """Fill text up with blanks to a width."""
    blank = " " * max(columns - width(text), 0)
    return blank + text if right else text + blank


def cut(text: str, columns: int, middle: bool = False) -> str:
    """Cut text that is too wide, at its end or in its middle, with ``…`` for what is left out."""
    if width(text) <= columns:
        return text
    if not middle:
        return f"{_begin(text, columns - 1)}…"
    left = (columns - 1) // 2
    return f"{_begin(text, left)}…{_begin(text[::-1], columns - 1 - left)[::-1]}"


def _begin(text: str, columns: int) -> str:
    taken = 0
    for i, char in enumerate(text):
        taken += _columns(char)
        if taken > columns:
            return text[:i]
    return text


def longest_word(text: str) -> int:
    """Return the width of what cannot be broken without being hard to read."""
    return max(map(width, _WORD.findall(text)), default=0)


def wrap(text: str, columns: int) -> list[str]:
    """Break text into lines no wider than ``columns``: at blanks, or between Chinese characters."""
    columns = max(columns, 2)
    lines: list[str] = []
    line = ""
    for word in _WORD.findall(text):
        closing = word[0] in _CLOSING and width(line + word) <= columns + 2
        if width(line + word) <= columns or (closing and len(word) == 1 and line):
            line += word
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = "" if word.isspace() else word
        while width(line) > columns:
            part = _begin(line, columns)
            lines.append(part)
            line = line[len(part) :]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def columns(rows: Sequence[tuple[str, ...]], right: Iterable[int] = ()) -> str:
    """Lay rows out in columns; those in ``right`` are aligned to the right."""
    kept = frozenset(right)
    widths = [max(width(r[i]) for r in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  " + "  ".join(pad(c, widths[i], i in kept) for i, c in enumerate(r)).rstrip()
        for r in rows
    )
