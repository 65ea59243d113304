"""Enquiries: whether enquiries, complaints and letters are on disclosure, and all of them."""

from __future__ import annotations

import re

from toolkit.prose.around import Around
from toolkit.prose.counts import Count
from toolkit.prose.text import NUMBERED, last_part

_ENQUIRY = re.compile(
    "(?:.*?[，年局委镇乡府室度])?(?:(?:全年|年内|本年度?|全县|全区|全市|我[局委镇乡办]|本[局委机关单位]+|各单位|另有|另|还|并|共|累计|共计)*)"
    "(?:接受|接待|受理|处理|收到|接到|接听|解答|答复|有)?(?:了)?"
    "(?:各类|广大|群众|公众|市民|居民|社会|(?<=[众民、和及])企业|企业(?=[、和及])|网民|网友|和|、|及|的)*(?:来电|来访|来信|来人|电话|网上|网络|在线|现场|当面|政策|、|和|及|的)*"
    "(?:咨询|询问)(?:电话|次数|人数|事项)?(?:共|约|近|超|达|为|累计|总计|：)*"
)
#: Those on disclosure are named apart.
_OF_WHICH = re.compile("(?:[，（。]?|[^。；]{0,14}[，（])其中[^，。；]{0,14}公开")
_BUSINESS = re.compile(
    "窗口|大厅|热线|1234|1231|办事|业务|法律|就业|医疗|健康|税|心理|旅游|消费|服务中心|服务站|仲裁|信访"
)
_COMPLAINT = re.compile(
    rf"{NUMBERED}?(?:(?:全年|年内|本年度?|共|累计)*(?:收到|受理|接到|接受)(?:了)?)?(?:群众|公众|公民|社会|来电|来信|有关|相关|此类|各类|的|、)*(?:举报投诉|投诉举报|举报|投诉)"
    "(?:案件|事项|情况)*(?:共|为|：|数量?)*"
)
#: Said behind them: they were about other things.
_OF_OTHERS = re.compile(
    "[均都](?:未|不|没有)涉及?(?:政府|政务)?信息公开|[均都]?(?:与|和)(?:政府|政务)?信息公开(?:工作)?无关|[均都](?:非|不是)(?:因)?(?:政府|政务)?信息公开"
)
#: Complaints of two kinds with a number each: neither is that of all.
_TWO_KINDS = re.compile("(?:、|，|和)(?:群众)?(?:投诉|举报)(?:案件|事项)?\\d")
_TWO_KINDS_BEFORE = re.compile(
    "(?:投诉|举报)(?:案件|事项)?\\d+[件起宗例次](?:、|，|和)(?:群众)?(?:投诉|举报)[^，。；]{0,4}$"
)
_COMPLAINTS = ("consultations_and_complaints", "appeals")
_TRADE = re.compile(
    "消费|热线|1234|1231|食品|环境|环保|价格|医疗|劳动|质量|假冒|服务中心|违法|网络交易"
)
_OPEN = re.compile("信息公开|政务公开|依申请公开|主动公开")
#: Enquiries by one way, and those by another behind them: nobody adds them up.
_WAY = re.compile("(?:电话|现场|网上|网络|当面|来信|来电|来访)咨询(?:共|约|近)*$")
_OTHER_WAY = re.compile(
    "[、，](?:接受|接听|受理|接待)?(?:电话|现场|网上|网络|当面|来信|来电|来访)咨询\\d"
)
_OTHER_WAY_BEFORE = re.compile(
    "(?:电话|现场|网上|网络|当面|来信|来电|来访)咨询[约近共]*\\d+[余多]?(?:人次|件次|次|人|件|个)[、，]$"
)
_ADDED_UP = re.compile("[，、][^。；]{0,30}?(?:合计|共计|总计)\\d")
#: Enquiries made at a counter, or by firms, are about any business.
_AT_A_COUNTER = re.compile(
    "(?:窗口|大厅|热线)(?:[接受待理解答]|各类|群众|企业|政策|业务|现场|共|累计)*咨询|(?<![众民、和及])企业咨询"
)
_LETTERS = re.compile("信箱|留言|来信|邮箱|信件")
#: What else is answered in the same sentence.
_OTHER_LETTERS = re.compile("热线|1234|工单|来电|提案|议案|政府信息公开申请")
_BELOW_POSTS = re.compile("微信|微博|公众号|新媒体|抖音|问政")


def plain_enquiry(around: Around, c: Count, words: str) -> bool:
    """Whether enquiries of the public are counted, not those of a counter, a hotline or a trade."""
    return (
        len(words) < 60
        and bool(_ENQUIRY.fullmatch(words))
        and not (_BUSINESS.search(around.lead(c.start)) or _OF_WHICH.match(around.clean, c.end))
    )


def plain_complaint(around: Around, c: Count, words: str) -> bool:
    """Whether complaints are counted in a line on disclosure, by no other words than those."""
    before = around.clean[: c.start]
    behind = around.rest(c.end)
    if ("无关" in behind or "涉及" in behind or "不是" in behind) and _OF_OTHERS.search(behind):
        return False
    if _TWO_KINDS.match(behind) or _TWO_KINDS_BEFORE.search(before):
        return False
    if "政务公开" in words or "信息公开" in words or around.speaks(c.start, _COMPLAINTS):
        return True
    if _TRADE.search(before) or _OF_WHICH.match(around.clean, c.end):
        return False
    # A row of its own: "（四）投诉举报：0件".
    return bool(_COMPLAINT.fullmatch(before)) or bool(
        # None at all is none on disclosure; some, a sentence after it, may be on anything.
        not c.value and _COMPLAINT.fullmatch(words) and _OPEN.search(before)
    )


def bare_complaint(around: Around, c: Count, words: str) -> bool:
    """Whether complaints are counted a sentence after disclosure was spoken of: on what is not said."""
    return bool(c.value and _COMPLAINT.fullmatch(words) and _OPEN.search(around.clean, 0, c.start))


def unread_enquiries(around: Around, c: Count, words: str) -> str | None:
    """Return why enquiries are not read: a reason; None where nothing speaks against it."""
    if _AT_A_COUNTER.search(words) and "公开" not in words:
        return "scope_unclear"
    by_way = _WAY.search(words) and (
        _OTHER_WAY.match(around.clean, c.end)
        or _OTHER_WAY_BEFORE.search(around.lead(c.begin)[-24:])
    )
    return "two_candidates" if by_way or _ADDED_UP.match(around.clean, c.end) else None


def other_letters(around: Around, c: Count, words: str) -> bool:
    """Whether answers are those to other letters than the ones to a mailbox."""
    lead = around.lead(c.start)
    part = last_part(lead)
    if _last(lead, _OTHER_LETTERS) > _last(lead, _LETTERS) or _BELOW_POSTS.search(part):
        return True
    # "…回复318件；电视问政收到问题56个，答复56个": of what the semicolon begins.
    return len(part) < len(lead) and bool(part.strip(words)) and not _LETTERS.search(part)


def _last(text: str, pattern: re.Pattern[str]) -> int:
    """Return where a pattern is found last; -1 for nowhere."""
    return max((m.start() for m in pattern.finditer(text)), default=-1)
