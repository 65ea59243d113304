"""Sheet: a figure's furniture: title, subtitle, synthetic banner, legend, notes and source line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from toolkit.charts.footnotes import findings_of
from toolkit.charts.style import ALERT, INK, PT, SIZE, SOFT, WIDTH_MM, adopt, new_figure
from toolkit.charts.words import ems, table, used_note, word, wrap
from toolkit.codebook import check_language, label_of
from toolkit.figure import Finding

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LINE = 1.45
_EDGE = 1.5
_LEGEND_MM = 4.2


class Options(TypedDict, total=False):
    """What every chart takes beside its frame.

    ``language`` (zh or en) is that of everything but the names of places; ``source`` is the source
    line, without one what the frame tells; that corrected values are used is added to either;
    ``title`` stands in place of the chart's own, and an empty one leaves it out; ``ax`` are axes to
    draw on, in place of a figure of its own with notes. ``findings`` are what the checks say (a list
    or a frame): a point that an error or a warning speaks of bears a sign, and a note under the chart
    says what it is; without them there is neither.
    """

    language: str
    source: str | None
    title: str | None
    ax: Axes | None
    findings: Iterable[Finding] | pd.DataFrame | None


@dataclass(frozen=True)
class Furniture:
    """The texts around a chart that do not depend on how it is drawn, and the axes given for it."""

    title: str
    source: str
    synthetic: bool
    language: str
    ax: Axes | None
    findings: tuple[Finding, ...] = ()


def furniture_of(
    frame: pd.DataFrame,
    chart: str,
    *,
    language: str = "zh",
    source: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
    findings: Iterable[Finding] | pd.DataFrame | None = None,
) -> Furniture:
    """Return the furniture of a chart (or series): as the caller wants it, else as its frame tells."""
    check_language(language)
    synthetic = bool(frame["synthetic"].fillna(False).any())
    if title is None:
        key = f"title_{chart}"
        title = word(key, language) if key in table("words") else label_of(chart, language)
    used = used_note(frame, language)
    if source is None:
        source = word("source_synthetic" if synthetic else "source", language)
    elif used == word("as_published", language):
        used = ""
    if used:
        source = word("semicolon", language).join(filter(None, (source, used)))
    return Furniture(title, source, synthetic, language, ax, findings_of(findings))


@dataclass(frozen=True)
class Sheet:
    """A figure with its furniture set, and the rectangle (in figure fractions) left for axes."""

    figure: Figure
    language: str
    given: Axes | None = None
    top: float = 1.0
    bottom: float = 0.0
    hspace: float = 0.0

    def axes(self, left_mm: float, right_mm: float) -> Axes:
        """Return the axes that fill the free rectangle, or those that the caller gave."""
        return self.panels(1, 1, left_mm, right_mm)[0]

    def panels(
        self, count: int, columns: int, left_mm: float, right_mm: float, wspace: float = 0.0
    ) -> list[Axes]:
        """Return axes in a grid of ``columns`` inside the free rectangle."""
        if self.given is not None:
            return [self.given]
        grid = self.figure.add_gridspec(
            -(-count // columns), columns, left=left_mm / WIDTH_MM, right=1 - right_mm / WIDTH_MM,
            top=self.top, bottom=self.bottom, hspace=self.hspace, wspace=wspace,
        )  # fmt: skip
        return [self.figure.add_subplot(grid[divmod(i, columns)]) for i in range(count)]

    def label_panels(self, axes: Sequence[Axes], columns: int) -> None:
        """Name the years under the lowest panels, and keep the scale of the leftmost only."""
        for i, ax in enumerate(axes):
            if i + columns >= len(axes):
                ax.set_xlabel(word("year_axis", self.language))
            if i % columns:
                ax.set_ylabel("")
                ax.tick_params(labelleft=False)


def make_sheet(
    furniture: Furniture,
    rows: int,
    row_mm: float,
    *,
    above_mm: float,
    gap_mm: float = 0.0,
    subtitle: str = "",
    notes: Sequence[str] = (),
    legend: Sequence[Artist] = (),
    lift_mm: float = 2.0,
) -> Sheet:
    """Return a sheet with room for ``rows`` of axes, and above them for titles and a legend."""
    if furniture.ax is not None:
        return _on_axes(furniture.ax, furniture)
    head: list[tuple[str, str, str]] = []
    if furniture.synthetic:
        head.append((word("synthetic", furniture.language), "banner", ALERT))
    if furniture.title:
        head.append((furniture.title, "title", INK))
    head += [(line, "subtitle", SOFT) for line in _fit(subtitle, "subtitle")]
    foot = [(x, "note", SOFT) for note in (*notes, furniture.source) for x in _fit(note, "note")]
    legend_rows = _legend_rows(legend)
    head_mm = sum(_height(kind) for _, kind, _ in head) + _EDGE
    foot_mm = sum(_height(kind) for _, kind, _ in foot) + _EDGE
    above_mm += _LEGEND_MM * len(legend_rows)
    height = head_mm + above_mm + rows * row_mm + (rows - 1) * gap_mm + 12.5 + foot_mm
    figure = new_figure(height)
    for y, lines in ((height - _EDGE, head), (foot_mm, foot)):
        for text, kind, colour in lines:
            _put(figure, text, y / height, kind, colour)
            y -= _height(kind)
    top = 1 - (head_mm + above_mm) / height
    for i, row in enumerate(reversed(legend_rows)):
        figure.legend(
            handles=row, loc="lower left", ncols=len(row), borderpad=0, borderaxespad=0,
            bbox_to_anchor=(_EDGE / WIDTH_MM, top + (lift_mm + i * _LEGEND_MM) / height),
            handlelength=1.9, handleheight=0.9, handletextpad=0.5, columnspacing=1.3,
        )  # fmt: skip
    bottom = (foot_mm + 12.5) / height
    return Sheet(figure, furniture.language, None, top, bottom, gap_mm / row_mm)


def text_mm(text: str, kind: str) -> float:
    """Return about how wide ``text`` is printed."""
    return ems(text) * SIZE[kind] * PT


def _legend_rows(handles: Sequence[Artist]) -> list[list[Artist]]:
    """Break legend entries into rows that fit the chart's width."""
    rows: list[list[Artist]] = []
    used = WIDTH_MM
    for handle in handles:
        width = 8.3 + text_mm(str(handle.get_label()), "note")
        if used + width > WIDTH_MM - 3:
            rows.append([])
            used = 0.0
        rows[-1].append(handle)
        used += width
    return rows


def _fit(text: str, kind: str) -> list[str]:
    # On a screen each character is rounded to whole pixels: a full line is up to 3 % wider.
    return wrap(text, (WIDTH_MM - 2 * _EDGE - 4.5) / (SIZE[kind] * PT))


def _height(kind: str) -> float:
    if kind == "banner":
        return SIZE["title"] * PT * 2.4
    return SIZE[kind] * PT * _LINE


def _put(figure: Figure, text: str, y: float, kind: str, colour: str) -> None:
    x = _EDGE / WIDTH_MM
    if kind == "banner":
        figure.text(
            x + 0.008, y - 0.4 * SIZE["title"] * PT / (figure.get_figheight() * 25.4), text,
            size=SIZE["title"], color="white", va="top", gid="synthetic",
            bbox={"boxstyle": "square,pad=0.3", "facecolor": colour, "edgecolor": colour},
        )  # fmt: skip
    else:
        figure.text(x, y, text, size=SIZE[kind], color=colour, va="top", gid=kind)


def _on_axes(ax: Axes, furniture: Furniture) -> Sheet:
    """Set title, banner and source line on axes that the caller gave."""
    adopt(ax)
    if furniture.title:
        title = ax.set_title(furniture.title, loc="left", size=SIZE["subtitle"], color=INK, pad=14)
        title.set_fontfamily(ax.title.get_fontfamily())
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
    figure = ax.get_figure(root=True)
    assert figure is not None
    return Sheet(figure, furniture.language, ax)
