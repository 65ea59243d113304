"""Readers: bytes to a Document; the content decides which reader, never the file's name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from toolkit.document import Document
from toolkit.errors import ReadError
from toolkit.readers.content import Content
from toolkit.readers.delimited import is_csv, read_csv
from toolkit.readers.html import is_html, read_html
from toolkit.readers.markdown import is_markdown, read_markdown
from toolkit.readers.mhtml import is_mhtml, read_mhtml
from toolkit.readers.office import is_office, read_office
from toolkit.readers.pdf import is_pdf, read_pdf
from toolkit.readers.refused import refusal
from toolkit.readers.sheet import is_ods, is_xlsx, read_ods, read_xlsx
from toolkit.readers.source import Source, open_source
from toolkit.readers.text import MAX_LENGTH, is_text, read_text
from toolkit.readers.word import is_word, read_word

__all__ = ["read_document"]

#: Kinds of content in the order in which they are tried: name, whether it is one, how to read it.
_READERS: tuple[tuple[str, Callable[[Source], bool], Callable[[Source], Content]], ...] = (
    ("xlsx", is_xlsx, read_xlsx),
    ("ods", is_ods, read_ods),
    ("pdf", is_pdf, read_pdf),
    ("word", is_word, read_word),
    ("word", is_office, read_office),
    ("html", is_mhtml, read_mhtml),
    ("csv", is_csv, read_csv),
    ("markdown", is_markdown, read_markdown),
    ("html", is_html, read_html),
    ("text", is_text, read_text),
)

#: Kinds of text that are not looked for in a file too long to be one: the text reader says so.
_LINES = frozenset({"csv", "markdown"})


def read_document(source: str | Path | bytes, name: str | None = None) -> Document:
    """Read one file into paragraphs and tables.

    Parameters
    ----------
    source : str, Path or bytes
        A path, or the bytes themselves.
    name : str, optional
        What to call the file in messages and in the document; the path by default.

    Returns
    -------
    Document
        Blocks in reading order, with title, address and metadata as the file states them.

    Raises
    ------
    SourceError
        The file cannot be opened.
    ReadError
        The content is empty, too large, binary, or of a kind that is not read.

    Examples
    --------
    >>> document = read_document("甲县2020年政府信息公开工作年度报告".encode("gbk"), "a.txt")
    >>> document.media, document.encoding, document.text
    ('text', 'gb18030', '甲县2020年政府信息公开工作年度报告')
    """
    opened = open_source(source, name)
    reason = refusal(opened.data)
    if reason:
        raise ReadError(f"{opened.name}: {reason}")
    for media, fits, read in _READERS:
        if media in _LINES and opened.decoded.is_longer(MAX_LENGTH):
            continue
        if fits(opened):
            content = read(opened)
            return Document(
                blocks=content.blocks,
                sha256=hashlib.sha256(opened.packed or opened.data).hexdigest(),
                source=opened.name,
                media=media,
                encoding=content.encoding,
                title=content.title or None,
                address=content.address,
                metadata=content.metadata,
                pictures=content.pictures,
            )
    raise ReadError(f"{opened.name}: neither a web page nor text; give the report's page or text")
