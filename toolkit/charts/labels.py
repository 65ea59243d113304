"""Labels: names at the ends of lines, moved until none covers another, a point or a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.charts.marks import Look
from toolkit.charts.style import SIZE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

_STEPS = (0, 5, -5, 10, -10, 15, -15, 20, -20, 26, -26, 32, -32)
_BESIDE = [(10 if abs(dy) > 10 else 6, dy, "left", "center") for dy in _STEPS]
#: Where a name may stand: its offset in points and its alignment, the best first.
_PLACES = [
    *_BESIDE[:3], (0, 7, "center", "bottom"), (0, -7, "center", "top"),
    (-6, 6, "right", "bottom"), (-6, -6, "right", "top"), *_BESIDE[3:],
]  # fmt: skip


class Ending(NamedTuple):
    """The look of a line, with its name, and its last point."""

    look: Look
    x: float
    y: float


def place_labels(ax: Axes, endings: Sequence[Ending]) -> list[Look]:
    """Write each name beside its line's last point; return the lines for which there is no free room."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    obstacles = drawn(ax)
    area = ax.get_window_extent()
    unplaced = []
    for end in sorted(endings, key=lambda e: (-e.x, -e.y)):
        for dx, dy, ha, va in _PLACES:
            text = ax.annotate(
                end.look.label, (end.x, end.y), (dx, dy), "data", "offset points", ha=ha, va=va,
                size=SIZE["label"], color=end.look.colour, gid="label", annotation_clip=False, zorder=6,
                bbox={"boxstyle": "square,pad=0.05", "fc": "white", "ec": "none", "alpha": 0.8},
            )  # fmt: skip
            box = text.get_window_extent()
            across = area.x0 <= box.x0 and box.x1 <= figure.bbox.x1
            inside = across and area.y0 - 3 <= box.y0 and box.y1 <= area.y1 + 3
            if inside and not box.count_overlaps(obstacles):
                obstacles.append(box)
                if abs(dy) > 10:
                    # Moved away from its point: a thin leader ties the two together.
                    ax.annotate(
                        "", (end.x, end.y), (dx - 1, dy), "data", "offset points",
                        arrowprops={"arrowstyle": "-", "lw": 0.5, "color": end.look.colour, "shrinkB": 3},
                        annotation_clip=False, zorder=5,
                    )  # fmt: skip
                break
            text.remove()
        else:
            unplaced.append(end.look)
    return unplaced


def drawn(ax: Axes) -> list[Bbox]:
    """Return boxes around every point and sign of ``ax``, and along the lines between points."""
    import numpy as np
    from matplotlib.transforms import Bbox

    boxes = [t.get_window_extent() for t in ax.texts if t.get_gid() == "finding"]
    for line in ax.lines:
        gid = line.get_gid()
        xy = np.asarray(ax.transData.transform(np.column_stack(line.get_data())), dtype=float)
        if gid in ("line", "similar"):
            pad = 1.0
            xy = np.concatenate([xy[:-1] + np.diff(xy, axis=0) * t for t in np.linspace(0, 1, 12)])
        elif gid in ("exact", "approximate"):
            pad = 4.0
        else:
            continue
        points = xy[np.isfinite(xy).all(axis=1)]
        boxes += [Bbox.from_extents(x - pad, y - pad, x + pad, y + pad) for x, y in points]
    return boxes


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places for labels as near as can be to those ``wanted``, in order and ``gap`` apart.

    All lie between ``low`` and ``high``, where the labels have room there.

    Examples
    --------
    >>> spread([0.0, 10.0, 10.0], 2.0, 0.0, 20.0)
    [0.0, 9.0, 11.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    # Labels that would touch share a block; a block stands where its members want it on average.
    blocks: list[list[float]] = []
    for n, i in enumerate(order):
        blocks.append([wanted[i] - n * gap])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    flat = [_mean(block) for block in blocks for _ in block]
    top = max(low, high - (len(order) - 1) * gap)
    out = [0.0] * len(order)
    for n, (i, y) in enumerate(zip(order, flat, strict=True)):
        out[i] = min(max(y, low), top) + n * gap
    return out


def _mean(block: Sequence[float]) -> float:
    return sum(block) / len(block)
