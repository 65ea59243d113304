"""Lines: values over years, one line a place on one panel, or one small panel a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.charts.footnotes import finding_notes, place_signs, touched
from toolkit.charts.labels import Ending, place_labels
from toolkit.charts.marks import Look, change_notes, draw_changes, draw_line, year_axis
from toolkit.charts.sheet import Furniture, make_sheet, text_mm
from toolkit.charts.style import FAINT, INK, SIZE, WIDTH_MM, style
from toolkit.charts.words import noted, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: With more lines than this a panel cannot be read: each place gets a small one.
MOST_LINES = 6


def plot_lines(
    frame: pd.DataFrame,
    furniture: Furniture,
    look: Callable[[pd.DataFrame, bool, int], Look],
    *,
    y_label: str,
    unit: str,
    subtitle: str,
    by: Sequence[str] = (),
    scale: float = 1.0,
    apart: bool = False,
) -> Figure | None:
    """Draw ``frame``, a line for each place, line and ``by``; None where it has no value.

    ``look`` gives the look of a line from its rows, whether its place has a panel of its own (where
    ``apart`` or with many lines), and the place's number.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    language = furniture.language
    with style(language):
        groups = frame.groupby(["place_code", "line", *by], sort=False, dropna=False)
        lines = [(k[0], rows) for k, rows in groups if rows["value"].notna().any()]
        if not lines:
            return None
        codes = list(dict.fromkeys(code for code, _ in lines))
        small = (apart or len(lines) > MOST_LINES) and furniture.ax is None
        looks = [look(rows, small, codes.index(code)) for code, rows in lines]
        shown = frame["place_code"].isin(codes)
        found = touched(frame, furniture.findings)
        signed = frame.iloc[list(found)]
        notes = [
            word("gaps", language), *change_notes(frame[shown], language),
            *noted("no_figures", frame.loc[~shown, "place"].dropna(), language),
            *finding_notes(frame, found, language),
        ]  # fmt: skip
        years = (int(frame["year"].min()), int(frame["year"].max()))
        top = max(float(rows["value"].max()) for _, rows in lines) * scale

        # Numbers of five digits need more room beside the axis.
        beside = max(0.0, text_mm(f"{top:,.0f}", "tick") - text_mm("9,999", "tick"))

        def draw(ax: Axes, wanted: Sequence[str]) -> list[Ending]:
            year_axis(ax, years, 6 if small else 16)
            ends = []
            for (code, rows), one in zip(lines, looks, strict=True):
                if code in wanted:
                    points = draw_line(ax, rows, one, scale, size=3.0 if small else 4.5)
                    ends.append(Ending(one, *max(points.items())))
            ax.set_ylim(0, top * 1.1 if top else 1)
            ax.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, steps=[1, 2, 5, 10]))
            ax.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.0f}"))
            ax.set_ylabel(unit if small else y_label)
            ax.grid(axis="y", color=FAINT, lw=0.4, alpha=0.6)
            here = frame[frame["place_code"].isin(wanted)]
            draw_changes(ax, here, language, text=not small)
            own = signed[signed["place_code"].isin(wanted)]
            place_signs(ax, [(int(r.year), r.value * scale) for r in own.itertuples()])
            return ends

        if small:
            columns = min(3, max(len(codes), 2))
            named = list({(x.label, x.colour, x.marker): x for x in looks}.values())
            keyed = len(named) > 1
            sheet = make_sheet(
                furniture, -(-len(codes) // columns), 27.0, gap_mm=11.5, subtitle=subtitle,
                notes=notes, above_mm=7.8 if keyed else 7.0, lift_mm=6.0,
                legend=_handles(named) if keyed else (),
            )  # fmt: skip
            axes = sheet.panels(len(codes), columns, 13 + beside, 3, 0.14 if columns == 3 else 0.1)
            for code, ax in zip(codes, axes, strict=True):
                draw(ax, [code])
                name = next(rows for c, rows in lines if c == code)["place"].iloc[0]
                ax.set_title(str(name), loc="left", size=SIZE["subtitle"], color=INK, pad=3)
            sheet.label_panels(axes, columns)
            return sheet.figure
        sheet = make_sheet(furniture, 1, 62.0, subtitle=subtitle, notes=notes, above_mm=8.0)
        # Room on the right for the names of the lines that reach the last years.
        late = [
            text_mm(one.label, "label")
            for (_, rows), one in zip(lines, looks, strict=True)
            if rows.loc[rows["value"].notna(), "year"].max() >= years[1] - 1
        ]
        ax = sheet.axes(14 + beside, min(max(late, default=0) + 5, WIDTH_MM / 3))
        ends = draw(ax, codes)
        ax.set_xlabel(word("year_axis", language))
        unplaced = place_labels(ax, ends)
        if unplaced:
            handles = _handles([x for x in looks if x in unplaced])
            ax.legend(handles=handles, loc="best", frameon=True, framealpha=0.9, edgecolor=FAINT)
        return sheet.figure


def _handles(looks: Sequence[Look]) -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], color=x.colour, marker=x.marker, ls=x.dashes, ms=4, lw=1.3, label=x.label)
        for x in looks
    ]
