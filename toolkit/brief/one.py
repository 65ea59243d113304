"""One report: its facts, figures, findings and sections as a brief, and as frames for a notebook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.brief.brief import Brief
from toolkit.brief.choice import Choice
from toolkit.brief.notes import finding_text
from toolkit.brief.words import words
from toolkit.charts.words import form_label, unit_label
from toolkit.codebook import APPLICANTS, label_of
from toolkit.report import Report

if TYPE_CHECKING:
    import pandas as pd

_FACTS: dict[str, tuple[str, str]] = {
    "publisher": ("发布机关", "Publisher"),
    "place": ("地区", "Place"),
    "place_code": ("行政区划代码", "Division code"),
    "year": ("报告年度", "Report year"),
    "form": ("格式", "Form"),
    "published": ("发布日期", "Published"),
    "address": ("网址", "Address"),
    "sha256": ("文件指纹 SHA-256", "SHA-256 of the file"),
}

_SECTIONS: dict[str, tuple[str, str]] = {
    "overview": ("总体情况", "overview"),
    "active_disclosure": ("主动公开", "active disclosure"),
    "key_work": ("重点工作", "key work"),
    "requests": ("依申请公开", "requests"),
    "consultations": ("咨询与投诉", "consultations and complaints"),
    "consultations_and_complaints": ("咨询与投诉", "consultations and complaints"),
    "appeals": ("复议、诉讼与申诉", "appeals"),
    "spending": ("支出与收费", "spending and fees"),
    "spending_and_fees": ("支出与收费", "spending and fees"),
    "problems": ("存在问题", "problems"),
    "measures": ("改进措施", "measures"),
    "other": ("其他", "other"),
}

_SEVERITY = {
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "note": ("备注", "note"),
}


def facts_frame(report: Report, language: str = "zh") -> pd.DataFrame:
    """Return what a report says about itself, one row a fact; what it does not say is missing."""
    import pandas as pd

    i = 0 if language == "zh" else 1
    rows = []
    for key, names in _FACTS.items():
        value = getattr(report, key)
        if key == "form" and value:
            value = form_label(value, language)
        rows.append((names[i], None if value is None else str(value)))
    return pd.DataFrame(rows, columns=["项目", "内容"] if i == 0 else ["Fact", "Value"])


def figures_table(report: Report, language: str = "zh") -> pd.DataFrame:
    """Return the figures under printed names, in their order, but those told by applicant."""
    import pandas as pd

    w = words(language)
    rows = []
    by_applicant = {f.indicator for f in report.figures if f.applicant != "total"}
    for f in report.figures:
        if f.indicator in by_applicant and f.method != "prose":
            continue
        name = label_of(f.indicator, language)
        if f.label:
            name += f"{w['colon']}{f.label}"
        if f.cumulative:
            name += f"{w['open']}{'历年累计' if language == 'zh' else 'since the beginning'}{w['close']}"
        missing = w["dash_kind"] if f.missing == "dash" else w.get(f.missing or "", "")
        unit = unit_label(f.unit, language)
        rows.append((name, f.value, missing if f.value is None else unit, f.quote[:40] or f.where))
    names = (
        ["指标", "数值", "单位", "原文"]
        if language == "zh"
        else ["Figure", "Value", "Unit", "Words"]
    )
    # Counts stay whole numbers beside shares with decimals.
    return pd.DataFrame(rows, columns=names, dtype=object)


def applicants_table(report: Report, language: str = "zh") -> pd.DataFrame:
    """Return the requests by applicant: a row an indicator, a column an applicant; may be empty."""
    import pandas as pd

    cells = {(f.indicator, f.applicant): f.value for f in report.figures if f.method != "prose"}
    rows = list(dict.fromkeys(f.indicator for f in report.figures if f.applicant != "total"))
    head = "指标" if language == "zh" else "Figure"
    frame = pd.DataFrame({head: [label_of(i, language) for i in rows]})
    for applicant, names in APPLICANTS.items():
        values = [cells.get((i, applicant)) for i in rows]
        whole = all(v is None or v == int(v) for v in values)
        frame[names[language]] = pd.array(values, dtype="Int64" if whole else "Float64")
    return frame


def findings_frame(report: Report, language: str = "zh") -> pd.DataFrame:
    """Return the findings of a report, the gravest first."""
    import pandas as pd

    i = 0 if language == "zh" else 1
    order = list(_SEVERITY)
    rows = [
        (_SEVERITY[f.severity][i], f.code, finding_text(f, language))
        for f in sorted(report.findings, key=lambda f: order.index(f.severity))
    ]
    names = ["程度", "代码", "说明"] if i == 0 else ["Severity", "Code", "Message"]
    return pd.DataFrame(rows, columns=names)


def sections_frame(report: Report, language: str = "zh") -> pd.DataFrame:
    """Return the sections of a report: kind, printed title, length and number of items."""
    import pandas as pd

    i = 0 if language == "zh" else 1
    rows = [
        (_SECTIONS.get(s.kind, (s.kind, s.kind))[i], s.title, len(s.text), len(s.items))
        for s in report.sections
    ]
    names = (
        ["类别", "标题", "字数", "条目数"] if i == 0 else ["Kind", "Title", "Characters", "Items"]
    )
    return pd.DataFrame(rows, columns=names)


def report_brief(report: Report, chosen: Choice) -> Brief:
    """Return a brief about one report: facts, figures, sections, findings, source."""
    zh = chosen.language == "zh"
    # A page of an invented place is invented, whether or not a file says so.
    report = replace(
        report, synthetic=report.synthetic or (report.place_code or "").startswith("99")
    )
    year = report.year or 0
    place = report.place or report.publisher or ("未知地区" if zh else "unknown place")
    title = (
        f"{place}{year or ''}年政府信息公开年度报告" if zh
        else f"{place}: annual report on open government {year or ''}".rstrip()
    )  # fmt: skip
    brief = Brief(
        title=title,
        subtitle=report.title or "",
        language=chosen.language,
        places=[place],
        years=(year, year),
        reports=[report],
        date=chosen.date,
    )
    brief.heading("报告" if zh else "The report")
    facts = facts_frame(report, chosen.language)
    brief.table(
        facts,
        caption="基本信息" if zh else "What the page says",
        wide=[facts.columns[1]],
        note="—：页面未写明" if zh else "—: the page does not say",
    )
    brief.heading("数字" if zh else "Figures")
    figures = figures_table(report, chosen.language)
    if figures.empty:
        brief.text("从本报告中没有读出数字。" if zh else "No figure was read from this report.")
    else:
        wide = [figures.columns[0], figures.columns[3]]
        caption = "读出的数字" if zh else "Figures read"
        brief.table(figures, caption=caption, wide=wide, whole=False)
    applicants = applicants_table(report, chosen.language)
    if not applicants.empty:
        caption = (
            "申请及办理结果，按申请人（件）" if zh else "Requests and outcomes by applicant (cases)"
        )
        brief.table(applicants, caption=caption, whole=False)
    sections = sections_frame(report, chosen.language)
    if not sections.empty:
        brief.heading("章节" if zh else "Sections")
        caption = "报告的章节" if zh else "Sections of the report"
        brief.table(sections, caption=caption, wide=[sections.columns[1]])
    brief.heading("核对" if zh else "Checks")
    findings = findings_frame(report, chosen.language)
    if findings.empty:
        brief.text("各项核对均未发现问题。" if zh else "The checks found nothing.")
    else:
        by_severity = findings.groupby(findings.columns[0], sort=False)[findings.columns[2]]
        brief.notes({str(k): list(dict.fromkeys(v)) for k, v in by_severity})
    brief.heading("来源" if zh else "Source")
    brief.sources()
    return brief
