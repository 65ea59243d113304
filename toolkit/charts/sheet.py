"""Sheet: a figure's furniture: title, subtitle, synthetic banner, notes and source line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.charts.style import ALERT, INK, SIZE, SOFT, WIDTH_MM, new_figure
from toolkit.charts.words import word, wrap

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PT = 25.4 / 72
_LINE = 1.45
_EDGE = 1.5


@dataclass(frozen=True)
class Furniture:
    """The texts around a chart that do not depend on how it is drawn."""

    title: str
    source: str
    synthetic: bool
    language: str


def furniture_of(
    frame: pd.DataFrame, chart: str, title: str | None, source: str | None, language: str
) -> Furniture:
    """Return the furniture: as the caller wants it, else what the chart and its frame tell."""
    synthetic = bool(frame["synthetic"].fillna(False).any())
    told = word("source_synthetic" if synthetic else "source", language)
    return Furniture(
        word(f"title_{chart}", language) if title is None else title,
        told if source is None else source, synthetic, language,
    )  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A figure with its furniture set, and the rectangle (in figure fractions) left for axes."""

    figure: Figure
    top: float
    bottom: float

    def grid(self, rows: int, columns: int, left_mm: float, right_mm: float, **more: Any) -> Any:
        """Return a grid of axes places inside the free rectangle."""
        return self.figure.add_gridspec(
            rows, columns, left=left_mm / WIDTH_MM, right=1 - right_mm / WIDTH_MM,
            top=self.top, bottom=self.bottom, **more,
        )  # fmt: skip


def make_sheet(
    furniture: Furniture,
    body_mm: float,
    *,
    subtitle: str = "",
    notes: Sequence[str] = (),
    below_mm: float = 9.0,
    above_mm: float = 5.0,
) -> Sheet:
    """Return a sheet with ``body_mm`` of height for axes and room for their tick labels around it."""
    head: list[tuple[str, str, str]] = []
    if furniture.synthetic:
        head.append((word("synthetic", furniture.language), "banner", ALERT))
    if furniture.title:
        head.append((furniture.title, "title", INK))
    head += [(line, "subtitle", SOFT) for line in _fit(subtitle, "subtitle")]
    foot = [(line, "note", SOFT) for note in notes for line in _fit(note, "note")]
    foot += [(line, "note", SOFT) for line in _fit(furniture.source, "note")]
    head_mm = sum(_height(kind) for _, kind, _ in head) + _EDGE
    foot_mm = sum(_height(kind) for _, kind, _ in foot) + _EDGE
    height = head_mm + above_mm + body_mm + below_mm + foot_mm
    figure = new_figure(height)
    y = height - _EDGE
    for text, kind, colour in head:
        _put(figure, text, y / height, kind, colour)
        y -= _height(kind)
    y = foot_mm
    for text, kind, colour in foot:
        _put(figure, text, y / height, kind, colour)
        y -= _height(kind)
    return Sheet(figure, 1 - (head_mm + above_mm) / height, (foot_mm + below_mm) / height)


def _fit(text: str, kind: str) -> list[str]:
    return wrap(text, (WIDTH_MM - 2 * _EDGE) / (SIZE[kind] * _PT))


def _height(kind: str) -> float:
    if kind == "banner":
        return SIZE["title"] * _PT * 2.4
    return SIZE[kind] * _PT * _LINE


def _put(figure: Figure, text: str, y: float, kind: str, colour: str) -> None:
    x = _EDGE / WIDTH_MM
    if kind == "banner":
        figure.text(
            x + 0.008, y - 0.4 * SIZE["title"] * _PT / (figure.get_figheight() * 25.4), text,
            size=SIZE["title"], color="white", va="top", gid="synthetic",
            bbox={"boxstyle": "square,pad=0.3", "facecolor": colour, "edgecolor": colour},
        )  # fmt: skip
    else:
        figure.text(x, y, text, size=SIZE[kind], color=colour, va="top", gid=kind)


def furnish_axes(ax: Axes, furniture: Furniture) -> Figure | None:
    """Set title, banner and source line on axes that the caller gave; return their figure."""
    if furniture.title:
        ax.set_title(furniture.title, loc="left", size=SIZE["subtitle"], color=INK, pad=14)
    if furniture.synthetic:
        ax.text(
            0.99, 0.98, word("synthetic", furniture.language), transform=ax.transAxes, ha="right",
            va="top", size=SIZE["label"], color="white", gid="synthetic", zorder=9,
            bbox={"boxstyle": "square,pad=0.25", "facecolor": ALERT, "edgecolor": ALERT},
        )  # fmt: skip
    ax.annotate(
        furniture.source, (0, 0), (0, -30), "axes fraction", "offset points", va="top",
        size=SIZE["small"], color=SOFT, gid="source",
    )  # fmt: skip
    return ax.get_figure(root=True)
