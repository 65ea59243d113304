"""Sections: one subject of a brief, its heading, sentence, chart and tables, from a tidy frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.brief.brief import Brief
from toolkit.brief.choice import Choice
from toolkit.brief.pivot import pivots
from toolkit.brief.sentences import about_coverage, about_series
from toolkit.brief.words import listed, words, year_ranges
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

_YEAR = {"zh": "年份", "en": "Year"}
_UNIT = {"件": {"zh": "件", "en": "cases"}, "条": {"zh": "条", "en": "items"}}


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
    _add_tables(brief, kind, frame, language)


def _with_years(caption: str, frame: pd.DataFrame, language: str) -> str:
    if frame.empty:
        return caption
    first, last = int(frame["year"].min()), int(frame["year"].max())
    span = year_ranges(range(first, last + 1), language)
    return f"{caption}，{span}年" if language == "zh" else f"{caption}, {span}"


def _add_tables(brief: Brief, kind: str, frame: pd.DataFrame, language: str) -> None:
    caption = _said(kind, "table", language)
    if kind == "work_updates_share":
        from toolkit.metrics import WORK_UPDATES_SHARE

        for basis in ("report", "portal"):
            part = frame[frame["basis"] == basis]
            title = f"{caption}{_BASES[basis][language]}"
            note = WORK_UPDATES_SHARE[language] if basis == "report" else ""
            _add_pivots(brief, part, title, "%", language, factor=100, decimals=1, note=note)
    elif kind == "appeals":
        _add_pivots(brief, _side_by_side(frame, language), caption, "件", language)
    elif kind == "requests":
        _add_pivots(brief, frame, caption, "件", language)
    elif kind == "outcomes":
        _add_outcomes(brief, frame, caption, language)
    elif kind == "categories":
        _add_categories(brief, frame, caption, language)


def _side_by_side(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return reconsideration and litigation of each line as neighbours."""
    from toolkit.codebook import label_of

    lines = list(frame["line_label"].drop_duplicates())
    parts = [
        part.assign(line_label=f"{line} {label_of(str(name), language)}")
        for line in lines
        for name, part in frame[frame["line_label"] == line].groupby("series", sort=False)
    ]
    import pandas as pd

    return pd.concat(parts, ignore_index=True)


_BASES = {
    "report": {"zh": "（报告口径）", "en": ", by the report's total"},
    "portal": {"zh": "（门户口径）", "en": ", by the portal's total"},
}


def _add_pivots(
    brief: Brief, frame: pd.DataFrame, caption: str, unit: str, language: str, *,
    factor: float = 1, decimals: int | None = None, note: str = "",
) -> None:  # fmt: skip
    w = words(language)
    made = pivots(frame, _YEAR[language], factor)
    for i, pivot in enumerate(made):
        names = list(pivot.frame.columns[1:])
        part = f"{w['open']}{i + 1}/{len(made)}{w['close']}" if len(made) > 1 else ""
        shown = _UNIT.get(unit, {}).get(language, unit)
        brief.table(
            pivot.frame,
            caption=f"{caption}{part}",
            units=dict.fromkeys(names, shown),
            decimals=dict.fromkeys(names, decimals) if decimals is not None else {},
            marks=pivot.marks,
            note="\n".join(x for x in (pivot.legend(language), note if i == 0 else "") if x),
        )


def _add_outcomes(brief: Brief, frame: pd.DataFrame, caption: str, language: str) -> None:
    """Print what became of the requests of each place's last years with figures."""
    from toolkit.panel import OUTCOMES

    stated = frame[frame["value"].notna() & (frame["line"] == "main")]
    if stated.empty:
        return
    recent = _recent(stated, many=stated["line_label"].nunique() > 1)
    rows = recent.assign(outcome=recent["outcome"].map(lambda o: OUTCOMES[o][language]))
    order = [o[language] for o in OUTCOMES.values() if o[language] in set(rows["outcome"])]
    _add_wide(brief, rows, "outcome", order, caption, "件", language)


def _add_categories(brief: Brief, frame: pd.DataFrame, caption: str, language: str) -> None:
    """Print the listed classes of each place's last years with figures, by harmonised category."""
    from toolkit.codebook import label_of

    stated = frame[
        frame["value"].notna() & ~frame["nested"].fillna(False) & (frame["line"] == "main")
    ]
    if stated.empty:
        return
    recent = _recent(stated, many=True)
    other = "未归类" if language == "zh" else "Not classified"
    rows = recent.assign(
        category=[other if c is None or c != c or str(c) == "<NA>" else label_of(str(c), language)
                  for c in recent["category"].astype(object)]
    )  # fmt: skip
    sums = rows.groupby(["line_label", "year", "category"], sort=False)["value"].sum().reset_index()
    sums["cell"] = sums["line_label"].astype(str) + " " + sums["year"].astype(str)
    wide = sums.pivot(index="category", columns="cell", values="value")
    wide = wide[list(dict.fromkeys(sums["cell"]))]
    wide = wide.loc[wide.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    head = "类目" if language == "zh" else "Category"
    wide = wide.rename_axis(head).reset_index()
    names = list(wide.columns[1:])
    brief.table(
        wide,
        caption=caption,
        units=dict.fromkeys(names, _UNIT["条"][language]),
        note="—：报告未列该类" if language == "zh" else "—: the report lists no such class",
    )


def _recent(frame: pd.DataFrame, *, many: bool) -> pd.DataFrame:
    """Return the last year of each line where there are many lines, else every year."""
    if not many:
        return frame
    last = frame.groupby("line_label")["year"].transform("max")
    return frame[frame["year"] == last]


def _add_wide(
    brief: Brief, frame: pd.DataFrame, column: str, order: list[str], caption: str, unit: str,
    language: str,
) -> None:  # fmt: skip
    import pandas as pd

    place, year = ("地区", "年份") if language == "zh" else ("Place", "Year")
    keys = list(dict.fromkeys(zip(frame["line_label"], frame["year"], strict=True)))
    values = {(r.line_label, r.year, getattr(r, column)): r.value for r in frame.itertuples()}
    table = pd.DataFrame({place: [k[0] for k in keys], year: [str(k[1]) for k in keys]})
    for name in order:
        table[name] = pd.array([values.get((*k, name)) for k in keys], dtype="Float64")
    if frame["line_label"].nunique() == 1:
        table = table.drop(columns=place)
    w = words(language)
    shown = _UNIT[unit][language]
    brief.table(
        table,
        caption=f"{caption}{w['open']}{shown}{w['close']}",
        note="—：该表式没有这一项，或未填" if language == "zh"
        else "—: not asked for by the form, or not filled in",
    )  # fmt: skip


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
    brief: Brief, chosen: Choice, findings: Sequence[Finding], **frames: pd.DataFrame
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
                out[f"{title}{_BASES[str(basis)][language]}"] = part
        elif "series" in frame:
            for series, part in frame.groupby("series", sort=False):
                out[label_of(str(series), language)] = part
        else:
            out[name] = frame
    return out
