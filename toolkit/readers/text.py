"""Plain text to content: lines, tables that keep their cells apart, the header of an archive."""

from __future__ import annotations

import re

from toolkit.document import DocumentBuilder
from toolkit.errors import ReadError
from toolkit.readers.content import Content
from toolkit.readers.line import clean, unescape
from toolkit.readers.metadata import Metadata
from toolkit.readers.rows import parted
from toolkit.readers.source import Source
from toolkit.values import fold

NEWLINE = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
#: No report in plain text is as long; its sentences would be looked through for minutes.
MAX_LENGTH = 4_000_000
MAX_LINES = 100_000
_BORDER = re.compile(r"\s*={4,}.*?={4,}\s*")


def is_text(source: Source) -> bool:
    """Whether the content is text; the last resort of all kinds."""
    return bool(source.decoded.text)


def read_text(source: Source) -> Content:
    """Read plain text: a line is a paragraph, lines of cells parted by pipes or tabs are a table.

    Cells that run together stay a paragraph: where one ends is not to be guessed. The header that
    an archive put before the text becomes metadata and is no part of the text.
    """
    lines = [unescape(x) for x in split_lines(source.decoded.text, source.name)]
    metadata = Metadata()
    lines = lines[archive_header(lines, metadata) :]
    builder = DocumentBuilder()
    for part in parted(lines):
        if part.rows is None:
            builder.paragraph(clean(part.line))
        else:
            builder.table(part.rows, spans=part.spans)
    blocks = tuple(builder)
    if not blocks:
        raise ReadError(f"{source.name}: the file holds no text; fetch it again")
    metadata.add_blocks(blocks)
    return Content(
        blocks,
        encoding=source.decoded.label,
        title=metadata.title,
        address=metadata.address,
        metadata=metadata.pairs,
    )


def split_lines(text: str, name: str) -> list[str]:
    """Return the lines of a text; ReadError where no report could have as many."""
    if len(text) > MAX_LENGTH:
        raise ReadError(
            f"{name}: over {MAX_LENGTH:,} characters, too long for a report; give it alone"
        )
    lines = NEWLINE.split(text, maxsplit=MAX_LINES)
    if len(lines) > MAX_LINES:
        raise ReadError(f"{name}: over {MAX_LINES:,} lines, too long for a report; give it alone")
    return lines


def archive_header(lines: list[str], metadata: Metadata) -> int:
    """Read the ``key: value`` lines above a ruler such as ``=== 正文 ===``; return where text starts."""
    for at, line in enumerate(lines[:25]):
        if not _BORDER.fullmatch(line):
            continue
        pairs = [fold(above).partition(":") for above in lines[:at] if above.strip()]
        if not pairs or sum(bool(colon) and len(key) <= 10 for key, colon, _ in pairs) < 2:
            return 0
        for above in lines[:at]:
            metadata.add_line(clean(above))
        return at + 1
    return 0
