"""Parts: what a metric is made of, as stacked bars that are never stretched to a whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Unpack

from toolkit.charts.bars import PARTS, ROUNDING, Part, draw_stacks
from toolkit.charts.footnotes import SIGN, finding_notes, touched
from toolkit.charts.measure import (
    join_notes,
    main_line,
    measure_of,
    missing_kind,
    missing_label,
    part_label,
    titled,
)
from toolkit.charts.outcomes import LOOKS
from toolkit.charts.sheet import Options, make_sheet, text_mm
from toolkit.charts.style import INK, SIZE, SOFT, style
from toolkit.charts.words import listed, noted, shortened, stop, word, year_runs
from toolkit.codebook import check_language, metrics
from toolkit.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: More bars than this do not fit on a page.
MOST_BARS = 30
_REST = "(rest)"


@dataclass(frozen=True)
class _Bar:
    """One bar: its name, the per cent of each part, what they are of, and which parts are missing."""

    name: str
    place: str
    year: int
    shares: dict[str, float]
    n: float | None
    lacking: dict[str, str]
    cut: str = "none"

    @property
    def rest(self) -> float:
        return 100.0 - sum(self.shares.values())


def plot_parts(
    frame: pd.DataFrame, year: int | None = None, **options: Unpack[Options]
) -> Figure | None:
    """Draw the parts of a metric, a bar a year of one place or a bar a place.

    Parameters
    ----------
    frame : pandas.DataFrame
        Metric frame with parts that are shares of one whole, of one metric and basis.
    year : int, optional
        Report year; of several places the last one with parts of each, if not said.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where no part has a value. What the parts leave of the whole is hatched; parts that are
        missing are named in a note, each with the reason.

    Raises
    ------
    ParameterError
        For a frame without parts, of several metrics or bases, or of parts that are no shares.
    """
    language = check_language(options.get("language", "zh"))
    rows = main_line(frame)
    rows = rows if year is None else rows[rows["year"] == year]
    if rows.empty or rows["value"].isna().all():
        return None
    if "part" not in rows or rows["part"].isna().all():
        raise ParameterError("the frame has no parts: take a metric such as 'applicant_mix'")
    measure = measure_of(rows.assign(part=None), language)
    name = str(rows["metric"].iloc[0])
    if metrics()[name]["interval"] != "wilson":
        raise ParameterError(f"the parts of {name!r} are no shares of a whole: draw one by itself")
    with style(language):
        several = rows["place_code"].nunique() > 1
        valued = rows[rows["value"].notna()]
        if several:
            last = valued.groupby("place_code")["year"].max()
            rows = rows[rows["year"] == rows["place_code"].map(last)]
        keys = {(r.place_code, r.year) for r in valued.itertuples()}
        drawn = [(r.place_code, r.year) in keys for r in rows.itertuples()]
        found = touched(rows, titled(frame, "", options).findings)
        signed = {(r.place_code, r.year) for r in rows.iloc[list(found)].itertuples()}
        bars = [
            _bar(own, several, measure.scale, SIGN if key in signed else "", language)
            for key, own in rows[drawn].groupby(["place_code", "year"], sort=False)
        ]
        bars = bars if several else _cut(sorted(bars, key=lambda b: b.year), rows)
        shown = bars[:MOST_BARS]
        looks = _looks(name, shown, list(dict.fromkeys(rows["part"].dropna())), language)
        groups = rows.loc[drawn, "group"].nunique() if several and "group" in rows else 1
        notes = [
            *([stop(word("measured_by", language) + measure.basis, language)] if measure.basis else ()),
            *_missing_notes(shown, rows, language),
            *noted("over", [b.name.removesuffix(SIGN) for b in shown if b.rest < -ROUNDING], language),
            *([word("parts_groups", language)] if groups > 1 else ()),
            *([] if several else join_notes(_once(rows[rows["year"] > bars[0].year]), language, "parts")),
            *shortened("no_figures", _without(main_line(frame), rows[drawn], several), language),
            *finding_notes(rows, found, language),
        ]  # fmt: skip
        if len(bars) > len(shown):
            notes.append(word("more_undrawn", language).format(n=len(bars) - len(shown)))
        furniture = titled(frame, measure.label, options)
        sheet = make_sheet(
            furniture, max(len(shown), 2), 6.2, above_mm=4.5, notes=notes,
            legend=[p.handle() for p in looks.values()], subtitle=word("parts_n", language),
        )  # fmt: skip
        ax = sheet.axes(max(text_mm(b.name, "tick") for b in shown) + 5, 12)
        _draw(ax, shown, looks)
        ax.set_xlabel(word("parts_axis", language))
        return sheet.figure


def _bar(rows: pd.DataFrame, several: bool, scale: float, sign: str, language: str) -> _Bar:
    first = rows.iloc[0]
    stated = rows[rows["value"].notna()]
    shares = {str(r.part): float(r.value) * scale for r in stated.itertuples()}
    lacking = {str(r.part): missing_kind(r) for r in rows.itertuples() if str(r.part) not in shares}
    # Parts that hold others would be counted twice beside them.
    for whole, parts in metrics().get(str(first["metric"]), {}).get("sums", {}).items():
        if all(p in shares for p in parts):
            shares.pop(whole, None)
        if whole in shares:
            # The report gives the sum only: its parts are not missing but not told apart.
            lacking = {k: v for k, v in lacking.items() if k not in parts}
            shares = {k: v for k, v in shares.items() if k not in parts}
        lacking.pop(whole, None)
    near = word("approximate", language) if stated["approximate"].fillna(False).any() else ""
    name = f"{first['place']} {first['year']}" if several else str(first["year"])
    n = list(stated["denominator"].dropna()) if "denominator" in stated else []
    return _Bar(
        name + near + sign, str(first["place"]), int(first["year"]), shares,
        float(n[0]) if n else None, lacking,
    )  # fmt: skip


def _cut(bars: list[_Bar], rows: pd.DataFrame) -> list[_Bar]:
    """Return the bars of one place with what parts each from the one before, also in years without a bar."""
    out = bars[:1]
    for before, bar in pairwise(bars):
        between = rows[(rows["year"] > before.year) & (rows["year"] <= bar.year)]
        marks = set(between["break_before"].dropna())
        cut = next((m for m in ("break", "similar") if m in marks), "none")
        out.append(replace(bar, cut=cut))
    return out


def _looks(name: str, bars: list[_Bar], order: list[str], language: str) -> dict[str, Part]:
    """Return how each part that is drawn looks, in the order of the metric."""
    used = {k for b in bars for k, v in b.shares.items() if v}
    out = {}
    for i, part in enumerate(order):
        look = LOOKS.get(part) or PARTS[i % len(PARTS)]
        if part in used:
            out[part] = Part(part_label(name, part, language), *look)
    if any(b.rest > ROUNDING for b in bars):
        out[_REST] = Part(word("parts_rest", language), "white", "////")
    return out


def _missing_notes(bars: list[_Bar], rows: pd.DataFrame, language: str) -> list[str]:
    """Return which parts are missing and why, a note a reason; bars with the same ones are named together."""
    name = str(rows["metric"].iloc[0])
    why: dict[str, dict[tuple[str, ...], list[_Bar]]] = defaultdict(lambda: defaultdict(list))
    for bar in bars:
        kinds: dict[str, list[str]] = defaultdict(list)
        for part, kind in bar.lacking.items():
            # What the form does not ask for is not missing from a bar that is whole.
            if kind != "not_in_form" or bar.rest > ROUNDING:
                kinds[kind].append(part)
        for kind, parts in kinds.items():
            why[kind][tuple(parts)].append(bar)
    notes = []
    for kind, same in why.items():
        each = word("semicolon", language).join(
            f"{_named(some, language)}{word('colon', language)}"
            f"{listed((part_label(name, p, language) for p in parts), language)}"
            for parts, some in same.items()
        )
        reason = missing_label(kind, rows, language)
        notes.append(stop(word("parts_missing", language).format(why=reason) + each, language))
    return notes


def _named(bars: list[_Bar], language: str) -> str:
    """Return the names of bars; years of one place as runs."""
    if all(b.name.startswith(str(b.year)) for b in bars):
        return listed(year_runs([b.year for b in bars]), language)
    return listed((f"{b.place} {b.year}" for b in bars), language)


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a year and kind of break: parts of one metric break together."""
    return rows.drop_duplicates(["place_code", "year", "break_before"])


def _without(frame: pd.DataFrame, drawn: pd.DataFrame, several: bool) -> list[Any]:
    """Return the places, or of one place the years, that have no bar."""
    column, key = ("place", "place_code") if several else ("year", "year")
    absent = frame.loc[~frame[key].isin(drawn[key]), column].drop_duplicates()
    return list(absent) if several else year_runs([int(y) for y in absent])


def _draw(ax: Axes, bars: list[_Bar], looks: dict[str, Part]) -> None:
    stacks = [bar.shares | ({_REST: bar.rest} if bar.rest > ROUNDING else {}) for bar in bars]
    draw_stacks(ax, [b.name for b in bars], stacks, looks, _REST)
    for i, bar in enumerate(bars):
        if bar.n is not None:
            ax.annotate(
                f"{bar.n:,.0f}", (1, i), (4, 0), ("axes fraction", "data"), "offset points",
                ha="left", va="center", size=SIZE["small"], color=INK, gid="n",
                annotation_clip=False,
            )  # fmt: skip
        if bar.cut != "none":
            dashes: Any = "solid" if bar.cut == "break" else (0, (2, 1.5))
            ax.axhline(i - 0.5, color=SOFT, lw=0.9, ls=dashes, gid=bar.cut)
