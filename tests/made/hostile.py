"""Hostile files: bombs, loops, depths and lengths that no report has.

``python -m made.hostile NAME`` reads one and prints what came of it, and how much memory it took.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import zipfile
from collections.abc import Callable

from made import html, sheet, text, word
from made.mutants import limit, outcome
from made.sample import sample

MIB = 1024 * 1024
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:' + '///etc/hostname">]>'


def _page(inside: str) -> bytes:
    return html.page(sample("form2021")).replace("</body>", inside + "</body>").encode()


def _packed(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an office file with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == member else content)
    return out.getvalue()


def _bomb(data: bytes, member: str, before: bytes, size: int) -> bytes:
    """Return an office file one member of which expands to ``size`` MiB."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            if info.filename != member:
                new.writestr(info.filename, old.read(info))
        with new.open(member, "w", force_zip64=True) as handle:
            handle.write(before)
            for _ in range(size):
                handle.write(b" " * MIB)
    return out.getvalue()


def _declared(declaration: str, entity: str) -> Callable[[bytes], bytes]:
    """Put a declaration before the root element, and its entity into the first text."""

    def change(content: bytes) -> bytes:
        head, _, rest = content.partition(b"?>")
        return head + b"?>" + declaration.encode() + rest.replace(b">", b">" + entity.encode(), 3)

    return change


def _xlsx() -> bytes:
    return sheet.write(sample("form2021"))


def _word() -> bytes:
    return word.write(sample("form2021"))


def word_bomb() -> bytes:
    return _bomb(_word(), "word/document.xml", b"<w:document>", 300)


def xlsx_bomb() -> bytes:
    return _bomb(_xlsx(), "xl/worksheets/sheet1.xml", b"<worksheet>", 300)


def xlsx_strings_bomb() -> bytes:
    return _bomb(_xlsx(), "xl/sharedStrings.xml", b"<sst>", 300)


def xlsx_laughs() -> bytes:
    return _packed(_xlsx(), "xl/worksheets/sheet1.xml", _declared(_LAUGHS, "&k;"))


def xlsx_laughs_in_strings() -> bytes:
    return _packed(_xlsx(), "xl/sharedStrings.xml", _declared(_LAUGHS, "&k;"))


def word_laughs() -> bytes:
    return _packed(_word(), "word/document.xml", _declared(_LAUGHS, "&k;"))


def word_that_asks_outside() -> bytes:
    return _packed(_word(), "word/document.xml", _declared(_OUTSIDE, "&e;"))


def page_of_laughs() -> bytes:
    return b'<?xml version="1.0"?>' + _LAUGHS.encode() + b"<html><body><p>&k;</p></body></html>"


def word_nested() -> bytes:
    def nest(content: bytes) -> bytes:
        deep = b"<w:tbl><w:tr><w:tc>" * 2000 + b"</w:tc></w:tr></w:tbl>" * 2000
        return content.replace(b"<w:body>", b"<w:body>" + deep, 1)

    return _packed(_word(), "word/document.xml", nest)


def word_wide() -> bytes:
    def widen(content: bytes) -> bytes:
        cell = b'<w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p/></w:tc>'
        table = b"<w:tbl><w:tr>" + cell * 50 + b"</w:tr></w:tbl>"
        return content.replace(b"<w:body>", b"<w:body>" + table, 1)

    return _packed(_word(), "word/document.xml", widen)


def xlsx_far_cells() -> bytes:
    def far(content: bytes) -> bytes:
        row = b'<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
        return content.replace(b"</sheetData>", row, 1)

    return _packed(_xlsx(), "xl/worksheets/sheet1.xml", far)


def divisions_nested() -> bytes:
    return _page("<div>" * 1000 + "12")


def tables_nested() -> bytes:
    return _page("<table><tr><td>" * 1000 + "12")


def tables_nested_and_closed() -> bytes:
    return _page("<table><tr><td>" * 1000 + "12" + "</td></tr></table>" * 1000)


def spans_nested() -> bytes:
    return _page("<span>" * 100_000 + "12")


def bold_nested() -> bytes:
    return _page("<b><p>" * 20_000 + "12")


def a_span_of_a_million() -> bytes:
    row = '<tr><td colspan="1000000" rowspan="1000000">12</td><td>13</td></tr>'
    return _page("<table>" + row * 500 + "</table>")


def spans_without_end() -> bytes:
    row = '<tr><td colspan="99999999999999999999" rowspan="0">12</td><td>13</td></tr>'
    return _page("<table>" + row * 2000 + "</table>")


def nothing_but_nulls() -> bytes:
    return b"\0" * MIB


def open_comment() -> bytes:
    return _page("<!--" + "-" * MIB)


def digits_in_a_line() -> bytes:
    return text.write_glued(sample("form2021")) + b"1" * (4 * MIB)


def brackets_in_a_line() -> bytes:
    return text.write(sample("form2021")) + "（".encode() * MIB


def quotes_in_csv() -> bytes:
    return sheet.write_csv(sample("form2021")) + b'"' * MIB


def a_line_of_200_mebibytes() -> bytes:
    return text.write(sample("form2021")) + "公开1条，".encode() * (16 * MIB)


def a_line_of_50_mebibytes() -> bytes:
    return text.write(sample("form2021")) + "公开1条，".encode() * (4 * MIB)


def a_page_of_50_mebibytes() -> bytes:
    return _page("<p>公开1条</p>" * (50 * MIB // 17))


def cells_of_50_mebibytes() -> bytes:
    return _page("<table>" + "<tr><td>1<td>2" * (50 * MIB // 14))


def lines_that_each_go_on() -> bytes:
    line = "没有句号的一行文字，没有句号的一行文字，没有句号的一行文字，没有句号\n".encode()
    return text.write(sample("form2021")) + line * 99_000


def tabs_of_50_mebibytes() -> bytes:
    return text.write(sample("form2021")) + b"1\t2\t3\n" * (50 * MIB // 6)


def tabs_in_one_line() -> bytes:
    return text.write(sample("form2021")) + b"1\t" * (25 * MIB) + b"\n" + b"1\t" * 1000


def csv_of_50_mebibytes() -> bytes:
    return sheet.write_csv(sample("form2021")) + b"1,2,3\n" * (50 * MIB // 6)


def commas_of_50_mebibytes() -> bytes:
    return sheet.write_csv(sample("form2021")) + b"," * (50 * MIB)


def pipes_of_50_mebibytes() -> bytes:
    return b"| a | b |\n| --- | --- |\n" + b"| 1 | 2 |\n" * (5 * MIB)


def a_word_file_of_60_mebibytes() -> bytes:
    def fill(content: bytes) -> bytes:
        line = "<w:p><w:r><w:t>公开1条</w:t></w:r></w:p>".encode()
        return content.replace(b"<w:body>", b"<w:body>" + line * (60 * MIB // len(line)), 1)

    return _packed(_word(), "word/document.xml", fill)


def a_sheet_of_60_mebibytes() -> bytes:
    def fill(content: bytes) -> bytes:
        row = b"<row><c><v>1</v></c><c><v>2</v></c></row>"
        return content.replace(b"</sheetData>", row * (60 * MIB // len(row)) + b"</sheetData>", 1)

    return _packed(_xlsx(), "xl/worksheets/sheet1.xml", fill)


QUICK: tuple[Callable[[], bytes], ...] = (
    word_laughs, xlsx_laughs, divisions_nested, tables_nested, a_span_of_a_million,
)  # fmt: skip
SLOW: tuple[Callable[[], bytes], ...] = (
    word_bomb, xlsx_bomb, xlsx_strings_bomb, xlsx_laughs_in_strings, word_that_asks_outside,
    page_of_laughs, word_nested, word_wide, xlsx_far_cells, tables_nested_and_closed, spans_nested,
    bold_nested, spans_without_end, nothing_but_nulls, open_comment, digits_in_a_line,
    brackets_in_a_line, quotes_in_csv, a_line_of_200_mebibytes, a_line_of_50_mebibytes,
    a_page_of_50_mebibytes, cells_of_50_mebibytes, lines_that_each_go_on, tabs_of_50_mebibytes, tabs_in_one_line,
    csv_of_50_mebibytes, commas_of_50_mebibytes, pipes_of_50_mebibytes,
    a_word_file_of_60_mebibytes, a_sheet_of_60_mebibytes,
)  # fmt: skip


def main() -> None:
    """Read the hostile file NAME; what making it took is no part of what is measured."""
    name = sys.argv[1]
    data = next(f for f in (*QUICK, *SLOW) if f.__name__ == name)()
    limit()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps(outcome(data, name)))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"kilobytes": after, "before": before}))


if __name__ == "__main__":
    main()
