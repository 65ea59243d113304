"""PDF to content: text and tables by where they stand on the pages; scans are not guessed at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from time import monotonic
from typing import Any

from toolkit.document import DocumentBuilder
from toolkit.errors import ReadError
from toolkit.readers.content import Content
from toolkit.readers.encoding import plausibility
from toolkit.readers.metadata import Metadata
from toolkit.readers.pdf_bounds import within_bounds
from toolkit.readers.pdf_joined import continues, join
from toolkit.readers.pdf_lines import TextLine, drop_margins, goes_on, joined, measure, text_lines
from toolkit.readers.pdf_open import open_tables
from toolkit.readers.pdf_ruled import RuledTable, ruled_tables
from toolkit.readers.pdf_shapes import PdfPage, TooMuchError, UndrawnError
from toolkit.readers.pdf_text import DAMAGED
from toolkit.readers.source import Source

#: A report has some dozens of pages.
MAX_PAGES = 500
#: A picture that covers this share of its page may hold a table.
_PICTURE = 0.1
#: Characters of all pages together.
_MAX_GLYPHS = 600_000
#: Seconds after which a file is left: far more than any report takes.
_LONGEST = 120.0
_BY_HAND = "type its figures into the spreadsheet that `gongkai template FORM` writes"


@dataclass
class _Part:
    """The lines and tables of one page."""

    height: float
    lines: list[TextLine]
    tables: list[RuledTable]


def is_pdf(source: Source) -> bool:
    """Whether the content is a PDF; some begin with a few stray bytes."""
    head = source.data[:1024]
    at = head.find(b"%PDF-")
    return at == 0 or (at > 0 and b"<html" not in head.lower() and b"<!doctype" not in head.lower())


def read_pdf(source: Source) -> Content:
    """Read the text layer of a PDF.

    Tables are rebuilt from their ruling lines, and joined where a page break cut them; what
    stands in the file but is not seen on the page is no text.

    Raises
    ------
    ReadError
        The file is damaged, locked, no report by its size, or a scan.
    """
    pages = _pages(source)
    parts = []
    for page in pages:
        tables, rest = ruled_tables(page)
        found, rest = open_tables(rest)
        tables = sorted([*tables, *found], key=lambda t: t.box[1])
        parts.append(_Part(page.height, text_lines(rest), tables))
    drop_margins([(part.height, part.lines) for part in parts])
    builder = DocumentBuilder()
    _build(builder, parts)
    blocks = tuple(builder)
    if not blocks:
        raise ReadError(f"{source.name}: a PDF without text; {_BY_HAND}")
    metadata = Metadata()
    metadata.add_blocks(blocks)
    return Content(
        blocks,
        title=metadata.title,
        address=metadata.address,
        metadata=metadata.pairs,
        pictures=tuple(
            f"page:{number}"
            for number, page in enumerate(pages, start=1)
            if page.picture_share >= _PICTURE
        ),
    )


def _pages(source: Source) -> list[PdfPage]:
    """Return every page of the file, as it is seen."""
    import pypdfium2

    # What stands before the header shifts every place that the file names.
    data = source.data[source.data.find(b"%PDF-") :]
    if not within_bounds(data):
        raise ReadError(f"{source.name}: a PDF that swells beyond all bounds; fetch it again")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{source.name}: {_why(str(error))}") from None
    with closing(document):
        count = len(document)
        if count > MAX_PAGES:
            raise ReadError(
                f"{source.name}: a PDF of {count} pages, too long for a report; give its pages alone"
            )
        try:
            pages = list(_read(document, count))
        except TooMuchError:
            raise ReadError(
                f"{source.name}: a PDF whose pages hold more than print can; {_BY_HAND}"
            ) from None
        except UndrawnError:
            raise ReadError(
                f"{source.name}: a PDF form whose fields are filled in but not drawn; "
                "print it into a new PDF"
            ) from None
        except pypdfium2.PdfiumError:
            raise ReadError(f"{source.name}: {_DAMAGED}") from None
    _check(source, pages)
    return pages


_DAMAGED = "a damaged PDF; fetch it again"


def _why(error: str) -> str:
    if "assword" in error:
        return "a PDF that a password locks; save it without one"
    if "ecurity" in error:
        return "a PDF of an unknown kind of lock; save it without one"
    return _DAMAGED


def _read(document: Any, count: int) -> Iterator[PdfPage]:
    from toolkit.readers.pdf_page import flatten, read_page

    glyphs = 0
    end = monotonic() + _LONGEST
    for at in range(count):
        page = document[at]
        if flatten(page):
            # Only a page that is opened anew shows what was drawn into it.
            page.close()
            page = document[at]
        try:
            read = read_page(page)
        finally:
            page.close()
        glyphs += len(read.glyphs)
        if glyphs > _MAX_GLYPHS or monotonic() > end:
            raise TooMuchError
        yield read


def _check(source: Source, pages: list[PdfPage]) -> None:
    """Refuse scans, and text whose characters the file does not tell."""
    printed = [g for page in pages for g in page.glyphs if g.text != " "]
    seen = [g for g in printed if not g.hidden]
    if not printed:
        raise ReadError(f"{source.name}: a PDF without text, as scans are; {_BY_HAND}")
    if 2 * len(seen) < len(printed):
        raise ReadError(
            f"{source.name}: a scan whose hidden text a machine guessed (OCR); {_BY_HAND}"
        )
    text = "".join(g.text for g in seen)
    unknown = text.count(DAMAGED)
    if 3 * unknown > len(text) or (len(text) > 100 and plausibility(text) < _LEAST):
        raise ReadError(
            f"{source.name}: a PDF that does not say which characters it prints; {_BY_HAND}"
        )


#: Text that is read by a wrong map of characters consists of rare ones.
_LEAST = 0.25


def _build(builder: DocumentBuilder, parts: list[_Part]) -> None:
    """Add the blocks of all pages in reading order."""
    margins = measure([line for part in parts for line in part.lines])
    open_lines: list[TextLine] = []
    open_table: RuledTable | None = None
    page_of_line = -1
    for number, part in enumerate(parts):
        items: list[TextLine | RuledTable] = [*part.lines, *part.tables]
        items.sort(key=lambda x: x.box[1] if isinstance(x, RuledTable) else x.top)
        for at, item in enumerate(items):
            if isinstance(item, RuledTable):
                _close(builder, open_lines)
                if open_table is not None and at == 0 and continues(open_table, item):
                    open_table = join(open_table, item)
                else:
                    _add_table(builder, open_table)
                    open_table = item
                continue
            _add_table(builder, open_table)
            open_table = None
            same = page_of_line == number
            if open_lines and not goes_on(open_lines[-1], item, margins, same_page=same):
                _close(builder, open_lines)
            open_lines.append(item)
            page_of_line = number
    _close(builder, open_lines)
    _add_table(builder, open_table)


def _close(builder: DocumentBuilder, lines: list[TextLine]) -> None:
    if lines:
        builder.paragraph(joined([line.text for line in lines]))
        lines.clear()


def _add_table(builder: DocumentBuilder, table: RuledTable | None) -> None:
    if table is None:
        return
    if len(table.columns) == 2:
        # A frame, or a table of one column, only places text.
        for cell in table.cells:
            builder.paragraph(cell.text.replace("\n", " "))
        return
    columns = {x: i for i, x in enumerate(table.columns)}
    rows = {y: i for i, y in enumerate(table.rows)}
    free = {(r, c) for r in range(len(rows) - 1) for c in range(len(columns) - 1)}
    found: list[tuple[int, int, tuple[str, int, int]]] = []
    for cell in table.cells:
        r0, r1, c0, c1 = (*map(rows.get, cell.box[1::2]), *map(columns.get, cell.box[::2]))
        assert r0 is not None and r1 is not None and c0 is not None and c1 is not None
        found.append((r0, c0, (cell.text, r1 - r0, c1 - c0)))
        free -= {(r, c) for r in range(r0, r1) for c in range(c0, c1)}
    # A place without a cell would let those beside it move.
    found += [(r, c, ("", 1, 1)) for r, c in free]
    out: list[list[tuple[str, int, int]]] = [[] for _ in table.rows[:-1]]
    for r, _, printed in sorted(found, key=lambda x: x[:2]):
        out[r].append(printed)
    builder.table(out)
