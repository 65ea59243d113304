"""Hiding: whether the attributes of an element keep its text from being seen, or strike it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.readers import elements as el
from toolkit.readers.markup import IrregularError, attributes, parse_tag

#: Words without one of which the attributes of an element do not hide it.
_HIDING = (
    "display", "hidden", "mso-hide", "opacity", "size:0", "size: 0", "-99", "line-through", ":white",
    ": white", '="white', "='white", "=white", "fff", "size :", "255,255", "255, 255", "clip:", "clip-path",
    "width:0", "width: 0", "transparent",
)  # fmt: skip
#: What holds one of them and hides nothing.
_HARMLESS = {
    "white": (
        "white-space", "background: white", "background:white", "background-color: white",
        "background-color:white",
    ),
    "clip": ("background-clip",),
    "255": (
        "background: rgb(255, 255, 255", "background:rgb(255,255,255",
        "background-color: rgb(255, 255, 255", "background-color:rgb(255,255,255",
    ),
    "fff": (
        "background: #fff", "background:#fff", "background-color: #fff", "background-color:#fff",
    ),
}  # fmt: skip
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


class Hiding:
    """What may hide an element on one page: words in its tags, and classes of its style sheets."""

    def __init__(self, tags: Iterable[str], cloaks: frozenset[str]) -> None:
        self._cloaks = cloaks
        # The tags of a page are few, repeated often: one search in all of them spares most others.
        every = "\n".join(tags).encode("utf-8", "replace").lower().decode("latin-1")
        every = _without_harmless(every)
        self._words = [word for word in _HIDING if word in every]

    def kind(self, rest: str) -> int | None:
        """Return how the attributes of an element hide it (a kind of element), or None."""
        cloaks = self._cloaks
        if not (self._words or cloaks):
            return None
        lower = rest.lower()
        if not (cloaks and "class" in lower and any(name in lower for name in cloaks)):
            harmful = _without_harmless(lower)
            for word in self._words:
                if word in harmful:
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


def _without_harmless(text: str) -> str:
    for part, words in _HARMLESS.items():
        if part in text:
            for word in words:
                text = text.replace(word, "")
    return text


def content(
    name: str, text: str, pairs: Iterator[tuple[str, str]], *, in_p: bool | None
) -> list[tuple[str, str]]:
    """Take everything up to the end of an element that is left out; the last is its end tag.

    ``in_p`` says that a paragraph is open around; None that the source has been through a parser.

    Raises
    ------
    IrregularError
        A parser would understand it otherwise.
    """
    strict = in_p is not None
    stack = [name]
    taken: list[tuple[str, str]] = []
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
        elif strict and (
            inner[:1] == "/" or el.misplaced_inside(name, inner, stack, in_p=bool(in_p))
        ):
            raise IrregularError
        elif inner[:1] != "/":
            stack.append(inner)
    if strict:
        raise IrregularError
    return [*taken, ("/" + name, "")]
