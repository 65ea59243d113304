"""HTML to content: blocks in reading order, data tables with their spans, what is hidden left out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby
from typing import cast

from toolkit.document import DocumentBuilder, Paragraph, Table
from toolkit.errors import ReadError
from toolkit.readers.content import Content
from toolkit.readers.elements import names
from toolkit.readers.flow import Flow
from toolkit.readers.line import clean
from toolkit.readers.markup import IrregularError, Markup, count_pages, parse_page
from toolkit.readers.metadata import Metadata
from toolkit.readers.source import Source, one_line
from toolkit.readers.tables import TableParts

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
#: Elements that end by themselves, and so do not make a page deeper.
_UNCOUNTED = names(
    "area base br col embed hr img input link meta param source track wbr p li td th tr tbody thead"
    " tfoot dt dd option html head body"
)
_FORMATTING = names("a b big code em font i nobr s small strike strong tt u")
_MARKUP = re.compile(
    r"</(?:p|div|table|tr|td|th|span|font|body|html|h[1-6]|li|ul|a|strong|b|script|style)\s*>|<p>",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_FIRST = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*"
    r"<(?:title|meta|div|p|table|h[1-6]|span|font|center|section|article|main|script|style|link|ul)"
    r"[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
#: More elements than any report has; each costs memory.
_MAX_TAGS = 1_000_000
#: More text than any report has, its pictures left out.
_MAX_CHARACTERS = 8_000_000
_EMBEDDED = re.compile(rb"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=%\s]++")
_FRAME = re.compile(rb"<i?frame\b[^>]*?\ssrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_CLOSED_AT_ONCE = re.compile(rb"<(title|script|style|textarea|iframe)\b([^<>]*)/>")
_COUNT = re.compile(r"\d\s*(?:余)?(?:条|件|次|个)")
_MAX_MENU = 300
_PAGER = re.compile(
    r"(?:.{0,40}?\D)?共\s*(\d{1,3})\s*页(?:\D.{0,40})?|第?\s*1\s*[/／]\s*(\d{1,3})\s*页?(?:\D.{0,40})?"
)
_PAGER_LINES, _MAX_PAGER = 40, 120
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://\S+)")
_STANDARD_META = {
    "sitename", "sitedomain", "siteidcode", "columnname", "columntype", "columnkeywords",
    "articletitle", "pubdate", "contentsource", "keywords", "author",
}  # fmt: skip


_TOO_DEEP = "elements nested too deeply; give the report's page alone"


def is_html(source: Source) -> bool:
    """Whether the content is a web page or a piece of one, whatever its name."""
    if _ROOT.search(source.decoded.head):
        return True
    head = source.decoded.text[:65_536]
    if _FIRST.match(head):
        return True
    if head.count("&lt;/td") > 3:
        return True
    return sum(1 for _ in zip(range(3), _MARKUP.finditer(head), strict=False)) == 3


def read_html(source: Source) -> Content:
    """Read a web page.

    Inline elements join without a space, block elements and ``<br>`` part lines. Layout tables
    dissolve into their content; in a data table's cell, lines are kept apart by line feeds.
    """
    text = source.decoded.utf8
    if len(text) > _MAX_CHARACTERS:
        text = _EMBEDDED.sub(b"data:", text)
    if len(text) > _MAX_CHARACTERS and len(text.decode("utf-8", "replace")) > _MAX_CHARACTERS:
        raise ReadError(
            f"{source.name}: over eight million characters; give the report's page alone"
        )
    if len(text) > _MAX_TAGS and text.count(b"<") > _MAX_TAGS:
        raise ReadError(f"{source.name}: over a million elements; give the report's page alone")
    markup, page = _flow(text, source.name)
    if not page.has_tables and text.count(b"&lt;/td") > 3:
        # A feed holds a page with its brackets escaped.
        text = html.unescape(text.decode("utf-8", "replace")).encode("utf-8", "replace")
        markup, page = _flow(text, source.name)
    metadata = Metadata()
    declared = _declared(page, markup.title, text, metadata)
    builder = DocumentBuilder()
    try:
        for kind, items in groupby(page.items, type):
            if kind is str:
                builder.lines(cast(Iterator[str], items))
                continue
            for item in cast(Iterator[TableParts], items):
                item.finish()
                builder.lay_out(item.rows, item.spans)
    except ReadError as error:
        raise ReadError(f"{source.name}: {error}") from None
    blocks = tuple(builder)
    if not blocks or _is_frame(blocks, text):
        raise ReadError(f"{source.name}: {_framed(text)}")
    for rows in page.dissolved:
        metadata.add_rows(rows)
    metadata.add_blocks(blocks)
    pages = _pages(markup.pages, blocks)
    if pages > 1:
        metadata.add("页数", str(pages))
    return Content(
        blocks,
        encoding=source.decoded.label,
        title=declared.get("title") or metadata.title,
        address=declared.get("address") or metadata.address,
        metadata=metadata.pairs,
    )


def _flow(text: bytes, name: str) -> tuple[Markup, Flow]:
    """Read a page as it is written, or where that cannot be relied on, as a parser prints it."""
    if text.startswith(b"<?xml"):
        # XML may close an element at once; HTML would take all that follows as its content.
        text = _CLOSED_AT_ONCE.sub(rb"<\1\2></\1>", text)
    try:
        markup = Markup(text)
        return markup, Flow(markup)
    except IrregularError:
        if _too_deep(text):
            raise ReadError(f"{name}: {_TOO_DEEP}") from None
    parsed = parse_page(text)
    if parsed is None:
        raise ReadError(f"{name}: {_framed(text)}")
    markup = Markup(parsed, parsed=True, pages=count_pages(text))
    return markup, Flow(markup)


def _too_deep(text: bytes) -> bool:
    """Whether parsing would take long or fill the memory.

    It grows with the square of the depth of open elements, and formatting that is never ended is
    copied into every block that follows.
    """
    if text.count(b"<") < 4000:
        return False
    depth = styles = work = copies = 0
    for closing, name in _TAG.findall(text):
        tag = name.decode().lower()
        if tag in _FORMATTING:
            styles = max(0, styles - 1) if closing else styles + 1
        elif tag not in _UNCOUNTED:
            depth = max(0, depth - 1) if closing else depth + 1
        work += max(0, depth + styles - 100)
        copies += 0 if closing or tag in _FORMATTING else styles
        if work > 100_000_000 or copies > 3_000_000:
            return True
    return False


def _is_frame(blocks: tuple[Paragraph | Table, ...], text: bytes) -> bool:
    """Whether a page has a frame and next to nothing of its own: no table, no count of anything."""
    if Table in map(type, blocks):
        return False
    words = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    return len(words) < _MAX_MENU and not _COUNT.search(words) and bool(_FRAME.search(text))


def _pages(stated: int, blocks: tuple[Paragraph | Table, ...]) -> int:
    """Return the number of pages that an article is spread over, as a portal writes it."""
    if stated:
        return stated
    for block in blocks[-_PAGER_LINES:]:
        line = block[0] if isinstance(block, Paragraph) else ""
        if len(line) <= _MAX_PAGER and ("页" in line or "/" in line or "／" in line):
            found = _PAGER.fullmatch(line)
            if found:
                return int(found[1] or found[2])
    return 1


def _framed(text: bytes) -> str:
    """Return why a page has no text: its content stands in a frame, or is yet to come."""
    frames = [found[1].decode("utf-8", "replace").strip() for found in _FRAME.finditer(text)]
    if frames:
        return f"a page of frames without text; give the page inside ({one_line(frames[0])[:200]})"
    if b"<frame" in text.lower():
        return "a page of frames without text; give the page inside"
    return "a page without text; save it again once it shows its content"


def _declared(page: Flow, title: str | None, text: bytes, metadata: Metadata) -> dict[str, str]:
    """Return title and address from the page's head; its standard pairs go to ``metadata``."""
    found: dict[str, str] = {}
    article = canonical = ""
    for element, attributes in page.declared:
        name = (attributes.get("name") or attributes.get("property") or "").strip()
        content = clean(attributes.get("content", ""))
        if element == "link":
            if attributes.get("rel", "").lower() == "canonical":
                canonical = canonical or attributes.get("href", "").strip()
            continue
        if name.lower() in _STANDARD_META:
            metadata.add(name, content)
        if name.lower() in ("articletitle", "og:title"):
            article = article or content
        elif name.lower() in ("og:url", "url") and content.startswith(("http://", "https://")):
            found.setdefault("address", content)
    saved = _SAVED_FROM.search(text[:4096])
    if canonical.startswith(("http://", "https://")):
        found["address"] = canonical
    elif "address" not in found and saved:
        found["address"] = saved[1].decode("utf-8", "replace")
    title = clean(title or "")
    # Many sites give every page the same title; the article's own is then the one to know.
    found["title"] = title if article in title else article
    return found
