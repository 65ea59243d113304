"""Sections: one subject of a brief, its heading, sentence, chart and tables, from a tidy frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.brief.brief import Brief
from toolkit.brief.choice import Choice
from toolkit.brief.method import names_used
from toolkit.brief.table import number_text
from toolkit.brief.tables import add_tables
from toolkit.brief.words import listed, words, year_ranges
from toolkit.charts import alt_text, no_data_sentence

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Chart

#: More places than this are not told one by one.
MOST_TOLD = 6


def new_brief(kind: str, chosen: Choice) -> Brief:
    """Return an empty brief with its title block: ``county`` is about one, other kinds about several.

    Of a choice with peers the first place is the one that the brief is about.
    """
    w = words(chosen.language)
    n, said = len(chosen.places), chosen.corrections
    if kind == "county":
        title = w["title_county"].format(chosen.places[0])
    elif kind == "quality":
        key = "title_quality_few" if n <= 3 else "title_quality"
        title = w[key].format(listed(chosen.places, chosen.language) if n <= 3 else n)
    elif chosen.group is not None:
        title = w["title_peers"].format(chosen.places[0])
    elif n <= 3:
        title = w["title_few"].format(listed(chosen.places, chosen.language))
    else:
        title = w["title_many"].format(n)
    return Brief(
        title=title,
        subtitle=w["subtitle"].format(year_ranges(chosen.years, chosen.language)),
        language=chosen.language,
        places=chosen.places,
        years=(chosen.years[0], chosen.years[-1]),
        reports=chosen.reports,
        date=chosen.date,
        corrections=said.sha256 if said and chosen.values == "corrected" else "",
    )


def add_section(
    brief: Brief, kind: str, frame: pd.DataFrame, chart: Chart | None, chosen: Choice
) -> None:
    """Add a subject to a brief: heading, sentence, chart (or why there is none), tables.

    Parameters
    ----------
    brief : Brief
        What the section is added to.
    kind : str
        The name of the chart: a key of :data:`toolkit.charts.CHARTS`.
    frame : pandas.DataFrame
        What the chart was drawn from.
    chart : matplotlib.figure.Figure or None
        None where there is nothing to draw: a sentence says so instead.
    chosen : Choice
        What the brief is about.
    """
    language = chosen.language
    w = words(language)
    otherwise = no_data_sentence(kind, chosen.places, chosen.years, language)
    brief.heading(w[f"heading_{kind}"])
    caption, alt = w[f"caption_{kind}"], ""
    if chart is not None:
        sentence = _about_coverage if kind == "coverage" else _about_series
        brief.text(sentence(frame, kind, chosen))
        alt = alt_text(frame, kind, language)
    if not frame.empty:
        span = range(frame["year"].min(), frame["year"].max() + 1)
        caption = w["caption_years"].format(caption=caption, years=year_ranges(span, language))
    brief.figure(chart, caption=caption, alt=alt, otherwise=otherwise)
    brief.used += names_used(kind, frame)
    if not frame.empty:
        add_tables(brief, kind, frame)


def _about_coverage(frame: pd.DataFrame, kind: str, chosen: Choice) -> str:
    """Return how many of the asked place-years have a report."""
    w = words(chosen.language)
    there = int((frame["form"].notna() & (frame["form"] != "no_figures")).sum())
    sheets = int(frame["sheet"].fillna(False).sum())
    beside = sum(bool(r.figures) for r in chosen.reports) - there
    more = w["coverage_sheets"].format(sheets) if sheets else ""
    more += w["coverage_beside"].format(beside) if beside > 0 else ""

    def counted(number: int, noun: str) -> str:
        if chosen.language == "zh":
            return str(number)
        return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

    return w["coverage"].format(
        places=counted(len(chosen.places), "place"),
        years=counted(len(chosen.years), "year"),
        asked=counted(len(frame), "report"),
        there=there,
        are="is" if there == 1 else "are",
        more=more,
    )


def _about_series(frame: pd.DataFrame, kind: str, chosen: Choice) -> str:
    """Return how many reports state the figure, and each place's latest one."""
    w = words(chosen.language)
    # Side lines, such as a zone beside its county, are on the chart and in the notes.
    stated = frame[frame["value"].notna() & (frame["line"] == "main")]
    n = len(stated.drop_duplicates(["line_label", "year"]))
    places = stated["line_label"].nunique()
    number = "several" if places > 1 else "one"
    reports = "1 report states" if n == 1 else f"{n} reports state"
    head = w[f"stated_{number}"].format(n=n, reports=reports, places=places)
    latest = {r.line_label: r for r in stated.sort_values("year").itertuples()}
    if kind not in ("work_updates_share", "requests") or not 0 < len(latest) <= MOST_TOLD:
        return head
    told = []
    for line in frame["line_label"].drop_duplicates():
        if line in latest:
            row = latest[line]
            value = "".join(number_text(row.value)) + w["cases"]
            if kind == "work_updates_share":
                value = f"{row.value * 100:.1f}%"
            near = w["about"] if row.approximate else ""
            told.append(w["told"].format(place=line, year=row.year, near=near, number=value))
    return head + w[f"latest_{number}"] + w["semicolon"].join(told) + w["stop"]
