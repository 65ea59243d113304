"""Bars: the colours and hatches of stacked parts, and a legend that wraps to the chart's width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.charts.style import (
    BLUE,
    BROWN,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PINK,
    RED,
    SIZE,
    SKY,
    SOFT,
    WIDTH_MM,
)  # fmt: skip
from toolkit.charts.words import ems

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Colours of parts in the order in which they are given out; the hatch tells them apart in grey.
PARTS: tuple[tuple[str, str], ...] = (
    (SKY, ""), (GREEN, "////"), (ORANGE, ""), (PINK, "...."), (BROWN, ""), ("#9FD3BE", "\\\\\\\\"),
    ("#F3DDA0", ""), ("#4A4A78", "xxxx"),
)  # fmt: skip
_PT = 25.4 / 72


@dataclass(frozen=True)
class Patch:
    """How one part of a stack looks, and its name in the legend."""

    label: str
    colour: str
    hatch: str = ""

    def style(self) -> dict[str, Any]:
        """Return the keywords of a bar."""
        white = self.colour == "white"
        return {
            "facecolor": self.colour, "hatch": self.hatch, "linewidth": 0.5,
            "edgecolor": SOFT if white else "white",
        }  # fmt: skip

    @property
    def ink(self) -> str:
        """Colour of a number that is printed on the part."""
        return "white" if self.colour in (BLUE, RED, GREEN, BROWN, GREY, "#4A4A78") else INK


def legend_rows(patches: Sequence[Patch]) -> list[list[Patch]]:
    """Break legend entries into rows that fit the chart's width."""
    rows: list[list[Patch]] = [[]]
    used = 0.0
    for patch in patches:
        width = _entry_mm(patch)
        if rows[-1] and used + width > WIDTH_MM - 3:
            rows.append([])
            used = 0.0
        rows[-1].append(patch)
        used += width
    return rows


def draw_legend(
    figure: Figure, rows: Sequence[Sequence[Patch]], top: float, step_mm: float = 4.2
) -> None:
    """Draw legend rows downward so that the last stands just above ``top`` (a figure fraction)."""
    from matplotlib.patches import Rectangle

    height = figure.get_figheight() * 25.4
    for i, row in enumerate(rows):
        y = top + (len(rows) - i - 1) * step_mm / height
        x = 1.5
        for patch in row:
            figure.add_artist(
                Rectangle(
                    (x / WIDTH_MM, y), 3.4 / WIDTH_MM, 2.4 / height, transform=figure.transFigure,
                    **patch.style(),
                )
            )  # fmt: skip
            figure.text(
                (x + 4.3) / WIDTH_MM, y + 1.2 / height, patch.label, size=SIZE["note"], color=INK,
                va="center", gid="legend",
            )  # fmt: skip
            x += _entry_mm(patch)


def _entry_mm(patch: Patch) -> float:
    return 4.3 + ems(patch.label) * SIZE["note"] * _PT + 4.0
