"""Blocks: the cells of one sheet as paragraphs and tables, hidden rows and columns left out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.document import DocumentBuilder
from toolkit.errors import ReadError
from toolkit.readers.line import clean
from toolkit.values import parse_value

#: A report has some hundred filled cells.
MAX_CELLS = 50_000
MAX_RANGES = 5_000
#: Places that merged cells cover, and those of one table.
MAX_PLACES = 300_000

_HEADING = re.compile(
    r"^[一二三四五六七八九十]{1,2}、.*(?:情况|事项|概述|概况|统计表|措施|问题|改进|工作)$|^附[件表]"
)
#: Headings of the national report, also where figures without heads follow.
_SECTION = re.compile(
    r"^[一二三四五六七八九十]{1,2}、(?:.*主动公开政府信息情况|.*收到和处理.*|.*申请情况"
    r"|.*行政复议.*行政诉讼.*情况|.*存在.*问题.*|其他.*报告.*|总体情况|概述)$"
)
_ARTICLE = re.compile(r"^第?二十条")
_REMARK = re.compile(r"^[（(]?(?:备?\s*注|说明)\s*\d*[:：.、]")
_UNIT = re.compile(r"^[（(]?(?:计量)?单位\s*[:：]")
_YEAR = re.compile(r"^\d{4}\s*年")
_TITLE = re.compile(r"报告|年报|报表|统计表|情况表")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d\s*年")
_LONG = 60

#: First row, first column, last row, last column.
Range = tuple[int, int, int, int]


@dataclass
class Sheet:
    """The filled cells of one sheet by row and column, its merged ranges, and what is hidden."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def put(self, row: int, column: int, text: str) -> None:
        """Set what a cell shows; a cell with nothing but blanks holds nothing.

        Raises
        ------
        ReadError
            There are more cells than any report has.
        """
        lines = filter(None, map(clean, re.split(r"\r\n|[\r\n]|_x000[dD]_\n?", text)))
        text = "\n".join(lines)
        if text:
            self.texts[row, column] = text
        if len(self.texts) > MAX_CELLS:
            raise ReadError("a sheet with more cells than a report has; give the report's alone")

    def merge(self, place: Range) -> None:
        """Add one merged range.

        Raises
        ------
        ReadError
            There are more of them than any report has.
        """
        self.merged.append(place)
        if len(self.merged) > MAX_RANGES:
            raise ReadError("a sheet with more merged cells than a report has; save it anew")


@dataclass(frozen=True, slots=True)
class _Printed:
    """One filled cell that begins in a row; ``last`` is its last column."""

    column: int
    last: int
    text: str

    @property
    def is_value(self) -> bool:
        return parse_value(self.text).missing != "illegible" and not _YEAR.match(self.text)


class _Hidden:
    """Whether a row or column is hidden, by ranges of which there may be many."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1] + 1:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, at: int) -> bool:
        i = bisect_right(self._starts, at) - 1
        return i >= 0 and at <= self._ends[i]


class _Page:
    """The visible part of a sheet: rows that hold anything, and the cells that begin in each."""

    def __init__(self, sheet: Sheet) -> None:
        rows, columns = _Hidden(sheet.hidden_rows), _Hidden(sheet.hidden_columns)
        every_row = sorted({r for r, _ in sheet.texts})
        widest = max((c for _, c in sheet.texts), default=0)
        self.hidden_columns = columns
        self.merged: list[tuple[Range, str]] = []
        texts = dict(sheet.texts)
        taken: set[tuple[int, int]] = set()
        places = 0
        for r1, c1, r2, c2 in sheet.merged:
            inside = every_row[bisect_left(every_row, r1) : bisect_right(every_row, r2)]
            c2 = min(c2, max(widest, c1))
            places += len(inside) * (c2 - c1 + 1)
            if places > MAX_PLACES:
                raise ReadError(
                    "merged cells larger than a report has; give the report's sheet alone"
                )
            covered = {(r, c) for r in inside for c in range(c1, c2 + 1)}
            if covered & taken:
                continue
            taken |= covered
            text = texts.get((r1, c1), "")
            # What a merged cell covers is not shown; what it shows stands in what is left of it.
            for place in covered:
                texts.pop(place, None)
            left = [r for r in inside if r not in rows]
            wide = [c for c in range(c1, c2 + 1) if c not in columns]
            if left and wide:
                self.merged.append(((left[0], wide[0], r2, c2), text))
                if text:
                    texts[left[0], wide[0]] = text
        self._high = [r for r, text in self.merged if text and r[2] > r[0]]
        ends = {(r[0], r[1]): r[3] for r, _ in self.merged}
        self.texts = {p: t for p, t in texts.items() if p[0] not in rows and p[1] not in columns}
        self.rows = [r for r in every_row if r not in rows]
        self._cells: dict[int, list[_Printed]] = {r: [] for r in self.rows}
        for (r, c), text in sorted(self.texts.items()):
            self._cells[r].append(_Printed(c, ends.get((r, c), c), text))
        # A row of which nothing is shown parts what stands above and below it.
        self._blank = [r for r in self.rows if not self._cells[r]]
        self.rows = [r for r in self.rows if self._cells[r]]
        self._rows_hidden = rows

    def cells(self, row: int) -> list[_Printed]:
        """Return the filled cells that begin in a row, left to right."""
        return self._cells[row]

    def parted(self, above: int, row: int) -> bool:
        """Tell whether a blank row is shown between two rows."""
        between = range(above + 1, min(row, above + 200))
        return row - above > 200 or any(r not in self._rows_hidden for r in between)

    def joined(self, above: int, row: int) -> bool:
        """Tell whether a merged cell that shows something reaches from one row into another."""
        return any(r1 <= above and r2 >= row for r1, _, r2, _ in self._high)


def add_sheet(builder: DocumentBuilder, sheet: Sheet) -> None:
    """Add one sheet to a document: lines of text alone in their row, and tables.

    A table ends where a heading stands alone across it, or at a blank row after which no row of
    figures follows. One without any merged cell is added like text, where a blank place beside a
    label or head may be what a merged cell left when the table was saved.
    """
    page = _Page(sheet)
    open_: list[int] = []
    for at, row in enumerate(page.rows):
        cells = page.cells(row)
        following = page.rows[at + 1] if at + 1 < len(page.rows) else None
        if open_ and not page.joined(open_[-1], row):
            data = len(cells) > 1 and any(c.is_value for c in cells)
            blank = page.parted(open_[-1], row)
            if (blank and not data) or _is_heading(page, open_, row, following):
                _add_table(builder, page, open_)
                open_ = []
        if not open_ and _is_line(page, row, following):
            for cell in cells:
                for line in cell.text.split("\n"):
                    builder.paragraph(line)
        else:
            open_.append(row)
    if open_:
        _add_table(builder, page, open_)


def _is_line(page: _Page, row: int, following: int | None) -> bool:
    """Tell whether a row outside of any table is running text."""
    cells = page.cells(row)
    if len(cells) > 1:
        words = not any(c.is_value for c in cells)
        return words and any(len(c.text) > _LONG and "。" in c.text for c in cells)
    cell = cells[0]
    if following is None or page.parted(row, following) or _UNIT.match(cell.text):
        return True
    below = page.cells(following)
    if page.joined(row, following):
        return False
    # A short head over some of the columns below it, not over the first, belongs to them.
    return not (
        len(below) > 1
        and below[0].column < cell.column < cell.last
        and len(cell.text) <= 12
        and not _TITLE.search(cell.text)
    )


def _is_heading(page: _Page, open_: list[int], row: int, following: int | None) -> bool:
    """Tell whether a row below rows of a table is text that ends it."""
    cells = page.cells(row)
    if len(cells) > 1:
        return False
    cell = cells[0]
    if cell.is_value or _ARTICLE.match(cell.text) or _REMARK.match(cell.text):
        return False
    known = [c for r in open_ for c in page.cells(r)]
    first, last = min(c.column for c in known), max(c.last for c in known)
    if len(cell.text) > 2 * _LONG or cell.text.endswith("。"):
        return True
    if cell.column > first:
        return False
    if _SECTION.match(cell.text) or (_ANY_YEAR.search(cell.text) and _TITLE.search(cell.text)):
        return True
    whole = cell.last >= last and last > first
    if not whole and (cell.last > cell.column or not _HEADING.match(cell.text)):
        # A label whose figures are left blank.
        return False
    below = page.cells(following) if following is not None else []
    return len(below) < 2 or not any(c.is_value for c in below)


def _add_table(builder: DocumentBuilder, page: _Page, rows: list[int]) -> None:
    cells = [c for r in rows for c in page.cells(r)]
    low, high = min(c.column for c in cells), max(c.last for c in cells)
    columns = [c for c in range(low, high + 1) if c not in page.hidden_columns]
    if len(rows) * len(columns) > MAX_PLACES:
        raise ReadError("a table larger than a report has; give the report's sheet alone")
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], tuple[str, int, int]] = {}
    for (r1, c1, r2, c2), text in page.merged:
        high_rows = rows[bisect_left(rows, r1) : bisect_right(rows, r2)]
        wide = [c for c in columns if c1 <= c <= c2] if high_rows else []
        if not wide or len(high_rows) * len(wide) == 1:
            continue
        first = (high_rows[0], wide[0])
        spans[first] = (text, len(high_rows), len(wide))
        owner |= {(r, c): first for r in high_rows for c in wide}
    printed = []
    for r in rows:
        line = []
        for c in columns:
            first = owner.get((r, c), (r, c))
            if first == (r, c):
                line.append(spans.get(first) or (page.texts.get(first, ""), 1, 1))
        printed.append(line)
    last = page.cells(rows[-1])
    if len(last) > 1 and not any(c.is_value for c in last):
        # Heads with nothing below them: the row of figures is there, and is left blank.
        printed.append([("", 1, 1)] * len(columns))
    builder.table(printed, spans=bool(spans))
