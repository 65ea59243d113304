"""HTML to content: blocks in reading order, data tables with their spans, what is hidden left out."""

from __future__ import annotations

import re

from toolkit.document import DocumentBuilder
from toolkit.errors import ReadError
from toolkit.readers.content import Content
from toolkit.readers.elements import names
from toolkit.readers.flow import Flow
from toolkit.readers.line import clean
from toolkit.readers.markup import IrregularError, Markup, parse_page
from toolkit.readers.metadata import Metadata
from toolkit.readers.source import Source, one_line

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
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
_FRAME = re.compile(r"<i?frame\b[^>]*?\ssrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)")
_STANDARD_META = {
    "sitename", "sitedomain", "siteidcode", "columnname", "columntype", "columnkeywords",
    "articletitle", "pubdate", "contentsource", "keywords", "author",
}  # fmt: skip


def is_html(source: Source) -> bool:
    """Whether the content is a web page or a piece of one, whatever its name."""
    head = source.decoded.text[:65_536]
    if _ROOT.search(head[:4096]) or _FIRST.match(head):
        return True
    return sum(1 for _ in zip(range(3), _MARKUP.finditer(head), strict=False)) == 3


def read_html(source: Source) -> Content:
    """Read a web page.

    Inline elements join without a space, block elements and ``<br>`` part lines. Layout tables
    dissolve into their content; in a data table's cell, lines are kept apart by line feeds.
    """
    text = source.decoded.text
    if text.count("<") > _MAX_TAGS:
        raise ReadError(f"{source.name}: over a million elements; give the report's page alone")
    try:
        markup = Markup(text)
        page = Flow(markup)
    except IrregularError:
        if _too_deep(text):
            raise ReadError(
                f"{source.name}: elements nested too deeply; give the report's page alone"
            ) from None
        parsed = parse_page(text)
        if parsed is None:
            raise ReadError(f"{source.name}: {_framed(text)}") from None
        markup = Markup(parsed, parsed=True)
        page = Flow(markup)
    metadata = Metadata()
    declared = _declared(page, markup.title, text, metadata)
    builder = DocumentBuilder()
    try:
        for item in page.cell.items:
            if isinstance(item, str):
                builder.paragraph(item)
            else:
                builder.table(item.printed_rows())
    except ReadError as error:
        raise ReadError(f"{source.name}: {error}") from None
    blocks = tuple(builder)
    if not blocks:
        raise ReadError(f"{source.name}: {_framed(text)}")
    for rows in page.dissolved:
        metadata.add_rows(rows)
    metadata.add_blocks(blocks)
    return Content(
        blocks,
        encoding=source.decoded.label,
        title=declared.get("title") or metadata.title,
        address=declared.get("address") or metadata.address,
        metadata=metadata.pairs,
    )


def _too_deep(text: str) -> bool:
    """Whether parsing would take long or fill the memory.

    It grows with the square of the depth of open elements, and formatting that is never ended is
    copied into every block that follows.
    """
    if text.count("<") < 4000:
        return False
    depth = styles = work = copies = 0
    for closing, name in _TAG.findall(text):
        tag = name.lower()
        if tag in _FORMATTING:
            styles = max(0, styles - 1) if closing else styles + 1
        elif tag not in _UNCOUNTED:
            depth = max(0, depth - 1) if closing else depth + 1
        work += max(0, depth + styles - 100)
        copies += 0 if closing or tag in _FORMATTING else styles
        if work > 100_000_000 or copies > 3_000_000:
            return True
    return False


def _framed(text: str) -> str:
    """Return why a page has no text: its content stands in a frame, or is yet to come."""
    frames = [found[1].strip() for found in _FRAME.finditer(text)]
    if frames:
        return f"a page of frames without text; give the page inside ({one_line(frames[0])[:200]})"
    if "<frame" in text.lower():
        return "a page of frames without text; give the page inside"
    return "a page without text; save it again once it shows its content"


def _declared(page: Flow, title: str | None, text: str, metadata: Metadata) -> dict[str, str]:
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
        found["address"] = saved[1]
    title = clean(title or "")
    # Many sites give every page the same title; the article's own is then the one to know.
    found["title"] = title if article in title else article
    return found
