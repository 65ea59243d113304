"""Words: everything that charts say, in two languages, and text laid out to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

FORMS: dict[str, dict[str, str]] = {
    "prose": {"zh": "文字报告", "en": "text only"},
    "stat2014": {"zh": "2014年统计表", "en": "2014 table"},
    "fujian": {"zh": "福建省统计表", "en": "Fujian table"},
    "form2019": {"zh": "2019年格式", "en": "2019 form"},
    "form2021": {"zh": "2021年格式", "en": "2021 form"},
    "website2017": {"zh": "网站年度报表", "en": "website sheet"},
    "unknown": {"zh": "有报告，格式不详", "en": "report, form unknown"},
}

UNITS = {
    "件": {"zh": "件", "en": "cases"},
    "条": {"zh": "条", "en": "items"},
    "篇": {"zh": "篇", "en": "texts"},
    "次": {"zh": "次", "en": "times"},
    "人": {"zh": "人", "en": "people"},
    "人次": {"zh": "人次", "en": "attendances"},
    "个": {"zh": "个", "en": "number"},
    "期": {"zh": "期", "en": "issues"},
    "项": {"zh": "项", "en": "items"},
    "元": {"zh": "元", "en": "yuan"},
    "万元": {"zh": "万元", "en": "10,000 yuan"},
    "天": {"zh": "天", "en": "days"},
}

_WORDS: dict[str, tuple[str, str]] = {
    "synthetic": ("合成演示数据", "synthetic demonstration data"),
    "source": (
        "来源：所列县（区）历年政府信息公开工作年度报告，照公布数字",
        "Source: annual reports on open government information of the places named, as published",
    ),
    "source_synthetic": (
        "来源：程序生成的虚构县资料，不是任何真实地方的数字",
        "Source: generated data on fictional counties; no figure of any real place",
    ),
    "title_work_updates_share": ("工作动态占比", "Share of work updates"),
    "title_requests": ("收到政府信息公开申请", "Requests received"),
    "title_outcomes": ("申请的办理结果", "What became of the requests"),
    "title_appeals": ("行政复议与行政诉讼", "Reconsideration and litigation"),
    "title_categories": ("主动公开信息的类目构成", "Disclosed items by category"),
    "title_coverage": ("资料覆盖：哪一年有报告，何种格式", "Coverage: years with a report, and its form"),
    "share_axis": ("占比（%）", "share (%)"),
    "of_report": (
        "分母：同一报告所列主动公开信息总数（条）",
        "denominator: all disclosed items stated by the same report",
    ),
    "of_portal": (
        "点划线及注“门户”者：分母为门户网站发布数（条）",
        "dash-dotted or “portal”: by the items on the portal",
    ),
    "of_portal_only": (
        "分母：门户网站发布数（条）",
        "denominator: the items on the portal",
    ),
    "basis_report": ("报告口径", "by the report's total"),
    "basis_portal": ("门户口径", "by the portal's total"),
    "portal_suffix": ("（门户）", " (portal)"),
    "unit": ("单位：", "unit: "),
    "hollow": ("空心点为约数（原文“余”“近”等）。", "Hollow points are approximate as printed (余, 近)."),
    "gaps": ("没有数字的年份留空，不作插补。", "Years without a figure are left open."),
    "forms_note": ("竖点线为报告格式改变：", "Dotted lines: change of form: "),
    "merged": ("区县合并", "merged"),
    "similar": ("年前后不尽可比（虚线）：", ": only roughly comparable across (dashed): "),
    "break": ("年前后不可比（断开）：", ": not comparable across (line is cut): "),
    "assumed": ("；格式不详者按年份推定", "; by the year where no form is known"),
    "conflict": ("报告另列不同数字：", "The report also states other figures: "),
    "no_figures": ("无数字：", "No figures: "),
    "year_axis": ("报告年度（年）", "report year"),
    "parts_axis": ("占所列总数的百分比（%）", "share of the stated total (%)"),
    "outcome_axis": ("占办理结果（%）", "share of outcomes (%)"),
    "unclassed": ("未归类", "not classified"),
    "remainder": ("未列出", "not listed"),
    "rest": ("其余类目", "remaining classes"),
    "rest_note": ("“其余类目”含：", "Remaining classes: "),
    "over": (
        "所列各类之和超过总数：",
        "The listed parts exceed the stated total: ",
    ),
    "nested": ("另列于各类之内或之外、未计入：", "Named again inside or beside the parts, left out: "),
    "outcome_sub": (
        "柱上数字为当年结果合计（件）",
        "figures above the bars: outcomes of the year (cases)",
    ),
    "outcome_break": (
        "2019年前后的结果分类不同，不可比（竖线隔开）。",
        "Outcomes are classed otherwise before and since 2019 and cannot be compared (line).",
    ),
    "mismatch": ("*各项之和超过所列办结总数：", "* outcomes exceed the stated total: "),
    "none": ("无报告", "no report"),
    "sheet": ("另有网站年度报表", "website sheet as well"),
    "reconsideration": ("行政复议", "reconsideration"),
    "litigation": ("行政诉讼", "litigation"),
}  # fmt: skip


def word(key: str, language: str) -> str:
    """Return one phrase."""
    return _WORDS[key][0 if language == "zh" else 1]


def form_label(form: str, language: str) -> str:
    """Return the short name of a form; a form that has none here keeps its id."""
    return FORMS.get(form, {}).get(language, form)


def unit_label(unit: str | None, language: str) -> str:
    """Return a unit's name; a unit that has none here stays as printed."""
    return UNITS.get(unit or "", {}).get(language, unit or "")


def listed(items: Iterable[object], language: str) -> str:
    """Join ``items`` as a list in the language."""
    return ("、" if language == "zh" else ", ").join(str(i) for i in items)


def stop(text: str, language: str) -> str:
    """End ``text`` as a sentence."""
    end = "。" if language == "zh" else "."
    return text if text.endswith((end, "。", ".")) else text + end


def year_span(years: Sequence[int]) -> str:
    """Return years as one or as first–last."""
    low, high = min(years), max(years)
    return str(low) if low == high else f"{low}–{high}"


def ems(text: str) -> float:
    """Return the width of ``text`` in ems, near enough to lay text out: CJK 1, Latin by kind."""
    return sum(_em(c) for c in text)


def _em(c: str) -> float:
    if unicodedata.east_asian_width(c) in "WF" or c in "“”‘’…—":
        return 1.0
    if c in "iljtfrI.,;:'!|()[] ":
        return 0.34
    return 0.72 if c.isupper() or c in "mw%" else 0.56


def wrap(text: str, width: float) -> list[str]:
    """Break ``text`` into lines of at most ``width`` ems: between CJK characters, or at blanks."""
    lines, line = [], ""
    for token in _tokens(text):
        if line and ems(line + token.rstrip()) > width and token not in "，。；：、）”,.;:)":
            lines.append(line.rstrip())
            line = token.lstrip()
        else:
            line += token
    return [*lines, line.rstrip()] if line.strip() else lines


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for c in text:
        latin = unicodedata.east_asian_width(c) not in "WF"
        joins = tokens and latin and not tokens[-1].endswith(" ")
        if joins and unicodedata.east_asian_width(tokens[-1][-1]) not in "WF":
            tokens[-1] += c
        else:
            tokens.append(c)
    return tokens
