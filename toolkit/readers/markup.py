"""Markup: the source of a page as tags and texts in order, without its scripts, styles and comments."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

#: Where something stood that a browser draws and that holds no text to read (a script, a text area).
DRAWN = "\x16"
#: Where something stood that is not shown at all; a kind of white space.
GONE = "\x1f"
#: Where an element without meaning began or ended: it parts two stretches of source, and no more.
SEAM = "\x15"
#: Where a line ends.
BREAK = "\x14"
#: Where a cell begins and ends in a row of nothing but text.
CELL, CELL_END = "\x12", "\x13"
#: Begins what stands for a whole row, before its number.
WHOLE_ROW = "\x11"

#: Around what may be no part of the number beside it: text as pale as the page, notes above it.
FAINT = "\x17"

# What holds no markup, whatever is written in it. Each begins in text: a quote that is open there
# would leave a tag behind that ``parse_tag`` does not take. What never ends, ends with the page.
_RAW = re.compile(
    r"<(?=[!sStTiInN][-cCtTeEiIfFoO])(?:!--(?!-?>)[^-]*+(?:-(?!-!?>)[^-]*+)*(?P<ended>--!?>)?"
    r"|(?i:(?P<name>script|style|title|textarea|iframe|noembed|noframes))(?=[\s/>])[^>]*+>?+"
    r"(?P<content>[^<]*+(?:<(?!/(?i:(?P=name))[\s/>])[^<]*+)*)"
    r"(?P<closed></(?i:(?P=name))[^>]*+>)?)"
)
_DRAWN = ("script", "textarea", "iframe")

# Most elements of a page are the links of its menus. One that may hide something is not taken.
_LINK = re.compile(
    r"<(?:/a|a(?:\s++(?:href|target|title|class|id|rel)="
    r"(?:\"[^\"<>\x16\x1f]*+\"|'[^'<>\x16\x1f]*+'))*)\s*+>"
)
_OTHER_LINK = re.compile(r"<[aA][\s/>]")
_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*\*/")
_CLOAK = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_CLASS = re.compile(r"\s*(?:span|font|i|b|em|p|div|td)?\.(?P<name>[\w-]+)\s*")
_MAX_SHEET = 100_000

_NAME = r"[a-zA-Z][^\s<>/=\"'\x16\x1f]*+"
_VALUE = r"\"[^\"<>\x16\x1f]*+\"|'[^'<>\x16\x1f]*+'|[^\s\"'`=<>\x16\x1f]++"
_TAG = re.compile(
    rf"(?P<name>{_NAME})"
    rf"(?P<rest>(?:\s++[^\s\"'<>/=\x16\x1f]++(?:\s*+=\s*+(?:{_VALUE}))?)*)\s*+/?"
)
_CLOSING = re.compile(rf"/(?P<name>{_NAME})\s*+")
_ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'`=<>]++)))?"
)
_MAX_ATTRIBUTES = 1000
_BROKEN = re.compile(r"<(?=/?[a-zA-Z][^\s<>]*+<)")
_DOCTYPE = re.compile(r"!doctype\b[^<>\x16\x1f]*+", re.IGNORECASE)


class IrregularError(Exception):
    """The source is not what a parser would print: elements are not closed in order."""


class Markup:
    """The tags of a page without their brackets, and the text after each.

    Attributes
    ----------
    tags, texts : list of str
        Of one length; texts with their entities.
    title : str or None
        Content of the first ``<title>``.
    cloaks : frozenset of str
        Classes that a style sheet of the page hides, in lower case.
    plain : bool
        Whether brackets stand around tags only.
    parsed : bool
        Whether the source has been through an HTML parser.
    """

    def __init__(self, source: str, *, parsed: bool = False) -> None:
        self.title: str | None = None
        self.parsed = parsed
        self._sheets: list[str] = []
        left = _RAW.sub(self._left, source)
        self.cloaks = frozenset(name for sheet in self._sheets for name in _cloaks(sheet))
        if not self.cloaks:
            without = _LINK.sub(SEAM, left)
            left = left if _OTHER_LINK.search(without) else without
        for sign in (BREAK, CELL, CELL_END, WHOLE_ROW):
            if sign in left:
                left = left.replace(sign, SEAM)
        self.plain = left.count("<") == left.count(">")
        if self.plain:
            parts = left.replace(">", "<").split("<")
            self.lead = parts[0]
            self.tags = parts[1::2]
            self.texts = parts[2::2]
        else:
            pieces = left.split("<")
            self.lead = pieces[0]
            cut = [piece.partition(">") for piece in _whole(pieces[1:], parsed)]
            self.tags = [tag for tag, _, _ in cut]
            self.texts = [text for _, _, text in cut]

    def _left(self, match: re.Match[str]) -> str:
        if not (match["ended"] or match["closed"] or self.parsed):
            raise IrregularError
        if match["name"] is None:
            return GONE
        name = match["name"].lower()
        if name == "title" and self.title is None:
            self.title = html.unescape(match["content"])
        if name == "style" and "none" in match["content"]:
            self._sheets.append(match["content"])
        return DRAWN if name in _DRAWN else GONE


def _cloaks(sheet: str) -> Iterator[str]:
    """Return the classes that a style sheet hides by rules that name nothing but a class."""
    for block in _COMMENT.sub("", sheet.lower()[:_MAX_SHEET]).split("}"):
        selectors, _, rules = block.rpartition("{")
        # A rule inside another holds for a printer or a small screen.
        if "{" not in selectors and _CLOAK.search(rules):
            for selector in selectors.split(","):
                found = _CLASS.fullmatch(selector)
                if found:
                    yield found["name"]


def _whole(pieces: list[str], parsed: bool) -> Iterator[str]:
    """Join what stands between two opening brackets where a name holds one."""
    carried = ""
    for piece in pieces:
        piece = carried + piece
        if ">" in piece:
            carried = ""
            yield piece
        elif not parsed:
            raise IrregularError
        else:
            carried = piece + "<"


def parse_page(source: str) -> str | None:
    """Print a page as an HTML parser understands it; None for a page of frames."""
    # A parser takes <t<td> as one element of that name: what is left of a damaged tag is no more
    # than text, and the next tag is whole.
    tree = LexborHTMLParser(_BROKEN.sub("&lt;", source))
    if tree.body is None or tree.body.tag != "body":
        return None
    # The content of these is printed without escapes, and a script may hold the end of a script.
    for node in tree.css("xmp, plaintext"):
        node.replace_with(node.text())
    for node in tree.css("script"):
        node.replace_with(DRAWN)
    return tree.html


def parse_tag(tag: str) -> tuple[str, str]:
    """Return the name of a tag (with its slash), in lower case, and its attributes as printed.

    Raises
    ------
    IrregularError
        It is no tag, or one that only a parser can read.
    """
    match = _TAG.fullmatch(tag)
    if match:
        return match["name"].lower(), match["rest"]
    match = _CLOSING.fullmatch(tag)
    if match:
        return "/" + match["name"].lower(), ""
    if _DOCTYPE.fullmatch(tag):
        return "!doctype", ""
    raise IrregularError


def attributes(rest: str) -> dict[str, str]:
    """Return attributes by their names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for match in islice(_ATTRIBUTE.finditer(rest), _MAX_ATTRIBUTES):
        name, *values = match.groups(default="")
        found.setdefault(name.lower(), html.unescape("".join(values)))
    return found
