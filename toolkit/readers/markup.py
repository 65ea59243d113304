"""Markup: the source of a page as tags and texts in order, without its scripts, styles and comments.

All of it is UTF-8. Marks between the texts are bytes that UTF-8 never has, until texts are decoded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import chain, islice

from selectolax.lexbor import LexborHTMLParser

(
    #: Where an element without meaning began or ended, or something stood that is not shown at all:
    #: it parts two stretches of source, and no more.
    SEAM,
    #: Where a line ends.
    BREAK,
    TABLE, TABLE_END, ROW, ROW_END, CELL, CELL_END,
    #: Where a row group of a table begins or ends.
    GROUP,
    #: Around the spans of a cell.
    SPAN,
    #: A picture that may be read by a person.
    PICTURE,
    #: Where something stood that a browser draws and that holds no text to read (a script, a text area).
    DRAWN,
    #: Around what may be no part of the number beside it: text as pale as the page, notes above it.
    FAINT,
) = (bytes((number,)) for number in (*range(0xF5, 0x100), 0xC0, 0xC1))  # fmt: skip
_MARKS = b"".join(
    (
        SEAM,
        BREAK,
        TABLE,
        TABLE_END,
        ROW,
        ROW_END,
        CELL,
        CELL_END,
        GROUP,
        SPAN,
        PICTURE,
        DRAWN,
        FAINT,
    )
)
#: What marks are in decoded text; those of seams, lines and cells are white space.
_DECODED = b"\x1f\x1e\x01\x02\x03\x04\x1d\x06\x07\x0e\x10\x11\x12"
_TRANSLATED = bytes.maketrans(_MARKS, _DECODED)
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r"))

# What holds no markup, whatever is written in it. Each begins in text: a quote that is open there
# would leave a tag behind that ``parse_tag`` does not take. What never ends, ends with the page.
_RAW = re.compile(
    rb"<(?=[!sStTiInN][-cCtTeEiIfFoO])(?:!--(?!-?>)[^-]*+(?:-(?!-!?>)[^-]*+)*(?P<ended>--!?>)?"
    rb"|(?i:(?P<name>script|style|title|textarea|iframe|noembed|noframes))(?=[\s/>])[^>]*+>?+"
    rb"(?P<content>[^<]*+(?:<(?!/(?i:(?P=name))[\s/>])[^<]*+)*)"
    rb"(?P<closed></(?i:(?P=name))[^>]*+>)?)"
)
_DRAWN = (b"script", b"textarea", b"iframe")
_PIECE = 1 << 16
#: Says how many pages an article is spread over.
_PAGED = re.compile(rb"createPageHTML\w*\(\s*['\"]?(\d{1,3})\b")

_COMMENT = re.compile(rb"/\*[^*]*+(?:\*(?!/)[^*]*+)*\*/")
_CLOAK = re.compile(rb"(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_CLASS = re.compile(rb"\s*(?:span|font|i|b|em|p|div|td)?\.(?P<name>[\w-]+)\s*")
_MAX_SHEET = 100_000

_TAGS = re.compile(rb"(<[^>]*+)>")
# Sets without classes of characters, which are looked up several times as fast.
_SPACE = rb" \t\n\r\f\v"
_BAD = rb"<>\xc0\xc1\xf5-\xff"
_NAME = rb"[a-zA-Z][^/=\"'" + _SPACE + _BAD + rb"]*+"
_VALUE = rb"\"[^\"%b]*+\"|'[^'%b]*+'|[^\"'`=%b]++" % (_BAD, _BAD, _SPACE + _BAD)
#: A start tag: its name and its attributes.
_ATTRIBUTES = rb"(?:[%b]++[^\"'/=%b]++(?:[%b]*+=[%b]*+(?:%%b))?)*" % (
    _SPACE, _SPACE + _BAD, _SPACE, _SPACE,
)  # fmt: skip
TAG = re.compile(rb"<(%b)(%b)[%b]*+/?" % (_NAME, _ATTRIBUTES % _VALUE, _SPACE))
#: One of many tags, each followed by a byte that no tag has: the name of a start tag, or of none. What
#: is bad is not looked for in values, which takes half the time: there must be none.
_ONE_OF_MANY = re.compile(
    rb"(?:<(%b)%b[%b]*+/?|[^\xff]*+)\xff"
    % (
        _NAME,
        _ATTRIBUTES % (rb"\"[^\"]*+\"|'[^']*+'|[^\"'`=%b]++" % (_SPACE + _BAD)),
        _SPACE,
    )
)
_UNFIT = (*(bytes((code,)) for code in (0xC0, 0xC1, *range(0xF5, 0xFF))), b">")
_CLOSING = re.compile(rb"<(/%b)[%b]*+()" % (_NAME, _SPACE))
#: A declaration, or what a parser takes as a comment.
_DECLARATION = re.compile(rb"<(?:!(?!--)|\?)[^%b]*+" % _BAD)
_PRINTED_NAME = re.compile(rb"<(/?[^\s/>]*+)")
_ATTRIBUTE = re.compile(
    rb"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'`=<>]++)))?"
)
_MAX_ATTRIBUTES = 1000
_BROKEN = re.compile(rb"<(?=/?[a-zA-Z][^\s<>]*+<)")
#: Stands for a script in a parsed page: no character.
_NO_CHARACTER = "\ufdd0"


class IrregularError(Exception):
    """The source is not what a parser would print: elements are not closed in order."""


class Markup:
    """The tags of a page, each from its bracket on without the last, and the texts around them.

    Attributes
    ----------
    tags, texts : list of bytes
        Texts with their entities: before the first tag, and after each.
    title : str or None
        Content of the first ``<title>``.
    cloaks : frozenset of bytes
        Classes that a style sheet of the page hides, in lower case.
    pages : int
        Number of pages that an article is spread over, as a script says; 0 where none does.
    parsed : bool
        Whether the source has been through an HTML parser.
    """

    def __init__(self, source: bytes, *, parsed: bool = False, pages: int = 0) -> None:
        self.title: str | None = None
        self.pages = pages
        self.parsed = parsed
        self._sheets: list[bytes] = []
        pieces = self._pieces(source)
        self._parts = next(pieces).replace(b"<", b"><").split(b">")
        for piece in pieces:
            _, *parts = piece.replace(b"<", b"><").split(b">")
            self._parts += parts
        self._take(self._parts)
        self.cloaks = frozenset(name for sheet in self._sheets for name in _cloaks(sheet))

    def part_closely(self) -> None:
        """Part tags and texts once more, where brackets stand in texts too."""
        self._take(_TAGS.split(b">".join(self._parts).replace(b"><", b"<")))

    def _take(self, parts: list[bytes]) -> None:
        self.texts, self.tags = parts[::2], parts[1::2]

    def _pieces(self, source: bytes) -> Iterator[bytes]:
        """Return a page without what holds no markup, in pieces; all but the first begin with a tag.

        Taken as a whole, a large page needs new memory for each step, which costs more than the step.
        """
        held: list[bytes] = []
        at = last = 0
        for match in chain(_RAW.finditer(source), (None,)):
            end = match.start() if match else len(source)
            while (cut := source.find(b"<", max(at, last + _PIECE), end)) >= 0:
                held.append(source[at:cut])
                yield b"".join(held)
                held.clear()
                at = last = cut
            held.append(source[at:end])
            if match:
                held.append(self._without(match))
                at = match.end()
        yield b"".join(held)

    def _without(self, match: re.Match[bytes]) -> bytes:
        name = match["name"]
        if not (match["ended"] or match["closed"] or self.parsed):
            raise IrregularError
        if name is None:
            return SEAM
        name, content = name.lower(), match["content"]
        if name == b"title" and self.title is None:
            self.title = html.unescape(content.decode("utf-8", "replace"))
        elif name == b"style" and b"none" in content:
            self._sheets.append(content)
        elif name == b"script":
            self.pages = self.pages or count_pages(content)
        return SEAM + DRAWN + SEAM if name in _DRAWN else SEAM


def count_pages(script: bytes) -> int:
    """Return the number of pages that an article is spread over, as a portal's script writes it."""
    found = _PAGED.search(script)
    return int(found[1]) if found else 0


def decoded(text: bytes) -> str:
    """Return text without control characters, its marks as characters, its entities resolved."""
    out = text.translate(_TRANSLATED, _CONTROLS).decode("utf-8", "replace")
    return html.unescape(out.replace("&nbsp;", "\u00a0")) if "&" in out else out


def _cloaks(sheet: bytes) -> Iterator[bytes]:
    """Return the classes that a style sheet hides by rules that name nothing but a class."""
    for block in _COMMENT.sub(b"", sheet.lower()[:_MAX_SHEET]).split(b"}"):
        selectors, _, rules = block.rpartition(b"{")
        # A rule inside another holds for a printer or a small screen.
        if b"{" not in selectors and _CLOAK.search(rules):
            for selector in selectors.split(b","):
                found = _CLASS.fullmatch(selector)
                if found:
                    yield found["name"]


def parse_page(source: bytes) -> bytes | None:
    """Print a page as an HTML parser understands it; None for a page of frames."""
    # A parser takes <t<td> as one element of that name: what is left of a damaged tag is no more
    # than text, and the next tag is whole.
    tree = LexborHTMLParser(_BROKEN.sub(b"&lt;", source))
    if tree.body is None or tree.body.tag != "body":
        return None
    # The content of these is printed without escapes, and a script may hold the end of a script.
    for node in tree.css("xmp, plaintext"):
        node.replace_with(node.text())
    for node in tree.css("script"):
        node.replace_with(_NO_CHARACTER)
    printed = (tree.html or "").encode("utf-8", "replace")
    return printed.replace(_NO_CHARACTER.encode(), SEAM + DRAWN + SEAM)


def parse_tags(tags: bytes) -> list[bytes]:
    """Return the names of start tags as printed, each of ``tags`` followed by a byte that no tag has.

    A name is empty where the tag is none or not plain; there are none at all where one of them may
    go on into the next, as after a quote that is left open.
    """
    number = tags.count(b"\xff")
    if tags.count(b"<") != number or any(sign in tags for sign in _UNFIT):
        return []
    names = _ONE_OF_MANY.findall(tags)
    return names if len(names) == number else []


def parse_tag(tag: bytes, *, parsed: bool = False) -> tuple[str, bytes]:
    """Return the name of a tag (with its slash), in lower case, and its attributes as printed.

    Raises
    ------
    IrregularError
        It is no tag, or one that only a parser can read; never where ``parsed``.
    """
    match = TAG.fullmatch(tag) or _CLOSING.fullmatch(tag)
    if match:
        name, rest = match.groups(b"")
        return name.decode("utf-8", "replace").lower(), rest
    if _DECLARATION.fullmatch(tag):
        return "!doctype", b""
    if not parsed:
        raise IrregularError
    match = _PRINTED_NAME.match(tag)
    name = match[1] if match else b""
    return name.decode("utf-8", "replace").lower(), tag[1 + len(name) :]


def attributes(rest: bytes) -> dict[str, str]:
    """Return attributes by their names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for match in islice(_ATTRIBUTE.finditer(rest), _MAX_ATTRIBUTES):
        name, *values = (value.decode("utf-8", "replace") for value in match.groups(default=b""))
        found.setdefault(name.lower(), html.unescape("".join(values)))
    return found
