"""Hiding: whether the attributes of an element keep its text from being seen, or strike it out."""

from __future__ import annotations

import re

from toolkit.readers import elements as el
from toolkit.readers.markup import attributes

#: Words without one of which the attributes of an element do not hide it.
_HIDING = (
    "display", "hidden", "mso-hide", "opacity", "size:0", "size: 0", "-99", "line-through", ":white",
    ": white", '="white', "='white", "=white", "fff", "size :", "255,255", "255, 255", "clip:", "clip-path",
    "width:0", "width: 0", "transparent",
)  # fmt: skip
_UNSEEN = re.compile(
    r"visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0?(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:\.0*)?\s*(?:px|pt|r?em|%|!|;|$)|(?:left|top|indent)\s*:\s*-9\d{2,}"
)
_FAINT = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|transparent|#fff(?:fff)?(?:f|ff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
    r"|\bclip(?:-path)?\s*:|(?<![-\w])(?:max-)?width\s*:\s*0(?:px|pt|r?em|%)?\s*(?:;|!|$)"
)
_WHITE = frozenset(("white", "#fff", "#ffffff", "fff", "ffffff"))
_DISPLAY = re.compile(r"display\s*:\s*([\w-]+)")


def hides_by(rest: str, cloaks: frozenset[str]) -> int | None:
    """Return how the attributes of an element hide it (a kind of element), or None.

    ``cloaks`` are the classes that a style sheet of the page hides.
    """
    lower = rest.lower()
    if not (cloaks and "class" in lower and any(name in lower for name in cloaks)):
        for word in _HIDING:
            if word in lower:
                break
        else:
            return None
    found = attributes(lower)
    style = found.get("style", "")
    if "line-through" in style:
        return el.STRUCK
    displays = _DISPLAY.findall(style)
    if (displays[-1] == "none" if displays else "hidden" in found) or _UNSEEN.search(style):
        return el.HIDDEN
    if _FAINT.search(style) or found.get("color", "") in _WHITE:
        return el.PALE
    if cloaks and not cloaks.isdisjoint(found.get("class", "").split()):
        return el.CLOAKED
    return None
