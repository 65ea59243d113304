"""Open tables of a PDF page: without ruling lines, rebuilt where the places of all words agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from toolkit.readers.pdf_groups import Row, group_bands, spread
from toolkit.readers.pdf_heads import HeadCell, Span, head_cells
from toolkit.readers.pdf_ruled import RuledCell, RuledTable
from toolkit.readers.pdf_shapes import Box, Glyph
from toolkit.readers.pdf_text import DAMAGED, is_digit
from toolkit.readers.pdf_words import Block, Word, blocks_of, words_of

#: Fewer values than this, figures or words such as yes and no, are no table.
_FEWEST = 6
#: More words than a table on one page holds.
_MOST = 1500
#: Columns and rows of an open table have numbers for places.
STEP = 100.0


def open_tables(glyphs: list[Glyph]) -> tuple[list[RuledTable], list[Glyph]]:
    """Return the tables that the places of words make up, and the characters outside of them.

    Where columns, rows and labels do not agree with each other, nothing is taken for a table.
    """
    tables: list[RuledTable] = []
    rest = glyphs
    if not any(is_digit(g.text) for g in glyphs):
        return tables, rest
    for region in _regions(words_of(glyphs)):
        table = _table(region)
        if table is None:
            continue
        _, top, _, bottom = table.box
        taken = {id(g) for w in region if top <= w.base <= bottom for g in w.glyphs}
        rest = [g for g in rest if id(g) not in taken]
        tables.append(table)
    return tables, rest


def _regions(words: list[Word]) -> list[list[Word]]:
    """Part the words of a page at its running text: long lines, and lines of larger letters."""
    values = [w for w in words if w.is_value]
    if not values:
        return []
    left, right = min(w.x0 for w in words), max(w.x1 for w in words)
    beside: dict[int, int] = {}
    for word in words:
        beside[round(word.base)] = beside.get(round(word.base), 0) + 1
    usual = median(w.size for w in values)
    out: list[list[Word]] = [[]]
    for word in words:
        alone = beside[round(word.base)] == 1
        long = word.x1 - word.x0 > 0.5 * (right - left) and word.x1 > left + 0.8 * (right - left)
        if alone and (long or (word.size > 1.12 * usual and not word.is_value)):
            out.append([])
        else:
            out[-1].append(word)
    return [region for region in out if sum(w.is_value for w in region) >= _FEWEST]


def _table(region: list[Word]) -> RuledTable | None:
    rows = _rows(region) if len(region) <= _MOST else None
    if rows is None:
        return None
    pitch = min((b.first - a.first for a, b in pairwise(rows)), default=1000.0)
    blocks = blocks_of([w for w in region if not w.is_value], pitch)
    bands = _bands(rows)
    if bands is None or (place := _label(rows, blocks)) is None:
        return None
    own = {id(r.label) for r in rows}
    spare = [b for b in blocks if id(b) not in own]
    if all(r.label is None or r.label.x1 <= bands[0][0] + 1 for r in rows):
        return _form(rows, spare, bands, place)
    return _sheet(rows, spare, bands)


def _rows(region: list[Word]) -> list[Row] | None:
    """Return the rows of figures, None where one figure lies upon another."""
    rows: list[Row] = []
    for word in sorted((w for w in region if w.is_value), key=lambda w: (w.base, w.x0)):
        if rows and word.base - rows[-1].first <= 0.3 * word.size:
            rows[-1].values.append(word)
        else:
            rows.append(Row(word.base, word.base, values=[word]))
    for row in rows:
        row.values.sort(key=lambda w: w.x0)
        if any(b.x0 < a.x1 for a, b in pairwise(row.values)):
            return None
    return rows or None


def _bands(rows: Sequence[Row]) -> list[Span] | None:
    """Return the columns of figures; None where one row has two figures in one column."""
    bands: list[Span] = []
    for word in sorted((w for r in rows for w in r.values), key=lambda w: w.x0):
        if bands and word.x0 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], word.x1))
        else:
            bands.append((word.x0, word.x1))
    for row in rows:
        places = [column(bands, w) for w in row.values]
        if len(set(places)) < len(places):
            return None
    return bands


def column(bands: Sequence[Span], word: Word) -> int:
    """Return the column that a figure stands in."""
    middle = (word.x0 + word.x1) / 2
    return next(i for i, (x0, x1) in enumerate(bands) if x0 - 0.1 <= middle <= x1 + 0.1)


def _label(rows: Sequence[Row], blocks: Sequence[Block]) -> str | None:
    """Find each row's own label: level with its figures by its middle, first or last line.

    All labels of a table are level in one way, which is returned; None where they are not.
    """
    best: list[Block | None] = []
    chosen = "middle"
    for place in ("middle", "first", "last"):
        found: list[Block | None] = []
        for row in rows:
            level = [
                b
                for b in blocks
                if abs(getattr(b, place) - row.first) <= 0.25 * b.size and b.x1 <= row.values[0].x0
            ]
            found.append(max(level, key=lambda b: b.x1, default=None))
        if sum(b is not None for b in found) > sum(b is not None for b in best):
            best, chosen = found, place
    if not any(best):
        # No labels at all: a row of figures below its heads.
        aside = any(b.x1 <= r.values[0].x0 and b.last > r.first for r in rows for b in blocks)
        return None if aside or len(rows) > 1 else chosen
    if any(b is None for b in best) or len({id(b) for b in best}) < len(best):
        return None
    for row, block in zip(rows, best, strict=True):
        assert block is not None
        row.label = block
        row.first, row.last = min(row.first, block.first), max(row.last, block.last)
        nearer = [
            b
            for b in blocks
            if b is not block
            and block.x1 < b.x1 <= row.values[0].x0
            and b.first <= row.last
            and b.last >= row.first
        ]
        if nearer:
            return None
    return chosen if all(a.last < b.first for a, b in pairwise(rows)) else None


def _form(rows: list[Row], spare: list[Block], bands: list[Span], place: str) -> RuledTable | None:
    """Return a table of labels, heads and columns of figures; None where its places disagree."""
    edge = bands[0][0] - 2
    heads = [b for b in spare if b.x1 > bands[0][0] + 1]
    if any(abs(b.middle - r.values[0].base) <= 0.3 * b.size for b in heads for r in rows):
        return None
    zones: dict[int, list[Block]] = {}
    for block in heads:
        zones.setdefault(sum(r.first < block.middle for r in rows), []).append(block)
    aside = [b for b in spare if b not in heads]
    corners = {at: [b for b in aside if _beside(b, zone)] for at, zone in zones.items()}
    if any(len(found) > 1 for found in corners.values()):
        return None
    aside = [b for b in aside if not any(b in found for found in corners.values())]
    bands = _with_empty(bands, zones.values())
    labels = [b for b in aside if not _is_group(b, rows)]
    every = sorted([*rows, *(Row(b.first, b.last, b) for b in labels)], key=lambda r: r.first)
    groups = group_bands([b for b in aside if b not in labels])
    if any(a.last >= b.first for a, b in pairwise(every)) or not spread(every, groups):
        return None
    grid = _Grid(len(groups) + 1 if any(r.label for r in rows) else 0, bands)
    left = min((b.x0 for b in (*aside, *(r.label for r in rows if r.label))), default=edge)
    for row in _in_order(every, zones):
        if isinstance(row, Row):
            grid.add_row(row, cut=row in (every[0], every[-1]) and row is not rows[0])
            continue
        corner = "".join(b.text for b in corners[row])
        found = head_cells(zones[row], corner, bands, left, place)
        if found is None:
            return None
        grid.add_heads(found)
    grid.add_groups(len(groups))
    tops = [r.first - 12 for r in every[:1]] + [b.first - b.size for b in heads]
    right = max(w.x1 for r in rows for w in r.values)
    return grid.table((left, min(tops), right, max(r.last for r in every) + 1))


def _sheet(rows: list[Row], spare: list[Block], bands: list[Span]) -> RuledTable | None:
    """Return a sheet: nested labels and one value a row; None where its places disagree."""
    if any(len(r.values) > 1 or r.label is None for r in rows):
        return None
    rows = sorted([*rows, *_in_words(spare, bands)], key=lambda r: r.first)
    used = {id(b) for r in rows for b in (r.label, r.answer)}
    spare = [b for b in spare if id(b) not in used]
    labels = [b for b in spare if not _is_group(b, rows)]
    every = sorted([*rows, *(Row(b.first, b.last, b) for b in labels)], key=lambda r: r.first)
    groups = group_bands([b for b in spare if b not in labels])
    if any(a.last >= b.first for a, b in pairwise(every)) or not spread(every, groups):
        return None
    right = max(w.x1 for r in rows for w in r.values)
    grid = _Grid(len(groups) + 1, [(bands[0][0], right)])
    for row in every:
        grid.add_row(row, cut=row in (every[0], every[-1]))
    grid.add_groups(len(groups))
    left = min(b.x0 for b in (*spare, *(r.label for r in rows if r.label)))
    return grid.table((left, every[0].first - 12, right, every[-1].last + 1))


def _in_words(spare: Sequence[Block], bands: Sequence[Span]) -> list[Row]:
    """Return the rows of a sheet whose value is words, in the column of the other values."""
    out = []
    for block in spare:
        beside = [b for b in spare if b.x1 < block.x0 and abs(b.middle - block.middle) <= 1.5]
        at = (block.x0 + block.x1) / 2
        if len(beside) == 1 and any(abs(sum(band) / 2 - at) <= 4 for band in bands):
            out.append(Row(beside[0].first, beside[0].last, beside[0], answer=block))
    return out


def _in_order(every: Sequence[Row], zones: dict[int, list[Block]]) -> list[Row | int]:
    """Return rows and runs of heads, these by their numbers, from top to bottom."""
    placed: list[tuple[float, Row | int]] = [(r.first, r) for r in every]
    placed += [(max(b.middle for b in zone), at) for at, zone in zones.items()]
    return [item for _, item in sorted(placed, key=lambda x: x[0])]


def _beside(block: Block, zone: Sequence[Block]) -> bool:
    """Tell whether a block stands to the left of heads, level with them."""
    slack = 0.3 * block.size
    top, bottom = min(b.first for b in zone), max(b.last for b in zone)
    return top - slack <= block.middle <= bottom + slack


def _with_empty(bands: list[Span], zones: Iterable[Sequence[Block]]) -> list[Span]:
    """Add the columns in which nothing but a head is printed."""
    out = list(bands)
    for zone in zones:
        low = max(b.middle for b in zone)
        for block in zone:
            covers = any(x0 < block.x1 and x1 > block.x0 for x0, x1 in out)
            below = any(
                b.middle > block.middle and b.x0 < block.x1 and b.x1 > block.x0 for b in zone
            )
            if not covers and not below and low - block.middle <= block.size:
                out.append((block.x0, block.x1))
    return sorted(out)


def _is_group(block: Block, rows: Sequence[Row]) -> bool:
    """Tell whether the rows around a label have labels of their own to its right."""
    above = [r for r in rows if r.first <= block.middle + 1]
    below = [r for r in rows if r.first >= block.middle - 1]
    near = [r.label for r in (*above[-1:], *below[:1]) if r.label]
    return bool(near) and all(label.x0 >= block.x1 - 1 for label in near)


class _Grid:
    """Collects the cells of an open table; columns and rows are counted."""

    def __init__(self, labels: int, bands: Sequence[Span]) -> None:
        self.labels = labels
        self.bands = bands
        self.cells: list[RuledCell] = []
        self.rows: dict[int, Row] = {}
        self.height = 0

    def add(self, text: str, row: int, high: int, start: int, stop: int) -> None:
        """Add one cell by its first row, its height and its columns."""
        box = (start * STEP, row * STEP, stop * STEP, (row + high) * STEP)
        self.cells.append(RuledCell(box, text))

    def add_heads(self, found: Sequence[HeadCell]) -> None:
        """Add a run of heads; their column 0 stands for all columns of labels."""
        for text, level, high, start, stop in found:
            first = start - 1 + self.labels if start else 0
            last = stop - 1 + self.labels
            if last > first:
                self.add(text, self.height + level, high, first, last)
        self.height += max(level + high for _, level, high, _, _ in found)

    def add_row(self, row: Row, *, cut: bool) -> None:
        """Add a label and its figures; where the page may have cut the row, blanks are not sure."""
        if self.labels:
            start = max(row.groups, default=-1) + 1
            text = row.label.text if row.label else ""
            self.add(text, self.height, 1, start, self.labels)
        blank = DAMAGED if cut and not row.values and not row.answer else ""
        texts = [blank] * len(self.bands)
        if row.answer:
            texts[0] = row.answer.text
        for word in row.values:
            texts[column(self.bands, word)] = word.text
        for i, text in enumerate(texts, start=self.labels):
            self.add(text, self.height, 1, i, i + 1)
        self.rows[self.height] = row
        self.height += 1

    def add_groups(self, bands: int) -> None:
        """Add the labels of groups beside the rows that stand in them."""
        for at in range(bands):
            run: list[int] = []
            for number in range(self.height + 1):
                block = self.rows[number].groups.get(at) if number in self.rows else None
                before = self.rows[run[-1]].groups[at] if run else None
                if run and block is not before:
                    assert before is not None
                    self.add(before.text, run[0], len(run), at, at + 1)
                    run = []
                if block is not None:
                    run.append(number)

    def table(self, box: Box) -> RuledTable:
        """Return the table; ``box`` is where it stands on the page."""
        columns = [i * STEP for i in range(self.labels + len(self.bands) + 1)]
        rows = [i * STEP for i in range(self.height + 1)]
        cells = sorted(self.cells, key=lambda c: (c.box[1], c.box[0]))
        return RuledTable(box, columns, rows, cells, tuple(self.bands), self.labels)
