"""A sample as plain text: with its cells parted by tabs, or with all cells run together."""

from __future__ import annotations

from made.sample import Grid, Sample


def _lines(grid: Grid, between: str) -> list[str]:
    """Return a row a line; a spanning cell stands once, at its first place, the others are blank."""
    lines = []
    for row in grid.dense():
        texts = [cell.text.replace("\n", "") if first else "" for cell, first in row]
        lines.append(between.join(texts))
    return lines


def _text(sample: Sample, between: str) -> str:
    lines: list[str] = []
    for block in sample.blocks:
        lines += _lines(block, between) if isinstance(block, Grid) else [block]
    return "\n".join(lines) + "\n"


def write(sample: Sample) -> bytes:
    """Return the text with tabs between cells."""
    return _text(sample, "\t").encode()


def write_glued(sample: Sample) -> bytes:
    """Return the text as a page leaves it that was flattened: nothing stands between cells."""
    return _text(sample, "").encode()
