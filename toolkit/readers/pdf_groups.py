"""Groups of rows in an open table: which rows a label to their left stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from toolkit.readers.pdf_words import Block, Word

#: Where a boundary between rows may be, against where the middle of a label puts it.
_SLACK = 0.45
_NUMBER = re.compile(r"\s*(\d{1,2})[.．、]")


@dataclass(eq=False)
class Row:
    """One printed row: its baselines, its label, its figures and groups.

    ``answer`` are words in the place of a figure.
    """

    first: float
    last: float
    label: Block | None = None
    values: list[Word] = field(default_factory=list)
    groups: dict[int, Block] = field(default_factory=dict)
    answer: Block | None = None


def group_bands(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the labels of groups by the columns that they stand in, left to right."""
    bands: list[list[Block]] = []
    for block in sorted(blocks, key=lambda b: b.x0):
        for band in bands:
            if block.x0 < max(b.x1 for b in band) and block.x1 > min(b.x0 for b in band):
                band.append(block)
                break
        else:
            bands.append([block])
    return [sorted(band, key=lambda b: b.middle) for band in bands]


def spread(rows: Sequence[Row], bands: Sequence[Sequence[Block]]) -> bool:
    """Give each row the groups that it stands in; False where the places do not tell them.

    A label stands in the middle of its rows, or beside the first of them; the groups of one column
    follow each other without a gap.
    """
    left = _from_left(rows, bands)
    for at, band in enumerate(bands):
        right = max(b.x1 for b in band)
        for start, stop in _runs(rows, right):
            inside = [b for b in band if _between(rows, start, stop, b)]
            if not inside:
                continue
            # Where labels begin at the left of their columns, a run is one already.
            cut = None if left else _cuts_by_column(rows, start, stop, inside)
            cut = cut or _cuts(rows, start, stop, inside)
            if cut is None:
                return False
            for block, (one, other) in zip(inside, cut, strict=True):
                for row in rows[one:other]:
                    row.groups[at] = block
        if {id(b) for b in band} != {id(r.groups[at]) for r in rows if at in r.groups}:
            return False
    return not bands or _counted(rows)


def _from_left(rows: Sequence[Row], bands: Sequence[Sequence[Block]]) -> bool:
    """Tell whether all labels begin at the left of a few columns."""
    blocks = [r.label for r in rows if r.label] + [b for band in bands for b in band]
    starts: list[float] = []
    for block in sorted(blocks, key=lambda b: b.x0):
        if not starts or block.x0 - starts[-1] > 0.6 * block.size:
            starts.append(block.x0)
    return len(starts) <= len(bands) + 1


def _counted(rows: Sequence[Row]) -> bool:
    """Tell whether the numbers of the labels in each group count from one, as far as printed."""
    before: tuple[Block | None, int] = (None, 0)
    for at, row in enumerate(rows):
        group = row.groups[max(row.groups)] if row.groups else None
        found = _NUMBER.match(row.label.text) if row.label else None
        number = int(found[1]) if found else 0
        if group is not None and number:
            follows = before[0] is group and number == before[1] + 1
            first = before[0] is not group and number == 1
            if not (follows or first):
                return False
        elif group is None and number > 1 and at and before[1] != number - 1:
            return False
        before = (group, number)
    return True


def _runs(rows: Sequence[Row], right: float) -> list[tuple[int, int]]:
    """Return the runs of rows whose own labels stand to the right of ``right``."""
    out: list[tuple[int, int]] = []
    start: int | None = None
    for i, row in enumerate([*rows, None]):
        inside = row is not None and row.label is not None and row.label.x0 >= right - 1
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            out.append((start, i))
            start = None
    return out


def _between(rows: Sequence[Row], start: int, stop: int, block: Block) -> bool:
    high = 0.6 * block.size
    return rows[start].first - high <= block.middle <= rows[stop - 1].last + high


def _edges(rows: Sequence[Row], start: int, stop: int) -> list[float]:
    """Return the boundaries of the rows of a run, the outer ones as far off as the inner ones."""
    inner = [
        (a.last + b.first) / 2
        for a, b in zip(rows[start : stop - 1], rows[start + 1 : stop], strict=True)
    ]
    gaps = [b.first - a.last for a, b in pairwise(rows)]
    half = min(gaps, default=10.0) / 2
    return [rows[start].first - half, *inner, rows[stop - 1].last + half]


def _cuts(
    rows: Sequence[Row], start: int, stop: int, blocks: Sequence[Block]
) -> list[tuple[int, int]] | None:
    """Return the first row and the end of each group's rows, None where the places disagree."""
    edges = _edges(rows, start, stop)
    slack = _SLACK * min(b - a for a, b in pairwise(edges))

    def nearest(y: float) -> int | None:
        at = min(range(len(edges)), key=lambda i: abs(edges[i] - y))
        return at if abs(edges[at] - y) <= slack else None

    def chain(forward: bool) -> list[tuple[int, int]] | None:
        at = 0 if forward else len(edges) - 1
        out: list[tuple[int, int]] = []
        for block in blocks if forward else reversed(blocks):
            to = nearest(2 * block.middle - edges[at])
            if to is None or (to <= at if forward else to >= at):
                return None
            out.append((start + min(at, to), start + max(at, to)))
            at = to
        # At the top of a page, rows may go on in a group that is not named again.
        whole = at == len(edges) - 1 if forward else at == 0 or start == 0
        return sorted(out) if whole else None

    centred = chain(True) or chain(False)
    topped = _from_top(rows, start, stop, blocks)
    if centred and topped and centred != topped:
        return None
    return centred or topped


def _cuts_by_column(
    rows: Sequence[Row], start: int, stop: int, blocks: Sequence[Block]
) -> list[tuple[int, int]] | None:
    """Part a run where the labels of its rows stand in another column, then as above."""
    out: list[tuple[int, int]] = []
    first = start
    for i in range(start + 1, stop + 1):
        if i < stop and _aligned(rows[i - 1].label, rows[i].label):
            continue
        inside = [b for b in blocks if _between(rows, first, i, b)]
        if inside:
            cut = _cuts(rows, first, i, inside)
            if cut is None:
                return None
            out += cut
        first = i
    return out if len(out) == len(blocks) else None


def _aligned(one: Block | None, other: Block | None) -> bool:
    if one is None or other is None:
        return False
    middle = abs(one.x0 + one.x1 - other.x0 - other.x1) / 2
    return min(middle, abs(one.x0 - other.x0), abs(one.x1 - other.x1)) <= 0.6 * one.size


def _from_top(
    rows: Sequence[Row], start: int, stop: int, blocks: Sequence[Block]
) -> list[tuple[int, int]] | None:
    """Return the rows of groups whose labels stand beside the first of their rows."""
    firsts = []
    for block in blocks:
        beside = [i for i in range(start, stop) if abs(rows[i].first - block.first) <= 1.5]
        if len(beside) != 1:
            return None
        firsts.append(beside[0])
    if firsts[0] != start != 0:
        return None
    return list(zip(firsts, [*firsts[1:], stop], strict=True))
