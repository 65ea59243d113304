"""Footnotes: the points of a chart that a failed check speaks of, signed, and told under the chart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from toolkit.charts.style import ALERT, PT, SIZE, WIDTH_MM
from toolkit.charts.words import word, wrap
from toolkit.codebook import indicators
from toolkit.figure import SEVERITIES, Finding, about_of
from toolkit.panel import touching

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

#: The sign beside a point.
SIGN = "§"
#: So many lines are given to findings under a chart, two to one of them; the others are counted.
MOST = 4
_WIDE = (WIDTH_MM - 7.5) / (SIZE["note"] * PT)
#: Where the sign may stand, in points from the point, the best first.
_PLACES = [(5, 5), (-5, 5), (5, -5), (-5, -5), (0, 8), (0, -8), (8, 0), (-8, 0), (9, 9), (-9, 9)]


def findings_of(findings: Iterable[Finding] | pd.DataFrame | None) -> tuple[Finding, ...]:
    """Return errors and warnings, from findings or from their frame (``checks.findings_frame``).

    An entry of one's own corrections that does not fit is no fault of a published figure.
    """
    import pandas as pd

    if findings is None:
        return ()
    if isinstance(findings, pd.DataFrame):
        names = [f.name for f in fields(Finding) if f.name in findings]
        rows = findings[names].to_numpy(dtype=object, na_value=None)
        made = (dict(zip(names, row, strict=True)) for row in rows)
        findings = [Finding(**row | {"about": about_of(row.get("about"))}) for row in made]
    kept = (f for f in findings if not f.is_of_corrections)
    return tuple(f for f in kept if f.severity in ("error", "warning"))


def touched(
    frame: pd.DataFrame, findings: Sequence[Finding], indicators: str = ""
) -> dict[int, list[Finding]]:
    """Return the findings that speak of each plotted row, by its position; rows without one are not there.

    ``frame`` has a column ``indicators`` that names what a value was taken from, as in
    ``litigation_direct_total + litigation_after_reconsideration_total``, or ``indicators`` does. A
    row that a correction has changed is no longer the one that the findings speak of. Where a row
    names its classes, in ``label`` or ``labels``, a printed share speaks only of that of its class.
    """
    by_place: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_place[finding.place_code].append(finding)
    out: dict[int, list[Finding]] = {}
    if not by_place:
        return out
    plotted = frame["value"].notna().to_numpy(dtype=bool)
    for i, row in enumerate(frame.itertuples()):
        named = indicators or row.indicators
        mine = by_place.get(row.place_code)
        if not mine or not isinstance(named, str) or not plotted[i] or _is_corrected(row):
            continue
        named_classes = (getattr(row, name, None) for name in ("label", "labels"))
        classes = next((c for c in named_classes if isinstance(c, str)), "")
        publisher = row.publisher if isinstance(row.publisher, str) else None
        found = [
            f
            for name in named.split(" + ")
            for f in touching(
                mine, place_code=row.place_code, year=int(row.year), indicator=name,
                publisher=publisher, scope=_scope(row),
            )
            if not _is_of_other_class(f, name, classes)
        ]  # fmt: skip
        if found:
            out[i] = list(dict.fromkeys(found))
    return out


def _is_corrected(row: Any) -> bool:
    by = getattr(row, "corrected_by", None)
    return getattr(row, "used", None) == "corrected" and isinstance(by, str) and bool(by)


def _scope(row: Any) -> str:
    """Return whose figure is plotted; empty where the frame does not tell."""
    if not hasattr(row, "scope"):
        return ""
    return row.scope if isinstance(row.scope, str) else "whole_county"


def _is_of_other_class(finding: Finding, indicator: str, classes: str) -> bool:
    if not (classes and finding.label):
        return False
    by_class = finding.code == "printed_share_mismatch" or indicators()[indicator].breakdown
    # A label may hold the mark that parts labels.
    return bool(by_class) and f"、{finding.label}、" not in f"、{classes}、"


def finding_notes(frame: pd.DataFrame, found: dict[int, list[Finding]], language: str) -> list[str]:
    """Return the notes on signed points, errors first; beyond :data:`MOST` lines they are counted."""
    told: dict[Finding, str] = {}
    for i, some in found.items():
        row = frame.iloc[i]
        for f in some:
            told.setdefault(f, f"{row['line_label']} {row['year']}")
    order = sorted(told, key=lambda f: SEVERITIES.index(f.severity))
    out: list[str] = []
    room = MOST
    for f in order:
        said = f.message_zh if language == "zh" and f.message_zh else f.message
        text = _short(f"{SIGN} {told[f]}{word('colon', language)}{said}")
        room -= len(wrap(text, _WIDE))
        if room < 0:
            break
        out.append(text)
    if len(order) > len(out):
        out.append(word("more_findings", language).format(n=len(order) - len(out)))
    return out


def _short(text: str) -> str:
    """Return as much of ``text`` as two lines hold."""
    if len(wrap(text, _WIDE)) <= 2:
        return text
    end = len(text)
    while len(wrap(f"{text[:end]}…", _WIDE)) > 2:
        end -= 1
    return f"{text[:end].rstrip()}…"


def place_signs(ax: Axes, points: Sequence[tuple[float, float]]) -> None:
    """Write the sign beside points of ``ax``, where it covers neither a point nor a line nor another.

    Points that lie on each other share one.
    """
    from matplotlib.transforms import Bbox

    from toolkit.charts.labels import drawn

    if not points:
        return
    figure = ax.get_figure(root=True)
    assert figure is not None
    unit = figure.dpi / 72
    obstacles = drawn(ax)
    area = ax.get_window_extent()
    done: list[tuple[float, float]] = []
    for x, y in points:
        px, py = ax.transData.transform((x, y))
        if any(abs(px - a) < 4 * unit and abs(py - b) < 4 * unit for a, b in done):
            continue
        done.append((px, py))
        choices = []
        for n, (dx, dy) in enumerate(_PLACES):
            cx, cy = px + dx * unit, py + dy * unit
            box = Bbox.from_extents(cx - 2 * unit, cy - 4 * unit, cx + 2 * unit, cy + 4 * unit)
            out = box.y1 > area.y1 or box.y0 < area.y0 or box.x0 < area.x0
            choices.append((box.count_overlaps(obstacles) + 2 * out, n, box, (dx, dy)))
        _, _, box, offset = min(choices, key=lambda c: c[:2])
        obstacles.append(box)
        ax.annotate(
            SIGN, (x, y), offset, "data", "offset points", ha="center", va="center", zorder=7,
            size=SIZE["label"], color=ALERT, gid="finding", annotation_clip=False,
        )  # fmt: skip
