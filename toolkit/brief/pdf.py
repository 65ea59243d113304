"""PDF: the blocks of a brief set by typst with our own template and fonts; same input, same bytes."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit.errors import GongkaiError, ParameterError, SourceError

#: Width of the text on an A4 page of the template, in points.
TEXT_WIDTH = 481.8
#: Room for a chart on a page that also holds its heading, sentence and caption, in points.
TEXT_HEIGHT = 560.0

_SVG_TEXT = re.compile(r">([^<>]+)<")
_SVG_SIZE = re.compile(r"<svg[^>]*>")
_SVG_SIDE = re.compile(r'\b(width|height)="([\d.]+)pt"')


def font_files() -> tuple[Path, Path]:
    """Return the sans and serif font files that come with the installation."""
    import pylopdf_fonts_zh_cn as fonts

    return fonts.sans_path(), fonts.serif_path()


@cache
def _drawable() -> frozenset[int]:
    """Return the characters that both fonts can draw."""
    from fontTools.ttLib import TTFont

    maps = []
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            maps.append(set(font.getBestCmap()))
    return frozenset(maps[0] & maps[1])


def missing_characters(texts: Iterable[str]) -> list[str]:
    """Return the characters of ``texts`` that the fonts cannot draw, sorted, each once."""
    used = {c for text in texts for c in text}
    return sorted(c for c in used if c not in "\n\r\t" and ord(c) not in _drawable())


def check_characters(texts: Iterable[str]) -> None:
    """Raise ParameterError where a text holds a character that the fonts cannot draw."""
    missing = missing_characters(texts)
    if missing:
        named = ", ".join(f"{c if c.isprintable() else '?'} (U+{ord(c):04X})" for c in missing[:10])
        more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
        raise ParameterError(
            f"the brief's fonts have no shape for {named}{more}: "
            "replace these characters in the data or in the text"
        )


def svg_texts(svg: bytes) -> list[str]:
    """Return the texts that an SVG of matplotlib draws."""
    body = re.sub(
        r"<style.*?</style>|<metadata>.*?</metadata>|<!--.*?-->", "", svg.decode(), flags=re.S
    )
    return [unescape(t) for t in _SVG_TEXT.findall(body)]


def svg_width(svg: bytes) -> float:
    """Return the width at which a chart is set: its own, or less where it would not fit the page."""
    match = _SVG_SIZE.search(svg.decode())
    if not match:
        return TEXT_WIDTH
    size = dict(_SVG_SIDE.findall(match[0]))
    width, height = float(size.get("width", TEXT_WIDTH)), float(size.get("height", 0))
    return width * min(1, TEXT_WIDTH / width, TEXT_HEIGHT / height if height else 1)


def _strings(data: object) -> Iterable[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _strings(value)


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

    check_characters([*_strings(content), *(t for svg in images.values() for t in svg_texts(svg))])
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(path) for path in sorted({p.parent for p in font_files()})],
    )
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        root = Path(folder)
        (root / "brief.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
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
            raise GongkaiError(
                f"the PDF could not be set: {' '.join(str(error.message).split())}"
            ) from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` at one stroke: a reader sees the old file or the new, never half."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SourceError(
            f"{path} cannot be written ({error.strerror or error}): choose another output folder"
        ) from error


def check_folder(folder: Path) -> None:
    """Raise SourceError where no file can be written into ``folder``; it is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(tempfile.mkdtemp(prefix=".gongkai-", dir=folder))
    except OSError as error:
        raise SourceError(
            f"{folder} cannot be written to ({error.strerror or error}): choose another output folder"
        ) from error
