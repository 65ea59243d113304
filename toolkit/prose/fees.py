"""Fees: whether an amount is what applicants for information paid, and in all."""

from __future__ import annotations

import re

from toolkit.prose.around import Around
from toolkit.prose.counts import Count

_NO_FEE = re.compile(
    "减免|支出|投入|诉讼|证照|工本|行政事业|涉企|经营服务|许可|收费通知|排污|学费|税|罚|服务费|社会抚养|征收|每[张页件份]|标准"
)
#: What an applicant pays for, named by two kinds at least.
_KINDS_OF_FEE = re.compile(
    "(?:复制|复印)费?(?:、|和|及)(?:邮寄|邮递)|(?:邮寄|邮递)费?(?:、|和|及)(?:复制|复印)"
)
_FOR_REQUESTS = re.compile("公开申请|申请公开|依申请公开")
_REQUESTS = re.compile("公开申请|申请公开|依申请|新收申请|(?:收到|受理)的?申请")
#: One of several fees, each with its amount: none of them is what was charged in all.
_NEXT_FEE = re.compile(
    "[、，；](?:收取)?(?:检索|复制|复印|邮寄|邮递|递送|邮资|打印|光盘|信息处理)[^，。；\\d]{0,4}\\d"
)
_FEE_BEFORE = re.compile(
    r"费[\d.]+元[，、]$"
    r"|(?:检索|复制|复印|邮寄|邮递|递送|信息处理)费用?[^，。；、\d]{0,4}[\d.]+元[、，；]?(?:收取)?$"
)


def plain_fee(around: Around, c: Count, words: str) -> bool:
    """Whether a fee is one that only applicants for information pay."""
    if "档案" in words:
        return False
    if "检索" in words:
        return "申请" in around.lead(c.start)
    # "…信息不存在1件。收取复制、邮寄等成本费用共12元": of the requests of the line.
    return bool(_KINDS_OF_FEE.search(words)) and bool(
        _FOR_REQUESTS.search(around.clean, 0, around.start)
    )


def of_applicants(around: Around, c: Count, words: str) -> bool:
    """Whether a fee is paid for a request: what an applicant pays, and for looking something up."""
    return (
        "申请人" in words
        or "检索" in words
        or "收费通知" in around.lead(c.start)
        # Nothing at all, where requests were spoken of.
        or bool(not c.value and len(words) < 8 and _REQUESTS.search(around.clean, 0, c.start))
    )


def no_fee(words: str) -> bool:
    """Whether words name another payment."""
    return bool(_NO_FEE.search(words))


def one_of_fees(around: Around, c: Count) -> bool:
    """Whether a fee is one of several that nobody adds up: "检索费12元，复制费36元"."""
    return bool(
        _NEXT_FEE.match(around.clean, c.end)
        or _FEE_BEFORE.search(around.clean, max(0, c.begin - 24), c.begin)
    )
