"""Sentences: what a frame says, in one or two plain sentences above its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.brief.choice import Choice
from toolkit.brief.table import number_text
from toolkit.brief.words import words

if TYPE_CHECKING:
    import pandas as pd

#: More places than this are not told one by one.
MOST_TOLD = 6


def about_coverage(frame: pd.DataFrame, kind: str, chosen: Choice) -> str:
    """Return how many of the asked place-years have a report."""
    asked = len(frame)
    there = int(frame["form"].notna().sum())
    sheets = int(frame["sheet"].fillna(False).sum())
    beside = len(chosen.reports) - there
    if chosen.language == "zh":
        more = f"其中{sheets}个年度另有网站年度报表。" if sheets else ""
        if beside > 0:
            more += f"同一地区同一年度另有{beside}份报告，也列于来源。"
        return (
            f"所选{len(chosen.places)}个地区、{len(chosen.years)}个年度共应有{asked}份年度报告，"
            f"本简报的资料中有{there}份。{more}没有报告的年度不作推算。"
        )
    more = f" {sheets} of them come with the website's yearly sheet." if sheets else ""
    if beside > 0:
        more += f" {beside} more stand beside another of the same place and year, see the sources."
    return (
        f"{_counted(len(chosen.places), 'place')} and {_counted(len(chosen.years), 'year')} make "
        f"{_counted(asked, 'report')}; {there} of them {'is' if there == 1 else 'are'} in the data of "
        f"this brief.{more} Nothing is estimated for the others."
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def about_series(frame: pd.DataFrame, kind: str, chosen: Choice) -> str:
    """Return how many reports state the figure, and each place's latest one."""
    zh = chosen.language == "zh"
    # Side lines, such as a zone beside its county, are on the chart and in the notes.
    stated = frame[frame["value"].notna() & (frame["line"] == "main")]
    n = len(stated.drop_duplicates(["line_label", "year"]))
    places = stated["line_label"].nunique()
    if zh:
        head = f"{f'{places}个地区的' if places > 1 else ''}{n}份报告列有可用的数字。"
    else:
        reports = "report states" if n == 1 else "reports state"
        of = "place" if places == 1 else "places"
        head = f"{n} {reports} usable figures" + (f", from {places} {of}." if places > 1 else ".")
    if kind not in ("work_updates_share", "requests") or not n:
        return head
    latest = stated.sort_values("year").groupby("line_label", sort=False).tail(1)
    order = list(frame["line_label"].drop_duplicates())
    latest = latest.sort_values("line_label", key=lambda s: s.map(order.index))
    told = [_told(row, kind, chosen.language) for row in latest.itertuples()]
    if len(told) > MOST_TOLD:
        return head
    w = words(chosen.language)
    lead = (
        f"{'各地' if places > 1 else ''}最近一个有数字的年度："
        if zh
        else " The latest year with a figure: "
    )
    end = "。" if zh else "."
    return head + lead + w["semicolon"].join(told) + end


def _told(row: object, kind: str, language: str) -> str:
    place, year, value = (getattr(row, k) for k in ("line_label", "year", "value"))
    about = "约" if language == "zh" else "about "
    near = about if bool(getattr(row, "approximate", False)) else ""
    if kind == "work_updates_share":
        return f"{place} {year}{'年' if language == 'zh' else ':'} {near}{value * 100:.1f}%"
    number = "".join(number_text(float(value)))
    return (
        f"{place} {year}年 {near}{number}件"
        if language == "zh"
        else f"{place} {year}: {near}{number}"
    )
