"""Bars: how the parts of a stacked bar look, in colour and in grey print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.charts.style import BLUE, BROWN, GREEN, GREY, INK, ORANGE, PINK, RED, SKY, SOFT

if TYPE_CHECKING:
    from matplotlib.patches import Patch

#: Colours of parts in the order in which they are given out; the hatch tells them apart in grey.
PARTS: tuple[tuple[str, str], ...] = (
    (SKY, ""), (GREEN, "////"), (ORANGE, ""), (PINK, "...."), (BROWN, ""), ("#9FD3BE", "\\\\\\\\"),
    ("#F3DDA0", ""), ("#4A4A78", "xxxx"),
)  # fmt: skip
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
