"""Counted: numbers whose words are declared to mean one indicator (``counts`` of phrases.yml)."""

from __future__ import annotations

import re

from toolkit.codebook import indicators
from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import MONEY, Count
from toolkit.prose.roles import UNITS, Role

_NO_FEE = re.compile("减免|支出|投入|诉讼|证照|工本|行政事业|非税|涉企|经营服务|许可|收费通知")
#: One of several fees, each with its amount: none of them is what was charged in all.
_ONE_FEE = r"(?:检索|复制|复印|邮寄|邮递|递送|信息处理)费用?"
_FEE_FOLLOWS = re.compile(rf"[、，；](?:收取)?{_ONE_FEE}(?:为|共)?\d")
_FEE_BEFORE = re.compile(rf"{_ONE_FEE}[^，。；、\d]{{0,4}}[\d.]+元[、，；]?(?:收取)?$")
_BOTH_STAFF = re.compile("专职(?:人员)?[与和、及]兼职")
_OF_WHICH = re.compile("其中[，：]?[^，。；]*$")
#: One bureau, named before the verb.
_BUREAU = re.compile(
    r"[^，。；]{0,8}?[县市区旗州省][^，。；]{1,10}?(?:局|委|办公室|中心)(?:全年|共|累计)*(?:召开|举办|组织|开展)"
)
#: Topics of which only what is said of disclosure counts, and the sections that are about them.
_OF_DISCLOSURE = {
    "consultations": ("consultations_and_complaints", "appeals"),
    "complaints": ("consultations_and_complaints", "appeals"),
    "fees": ("spending_and_fees",),
}


def read_counted(around: Around, c: Count, words: str, role: Role,
                 context: Context) -> Figure | None:  # fmt: skip
    """Add a number as the indicator that its words mean, where its unit and sentence allow it."""
    name, line = role.indicator, around.line
    if c.unit not in UNITS[role.units] or (c.unit in MONEY and role.units != "money"):
        return None
    if c.damaged or around.other_year(c.start):
        return None
    kinds = _OF_DISCLOSURE.get(role.topic)
    if kinds and not (
        "信息公开" in words or around.speaks(c.start, kinds)
        # What an applicant pays, and for looking something up, is paid for a request.
        or (
            name == "request_fees"
            and ("申请人" in words or "检索" in words or "收费通知" in around.lead(c.start))
        )
    ):  # fmt: skip
        return None
    if name == "mixed_cases":
        for one in ("consultations", "complaints"):
            context.abstain(one, "two_candidates", line, c.begin, c.end)
        return None
    if name == "request_fees" and _NO_FEE.search(words):
        return None
    if name == "request_fees" and (
        _FEE_FOLLOWS.match(around.clean, c.end)
        or _FEE_BEFORE.search(around.clean, max(0, c.begin - 24), c.begin)
    ):  # fmt: skip
        context.abstain(name, "two_candidates", line, c.begin, c.end)
        return None
    # 条 counts items about documents, not documents.
    if role.topic == "documents" and c.unit == "条" and name != "disclosed_normative_documents":
        return None
    if name not in indicators():
        return None
    if _OF_WHICH.search(around.lead(c.start)) and context.of(name):
        return None
    if role.near and role.near not in around.lead(c.start):
        return None
    if role.topic == "stock":
        return context.count(line, c, name, cumulative=True)
    if role.each and name == "capacity_staff_part_time" and _BOTH_STAFF.search(words):
        # "专职与兼职人员各一人": one of each.
        context.count(line, c, "capacity_staff_full_time")
    scope = "agency" if _BUREAU.match(words) else around.whose(c.start)
    return context.count(line, c, name, scope=scope)
