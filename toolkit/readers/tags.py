"""Tags: what each different tag of a page does, asked once."""

from __future__ import annotations

import re

from toolkit.readers import codes
from toolkit.readers import elements as el
from toolkit.readers.hiding import may_hide, suspects, way_of_hiding
from toolkit.readers.markup import SPAN, TAG, Markup, attributes, parse_tag, parse_tags
from toolkit.readers.tables import MAX_STATED, span

#: What a page declares that is asked for.
_TELLING = re.compile(
    rb"(?:name|property)\s*=\s*[\"']?\s*(?:sitename|sitedomain|siteidcode|columnname|columntype"
    rb"|columnkeywords|articletitle|pubdate|contentsource|keywords|author|og:title|og:url|url)\b"
    rb"|rel\s*=\s*[\"']?canonical",
    re.IGNORECASE,
)
# What stands before the word is looked at after it: most attributes are then passed at once.
_SPAN = re.compile(rb"span(?<=\s(row|col)span)=\"?(\d++)(?=[\"\s]|$)")
_CELLS = {codes.CODES["td"]: codes.TD_SPANS, codes.CODES["th"]: codes.TH_SPANS}
_ONE = (1, 1)
#: Elements that mean something by their attributes only, and those that are asked for them.
_SAYING = frozenset((codes.IMAGE, codes.FIELD, codes.DECLARED))
_ASKED = _SAYING.union(_CELLS)
#: Names of elements as they are mostly written, with their codes; those that mean the same whatever
#: their attributes say, and cells; the tags of both without attributes.
_NAMED = {
    written.encode(): (name, code)
    for name, code in codes.CODES.items()
    for written in (name, name.upper())
}
_PLAIN = {name: code for name, (_, code) in _NAMED.items() if code not in _ASKED}
_CELL_NAMES = {name: code for name, (_, code) in _NAMED.items() if code in _CELLS}
_BARE = {b"<" + name: code for name, code in (_PLAIN | _CELL_NAMES).items()}


class UnalignedError(Exception):
    """What should be a tag is text: there are brackets that belong to none."""


class Tags(dict[bytes, bytes]):
    """The code of each tag; ``spans`` are marks of those that are cells and span several places."""

    def __init__(self, markup: Markup) -> None:
        super().__init__(_BARE)
        self.spans: dict[bytes, bytes] = {}
        self._markup = markup
        self._cloaks = markup.cloaks

    def shape(self) -> bytearray:
        """Return the codes of all tags of a page, one byte for each.

        Raises
        ------
        IrregularError
            One can be read by a parser only.
        UnalignedError
            One is none.
        """
        if len(self._markup.texts) == len(self._markup.tags):
            raise UnalignedError
        self._learn()
        return bytearray(b"".join(map(self.__getitem__, self._markup.tags)))

    def _learn(self) -> None:
        """Tell the codes of tags that are as plain as most are, all in one search.

        Asked one by one, they take three times as long. The others are left to ``__missing__``.
        """
        new = list(set(self._markup.tags).difference(_BARE))
        joined = b"\xff".join((*new, b""))
        told: dict[bytes, bytes] = {}
        plain = _PLAIN.get
        for tag, name in zip(new, parse_tags(joined), strict=False):
            if code := plain(name):
                told[tag] = code
            elif cell := _CELL_NAMES.get(name):
                told[tag] = self._told(cell, tag[3:], tag)
        for tag in suspects(joined, self._cloaks):
            told.pop(tag, None)
        self.update(told)

    def __missing__(self, tag: bytes) -> bytes:
        if tag[:1] != b"<":
            raise UnalignedError
        match = TAG.fullmatch(tag)
        named = _NAMED.get(match[1]) if match else None
        if match and named:
            (name, code), rest = named, match[2]
        else:
            name, rest = parse_tag(tag, parsed=self._markup.parsed)
            code = codes.CODES.get(name, codes.UNKNOWN)
        if code == codes.UNKNOWN:
            code = codes.INLINE if self._markup.parsed else code
        elif rest and name != "html" and name != "body":
            hides = may_hide(rest, self._cloaks) and way_of_hiding(rest, self._cloaks)
            if code in _ASKED:
                code = self._told(code, rest, tag)
            if hides and name in el.VOID:
                code = codes.INLINE
            elif hides and (hides != codes.PALE or name in el.ORDINARY):
                code = hides
        elif code in _SAYING:
            code = codes.INLINE
        self[tag] = code
        return code

    def _told(self, code: bytes, rest: bytes, tag: bytes) -> bytes:
        """Return the code of an element by what its attributes say."""
        says = True
        if code in _CELLS:
            spans = _spans(rest)
            if spans != _ONE:
                self.spans[tag] = SPAN + b"%d,%d" % spans + SPAN
                return _CELLS[code]
        elif code == codes.DECLARED:
            says = bool(_TELLING.search(rest))
        elif code == codes.IMAGE:
            found = attributes(rest)
            says = found.get("width") not in ("0", "1") and found.get("height") not in ("0", "1")
        else:
            found = attributes(rest)
            says = found.get("type", "text").lower() in ("text", "number", "tel")
            says = says and bool(found.get("value", "").strip())
        return code if says else codes.INLINE


def _spans(rest: bytes) -> tuple[int, int]:
    """Return how many rows and columns a cell spans, as its tag states."""
    stated = rest.lower().count(b"span")
    if not stated:
        return _ONE
    plain = _SPAN.findall(rest)
    if len(plain) != stated or b"'" in rest:
        found = attributes(rest)
        return span(found.get("rowspan"), zero=0), span(found.get("colspan"), zero=1)
    high = wide = 1
    for name, value in reversed(plain):
        number = min(int(value[:9]), MAX_STATED)
        if name == b"row":
            high = number
        else:
            wide = number or 1
    return high, wide
