"""PDF objects: what a page of the file draws: how its texts look, its lines, fills and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from toolkit.readers.pdf_shapes import Box, Point, TooMuchError

#: More than any page of print holds; a drawing or an attack is not read.
MAX_OBJECTS = 30_000
MAX_SEGMENTS = 200_000
_MAX_DEPTH = 6
#: A filled shape no thicker than this is a ruling line, in points.
LINE = 3.0
_LIGHT = 250


Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Look:
    """How the characters of one text object are drawn."""

    order: int
    seen: bool
    white: bool
    pale: bool


@dataclass
class Objects:
    """What the objects of a page say, in the coordinates of the file."""

    texts: dict[int, Look] = field(default_factory=dict)
    strokes: list[tuple[Point, Point]] = field(default_factory=list)
    fills: list[tuple[int, Box, bool]] = field(default_factory=list)
    pictures: list[tuple[int, Box, bool]] = field(default_factory=list)
    count: int = 0
    segments: int = 0


def page_objects(page: Any) -> Objects:
    """Return what the objects of a page draw, also those inside of other objects.

    Raises
    ------
    TooMuchError
        The page holds more objects than a page of print can.
    """
    objects = Objects()
    _walk(
        objects,
        pdfium.FPDFPage_CountObjects(page.raw),
        lambda i: pdfium.FPDFPage_GetObject(page.raw, i),
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        0,
    )
    return objects


def _walk(
    objects: Objects, count: int, get: Callable[[int], Any], matrix: Matrix, depth: int
) -> None:
    for i in range(count):
        obj = get(i)
        if not obj:
            continue
        objects.count += 1
        if objects.count > MAX_OBJECTS:
            raise TooMuchError
        kind = pdfium.FPDFPageObj_GetType(obj)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            objects.texts[address(obj)] = _look(obj, objects.count)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(objects, obj, _times(_matrix(obj), matrix))
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            # A seal or a watermark lets the text below it through.
            clear = pdfium.FPDFPageObj_HasTransparency(obj)
            objects.pictures.append((objects.count, _bounds(obj, matrix), bool(clear)))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            _walk(
                objects,
                pdfium.FPDFFormObj_CountObjects(obj),
                lambda i, obj=obj: pdfium.FPDFFormObj_GetObject(obj, i),  # type: ignore[misc]
                _times(_matrix(obj), matrix),
                depth + 1,
            )


def address(obj: Any) -> int:
    """Return where an object lies in memory: what two handles of one object have in common."""
    return ctypes.addressof(obj.contents)


def _matrix(obj: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(obj, m):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that does ``m`` first, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _at(m: Matrix, x: float, y: float) -> Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _bounds(obj: Any, matrix: Matrix) -> Box:
    a, b, c, d = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(obj, a, b, c, d)
    corners = [_at(matrix, x, y) for x in (a.value, c.value) for y in (b.value, d.value)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


#: pdfium writes the parts of a colour into these.
_PARTS = tuple(ctypes.c_uint() for _ in range(4))


def _colour(obj: Any, get: Any) -> tuple[int, int, int, int] | None:
    if not get(obj, *_PARTS):
        return None
    r, g, b, a = _PARTS
    return r.value, g.value, b.value, a.value


def _look(obj: Any, order: int) -> Look:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(obj)
    stroked = mode in (1, 2, 5, 6)
    get = pdfium.FPDFPageObj_GetStrokeColor if mode == 1 else pdfium.FPDFPageObj_GetFillColor
    colour = _colour(obj, get)
    seen = mode not in (3, 7) and not (colour and colour[3] == 0 and not stroked)
    light = min(colour[:3]) if colour else 0
    pale = bool(colour) and (light >= 170 or (colour or (0, 0, 0, 255))[3] < 150)
    return Look(order, seen, light >= _LIGHT and mode in (0, 4), pale)


def _path(objects: Objects, obj: Any, matrix: Matrix) -> None:
    """Take the straight lines of a stroked path, and the boxes of a filled one."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(obj, fill, stroke)
    if not fill.value and not stroke.value:
        return
    count = pdfium.FPDFPath_CountSegments(obj)
    objects.segments += max(count, 0)
    if objects.segments > MAX_SEGMENTS:
        raise TooMuchError
    x, y = ctypes.c_float(), ctypes.c_float()
    part: list[Point] = []
    parts: list[list[Point]] = []
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(obj, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _at(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not part:
            part = [point]
            parts.append(part)
            continue
        if kind == pdfium.FPDF_SEGMENT_LINETO and stroke.value:
            objects.strokes.append((part[-1], point))
        part.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and stroke.value:
            objects.strokes.append((point, part[0]))
    if not fill.value:
        return
    colour = _colour(obj, pdfium.FPDFPageObj_GetFillColor)
    if colour and colour[3] == 0:
        return
    white = bool(colour) and min((colour or (0,))[:3]) >= _LIGHT
    opaque = colour is None or colour[3] > 200
    for part in parts:
        xs, ys = zip(*part, strict=True)
        box = (min(xs), min(ys), max(xs), max(ys))
        if opaque or min(box[2] - box[0], box[3] - box[1]) <= LINE:
            objects.fills.append((objects.count, box, white))
