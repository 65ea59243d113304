"""Peers: each place's own line over the years, on the band of those it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from toolkit.charts.footnotes import finding_notes, place_signs, touched
from toolkit.charts.marks import Look, change_notes, draw_changes, draw_line, year_axis
from toolkit.charts.measure import KINDS, first_measure, main_line, titled, upper_end
from toolkit.charts.sheet import Options, make_sheet, text_mm
from toolkit.charts.style import BLUE, FAINT, INK, SIZE, SOFT, WIDTH_MM, style
from toolkit.charts.words import noted, shortened, stop, word, year_runs
from toolkit.codebook import check_language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from toolkit.charts.measure import Measure

#: More panels than this do not fit on a page.
MOST_PANELS = 12
#: The middle half of the peers, and all of them: both lighter than the place's own line in grey.
_QUARTILES, _RANGE, _MEDIAN = "#C9CED6", "#EBEDF0", "#6B7280"


def plot_peers(
    frame: pd.DataFrame, bands: pd.DataFrame, **options: Unpack[Options]
) -> Figure | None:
    """Draw each place and quantity on a panel of its own, on the band of its peers.

    The band is a step a year: the middle half of the peers, their median, and faintly all of them. A
    year in which fewer than three peers have data has none.

    Parameters
    ----------
    frame : pandas.DataFrame
        Metric or series frame of the places that are compared; those without a band are left out.
    bands : pandas.DataFrame
        As made by :func:`toolkit.metrics.peer_band`, of one place or, joined, of several.
    **options
        Of every chart, see :class:`toolkit.charts.sheet.Options`; ``ax`` takes the first panel only.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where no place with a band has a value.
    """
    import pandas as pd

    language = check_language(options.get("language", "zh"))
    by = ["place_code", *(k for k in KINDS if k in frame and k in bands)]
    with style(language):
        banded = {_key(k): rows for k, rows in bands.groupby(by, sort=False, dropna=False)}
        groups = {
            key: rows
            for k, rows in main_line(frame).groupby(by, sort=False, dropna=False)
            if (key := _key(k)) in banded
        }
        valued = {k: rows for k, rows in groups.items() if rows["value"].notna().any()}
        if not valued:
            return None
        panels = dict(list(valued.items())[:MOST_PANELS])
        shown = pd.concat(list(panels.values()))
        places = len({k[0] for k in panels})
        kinds = len({k[1:] for k in panels})
        measures = {k: first_measure(rows, language) for k, rows in panels.items()}
        one = next(iter(measures.values()))
        title = word("title_peers", language)
        if kinds == 1 or len({m.whole for m in measures.values()}) == 1:
            what = one.label if kinds == 1 else one.whole
            title = word("title_peers_of", language).format(what=what)
            measures = {k: replace(m, label=m.short) for k, m in measures.items()}
        furniture = titled(frame, title, options)
        years = (
            min(int(shown["year"].min()), int(bands["year"].min())),
            max(int(shown["year"].max()), int(bands["year"].max())),
        )
        found = touched(shown, furniture.findings)
        signed = shown.iloc[list(found)]
        few = {
            _name(rows, k, measures[k], places, kinds): _few_years(banded[k])
            for k, rows in panels.items()
        }
        other = {
            _name(rows, k, measures[k], places, kinds): _other_years(banded[k])
            for k, rows in panels.items()
        }
        absent = [_name(r, k, first_measure(r, language), places, kinds)
                  for k, r in groups.items() if k not in valued]  # fmt: skip
        notes = [
            word("peers_note", language), word("gaps", language),
            *_few_notes(few, [banded[k] for k in panels], language),
            *noted(
                "peers_other",
                [f"{name} {' '.join(year_runs(ys))}" for name, ys in other.items() if ys],
                language,
            ),
            *change_notes(shown, language), *shortened("no_figures", absent, language),
            *finding_notes(shown, found, language),
        ]  # fmt: skip
        if len(valued) > len(panels):
            notes.append(word("more_panels", language).format(n=len(valued) - len(panels)))
        if one.basis and len({(m.whole, m.basis) for m in measures.values()}) == 1:
            notes.insert(0, stop(word("measured_by", language) + one.basis, language))
        single = len(panels) == 1 or furniture.ax is not None
        wide = len(panels) in (2, 4) or (kinds > 1 and len(panels) <= 6)
        columns = 1 if single else 2 if wide else 3
        axis_mm = max(
            text_mm(m.text(upper_end(_span(panels[k], banded[k])[1])), "tick")
            for k, m in measures.items()
        )
        sheet = make_sheet(
            furniture, -(-len(panels) // columns), 48.0 if single else 27.0, gap_mm=15.0,
            above_mm=11.5, lift_mm=10.0, legend=_legend(bands, language), notes=notes,
            subtitle=_subtitle(bands, language),
        )  # fmt: skip
        apart = kinds > 1
        axes = sheet.panels(
            len(panels),
            columns,
            9 + axis_mm,
            3,
            (0.42 if columns == 3 else 0.24) if apart else 0.14 if columns == 3 else 0.1,
        )
        spans = {k: _span(rows, banded[k]) for k, rows in panels.items()}
        shared = (min(low for low, _ in spans.values()), max(high for _, high in spans.values()))
        for (key, rows), ax in zip(panels.items(), axes, strict=False):
            measure = measures[key]
            own = signed[_same(signed, key, by)]
            low, high = spans[key] if apart else shared
            _draw(ax, rows, banded[key], measure, years, 16 if single else 6, language)
            ax.set_ylim(low * measure.scale * 1.1, upper_end(high * measure.scale))
            place_signs(ax, [(int(r.year), r.value * measure.scale) for r in own.itertuples()])
            ax.set_ylabel(measure.axis)
            if furniture.ax is None:
                _head(ax, _name(rows, key, measure, places, kinds), banded[key], language)
        _label(sheet, axes, columns, apart)
        return sheet.figure


def _key(key: Any) -> tuple[Any, ...]:
    """Return the key of a group with None for every kind of missing: two missing parts are the same."""
    return tuple(k if isinstance(k, str) else None for k in key)


def _same(frame: pd.DataFrame, key: tuple[Any, ...], by: list[str]) -> Any:
    import numpy as np

    mask = np.ones(len(frame), dtype=bool)
    for column, value in zip(by, key, strict=True):
        own = frame[column].isna() if value is None else frame[column] == value
        mask &= own.fillna(False).to_numpy(dtype=bool)
    return mask


def _name(
    rows: pd.DataFrame, key: tuple[Any, ...], measure: Measure, places: int, kinds: int
) -> str:
    """Return what tells one panel from the others: the place, the quantity or both."""
    place = str(rows["place"].iloc[-1])
    if kinds == 1:
        return place
    return measure.label if places == 1 else f"{place} {measure.label}"


def _span(rows: pd.DataFrame, band: pd.DataFrame) -> tuple[float, float]:
    """Return the lowest and highest value of a panel, and zero, in the frame's own unit."""
    ends = [rows["value"].min(), rows["value"].max(), band["least"].min(), band["most"].max()]
    known = [0.0, *(float(v) for v in ends if isinstance(v, float | int) and v == v)]
    return min(known), max(known)


def _few_notes(
    few: Mapping[str, list[int]], bands: Iterable[pd.DataFrame], language: str
) -> list[str]:
    """Return where there is no band, as fewer than three peers have data."""
    if all(band["median"].isna().all() for band in bands):
        return [word("peers_never", language)]
    if len(few) > 1 and len({tuple(years) for years in few.values()}) == 1:
        # All panels lack the same years.
        return noted("peers_few", year_runs(next(iter(few.values()))), language)
    told = [f"{name} {' '.join(year_runs(years))}" for name, years in few.items() if years]
    return shortened("peers_few", told, language)


def _few_years(band: pd.DataFrame) -> list[int]:
    return [int(y) for y in band.loc[band["median"].isna(), "year"]]


def _other_years(band: pd.DataFrame) -> list[int]:
    if "n_other_form" not in band:
        return []
    return [int(y) for y in band.loc[band["n_other_form"].fillna(0) > 0, "year"]]


def _subtitle(bands: pd.DataFrame, language: str) -> str:
    """Return who the peers are, where all panels have the same."""
    column = f"group_{language}"
    told = list(bands[column].dropna().unique()) if column in bands else []
    return word("peers_are", language) + str(told[0]) if len(told) == 1 else ""


def _draw(
    ax: Axes, rows: pd.DataFrame, band: pd.DataFrame, measure: Measure, years: tuple[int, int],
    room: int, language: str,
) -> None:  # fmt: skip
    """Draw one panel: the steps of the peers, then the place's own line with its break markers."""
    import numpy as np
    from matplotlib.ticker import MaxNLocator

    span = range(years[0], years[1] + 1)
    edges = np.arange(years[0] - 0.5, years[1] + 1)
    steps = band.drop_duplicates("year").set_index("year")

    def level(column: str) -> Any:
        # A year without enough peers is a gap.
        values = steps[column].where(steps["median"].notna()).reindex(span)
        return values.to_numpy(dtype=float, na_value=np.nan) * measure.scale

    for low, high, colour, gid in (
        ("least", "most", _RANGE, "range"), ("lower_quartile", "upper_quartile", _QUARTILES, "band"),
    ):  # fmt: skip
        ax.stairs(level(high), edges, baseline=level(low), fill=True, color=colour, lw=0, gid=gid,
                  zorder=1)  # fmt: skip
    ax.stairs(level("median"), edges, baseline=None, color=_MEDIAN, lw=1.1, gid="median", zorder=2)
    year_axis(ax, years, room)
    draw_line(ax, rows, Look("", BLUE, "o"), measure.scale, size=4.0 if room > 6 else 3.0)
    draw_changes(ax, rows, language, text=False)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(lambda v, _: f"{v:,.4g}" if abs(v) < 1000 else f"{v:,.0f}")
    ax.grid(axis="y", color=FAINT, lw=0.4, alpha=0.6)


def _head(ax: Axes, name: str, band: pd.DataFrame, language: str) -> None:
    """Name a panel, and say below the name of how many of the group data are at hand."""
    with_data = band["n_data"].dropna().astype(int)
    low, high = int(with_data.min()), int(with_data.max())
    n = str(low) if low == high else f"{low}–{high}"
    size = int(band["n_group"].max())
    # A long name is set smaller rather than run into the next panel.
    width = ax.get_position().width * WIDTH_MM
    kind = SIZE["subtitle"] * min(1.0, 1.02 * width / text_mm(name, "subtitle"))
    ax.annotate(
        name, (0, 1), (0, 13), "axes fraction", "offset points", ha="left", va="bottom", color=INK,
        size=kind, gid="panel", annotation_clip=False,
    )  # fmt: skip
    ax.annotate(
        word("peers_n", language).format(n=n, all=size), (0, 1), (0, 4), "axes fraction",
        "offset points", ha="left", va="bottom", color=SOFT, size=SIZE["small"], gid="peers",
        annotation_clip=False,
    )  # fmt: skip


def _label(sheet: Any, axes: list[Axes], columns: int, apart: bool) -> None:
    """Label the axes; panels of several quantities each keep their own scale."""
    if not apart:
        sheet.label_panels(axes, columns)
        return
    for i, ax in enumerate(axes):
        if i + columns >= len(axes):
            ax.set_xlabel(word("year_axis", sheet.language))


def _legend(bands: pd.DataFrame, language: str) -> list[Artist]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    own = Line2D([], [], color=BLUE, marker="o", ms=4, lw=1.3, label=word("peers_own", language))
    if bands["median"].isna().all():
        return [own]
    return [
        own,
        Line2D([], [], color=_MEDIAN, lw=1.1, label=word("peers_median", language)),
        Patch(facecolor=_QUARTILES, label=word("peers_half", language)),
        Patch(facecolor=_RANGE, label=word("peers_range", language)),
    ]
