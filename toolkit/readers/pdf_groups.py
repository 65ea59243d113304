"""Groups of rows in an open table: which rows a label to their left stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from toolkit.readers.pdf_words import Block, Word

#: Where a boundary between rows may be, against where the middle of a label puts it.
_SLACK = 0.45


@dataclass(eq=False)
class Row:
    """One printed row: its baselines, its label, its figures, and the groups that it stands in."""

    first: float
    last: float
    label: Block | None = None
    values: list[Word] = field(default_factory=list)
    groups: dict[int, Block] = field(default_factory=dict)


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
    for at, band in enumerate(bands):
        right = max(b.x1 for b in band)
        for start, stop in _runs(rows, right):
            inside = [b for b in band if _between(rows, start, stop, b)]
            if not inside:
                continue
            cut = _cuts(rows, start, stop, inside)
            if cut is None:
                return False
            for block, (one, other) in zip(inside, cut, strict=True):
                for row in rows[one:other]:
                    row.groups[at] = block
        if {id(b) for b in band} != {id(r.groups[at]) for r in rows if at in r.groups}:
            return False
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

    for forward in (True, False):
        at: int | None = 0 if forward else len(edges) - 1
        out: list[tuple[int, int]] = []
        for block in blocks if forward else reversed(blocks):
            assert at is not None
            to = nearest(2 * block.middle - edges[at])
            if to is None or (to <= at if forward else to >= at):
                break
            out.append((start + min(at, to), start + max(at, to)))
            at = to
        else:
            return out if forward else out[::-1]
    return _from_top(rows, start, stop, blocks)


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
    return list(zip(firsts, [*firsts[1:], stop], strict=True))
