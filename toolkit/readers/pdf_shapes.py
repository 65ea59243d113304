"""PDF shapes: characters, ruling lines and pages with their places, without the file."""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
Point = tuple[float, float]


class TooMuchError(Exception):
    """A page holds more than a page of print can."""


class UndrawnError(Exception):
    """A page has fields that are filled in, and does not say how they look."""


@dataclass(slots=True)
class Glyph:
    """One printed character: its box (top left, bottom right; y grows downwards) and baseline.

    ``hidden`` characters stand in the file but not on the page: invisible, white, or covered.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    hidden: bool = False

    @property
    def size(self) -> float:
        """Height of the font at this place."""
        return max(self.bottom - self.top, 1.0)

    @property
    def middle(self) -> Point:
        """Middle of what is seen of the character: digits and Chinese stand above the baseline."""
        return (self.x0 + self.x1) / 2, self.base - 0.35 * self.size


@dataclass(slots=True)
class Line:
    """A ruling line at ``at``, from ``start`` to ``stop`` along the other axis."""

    at: float
    start: float
    stop: float


@dataclass
class PdfPage:
    """What is seen on one page, upright; ``pictures`` are boxes, ``unseen`` counts hidden glyphs."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Line] = field(default_factory=list)
    down: list[Line] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)

    @property
    def picture_share(self) -> float:
        """Share of the page that its largest picture covers."""
        area = self.width * self.height
        return max(((b[2] - b[0]) * (b[3] - b[1]) / area for b in self.pictures), default=0.0)
