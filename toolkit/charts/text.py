"""Text: a chart in one sentence: what it shows, or that there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.charts.words import form_label, listed, unit_label, word, year_span
from toolkit.codebook import check_language
from toolkit.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd

#: The charts by name, with what each shows.
CHARTS: dict[str, dict[str, str]] = {
    "work_updates_share": {"zh": "工作动态占比", "en": "the share of work updates"},
    "categories": {"zh": "主动公开信息的类目构成", "en": "disclosed items by category"},
    "requests": {"zh": "收到的政府信息公开申请", "en": "requests received"},
    "outcomes": {"zh": "申请的办理结果", "en": "what became of requests"},
    "appeals": {"zh": "行政复议与行政诉讼", "en": "reconsideration and litigation"},
    "coverage": {"zh": "资料覆盖情况", "en": "which year has a report"},
}


def _chart(chart: str, language: str) -> str:
    check_language(language)
    if chart not in CHARTS:
        raise ParameterError(f"chart {chart!r} is unknown: use one of {', '.join(CHARTS)}")
    return CHARTS[chart][language]


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
    who = listed(places, language)
    span = year_span(years) if len(years) else ""
    if language == "zh":
        when = f"{span}年" if span else ""
        return f"未作“{what}”图：现有的{who}{when}报告中没有相应数字。"
    when = f", {span}," if span else ""
    return f"No chart of {what}: the reports at hand for {who}{when} state no figures for it."


def alt_text(frame: pd.DataFrame, chart: str, language: str = "zh") -> str:
    """Return what a chart of ``frame`` shows in a sentence or two, for readers who cannot see it.

    Parameters
    ----------
    frame : pandas.DataFrame
        The frame that the chart was drawn from.
    chart : str
        A key of :data:`CHARTS`.
    """
    what = _chart(chart, language)
    zh = language == "zh"
    known = frame[frame["form"].notna()] if chart == "coverage" else frame[frame["value"].notna()]
    if chart == "categories":
        known = known[known["share"].notna() & ~known["nested"]]
    if known.empty:
        return f"{what}：没有数字。" if zh else f"{what[:1].upper()}{what[1:]}: no figures."
    names = listed(dict.fromkeys(known["place"]), language)
    span = year_span([int(y) for y in known["year"]])
    head = f"图：{what}，{names}，{span}年。" if zh else f"Chart of {what}: {names}, {span}. "
    body = _body(known, chart, language)
    tail = f"（{word('synthetic', language)}）" if zh else f" ({word('synthetic', language)})"
    synthetic = bool(known["synthetic"].fillna(False).any())
    body = body[:1].upper() + body[1:]
    return (head + body + (tail if synthetic else "")).strip()


def _body(known: pd.DataFrame, chart: str, language: str) -> str:
    zh = language == "zh"
    if chart == "coverage":
        counts = known["form"].value_counts()
        each = listed((f"{form_label(str(f), language)} {n}" for f, n in counts.items()), language)
        return f"共{len(known)}份报告：{each}。" if zh else f"{len(known)} reports: {each}."
    if chart == "categories":
        bars = known.drop_duplicates(["place_code", "line", "year"])
        top = known.loc[known["share"].idxmax()]
        named = f"{top['place']} {top['year']} {top['label']} {top['share'] * 100:.0f}%"
        if zh:
            return f"共{len(bars)}个地区年度；所列最大一类为{named}。"
        return f"{len(bars)} places and years; the largest listed class is {named}."
    if chart == "outcomes":
        years = known.drop_duplicates(["place_code", "line", "year"])["parts_sum"]
        low, high = int(years.min()), int(years.max())
        if zh:
            return f"每年结果合计{low}至{high}件。"
        return f"Between {low} and {high} outcomes a year."
    if chart == "appeals":
        unit, colon = unit_label("件", language), "：" if zh else ": "
        parts = [
            word(str(name), language) + colon + _range(rows, 1.0, unit, language)
            for name, rows in known.groupby("series", sort=False)
        ]
        return ("；" if zh else "; ").join(parts) + ("。" if zh else ".")
    if chart == "work_updates_share":
        return _range(known, 100.0, "%", language) + ("。" if zh else ".")
    unit = str(known["unit"].dropna().iloc[0]) if known["unit"].notna().any() else ""
    return _range(known, 1.0, unit_label(unit, language), language) + ("。" if zh else ".")


def _range(rows: pd.DataFrame, scale: float, unit: str, language: str) -> str:
    low, high = rows.loc[rows["value"].idxmin()], rows.loc[rows["value"].idxmax()]
    digits = 1 if unit == "%" else 0
    space = "" if unit == "%" or language == "zh" else " "

    def one(row: pd.Series) -> str:
        amount = f"{float(row['value']) * scale:,.{digits}f}"
        single = amount == "1" and language == "en"
        number = amount + space + (unit.removesuffix("s") if single else unit)
        where = f"{row['line_label']} {row['year']}"
        return f"{number}（{where}）" if language == "zh" else f"{number} ({where})"

    if language == "zh":
        return f"最低{one(low)}，最高{one(high)}，共{len(rows)}个数值"
    return f"from {one(low)} to {one(high)}, {len(rows)} values"
