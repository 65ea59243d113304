"""A sample as text with its tables drawn: columns parted by blanks, or by lines with corners."""

from __future__ import annotations

from unicodedata import east_asian_width

from made.sample import Cell, Grid, Sample


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _widths(dense: list[list[tuple[Cell, bool]]]) -> list[int]:
    """Return how wide each column has to be; a cell over several columns shares its width."""
    widths = [1] * len(dense[0])
    for row in dense:
        for c, (cell, _) in enumerate(row):
            share = -(-_width(cell.text.replace("\n", "")) // cell.colspan)
            widths[c] = max(widths[c], share)
    return widths


def _blanks(grid: Grid) -> list[str]:
    """Return the rows with every column at its place, and three blanks between columns."""
    dense = grid.dense()
    widths = _widths(dense)
    lines = []
    for row in dense:
        line, at = "", 0
        for c, (cell, first) in enumerate(row):
            text = cell.text.replace("\n", "") if first else ""
            line = _padded(line, at) + text
            at += widths[c] + 3
        lines.append(line.rstrip())
    return lines


def _ruled(grid: Grid) -> list[str]:
    """Return the rows between lines; cells over several rows and columns are one field."""
    dense = grid.dense()
    widths = _widths(dense)
    lines = [_border(dense, 0, widths)]
    for r, row in enumerate(dense):
        line, c = "|", 0
        while c < len(row):
            cell, first = row[c]
            span = 1
            while c + span < len(row) and row[c + span][0] is cell and cell.colspan > 1:
                span += 1
            width = sum(widths[c : c + span]) + 3 * (span - 1)
            line += " " + _padded(cell.text.replace("\n", "") if first else "", width) + " |"
            c += span
        lines += [line, _border(dense, r + 1, widths)]
    return lines


def _border(dense: list[list[tuple[Cell, bool]]], below: int, widths: list[int]) -> str:
    line = "+"
    for c, width in enumerate(widths):
        goes_on = _goes_on(dense, below, c)
        # Within a cell over several rows and columns no corner is drawn.
        inner = goes_on and c + 1 < len(widths) and _goes_on(dense, below, c + 1)
        inner = inner and dense[below][c][0] is dense[below][c + 1][0]
        line += (" " if goes_on else "-") * (width + 2) + (" " if inner else "+")
    return line


def _goes_on(dense: list[list[tuple[Cell, bool]]], below: int, column: int) -> bool:
    if not 0 < below < len(dense):
        return False
    cell = dense[below][column][0]
    return cell.rowspan > 1 and dense[below - 1][column][0] is cell


def _text(sample: Sample, ruled: bool) -> bytes:
    lines: list[str] = []
    for block in sample.blocks:
        drawn = _ruled if ruled else _blanks
        lines += ["", *drawn(block), ""] if isinstance(block, Grid) else [block]
    return "\n".join(lines).encode()


def write(sample: Sample) -> bytes:
    """Return the text with columns parted by blanks."""
    return _text(sample, ruled=False)


def write_ruled(sample: Sample) -> bytes:
    """Return the text with tables between drawn lines."""
    return _text(sample, ruled=True)
