"""Markdown to content: headings and lines without their marks, tables with the cells as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import yaml

from toolkit.document import DocumentBuilder, Table
from toolkit.errors import ReadError
from toolkit.readers.content import Content
from toolkit.readers.drawn import width
from toolkit.readers.html import is_html, read_html
from toolkit.readers.line import clean, unescape
from toolkit.readers.marks import plain
from toolkit.readers.metadata import Metadata
from toolkit.readers.rows import is_rule, parted
from toolkit.readers.source import Source
from toolkit.readers.text import NEWLINE, split_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

#: What is longer is no report written in Markdown; it is read as plain text.
MAX_LENGTH = 4_000_000

_PAGE = re.compile(r"<!doctype\s|<html[\s>]|<body[\s>]|<head[\s>]|<\?xml", re.IGNORECASE)
_DASHES = (
    r"[ \t>]{0,8}\|?(?:[ \t]{0,80}:?-+:?[ \t]{0,80}\|){1,200}(?:[ \t]{0,80}:?-+:?[ \t]{0,80})?"
)
_DELIMITER = re.compile(_DASHES)
_DELIMITERS = re.compile(rf"^{_DASHES}$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_STRONG = re.compile(
    r"\*\*[^\s*][^*\n]{0,200}\*\*|\[[^\[\]\n]{1,200}\]\((?:https?:)?/[^()\s]{1,500}\)"
)
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(?P<yaml>(?:[^\n]*\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_PAIR = re.compile(r"^[\w\u4e00-\u9fff-]{1,20}:", re.MULTILINE)
_TABLE_TAG = re.compile(r"<(/?)table\b[^<>]{0,1000}>", re.IGNORECASE)
_ENDS = re.compile(r"[。！？；：!?;:|]\s*$|  $|\\$")
_ITEM = re.compile(
    r"\s*(?:[-*+>#|] |\d{1,3}[.、．)）]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|第.{1,3}[章条])"
)
_HASHES = re.compile(r"^ {0,3}#{1,6}(?=[\u4e00-\u9fff（(])")
_BULLET = re.compile(r"^\s*[-*+] (?=\s*[\u4e00-\u9fff（(《“])")
#: A line that is as wide may have been wrapped by a program; shorter ones were ended by a person.
_WRAPPED = 56

#: What front matter calls the things that pages print around a report.
_FRONT_KEYS = {
    "title": "标题", "date": "发布日期", "published": "发布日期", "publisher": "发布机构",
    "author": "发布机构", "organization": "发布机构", "source": "来源", "url": "原文链接",
    "link": "原文链接", "address": "原文链接", "permalink": "原文链接",
}  # fmt: skip


def is_markdown(source: Source) -> bool:
    """Whether the text is marked up as Markdown is: a table's delimiter row, headings, bold, links."""
    if source.decoded.is_longer(MAX_LENGTH) or _PAGE.search(source.decoded.head):
        return False
    text = NEWLINE.sub("\n", source.decoded.text)
    if _front(text) or _has_table(text):
        return True
    headings = sum(1 for _ in zip(range(2), _HEADING.finditer(text), strict=False))
    if is_html(source):
        return headings > 1
    return headings > 0 or bool(_STRONG.search(text))


def read_markdown(source: Source) -> Content:
    """Read Markdown.

    Ordered lists keep their numbers, indented paragraphs are no code, and rows of a table keep the
    length that they are printed with: a cell that spans several cannot be said in Markdown, so its
    text stands once, or is repeated. HTML tables inside are read as on a page.
    """
    text = "\n".join(split_lines(source.decoded.text, source.name))
    metadata = Metadata()
    text = text[_read_front(text, metadata) :]
    builder = DocumentBuilder()
    heading = None
    for piece, tagged in _pieces(text):
        if tagged:
            _add_page(piece, source.name, builder)
            continue
        lines, first = _lines(piece)
        heading = heading or first
        _add_lines(lines, builder)
    blocks = tuple(builder)
    if not blocks:
        raise ReadError(f"{source.name}: the file holds no text; fetch it again")
    metadata.add_blocks(blocks)
    return Content(
        blocks,
        encoding=source.decoded.label,
        title=metadata.title or heading,
        address=metadata.address,
        metadata=metadata.pairs,
    )


def _has_table(text: str) -> bool:
    """Whether a row of dashes stands below a row of cells."""
    for found in _DELIMITERS.finditer(text):
        before = text.rfind("\n", 0, max(0, found.start() - 1)) + 1
        if "|" in text[before : max(0, found.start() - 1)]:
            return True
    return False


def _front(text: str) -> re.Match[str] | None:
    """Return the YAML between two rulers at the top; a mere paragraph between rulers is none."""
    found = _FRONT.match(text)
    return found if found and _PAIR.search(found["yaml"]) else None


def _read_front(text: str, metadata: Metadata) -> int:
    found = _front(text)
    if not found:
        return 0
    try:
        pairs = yaml.load(found["yaml"], Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError:
        return 0
    if not isinstance(pairs, dict):
        return 0
    for key, value in pairs.items():
        if isinstance(key, str) and isinstance(value, str):
            metadata.add(_FRONT_KEYS.get(key.strip().lower(), key.strip()), clean(value))
    return found.end()


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Part the text into Markdown and the HTML tables in it."""
    depth = start = 0
    for tag in _TABLE_TAG.finditer(text):
        if tag[1]:
            depth = max(0, depth - 1)
            if not depth and start < tag.end() and text[start : start + 6].lower() == "<table":
                yield text[start : tag.end()], True
                start = tag.end()
            continue
        if not depth:
            yield text[start : tag.start()], False
            start = tag.start()
        depth += 1
    yield text[start:], depth > 0


def _add_page(piece: str, name: str, builder: DocumentBuilder) -> None:
    try:
        blocks = read_html(Source(piece.encode("utf-8", "replace"), name)).blocks
    except ReadError as error:
        if "without text" in str(error):
            return
        raise
    for block in blocks:
        if isinstance(block, Table):
            builder.table(
                [
                    [(c.text, c.rowspan, c.colspan) for c in block.row_cells(r) if c.row == r]
                    for r in range(block.n_rows)
                ]
            )
        else:
            builder.paragraph(block.text)


@cache
def _blocks_only() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").disable(["code", "list", "reference", "html_block"])
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def _lines(piece: str) -> tuple[list[str], str | None]:
    """Return the lines without the marks of headings, quotations and fences, and the title."""
    lines = piece.split("\n")
    title = None
    for token in _blocks_only().parse(piece):
        if token.map is None:
            continue
        first, last = token.map
        if token.type == "heading_open" and last - first <= 2:
            text = re.sub(r"^[\s>]*#+|#+\s*$", "", lines[first]).strip()
            lines[first] = f"\n{text}\n"
            if last - first == 2:
                lines[first + 1] = ""
            if token.tag == "h1" and title is None:
                title = clean(plain(text))
        elif token.type == "blockquote_open":
            lines[first:last] = [re.sub(r"^[ ]{0,3}(?:> ?)+", "", x) for x in lines[first:last]]
        elif token.type == "fence":
            lines[first] = ""
            if last - 1 > first and re.match(r"^[\s>]*(?:`{3,}|~{3,})\s*$", lines[last - 1]):
                lines[last - 1] = ""
        elif token.type == "hr" and "-" not in lines[first]:
            lines[first] = ""
    # One dash is enough below the heads of a table; below other rows it is a missing value.
    for at in range(1, len(lines)):
        below = at < 2 or "|" not in lines[at - 2]
        if below and "|" in lines[at - 1] and _DELIMITER.fullmatch(lines[at]):
            lines[at] = re.sub("-+", "---", lines[at])
    return "\n".join(lines).split("\n"), title


def _add_lines(lines: list[str], builder: DocumentBuilder) -> None:
    open_: list[str] = []
    for part in parted([_HASHES.sub("", unescape(line)) for line in lines]):
        if part.rows is None and part.line.strip() and not is_rule(part.line):
            open_.append(part.line)
            continue
        _add_paragraph(open_, builder)
        open_ = []
        if part.rows is not None:
            rows = [[(_cell(text), high, wide) for text, high, wide in row] for row in part.rows]
            builder.table(rows, spans=part.spans)
    _add_paragraph(open_, builder)


def _cell(text: str) -> str:
    text = "\n".join(filter(None, (clean(plain(line)) for line in text.split("\n"))))
    # What programs write for an empty cell and an empty head.
    return "" if text in ("nan", "NaN", "None") or text.startswith("Unnamed: ") else text


def _add_paragraph(lines: list[str], builder: DocumentBuilder) -> None:
    """Add the lines of one paragraph, those joined that a program has wrapped."""
    texts: list[str] = []
    wrapped = False
    for line in lines:
        if wrapped and not _ITEM.match(line):
            texts[-1] = f"{texts[-1]}\n{line.strip()}"
        else:
            texts.append(_BULLET.sub("", line))
        wrapped = width(line) >= _WRAPPED and not _ENDS.search(line)
    for text in texts:
        for line in plain(text).split("\n"):
            builder.paragraph(clean(line))
