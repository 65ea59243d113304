"""Label: a printed label in the shape in which the labels of forms are compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from toolkit.values import Value, fold, parse_value

_UNITS = (
    "万元|亿元|美元|元|人次|件次|篇次|期次|家次|条次|场次|件|条|个|次|人|篇|项|天|期|份|家|页|张|场|部"
    "|日|工作日|户|%"
)
_UNIT_WORD = re.compile(rf"^(?:{_UNITS})$")
_UNIT_NOTE = re.compile(rf"\((?:计量)?(?:单位:?)?({_UNITS})\)|(?:计量)?单位:({_UNITS})$")
_SPACE = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_NUMBERING = re.compile(
    r"""^(?:第?[一二三四五六七八九十]{1,3}[、.,:] | \([一二三四五六七八九十\d]{1,3}\)
        | [①-⑳⑴-⒛㈠-㈩] | \d{1,2}[.、,):](?!\d) | \d{1,2}(?=[\u4e00-\u9fff])(?![年月日条件个次])
        | 其中[:,、]? | [-—·•*]+ )""",
    re.VERBOSE,
)
_NUMBER_ALONE = re.compile(
    r"\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:\.\d{1,2})*)[)、.]?|[①-⑳⑴-⒛㈠-㈩]"
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[(\[].*$")
_DROPPED = re.compile(r"""[“”"'‘’`「」『』《》〈〉<>、,，。;；:：/·.…\-—–_~～!！?？*★|)\]（）]+""")
_YEAR_HEAD = re.compile(r"^(?:20\d\d年度?|本年度?|当年|今年|本年数|本年度数|年度)$")
#: A year before more words (2022年制发件数) says what 本年 says.
_OWN_YEAR = re.compile(r"^20\d\d年度?(?=[\u4e00-\u9fff])")
#: A sum that names the year up to which it goes: 累计至2015年底, 截至2015年累计.
_SINCE_HEAD = re.compile(
    r"^(?:历年)?累计(?:数|总数)?(?:截?至|截止|截止到|到)20\d\d年?(?:度|底|末|12月(?:31日)?)?$"
    r"|^(?:截至|截止|截止到|至|到)20\d\d年?(?:度|底|末|12月(?:31日)?)?(?:历年)?累计(?:数|总数)?$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TAIL = re.compile(r"(?:总数量|总数|数量|次数|数)$")


#: A text longer than this is no label and no figure, and is not kept.
LONGEST = 400
_MOST = 8192
_T = TypeVar("_T")


def remembered(function: Callable[[str], _T]) -> Callable[[str], _T]:
    """Remember what a function says of short texts: the same ones come in every report.

    What is remembered is looked up without a call in Python: each cell of a page asks several times.
    """
    return _Remembered(function).__getitem__


class _Remembered(dict[str, _T]):
    def __init__(self, function: Callable[[str], _T]) -> None:
        self._function = function

    def __missing__(self, text: str) -> _T:
        said = self._function(text)
        if len(text) <= LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[text] = said
        return said


class Label(NamedTuple):
    """``key`` is what is compared, ``unit`` the unit printed inside the label."""

    key: str
    unit: str | None


@remembered
def label_of_text(text: str) -> Label:
    """Return the comparable form of a printed label: no numbering, blanks, quotes or remarks.

    Examples
    --------
    >>> label_of_text("（二）部分公开（区分处理的，只计这一情形）").key
    '部分公开'
    >>> label_of_text("本年收费金额（单位：万元）")
    Label(key='本年收费金额', unit='万元')
    """
    key = _SPACE.sub("", fold(text)).replace("其它", "其他")
    if _YEAR_HEAD.match(key):
        return Label("本年度", None)
    if _SINCE_HEAD.match(key):
        return Label("历年累计", None)
    while True:
        shorter = _NUMBERING.sub("", key, count=1)
        if shorter == key:
            break
        key = shorter
    key = _OWN_YEAR.sub("本年", key)
    found = _UNIT_NOTE.search(key)
    unit = (found[1] or found[2]) if found else None
    if found and not found[1]:
        key = key[: found.start()]
    key = _BRACKETED.sub("", key)
    key = _DROPPED.sub("", key)
    return Label("本年度" if _YEAR_HEAD.match(key) else key, unit)


def stem(key: str) -> str:
    """Return ``key`` without a closing 数, 数量 or 总数, where enough is left to tell it apart."""
    shorter = _TAIL.sub("", key)
    return shorter if len(shorter) >= 4 else key


@remembered
def is_unit(text: str) -> bool:
    """Tell whether a cell holds a unit and nothing else."""
    return bool(_UNIT_WORD.match(_SPACE.sub("", fold(text)).strip("()")))


@remembered
def read_cell(text: str) -> Value:
    """Read the text of a cell as :func:`toolkit.values.parse_value` does, once.

    A number that words follow (2.重复申请) is a numbered label, not a figure with a unit.
    """
    value = parse_value(text)
    if value.number is not None and value.unit and not is_unit(value.unit) and len(value.unit) > 1:
        return Value(None, "illegible")
    return value


@remembered
def is_numbering(text: str) -> bool:
    """Tell whether a cell holds the number of a row (一, （二）, 3., ④) and nothing else."""
    return bool(_NUMBER_ALONE.fullmatch(_SPACE.sub("", fold(text))))


def number_in(text: str) -> bool:
    """Tell whether a cell holds a number."""
    return read_cell(text).number is not None


@remembered
def is_label(text: str) -> bool:
    """Tell whether a cell holds words, not a figure, a unit, a stroke or nothing."""
    missing = read_cell(text).missing == "illegible"
    return missing and not is_unit(text) and bool(label_of_text(text).key)


def is_words(text: str) -> bool:
    """Tell whether a label holds two Chinese characters or more, and so is no spoilt figure."""
    return len(_HAN.findall(text)) > 1
