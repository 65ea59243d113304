"""Layout: the tables of a form as they are printed, cell by cell, with the place of every figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.codebook import indicators
from toolkit.forms import Form
from toolkit.forms.form import Node, TableForm

#: Indicator, applicant, cumulative.
Key = tuple[str, str, bool]

#: Columns of the sheet; every table is as wide.
WIDTH = 15

#: How labels are printed where the form declares them shorter.
_PRINTED = {
    "部分公开": "部分公开（区分处理的，只计这一情形，不计其他情形）",
    "危及三安全一稳定": "危及“三安全一稳定”",
    "主动公开政府信息数": "主动公开政府信息数（不同渠道和方式公开相同信息计1条）",
    "回应公众关注热点或重大舆情数": "回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）",
}
_UNNUMBERED = frozenset({"制发规范性文件总数"})
_BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
#: The item of article 20 under which table 2 prints a row.
_ARTICLES = {
    "rules": "一", "normative_documents": "一", "licences": "五", "other_services": "五",
    "penalties": "六", "compulsory_measures": "六", "fees": "八", "procurement": "九",
}  # fmt: skip
_HEADINGS = {
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "appeals": "四、政府信息公开行政复议、行政诉讼情况",
    "statistics": "政府信息公开情况统计表",
    "website": "政府网站工作年度报表",
}
_DIGITS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")


@dataclass(frozen=True)
class Slot:
    """One printed cell; ``key`` names the figure to be typed in it, ``en`` its label in English."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    kind: Literal["label", "head", "input"] = "label"
    key: Key | None = None
    en: str = ""


@dataclass(frozen=True)
class Section:
    """One printed table below its heading; spans are columns of the sheet."""

    heading: str
    rows: tuple[tuple[Slot, ...], ...]


def layout(form: Form) -> tuple[Section, ...]:
    """Return the tables of ``form`` in printed order."""
    makers = {
        "suffix": _articles, "applicant": _requests, "indicator": _appeals,
        "measure": _statistics, "sheet": _labelled,
    }  # fmt: skip
    return tuple(
        Section(_HEADINGS.get(table.name, form.zh), tuple(makers[table.cells](table, form)))
        for table in form.tables.values()
    )


def _leaves(nodes: Sequence[Node], group: Node) -> list[Node]:
    """Return the cells below a group."""
    return [n for n in nodes if _is_leaf(nodes, n) and group in n.ancestors]


def _is_leaf(nodes: Sequence[Node], node: Node) -> bool:
    return not any(n.parent is node for n in nodes)


def _numbers(nodes: Sequence[Node], styles: Sequence[str]) -> dict[Node, str]:
    """Return the printed number of each node: 一、（一）1.（1）by depth, 其中 for a lone part."""
    out: dict[Node, str] = {}
    counts: dict[Node | None, int] = {}
    for node in nodes:
        family = [n for n in nodes if n.parent is node.parent]
        if node.label in _UNNUMBERED:
            out[node] = ""
            continue
        counts[node.parent] = count = counts.get(node.parent, 0) + 1
        style = styles[min(node.depth, len(styles) - 1)]
        if node.parent and node.parent.key and len(family) == 1:
            style = "其中："
        out[node] = style.replace("一", _DIGITS[count - 1]).replace("1", str(count))
    return out


def _label(node: Node, number: str = "") -> str:
    return number + _PRINTED.get(node.label, node.label)


def _english(key: str | None) -> str:
    entry = indicators().get(key or "")
    return entry.en if entry else ""


def _input(key: Key | None, wide: int, high: int = 1) -> Slot:
    return Slot("", high, wide, "input", key)


def _heads(nodes: Sequence[Node], wide: int, extra: int = 0) -> list[list[Slot]]:
    """Return the head rows of a tree of columns, ``wide`` columns of the sheet for each."""
    levels = 1 + max(n.depth for n in nodes)
    rows: list[list[Slot]] = [[] for _ in range(levels)]
    for node in nodes:
        if _is_leaf(nodes, node):
            slot = Slot(node.label, levels - node.depth, wide, "head")
        else:
            slot = Slot(node.label, 1, wide * len(_leaves(nodes, node)), "head")
        rows[node.depth].append(slot)
    return rows


def _requests(table: TableForm, form: Form) -> Iterator[tuple[Slot, ...]]:
    rows, columns = table.rows.nodes, table.columns.nodes
    applicants = [n.key for n in columns if n.key]
    heads = _heads(columns, 1)
    corner = Slot(_BALANCE, len(heads) + 1, WIDTH - len(applicants), "head")
    yield corner, Slot("申请人情况", 1, len(applicants), "head")
    yield from map(tuple, heads)
    for labels, node in _tree(rows, (1, 2, 5), _numbers(rows, ("一、", "（一）", "1."))):
        figures = [_input((str(node.key), str(a), False), 1) for a in applicants]
        yield (*labels, *figures)


def _tree(
    nodes: Sequence[Node], widths: Sequence[int], numbers: dict[Node, str]
) -> Iterator[tuple[list[Slot], Node]]:
    """Yield the label cells of each row and its node; a group spans the rows below it."""
    begun: set[Node] = set()
    for node in nodes:
        if not _is_leaf(nodes, node):
            continue
        labels = []
        for group in reversed(node.ancestors):
            if group not in begun:
                begun.add(group)
                high = len(_leaves(nodes, group))
                labels.append(Slot(_label(group, numbers[group]), high, widths[group.depth]))
        labels.append(
            Slot(
                _label(node, numbers[node]) + _unit_note(node),
                colspan=sum(widths[node.depth :]),
                en=_english(node.key),
            )
        )
        yield labels, node


def _unit_note(node: Node) -> str:
    """Return the unit as a website's sheet prints it in its labels."""
    entry = indicators().get(node.key or "")
    return f"（单位：{entry.unit}）" if entry and entry.group == "website" else ""


def _appeals(table: TableForm, form: Form) -> Iterator[tuple[Slot, ...]]:
    yield from map(tuple, _heads(table.columns.nodes, 1))
    yield tuple(_input((str(n.key), "total", False), 1) for n in table.columns.nodes if n.key)


def _articles(table: TableForm, form: Form) -> Iterator[tuple[Slot, ...]]:
    heads = {n.key: n for n in table.columns.nodes}
    before: tuple[str, tuple[str, ...]] | None = None
    for node in table.rows.nodes:
        article = _ARTICLES[str(node.key)]
        widths = _shares(WIDTH - 6, len(node.columns))
        if before != (article, node.columns):
            yield (Slot(f"第二十条第（{article}）项", 1, WIDTH, "head"),)
            texts = [heads[c].label + _money_note(f"{node.key}_{c}") for c in node.columns]
            printed = [Slot(t, 1, w, "head") for t, w in zip(texts, widths, strict=True)]
            yield (Slot("信息内容", 1, 6, "head"), *printed)
        before = article, node.columns
        keys = [(f"{node.key}_{c}", "total", False) for c in node.columns]
        figures = [_input(k, w) for k, w in zip(keys, widths, strict=True)]
        yield (Slot(node.label, 1, 6), *figures)


def _shares(width: int, parts: int) -> list[int]:
    return [width // parts] * (parts - 1) + [width - width // parts * (parts - 1)]


def _money_note(indicator: str) -> str:
    # Procurement prints its amount in a unit of the publisher's choice, or in none.
    return "（单位：万元）" if indicator == "fees_charged" else ""


def _statistics(table: TableForm, form: Form) -> Iterator[tuple[Slot, ...]]:
    measures = [n for n in table.columns.nodes if n.key != "unit"]
    if form.id != "fujian":
        measures = [n for n in measures if n.key == "value"]
    wide = 4 if len(measures) == 1 else 3
    first = WIDTH - 2 - wide * len(measures)
    names = ("统计指标", "单位") if form.id != "fujian" else ("指标名称", "计量单位")
    yield (
        Slot(names[0], 1, first, "head"),
        Slot(names[1], 1, 2, "head"),
        *(Slot(n.label, 1, wide, "head") for n in measures),
    )
    styles = ("一、", "（一）", "1.", "（1）") if form.id != "fujian" else ("一、", "1.")
    numbers = _numbers(table.rows.nodes, styles)
    for node in table.rows.nodes:
        indent = "\u3000" * node.depth
        label = Slot(indent + _label(node, numbers[node]), 1, first, en=_english(node.key))
        if node.key is None:
            dash = Slot("——", 1, wide)
            yield (label, replace(dash, colspan=2), *(dash for _ in measures))
            continue
        keys = [(node.key, "total", n.key == "cumulative") for n in measures]
        unit = Slot(indicators()[node.key].unit, 1, 2)
        yield (label, unit, *(_input(k, wide) for k in keys))


def _labelled(table: TableForm, form: Form) -> Iterator[tuple[Slot, ...]]:
    nodes = table.rows.nodes
    for labels, node in _tree(nodes, (3, 3, 5), dict.fromkeys(nodes, "")):
        yield (*labels, _input((node.key, "total", False) if node.key else None, 4))
