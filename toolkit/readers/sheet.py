"""Spreadsheets to content: every visible sheet in order, what its cells show, as lines and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.document import DocumentBuilder
from toolkit.errors import ReadError
from toolkit.readers.blocks import Sheet, add_sheet
from toolkit.readers.content import Content
from toolkit.readers.metadata import Metadata
from toolkit.readers.opendocument import is_opendocument, read_tables
from toolkit.readers.source import Source
from toolkit.readers.workbook import is_workbook, read_sheets

__all__ = ["content_of_sheets", "is_ods", "is_xlsx", "read_ods", "read_xlsx"]


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
    try:
        sheets, properties = read_sheets(source)
    except ReadError as error:
        raise _named(source, error) from None
    return content_of_sheets(source, sheets, properties)


def is_ods(source: Source) -> bool:
    """Whether the content is an OpenDocument spreadsheet."""
    return is_opendocument(source.data)


def read_ods(source: Source) -> Content:
    """Read an ODS file, as LibreOffice and others save it.

    Raises
    ------
    ReadError
        It is damaged, locked, or holds nothing.
    """
    try:
        sheets, properties = read_tables(source)
    except ReadError as error:
        raise _named(source, error) from None
    return content_of_sheets(source, sheets, properties)


def _named(source: Source, error: ReadError) -> ReadError:
    """Return an error that names the file, which the cells of a sheet do not know."""
    told = str(error)
    return error if told.startswith(f"{source.name}: ") else ReadError(f"{source.name}: {told}")


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
        raise _named(source, error) from None
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
