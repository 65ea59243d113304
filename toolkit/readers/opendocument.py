"""OpenDocument: the sheets of an ODS file by its XML, with what each cell shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from toolkit.errors import ReadError
from toolkit.readers.archive import Archive, is_archive
from toolkit.readers.blocks import Sheet
from toolkit.readers.shown import number_text
from toolkit.readers.source import Source
from toolkit.readers.workbook import MAX_SHEETS
from toolkit.readers.xmltree import parse_xml
from toolkit.values import parse_value

_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
#: What only wraps rows and columns, as for a group or for heads that repeat on each page.
_WRAPS = ("row-group", "header-rows", "rows", "column-group", "header-columns", "columns")


def is_opendocument(data: bytes) -> bool:
    """Whether the content is an OpenDocument spreadsheet, which says so in its first bytes."""
    return is_archive(data) and _MIME in data[:200]


def read_tables(source: Source) -> tuple[list[Sheet], dict[str, str]]:
    """Return the visible sheets of an ODS file in order, and the properties of the file.

    Raises
    ------
    ReadError
        The file is damaged, locked or larger than it seems.
    """
    archive = Archive(source.data, source.name)
    if b"encryption-data" in (archive.read("META-INF/manifest.xml") if _listed(archive) else b""):
        raise ReadError(f"{source.name}: locked with a password; save it without one")
    root = parse_xml(archive.read("content.xml"), source.name)
    hidden = {
        _get(style, "name")
        for style in root.iter()
        if _local(style) == "style" and _get(style, "name")
        for part in style
        if _local(part) == "table-properties" and _get(part, "display") == "false"
    }
    sheets = []
    for body in (e for e in root.iter() if _local(e) == "spreadsheet"):
        for table in (e for e in body if _local(e) == "table"):
            if _get(table, "style-name") not in hidden:
                sheets.append(_sheet(table))
            if len(sheets) > MAX_SHEETS:
                raise ReadError(f"{source.name}: more than {MAX_SHEETS} sheets; give the report's")
    return sheets, _properties(archive)


def _listed(archive: Archive) -> bool:
    return "META-INF/manifest.xml" in archive


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _get(element: Element, name: str) -> str:
    """Return an attribute by its local name; that of LibreOffice's own extensions comes last."""
    found = [v for k, v in element.items() if k.rpartition("}")[2] == name and "calcext" not in k]
    return found[0] if found else ""


def _count(element: Element, name: str) -> int:
    value = _get(element, name)
    return min(int(value), _MOST_ROWS) if value.isascii() and value.isdigit() else 1


def _unwrapped(table: Element, kind: str) -> Iterator[tuple[Element, bool]]:
    """Yield rows or columns, also those in groups, with whether their group is folded away."""
    for child in table:
        name = _local(child).removeprefix("table-")
        if name == kind:
            yield child, False
        elif name in _WRAPS:
            folded = _get(child, "display") == "false"
            for inner, hidden in _unwrapped(child, kind):
                yield inner, hidden or folded


def _sheet(table: Element) -> Sheet:
    sheet = Sheet()
    at = 0
    for column, folded in _unwrapped(table, "column"):
        count = _count(column, "number-columns-repeated")
        if folded or _get(column, "visibility") in ("collapse", "filter"):
            sheet.hidden_columns.append((at, at + count - 1))
        at += count
    at = 0
    for row, folded in _unwrapped(table, "row"):
        count = _count(row, "number-rows-repeated")
        if folded or _get(row, "visibility") in ("collapse", "filter"):
            sheet.hidden_rows.append((at, at + count - 1))
        _cells(sheet, row, at, count)
        at += count
        if at > _MOST_ROWS:
            break
    return sheet


def _cells(sheet: Sheet, row: Element, at: int, count: int) -> None:
    column = 0
    for cell in row:
        name = _local(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        wide = _count(cell, "number-columns-repeated")
        high, over = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if name == "table-cell" and high * over > 1:
            sheet.merge((at, column, at + high - 1, column + over - 1))
        text = _shown(cell) if name == "table-cell" else ""
        if text and column < _MOST_COLUMNS:
            for r in range(at, at + count):
                for c in range(column, min(column + wide, _MOST_COLUMNS)):
                    sheet.put(r, c, text)
        column += wide


def _shown(cell: Element) -> str:
    """Return what one cell shows; a number that shows as something else is no figure."""
    shown = "\n".join(_text(p) for p in cell if _local(p) == "p").strip()
    kind = _get(cell, "value-type")
    if not kind:
        formula = _get(cell, "formula")
        return "=" + formula.lstrip("of:=")[:80] if formula else shown
    if kind == "date":
        return _get(cell, "date-value").replace("T", " ").removesuffix(" 00:00:00")
    if kind in ("float", "currency", "percentage"):
        return _number(_get(cell, "value"), shown, kind == "percentage")
    if kind == "time":
        return "?" + shown
    return shown or _get(cell, "string-value")


def _number(stored: str, shown: str, percent: bool) -> str:
    plain = number_text(stored, "0.############%" if percent else "General")
    if percent or plain.startswith("?"):
        return plain
    # A column too narrow shows crosses; a zero may be shown as a dash or not at all.
    if not shown.strip("#") or plain == "0":
        return plain
    seen = parse_value(shown)
    if seen.number is None:
        bare = re.sub(r"[\s()¥￥-]", "", shown)
        same = parse_value(bare).number == abs(Decimal(plain)) if bare else False
        minus = bool(re.search(r"[-(]", shown))
        return plain if same and minus == (Decimal(plain) < 0) else f"?{stored} [{shown[:40]}]"
    try:
        point = re.search(r"[.．](\d+)", shown)
        decimals = len(point[1]) if point else 0
        near = abs(Decimal(str(seen.number)) - Decimal(plain)) <= Decimal(5).scaleb(-decimals - 1)
    except InvalidOperation:
        near = False
    return shown if near else f"?{stored} [{shown[:40]}]"


def _text(paragraph: Element) -> str:
    """Return the text of a paragraph, with its blanks and without notes."""
    out = [paragraph.text or ""]
    for child in paragraph:
        match _local(child):
            case "s":
                out.append(" " * min(_count(child, "c"), 1000))
            case "tab":
                out.append(" ")
            case "line-break":
                out.append("\n")
            case "annotation" | "note":
                pass
            case _:
                out.append(_text(child))
        out.append(child.tail or "")
    return "".join(out)


def _properties(archive: Archive) -> dict[str, str]:
    out: dict[str, str] = {}
    if "meta.xml" in archive:
        for element in parse_xml(archive.read("meta.xml"), archive.name).iter():
            if _local(element) == "user-defined" and (name := _get(element, "name")):
                out[name[:80]] = "".join(element.itertext()).strip()[:200]
    return out
