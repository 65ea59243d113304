"""Workbook: the sheets of an XLSX file by its XML, with what each cell shows."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from toolkit.errors import ReadError
from toolkit.readers.archive import Archive, is_archive
from toolkit.readers.blocks import Sheet
from toolkit.readers.shown import BUILT_IN, number_text
from toolkit.readers.source import Source
from toolkit.readers.xmltree import parse_xml

_MAIN = "xl/workbook.xml"
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
MAX_SHEETS = 200


def is_workbook(source: Source) -> bool:
    """Whether the content is an Excel file of 2007 or later, XLSX or XLSM."""
    return is_archive(source.data) and b"xl/" in source.data and b"word/" not in source.data


@dataclass
class _Book:
    """What all sheets of one file share."""

    archive: Archive
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    since_1904: bool = False
    #: The formulas were written by a program that left it to Excel to work them out.
    uncalculated: bool = False

    def xml(self, member: str) -> Element:
        return parse_xml(self.archive.read(member), self.archive.name)


def read_sheets(source: Source) -> tuple[list[Sheet], dict[str, str]]:
    """Return the visible sheets of a workbook in order, and the properties of the file.

    Raises
    ------
    ReadError
        The file is damaged, locked, larger than it seems, or an XLSB.
    """
    book = _Book(Archive(source.data, source.name))
    if _MAIN not in book.archive:
        kind = "a binary workbook (XLSB)" if "xl/workbook.bin" in book.archive else "no workbook"
        raise ReadError(f"{source.name}: {kind}; save it as XLSX")
    main = book.xml(_MAIN)
    for element in main.iter():
        match _local(element):
            case "workbookPr":
                book.since_1904 = _true(element.get("date1904"))
            case "calcPr":
                book.uncalculated = _true(element.get("fullCalcOnLoad"))
    parts = _parts(book)
    book.strings = _strings(book, parts.get("sharedStrings", ""))
    book.formats = _formats(book, parts.get("styles", ""))
    sheets = []
    for element in main.iter():
        if _local(element) != "sheet" or element.get("state", "visible") != "visible":
            continue
        member = parts.get(next((v for k, v in element.items() if k.endswith("}id")), ""), "")
        # A chart on a sheet of its own has no cells.
        if member.startswith("xl/worksheets/") or "worksheet" in member.lower():
            sheets.append(_sheet(book, member))
        if len(sheets) > MAX_SHEETS:
            raise ReadError(f"{source.name}: more than {MAX_SHEETS} sheets; give the report's")
    return sheets, _properties(book)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _true(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if _local(child) == name)


def _parts(book: _Book) -> dict[str, str]:
    """Return the member of each relation of the workbook, by its id and by its kind."""
    out: dict[str, str] = {}
    for element in book.xml("xl/_rels/workbook.xml.rels"):
        target = element.get("Target", "")
        if element.get("TargetMode") == "External" or not target:
            continue
        member = target.lstrip("/") if target.startswith("/") else "xl/" + target
        member = posixpath.normpath(member)
        out[element.get("Id", "")] = member
        out.setdefault(element.get("Type", "").rpartition("/")[2], member)
    return out


def _strings(book: _Book, member: str) -> list[str]:
    if member not in book.archive:
        return []
    return [_rich(item) for item in _children(book.xml(member), "si")]


def _rich(item: Element) -> str:
    """Return the text of a string, without the readings that stand above its characters."""
    out = []
    for child in item:
        match _local(child):
            case "t":
                out.append(child.text or "")
            case "r":
                out += [t.text or "" for t in _children(child, "t")]
    return "".join(out)


def _formats(book: _Book, member: str) -> list[str]:
    """Return the number format of each cell style."""
    if member not in book.archive:
        return []
    root = book.xml(member)
    codes: dict[int, str] = dict(BUILT_IN)
    for group in _children(root, "numFmts"):
        for element in _children(group, "numFmt"):
            codes[_number(element.get("numFmtId"))] = element.get("formatCode", "General")
    for group in _children(root, "cellXfs"):
        # A number of no format known is shown in a way that is not known either.
        return [codes.get(_number(x.get("numFmtId")), "?") for x in _children(group, "xf")]
    return []


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 9 else 0


def _sheet(book: _Book, member: str) -> Sheet:
    sheet = Sheet()
    root = book.xml(member)
    for part in root:
        match _local(part):
            case "cols":
                for column in _children(part, "col"):
                    if _true(column.get("hidden")) or column.get("width") == "0":
                        first, last = _number(column.get("min")), _number(column.get("max"))
                        sheet.hidden_columns.append((first - 1, last - 1))
            case "sheetData":
                _cells(book, part, sheet)
            case "mergeCells":
                for merge in _children(part, "mergeCell"):
                    _merge(merge.get("ref", ""), sheet)
    return sheet


def _merge(reference: str, sheet: Sheet) -> None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    if start and end:
        rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
        sheet.merge((rows[0], columns[0], rows[1], columns[1]))


def _place(reference: str) -> tuple[int, int] | None:
    """Return row and column, from 0, of a reference such as B12."""
    match = _CELL.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if not 0 < row <= _MOST_ROWS or column > _MOST_COLUMNS:
        return None
    return row - 1, column - 1


def _cells(book: _Book, data: Element, sheet: Sheet) -> None:
    row = -1
    for line in _children(data, "row"):
        row = _number(line.get("r")) - 1 if line.get("r") else row + 1
        if _true(line.get("hidden")) or line.get("ht") in ("0", "0.0"):
            sheet.hidden_rows.append((row, row))
        column = -1
        for cell in _children(line, "c"):
            reference = cell.get("r")
            place = _place(reference) if reference else (row, column + 1)
            if place is None or place[0] != row or not 0 <= row < _MOST_ROWS:
                raise ReadError(f"{book.archive.name}: a cell without a place; save the file anew")
            column = place[1]
            if len(cell):
                sheet.put(row, column, _shown(book, cell))


def _shown(book: _Book, cell: Element) -> str:
    """Return what one cell shows; a formula of which the result is not known shows itself."""
    kind = cell.get("t", "n")
    stored: str | None = None
    formula: Element | None = None
    for child in cell:
        match _local(child):
            case "v":
                stored = child.text or ""
            case "f":
                formula = child
            case "is":
                return _rich(child)
    if formula is not None and (
        stored is None or book.uncalculated or (kind != "str" and not stored)
    ):
        return "=" + (formula.text or "")[:80]
    if not stored:
        return ""
    if kind == "s":
        index = _number(stored) if stored.isdigit() else len(book.strings)
        if index >= len(book.strings):
            return "?" + stored
        return book.strings[index]
    if kind == "b":
        return "TRUE" if _true(stored) else "FALSE"
    if kind != "n":
        # str is the text of a formula, e an error such as #REF!, d a date in ISO form.
        return stored
    style = _number(cell.get("s"))
    code = book.formats[style] if style < len(book.formats) else "General"
    return number_text(stored, code, book.since_1904)


def _properties(book: _Book) -> dict[str, str]:
    """Return the properties that the author of the file gave names of their own."""
    out: dict[str, str] = {}
    if "docprops/custom.xml" in book.archive:
        for element in book.xml("docprops/custom.xml"):
            text = "".join(element.itertext()).strip()
            if name := element.get("name"):
                out[name[:80]] = text[:200]
    return out
