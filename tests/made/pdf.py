"""A sample as a PDF, set by typst; tables with and without ruling lines, on pages of any height."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pylopdf_fonts_zh_cn as fonts
import typst

from made.sample import Grid, Sample

_TEMPLATE = """
#set page(width: 595pt, height: HEIGHTpt, margin: (x: 56pt, y: 64pt), numbering: "- 1 -", flipped: FLIPPED)
#set text(font: "Noto Serif SC", size: 11pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 0.9em)
#let blocks = json("sample.json")
#for block in blocks {
  if block.kind == "title" {
    align(center, text(size: 17pt, block.text))
  } else if block.kind == "text" {
    par(block.text)
  } else {
    set par(first-line-indent: 0pt, justify: false, leading: 0.5em)
    set text(size: 8.5pt)
    let cells = block.cells.map(c => table.cell(
      rowspan: c.rowspan, colspan: c.colspan, c.text.split("\\n").join(linebreak()),
    ))
    let inside = if block.heads > 0 and REPEAT {
      (table.header(repeat: true, ..cells.slice(0, block.heads)), ..cells.slice(block.heads))
    } else { cells }
    table(columns: block.columns.map(c => if c == 0 { auto } else { c * 1fr }),
      stroke: STROKE, align: ALIGN, inset: INSET, ..inside)
  }
}
"""


def widths(grid: Grid) -> list[float]:
    """Return the shares of the page's width that the columns get: by their longest line."""
    dense = grid.dense()
    out = []
    for c in range(len(dense[0])):
        texts = [row[c][0] for row in dense if row[c][0].colspan == 1]
        longest = max((len(line) for t in texts for line in t.text.split("\n")), default=2)
        out.append(min(max(longest, 2.5), 11.0) + 1.5)
    return out


def blocks(sample: Sample) -> list[dict[str, object]]:
    """Return the sample as the data that the template sets."""
    out: list[dict[str, object]] = []
    for block in sample.blocks:
        if isinstance(block, Grid):
            cells = [
                {"text": c.text, "rowspan": c.rowspan, "colspan": c.colspan}
                for row in block.cells
                for c in row
            ]
            heads = sum(len(row) for row in block.cells[: block.heads])
            out.append({"kind": "table", "cells": cells, "columns": widths(block), "heads": heads})
        else:
            kind = "title" if block == sample.title else "text"
            out.append({"kind": kind, "text": block})
    return out


def compile_typst(source: str, files: dict[str, str] | None = None) -> bytes:
    """Set a typst source with the fonts of the installation."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "main.typ").write_text(source, encoding="utf-8")
        for name, text in (files or {}).items():
            (root / name).write_text(text, encoding="utf-8")
        paths = sorted({str(p.parent) for p in (fonts.sans_path(), fonts.serif_path())})
        found = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=paths
        )
        return typst.compile(
            root / "main.typ", root=root, font_paths=found, ignore_system_fonts=True, format="pdf"
        )


def write(
    sample: Sample,
    ruled: bool = True,
    *,
    height: int = 842,
    align: str = "center + horizon",
    repeat: bool = False,
    flipped: bool = False,
    stroke: str = "0.5pt",
) -> bytes:
    """Return the sample as a PDF; ``repeat`` prints the heads again on every page."""
    source = (
        _TEMPLATE.replace("HEIGHT", str(height))
        .replace("STROKE", stroke if ruled else "none")
        .replace("ALIGN", align)
        .replace("REPEAT", str(repeat).lower())
        .replace("FLIPPED", str(flipped).lower())
        .replace("INSET", "4pt" if ruled else "5pt")
    )
    return compile_typst(source, {"sample.json": json.dumps(blocks(sample), ensure_ascii=False)})


def write_repeated(sample: Sample) -> bytes:
    """Return a PDF of low pages: tables cross them, heads are printed again on each."""
    return write(sample, height=420, repeat=True)


def write_low(sample: Sample) -> bytes:
    """Return a PDF of low pages: tables cross them, without their heads."""
    return write(sample, height=420)


def write_unruled(sample: Sample) -> bytes:
    """Return a PDF whose tables have no ruling lines."""
    return write(sample, ruled=False)


def write_unruled_right(sample: Sample) -> bytes:
    """Return a PDF without ruling lines whose words all end at the right of their columns."""
    return write(sample, ruled=False, align="right + horizon", height=600)
