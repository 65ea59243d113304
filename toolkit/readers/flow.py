"""Flow: the lines and tables of a page in reading order, from its tags and texts."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence

from toolkit.readers import codes
from toolkit.readers.elements import BLOCKS
from toolkit.readers.hiding import end_of
from toolkit.readers.line import clean, join_breaks
from toolkit.readers.markup import (
    BREAK,
    DRAWN,
    FAINT,
    PICTURE,
    SEAM,
    IrregularError,
    Markup,
    attributes,
    decoded,
    parse_tag,
)
from toolkit.readers.tables import PICTURED, Item, Place, TableParts, settled
from toolkit.readers.tags import UnalignedError, tags_of
from toolkit.values import parse_value

# Marks in decoded text, see ``markup``: those of seams, lines and cells are white space.
_SEAM, _BREAK, _TABLE, _TABLE_END, _ROW, _ROW_END, _CELL_END = "\x1f\x1e\x01\x02\x03\x04\x06"
_GROUP, _SPAN, _PICTURE, _DRAWN, _FAINT = "\x07\x0e\x10\x11\x12"
#: Before the number of lines and tables that are finished.
_HELD = "\x08"
#: Text in a table and in none of its cells.
_STRAY = [
    re.compile(rf"{mark}[ \t\n\v\f\r\x1e\x1f\u00a0\u3000]*+[^\s\x01-\x08]")
    for mark in (_TABLE, _ROW, _ROW_END, _CELL_END, _GROUP)
]
_JOINT = re.compile(rf"(?<=\d){_FAINT}+(?=\d)")
_LINE_FEED = re.compile(rb"\r\n|[\n\r\v\f]")
_SCRIPTS = {
    name: str.maketrans("0123456789", digits)
    for name, digits in (("sup", "⁰¹²³⁴⁵⁶⁷⁸⁹"), ("sub", "₀₁₂₃₄₅₆₇₈₉"))
}
#: What a style sheet hides is left out if it is no longer than this: longer text waits for a click.
_MAX_CLOAKED = 200
#: So many elements are looked into that are hidden and yet hold most of the page.
_MAX_KEPT = 50
_MAX_LOOKED_BACK = 1000
#: So many tags stand in what is raised.
_MAX_RAISED = 50
#: Codes that say nothing of whether a paragraph is open.
_NOT_ASKED = codes.FLOWING + codes.COLUMN + codes.LINE_BREAK


class Flow:
    """What a page says, with its layout taken apart.

    Attributes
    ----------
    items : list
        The lines and tables of the page in order.
    dissolved : list
        Cell texts of the tables that only lay out the page.
    has_tables : bool
        Whether there are tables at all, of whatever kind.
    declared : list
        Names and attributes of its ``<meta>`` and ``<link>`` elements.

    Raises
    ------
    IrregularError
        The source has not been through a parser, and a parser would understand it otherwise.
    """

    def __init__(self, markup: Markup) -> None:
        self.dissolved: list[list[list[str]]] = []
        self.declared: list[tuple[str, dict[str, str]]] = []
        self._strict = not markup.parsed
        self._held: list[list[Item]] = []
        known = tags_of(parsed=markup.parsed, cloaks=markup.cloaks)
        try:
            try:
                self._shape = known.shape(markup.tags)
                if len(markup.texts) == len(markup.tags):
                    raise UnalignedError
            except UnalignedError:
                markup.part_closely()
                self._shape = known.shape(markup.tags)
            self._tags, self._texts, self._spans = markup.tags, markup.texts, known.spans
            self._leave_out()
            self._look_closely()
            text = self._joined()
        finally:
            known.forget()
        self._odd = "&" in text or "<" in text or "[" in text
        self.has_tables = _TABLE in text
        self.items = self._items(self._without_tables(text) if self.has_tables else text)

    def _leave_out(self) -> None:
        """Take out the elements that are not read."""
        shape, tags, texts = self._shape, self._tags, self._texts
        kept: Counter[bytes] = Counter()
        total = 0
        found = codes.LEFT_OUT.search(shape)
        while found:
            at, kind = found.start(), bytes(found[0])
            name = parse_tag(tags[at], parsed=True)[0]
            end, shown = at, kept[kind] >= _MAX_KEPT
            if not shown:
                end = end_of(at, tags, texts, in_p=self._in_p(at, name))
                if kind == codes.PALE:
                    shown = any(map(_is_block, tags[at + 1 : end]))
                elif kind in (codes.HIDDEN, codes.CLOAKED):
                    length = _length(texts[at + 1 : end + 1])
                    total = total or _length(texts)
                    shown = 2 * length > total or (kind == codes.CLOAKED and length > _MAX_CLOAKED)
                kept[kind] += shown
            if shown:
                # A page may hide its article until a script runs.
                shape[at : at + 1] = self._plain(at, "span" if kind == codes.PALE else name, kind)
                found = codes.LEFT_OUT.search(shape, at)
                continue
            inner = b"".join(texts[at + 1 : end + 1])
            shape[at : end + 1] = codes.INLINE * len(shape[at : end + 1])
            texts[at + 1 : end + 1] = [b""] * (end - at)
            texts[at + 1] = _left_of(kind, inner) + (texts[at + 1] if end == at else b"")
            found = codes.LEFT_OUT.search(shape, end)

    def _in_p(self, at: int, name: str) -> bool | None:
        """Whether a paragraph is open; None where it does not matter any more."""
        if not self._strict:
            return None
        if (
            name == "noscript"
            and not b"".join(self._texts[: min(at, _MAX_LOOKED_BACK) + 1]).strip()
        ):
            raise IrregularError  # in the head of a page, a parser ends the head here
        before = self._shape[max(0, at - _MAX_LOOKED_BACK) : at].translate(None, _NOT_ASKED)
        return before[-1:] in (b"", codes.P, codes.CODES["/table"])

    def _plain(self, at: int, name: str, kind: bytes) -> bytes:
        """Return the code of an element that is shown after all."""
        if self._tags[at] in self._spans:
            return codes.TD_SPANS if name == "td" else codes.TH_SPANS
        code = codes.CODES.get(name, codes.INLINE)
        return codes.INLINE if code == kind else code

    def _look_closely(self) -> None:
        """Take what a page declares, fields of forms, and texts that are set in ways of their own."""
        shape, texts = self._shape, self._texts
        cells = last = preformatted = 0
        for found in codes.SPECIAL.finditer(bytes(shape)):
            at, code = found.start(), found[0]
            if code == codes.DECLARED:
                name, rest = parse_tag(self._tags[at], parsed=True)
                self.declared.append((name, attributes(rest)))
            elif code == codes.FIELD:
                before, last = shape[last:at], at
                cells += sum(map(before.count, codes.CELLS))
                cells -= sum(map(before.count, codes.CELL_ENDS))
                if cells > 0:
                    texts[at + 1] = _shown(self._tags[at]) + texts[at + 1]
            elif code == codes.PRE and at >= preformatted:
                preformatted = shape.find(codes.PRE_END, at) % (len(shape) + 1)
                for place in range(at + 1, preformatted + 1):
                    texts[place] = _LINE_FEED.sub(BREAK, texts[place])
            elif code in codes.SCRIPTS:
                self._set_apart(at, code)
        if codes.CAPTION in shape:
            self._move_captions()

    def _set_apart(self, at: int, code: bytes) -> None:
        # A raised 2 is a footnote or a square: joined to the digits before, it would alter them.
        shape, texts = self._shape, self._texts
        for end in range(at + 1, min(at + _MAX_RAISED, len(shape))):
            if shape[end] == codes.SCRIPTS[code][0]:
                digits = _SCRIPTS["sup" if code == codes.SUP else "sub"]
                for place in range(at + 1, end + 1):
                    texts[place] = _encoded(_plain(texts[place]).translate(digits))
                return
            if shape[end] not in codes.FLOWING:
                break
        if self._strict:
            raise IrregularError

    def _move_captions(self) -> None:
        """Put the captions of tables before them."""
        shape, tags, texts = self._shape, self._tags, self._texts
        at = shape.find(codes.CAPTION)
        while at >= 0:
            end = shape.find(codes.CAPTION_END, at)
            table = shape.rfind(codes.TABLE_CODE, 0, at)
            if end < 0 or table < 0:
                return
            shape[table : end + 1] = shape[at : end + 1] + shape[table:at]
            tags[table : end + 1] = tags[at : end + 1] + tags[table:at]
            after = texts[table + 1 : at + 1]
            texts[table + 1 : end + 2] = texts[at + 1 : end + 2] + after
            at = shape.find(codes.CAPTION, end)

    def _joined(self) -> str:
        """Return the page as one text with marks for its lines and tables."""
        shape = bytes(self._shape)
        if self._strict:
            codes.check(shape)
        pieces = [b""] * (2 * len(shape) + 1)
        pieces[::2] = self._texts
        marks: Sequence[bytes] = memoryview(shape.translate(codes.MARKS)).cast("c")
        pieces[1::2] = marks
        if self._spans:
            for found in codes.SPANNING.finditer(shape):
                pieces[2 * found.start() + 1] += self._spans[self._tags[found.start()]]
        text = b"".join(pieces)
        if b"<" in text and self._strict:
            raise IrregularError
        out = decoded(text)
        if self._strict and any(stray.search(out) for stray in _STRAY):
            raise IrregularError
        return out

    def _without_tables(self, text: str) -> str:
        """Return a page's text with numbers for its tables, each being read."""
        before, *rest = text.split(_TABLE)
        parts = [before]
        outer: list[list[str]] = []
        for piece in rest:
            outer.append(parts)
            inside, *after = piece.split(_TABLE_END)
            parts = [inside]
            for more in after:
                if outer:
                    held = settled(self._table("".join(parts)), self.dissolved)
                    parts = outer.pop()
                    parts.append(f"{_BREAK}{_HELD}{len(self._held)}{_BREAK}")
                    self._held.append(held)
                parts.append(more)
        return "".join([part for some in (*outer, parts) for part in some])

    def _table(self, text: str) -> TableParts:
        """Read the rows of a table; those inside of it were read before."""
        table = TableParts()
        head, *rows = text.split(_ROW)
        group = head.count(_GROUP)
        even = not self._odd
        for row in rows:
            *cells, rest = row.split(_CELL_END)
            texts: list[str] = []
            for cell in cells:
                line = cell.strip()
                if not (line.isprintable() and "  " not in line and (even or _is_even(line))):
                    line = self._cell(line, (len(table.rows), len(texts)), table)
                texts.append(line)
            table.rows.append(texts)
            table.groups.append(group)
            if _GROUP in rest:
                group += rest.count(_GROUP)
        return table

    def _cell(self, text: str, place: Place, table: TableParts) -> str:
        """Return the lines of a cell; what else it holds is noted in its table."""
        if text[:1] == _SPAN:
            _, spans, text = text.split(_SPAN, 2)
            high, _, wide = spans.partition(",")
            table.spans[place] = int(high), int(wide)
            text = text.strip()
        if text.isprintable() and "  " not in text and not self._odd:
            return text
        items = self._items(text)
        lines = "\n".join([item for item in items if isinstance(item, str)])
        if _PICTURE in text or _DRAWN in text:
            table.pictures[place] = _PICTURE in text
        if _HELD in text and any(isinstance(item, TableParts) for item in items):
            table.inner[place] = items
        return lines

    def _items(self, text: str) -> list[Item]:
        """Return the lines and tables of a stretch of text."""
        items: list[Item] = []
        even = not self._odd
        for line in filter(None, map(str.strip, text.split(_BREAK))):
            if not line.isprintable():
                if line[0] == _HELD:
                    items += self._held[int(line[1:])]
                    continue
                if "\n" not in line:
                    line = line.replace(_SEAM, "")
            if not (line.isprintable() and "  " not in line and (even or _is_even(line))):
                line = _tidy(line)
            if line:
                items.append(line)
        return items


def _is_even(line: str) -> bool:
    """Whether a line holds no sign of entities or residue."""
    return not ("&" in line or "[" in line or "<" in line)


def _tidy(line: str) -> str:
    """Return a line without marks and as it is printed."""
    if "\n" in line or "\r" in line:
        line = join_breaks(line.replace(_DRAWN, _SEAM).replace(_PICTURE, _SEAM))
    line = line.replace(_SEAM, "")
    if _FAINT in line:
        line = line.replace(_DRAWN, "").replace(_PICTURE, "")
        line = _JOINT.sub(PICTURED, line).replace(_FAINT, "")
    return clean(line)


def _plain(text: bytes) -> str:
    """Return a text with its entities resolved and its marks kept."""
    return html.unescape(text.decode("utf-8", "surrogateescape"))


def _encoded(text: str) -> bytes:
    """Return what was made of a plain text as it is written in a page."""
    return html.escape(text).encode("utf-8", "surrogateescape")


def _length(texts: list[bytes]) -> int:
    """Return how long some texts are, without white space."""
    return len(b"".join(b"".join(texts).split()))


def _is_block(tag: bytes) -> bool:
    return tag[1:3] in (b"br", b"ta") or tag[1:].decode("utf-8", "replace").lower() in BLOCKS


def _shown(tag: bytes) -> bytes:
    """Return what a field shows, where a form was saved as a page."""
    value = attributes(parse_tag(tag, parsed=True)[1])["value"].strip()
    if parse_value(value).number is None:
        return PICTURE
    return SEAM + _encoded(value) + SEAM


def _left_of(kind: bytes, inner: bytes) -> bytes:
    """Return what stands in the text for an element that is not read."""
    if kind == codes.STRUCK:
        # Struck out in the text too: the old value must not run into the new one.
        return _encoded("".join(c + "\u0336" if c.isalnum() else c for c in _plain(inner)))
    if kind == codes.PALE:
        return FAINT + inner + FAINT
    return DRAWN if kind == codes.DRAWN else b""
