"""Heads of an open table: which columns a printed head stands over, told by where it is centred."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from toolkit.readers.pdf_words import Block

Span = tuple[float, float]
#: Text, level from the top, number of levels, first column and end; column 0 holds the labels.
HeadCell = tuple[str, int, int, int, int]
_LEVEL = 4.0
#: Ways to part columns among heads that are tried.
_MOST = 5000


def head_cells(
    blocks: Sequence[Block], corner: str, bands: Sequence[Span], left: float, place: str
) -> list[HeadCell] | None:
    """Return the cells of one run of head rows, None where the places do not tell them.

    ``bands`` are the columns of figures; ``left`` is where the labels beside them begin.
    """
    leaves = _leaves(blocks, bands)
    groups = [b for b in blocks if b not in leaves.values()]
    spans = [
        (min(x0, b.x0), max(x1, b.x1)) if (b := leaves.get(c)) else (x0, x1)
        for c, (x0, x1) in enumerate(bands)
    ]
    edges = _edges(spans, left)
    tops = {c: getattr(b, place) for c, b in leaves.items()}
    over: dict[int, list[Block]] = {c: [] for c in range(len(bands))}
    runs: dict[int, tuple[int, int]] = {}
    full: list[Block] = []
    while groups:
        low = max(b.middle for b in groups)
        level = sorted((b for b in groups if low - b.middle <= _LEVEL), key=lambda b: b.x0)
        groups = [b for b in groups if b not in level]
        if len(level) == 1 and not groups and _is_full(level[0], edges, spans):
            full = level
            break
        below = {c: y for c, y in tops.items() if y > low + 1}
        found = None
        deepest = max(below.values(), default=0.0)
        for chosen in ([c for c, y in below.items() if deepest - y <= _LEVEL], sorted(below)):
            found = _parted(level, sorted(chosen), edges, spans)
            if found:
                break
        if not found:
            return None
        for block, (start, stop) in zip(level, found, strict=True):
            runs[id(block)] = (start, stop)
            for c in range(start, stop):
                over[c].insert(0, block)
                # Beside a group, a head of its own row is level with the middle or top of both.
                tops[c] = (tops[c] + block.middle) / 2 if place == "middle" else block.first
    depth = 1 + max((len(stack) for stack in over.values()), default=0)
    return _laid_out(leaves, over, runs, full, corner, depth, len(bands))


def _leaves(blocks: Sequence[Block], bands: Sequence[Span]) -> dict[int, Block]:
    """Return the lowest head over each column."""
    out: dict[int, Block] = {}
    for c, (x0, x1) in enumerate(bands):
        middle = (x0 + x1) / 2
        over = [
            b for b in blocks
            if min(b.x1, x1) - max(b.x0, x0) > 0.5 * min(b.x1 - b.x0, x1 - x0)
            or b.x0 <= middle <= b.x1
        ]  # fmt: skip
        if over:
            out[c] = max(over, key=lambda b: b.last)
    # What stands over several columns as the lowest is the head of the one in its middle.
    for block in {id(b): b for b in out.values()}.values():
        own = [c for c, b in out.items() if b is block]
        middle = (block.x0 + block.x1) / 2
        best = min(own, key=lambda c: abs(sum(bands[c]) / 2 - middle))
        for c in own:
            if c != best:
                del out[c]
    return out


def _edges(spans: Sequence[Span], left: float) -> list[float]:
    """Return the boundaries of the columns: the label column's left one first."""
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]
    halves = [x - a[1] for x, a in zip(inner, spans, strict=False)]
    half = max(min(halves, default=6.0), 3.0)
    return [left - half, spans[0][0] - half, *inner, spans[-1][1] + half]


def _middle(block: Block) -> float:
    return (block.x0 + block.x1) / 2


def _is_full(block: Block, edges: Sequence[float], spans: Sequence[Span]) -> bool:
    """Tell whether a head is centred over the whole table, its labels too, not over its figures."""
    whole = abs(_middle(block) - (edges[0] + edges[-1]) / 2)
    figures = abs(_middle(block) - (edges[1] + edges[-1]) / 2)
    beside = min(abs(block.x0 - spans[0][0]), abs(block.x1 - spans[-1][1]))
    return whole < 12 and whole < min(figures, beside)


def _parted(
    level: Sequence[Block], columns: Sequence[int], edges: Sequence[float], spans: Sequence[Span]
) -> list[tuple[int, int]] | None:
    """Part neighbouring columns among the heads of one level; None where no way fits clearly."""
    n = len(columns)
    if n < len(level) or not columns or columns[-1] - columns[0] != n - 1:
        return None
    if n > 40:
        return None
    ways = []
    for tried, cut in enumerate(combinations(range(1, n), len(level) - 1)):
        if tried > _MOST:
            return None
        ends = [0, *cut, n]
        runs = [(columns[a], columns[b - 1] + 1) for a, b in pairwise(ends)]
        off = [
            abs(_middle(b) - (edges[s + 1] + edges[e + 1]) / 2)
            for b, (s, e) in zip(level, runs, strict=True)
        ]
        from_left = [abs(b.x0 - spans[s][0]) for b, (s, _) in zip(level, runs, strict=True)]
        from_right = [abs(b.x1 - spans[e - 1][1]) for b, (_, e) in zip(level, runs, strict=True)]
        inside = all(
            edges[s + 1] - 2 <= b.x0 and b.x1 <= edges[e + 1] + 2
            for b, (s, e) in zip(level, runs, strict=True)
        )
        if inside:
            ways.append((min(max(off), max(from_left), max(from_right)), runs))
    if not ways:
        return None
    ways.sort(key=lambda w: w[0])
    clear = len(ways) == 1 or ways[1][0] - ways[0][0] > 3
    return ways[0][1] if ways[0][0] < 14 and clear else None


def _laid_out(
    leaves: dict[int, Block],
    over: dict[int, list[Block]],
    runs: dict[int, tuple[int, int]],
    full: list[Block],
    corner: str,
    depth: int,
    n: int,
) -> list[HeadCell]:
    first = len(full)
    out: list[HeadCell] = [(b.text, i, 1, 0, n + 1) for i, b in enumerate(full)]
    out.append((corner, first, depth, 0, 1))
    done: set[int] = set()
    for c in range(n):
        for level, block in enumerate(over[c]):
            if id(block) not in done:
                done.add(id(block))
                start, stop = runs[id(block)]
                out.append((block.text, first + level, 1, start + 1, stop + 1))
        used = len(over[c])
        text = leaves[c].text if c in leaves else ""
        out.append((text, first + used, depth - used, c + 1, c + 2))
    return out
