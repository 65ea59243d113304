"""Spreadsheets to content: every visible sheet in order, what its cells show, as lines and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.document import DocumentBuilder
from toolkit.errors import ReadError
from toolkit.readers.blocks import Sheet, add_sheet
from toolkit.readers.content import Content
from toolkit.readers.metadata import Metadata
from toolkit.readers.source import Source
from toolkit.readers.workbook import is_workbook, read_sheets

__all__ = ["content_of_sheets", "is_xlsx", "read_xlsx"]


def is_xlsx(source: Source) -> bool:
    """Whether the content is an Excel file of 2007 or later."""
    return is_workbook(source)


def read_xlsx(source: Source) -> Content:
    """Read an XLSX or XLSM file.

    Raises
    ------
    ReadError
        It is damaged, locked, or holds nothing.
    """
    sheets, properties = read_sheets(source)
    return content_of_sheets(source, sheets, properties)


def content_of_sheets(
    source: Source,
    sheets: Iterable[Sheet],
    properties: Mapping[str, str],
    encoding: str | None = None,
) -> Content:
    """Return the content of one file whose visible sheets are given."""
    builder = DocumentBuilder()
    try:
        for sheet in sheets:
            add_sheet(builder, sheet)
    except ReadError as error:
        raise ReadError(f"{source.name}: {error}") from None
    blocks = tuple(builder)
    if not blocks:
        raise ReadError(f"{source.name}: no visible sheet holds anything; give the report's file")
    metadata = Metadata()
    metadata.add_blocks(blocks)
    pairs = {k: v for k, v in properties.items() if v and k not in metadata.pairs}
    return Content(
        blocks,
        encoding=encoding,
        title=metadata.title,
        address=metadata.address,
        metadata=metadata.pairs | pairs,
    )
