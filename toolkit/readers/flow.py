"""Flow: the lines and tables of a page in reading order, from its tags and texts."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from toolkit.readers import elements as el
from toolkit.readers.elements import Meaning, unsure
from toolkit.readers.hiding import content
from toolkit.readers.leaves import Leaves, Row
from toolkit.readers.line import clean, decoded, is_clean, join_breaks
from toolkit.readers.markup import (
    BREAK,
    DRAWN,
    FAINT,
    GONE,
    SEAM,
    WHOLE_ROW,
    IrregularError,
    Markup,
    attributes,
    parse_tag,
)
from toolkit.readers.tables import PICTURE, CellParts, TableParts, absorb, is_layout, stretch
from toolkit.values import parse_value

_JOINT = re.compile(rf"(?<=\d){FAINT}+(?=\d)")
_SCRIPTS = {
    "sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
_ENDS = f" \n\r\t\u3000\u00a0{SEAM}{GONE}"
_BLANK = f"{_ENDS}{BREAK}"
_MARK = "\x00"
#: What a style sheet hides is left out if it is no longer than this: longer text waits for a click.
_MAX_CLOAKED = 200
#: So many elements are looked into that are hidden and yet hold most of the page.
_MAX_KEPT = 50

Pairs = Iterator[tuple[str, str]]


class Flow:
    """Collects lines and tables while the tags of a page are followed in order.

    Attributes
    ----------
    cell : CellParts
        The whole page: its lines and tables in order.
    dissolved : list
        Cell texts of the tables that only lay out the page.
    declared : list
        Names and attributes of its ``<meta>`` and ``<link>`` elements.

    Raises
    ------
    IrregularError
        The source has not been through a parser, and a parser would understand it otherwise.
    """

    def __init__(self, markup: Markup) -> None:
        self.cell = CellParts()
        self.dissolved: list[list[list[str]]] = []
        self.declared: list[tuple[str, dict[str, str]]] = []
        self._markup = markup
        self._strict = not markup.parsed
        self._parts: list[str] = []
        self._tables: list[TableParts] = []
        self._outer: list[CellParts] = []
        self._open = ["body"]
        self._preformatted = 0
        self._kept: Counter[int] = Counter()
        self._length = 0
        self._body = el.BODY.copy()
        self._inside = {name: known.copy() for name, known in el.INSIDE.items()}
        leaves = Leaves(markup)
        self._rows, self._hiding = leaves.rows, leaves.hiding
        self._lines(leaves.lead)
        pairs: Pairs | None = zip(leaves.tags, leaves.texts, strict=True)
        while pairs:
            pairs = self._walk(pairs)
        if self._strict and len(self._open) > 1:
            raise IrregularError
        self._end_line()

    def _walk(self, pairs: Pairs) -> Pairs | None:
        """Follow the tags; return what is to be followed instead of the rest, if anything."""
        parts, stack, strict = self._parts, self._open, self._strict
        known = self._inside.get(stack[-1], self._body)
        for tag, text in pairs:
            kind, name = known.get(tag) or self._meaning(tag, known)
            if kind:
                if kind < 5:
                    if parts:
                        self._end_line()
                    if kind < 3:
                        if kind == 2 and strict and unsure(name, stack):
                            raise IrregularError
                        stack.append(name)
                    elif kind == 3:
                        if stack[-1] == name:
                            stack.pop()
                        elif strict:
                            raise IrregularError
                elif kind == 6:
                    if parts:
                        self._end_line()
                    if stack[-1] == name:
                        stack.pop()
                        self.cell = self._outer.pop()
                    elif strict:
                        raise IrregularError
                    known = self._inside.get(stack[-1], self._body)
                    if text and strict and not text.isspace():
                        raise IrregularError
                elif kind < 19:
                    self._structure(kind, name, tag)
                    known = self._inside.get(stack[-1], self._body)
                    if strict and known is not self._body and text and not text.isspace():
                        raise IrregularError
                else:
                    if self._kept[kind] >= _MAX_KEPT:
                        return chain([(name, text)], pairs)
                    inner = [("", text), *self._content(name, text, pairs)]
                    if self._is_shown(kind, inner):
                        again = "span" if kind == el.PALE else name
                        return chain([(again, text)], inner[1:], pairs)
                    text = self._left_out(kind, inner)
            if text:
                if BREAK in text:
                    self._lines(text)
                elif parts or not text.isspace():
                    parts.append(text)
        return None

    def _lines(self, text: str) -> None:
        """Take a text in which lines end."""
        if "&" in text:
            text = text.replace("&nbsp;", "\u00a0")
        lines = text.split(BREAK)
        last = lines.pop()
        for line in lines:
            if not self._parts:
                line = line.strip()
                if not line:
                    continue
                if is_clean(line):
                    self.cell.items.append(line)
                    continue
            self._parts.append(line)
            self._end_line()
        if last and (self._parts or not last.isspace()):
            self._parts.append(last)

    def _row(self, cells: Row) -> None:
        """Take a row whose cells hold nothing but text."""
        outer = self.cell
        texts, tags = cells
        row = [CellParts() for _ in texts]
        for cell, text in zip(row, texts, strict=True):
            if "&" in text:
                text = text.replace("&nbsp;", "\u00a0")
            line = text.strip(_BLANK)
            if is_clean(line):
                cell.items.append(line)
            elif line:
                self.cell = cell
                self._lines(text + BREAK)
        for cell, tag in zip(row, tags, strict=False):
            stretch(cell, tag)
        self.cell = outer
        self._tables[-1].rows.append(row)
        self._tables[-1].groups.append(self._tables[-1].group)

    def _meaning(self, tag: str, known: dict[str, Meaning]) -> Meaning:
        """Return what a tag with attributes, or of an unknown element, means; kept for the page."""
        if tag[:1] == WHOLE_ROW:
            if "tr" not in known and self._strict:
                raise IrregularError
            return el.WHOLE_ROW, tag
        try:
            name, rest = parse_tag(tag)
        except IrregularError:
            if self._strict:
                raise
            name, _, rest = tag.partition(" ")
            name = name.lower()
        meaning = known.get(name)
        if meaning is None:
            bare = name.removeprefix("/")
            if self._strict and (known is not self._body or bare not in el.ORDINARY):
                raise IrregularError
            meaning = el.BODY.get(name, (el.INLINE, name))
        if rest and meaning[1] not in ("html", "body"):
            hides = self._hiding.kind(rest)
            if hides and (hides != el.PALE or name in el.ORDINARY):
                meaning = (hides, name)
        if name not in el.VOID or meaning[0] < el.SKIPPED:
            known[tag] = meaning
            return meaning
        known[tag] = (el.INLINE, name)
        return known[tag]

    def _structure(self, kind: int, name: str, tag: str) -> None:
        if kind < el.RAISED and self._parts:
            self._end_line()
        stack = self._open
        if kind == el.CELL:
            self._outer.append(self.cell)
            self.cell = cell = CellParts()
            stack.append(name)
            self._tables[-1].rows[-1].append(cell)
            stretch(cell, tag)
            return
        if kind == el.ROW:
            table = self._tables[-1]
            table.rows.append([])
            table.groups.append(table.group)
        elif kind == el.TABLE:
            self._tables.append(TableParts())
        elif kind == el.WHOLE_ROW:
            self._row(self._rows[int(tag[1:])])
            return
        elif kind == el.GROUP:
            self._tables[-1].group += 1
        elif name == "pre":
            self._preformatted += 1 if kind == el.PART else -1
        elif kind > el.RAISED_END:
            self._empty(kind, tag)
            return
        if kind in (el.TABLE_END, el.PART_END, el.RAISED_END):
            if stack[-1] != name:
                if self._strict:
                    raise IrregularError
                return
            stack.pop()
            if kind == el.TABLE_END:
                self._end_table(self._tables.pop())
            elif kind == el.RAISED_END:
                self._set_apart(name)
            elif name in ("thead", "tbody", "tfoot"):
                self._tables[-1].group += 1
        else:
            stack.append(name)
            if kind == el.RAISED:
                self._parts.append(_MARK)

    def _empty(self, kind: int, tag: str) -> None:
        """Note an element without content: what a page declares, a picture, a field of a form."""
        found = attributes(tag)
        if kind == el.DECLARED:
            self.declared.append((tag[:4].lower(), found))
        elif kind == el.PICTURE:
            if found.get("width") not in ("0", "1") and found.get("height") not in ("0", "1"):
                self.cell.picture = True
        elif self._outer and found.get("type", "text").lower() in ("text", "number", "tel"):
            # A form that was saved as a page: what it shows in the field is the figure.
            value = found.get("value", "").strip()
            if parse_value(value).number is not None:
                self._parts.append(html.escape(value))
            elif value:
                self.cell.picture = True

    def _content(self, name: str, text: str, pairs: Pairs) -> list[tuple[str, str]]:
        """Take everything up to the end of an element that is left out; the last is its end tag."""
        if self._strict and name == "noscript" and len(self._open) == 1 and not self.cell.items:
            raise IrregularError  # in the head of a page, a parser ends the head here
        return content(name, text, pairs, in_p="p" in self._open if self._strict else None)

    def _is_shown(self, kind: int, inner: list[tuple[str, str]]) -> bool:
        """Whether a hidden element is to be read: a page may hide its article until a script runs."""
        if kind == el.PALE:
            return any(tag.lower() in el.BLOCKS or tag[:2] in ("br", "ta") for tag, _ in inner)
        if kind not in (el.HIDDEN, el.CLOAKED):
            return False
        length = sum([len(text.strip()) for _, text in inner[:-1]])
        if not self._length:
            self._length = sum([len(text.strip()) for text in self._markup.texts])
        shown = 2 * length > self._length or (kind == el.CLOAKED and length > _MAX_CLOAKED)
        self._kept[kind] += shown
        return shown

    def _left_out(self, kind: int, inner: list[tuple[str, str]]) -> str:
        """Note an element that is not read; return the text after it."""
        if kind == el.STRUCK:
            struck = html.unescape("".join([text for _, text in inner[:-1]]))
            # Struck out in the text too: the old value must not run into the new one.
            self._parts.append("".join(c + "\u0336" if c.isalnum() else c for c in struck))
        elif kind == el.PALE:
            self._parts.append(f"{FAINT}{''.join([text for _, text in inner[:-1]])}{FAINT}")
        elif kind == el.DRAWN:
            self._parts.append(DRAWN)
        return inner[-1][1]

    def _set_apart(self, name: str) -> None:
        # A raised 2 is a footnote or a square: joined to the digits before, it would alter them.
        if _MARK in self._parts:
            at = self._parts.index(_MARK)
            raised = html.unescape("".join(self._parts[at + 1 :])).translate(_SCRIPTS[name])
            self._parts[at:] = [html.escape(raised)]

    def _end_line(self) -> None:
        parts = self._parts
        if len(parts) == 1:
            line = parts[0].strip(_ENDS)
            if is_clean(line):
                parts.clear()
                self.cell.items.append(line)
                return
        line = "".join(parts)
        if SEAM in line or GONE in line or DRAWN in line:
            self.cell.drawn |= DRAWN in line
            parts = SEAM.join(parts).replace(GONE, SEAM).replace(DRAWN, SEAM).split(SEAM)
            line = "".join(parts)
        if "&" in line or "\n" in line or "\r" in line:
            texts = [decoded(part, self._strict) if "&" in part else part for part in parts]
            line = "".join(texts if self._preformatted else map(join_breaks, texts))
        if FAINT in line:
            line = _JOINT.sub(PICTURE, line).replace(FAINT, "")
        self._parts.clear()
        for one in line.splitlines() if self._preformatted else (line,):
            one = clean(one)
            if one:
                self.cell.items.append(one)

    def _end_table(self, table: TableParts) -> None:
        absorb(table)
        nested = True
        if is_layout(table):
            self.dissolved.append(table.labels())
            self.cell.items.extend(item for row in table.rows for c in row for item in c.items)
            nested = table.nested
        else:
            self.cell.items.append(table)
        if nested and self._tables:
            self._tables[-1].nested = True
