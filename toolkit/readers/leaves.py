"""Leaves: the tags of a page that only end a line or mean nothing, and rows of nothing but text.

They are most of a page. A string with one character for each tag finds them all at once.
"""

from __future__ import annotations

import re

from toolkit.readers import elements as el
from toolkit.readers.hiding import Hiding
from toolkit.readers.markup import (
    BREAK,
    CELL,
    CELL_END,
    SEAM,
    WHOLE_ROW,
    IrregularError,
    Markup,
    parse_tag,
)

_OTHER, _APART, _MASKED = "x!#"
_SPANNING = {"D": "S", "H": "T"}
_CODES = {
    "p": "(", "/p": ")", "div": "/", "/div": "\\", "ul": "{", "/ul": "}", "ol": "[", "/ol": "]",
    "li": "<", "/li": ">", "td": "D", "/td": "d", "th": "H", "/th": "h", "tr": "R", "/tr": "r",
    "br": ",", "br/": ",", "br /": ",", "/br": ",",
    **{slash + name: "." for name in el.names("a b em font i span strong u o:p") for slash in ("", "/")},
}  # fmt: skip
_CODES |= {name.upper(): code for name, code in _CODES.items()}
_GLUE = str.maketrans(
    {".": SEAM, "d": CELL_END, "h": CELL_END, **dict.fromkeys("DHST", CELL)}
    | dict.fromkeys("(),/\\{}[]<>", BREAK)
)


def _pattern() -> str:
    line = r"[.,]|\([.,]*+\)"
    points = rf"(?:[.,]|<(?:{line})*>)*"
    lists = rf"{line}|\{{{points}\}}|\[{points}\]"
    once = rf"{lists}|/(?:{lists})*\\"
    twice = rf"{lists}|/(?:{once})*\\"
    return rf"(?:{lists}|/(?:{twice})*\\)"


_SOFT = _pattern()
_CELL = re.compile(rf"[DS]{_SOFT}*d|[HT]{_SOFT}*h")
_LEAVES = re.compile(rf"(R)(?:{_CELL.pattern})+r|{_SOFT}+")

_STARTS = re.compile("[DHST]")
_BETWEEN = re.compile(rf"{CELL_END}\s*+{CELL}")

_LEFT_OUT = {name for name, (kind, _) in el.BODY.items() if kind >= el.SKIPPED}
# Most tags are like this, and quickly found to be.
_PLAIN = re.compile(r"([a-zA-Z]\w*+)((?:\s++[\w:.-]++=\"[^\"]*+\")*)")

#: The texts of the cells of a row, and the tags of all of them where one may span several places.
Row = tuple[list[str], list[str]]


class _Codes(dict[str, str]):
    """The code of each tag that was met."""

    def __init__(self, hiding: Hiding) -> None:
        super().__init__(_CODES)
        self._hides = hiding.kind

    def __missing__(self, tag: str) -> str:
        plain = _PLAIN.fullmatch(tag)
        if plain:
            name, rest = plain[1].lower(), plain[2]
            code = _CODES.get(name, _OTHER)
        else:
            try:
                name, rest = parse_tag(tag)
                code = _CODES.get(name, _OTHER)
            except IrregularError:
                name, _, rest = tag.partition(" ")
                name, code = name.lower(), _OTHER
        hides = rest and self._hides(rest)
        if name in el.VOID or name in ("html", "body"):
            code = _OTHER if hides else code
        elif hides or name in _LEFT_OUT:
            code = _APART
        if code in "DH" and "span" in rest.lower():
            code = _SPANNING[code]
        self[tag] = code
        return code


class Leaves:
    """The tags of a page and the text after each, what is simple put into that text.

    Attributes
    ----------
    lead : str
        The text before the first tag.
    tags, texts : list of str
    rows : list
        The rows that a tag stands for as a whole.
    hiding : Hiding
    """

    def __init__(self, markup: Markup) -> None:
        self.lead, self.tags, self.texts = markup.lead, markup.tags, markup.texts
        self.rows: list[Row] = []
        self.hiding = Hiding(set(markup.tags), markup.cloaks)
        if markup.plain:
            self._gather(_Codes(self.hiding))

    def _gather(self, codes: _Codes) -> None:
        tags, texts = self.tags, self.texts
        shape = "".join(map(codes.__getitem__, tags))
        if _APART in shape:
            masked = _masked(shape, tags)
            if masked is None:
                return
            shape = masked
        pieces = [""] * (2 * len(tags))
        pieces[::2] = shape.translate(_GLUE)
        pieces[1::2] = texts
        self.tags, self.texts, last = [], [self.lead], 0
        for match in _LEAVES.finditer(shape):
            start, end = match.span()
            cells = _cells(shape, tags, pieces, start, end) if match[1] else None
            if match[1] and cells is None:
                continue
            self.tags += tags[last:start]
            self.texts += texts[last:start]
            if cells is None:
                self.texts[-1] += "".join(pieces[2 * start : 2 * end])
            else:
                self.tags.append(f"{WHOLE_ROW}{len(self.rows)}")
                self.texts.append(texts[end - 1])
                self.rows.append(cells)
            last = end
        self.tags += tags[last:]
        self.texts += texts[last:]
        self.lead = self.texts.pop(0)


def _cells(shape: str, tags: list[str], pieces: list[str], start: int, end: int) -> Row | None:
    """Return the cells of a row; None where text stands between them."""
    row = "".join(pieces[2 * start + 1 : 2 * end - 2]).strip()
    codes = shape[start:end]
    n_cells = sum(map(codes.count, "DHST"))
    texts = row[1:-1].split(CELL_END + CELL)
    if len(texts) != n_cells:
        texts = _BETWEEN.split(row[1:-1])
    if row[:1] != CELL or row[-1:] != CELL_END or len(texts) != n_cells:
        return None
    if "S" not in codes and "T" not in codes:
        return texts, []
    return texts, [tags[start + match.start()] for match in _STARTS.finditer(codes)]


def _masked(shape: str, tags: list[str]) -> str | None:
    """Mask what may be left out, up to its end tag; None where that is missing."""
    codes = list(shape)
    at = shape.find(_APART)
    while at >= 0:
        name = _name(tags[at])
        depth, end = 1, at
        while depth:
            codes[end] = _MASKED
            end += 1
            if end == len(tags):
                return None
            inner = _name(tags[end])
            depth += (inner == name) - (inner == "/" + name)
        codes[end] = _MASKED
        at = shape.find(_APART, end)
    return "".join(codes)


def _name(tag: str) -> str:
    return tag.split(maxsplit=1)[0].lower() if tag.strip() else ""
