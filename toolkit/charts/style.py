"""Style: the font, colours, markers and sizes of every chart, and how a chart becomes a file.

Nothing is changed by importing this module: the settings hold inside :func:`style` only.
"""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.codebook import check_language
from toolkit.errors import SourceError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Width of the text column of an A4 brief, in millimetres: every chart is as wide.
WIDTH_MM = 170.0
#: One point of type, in millimetres.
PT = 25.4 / 72

#: Colours that stay apart for colour-blind readers (after Okabe and Ito); markers and hatches tell
#: them apart in grey print.
BLUE, ORANGE, GREEN, RED, PINK, SKY, BROWN, GREY = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#8C6D46", "#8A8A8A",
)  # fmt: skip
LINES = (BLUE, RED, GREEN, "#B97E00", "#A3487A", "#3A3A3A")
MARKERS = ("o", "s", "^", "D", "v", "P")
INK, SOFT, FAINT = "#222222", "#5A5A5A", "#C8C8C8"
ALERT = "#B3261E"

SIZE = {"title": 10.5, "subtitle": 8.0, "label": 7.5, "tick": 7.5, "note": 6.8, "small": 6.2}


@cache
def _font() -> str:
    """Register the font that comes with the installation, once, and return its name."""
    from matplotlib import font_manager
    from pylopdf_fonts_zh_cn import sans_path

    path = str(sans_path())
    font_manager.fontManager.addfont(path)
    return str(font_manager.FontProperties(fname=path).get_name())


@contextmanager
def style(language: str = "zh") -> Iterator[None]:
    """Hold the settings of a chart: one font for both languages, as names stay Chinese.

    Examples
    --------
    >>> import matplotlib
    >>> before = matplotlib.rcParams["font.family"]
    >>> with style("zh"):
    ...     matplotlib.rcParams["font.family"] == before
    False
    >>> matplotlib.rcParams["font.family"] == before
    True
    """
    import matplotlib
    import seaborn

    check_language(language)
    # seaborn's styles reset the list of fonts: the font comes after the style.
    settings: Any = dict(seaborn.axes_style("ticks")) | {
        "font.family": _font(), "font.size": SIZE["label"], "svg.fonttype": "none",
        "pdf.fonttype": 42, "svg.hashsalt": "gongkai", "axes.unicode_minus": True,
        "axes.edgecolor": SOFT, "axes.labelcolor": SOFT, "axes.linewidth": 0.6,
        "axes.spines.top": False, "axes.spines.right": False, "text.color": INK,
        "xtick.color": SOFT, "ytick.color": SOFT, "xtick.labelsize": SIZE["tick"],
        "ytick.labelsize": SIZE["tick"], "axes.labelsize": SIZE["label"],
        "xtick.major.size": 2.5, "ytick.major.size": 2.5, "xtick.major.width": 0.6,
        "ytick.major.width": 0.6, "legend.fontsize": SIZE["note"], "legend.frameon": False,
        "figure.dpi": 144, "savefig.dpi": 200, "figure.facecolor": "white",
        "hatch.linewidth": 0.5, "axes.axisbelow": True,
    }  # fmt: skip
    with matplotlib.rc_context(settings):
        yield


def adopt(ax: Axes) -> Axes:
    """Give axes that were made elsewhere the font and the spines of this style."""
    for text in (ax.title, ax.xaxis.label, ax.yaxis.label):
        text.set_fontfamily(_font())
    ax.tick_params(labelfontfamily=_font())
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def new_figure(height_mm: float) -> Figure:
    """Return an empty figure that no window holds open."""
    from matplotlib import pyplot
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    # Made by pyplot so that notebooks know how to show it; closed so that nothing is shown twice.
    figure = pyplot.figure(figsize=(WIDTH_MM * (1 / 25.4), height_mm * (1 / 25.4)))
    pyplot.close(figure)
    # Closing leaves a canvas that cannot measure text, which labels need.
    FigureCanvasAgg(figure)
    return figure


@cache
def _known_characters() -> frozenset[int]:
    from matplotlib import font_manager
    from pylopdf_fonts_zh_cn import sans_path

    return frozenset(font_manager.get_font(str(sans_path())).get_charmap())


def missing_characters(text: str) -> str:
    """Return the characters of ``text`` that the font lacks, each once."""
    known = _known_characters()
    return "".join(c for c in dict.fromkeys(text) if c not in "\n\r\t" and ord(c) not in known)


def check_glyphs(figure: Figure) -> str:
    """Return the characters on ``figure`` that its font lacks: empty where all can be printed."""
    from matplotlib.text import Text

    seen = "".join(t.get_text() for t in figure.findobj(Text) if isinstance(t, Text))
    return missing_characters(seen)


def _render(figure: Figure, target: Any, kind: str, language: str) -> None:
    lacking = check_glyphs(figure)
    if lacking:
        raise SourceError(
            f"the chart font has no glyph for {lacking}: spell the name with other characters"
        )
    with style(language), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        metadata = {"Date": None} if kind == "svg" else None
        figure.savefig(target, format=kind, metadata=metadata)


def svg(figure: Figure, language: str = "zh") -> str:
    """Return ``figure`` as SVG with real text, equal byte for byte for equal figures.

    Raises
    ------
    SourceError
        Where the font lacks a character, instead of a box in print.
    """
    buffer = io.StringIO()
    _render(figure, buffer, "svg", language)
    return buffer.getvalue()


def save(figure: Figure, path: str | os.PathLike[str], language: str = "zh") -> Path:
    """Write ``figure`` to ``path`` (svg, png or pdf by its suffix); an earlier file is replaced whole.

    Raises
    ------
    SourceError
        Where the file cannot be written, its kind is unknown or the font lacks a character.
    """
    path = Path(path)
    kind = path.suffix.lstrip(".").lower()
    if kind not in ("svg", "png", "pdf"):
        raise SourceError(f"{path}: charts are written as .svg, .png or .pdf; change the suffix")
    part = path.with_name(f".{path.name}.part")
    try:
        _render(figure, part, kind, language)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SourceError(
            f"{path}: cannot write the chart ({error.strerror}): choose another place"
        ) from None
    return path
