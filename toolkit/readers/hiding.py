"""Hiding: whether the attributes of an element keep its text from being seen, or strike it out."""

from __future__ import annotations

import re

from toolkit.readers import codes
from toolkit.readers import elements as el
from toolkit.readers.markup import SEAM, IrregularError, attributes, parse_tag

#: A property and its value that may hide, from the colon on, which may be written as an entity. One
#: character before it or after it tells of most that they do not.
_SUSPECT = re.compile(
    r":(?:(?<=[yhp\s]:)(?:(?<=display:)(?!\s*(?:block|inline|table))|(?<=opacity:)|(?<=\s:)"
    r"|(?<=clip-path:)|(?<=clip:)(?<!background-clip:))|(?=\s*[a\-0wt#r])(?:(?<=hide:)\s*all|\s*-9"
    r"|(?<=size:)\s*0|(?<=width:)(?<!(?:t|p|m|r|e)-width:)\s*0"
    r"|(?<=color:)(?<![-\w]color:)\s*(?:white|transparent|#fff|rgba?\(\s*255)))"
)
_COLON = re.compile(r"&(?:#0*58|#x0*3a|colon)")
_HIDDEN = re.compile(r"hidden(?<!overflow:hidden)(?<!overflow: hidden)")
_UNSEEN = re.compile(
    r"visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0?(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:\.0*)?\s*(?:px|pt|r?em|%|!|;|$)|(?:left|top|indent)\s*:\s*-9\d{2,}"
)
# What may stand before a word is looked at after it: it is then found at once where there is none.
_FAINT = re.compile(
    r"color(?<![-\w]color)\s*:\s*(?:white|transparent|#fff(?:fff)?(?:f|ff)?"
    r"|rgba?\(\s*255\s*,\s*255\s*,\s*255)|clip(?<!\wclip)(?:-path)?\s*:"
    r"|(?:max-width(?<![-\w]max-width)|width(?<![-\w]width))\s*:\s*0(?:px|pt|r?em|%)?\s*(?:;|!|$)"
)
_WHITES = frozenset(("white", "#fff", "#ffffff", "fff", "ffffff"))
_MAX_DEPTH = 500
_DISPLAY = re.compile(r"display\s*:\s*([\w-]+)")


def may_hide(rest: bytes, cloaks: frozenset[bytes]) -> bool:
    """Whether the attributes of an element are to be looked at; soon told for most."""
    # Text, since looking for a word in it takes half as long as in bytes.
    lower = rest.decode("latin-1").lower()
    if cloaks and "class" in lower and any(name.decode("latin-1") in lower for name in cloaks):
        return True
    if not ("style" in lower or "hidden" in lower or "color" in lower):
        return False
    # Looked for from colon to colon: one search instead of one for each of many words.
    return (
        (
            "hidden" in lower
            and "hidden" in lower.replace("overflow: hidden", "").replace("overflow:hidden", "")
        )
        or "through" in lower
        or "color=" in lower
        or _SUSPECT.search(lower) is not None
        or ("&" in lower and _COLON.search(lower) is not None)
    )


def suspects(tags: bytes, cloaks: frozenset[bytes]) -> set[bytes]:
    """Return those of many tags that ``may_hide`` is to be asked of, found in all of them at once."""
    lower = tags.lower().decode("latin-1")
    found: set[bytes] = set()
    words = ["through", "color=", *[cloak.decode("latin-1") for cloak in cloaks]]
    named = [re.compile(re.escape(word)) for word in words if word in lower]
    for pattern in (_SUSPECT, _HIDDEN, _COLON, *named):
        match = pattern.search(lower)
        while match:
            # On from the next tag: one may hold a million of what is looked for.
            end = tags.find(b"\xff", match.start())
            found.add(tags[tags.rfind(b"<", 0, match.start()) : end])
            match = pattern.search(lower, end)
    return found


def way_of_hiding(rest: bytes, cloaks: frozenset[bytes]) -> bytes | None:
    """Return the code of how the attributes of an element hide it, or None."""
    found = attributes(rest.lower())
    style = found.get("style", "")
    if "line-through" in style:
        return codes.STRUCK
    displays = _DISPLAY.findall(style)
    if (displays[-1] == "none" if displays else "hidden" in found) or _UNSEEN.search(style):
        return codes.HIDDEN
    if _FAINT.search(style) or found.get("color", "") in _WHITES:
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
