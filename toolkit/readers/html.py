"""HTML to content: blocks in reading order, data tables with their spans, what is hidden left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from toolkit.document import DocumentBuilder
from toolkit.errors import ReadError
from toolkit.readers.content import Content
from toolkit.readers.line import clean, join_breaks
from toolkit.readers.metadata import Metadata
from toolkit.readers.source import Source
from toolkit.readers.tables import CellParts, TableParts, absorb, is_layout, span


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol"
    " p section summary ul br"
)
#: Elements whose content is no part of the text: code, what replaces pictures, controls.
_SKIPPED = _names(
    "head title script style noscript template iframe object embed applet svg math canvas audio"
    " video map noembed noframes select datalist option button textarea input -comment"
)
_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
#: Elements with a meaning of their own; all others are inline and only pass their text on.
_ACTIVE = _ROW_GROUPS | {"table", "tr", "td", "th", "pre", "sup"}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
#: Elements that end by themselves, and so do not make a page deeper.
_UNCOUNTED = _names(
    "area base br col embed hr img input link meta param source track wbr p li td th tr tbody thead"
    " tfoot dt dd option html head body"
)
_FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
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
_DISPLAY = re.compile(r"display\s*:\s*([\w-]+)", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
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
    if _too_deep(text):
        raise ReadError(f"{source.name}: elements nested too deeply; give the report's page alone")
    tree = LexborHTMLParser(text)
    if tree.body is None:
        raise ReadError(f"{source.name}: a page of frames without text; give the page inside")
    page = _Page(_hidden(tree))
    page.walk(tree.body)
    metadata = Metadata()
    declared = _declared(tree, text, metadata)
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
        raise ReadError(
            f"{source.name}: a page without text; save it again once it shows its content"
        )
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


def _hidden(tree: LexborHTMLParser) -> frozenset[int]:
    """Return the elements that are not shown, by their place in memory.

    A page may hide its whole article until a script shows it: what holds most of the text stays.
    """
    hidden: set[int] = set()
    shown = 0
    for node in tree.css("[hidden], [style*=display i]"):
        attributes = node.attributes
        displays = _DISPLAY.findall(attributes.get("style") or "")
        none = displays[-1].lower() == "none" if displays else "hidden" in attributes
        if not none or node.tag in ("html", "body"):
            continue
        shown = shown or len(tree.body.text() if tree.body else "")
        if len(node.text()) * 2 <= shown:
            hidden.add(node.mem_id)
    return frozenset(hidden)


def _declared(tree: LexborHTMLParser, text: str, metadata: Metadata) -> dict[str, str]:
    """Return title and address from the page's head; its standard pairs go to ``metadata``."""
    found: dict[str, str] = {}
    article = ""
    for meta in tree.css("meta[content]"):
        attributes = meta.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip()
        content = clean(attributes.get("content") or "")
        if name.lower() in _STANDARD_META:
            metadata.add(name, content)
        if name.lower() in ("articletitle", "og:title"):
            article = article or content
        elif name.lower() in ("og:url", "url") and content.startswith(("http://", "https://")):
            found.setdefault("address", content)
    canonical = tree.css_first("link[rel=canonical i]")
    href = (canonical.attributes.get("href") or "").strip() if canonical else ""
    saved = _SAVED_FROM.search(text[:4096])
    if href.startswith(("http://", "https://")):
        found["address"] = href
    elif "address" not in found and saved:
        found["address"] = saved[1]
    node = tree.css_first("title")
    title = clean(node.text()) if node else ""
    # Many sites give every page the same title; the article's own is then the one to know.
    found["title"] = title if article in title else article
    return found


class _Page:
    """Collects lines and tables while the elements of a page are walked in order."""

    def __init__(self, hidden: frozenset[int]) -> None:
        self.cell = CellParts()
        self.dissolved: list[list[list[str]]] = []
        self._hidden = hidden
        self._parts: list[str] = []
        self._tables: list[TableParts] = []
        self._outer: list[CellParts] = []
        self._preformatted = 0

    def walk(self, top: LexborNode) -> None:
        """Visit every node below ``top``, without recursion: pages may be very deep."""
        hidden, parts = self._hidden, self._parts
        path: list[tuple[LexborNode, str]] = [(top, "body")]
        node = top.first_child
        while True:
            if node is None:
                node, tag = path.pop()
                if tag in _BLOCKS:
                    if parts:
                        self._end_line()
                elif tag in _ACTIVE:
                    self._leave(tag)
                if not path:
                    return
            else:
                tag = node.tag or ""
                if tag == "-text":
                    text = node.text_content or ""
                    # White space between elements counts only within a line.
                    if parts or not text.isspace():
                        parts.append(text if self._preformatted else join_breaks(text))
                elif tag not in _SKIPPED and not (hidden and node.mem_id in hidden):
                    if tag in _BLOCKS:
                        if parts:
                            self._end_line()
                    elif tag in _ACTIVE:
                        self._enter(tag, node)
                    path.append((node, tag))
                    node = node.first_child
                    continue
            node = node.next

    def _enter(self, tag: str, node: LexborNode) -> None:
        if tag == "sup":
            self._superscript()
            return
        if self._parts and tag not in _ROW_GROUPS:
            self._end_line()
        if tag == "td" or tag == "th":
            attributes = node.attributes
            cell = CellParts()
            if "rowspan" in attributes or "colspan" in attributes:
                cell.rowspan = span(attributes.get("rowspan"), zero=0)
                cell.colspan = span(attributes.get("colspan"), zero=1)
            if self._tables and self._tables[-1].rows:
                self._tables[-1].rows[-1].append(cell)
            self._outer.append(self.cell)
            self.cell = cell
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "table":
            self._tables.append(TableParts())
        elif self._tables and tag == "tr":
            table = self._tables[-1]
            table.rows.append([])
            table.groups.append(table.group)
        elif self._tables and tag in _ROW_GROUPS:
            self._tables[-1].group += 1

    def _leave(self, tag: str) -> None:
        if tag == "sup":
            self._superscript()
            return
        if self._parts:
            self._end_line()
        if tag == "td" or tag == "th":
            self.cell = self._outer.pop()
        elif tag == "pre":
            self._preformatted -= 1
        elif tag == "table":
            self._end_table(self._tables.pop())

    def _superscript(self) -> None:
        # A raised 2 is a footnote or a square: joined to the digits before, it would alter them.
        mark = "\x00"
        if mark in self._parts:
            at = self._parts.index(mark)
            raised = "".join(self._parts[at + 1 :]).translate(_SUPERSCRIPT)
            self._parts[at:] = [raised]
        else:
            self._parts.append(mark)

    def _end_line(self) -> None:
        text = "".join(self._parts)
        self._parts.clear()
        for line in text.splitlines() if self._preformatted else (text,):
            line = clean(line)
            if line:
                self.cell.items.append(line)

    def _end_table(self, table: TableParts) -> None:
        absorb(table)
        nested = True
        if is_layout(table):
            self.dissolved.append(table.labels())
            self.cell.items.extend(_in_order(table))
            nested = table.nested
        else:
            self.cell.items.append(table)
        if nested and self._tables:
            self._tables[-1].nested = True


def _in_order(table: TableParts) -> Iterator[str | TableParts]:
    for row in table.rows:
        for cell in row:
            yield from cell.items
