"""Web archives (MHTML) to content: the page in them is read, what belongs to it is left."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import Message
from email.parser import BytesHeaderParser

from toolkit.errors import ReadError
from toolkit.readers.content import Content
from toolkit.readers.html import read_html
from toolkit.readers.source import Source

_HEADER = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}?", re.ASCII)
_RELATED = re.compile(rb"^Content-Type:\s*multipart/(?:related|alternative|mixed)", re.M | re.I)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
#: A page saved from a browser has a part for every picture.
_MAX_PARTS = 5000
_MAX_DEPTH = 5


def is_mhtml(source: Source) -> bool:
    """Whether the content is a web archive, whatever its name; Word too writes them, as ``.doc``."""
    head = source.data[:8192].lstrip()
    if not _HEADER.match(head):
        return False
    return bool(_RELATED.search(_BLANK_LINE.split(head, maxsplit=1)[0]))


def read_mhtml(source: Source) -> Content:
    """Read the page of a web archive.

    Raises
    ------
    ReadError
        There is no page in it.
    """
    page = _page(source.data.lstrip(), 0)
    if page is None:
        raise ReadError(f"{source.name}: a web archive without a page; save the page again")
    message, data = page
    content = read_html(Source(data, source.name))
    where = (message.get("Content-Location") or "").strip()
    if content.address or not where.startswith(("http://", "https://")):
        return content
    return replace(content, address=where)


def _page(data: bytes, depth: int) -> tuple[Message, bytes] | None:
    """Return the first page among the parts of a message, with the headers of its part."""
    split = _BLANK_LINE.search(data)
    if not split or depth > _MAX_DEPTH:
        return None
    message = BytesHeaderParser().parsebytes(data[: split.end()])
    body = data[split.end() :]
    kind = message.get_content_type()
    if kind == "text/html":
        message.set_payload(body.decode("latin-1"))
        decoded = message.get_payload(decode=True)
        return (message, decoded) if isinstance(decoded, bytes) and decoded.strip() else None
    boundary = message.get_boundary()
    if not kind.startswith("multipart/") or not boundary:
        return None
    mark = re.compile(
        rb"^--" + re.escape(boundary.encode("latin-1", "replace")) + rb"[^\n]*\n?", re.M
    )
    parts = mark.split(body, maxsplit=_MAX_PARTS)[1:]
    return next(filter(None, (_page(part.lstrip(b"\r\n"), depth + 1) for part in parts)), None)
