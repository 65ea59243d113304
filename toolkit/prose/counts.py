"""Counts: the numbers of a line with their units, and the words that stand before each."""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.values import chinese_number, to_number

#: Units, those of what never is a figure (dates, classes, ranks) among them: they end a number too.
_UNIT = (
    r"条(?:次|（[次篇]）)?|篇(?:（次）)?|件(?:次|（次）)?|人次?|场次?|批次|个(?:百分点)?|[大小]类"
    r"|[封份宗起例项次期班名元%处则案类年月日号时分天届章款级岁倍家户版册幅部张本周]"
)
#: A number in digits that may count something: 余 and 万, a unit, the end of a clause or 其中 follow.
#: Most numbers of a page are dates and the like, and no more is asked of them.
_ARABIC = re.compile(
    r"([0-9](?<![0-9.,A-Za-z][0-9])"
    r"(?=[0-9,.]*(?:[余多万亿）条篇件人场批个封份宗起例项次期班名元%处则案，。；、（\n其 ]|$))"
    r"(?:\d{0,2}(?:,\d{3})+(?![\d,])|\d*(?:\.\d+)?))"
    f"([余多])?([万亿])?([余多])?(）)?({_UNIT})?"
)
_CHINESE = re.compile(
    # What may follow goes before the rest: most numerals stand in words (统一, 进一步).
    r"[一二两三四五六七八九十百千](?=[一二三四五六七八九十百千零〇余多条件篇份宗起例期场次名人个项班处])"
    r"(?:[一二三四五六七八九十百千零〇]{0,8})(?P<more>[余多])?"
    r"(?P<unit>条|件|篇|份|宗|起|例|期|场|次|名|人|个|项|班|处)(?!是|、(?<!人员.名、))"
)
_NUMERALS = frozenset("一二两三四五六七八九十百千零〇第几数每")
#: Where a clause begins. A 、 parts two items only where a count stands before it.
#: What goes up to the last mark takes the way back from the number, and that is short.
_TO_MARK = re.compile(r".*[，。；：（！？]").match
_ABOUT = frozenset("约近超逾上")
_ABOUT_ENDS = frozenset("过破")
#: Signs before a number that say it is a part of one.
_TORN = frozenset("-－第 ")
#: Signs before a number that may say something of it.
_TELLING = _ABOUT | _ABOUT_ENDS | _TORN | frozenset("“，（")
_ENDS = frozenset("，。；、）（\n") | {""}
#: Makes a named tuple without asking for its names, in half the time.
_new = tuple.__new__
NO_COUNT = frozenset("年月日号时分类天届章款级岁倍家户版册幅部张本周") | {"大类", "小类", "批次"}
MONEY = frozenset(("元", "万元", "亿元"))


class Count(NamedTuple):
    """One number with its unit.

    ``start`` and ``end`` are its span in the line, unit included; ``begin`` is where the words begin
    that stand before it and belong to no other number. ``unit`` is None where none is printed.
    """

    start: int
    end: int
    begin: int
    value: int | float
    unit: str | None
    near: bool
    damaged: bool


def counts(clean: str) -> list[Count]:
    """Return the numbers of a line that may count something, from left to right.

    ``clean`` is a line as :func:`toolkit.prose.text.clean_line` gives it: it has no line feeds.
    """
    found: list[re.Match[str]] = list(_ARABIC.finditer(clean))
    if _CHINESE.search(clean):
        found = sorted([*found, *_CHINESE.finditer(clean)], key=re.Match.start)
    out: list[Count] = []
    last = 0
    for m in found:
        made = _arabic(clean, m) if m.re is _ARABIC else _chinese(clean, m)
        if made is None:
            continue
        start, end, value, unit, near, damaged = made
        # Words before the last number are its own: nothing farther off is asked for.
        mark = _TO_MARK(clean, last, start)
        begin = mark.end() if mark else last
        while begin and clean[begin - 1] == "（" and (
            # A number in brackets: 发布信息（3307）条.
            (begin == start and _TO_MARK(clean, 0, begin - 1))
            # The words hold a bracket: 机构职能（含领导分工）61条.
            or clean.find("）", begin, start) >= 0
        ):  # fmt: skip
            mark = _TO_MARK(clean, last, begin - 1)
            begin = mark.end() if mark else last
        out.append(_new(Count, (start, end, begin, value, unit, near, damaged)))
        last = end
    return out


_Made = tuple[int, int, int | float, str | None, bool, bool]


def _chinese(clean: str, m: re.Match[str]) -> _Made | None:
    """Read a number in Chinese numerals: "一百六十二条", "近百条"."""
    start, end = m.span()
    value = chinese_number(clean[start : m.start("unit")].rstrip("余多"))
    before = clean[start - 1] if start else ""
    if value is None or before in _NUMERALS:
        return None
    # 百条 and 千条 without a digit are never exact.
    near = bool(m["more"]) or clean[start] in "百千" or before in _ABOUT
    return start, end, value, m["unit"], near, False


def _arabic(clean: str, m: re.Match[str]) -> _Made | None:
    """Read a number in digits; None where it is a date, an ordinal or a part of a word."""
    digits, more, scale, more2, close, unit = m.groups()
    if unit in NO_COUNT:
        return None
    start, end = m.span()
    before = clean[start - 1] if start else ""
    if (
        unit and not (more or scale or more2 or close or before in _TELLING)
        and len(digits) < 7 and not clean.startswith(" ", end)
    ):  # fmt: skip
        # Most numbers: nothing below is asked of them.
        plain = int(digits) if digits.isdecimal() else to_number(digits)
        return start, end, plain, unit, False, False
    if before == "第" and (start < 2 or clean[start - 2] in "，。；：（、的其"):
        return None
    after = clean[end : end + 1]
    if unit is None:
        # Without a unit only where the words around it leave no doubt; a year is none, and a text
        # that is cut off may end within a number.
        if scale or len(digits) > 7 or not (after in _ENDS or clean.startswith("其中", end)):
            return None
        if (len(digits) == 4 and digits[:2] in ("19", "20")) or not (after or before == "："):
            return None
    if close and (before != "（" or unit is None):
        end, unit = m.start(5), None
    if before == "“" and after == "”":
        return None
    # 上百条 is about that many, 网上8件 is eight by the net.
    near = (before in _ABOUT and before != "上") or (
        before in _ABOUT_ENDS and clean[start - 2 : start] in ("超过", "突破")
    )
    value: int | float
    if scale or more or more2:
        near = near or bool(more or more2)
        if unit == "元" and scale:
            unit, scale = scale + unit, None
        value = to_number(digits, scale)
    else:
        value = int(digits) if digits.isdecimal() else to_number(digits)
    damaged = (
        before in _TORN
        or (after == " " and clean[end + 1 : end + 2].isdigit())
        or (before == "，" and len(digits) == 3 and clean[start - 2 : start - 1].isdigit())
        or (len(digits) > 6 and _glued(digits))
    )
    return start, end, value, unit, near, damaged


def _glued(digits: str) -> bool:
    """Whether digits look run together: eight or more, or a year with digits behind it."""
    whole = digits.split(".")[0].replace(",", "")
    return len(whole) >= 8 or (len(whole) == 7 and whole[:2] in ("19", "20"))
