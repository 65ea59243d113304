"""Joined tables: a table that a page break cut is one table again, its torn cells whole."""

from __future__ import annotations

import re

from toolkit.readers.pdf_ruled import RuledCell, RuledTable
from toolkit.readers.pdf_text import join_lines
from toolkit.values import fold, parse_value

#: Ruling lines of the two parts of a table stand at the same places, give or take this, in points.
_NEAR = 5.0
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十\d]{1,3}\)"
    r"|\d{1,2}[.、,):]|[①-⑳⑴-⒛㈠-㈩]|第[一二三四五六七八九十\d]|其中)"
)


def continues(table: RuledTable, following: RuledTable) -> bool:
    """Tell whether the first table of a page has the columns of the last one of the page before."""
    if table.bands or following.bands:
        return _same_bands(table, following)
    for at in (0, -1):
        if abs(table.columns[at] - following.columns[at]) > _NEAR:
            return False
    fewer, more = sorted((table.columns, following.columns), key=len)
    return len(fewer) > 2 and all(min(abs(x - y) for y in more) <= _NEAR for x in fewer)


def _same_bands(table: RuledTable, following: RuledTable) -> bool:
    """Tell whether the columns of figures of two open tables stand at the same places."""
    if len(table.bands) != len(following.bands) or bool(table.labels) != bool(following.labels):
        return False
    return all(
        min(abs(a[0] - b[0]), abs(a[1] - b[1]), abs(sum(a) - sum(b)) / 2) <= _NEAR
        for a, b in zip(table.bands, following.bands, strict=True)
    )


def _widened(table: RuledTable, labels: int) -> RuledTable:
    """Return an open table with more columns of labels: groups that it does not print again."""
    more = labels - table.labels
    if not table.bands or more <= 0:
        return table
    step = table.columns[1] - table.columns[0]
    cells = []
    for cell in table.cells:
        x0, top, x1, bottom = cell.box
        # What begins at the left edge and is no group spans the new columns too.
        wide = x0 == 0 and x1 >= table.labels * step
        box = (x0 if wide else x0 + more * step, top, x1 + more * step, bottom)
        cells.append(RuledCell(box, cell.text, cell.full))
    columns = [i * step for i in range(len(table.columns) + more)]
    return RuledTable(table.box, columns, table.rows, cells, table.bands, labels)


def join(table: RuledTable, following: RuledTable) -> RuledTable:
    """Return two parts of one table as one; heads that are printed again stand once."""
    labels = max(table.labels, following.labels)
    table, following = _widened(table, labels), _widened(following, labels)
    columns = _merged(table.columns, following.columns)
    upper = [_moved(c, columns, 0.0) for c in table.cells]
    lower = _without_heads(table, following)
    if not lower:
        return table
    shift = table.rows[-1] - min(c.box[1] for c in lower)
    lower = [_moved(c, columns, shift) for c in lower]
    seam = table.rows[-1]
    if not _join_cut_row(upper, lower, seam):
        _join_groups(upper, lower, seam)
    cells = sorted((*upper, *lower), key=lambda c: (c.box[1], c.box[0]))
    rows = sorted({y for c in cells for y in (c.box[1], c.box[3])})
    box = (columns[0], rows[0], columns[-1], rows[-1])
    return RuledTable(box, columns, rows, cells, table.bands, labels)


def _merged(one: list[float], other: list[float]) -> list[float]:
    out = list(one)
    out += [x for x in other if min(abs(x - y) for y in one) > _NEAR]
    return sorted(out)


def _moved(cell: RuledCell, columns: list[float], shift: float) -> RuledCell:
    x0, top, x1, bottom = cell.box

    def snap(x: float) -> float:
        return min(columns, key=lambda c: abs(c - x))

    return RuledCell((snap(x0), top + shift, snap(x1), bottom + shift), cell.text, cell.full)


def _rows(table: RuledTable) -> list[list[tuple[int, int, str]]]:
    """Return each row's cells as first column, last column and text, blanks left out."""
    out = []
    for top in table.rows[:-1]:
        own = [c for c in table.cells if c.box[1] == top]
        out.append([(round(c.box[0] / 8), round(c.box[2] / 8), _plain(c.text)) for c in own])
    return out


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


def _without_heads(table: RuledTable, following: RuledTable) -> list[RuledCell]:
    """Return the cells of the second part below the heads that it prints again.

    Heads printed again are its first rows where they say the same as the first rows of the table,
    in words, and no cell reaches out of them.
    """
    first, again = _rows(table), _rows(following)
    same = 0
    while same < min(len(first), len(again)) and [t for _, _, t in first[same]] == [
        t for _, _, t in again[same]
    ]:
        same += 1
    while same:
        edge = following.rows[same]
        words = [t for row in again[:same] for _, _, t in row if t]
        whole = not any(c.box[1] < edge < c.box[3] for c in following.cells)
        if whole and words and not any(_is_number(t) for t in words):
            return [c for c in following.cells if c.box[1] >= edge]
        same -= 1
    return list(following.cells)


def _is_number(text: str) -> bool:
    value = parse_value(text)
    # What longer words follow is a numbered label.
    return value.number is not None and len(value.unit or "") < 3


def _is_words(cell: RuledCell) -> bool:
    return not _is_number(cell.text) and parse_value(cell.text).missing in (None, "illegible")


def _blank(cell: RuledCell) -> bool:
    return not cell.text.strip()


def _pairs(
    upper: list[RuledCell], lower: list[RuledCell], seam: float
) -> list[tuple[RuledCell, RuledCell]]:
    """Return the cells that meet at the page break, one above the other, of equal width."""
    above = {(c.box[0], c.box[2]): c for c in upper if c.box[3] == seam}
    return [
        (above[c.box[0], c.box[2]], c)
        for c in lower
        if abs(c.box[1] - seam) < 0.01 and (c.box[0], c.box[2]) in above
    ]


def _runs_on(above: RuledCell, below: RuledCell) -> bool:
    """Tell whether words that fill a cell's last line go on in the cell below."""
    return (
        above.full
        and not _blank(above)
        and not _blank(below)
        and not _is_number(above.text)
        and not _is_number(below.text)
        and not _NUMBERED.match(fold(below.text).lstrip())
    )


def _join_cut_row(upper: list[RuledCell], lower: list[RuledCell], seam: float) -> bool:
    """Join a row of the table that the page break cut: words go on, figures stand on one side."""
    pairs = _pairs(upper, lower, seam)
    top = [c for c in lower if abs(c.box[1] - seam) < 0.01]
    if not pairs or len(pairs) != len(top):
        return False
    on = [p for p in pairs if _runs_on(*p)]
    rest = [p for p in pairs if p not in on]
    figures = [p for p in rest if _is_number(p[0].text) or _is_number(p[1].text)]
    if not on or any(not _blank(a) and not _blank(b) for a, b in rest):
        return False
    # Where both sides hold figures, or the words that go on are a group's, these are two rows.
    if any(_is_number(a.text) for a, _ in figures) and any(_is_number(b.text) for _, b in figures):
        return False
    if not _is_last_label(on[-1][0], pairs):
        return False
    for above, below in pairs:
        _absorb(upper, lower, above, below)
    return True


def _is_last_label(cell: RuledCell, pairs: list[tuple[RuledCell, RuledCell]]) -> bool:
    """Tell whether no words stand to the right of a cell beside the page break."""
    right = [p for p in pairs if p[0].box[0] >= cell.box[2]]
    return all(_blank(c) or not _is_words(c) for p in right for c in p)


def _join_groups(upper: list[RuledCell], lower: list[RuledCell], seam: float) -> None:
    """Join the label of a group of rows that the page break tore."""
    figures = [c.box[0] for c in (*upper, *lower) if _is_number(c.text)]
    if not figures:
        return
    first = min(figures)
    for above, below in _pairs(upper, lower, seam):
        # A group stands to the left of the labels of its rows.
        right = [c for c in lower if below.box[2] <= c.box[0] < first]
        if all(_blank(c) or abs(c.box[1] - seam) > 0.01 for c in right):
            continue
        if not (_spans_rows(above, upper) or _spans_rows(below, lower)):
            continue
        again = _plain(above.text) == _plain(below.text)
        if _blank(below) or again or _blank(above) or _runs_on(above, below):
            _absorb(upper, lower, above, below)


def _spans_rows(cell: RuledCell, cells: list[RuledCell]) -> bool:
    """Tell whether a cell stands beside more than one row."""
    _, top, _, bottom = cell.box
    return any(
        top <= c.box[1] and c.box[3] <= bottom and c.box[3] - c.box[1] < bottom - top for c in cells
    )


def _absorb(
    upper: list[RuledCell], lower: list[RuledCell], above: RuledCell, below: RuledCell
) -> None:
    """Make one cell of two, in the upper list."""
    again = _plain(above.text) == _plain(below.text)
    text = above.text if again else join_lines([above.text, below.text])
    box = (above.box[0], above.box[1], above.box[2], below.box[3])
    # By identity: cells of equal text and place are different cells.
    upper[next(i for i, c in enumerate(upper) if c is above)] = RuledCell(box, text, below.full)
    del lower[next(i for i, c in enumerate(lower) if c is below)]
