"""Nothing: a line that is a heading closed by its answer — "收到政府信息公开申请的数量：无"."""

from __future__ import annotations

import re

from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.text import Line

#: How such a line ends; asked before anything else is.
_ENDS = re.compile(
    r"：(?:暂?无|零|没有|未发生|未收到|无此(?:类|项)?情况|无相关情况|(?:暂)?无此类事项)[。；]?$"
)
_NUMBER = re.compile(r"(?:（?[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十\d]{1,2}[.、])")
#: More than one thought, or one of a part, a result, another year or other matters.
_MORE = re.compile(
    "[，。；：]|不予|免予|同意|结转|答复|撤|维持|纠正|驳回|各|部分|上年|去年|其中|行政处罚|许可"
)
_APPEALS = (
    ("reconsideration_total", "复议"),
    ("litigation_total", "诉讼"),
    ("higher_appeals", "申诉"),
)
_REQUESTS = re.compile(
    r"(?:20\d\d年度?|本年度?|全年|我[局办镇乡委县市区])*(?:"
    r"(?:收到|受理|新收|接到)(?:的)?(?:政府)?(?:信息公开|依申请公开|公开)(?:政府信息)?(?:的)?申请(?:的)?(?:数量?|件数|总数|情况)?"
    r"|(?:政府)?信息公开申请(?:受理|办理|收到|的)*(?:情况|数量|件数|总数)"
    r"|(?:政府信息)?依申请公开(?:政府信息|工作|申请)?(?:办理|受理)?(?:的)?情况|依申请公开申请(?:的)?(?:数量?|件数))"
)
_FEES = re.compile(
    r"(?:政府信息公开|依申请公开(?:政府信息)?|信息公开)(?:工作)?(?:的)?(?:收取)?(?:收费|费用)(?:(?:及|和|与|、)(?:费用)?减免)?(?:收取|费用)?(?:的)?(?:情况|金额)?"
)


def read_nothing(line: Line, context: Context) -> None:
    """Read a heading that is closed by 无, into ``context``."""
    ends = _ENDS.search(line.clean[-12:])
    if ends is None or len(line.clean) > 60:
        return
    clean, close = line.clean, len(line.clean[:-12]) + ends.start()
    number = _NUMBER.match(clean)
    what = clean[number.end() if number else 0 : close]
    if _MORE.search(what) or Around(line, context.year).other_year(close):
        return
    if "复议" in what or "诉讼" in what or "申诉" in what:
        if "公开" in what or line.section == "appeals":
            for name, word in _APPEALS:
                if word in what:
                    context.zero(line, 0, len(clean), name)
    elif _REQUESTS.fullmatch(what):
        context.zero(line, 0, len(clean), "requests_received")
    elif _FEES.fullmatch(what):
        context.zero(line, 0, len(clean), "request_fees")
