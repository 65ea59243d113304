"""Outcomes: what became of each year's requests, stacked to 100 %, a small panel a place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Unpack

import pandas as pd

from toolkit.charts.bars import Part
from toolkit.charts.footnotes import SIGN, finding_notes, touched
from toolkit.charts.marks import year_axis
from toolkit.charts.sheet import Options, furniture_of, make_sheet
from toolkit.charts.style import BLUE, GREY, INK, ORANGE, PINK, RED, SIZE, SKY, SOFT, style
from toolkit.charts.words import noted, word
from toolkit.panel import OUTCOMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Colour and hatch of each outcome.
LOOKS = {
    "granted": (BLUE, ""), "granted_partial": (SKY, ""), "granted_any": ("#3F8FC4", "...."),
    "denied": (RED, "////"), "unable": (ORANGE, ""), "not_processed": (GREY, "...."),
    "closed_other": (PINK, ""), "answered_other": ("#D9C9A8", "\\\\\\\\"),
}  # fmt: skip
_REMAINDER = "(remainder)"


def plot_outcomes(frame: pd.DataFrame, **options: Unpack[Options]) -> Figure | None:
    """Draw what became of requests, per cent of each year's outcomes, with their number above.

    Parameters
    ----------
    frame : pandas.DataFrame
        As made by :func:`toolkit.panel.outcomes`.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`; ``ax`` takes the first place only.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where no year has an outcome. A year in which nothing was processed has no bar, only its
        0; what the outcomes leave of the stated total is hatched.
    """
    furniture = furniture_of(frame[frame["line"] == "main"], "outcomes", **options)
    language = furniture.language
    with style(language):
        rows = frame[(frame["line"] == "main") & frame["value"].notna()]
        stacks = {k: _stack(r) for k, r in rows.groupby(["place_code", "year"], sort=False)}
        codes = list(dict.fromkeys(c for (c, _), stack in stacks.items() if sum(stack.values())))
        if not codes:
            return None
        used = {k for stack in stacks.values() for k, v in stack.items() if v}
        parts = {k: Part(OUTCOMES[k][language], *LOOKS[k]) for k in LOOKS if k in used}
        if _REMAINDER in used:
            parts[_REMAINDER] = Part(word("remainder", language), "white", "////")
        shown = rows[rows["place_code"].isin(codes)]
        years = (int(frame["year"].min()), int(frame["year"].max()))
        notes = []
        if (shown.groupby("place_code")["group"].nunique() > 1).any():
            notes.append(word("outcome_break", language))
        over = shown[shown["remainder"] < 0]
        notes += noted("mismatch", over["place"] + " " + over["year"].astype("string"), language)
        absent = frame.loc[~frame["place_code"].isin(codes), "place"]
        notes += noted("no_figures", absent, language)
        found = touched(shown, furniture.findings)
        notes += finding_notes(shown, found, language)
        signed = shown.iloc[list(found)]
        single = len(codes) == 1 or furniture.ax is not None
        columns = 1 if single else 2 if len(codes) <= 4 else 3
        sheet = make_sheet(
            furniture, -(-len(codes) // columns), 45.0 if single else 30.0, gap_mm=14.0,
            above_mm=12.0, lift_mm=9.5, legend=[part.handle() for part in parts.values()],
            subtitle=word("outcome_sub", language), notes=notes,
        )  # fmt: skip
        axes = sheet.panels(len(codes), columns, 14, 2, 0.12)
        for code, ax in zip(codes, axes, strict=False):
            mine = shown[shown["place_code"] == code]
            year_axis(ax, years, 16 if single else 6)
            own = {y: stack for (c, y), stack in stacks.items() if c == code}
            marked = set(signed.loc[signed["place_code"] == code, "year"])
            _draw(ax, mine, own, parts, years, marked)
            ax.set_ylabel(word("outcome_axis", language))
            if furniture.ax is None:
                name = str(mine["place"].iloc[0])
                ax.set_title(name, loc="left", size=SIZE["subtitle"], pad=11)
        sheet.label_panels(axes, columns)
        return sheet.figure


def _stack(rows: pd.DataFrame) -> dict[str, float]:
    out = {str(r.outcome): float(r.value) for r in rows.itertuples()}
    remainder = rows["remainder"].iloc[0]
    if not pd.isna(remainder) and remainder > 0:
        out[_REMAINDER] = float(remainder)
    return out


def _draw(
    ax: Axes,
    rows: pd.DataFrame,
    stacks: dict[int, dict[str, float]],
    parts: dict[str, Part],
    years: tuple[int, int],
    signed: set[int],
) -> None:
    narrow = ax.get_position().width < 0.6
    # Numbers of three digits would touch each other above so many bars.
    crowded = years[1] - years[0] + 1 > 13
    over = set(rows.loc[rows["remainder"] < 0, "year"])
    for year, stack in stacks.items():
        n = sum(stack.values())
        bottom = 0.0
        for key, part in parts.items():
            height = stack.get(key, 0.0) / n * 100 if n else 0.0
            if height:
                ax.bar(year, height, bottom=bottom, width=0.78, gid=key, **part.style())
                bottom += height
        signs = ("*" if year in over else "") + (SIGN if year in signed else "")
        ax.annotate(
            f"{n:,.0f}{signs}", (year, 100.0 if n else 0.0), (0, 1.5),
            "data", "offset points", ha="center", va="bottom", color=INK, gid="n",
            size=SIZE["small"] - (1.0 if narrow else 0.0), annotation_clip=False,
            rotation=90 if narrow and (n >= 1000 or crowded) else 0,
        )  # fmt: skip
    groups = rows.drop_duplicates("year").sort_values("year")
    for one, other in pairwise(groups.itertuples()):
        if one.group != other.group:
            ax.axvline(int(other.year) - 0.5, color=SOFT, lw=0.8, gid="break")
    ax.set_ylim(0, 100)
    ax.set_yticks([0, 50, 100])
