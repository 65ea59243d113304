"""Bars: stacked bars of shares, their parts told apart in colour and in grey print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.charts.style import (
    BLUE,
    BROWN,
    FAINT,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PINK,
    RED,
    SIZE,
    SKY,
    SOFT,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

#: Colours of parts in the order in which they are given out; the hatch tells them apart in grey.
PARTS: tuple[tuple[str, str], ...] = (
    (SKY, ""), (GREEN, "////"), (ORANGE, ""), (PINK, "...."), (BROWN, ""), ("#9FD3BE", "\\\\\\\\"),
    ("#F3DDA0", ""), ("#4A4A78", "xxxx"),
)  # fmt: skip
#: Shares that add up to within so much of 100 make the whole.
ROUNDING = 0.05
_DARK = (BLUE, RED, GREEN, BROWN, GREY, "#4A4A78")


@dataclass(frozen=True)
class Part:
    """How one part of a stack looks, and its name in the legend."""

    label: str
    colour: str
    hatch: str = ""

    def style(self) -> dict[str, Any]:
        """Return the keywords of a bar."""
        return {
            "facecolor": self.colour, "hatch": self.hatch, "linewidth": 0.5,
            "edgecolor": SOFT if self.colour == "white" else "white",
        }  # fmt: skip

    def handle(self) -> Patch:
        """Return the entry of a legend."""
        from matplotlib.patches import Patch

        return Patch(label=self.label, **self.style())

    @property
    def ink(self) -> str:
        """Colour of a number that is printed on the part."""
        return "white" if self.colour in _DARK else INK


def draw_stacks(
    ax: Axes, names: Sequence[str], stacks: Sequence[Mapping[str, float]],
    parts: Mapping[str, Part], unnumbered: str,
) -> None:  # fmt: skip
    """Draw a bar a name, of parts in percent in the order of ``parts``; never stretched to the whole.

    A part of 5 % or more bears its number, but for ``unnumbered``; a line stands at 100 where a bar
    reaches beyond it.
    """
    longest = 100.0
    for i, widths in enumerate(stacks):
        left = 0.0
        for key, part in parts.items():
            width = widths.get(key, 0.0)
            if width <= 0:
                continue
            ax.barh(i, width, left=left, height=0.72, gid=key, **part.style())
            if width >= 5 and key != unnumbered:
                box = {"boxstyle": "square,pad=0.12", "fc": part.colour, "ec": "none"}
                ax.text(
                    left + width / 2, i, f"{width:.0f}", ha="center", va="center", gid="value",
                    size=SIZE["small"], color=part.ink, bbox=box if part.hatch else None,
                )  # fmt: skip
            left += width
        longest = max(longest, left)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(max(len(names), 2) - 0.4, -0.6)
    ax.set_xlim(0, longest * 1.003)
    if longest > 100 + ROUNDING:
        ax.axvline(100, color=RED, lw=0.8, gid="whole")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_color(FAINT)
