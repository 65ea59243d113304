"""Caution: words around a number that say it is not the figure that its sentence seems to state."""

from __future__ import annotations

import re
from functools import cache

from toolkit.prose.text import Line

#: Reasons of abstaining, each with the words that end straight before the number.
_BEFORE = [
    (
        "two_candidates",
        # A change on the year before, a share of others, the first of two numbers, a place in a row.
        re.compile(
            r"(?:(?:较|比|与|同)[^，。；：\d]{0,12}(?:20\d\d年)?[^，。；：\d]{0,6}|同比|环比)"
            r"(?:净?增加?|增长|增多|减少?|减|上升|下降|多|少|高|低)了?(?:共|约|近)*$"
            r"|占[^，。；：\d]*$|(?<![的其])第$"
        ),
    ),
    ("scope_unclear", re.compile(r"[^我本](?<![部公])(?:局|委员会|乡|镇|街道)$")),
    # "…的申请依次为21件、34件和29件": one of several years or bodies.
    ("two_candidates", re.compile("依次[为是]?$")),
    ("number_damaged", re.compile(r"[\u4e00-\u9fff][-－−]$|申请表$")),
]
#: The last characters of such words; only a share of others may end in any.
_BEFORE_ENDS = frozenset("次为是增加长多少减升降高低了共约近第局会乡镇道-－−表")
#: What was not done, done late or refused: other cases than those done.
_NOT_DONE = re.compile(
    r"(?:未|不予|逾期|超期|延期|拒绝|暂不|没有)[^，。；\d]{0,4}(?:办结|办理|答复|受理|回复)[^，。；\d]{0,14}$"
)
#: Zero of one kind of requests only.
_ONE_KIND = re.compile(r"(?:更正|变更|撤回)[^，。；]{0,8}申请")
_MIXED = re.compile(
    r"(?:咨询|投诉|举报|信访)[^，。；\d]{0,12}(?:申请|公开)[^，。；\d]*$|法院|检察院"
)
_AFTER = [
    (
        "two_candidates",
        re.compile(r"[^，。；、\d]{0,3}(?:上升|增加|增长|增|下降|减少|减|提高|降低?)(?:至|到|为)"),
    ),
    # The others do not belong to it: the county's figure is another one. A class with a number of its
    # own is counted beside it.
    (
        "scope_unclear",
        re.compile(r"，?（?，?(?:不含|不包括|未含|除外)(?![^，。；（）\d]{2,12}\d+条）)"),
    ),
]
#: More than the year of the report, or a part of it.
#: Each way begins with a character of its own: so they are found without trying all at every place.
_SPAN = re.compile(
    r"年来(?<=[二两三四五六七八九十0-9]年来)|十[二三四]五[”]?(?:期间|时期|以来)"
    r"|20\d\d年?(?:[-—~～－]|至|到)20\d\d年?(?!度?的)|20\d\d年(?:度)?[、和及与]20\d\d年"
    r"|本月|当月|当季|任期"
)
#: Before or after a law came into force: a part of the year.
_OF_A_LAW = re.compile(
    "(?:施行|实施|修订|生效)(?:之?前|之?后(?:共|累计)?(?:新?收到|受理|公开|办理))(?![^，。；]*(?:全年|20))"
)
_AVERAGE = re.compile(r"平均|人均|每个|每家|最多的|最高的")
_WIDER = re.compile(r"全省|全国|全自治区")
#: A county, prefecture or township speaks: then the whole province is not what it reports on.
_OF_A_COUNTY = re.compile(
    r"[县区市旗州镇乡局办](?:人民政府)?(?:办公室)?20\d\d年?度?(?:政府|政务)?信息公开|[我全][县区市旗镇乡州]|县政府|区政府|市政府"
)
_CITY = re.compile(r"全市(?![县区])")
_COUNTY = re.compile(r"(?<![各县市）、（(])(?:县|区|旗)(?:人民)?政府|(?:县|区|旗)20\d\d年")
#: One of several bodies: it speaks for itself.
_BODY = re.compile(
    r"(?:^|[，。；：、年度由中])(?P<body>[^，。；：、年度由中]{0,12}?(?<![部公])(?:局|委员会|乡|镇|街道(?:办事处)?|部门|单位|本级))"
    r"(?:共计|共|分别|累计|都|均)?(?:未|没有)?(?:新?收到|接到|接收|受理)[^，。；：]{0,40}$"
)
#: One bureau that had cases, named first in its sentence.
_BUREAU = re.compile(
    r"^(?:其中)?[，：]?(?:20\d\d年度?|本年度?|全年|年内|，)*(?P<body>[县市区旗州][\u4e00-\u9fff]{1,10}?(?<![部公])局)(?!长|域|面|部)"
)
_WHOLE = re.compile("全[县区市旗州]|[我本][县区市旗州]|各(?:部门|单位|乡镇)")
_ALL = re.compile(r"及其|全[县区市旗州]|[各家个](?!乡镇|镇街?|街道)|我|本|所有|\d|[级属]")
_TITLE = r"(?:关于)?20\d\d年?度?(?:政府|政务)?(?:信息|政务)?公开"
#: Cases of every kind, of which those on disclosure are named apart.
_OF_WHICH = re.compile(r"^[^。；]{0,4}，?其中[^，。；]{0,12}(?:信息|政务)公开")
#: Some bodies only: "有8个单位全年未收到申请" says nothing of the others.
_SOME_BODIES = re.compile(
    r"(?<![全各和及、属共])(?<!所有)(?<!全[县市区镇乡])\d+[个家](?:[县市区]直|[县市区]级)?(?:部门|单位|乡镇|镇街?|街道|局|村|社区)(?![^，。；]*[均都各])[^，。；]*[未没无零]"
)
_EXCEPT = re.compile(r"除[^，。；]{1,24}(?:外|以外|之外)[^。；]*其[他它余]")
#: A month alone: "12月主动公开", no end of a period and no "as of".
_MONTH = re.compile(r"(?<![至到—\-\d日~～])(?:\d{4}年)?\d{1,2}月(?:份)?(?!\d)[^，。；、\d]*$")
#: After something happened in a month: a part of the year.
_SINCE_MONTH = re.compile(r"(?<![至到—\-\d日年])\d{1,2}月(?:份)?[^，。；\d]{0,8}后，")
_DAYS = re.compile(
    r"(?<!\d)(?P<a>\d{1,2})月(?:\d{1,2}日)?(?:起)?(?:至|到|-|—|~|～)(?P<year>20\d\d年)?(?:当年|本年)?(?P<b>\d{1,2})月"
)
#: How far words reach, and where a title stands.
_NEAR, _TOP = 200, 3000
_COUNTS = frozenset(
    {"条", "件", "篇", "份", "起", "宗", "次", "人次", "人", "件次", "条次", "例", "个"}
)
#: Facts of their own, and parts that the number they belong to vouches for.
_FREE = (
    "printed_", "disclosed_by_", "requests_channel_", "requests_by_", "answers_", "granted_", "denied_",
    "unable_", "not_processed_", "closed_",
)  # fmt: skip


@cache
def is_free(indicator: str) -> bool:
    """Whether nothing around a figure of an indicator speaks against reading it."""
    return indicator.startswith(_FREE)


_DONE = ("requests_received", "requests_answered", "requests_handled")
_ANSWERED = frozenset(("requests_answered", "requests_handled"))
#: Bodies of one level or kind: what they have done is a part of all.
_ONE_LEVEL = re.compile(
    "(?:^|年|年度|中)(?:各)?(?:[县市区旗州](?:级|直|属)(?:各)?(?:部门|单位|机关)|各?(?:乡镇|镇街|街道|乡|镇)"
    "|[县市区][\u4e00-\u9fff]{1,6}(?<![部公])局)(?:[全年本度共计累]|分别)*(?:答复|办结|办理|回复)"
)
_MIXABLE = ("complaints", "consultations", "litigation")


def caution(
    line: Line, at: int, end: int, indicator: str, value: float, unit: str | None, text: str
) -> str | None:
    """Return the reason for which a figure is not to be read, None where nothing speaks against it.

    Parameters
    ----------
    line : Line
    at : int
        Where its number begins in ``line.clean``; the end of its words for a zero statement.
    end : int
        Where its words end.
    indicator, value, unit
        Of the figure.
    text : str
        The text of the document.
    """
    clean, counted = line.clean, at < end
    # A page may stand on one line: what is farther off says nothing of the number.
    near = max(0, at - _NEAR)
    begin = max(clean.rfind("。", near, at) + 1, clean.rfind("；", near, at) + 1, near)
    lead = clean[begin:at]
    clause = lead[max(lead.rfind("，"), lead.rfind("："), lead.rfind("（")) + 1 :]
    if counted:
        if indicator in _DONE and (
            _NOT_DONE.search(lead) or (indicator in _ANSWERED and _ONE_LEVEL.search(clause))
        ):
            return "scope_unclear"
        if indicator.startswith(_MIXABLE) and _MIXED.search(clause):
            return "scope_unclear"
        if unit in _COUNTS and value != int(value):
            return "number_damaged"
        tail = clause[-24:]
        if tail[-1:] in _BEFORE_ENDS or "占" in tail:
            for reason, pattern in _BEFORE:
                if pattern.search(tail):
                    return reason
        behind = clean[end : end + 16]
        for reason, pattern in _AFTER:
            # What a site leaves out to others is not missing in its own number.
            if pattern.match(behind) and not (
                reason == "scope_unclear"
                and indicator.startswith(("disclosed_channel_", "capacity_budget"))
            ):
                return reason
    elif indicator == "requests_received" and _ONE_KIND.search(lead):
        return "scope_unclear"
    if ("前" in lead or "后" in lead) and _OF_A_LAW.search(lead):
        return "scope_unclear"
    if _SPAN.search(lead) or _AVERAGE.search(clause):
        return "scope_unclear"
    if "全" in clause and (
        (_WIDER.search(clause) and _OF_A_COUNTY.search(text[:_TOP]))
        or (_CITY.search(clause) and _COUNTY.search(text[:300]))
    ):
        return "scope_unclear"
    if indicator.startswith(("reconsideration", "litigation")) and "局" in lead:
        bureau = _BUREAU.search(lead)
        if bureau and not (_ALL.search(bureau["body"]) or _is_publisher(bureau["body"], text)):
            return "scope_unclear"
    if indicator == "requests_received":
        body = _BODY.search(lead)
        if body and not _ALL.search(body["body"]) and not _is_publisher(body["body"], text):
            return "scope_unclear"
    if (
        indicator.startswith(("reconsideration", "litigation")) and "公开" not in lead
        and _OF_WHICH.search(clean[end : end + 40])
    ):  # fmt: skip
        return "scope_unclear"
    if not value and (
        _EXCEPT.search(lead) or (("个" in lead or "家" in lead) and _SOME_BODIES.search(lead))
    ):
        return "scope_unclear"
    return _part_of_year(lead) if "月" in lead else None


def _is_publisher(body: str, text: str) -> bool:
    """Tell whether the title names a body: then its figures are those of the report."""
    top = text[:_TOP]
    if not re.search(_TITLE, top):
        # A text without its title: a township speaks of itself, and so does a body that says what
        # it has published where nobody speaks of the whole county.
        return body.endswith(("镇", "乡", "街道", "办事处")) or bool(
            not _WHOLE.search(text) and re.search(f"{re.escape(body)}[^。；]{{0,40}}主动公开", text)
        )
    return bool(re.search(re.escape(body) + _TITLE, top))


def _part_of_year(lead: str) -> str | None:
    """Return a reason where months are named that are not the whole year."""
    days = _DAYS.search(lead)
    if days and (
        int(days["b"]) != 12
        # In 2008 the Regulations came into force in May.
        or (int(days["a"]) != 1 and not days["year"] and "2008" not in lead)
    ):
        return "scope_unclear"
    if _SINCE_MONTH.search(lead):
        return "scope_unclear"
    last = lead[max(lead.rfind("，"), lead.rfind("；"), lead.rfind("：")) + 1 :]
    if _MONTH.search(last) and not re.search(r"截|至|到|自|从|底|末|起", last):
        return "scope_unclear"
    return None
