"""A sample as a spreadsheet: one sheet as XLSX with merged cells, or as CSV where they are lost."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter

from made.sample import Cell, Grid, Sample

#: What a person types as a number; all else is text in a cell.
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d+)?")


def write(sample: Sample, gap: int = 0) -> bytes:
    """Return the workbook: the blocks below each other, ``gap`` blank rows around tables."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("年度报告")
    plain = book.add_format({"text_wrap": True, "border": 1})
    row = 0
    for block in sample.blocks:
        if isinstance(block, Grid):
            row += gap
            add(sheet, block, row, plain)
            row += len(block.cells) + gap
        else:
            sheet.merge_range(row, 0, row, 9, block)
            row += 1
    book.close()
    return out.getvalue()


def write_sheets(sample: Sample) -> bytes:
    """Return the workbook with every table on a sheet of its own, below the lines before it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, row = book.add_worksheet(), 0
    for block in sample.blocks:
        if isinstance(block, Grid):
            add(sheet, block, row)
            sheet, row = book.add_worksheet(), 0
        else:
            sheet.write_string(row, 0, block)
            row += 1
    book.close()
    return out.getvalue()


def add(sheet, grid: Grid, top: int, style=None) -> None:
    """Put one table on a sheet; numbers as numbers, all else as text."""
    for r, line in enumerate(grid.dense(), start=top):
        for c, (cell, first) in enumerate(line):
            if not first:
                continue
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_range(r, c, r + cell.rowspan - 1, c + cell.colspan - 1, "", style)
            if cell.key and _NUMBER.fullmatch(cell.text):
                sheet.write_number(r, c, float(cell.text), style)
            elif cell.text:
                sheet.write_string(r, c, cell.text, style)
            else:
                sheet.write_blank(r, c, None, style)


def rows(sample: Sample) -> list[list[str]]:
    """Return the rows of the sheet as an office program exports them: equally long, merges blank."""
    out: list[list[str]] = []
    for block in sample.blocks:
        if isinstance(block, Grid):
            out += [[c.text if first else "" for c, first in line] for line in block.dense()]
        else:
            out.append([block])
    width = max(map(len, out))
    return [row + [""] * (width - len(row)) for row in out]


def write_csv(sample: Sample, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """Return the sheet as CSV, with a byte order mark as Excel writes it."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows(sample))
    return text.getvalue().encode(encoding)


def write_csv_gb18030(sample: Sample) -> bytes:
    """Return the CSV in the encoding of a Chinese Excel, parted by semicolons."""
    return write_csv(sample, ";", "gb18030")


_NAMES = "".join(
    f' xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
    for p, n in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def ods(*tables: str, styles: str = "", meta: str = "") -> bytes:
    """Return an ODS file of the tables given as XML, packed as LibreOffice packs it."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        if meta:
            archive.writestr("meta.xml", meta)
    return out.getvalue()


def ods_cell(cell: Cell, first: bool = True) -> str:
    """Return one cell as LibreOffice writes it: what is stored, and the text that is shown."""
    if not first:
        return "<table:covered-table-cell/>"
    spans = ""
    if cell.rowspan > 1 or cell.colspan > 1:
        spans = (
            f' table:number-rows-spanned="{cell.rowspan}"'
            f' table:number-columns-spanned="{cell.colspan}"'
        )
    if not cell.text:
        return f"<table:table-cell{spans}/>"
    kind = ' office:value-type="string"'
    if cell.key and _NUMBER.fullmatch(cell.text):
        kind = f' office:value-type="float" office:value="{cell.text}"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n"))
    return f"<table:table-cell{kind}{spans}>{lines}</table:table-cell>"


def write_ods(sample: Sample) -> bytes:
    """Return the sheet as ODS, with covered cells and rows that are blank to the end."""
    lines = []
    for block in sample.blocks:
        if isinstance(block, Grid):
            lines += ["".join(ods_cell(c, first) for c, first in line) for line in block.dense()]
        else:
            lines.append(ods_cell(Cell(block, 1, 10)) + "<table:covered-table-cell/>" * 9)
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    return ods(f'<table:table table:name="报告">{rows}{blank}</table:table>')
