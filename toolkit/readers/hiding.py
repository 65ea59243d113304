"""Hiding: whether the attributes of an element keep its text from being seen, or strike it out."""

from __future__ import annotations

import re

from toolkit.readers import codes
from toolkit.readers import elements as el
from toolkit.readers.markup import SEAM, IrregularError, attributes, parse_tag

#: Words without one of which the attributes of an element do not hide it.
_HIDING = (
    b"display", b"hidden", b"mso-hide", b"opacity", b"size:0", b"size: 0", b"-99", b"line-through",
    b":white", b": white", b'="white', b"='white", b"=white", b"fff", b"size :", b"255,255",
    b"255, 255", b"clip:", b"clip-path", b"width:0", b"width: 0", b"transparent",
)  # fmt: skip
#: What holds one of them and hides nothing.
_HARMLESS = re.compile(
    rb"white-space|background(?:-color)?: ?(?:white|#fff|rgb\(255, ?255, ?255)|background-clip"
)
_UNSEEN = re.compile(
    r"visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0?(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:\.0*)?\s*(?:px|pt|r?em|%|!|;|$)|(?:left|top|indent)\s*:\s*-9\d{2,}"
)
_FAINT = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|transparent|#fff(?:fff)?(?:f|ff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
    r"|\bclip(?:-path)?\s*:|(?<![-\w])(?:max-)?width\s*:\s*0(?:px|pt|r?em|%)?\s*(?:;|!|$)"
)
_WHITE = frozenset(("white", "#fff", "#ffffff", "fff", "ffffff"))
_MAX_DEPTH = 500
_DISPLAY = re.compile(r"display\s*:\s*([\w-]+)")


def may_hide(rest: bytes, cloaks: frozenset[bytes]) -> bool:
    """Whether the attributes of an element are to be looked at; soon told for most."""
    lower = rest.lower()
    if cloaks and b"class" in lower and any(name in lower for name in cloaks):
        return True
    if not (b"style" in lower or b"hidden" in lower or b"color" in lower):
        return False
    lower = _HARMLESS.sub(b"", lower)
    return any(word in lower for word in _HIDING)


def way_of_hiding(rest: bytes, cloaks: frozenset[bytes]) -> bytes | None:
    """Return the code of how the attributes of an element hide it, or None."""
    found = attributes(rest.lower())
    style = found.get("style", "")
    if "line-through" in style:
        return codes.STRUCK
    displays = _DISPLAY.findall(style)
    if (displays[-1] == "none" if displays else "hidden" in found) or _UNSEEN.search(style):
        return codes.HIDDEN
    if _FAINT.search(style) or found.get("color", "") in _WHITE:
        return codes.PALE
    if cloaks and not cloaks.isdisjoint(found.get("class", "").encode().split()):
        return codes.CLOAKED
    return None


def end_of(at: int, tags: list[bytes], texts: list[bytes], *, in_p: bool | None) -> int:
    """Return the place of the end tag of an element that is left out.

    ``in_p`` says that a paragraph is open around; None that the source has been through a parser.

    Raises
    ------
    IrregularError
        A parser would understand it otherwise.
    """
    strict = in_p is not None
    name = parse_tag(tags[at], parsed=True)[0]
    foreign = name in ("svg", "math")
    stack = [name]
    for place in range(at + 1, len(tags)):
        tag = tags[place]
        inner = parse_tag(tag, parsed=not strict)[0]
        if strict and stack[-1] in el.TABLE_PARTS and texts[place].strip():
            raise IrregularError
        if strict and foreign and (inner == "!doctype" or SEAM in texts[place]):
            raise IrregularError
        if inner == "!doctype":
            continue
        if inner == "/" + stack[-1]:
            stack.pop()
            if not stack:
                return place
            continue
        closing = inner[:1] == "/"
        if strict and (
            closing
            or len(stack) > _MAX_DEPTH
            or el.misplaced_inside(name, inner, stack, in_p=bool(in_p))
        ):
            raise IrregularError
        if not (closing or inner in el.VOID or (foreign and tag[-1:] == b"/")):
            stack.append(inner)
    if strict:
        raise IrregularError
    return len(tags)
