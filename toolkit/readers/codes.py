"""Codes: one byte for what each tag of a page does, and whether tags stand in an order to rely on.

A page's tags as a string of such bytes, its shape, are looked through at once instead of one by one.
"""

from __future__ import annotations

import re

from toolkit.readers import elements as el
from toolkit.readers import markup as mark
from toolkit.readers.markup import IrregularError

#: Blocks that may end another one before them.
_ENDING = ("li", "dd", "dt", "h1", "form")
_PAIRED = (
    *_ENDING, *sorted(el.BLOCKS - el.HEADINGS - {"p", *_ENDING}), "sup", "sub", "pre", "caption",
    "table", "tr", "td", "th", "thead", "tbody", "tfoot",
)  # fmt: skip
#: The code of an end tag is that of its start tag and this.
_END = 128
#: Codes that open and close nothing; the last six are those of what is left out.
(
    INLINE, LINE_BREAK, P, P_END, COLUMN, TD_SPANS, TH_SPANS, IMAGE, FIELD, DECLARED, UNKNOWN,
    SKIPPED, DRAWN, HIDDEN, CLOAKED, STRUCK, PALE,
) = (bytes((number,)) for number in range(100, 117))  # fmt: skip
LEFT_OUT = SKIPPED + DRAWN + HIDDEN + CLOAKED + STRUCK + PALE


def _codes() -> dict[str, bytes]:
    codes = {slash + name: INLINE for name in el.ORDINARY for slash in ("", "/")}
    for names, code in (
        (el.SKIPPED, SKIPPED), (el.DRAWN, DRAWN), (el.STRUCK, STRUCK), (el.PALE, PALE),
        # A rule ends a paragraph as the end of one does.
        (("/p", "hr"), P_END), (("p",), P), (("br", "/br"), LINE_BREAK),
        (("col", "colgroup", "/colgroup"), COLUMN), (("img", "embed"), IMAGE),
        (("input",), FIELD), (("meta", "link"), DECLARED),
    ):  # fmt: skip
        codes |= dict.fromkeys(names, code)
    for number, name in enumerate(_PAIRED, start=1):
        codes |= {name: bytes((number,)), "/" + name: bytes((number + _END,))}
    for name in el.HEADINGS:
        codes |= {name: codes["h1"], "/" + name: codes["/h1"]}
    return codes


#: The codes of tags, by name with the slash of an end tag.
CODES = _codes()


def _of(names: str) -> bytes:
    return b"".join(CODES[name] for name in names.split())


#: Tags that do not end a line.
FLOWING = INLINE + IMAGE + FIELD + DECLARED + _of("sup /sup sub /sub")
_CELLS, _CELL_ENDS = _of("td th"), _of("/td /th")
_GROUPS, _GROUP_ENDS = _of("thead tbody tfoot"), _of("/thead /tbody /tfoot")


def _marks() -> bytes:
    marks = bytearray(mark.BREAK * 256)
    for codes, sign in (
        (FLOWING + COLUMN + UNKNOWN + LEFT_OUT, mark.SEAM), (IMAGE, mark.PICTURE),
        (_of("table"), mark.TABLE), (_of("/table"), mark.TABLE_END), (_of("tr"), mark.ROW),
        (_of("/tr"), mark.ROW_END), (_CELLS + TD_SPANS + TH_SPANS, mark.CELL),
        (_CELL_ENDS, mark.CELL_END), (_GROUPS + _GROUP_ENDS, mark.GROUP),
    ):  # fmt: skip
        for code in codes:
            marks[code] = sign[0]
    return bytes(marks)


#: From codes to the marks that stand for them in text.
MARKS = _marks()

_INERT = INLINE + LINE_BREAK + P + P_END + IMAGE + FIELD + DECLARED
_PLAIN_CELLS = bytes.maketrans(TD_SPANS + TH_SPANS, _CELLS)
#: A cell, a row and blocks that are closed in order.
_CELL, _ROW, _BLOCK = b"\x60", b"\x61", b"\x62"


def _sequence(pattern: str, *names: str) -> re.Pattern[bytes]:
    """Compile a pattern of codes, in which each ``@`` stands for the next name's."""
    codes = iter(re.escape(CODES[name]) for name in names)
    parts = pattern.encode("latin-1").split(b"@")
    return re.compile(b"".join(b"".join((part, next(codes, b""))) for part in parts), re.DOTALL)


_TD, _TH = _of("td /td"), _of("th /th")
_CLOSED = (
    (_sequence("@\x60*@", "tr", "/tr"), _ROW),
    (_sequence("@(?:@\x62?@)*@", "ul", "li", "/li", "/ul"), _BLOCK),
    (_sequence("@\x62*@", "div", "/div"), _BLOCK),
    (_sequence("@\x62*@", "div", "/div"), _BLOCK),
)
_HEAD = _of("table /caption") + COLUMN
_BETWEEN = _HEAD + _GROUPS + _GROUP_ENDS + _of("/tr") + _ROW
#: What may stand right before a part of a table.
_BEFORE = {
    code: frozenset(before)
    for codes, before in (
        (_CELLS + _CELL + _of("/tr"), _of("tr") + _CELL_ENDS + _CELL),
        (_of("tr /table") + _GROUPS + _ROW, _BETWEEN),
        (_GROUP_ENDS, _GROUPS + _of("/tr") + _ROW),
        (_of("caption") + COLUMN, _HEAD),
    )
    for code in codes
}
#: What nothing but a part of a table may stand right after.
_PARTED = frozenset().union(*_BEFORE.values())
#: What the search for an open block does not pass, by its end; and what is never left open.
_BOUNDS = frozenset(_of("/table /tr /caption") + _CELL_ENDS + _GROUP_ENDS)
_NEVER_OPEN = frozenset(_of("/sup /sub /pre /caption /form"))
_LISTS, _PASSED = frozenset(_of("/ul /ol /dir /menu")), frozenset(_of("/address /div"))
_LI, _FORM, _HEADING, _TABLE = _of("/li /form /h1 /table")
_TERMS = frozenset(_of("/dd /dt"))
#: Within so many blocks, it is not looked whether one ends another.
_MAX_DEPTH = 200


def check(shape: bytes) -> None:
    """Go on only where every parser closes the elements as they are written.

    Inline elements and paragraphs do not matter: wherever they end, lines end at the same places. A
    block that is left open ends with the one around it.

    Raises
    ------
    IrregularError
        The order is another one.
    """
    if UNKNOWN in shape:
        raise IrregularError
    # Most of it is quickly told to be in order.
    small = shape.translate(_PLAIN_CELLS, _INERT)
    small = small.replace(_TD, _CELL).replace(_TH, _CELL)
    for pattern, whole in _CLOSED:
        small = pattern.sub(whole, small)
    for one, other in set(zip(b"\0" + small, small + b"\0", strict=True)):
        before = _BEFORE.get(other)
        if one not in before if before else one in _PARTED:
            raise IrregularError
    stack = [0]
    for code in small.translate(None, _CELL + _ROW + _BLOCK + COLUMN):
        if code < _END:
            if code <= len(_ENDING):
                _check_ending(code + _END, stack)
            stack.append(code + _END)
        elif stack[-1] == code:
            stack.pop()
        else:
            _close(code, stack)
    if not (_NEVER_OPEN.isdisjoint(stack) and _BOUNDS.isdisjoint(stack)):
        raise IrregularError


def _check_ending(end: int, stack: list[int]) -> None:
    """Stop where a block that begins ends another one of its kind."""
    if end == _FORM:
        wrong = _FORM in stack
    elif end == _HEADING:
        wrong = stack[-1] == _HEADING
    else:
        last = next((other for other in reversed(stack) if other not in _PASSED), 0)
        wrong = last in _TERMS if end in _TERMS else last == end
    if wrong or len(stack) > _MAX_DEPTH:
        raise IrregularError


def _close(end: int, stack: list[int]) -> None:
    """Close what was left open within an element that ends."""
    bounds = {_TABLE} if end in _BOUNDS else _BOUNDS
    while stack[-1] != end:
        last = stack.pop()
        if last == 0 or last in bounds or last in _NEVER_OPEN or (end == _LI and last in _LISTS):
            raise IrregularError
    if end in _NEVER_OPEN:
        raise IrregularError
    stack.pop()
