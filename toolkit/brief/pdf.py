"""PDF: the blocks of a brief set by typst with our own template and fonts; same input, same bytes."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit.errors import GongkaiError, ParameterError

#: Width of the text on an A4 page of the template, in points.
TEXT_WIDTH = 481.8
#: Room for a chart on a page that also holds its heading, sentence and caption, in points.
TEXT_HEIGHT = 560.0

#: Characters without a shape that web pages scatter in their text.
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f]")


def font_files() -> tuple[Path, Path]:
    """Return the sans and serif font files that come with the installation."""
    import pylopdf_fonts_zh_cn as fonts

    return fonts.sans_path(), fonts.serif_path()


@cache
def _drawable() -> frozenset[int]:
    """Return the characters that both fonts can draw, and the blanks that need no shape."""
    from fontTools.ttLib import TTFont

    maps = []
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            maps.append(set(font.getBestCmap()))
    return frozenset(maps[0] & maps[1]) | {ord(c) for c in "\n\r\t"}


def check_characters(texts: Iterable[str]) -> None:
    """Raise ParameterError where a text holds a character that the fonts cannot draw."""
    missing = sorted(c for c in {c for text in texts for c in text} if ord(c) not in _drawable())
    if missing:
        named = ", ".join(f"{c if c.isprintable() else '?'} (U+{ord(c):04X})" for c in missing)
        raise ParameterError(
            f"the brief's fonts have no shape for {named}: replace this in the data or in the text"
        )


def svg_texts(svg: bytes) -> list[str]:
    """Return the texts that an SVG of matplotlib draws."""
    hidden = r"<style.*?</style>|<metadata>.*?</metadata>|<!--.*?-->"
    body = re.sub(hidden, "", svg.decode(), flags=re.DOTALL)
    return [unescape(t) for t in re.findall(r">([^<>]+)<", body)]


def svg_width(svg: bytes) -> float:
    """Return the width at which a chart is set: its own, or less where it would not fit the page."""
    head = re.search(r"<svg[^>]*>", svg.decode())
    size = dict(re.findall(r'\b(width|height)="([\d.]+)pt"', head[0] if head else ""))
    width, height = float(size.get("width", TEXT_WIDTH)), float(size.get("height", 1))
    return width * min(1, TEXT_WIDTH / width, TEXT_HEIGHT / height)


def _strings(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for item in inner for text in _strings(item)]


def make_pdf(content: Mapping[str, Any], images: Mapping[str, bytes]) -> bytes:
    """Set a brief.

    Parameters
    ----------
    content : mapping
        What ``template.typ`` reads as ``brief.json``.
    images : mapping of str to bytes
        SVG files by the name that ``content`` uses.

    Returns
    -------
    bytes
        The PDF.

    Raises
    ------
    ParameterError
        A character has no shape in the fonts.
    GongkaiError
        typst refused the brief.
    """
    import typst

    text = _INVISIBLE.sub("", json.dumps(content, ensure_ascii=False))
    check_characters(_strings(json.loads(text)))
    check_characters(t for svg in images.values() for t in svg_texts(svg))
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(path) for path in sorted({p.parent for p in font_files()})],
    )
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        root = Path(folder)
        (root / "brief.json").write_text(text, encoding="utf-8")
        (root / "main.typ").write_bytes((files(__package__) / "template.typ").read_bytes())
        for name, svg in images.items():
            (root / name).write_bytes(svg)
        try:
            return typst.compile(
                root / "main.typ",
                root=root,
                font_paths=fonts,
                ignore_system_fonts=True,
                format="pdf",
                # archive and accessibility together
                pdf_standards=["a-2a", "ua-1"],
                # No zone and no clock of the machine: the date stands in the document.
                timestamp=0,
            )
        except typst.TypstError as error:
            said = " ".join(str(error.message).split())
            raise GongkaiError(f"the PDF could not be set: {said}") from error
