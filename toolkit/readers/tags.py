"""Tags: what each different tag of a page does, asked once and kept for other pages."""

from __future__ import annotations

import re

from toolkit.readers import codes
from toolkit.readers import elements as el
from toolkit.readers.hiding import may_hide, way_of_hiding
from toolkit.readers.markup import SPAN, Markup, attributes, parse_tag
from toolkit.readers.tables import span

# Most different tags are the links of menus. One that may hide something is not taken.
_LINK = re.compile(
    rb"<a(?:\s++(?:href|target|title|id|rel)="
    rb"(?:\"[^\"<>\xc0\xc1\xf5-\xff]*+\"|'[^'<>\xc0\xc1\xf5-\xff]*+'))*\s*+"
)
#: What stands on one page only is not kept.
_OWN = re.compile(rb"\s(?:href|src|content|value|title|alt|id|onclick)\s*=", re.IGNORECASE)
_MAX_KEPT = 10_000
#: What a page declares that is asked for.
_TELLING = re.compile(
    rb"(?:name|property)\s*=\s*[\"']?\s*(?:sitename|sitedomain|siteidcode|columnname|columntype"
    rb"|columnkeywords|articletitle|pubdate|contentsource|keywords|author|og:title|og:url|url)\b"
    rb"|rel\s*=\s*[\"']?canonical",
    re.IGNORECASE,
)
_CELLS = {codes.CODES["td"]: codes.TD_SPANS, codes.CODES["th"]: codes.TH_SPANS}


class UnalignedError(Exception):
    """What should be a tag is text: there are brackets that belong to none."""


class Tags(dict[bytes, bytes]):
    """The code of each tag; ``spans`` are marks of those that are cells and span several places."""

    def __init__(self, *, parsed: bool, cloaks: frozenset[bytes] = frozenset()) -> None:
        super().__init__()
        self.spans: dict[bytes, bytes] = {}
        self._parsed = parsed
        self._cloaks = cloaks
        self._own: list[bytes] = []

    def shape(self, markup: Markup) -> bytearray:
        """Return the codes of all tags of a page, one byte for each.

        Raises
        ------
        IrregularError
            One can be read by a parser only.
        UnalignedError
            One is none.
        """
        if len(markup.texts) == len(markup.tags):
            raise UnalignedError
        return bytearray(b"".join(map(self.__getitem__, markup.tags)))

    def forget(self) -> None:
        """Drop what belongs to the last page only."""
        for tag in self._own:
            del self[tag]
        self._own.clear()
        if len(self) > _MAX_KEPT:
            self.clear()
            self.spans.clear()

    def __missing__(self, tag: bytes) -> bytes:
        if _LINK.fullmatch(tag):
            return codes.INLINE
        if tag[:1] != b"<":
            raise UnalignedError
        name, rest = parse_tag(tag, parsed=self._parsed)
        if rest and _OWN.search(rest):
            self._own.append(tag)
        code = self[tag] = self._code(name, rest, tag)
        return code

    def _code(self, name: str, rest: bytes, tag: bytes) -> bytes:
        code = codes.CODES.get(name)
        if code is None:
            return codes.INLINE if self._parsed else codes.UNKNOWN
        if not rest or name in ("html", "body"):
            return codes.INLINE if code in (codes.IMAGE, codes.FIELD, codes.DECLARED) else code
        if code in _CELLS and b"span" in rest.lower():
            spans = _spans(rest)
            if spans != (1, 1):
                self.spans[tag] = SPAN + b"%d,%d" % spans + SPAN
                code = _CELLS[code]
        if may_hide(rest, self._cloaks):
            hides = way_of_hiding(rest, self._cloaks)
            if hides and name in el.VOID:
                return codes.INLINE
            if hides and (hides != codes.PALE or name in el.ORDINARY):
                return hides
        return _told(code, rest)


def _told(code: bytes, rest: bytes) -> bytes:
    """Return the code of an element, one without meaning for what says nothing."""
    says = True
    if code == codes.DECLARED:
        says = bool(_TELLING.search(rest))
    elif code == codes.IMAGE:
        found = attributes(rest)
        says = found.get("width") not in ("0", "1") and found.get("height") not in ("0", "1")
    elif code == codes.FIELD:
        found = attributes(rest)
        says = found.get("type", "text").lower() in ("text", "number", "tel")
        says = says and bool(found.get("value", "").strip())
    return code if says else codes.INLINE


def _spans(rest: bytes) -> tuple[int, int]:
    """Return how many rows and columns a cell spans, as its tag states."""
    found = attributes(rest)
    return span(found.get("rowspan"), zero=0), span(found.get("colspan"), zero=1)


#: What was told of tags of earlier pages: sources, and prints of a parser.
_KNOWN = {parsed: Tags(parsed=parsed) for parsed in (False, True)}


def tags_of(*, parsed: bool, cloaks: frozenset[bytes]) -> Tags:
    """Return what is known of tags; nothing yet where a style sheet hides some of them."""
    return Tags(parsed=parsed, cloaks=cloaks) if cloaks else _KNOWN[parsed]
