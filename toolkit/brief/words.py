"""Words of a brief in Chinese and English, and the small phrases that are built from numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.codebook import check_language

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "figure": "图",
        "table": "表",
        "page": "第 {page} 页 / 共 {pages} 页",
        "synthetic": "合成演示数据，县名与数字均为虚构 · synthetic demonstration data",
        "kicker": "政府信息公开年度报告 · 数据简报",
        "places": "地区",
        "years": "年份",
        "reports": "报告",
        "hash": "数据指纹",
        "date": "日期",
        "n_reports": "{n} 份",
        "hash_note": "SHA-256，按所用报告计算",
        "dash": "—：没有数字（缺失，不是 0）",
        "blank": "原表空白",
        "slash": "原表为斜线",
        "dash_kind": "原表为横线",
        "illegible": "无法辨认",
        "not_in_form": "该表式没有这一项",
        "not_stated": "报告未说明",
        "no_report": "资料中没有该年报告",
        "made_with": "由 Gongkai 生成",
        "list": "、",
        "stop": "。",
        "range": "—",
        "open": "（",
        "close": "）",
        "colon": "：",
        "semicolon": "；",
    },
    "en": {
        "figure": "Figure",
        "table": "Table",
        "page": "Page {page} of {pages}",
        "synthetic": "Synthetic demonstration data, counties and figures are invented · 合成演示数据",
        "kicker": "Open-government annual reports · data brief",
        "places": "Places",
        "years": "Years",
        "reports": "Reports",
        "hash": "Data hash",
        "date": "Date",
        "n_reports": "{n}",
        "hash_note": "SHA-256 over the reports used",
        "dash": "—: no figure (missing, not 0)",
        "blank": "left blank in the report",
        "slash": "a slash in the report",
        "dash_kind": "a dash in the report",
        "illegible": "illegible",
        "not_in_form": "not asked for by the form",
        "not_stated": "not stated in the report",
        "no_report": "no report in the data",
        "made_with": "Made with Gongkai",
        "list": ", ",
        "stop": ". ",
        "range": "–",
        "open": " (",
        "close": ")",
        "colon": ": ",
        "semicolon": "; ",
    },
}


def words(language: str) -> dict[str, str]:
    """Return the words of one language."""
    return WORDS[check_language(language)]


def year_ranges(years: Iterable[int], language: str = "zh") -> str:
    """Return years as ranges.

    Examples
    --------
    >>> year_ranges([2013, 2011, 2012, 2015], "en")
    '2011–2013, 2015'
    """
    w = words(language)
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return w["list"].join(str(a) if a == b else f"{a}{w['range']}{b}" for a, b in runs)


def listed(names: Sequence[str], language: str, most: int = 0) -> str:
    """Return names as one list; beyond ``most`` (0: no limit) the number of the others is given."""
    w = words(language)
    if most and len(names) > most:
        rest = len(names) - most
        tail = f" 等{len(names)}个" if language == "zh" else f" and {rest} more"
        return w["list"].join(names[:most]) + tail
    return w["list"].join(names)


def in_brackets(text: str, inside: str, language: str) -> str:
    """Return ``text`` with ``inside`` in the brackets of the language."""
    w = words(language)
    return f"{text}{w['open']}{inside}{w['close']}"
