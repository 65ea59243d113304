"""Text: a chart in one sentence: what it shows, or that there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.charts.measure import KINDS, Measure, first_measure
from toolkit.charts.words import (
    form_label,
    listed,
    table,
    unit_label,
    used_note,
    word,
    year_span,
)
from toolkit.codebook import check_language
from toolkit.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd

#: The charts that compare places, of any metric or series.
COMPARED = ("peers", "funnel", "slope", "heatmap", "parts")


def _chart(chart: str, language: str) -> str:
    check_language(language)
    charts = table("charts")
    if chart not in charts:
        raise ParameterError(f"chart {chart!r} is unknown: use one of {', '.join(charts)}")
    return charts[chart][0 if language == "zh" else 1]


def no_data_sentence(
    chart: str, places: Sequence[str], years: Sequence[int], language: str = "zh"
) -> str:
    """Return the sentence that stands in place of a chart for which there is no data.

    Examples
    --------
    >>> no_data_sentence("requests", ["山阳县"], [2011, 2025], "en")
    'No chart of requests received: the reports at hand for 山阳县, 2011–2025, state no figures for it.'
    """
    what = _chart(chart, language)
    when = word("in_years", language).format(year_span(years)) if len(years) else ""
    return word("no_chart", language).format(what=what, who=listed(places, language), when=when)


def alt_text(frame: pd.DataFrame, chart: str, language: str = "zh") -> str:
    """Return what a chart of ``frame`` shows in a sentence or two, for readers who cannot see it.

    Parameters
    ----------
    frame : pandas.DataFrame
        The frame that the chart was drawn from.
    chart : str
        The chart by name: ``work_updates_share``, ``categories``, ``requests``, ``outcomes``,
        ``appeals``, ``coverage``, ``peers``, ``funnel``, ``slope``, ``heatmap`` or ``parts``.
    """
    what = _chart(chart, language)
    known = frame[frame["form" if chart == "coverage" else "value"].notna()]
    if chart == "categories":
        known = known[known["share"].notna() & ~known["nested"]]
    if known.empty:
        return word("alt_none", language).format(what=_capital(what))
    names = listed(dict.fromkeys(known["place"]), language)
    span = year_span([int(y) for y in known["year"]])
    body = _capital(_body(known, chart, language))
    said = word("alt", language).format(what=what, names=names, span=span, body=body)
    if known["synthetic"].fillna(False).any():
        said += word("brackets", language).format(word("synthetic", language))
    used = used_note(known, language)
    if used not in ("", word("as_published", language)):
        said += word("brackets", language).format(used)
    return said


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _body(known: pd.DataFrame, chart: str, language: str) -> str:
    if chart == "coverage":
        counts = known["form"].value_counts()
        each = listed((f"{form_label(str(f), language)} {n}" for f, n in counts.items()), language)
        return word("alt_coverage", language).format(n=len(known), each=each)
    years = known.drop_duplicates(["place_code", "line", "year"])
    if chart == "categories":
        top = known.loc[known["share"].idxmax()]
        named = f"{top['place']} {top['year']} {top['label']} {top['share'] * 100:.0f}%"
        return word("alt_categories", language).format(n=len(years), top=named)
    if chart == "outcomes":
        low, high = int(years["parts_sum"].min()), int(years["parts_sum"].max())
        return word("alt_outcomes", language).format(low=low, high=high)
    if chart == "appeals":
        ranges = [
            word(str(name), language) + word("colon", language) + _range(rows, "件", language)
            for name, rows in known.groupby("series", sort=False)
        ]
    elif chart in COMPARED:
        by = [k for k in KINDS if k in known]
        ranges = []
        for _, rows in known.groupby(by, sort=False, dropna=False):
            measure = first_measure(rows, language)
            said = _range(rows, "", language, measure)
            ranges.append(f"{measure.label}{word('colon', language)}{said}")
    elif chart == "work_updates_share":
        ranges = [_range(known, "%", language)]
    else:
        units = known["unit"].dropna()
        ranges = [_range(known, str(units.iloc[0]) if len(units) else "", language)]
    return word("semicolon", language).join(ranges) + word("stop", language)


def _range(
    rows: pd.DataFrame, unit: str, language: str, measure: Measure | None = None
) -> str:  # fmt: skip
    def one(row: pd.Series) -> str:
        value = float(row["value"])
        if measure:
            close = "" if measure.unit == "%" else " "
            number = f"{measure.text(value)}{close}{measure.unit}".rstrip()
        elif unit == "%":
            number = f"{value * 100:,.1f}%"
        else:
            name = unit_label(unit, language)
            single = f"{value:,.0f}" == "1" and language == "en"
            space = "" if language == "zh" else " "
            number = f"{value:,.0f}{space}{name.removesuffix('s') if single else name}"
        return number + word("brackets", language).format(f"{row['line_label']} {row['year']}")

    low, high = rows.loc[rows["value"].idxmin()], rows.loc[rows["value"].idxmax()]
    return word("alt_range", language).format(low=one(low), high=one(high), n=len(rows))
