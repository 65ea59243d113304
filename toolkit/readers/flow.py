"""Flow: the lines and tables of a page in reading order, from its tags and texts."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from toolkit.readers import elements as el
from toolkit.readers.elements import Meaning, misplaced, misplaced_inside
from toolkit.readers.hiding import hides_by
from toolkit.readers.line import clean, join_breaks
from toolkit.readers.markup import (
    DRAWN,
    FAINT,
    GONE,
    SEAM,
    IrregularError,
    Markup,
    attributes,
    parse_tag,
)
from toolkit.readers.tables import PICTURE, CellParts, TableParts, absorb, is_layout, span
from toolkit.values import parse_value

_JOINT = re.compile(rf"(?<=\d){FAINT}+(?=\d)")
_SCRIPTS = {
    "sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
_SEAMS = str.maketrans({DRAWN: SEAM, GONE: SEAM})
_ENDS = f" \n\r\t\u3000\u00a0{SEAM}{GONE}"
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
        self._parts: list[str] = [markup.lead]
        self._tables: list[TableParts] = []
        self._outer: list[CellParts] = []
        self._open = ["body"]
        self._preformatted = 0
        self._kept: Counter[int] = Counter()
        self._length = 0
        self._body = el.BODY.copy()
        self._inside = {name: known.copy() for name, known in el.INSIDE.items()}
        pairs: Pairs | None = zip(markup.tags, markup.texts, strict=True)
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
                        if kind == 2 and strict and _unsure(name, stack):
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
                elif kind < 18:
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
            if text and (parts or not text.isspace()):
                parts.append(text)
        return None

    def _meaning(self, tag: str, known: dict[str, Meaning]) -> Meaning:
        """Return what a tag with attributes, or of an unknown element, means; kept for the page."""
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
            hides = hides_by(rest, self._markup.cloaks)
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
            if "span" in tag or "SPAN" in tag or "Span" in tag:
                found = attributes(tag)
                cell.rowspan = span(found.get("rowspan"), zero=0)
                cell.colspan = span(found.get("colspan"), zero=1)
            return
        if kind == el.ROW:
            table = self._tables[-1]
            table.rows.append([])
            table.groups.append(table.group)
        elif kind == el.TABLE:
            self._tables.append(TableParts())
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
        stack = [name]
        taken: list[tuple[str, str]] = []
        strict, in_p = self._strict, "p" in self._open
        if strict and name == "noscript" and len(self._open) == 1 and not self.cell.items:
            raise IrregularError  # in the head of a page, a parser ends the head here
        for tag, after in pairs:
            taken.append((tag, after))
            if strict:
                inner = parse_tag(tag)[0]
                if stack[-1] in el.TABLE_PARTS and text and not text.isspace():
                    raise IrregularError
            else:
                inner = tag.partition(" ")[0].lower()
            text = after
            if inner in el.VOID or (tag[-1:] == "/" and name in ("svg", "math")):
                continue
            if inner == "/" + stack[-1]:
                stack.pop()
                if not stack:
                    return taken
            elif strict and (inner[:1] == "/" or misplaced_inside(name, inner, stack, in_p=in_p)):
                raise IrregularError
            elif inner[:1] != "/":
                stack.append(inner)
        if strict:
            raise IrregularError
        return [*taken, ("/" + name, "")]

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
            if line.isalnum():
                parts.clear()
                self.cell.items.append(line)
                return
        line = "".join(parts)
        if SEAM in line or GONE in line or DRAWN in line:
            self.cell.drawn |= DRAWN in line
            parts = [text for part in parts for text in part.translate(_SEAMS).split(SEAM)]
            line = "".join(parts)
        if "&" in line or "\n" in line or "\r" in line:
            texts = [self._decoded(part) if "&" in part else part for part in parts]
            line = "".join(texts if self._preformatted else map(join_breaks, texts))
        if FAINT in line:
            line = _JOINT.sub(PICTURE, line).replace(FAINT, "")
        self._parts.clear()
        for one in line.splitlines() if self._preformatted else (line,):
            one = clean(one)
            if one:
                self.cell.items.append(one)

    def _decoded(self, text: str) -> str:
        text = text.replace("&nbsp;", "\u00a0")
        if self._strict:
            return html.unescape(text) if "&" in text else text
        # A parser prints these and no others.
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

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


def _unsure(name: str, stack: list[str]) -> bool:
    return (name == "form" or stack[-1] in el.ENDED) and misplaced(name, stack)
