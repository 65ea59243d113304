"""PDF page: its characters with their places, its ruling lines and pictures, as a person sees it."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

from toolkit.readers.pdf_objects import LINE, Look, Objects, address, page_objects
from toolkit.readers.pdf_shapes import Box, Glyph, Line, PdfPage, Point, TooMuchError, UndrawnError

MAX_GLYPHS = 60_000
#: Characters times shapes that may cover them, and characters times lines that may strike them out.
_MAX_COVERS = 20_000_000
_MAX_STRUCK = 2_000_000
#: Equal characters in one spot.
_MAX_ALIKE = 200


def read_page(page: Any) -> PdfPage:
    """Return the characters, lines and pictures of one pypdfium2 page.

    Raises
    ------
    TooMuchError
        The page holds more objects than a page of print can.
    """
    objects = page_objects(page)
    left, bottom, right, top = page.get_cropbox()
    crop = (left, bottom, right, top)
    text = page.get_textpage()
    try:
        raw = _characters(text.raw, objects)
    finally:
        text.close()
    angle = _angle(raw, page.get_rotation())
    turn, width, height = _turned(angle, crop)
    out = PdfPage(width, height)
    out.glyphs = _glyphs(raw, angle, turn, out, objects)
    for one, other in objects.strokes:
        _add_line(out, turn(*one), turn(*other))
    for _, box, _ in objects.fills:
        _add_thin(out, _box(turn, box))
    _strike(out)
    page_box = (0.0, 0.0, width, height)
    out.pictures = [_clip(_box(turn, box), page_box) for _, box, _ in objects.pictures]
    return out


_Raw = tuple[str, Box, Point, float, Look | None]


#: Notes and fields that print text, and where that text stands.
_FILLED = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}


def _drawn(note: Any) -> bool:
    return pdfium.FPDFAnnot_GetAP(note, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2


def _holds(note: Any, key: bytes) -> bool:
    return pdfium.FPDFAnnot_GetStringValue(note, key, None, 0) > 2


def flatten(page: Any) -> bool:
    """Draw notes and filled-in fields, which lie over a page, into it; False where there are none."""
    count = min(pdfium.FPDFPage_GetAnnotCount(page.raw), MAX_GLYPHS)
    kinds = set()
    for i in range(count):
        note = pdfium.FPDFPage_GetAnnot(page.raw, i)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        kinds.add(kind)
        if kind in _FILLED and not _drawn(note) and _holds(note, _FILLED[kind]):
            raise UndrawnError
        pdfium.FPDFPage_CloseAnnot(note)
    if not kinds - {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT}:
        return False
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    return True


def _characters(text: Any, objects: Objects) -> list[_Raw]:
    """Return each character that the file draws: text, box, origin, angle and look."""
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_GLYPHS:
        raise TooMuchError
    x, y = ctypes.c_double(), ctypes.c_double()
    rect = pdfium.FS_RECTF()
    out: list[_Raw] = []
    for i in range(count):
        if pdfium.FPDFText_IsGenerated(text, i) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text, i)
        if pdfium.FPDFText_IsHyphen(text, i) == 1:
            code = 0x2D
        if not pdfium.FPDFText_GetLooseCharBox(text, i, rect):
            continue
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        obj = pdfium.FPDFText_GetTextObject(text, i)
        look = objects.texts.get(address(obj)) if obj else None
        unknown = pdfium.FPDFText_HasUnicodeMapError(text, i) == 1
        angle = pdfium.FPDFText_GetCharAngle(text, i)
        box = (rect.left, rect.bottom, rect.right, rect.top)
        printed = "\ufffd" if unknown else _printed(code)
        out.append((printed, box, (x.value, y.value), angle, look))
    return out


def _printed(code: int) -> str:
    """Return the character of a code, U+FFFD where the file does not say which one it is."""
    if code in (0x20, 0xA0, 0x3000, 0x09) or 0x2000 <= code <= 0x200A:
        return " "
    if code == 0xAD:
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return "\ufffd"
    if unicodedata.category(chr(code)) in ("Co", "Cn"):
        return "\ufffd"
    return chr(code)


def _quarter(angle: float) -> int | None:
    """Return the angle in quarter turns, None where it is none."""
    turns = angle / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.03 else None


def _angle(raw: list[_Raw], rotation: int) -> int:
    """Return the quarter turns in which most of the page is written."""
    found = Counter(q for text, _, _, a, _ in raw if text != " " and (q := _quarter(a)) is not None)
    return found.most_common(1)[0][0] if found else (rotation // 90) % 4


def _turned(angle: int, crop: Box) -> tuple[Callable[[float, float], Point], float, float]:
    """Return what turns points of the file upright, y growing downwards, and the page's size."""
    x0, y0, x1, y1 = crop
    wide, high = x1 - x0, y1 - y0
    if angle == 1:
        return (lambda x, y: (y1 - y, x1 - x)), high, wide
    if angle == 2:
        return (lambda x, y: (x1 - x, y - y0)), wide, high
    if angle == 3:
        return (lambda x, y: (y - y0, x - x0)), high, wide
    return (lambda x, y: (x - x0, y1 - y)), wide, high


def _box(turn: Callable[[float, float], Point], box: Box) -> Box:
    one, other = turn(box[0], box[1]), turn(box[2], box[3])
    return (
        min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]),
    )  # fmt: skip


def _clip(box: Box, page: Box) -> Box:
    x0, y0 = max(box[0], page[0]), max(box[1], page[1])
    return x0, y0, max(min(box[2], page[2]), x0), max(min(box[3], page[3]), y0)


def _glyphs(
    raw: list[_Raw],
    angle: int,
    turn: Callable[[float, float], Point],
    page: PdfPage,
    objects: Objects,
) -> list[Glyph]:
    covers = [(o, b, w) for o, b, w in objects.fills if min(b[2] - b[0], b[3] - b[1]) > LINE]
    if len(raw) * (len(covers) + len(objects.pictures)) > _MAX_COVERS:
        raise TooMuchError
    out: list[Glyph] = []
    known: dict[tuple[str, int, int], list[Glyph]] = {}
    usual = _usual_size(raw)
    for text, box, origin, own, look in raw:
        x0, top, x1, bottom = _box(turn, box)
        glyph = Glyph(text, x0, top, x1, bottom, turn(*origin)[1])
        pale = look is not None and look.pale
        if _quarter(own) != angle:
            # A watermark is left out; a figure set sideways is there, but not read.
            if pale or not text.isdigit():
                continue
            glyph.base, glyph.hidden = glyph.bottom, True
        x, y = glyph.middle
        if not (0 <= x <= page.width and 0 <= y <= page.height) or _twice(glyph, known):
            continue
        if pale and glyph.size > 1.8 * usual:
            continue
        if look is not None and not glyph.hidden:
            glyph.hidden = not look.seen or _covered(look, box, covers, objects.pictures)
        out.append(glyph)
    return out


def _usual_size(raw: list[_Raw]) -> float:
    """Return the most frequent height of the characters."""
    heights = Counter(
        round(min(b[3] - b[1], b[2] - b[0]) if _quarter(a) in (1, 3) else b[3] - b[1])
        for text, b, _, a, _ in raw
        if text != " "
    )
    return float(heights.most_common(1)[0][0]) if heights else 10.0


def _covered(
    look: Look,
    box: Box,
    covers: list[tuple[int, Box, bool]],
    pictures: list[tuple[int, Box, bool]],
) -> bool:
    """Tell whether a later shape or picture covers a character, or it is white on white."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    below = [(o, w) for o, b, w in covers if b[0] <= x <= b[2] and b[1] <= y <= b[3]]
    if any(o > look.order for o, _ in below):
        return True
    near = [(o, clear) for o, b, clear in pictures if b[0] <= x <= b[2] and b[1] <= y <= b[3]]
    if any(o > look.order and not clear for o, clear in near):
        return True
    return look.white and not near and all(white for _, white in below)


def _twice(glyph: Glyph, known: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    """Tell whether a character was drawn before at almost the same place, to look bold."""
    if glyph.text == " ":
        return False
    col, row = int(glyph.x0 // 4), int(glyph.base // 4)
    near = max(0.22 * (glyph.x1 - glyph.x0), 0.3)
    for c in (col - 1, col, col + 1):
        for r in (row - 1, row, row + 1):
            for other in known.get((glyph.text, c, r), ()):
                if abs(other.x0 - glyph.x0) <= near and abs(other.base - glyph.base) <= near:
                    return True
    alike = known.setdefault((glyph.text, col, row), [])
    alike.append(glyph)
    if len(alike) > _MAX_ALIKE:
        raise TooMuchError
    return False


def _strike(page: PdfPage) -> None:
    """Take digits that a line strikes out as not to be read."""
    lines = sorted(page.across, key=lambda x: x.at)
    places = [line.at for line in lines]
    compared = 0
    for g in page.glyphs:
        if not g.text.isdigit():
            continue
        first = bisect_left(places, g.base - 0.6 * g.size)
        last = bisect_left(places, g.base - 0.12 * g.size)
        compared += last - first
        if compared > _MAX_STRUCK:
            raise TooMuchError
        x = g.middle[0]
        g.hidden = g.hidden or any(a.start <= x <= a.stop for a in lines[first:last])


def _add_line(page: PdfPage, one: Point, other: Point) -> None:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    if high <= 1 and wide > 1:
        at = (one[1] + other[1]) / 2
        page.across.append(Line(at, min(one[0], other[0]), max(one[0], other[0])))
    elif wide <= 1 and high > 1:
        at = (one[0] + other[0]) / 2
        page.down.append(Line(at, min(one[1], other[1]), max(one[1], other[1])))


def _add_thin(page: PdfPage, box: Box) -> None:
    wide, high = box[2] - box[0], box[3] - box[1]
    if high <= LINE and wide > 0:
        page.across.append(Line((box[1] + box[3]) / 2, box[0], box[2]))
    if wide <= LINE and high > 0:
        page.down.append(Line((box[0] + box[2]) / 2, box[1], box[3]))
