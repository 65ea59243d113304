"""A sample as Markdown: merged cells stand once and then blank, or are repeated, or are HTML."""

from __future__ import annotations

import re

from made import html
from made.sample import Grid, Sample


def _escaped(text: str) -> str:
    """Return a text whose marks mean nothing."""
    return re.sub(r"([\\*_`|\[\]<>#])", r"\\\1", text)


def _pipes(grid: Grid, *, repeated: bool, outer: bool = True) -> list[str]:
    """Return a pipe table; the line of dashes stands below its first row."""
    lines = []
    for row in grid.dense():
        texts = [
            _escaped(cell.text).replace("\n", "<br>") if first or repeated else ""
            for cell, first in row
        ]
        line = " | ".join(texts)
        lines.append(f"| {line} |" if outer else line)
        if len(lines) == 1:
            rule = "|".join(["---"] * len(texts))
            lines.append(f"|{rule}|" if outer else rule)
    return lines


def _written(
    sample: Sample, *, repeated: bool = False, outer: bool = True, tags: bool = False
) -> bytes:
    lines = ["---", f'title: "{sample.title}"', f"place: {sample.place}", "---", ""]
    for block in sample.blocks:
        if isinstance(block, Grid):
            lines += [html.table(block)] if tags else _pipes(block, repeated=repeated, outer=outer)
        elif block == sample.title:
            lines += [f"# {_escaped(block)}"]
        elif re.match(r"[一二三四五六七八九十]+、.{2,40}$", block):
            lines += [f"## {_escaped(block)}"]
        else:
            lines += ["    " + _escaped(block)]
        lines.append("")
    return "\n".join(lines).encode()


def write(sample: Sample) -> bytes:
    """Return Markdown in which a merged cell stands once, and blank cells fill its place."""
    return _written(sample)


def write_repeated(sample: Sample) -> bytes:
    """Return Markdown in which the text of a merged cell is repeated over its place."""
    return _written(sample, repeated=True)


def write_open(sample: Sample) -> bytes:
    """Return Markdown whose tables have no pipe before the first and after the last cell."""
    return _written(sample, outer=False)


def write_tags(sample: Sample) -> bytes:
    """Return Markdown that keeps its tables as HTML."""
    return _written(sample, tags=True)
