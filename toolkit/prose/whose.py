"""Whose: of which requests a number is said: of all, of one body's, of a part, of another kind."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around, begin_of
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.period import scope_of
from toolkit.prose.text import last_part

#: Requests of one body among those of all: "其中县政府办受理", "县住建局收到".
_OF_ONE = re.compile(
    r"(?P<among>其中[，：]?)?[^，。；、\d]{0,10}?(?:办公室|办公厅|办|局|委|委员会|中心|本级|机关|部门|单位|乡镇|镇|街道)"
    r"(?:共|直接|本级|自身|本身)*(?P<came>(?:收到|受理|接收|新收|承办|办理)了?(?:政府信息公开)?(?:申请)?)?"
)
#: "其中县政府办公室直接答复12件".
_DONE_BY_ONE = re.compile(
    r"其中[，：]?[^，。；、\d]{0,10}?(?:办公室|办公厅|政府办|局|委|委员会|中心|本级|机关|部门|单位|乡镇|镇|街道)"
    r"(?:共|直接|自行|本级)*(?:答复|办结)了?(?:政府信息公开)?(?:申请)?"
)
_OF_BODY = re.compile(
    "(?:办公室|办公厅|办|局|委|委员会|中心|本级|机关|部门|单位|乡镇|镇|镇街|街道)(?:共|直接)*(?:收到|受理|接收|接到)"
)
#: "1263件申请中，同意公开733件".
_AMONG = re.compile("(?:政府信息)?(?:公开)?申请(?:当)?中[，：]")
_AMONG_BARE = frozenset(("", "上述", "以上", "这", "该", "在", "在上述", "在这"))
#: What a count includes, where that is no more than was carried over.
_INCLUDED = re.compile("（(?:其中)?(?:含|包括)[^（）]*$")
_CARRIED = re.compile("结转|转入|遗留")
_DONE = re.compile("答复|办结|办理|公开|提供|处理|不存在|掌握|收到|受理")
#: Applications of several kinds, of which those for information are told apart.
_OF_THEM = re.compile(r"\d件次?(?:属于|为|是)(?:政府)?信息公开(?:的)?申请")
#: "受理市政府转来的申请2件，自收17件".
_PASSED_ON = re.compile("转(?:来|办|交|送)的?[^，。；]{0,8}申请")
#: Requests for something else, with a number of their own.
_OTHER_KIND = re.compile(
    r"[、，和](?:收到)?(?:要求|关于|涉及|有关|申请公开)[^，。；、\d]{1,30}(?:申请|的)\d"
)
#: One outcome more, joined to the one that the number follows.
_MERGED = re.compile(
    "(?:公开|提供|不存在|处理|掌握|范围|申请|补充|秘密|隐私|信息)[^，。；、]{0,4}(?:和|及|与|或|、|或者|以及)[^，。；、]{0,4}$"
)
#: All the bodies, as those that answered.
_BY_ALL = re.compile(
    "全[县市区州旗](?:各级(?:行政机关|部门|单位)?|各部门|各单位|各地)?(?:共计?|累计|已|总计|全年)*(?:答复|办结|受理并答复)"
)
#: The government's own office, beside the whole of its bureaus.
OWN_OFFICE = re.compile(
    r"[省县市区州旗](?:人民)?政府(?:及其?[省县市区州旗]?(?:人民)?政府)?(?:办公室|办公厅|本级|机关|办(?!公))|[省市县区]本级"
)
_OFFICE_RECEIVED = re.compile(rf"(?:{OWN_OFFICE.pattern})[^，。；]{{0,6}}(?:收到|受理|接收)")
_ALL = re.compile("全[县市区州旗省]")
#: Of how many requests a report may speak in all.
_WHOLES = ("requests_received", "requests_answered", "requests_handled")


def a_part(around: Around, c: Count, words: str, part: float, context: Context) -> float | None:
    """Return how many requests are spoken of that are a part of all; None where ``c`` is said of them.

    Parameters
    ----------
    around : Around
    c : Count
        A number in a sentence on requests.
    words : str
        The words before it.
    part : float
        The part that was spoken of so far; 0 for all.
    context : Context

    Returns
    -------
    float or None
        0 where all are spoken of.
    """
    if c.value == part and part:
        return part
    if part and c.value > part:
        part = 0
    elif part and _DONE.search(words) and not _CARRIED.search(words):
        return None
    if words in _AMONG_BARE:
        if not _AMONG.match(around.clean, c.end):
            return part
        known = [f.value or 0 for name in _WHOLES for f in context.of(name)]
        return c.value if known and c.value < max(known) and c.value not in known else 0
    if _DONE.search(words):
        included = _INCLUDED.search(around.lead(c.start))
        if included and not _CARRIED.search(included[0]):
            return None
    if not ("其中" in words or "理" in words or "收" in words or "办" in words):
        return part
    if _DONE_BY_ONE.fullmatch(words):
        return None
    one = _OF_ONE.fullmatch(words)
    if one and (one["among"] or (one["came"] and _wider(around, c, context))):
        return c.value
    return part


def of_several_kinds(words: str, rest: str) -> bool:
    """Return whether requests are counted by kind or origin: ``words`` before a number, ``rest`` behind."""
    if "转" in words and _PASSED_ON.search(words):
        return True
    return bool(_OTHER_KIND.match(rest) or ("公开申请" in rest and _OF_THEM.search(rest)))


def of_another_body(around: Around, known: Figure, words: str) -> bool:
    """Return whether a number of requests stands beside another body's: "市局受理22件，县区局受理65件"."""
    return (
        around.told(known)
        and known.scope != "whole_county"
        and not known.cumulative
        and "其中" not in words
        and bool(_OF_BODY.search(known.quote))
        and bool(_OF_BODY.search(words))
    )


def two_accounts(known: Figure, c: Count, words: str) -> bool:
    """Return whether two numbers of requests are both said of the same whole: neither is decided."""
    scope = scope_of(words)
    return (
        scope is not None and scope == scope_of(known.quote)
        and not (c.near or known.approximate or "其中" in words or "万" in known.quote)
    )  # fmt: skip


def whose_answered(sentence: str) -> str | None:
    """Return whose requests were answered: the whole county's, or those that its own office received.

    Examples
    --------
    >>> whose_answered("全县各级行政机关共答复公开申请"), whose_answered("各部门答复公开申请")
    ('whole_county', None)
    """
    if "政府" in sentence and _OFFICE_RECEIVED.search(sentence) and not _ALL.search(sentence):
        return "agency"
    all_ = "全" in sentence and _BY_ALL.search(
        sentence, max(sentence.rfind("；"), sentence.rfind("，")) + 1
    )
    return "whole_county" if all_ else None


def by_others(lead: str) -> bool:
    """Return whether it is third parties that agreed: "向第三方征求意见6件，其中同意公开4件"."""
    return "征求" in lead and "意见" in last_part(lead)


def unsure(name: str, label: str, words: str, lead: str, among: bool) -> str | None:
    """Return why the outcome that ``words`` name is not read; None where nothing speaks against it.

    ``lead`` are the words of the sentence before its number, ``among`` says that an outcome stands there.
    """
    if "同意" in label and by_others(lead):
        return "scope_unclear"
    if _MERGED.search(words, 0, words.find(label)):
        # "已主动公开和同意公开的4件": one number for two outcomes.
        return "two_candidates"
    if name.startswith("not_processed_") and not (among or "不予处理" in lead + label):
        # "收到申请12件（其中重复申请2件）": how they were answered is not said.
        return "scope_unclear"
    return None


def other_applicants(around: Around, c: Count, words: str, context: Context) -> Figure | None:
    """Return the applicants that "（自然人49件、商业企业6件、其他2件）" names before the others, if any."""
    last = context.figures[-1] if context.figures else None
    if (
        last is None
        or last.indicator != "requests_by_applicant"
        or words not in ("其他", "其它", "其他申请人")
    ):
        return None
    opened = around.clean.rfind("（", around.start, c.start) + 1
    return last if begin_of(last) >= around.line.position(opened or around.start) else None


def _wider(around: Around, c: Count, context: Context) -> bool:
    """Whether the sentence has told of more requests before."""
    return any(around.told(f) and (f.value or 0) > c.value for f in context.of("requests_received"))
