"""Labels: names at the ends of lines, moved until none covers another, a point or a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.charts.style import SIZE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

_GAP = 6.0


@dataclass(frozen=True)
class Ending:
    """The last point of a line, and the name to set beside it."""

    text: str
    x: float
    y: float
    colour: str


def place_labels(ax: Axes, endings: Sequence[Ending]) -> list[Ending]:
    """Write each name beside its line's last point; return those for which there is no free room."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    obstacles = _drawn(ax)
    area = ax.get_window_extent()
    left, right, low, high = area.x0, figure.bbox.x1, area.y0, area.y1
    unplaced = []
    for end in sorted(endings, key=lambda e: (-e.x, -e.y)):
        for dx, dy, ha, va in _candidates():
            text = ax.annotate(
                end.text, (end.x, end.y), (dx, dy), "data", "offset points", ha=ha, va=va,
                size=SIZE["label"], color=end.colour, gid="label", annotation_clip=False, zorder=6,
                bbox={"boxstyle": "square,pad=0.05", "fc": "white", "ec": "none", "alpha": 0.8},
            )  # fmt: skip
            box = text.get_window_extent()
            inside = left <= box.x0 and box.x1 <= right and low - 3 <= box.y0 and box.y1 <= high + 3
            if inside and not any(_overlap(box, o) for o in obstacles):
                obstacles.append(box)
                if abs(dy) > 10:
                    # Moved away from its point: a thin leader ties the two together.
                    ax.annotate(
                        "", (end.x, end.y), (dx - 1, dy), "data", "offset points",
                        arrowprops={"arrowstyle": "-", "lw": 0.5, "color": end.colour, "shrinkB": 3},
                        annotation_clip=False, zorder=5,
                    )  # fmt: skip
                break
            text.remove()
        else:
            unplaced.append(end)
    return unplaced


def _candidates() -> list[tuple[float, float, str, str]]:
    steps = [0.0, 5, -5, 10, -10, 15, -15, 20, -20, 26, -26, 32, -32]
    beside = [(_GAP + (4 if abs(dy) > 10 else 0), dy, "left", "center") for dy in steps]
    above = [(0.0, 7.0, "center", "bottom"), (0.0, -7.0, "center", "top")]
    corner = [(-_GAP, 6.0, "right", "bottom"), (-_GAP, -6.0, "right", "top")]
    return [*beside[:3], *above, *corner, *beside[3:]]


def _overlap(a: Bbox, b: Bbox) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def _drawn(ax: Axes) -> list[Bbox]:
    """Return boxes around every point of the lines of ``ax``, and along the lines between them."""
    import numpy as np
    from matplotlib.transforms import Bbox

    boxes = []
    for line in ax.lines:
        if line.get_gid() not in ("line", "exact", "approximate", "similar"):
            continue
        xy = np.asarray(ax.transData.transform(np.column_stack(line.get_data())), dtype=float)
        pad = 4.0 if line.get_gid() in ("exact", "approximate") else 1.0
        steps = [xy]
        if pad == 1.0 and len(xy) > 1:
            steps = [xy[:-1] + (xy[1:] - xy[:-1]) * t for t in np.linspace(0, 1, 12)]
        for x, y in np.concatenate(steps):
            if np.isfinite(x) and np.isfinite(y):
                boxes.append(Bbox.from_extents(x - pad, y - pad, x + pad, y + pad))
    return boxes
