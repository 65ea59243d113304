"""XML to an element tree, within bounds: no document type, no entity, nothing fetched."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, XMLParser

from toolkit.errors import ReadError

#: A report has some ten thousand tags; an element costs up to a few hundred bytes of memory.
MAX_TAGS = 1_000_000
MAX_BYTES = 24 * 1024 * 1024
MAX_DEPTH = 200

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)")


def parse_xml(data: bytes, name: str) -> Element:
    """Parse the XML of an office file, which is UTF-8 or UTF-16.

    Parameters
    ----------
    data : bytes
        One XML document.
    name : str
        What to call the file in messages.

    Returns
    -------
    Element
        Its root; nested no deeper than 200 elements.

    Raises
    ------
    ReadError
        It is damaged, too large or too deep, or declares a document type or an entity.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(f"{name}: XML too large for a report; save it anew")
    data = _as_utf8(data, name)
    if _DECLARATION.search(data):
        raise ReadError(f"{name}: XML that declares entities, which is not read; save it anew")
    if data.count(b"<") > MAX_TAGS:
        raise ReadError(f"{name}: XML with over a million tags; save it anew")
    # The encoding given here overrides what the XML declares: the parser sees what was searched.
    parser = XMLParser(encoding="utf-8")
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError, OverflowError) as error:
        reason = " ".join(str(error).split())[:60]
        raise ReadError(f"{name}: damaged XML ({reason}); fetch it again or save it anew") from None
    _check_depth(root, name)
    return root


def _as_utf8(data: bytes, name: str) -> bytes:
    if b"\0" not in data[:4] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codec = "utf-16"
    else:
        codec = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    try:
        return data.decode(codec).encode("utf-8")
    except UnicodeError:
        raise ReadError(f"{name}: damaged XML (encoding); fetch it again or save it anew") from None


def _check_depth(root: Element, name: str) -> None:
    # Level by level, without the leaves: cheaper than counting while the tree is built.
    level = [root]
    for _ in range(MAX_DEPTH - 1):
        level = [child for element in level for child in element if len(child)]
        if not level:
            return
    raise ReadError(f"{name}: XML nested too deeply; save it anew")
