"""Codes: one byte for what each tag of a page does, and whether tags stand in an order to rely on.

A page's tags as a string of such bytes, its shape, are looked through at once instead of one by one.
"""

from __future__ import annotations

import re
from itertools import count

from toolkit.readers import elements as el
from toolkit.readers.markup import (
    BREAK,
    CELL,
    CELL_END,
    GROUP,
    PICTURE,
    ROW,
    ROW_END,
    SEAM,
    TABLE,
    TABLE_END,
    IrregularError,
)

_numbers = count(1)
_ENDING = ("li", "dd", "dt", "h1", "form")
_OPEN: dict[str, int] = {
    name: next(_numbers) for name in (*_ENDING, *sorted(el.BLOCKS - el.HEADINGS - {"p", *_ENDING}))
}
#: Blocks below this number may end another one before them.
_ONCE = _OPEN["form"] + 1
_BLOCKS = bytes(_OPEN.values())
_OPEN |= {
    name: next(_numbers) for name in ("sup", "sub", "pre", "caption", "table", "tr", "td", "th")
}
_OPEN |= {name: next(_numbers) for name in ("thead", "tbody", "tfoot")}
_OPEN |= dict.fromkeys(el.HEADINGS, _OPEN["h1"])
#: The code of an end tag is that of its start tag and this.
_END = 128

#: Codes that open and close nothing. What is left out comes last.
(
    INLINE, LINE_BREAK, P, P_END, COLUMN, TD_SPANS, TH_SPANS, IMAGE, FIELD, DECLARED, UNKNOWN,
    SKIPPED, DRAWN, HIDDEN, CLOAKED, STRUCK, PALE,
) = (bytes((number,)) for number in range(100, 117))  # fmt: skip


def _code(tag: str) -> bytes:
    return bytes((_OPEN[tag.strip("/")] + _END * tag.startswith("/"),))


#: The codes of tags, by name with the slash of an end tag.
CODES: dict[str, bytes] = {
    slash + name: _code(slash + name) for name in _OPEN for slash in ("", "/")
}
for _name in el.ORDINARY:
    CODES[_name] = CODES["/" + _name] = INLINE
for _names, _kind in (
    (el.SKIPPED, SKIPPED), (el.DRAWN, DRAWN), (el.STRUCK, STRUCK), (el.PALE, PALE)
):  # fmt: skip
    CODES |= dict.fromkeys(_names, _kind)
# A rule ends a paragraph as the end of one does.
CODES |= {"p": P, "/p": P_END, "hr": P_END, "br": LINE_BREAK, "/br": LINE_BREAK}
CODES |= dict.fromkeys(("col", "colgroup", "/colgroup"), COLUMN)
CODES |= {"img": IMAGE, "embed": IMAGE, "input": FIELD, "meta": DECLARED, "link": DECLARED}

_T, _R, _D, _H = (CODES[n] for n in ("table", "tr", "td", "th"))
_T_END, _R_END, _D_END, _H_END = (CODES["/" + n] for n in ("table", "tr", "td", "th"))
_CAPTION, _CAPTION_END, _PRE, _PRE_END = (CODES[n] for n in ("caption", "/caption", "pre", "/pre"))
_SUP, _SUP_END, _SUB, _SUB_END = (CODES[n] for n in ("sup", "/sup", "sub", "/sub"))
_GROUPS = b"".join(CODES[n] for n in ("thead", "tbody", "tfoot"))
_GROUP_ENDS = b"".join(CODES["/" + n] for n in ("thead", "tbody", "tfoot"))

CAPTION, CAPTION_END, TABLE_CODE, PRE, PRE_END = _CAPTION, _CAPTION_END, _T, _PRE, _PRE_END
SUP = _SUP
CELLS = (_D, _H, TD_SPANS, TH_SPANS)
CELL_ENDS = (_D_END, _H_END)
#: Start and end of what is raised and lowered.
SCRIPTS = {_SUP: _SUP_END, _SUB: _SUB_END}
#: What is looked at by itself, if any of it is there.
LEFT_OUT = re.compile(b"[" + re.escape(SKIPPED + DRAWN + HIDDEN + CLOAKED + STRUCK + PALE) + b"]")
SPECIAL = re.compile(b"[" + re.escape(FIELD + DECLARED + _SUP + _SUB + _PRE + _CAPTION) + b"]")
SPANNING = re.compile(b"[" + re.escape(TD_SPANS + TH_SPANS) + b"]")
#: Tags that do not end a line.
FLOWING = INLINE + IMAGE + FIELD + DECLARED + b"".join(SCRIPTS) + b"".join(SCRIPTS.values())


def _marks() -> bytes:
    """Return the table from codes to the marks that stand for them in text."""
    marks = bytearray(BREAK * 256)
    for codes, mark in (
        (FLOWING + COLUMN + UNKNOWN + SKIPPED + DRAWN + HIDDEN + CLOAKED + STRUCK + PALE, SEAM),
        (IMAGE, PICTURE), (_T, TABLE), (_T_END, TABLE_END), (_R, ROW), (_R_END, ROW_END),
        (_D + _H + TD_SPANS + TH_SPANS, CELL), (_D_END + _H_END, CELL_END),
        (_GROUPS + _GROUP_ENDS, GROUP),
    ):  # fmt: skip
        for code in codes:
            marks[code] = mark[0]
    return bytes(marks)


MARKS = _marks()

_INERT = INLINE + LINE_BREAK + P + P_END + IMAGE + FIELD + DECLARED
_PLAIN_CELLS = bytes.maketrans(TD_SPANS + TH_SPANS, _D + _H)
#: A cell, a row and blocks that are closed in order.
_CELL, _ROW, _BLOCK = b"\x60", b"\x61", b"\x62"
_DIV, _DIV_END = CODES["div"], CODES["/div"]
_CLOSED = re.compile(re.escape(_R) + _CELL + b"*" + re.escape(_R_END))
_LIST = re.compile(
    b"(?s:%b(?:%b%b?%b)*%b)"
    % tuple(map(re.escape, (CODES["ul"], CODES["li"], _BLOCK, CODES["/li"], CODES["/ul"])))
)
_DIVISION = re.compile(b"%b%b+%b" % tuple(map(re.escape, (_DIV, _BLOCK, _DIV_END))))
#: So often are blocks within blocks looked for at once.
_DEPTH = 2
#: Within so many blocks, it is not looked whether one ends another.
_MAX_DEPTH = 200
_HEAD = _T + COLUMN + _CAPTION_END
_BETWEEN = _HEAD + _GROUPS + _GROUP_ENDS + _R_END + _ROW
_CELLS = _D_END + _H_END + _CELL


def _rules(*rules: tuple[bytes, bytes]) -> dict[int, frozenset[int]]:
    return {code: frozenset(others) for codes, others in rules for code in codes}


#: What may stand right before a part of a table, and right after one.
_BEFORE = _rules(
    (_D + _H + _CELL + _R_END, _R + _CELLS),
    (_R + _GROUPS + _ROW, _BETWEEN),
    (_GROUP_ENDS, _GROUPS + _R_END + _ROW),
    (_CAPTION + COLUMN, _HEAD),
    (_T_END, _BETWEEN),
)
_AFTER = _rules(
    (_R + _CELLS, _D + _H + _CELL + _R_END),
    (_HEAD, _R + _GROUPS + COLUMN + _CAPTION + _T_END + _ROW),
    (_R_END + _ROW, _R + _GROUPS + _GROUP_ENDS + _T_END + _ROW),
    (_GROUPS + _GROUP_ENDS, _R + _GROUPS + _GROUP_ENDS + _T_END + _ROW),
)
_LISTS = frozenset(CODES[n][0] for n in ("/ul", "/ol", "/dir", "/menu"))
#: What the search for an open block does not pass.
_BOUNDS = frozenset(_T_END + _R_END + _D_END + _H_END + _CAPTION_END + _GROUP_ENDS)
#: What must not be left open.
_NEVER_OPEN = frozenset(_SUP_END + _SUB_END + _PRE_END + _CAPTION_END + CODES["/form"])
_PASSED = frozenset((*(CODES["/" + n][0] for n in ("address", "div")),))
_ITEMS = frozenset(CODES["/" + n][0] for n in ("dd", "dt"))
_LI, _FORM, _HEADING = (CODES[n][0] for n in ("/li", "/form", "/h1"))


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
    small = small.replace(_D + _D_END, _CELL).replace(_H + _H_END, _CELL)
    small = _CLOSED.sub(_ROW, small)
    for _ in range(_DEPTH):
        small = _LIST.sub(_BLOCK, small.replace(_DIV + _DIV_END, _BLOCK))
        small = _DIVISION.sub(_BLOCK, small)
    for one, other in set(zip(b"\0" + small, small + b"\0", strict=True)):
        before, after = _BEFORE.get(other), _AFTER.get(one)
        if (before and one not in before) or (after and other not in after):
            raise IrregularError
    stack = [0]
    for code in small.translate(None, _CELL + _ROW + _BLOCK + COLUMN):
        if code < _END:
            if code < _ONCE:
                _check_once(code + _END, stack)
            stack.append(code + _END)
        elif stack[-1] == code:
            stack.pop()
        else:
            _close(code, stack)
    if not _NEVER_OPEN.isdisjoint(stack) or not _BOUNDS.isdisjoint(stack):
        raise IrregularError


def _check_once(end: int, stack: list[int]) -> None:
    """Stop where a block that begins ends another one of its kind."""
    if len(stack) > _MAX_DEPTH:
        raise IrregularError
    if end == _FORM:
        wrong = _FORM in stack
    elif end == _HEADING:
        wrong = stack[-1] == _HEADING
    else:
        kinds = _ITEMS if end in _ITEMS else {_LI}
        last = next((other for other in reversed(stack) if other not in _PASSED), 0)
        wrong = last in kinds
    if wrong:
        raise IrregularError


def _close(end: int, stack: list[int]) -> None:
    """Close what was left open within an element that ends."""
    bounds = frozenset({_T_END[0]}) if end in _BOUNDS else _BOUNDS
    while stack[-1] != end:
        last = stack.pop()
        if last == 0 or last in bounds or last in _NEVER_OPEN or (end == _LI and last in _LISTS):
            raise IrregularError
    if end in _NEVER_OPEN:
        raise IrregularError
    stack.pop()
