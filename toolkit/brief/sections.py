"""Sections: one subject of a brief, its heading, sentence, chart and tables, from a tidy frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.brief.brief import Brief
from toolkit.brief.choice import Choice
from toolkit.brief.section_tables import BASES, add_tables
from toolkit.brief.sentences import about_coverage, about_series
from toolkit.brief.words import listed, year_ranges
from toolkit.errors import ParameterError
from toolkit.figure import Finding

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure as Chart

#: Heading, caption and unit of every section, by the name of its chart.
SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "coverage": {
        "heading": ("有哪些报告", "Which reports there are"),
        "caption": ("各地各年度有无报告及其格式", "Reports by place and year, with their form"),
        "table": ("各地报告数", "Reports by place"),
    },
    "work_updates_share": {
        "heading": ("工作动态占比", "Share of work updates"),
        "caption": (
            "工作动态占主动公开信息的比例", "Work updates as a share of disclosed items",
        ),
        "table": ("工作动态占比", "Share of work updates"),
    },
    "categories": {
        "heading": ("主动公开信息的类目构成", "Disclosed items by category"),
        "caption": ("主动公开信息按类目的构成", "Disclosed items by category"),
        "table": ("主动公开信息按类目的条数", "Disclosed items by category"),
    },
    "requests": {
        "heading": ("收到的公开申请", "Requests received"),
        "caption": ("收到的政府信息公开申请", "Requests for information received"),
        "table": ("收到的政府信息公开申请", "Requests for information received"),
    },
    "outcomes": {
        "heading": ("申请的办理结果", "What became of the requests"),
        "caption": ("申请的办理结果", "Outcomes of requests"),
        "table": ("申请的办理结果", "Outcomes of requests"),
    },
    "appeals": {
        "heading": ("行政复议与行政诉讼", "Reconsideration and litigation"),
        "caption": ("因政府信息公开引起的复议与诉讼", "Reconsideration and litigation over disclosure"),
        "table": ("复议与诉讼", "Reconsideration and litigation"),
    },
}  # fmt: skip


def section_title(kind: str, language: str) -> str:
    """Return the printed name of a section."""
    return _said(kind, "heading", language)


def _said(kind: str, key: str, language: str) -> str:
    if kind not in SECTIONS:
        raise ParameterError(f"section {kind!r} is unknown: use one of {', '.join(SECTIONS)}")
    return SECTIONS[kind][key][0 if language == "zh" else 1]


def add_section(
    brief: Brief, kind: str, frame: pd.DataFrame, chart: Chart | None, chosen: Choice
) -> None:
    """Add a subject to a brief: heading, sentence, chart (or why there is none), tables.

    Parameters
    ----------
    brief : Brief
        What the section is added to.
    kind : str
        A key of :data:`SECTIONS`; also the name of the chart.
    frame : pandas.DataFrame
        What the chart was drawn from.
    chart : matplotlib.figure.Figure or None
        None where there is nothing to draw: a sentence says so instead.
    chosen : Choice
        What the brief is about.
    """
    from toolkit.charts import alt_text, no_data_sentence

    language = chosen.language
    brief.heading(_said(kind, "heading", language))
    if chart is not None:
        sentence = about_coverage if kind == "coverage" else about_series
        brief.text(sentence(frame, kind, chosen))
    brief.figure(
        chart,
        caption=_with_years(_said(kind, "caption", language), frame, language),
        alt=alt_text(frame, kind, language) if chart is not None else "",
        otherwise=no_data_sentence(kind, chosen.places, chosen.years, language),
    )
    if kind == "coverage" or frame.empty:
        return
    add_tables(brief, kind, frame, _said(kind, "table", language))


def _with_years(caption: str, frame: pd.DataFrame, language: str) -> str:
    if frame.empty:
        return caption
    first, last = int(frame["year"].min()), int(frame["year"].max())
    span = year_ranges(range(first, last + 1), language)
    return f"{caption}，{span}年" if language == "zh" else f"{caption}, {span}"


def brief_title(kind: str, chosen: Choice) -> str:
    """Return the title of a brief about one county (``county``) or several (``compare``)."""
    zh = chosen.language == "zh"
    if kind == "county":
        name = chosen.place
        return (
            f"{name}政府信息公开年度报告概览"
            if zh
            else f"{name}: open-government reports in profile"
        )
    n = len(chosen.places)
    if n <= 3:
        names = listed(chosen.places, chosen.language)
        return f"{names}政府信息公开比较" if zh else f"Open government compared: {names}"
    return f"{n}个县（区）政府信息公开比较" if zh else f"Open government in {n} counties compared"


def new_brief(kind: str, chosen: Choice) -> Brief:
    """Return an empty brief with its title block for ``county`` or ``compare``."""
    first, last = chosen.span
    years = year_ranges(chosen.years, chosen.language)
    return Brief(
        title=brief_title(kind, chosen),
        subtitle=f"{years}年度" if chosen.language == "zh" else f"Report years {years}",
        language=chosen.language,
        places=chosen.places,
        years=(first, last),
        reports=chosen.reports,
        date=chosen.date,
    )


def finish(
    brief: Brief, chosen: Choice, findings: Sequence[Finding], frames: Mapping[str, pd.DataFrame]
) -> None:
    """Add the notes and the sources that end every brief.

    ``frames`` are those whose gaps, breaks and conflicts are told: ``share``, ``requests`` and
    ``appeals``.
    """
    from toolkit.brief.notes import notes

    zh = chosen.language == "zh"
    brief.heading("说明" if zh else "Notes")
    brief.notes(notes(chosen, _named(frames, chosen.language), findings))
    brief.heading("来源" if zh else "Sources")
    brief.sources(chosen.reports)


def _named(frames: Mapping[str, pd.DataFrame], language: str) -> dict[str, pd.DataFrame]:
    """Return the frames by printed names, the parts of a share or of appeals each by its own."""
    from toolkit.codebook import label_of

    out: dict[str, pd.DataFrame] = {}
    for name, frame in frames.items():
        if "basis" in frame:
            for basis, part in frame.groupby("basis", sort=False):
                title = _said("work_updates_share", "table", language)
                out[f"{title}{BASES[str(basis)][language]}"] = part
        elif "series" in frame:
            for series, part in frame.groupby("series", sort=False):
                out[label_of(str(series), language)] = part
        else:
            out[name] = frame
    return out
