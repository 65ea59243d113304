"""Asides: what of a page is not read as it stands, such as what is hidden, struck out or raised."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field

from toolkit.readers import codes
from toolkit.readers.codes import CODES
from toolkit.readers.elements import BLOCKS
from toolkit.readers.hiding import end_of
from toolkit.readers.markup import (
    BREAK,
    DRAWN,
    FAINT,
    PICTURE,
    SEAM,
    IrregularError,
    attributes,
    parse_tag,
)
from toolkit.values import parse_value

_LEFT_OUT = re.compile(b"[" + re.escape(codes.LEFT_OUT) + b"]")
_SPECIAL = re.compile(
    b"["
    + re.escape(codes.FIELD + codes.DECLARED + CODES["sup"] + CODES["sub"] + CODES["pre"])
    + b"]"
)
_LINE_FEED = re.compile(rb"\r\n|[\n\r\v\f]")
#: The end of what is raised or lowered, and the digits in it.
_RAISED = {
    CODES[name]: (CODES["/" + name][0], str.maketrans("0123456789", digits))
    for name, digits in (("sup", "⁰¹²³⁴⁵⁶⁷⁸⁹"), ("sub", "₀₁₂₃₄₅₆₇₈₉"))
}
_CELLS = (CODES["td"], CODES["th"], codes.TD_SPANS, codes.TH_SPANS)
_CELL_ENDS = (CODES["/td"], CODES["/th"])
#: What a style sheet hides is left out if it is no longer than this: longer text waits for a click.
_MAX_CLOAKED = 200
#: So many elements are looked into that are hidden and yet hold most of the page.
_MAX_KEPT = 50
_MAX_LOOKED_BACK = 1000
#: So many tags stand in what is raised.
_MAX_RAISED = 50
#: Codes that say nothing of whether a paragraph is open.
_NOT_ASKED = codes.FLOWING + codes.COLUMN + codes.LINE_BREAK


@dataclass(slots=True)
class Page:
    """The tags of a page, their codes, and the texts around them, to be worked on.

    ``spans`` are marks of the tags of cells that span several places; ``strict`` says that the source
    has not been through a parser; ``declared`` are attributes of its ``<meta>`` and ``<link>`` elements.
    """

    tags: list[bytes]
    texts: list[bytes]
    shape: bytearray
    spans: dict[bytes, bytes]
    strict: bool
    declared: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def leave_out(page: Page) -> None:
    """Take out the elements that are not read."""
    shape, tags, texts = page.shape, page.tags, page.texts
    kept: Counter[bytes] = Counter()
    total = 0
    found = _LEFT_OUT.search(shape)
    while found:
        at, kind = found.start(), bytes(found[0])
        name = parse_tag(tags[at], parsed=True)[0]
        end, shown = at, kept[kind] >= _MAX_KEPT
        if not shown:
            end = end_of(at, tags, texts, in_p=_in_p(page, at, name))
            if kind == codes.PALE:
                shown = any(map(_is_block, tags[at + 1 : end]))
            elif kind in (codes.HIDDEN, codes.CLOAKED):
                length = _length(texts[at + 1 : end + 1])
                total = total or _length(texts)
                shown = 2 * length > total or (kind == codes.CLOAKED and length > _MAX_CLOAKED)
            kept[kind] += shown
        if shown:
            # A page may hide its article until a script runs.
            shape[at : at + 1] = _code_of(page, at, "span" if kind == codes.PALE else name, kind)
            found = _LEFT_OUT.search(shape, at)
            continue
        inner = b"".join(texts[at + 1 : end + 1])
        shape[at : end + 1] = codes.INLINE * len(shape[at : end + 1])
        texts[at + 1 : end + 1] = [b""] * (end - at)
        texts[at + 1] = _left_of(kind, inner) + (texts[at + 1] if end == at else b"")
        found = _LEFT_OUT.search(shape, end)


def _in_p(page: Page, at: int, name: str) -> bool | None:
    """Whether a paragraph is open; None where it does not matter any more."""
    if not page.strict:
        return None
    if name == "noscript" and not b"".join(page.texts[: min(at, _MAX_LOOKED_BACK) + 1]).strip():
        raise IrregularError  # in the head of a page, a parser ends the head here
    before = page.shape[max(0, at - _MAX_LOOKED_BACK) : at].translate(None, _NOT_ASKED)
    return before[-1:] in (b"", codes.P, CODES["/table"])


def _code_of(page: Page, at: int, name: str, kind: bytes) -> bytes:
    """Return the code of an element that is shown after all."""
    if page.tags[at] in page.spans:
        return codes.TD_SPANS if name == "td" else codes.TH_SPANS
    code = CODES.get(name, codes.INLINE)
    return codes.INLINE if code == kind else code


def look_closely(page: Page) -> None:
    """Take what a page declares, fields of forms, and texts that are set in ways of their own."""
    shape, texts = page.shape, page.texts
    cells = last = preformatted = 0
    for found in _SPECIAL.finditer(bytes(shape)):
        at, code = found.start(), found[0]
        if code == codes.DECLARED:
            name, rest = parse_tag(page.tags[at], parsed=True)
            page.declared.append((name, attributes(rest)))
        elif code == codes.FIELD:
            before, last = shape[last:at], at
            cells += sum(map(before.count, _CELLS))
            cells -= sum(map(before.count, _CELL_ENDS))
            if cells > 0:
                texts[at + 1] = _shown(page.tags[at]) + texts[at + 1]
        elif code == CODES["pre"] and at >= preformatted:
            preformatted = shape.find(CODES["/pre"], at) % (len(shape) + 1)
            for place in range(at + 1, preformatted + 1):
                texts[place] = _LINE_FEED.sub(BREAK, texts[place])
        elif code in _RAISED:
            _set_apart(page, at, code)
    if CODES["caption"] in shape:
        _move_captions(page)


def _set_apart(page: Page, at: int, code: bytes) -> None:
    # A raised 2 is a footnote or a square: joined to the digits before, it would alter them.
    shape, texts = page.shape, page.texts
    last, digits = _RAISED[code]
    for end in range(at + 1, min(at + _MAX_RAISED, len(shape))):
        if shape[end] == last:
            for place in range(at + 1, end + 1):
                texts[place] = _encoded(_plain(texts[place]).translate(digits))
            return
        if shape[end] not in codes.FLOWING:
            break
    if page.strict:
        raise IrregularError


def _move_captions(page: Page) -> None:
    """Put the captions of tables before them."""
    shape, tags, texts = page.shape, page.tags, page.texts
    at = shape.find(CODES["caption"])
    while at >= 0:
        end = shape.find(CODES["/caption"], at)
        table = shape.rfind(CODES["table"], 0, at)
        if end < 0 or table < 0:
            return
        shape[table : end + 1] = shape[at : end + 1] + shape[table:at]
        tags[table : end + 1] = tags[at : end + 1] + tags[table:at]
        after = texts[table + 1 : at + 1]
        texts[table + 1 : end + 2] = texts[at + 1 : end + 2] + after
        at = shape.find(CODES["caption"], end)


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
