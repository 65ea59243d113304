"""Zero statements: what a sentence or a heading closed by 无 says did not happen."""

from __future__ import annotations

import re
from itertools import chain

from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.roles import WORDS
from toolkit.prose.text import NUMBERED, Line
from toolkit.prose.whose import OWN_OFFICE

#: 未 needs a verb of its own (未经复议 denies nothing); 无 and 没有 do not.
_NO = re.compile(
    rf"(?:(?:{WORDS['not']})(?:有|曾|再|能)*(?:{WORDS['happen']})+|(?:{WORDS['none']})(?:{WORDS['happen']})*)(?P<what>[^，。；]*)"
)
# The negation after what it denies: "行政复议、行政诉讼均未发生", "申请行政复议的情况：无".
_NO_AFTER = re.compile(
    r"(?P<what>[^，。；：]+?)(?:情况|的|案件)*(?:均|都|也)?(?:未发生|没有发生|未出现|没有出现|无一例(?:发生)?|数?(?:均|都)?为(?:零|无|0)|：(?:零|无|没有)|零报告|“?零(?:接收|发生|申请|投诉)”?)(?=，|$|（)"
)
_NO_END = re.compile(
    r"未发生|没有发生|未出现|没有出现|无一例|为[零无0]|：[零无没]|零报告|零接收|零发生|零申请|零投诉"
)
_ANOTHER = re.compile("(?:和|及|、|也|且)(?:均|都)?(?:未|没有)")
# Nobody asked: "没有公民、法人和其他组织提出政府信息公开申请".
_NOBODY = re.compile(
    r"^(?:没有|无|暂无|零)(?:政府信息)?(?:依申请公开(?!的?(?:政府|政务)?信息(?!的?(?:申请|情况|事项|事宜|需求|要求)))|公开申请)"
    r"|^(?:没有|无)(?:任何)?(?:公民|法人|组织|单位|个人|群众|人)[^，。；]{0,30}?(?:提出|提交|申请)"
)
_NONE_ON_REQUEST = re.compile("(?:没有|无|暂无|零)(?:政府信息)?依申请公开的?(?:政府|政务)?信息")
_NEVER = re.compile(
    f"{WORDS['never_zero']}|复议(?:机关)?[^，。；]{{0,6}}(?:决定|答复通知)|判决书|裁定书|决定书|建议书|待审|未审|未结|积案"
)
_NEGATION = re.compile(WORDS["negation"])
_APPEALS = (
    ("reconsideration_total", re.compile("复议")),
    ("litigation_total", re.compile(r"诉讼(?!费|的?费用|有关的?费用)")),
    ("higher_appeals", re.compile("申诉")),
)
_REQUEST = re.compile(
    r"(?:信息)?公开(?:信息)?(?:的)?申请|依申请公开|申请公开|要求公开(?:的)?(?:政府)?信息|(?<!行政复议)申请"
)
#: Costs of cases: that none arose says nothing of how many cases there were.
_COSTS = re.compile(r"(?<!收)(?:费用?|经费|开支|支出|花费|成本)(?:的?(?:情况|问题))?$")
_OF_AN_OFFICE = frozenset(("requests_received",))
#: What a line may have been on before it denies that there were cases.
_ON_APPEALS = frozenset(("appeals", "cases"))
_NO_REQUEST = re.compile(r"申请人|申请表|申请条件|异议|未|不予|不同意|答复|许可")
_RECEIVED = re.compile(r"收到|新收|接到|接收|受理|发生|涉及|办理")
_FEE_WORDS = re.compile(r"收费|费用|处理费")
_FEE_ZERO = re.compile(
    r"(?:未|没有|无|暂未|从未|尚未)(?:有|曾|再)?(?:发生|进行|收取|产生|涉及|因|对|向)[^，。；]{0,24}?(?:收费|费用|处理费|检索费)"
    r"|(?:暂)?(?:不|未|没有|无)(?:有)?(?:任何|政府信息公开|依申请公开|信息公开){0,2}(?:方面)?(?:的)?收费|均?为?免费提供|均为免费"
    r"|不存在[^，。；\d]{0,14}收费|(?:故|也|均|，)(?:无|没有)[^，。；\d]{0,8}(?:和|及|或|、)收费"
    r"|提供[^，。；\d]{0,8}信息(?:服务)?(?:一律|全部|均|都|实行|全程)(?:为|实行)?免费"
    r"|收取[^，。；]{0,16}(?<!\d)0元|费用(?:为|：)?0元|处理费：0元"
)
#: "未收取任何费用": of what was spoken before.
_NO_FEE_AT_ALL = re.compile(
    "(?:全年|本年度?|20\\d\\d年度?|我[局办镇乡委县区市]|本(?:机关|单位|局)|均|也|，)*(?:未|没有)收取(?:任何|相关|申请人|各类|检索|复制|复印|邮寄|邮递|信息处理|成本|等|费|、|和|及|的)*费用?$"
)
_ASKED_FOR = re.compile("公开(?:的)?申请|依申请公开|申请公开")
_OTHER_MONEY = re.compile("诉讼|经费|违规|乱收|擅自|超标准")
#: Other things that may be said not to have happened, by the words that name them.
_OTHERS = (
    ("responses_press_conferences", re.compile("(?:过)?(?:新闻发布会)")),
    ("capacity_budget", re.compile("(?:有)?专项经费")),
    ("responses_online_interviews", re.compile("(?:过)?(?:政府网站)?在线访谈")),
    ("requests_carried_over", re.compile("上年度?结转|结转上年")),
    ("requests_carried_forward", re.compile("(?:结转|转|顺延)(?:至|到|入)?(?:下一?年|次年)")),
)
_SOME_CAME = re.compile(r"(?<![未没有])(?:收到|受理)[^，。；\d]{0,10}申请[1-9]")
_CARRIED_ON = re.compile("申请[^，。；]{0,6}(?:结转|转|顺延)(?:入|到|至)?[下次]一?年")
_CARRIED = re.compile("结转|转入|转至|转下|顺延")
#: Documents that were not made: "未制发行政规范性文件".
_NOT_MADE = re.compile(
    "(?:未|没有|无)(?:新)?(?:制定|制发|出台|印发|发布)(?:过|和发布|出台|印发)?(?:任何)?(?P<what>(?:[县市省]?政府)?(?:行政)?(?:规章|规范性文件)"
    "(?:(?:、|和|及|或)(?:行政)?(?:规章|规范性文件))?)(?:的?情况)?(?=[，。；、）]|$)"
)
#: Where enquiries are made: that there is none says nothing of how many there were.
_CONSULTING_PLACE = re.compile(
    "咨询(?:电话|台|窗口|点|处|室|机构|渠道|热线|服务)|(?:投诉|举报)(?:电话|箱|信箱|渠道|热线)"
)
#: That a line has spoken of disclosure: what is denied in it barely is denied of that.
_OPEN = re.compile("信息公开|主动公开|依申请|公开申请|申请公开")
_DOCUMENTS = (("规章", "rules_issued"), ("规范性文件", "normative_documents_issued"))
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[^。；！？\n]+")
#: A line that says no more than that: what did not happen stands in the heading above it.
_BARE = re.compile(
    r"\s*(?:20\d\d年度?|本年度?|全年|我[局办镇乡委]|本(?:机关|单位|局)|暂|均)*，?"
    r"(?:无|没有|未发生|没有发生|无此类情况|无此情况|无相关情况|无此项)(?:此类|相关|上述)?(?:情况|事项|案件)?\s*(?:[。；]|$)"
)
#: The kinds of sections whose heading names what their line may deny.
DENIED = frozenset(("appeals", "requests", "spending_and_fees"))
_ASKED = re.compile("依申请公开|公开申请|申请公开|申请")

#: How such a line ends; asked before anything else is.
_SAYS_NONE = re.compile(
    r"：(?:暂?无|零|没有|未发生|未收到|无此(?:类|项)?情况|无相关情况|(?:暂)?无此类事项)[。；]?$"
)
_ITEM_NUMBER = re.compile(NUMBERED)
#: More than one thought, or one of a part, a result, another year or other matters.
_MORE_SAID = re.compile(
    "[，。；：]|不予|免予|同意|结转|答复|撤|维持|纠正|驳回|各|部分|上年|去年|其中|行政处罚|许可"
)
_OF_REQUESTS = re.compile(
    r"(?:20\d\d年度?|本年度?|全年|我[局办镇乡委县市区])*(?:"
    r"(?:收到|受理|新收|接到)(?:的)?(?:政府)?(?:信息公开|依申请公开|公开)(?:政府信息)?(?:的)?申请(?:的)?(?:数量?|件数|总数|情况)?"
    r"|(?:政府)?信息公开申请(?:受理|办理|收到|的)*(?:情况|数量|件数|总数)"
    r"|(?:政府信息)?依申请公开(?:政府信息|工作|申请)?(?:办理|受理)?(?:的)?情况|依申请公开申请(?:的)?(?:数量?|件数))"
)
_OF_FEES = re.compile(
    r"(?:政府信息公开|依申请公开(?:政府信息)?|信息公开)(?:工作)?(?:的)?(?:收取)?(?:收费|费用)(?:(?:及|和|与|、)(?:费用)?减免)?(?:收取|费用)?(?:的)?(?:情况|金额)?"
)


# Both are asked of every line. One word after the other takes a fifth of the time of one pattern.
def _denies(text: str) -> bool:
    """Whether anything may be denied."""
    return (
        "未" in text or "没" in text or "无" in text or "零" in text or "免" in text
        or "为0" in text or "0元" in text or "不存在" in text or "不收" in text or "不涉" in text
    )  # fmt: skip


def _has_topic(text: str) -> bool:
    """Whether anything is named of which a zero is a figure."""
    return (
        "申" in text or "费" in text or "诉" in text or "复议" in text or "举报" in text
        or "咨询" in text or "收取" in text or "发布会" in text or "访谈" in text
        or "结转" in text or "要求公开" in text or "规范性" in text or "规章" in text
    )  # fmt: skip


def read_zeros(line: Line, context: Context) -> None:
    """Read the zero statements of one line into ``context``."""
    clean = line.clean
    if not (_denies(clean) and _has_topic(clean)):
        return
    if "：" in clean[-10:]:
        read_nothing(line, context)
    around = Around(line, context.year)
    for m in _SENTENCE.finditer(clean):
        part = m[0]
        if _denies(part) and _has_topic(part):
            around.enter(clean.rfind("。", 0, m.start()) + 1)
            _read(around, m.start(), part, context)


def _read(around: Around, at: int, part: str, context: Context) -> None:
    line = around.line
    after = _NO_AFTER.finditer(part) if _NO_END.search(part) else ()
    for m in chain(_NO.finditer(part), after):
        # "…的申请和未涉及…": what a second negation denies is another thing.
        what = _ANOTHER.split(m["what"])[0]
        if "转" in what and context.year:
            # "没有结转至2021年办理的申请": the year after.
            what = what.replace(f"{context.year + 1}年", "下年", 1)
        if m.re is _NO_AFTER and _NEGATION.search(what):
            continue
        if _DIGIT.search(what) or _NEVER.search(what) or around.other_year(at + m.start()):
            continue
        if "依申请公开" in m[0] and _NONE_ON_REQUEST.fullmatch(m[0]):
            # It may mean that none came, or that none was given out.
            context.abstain(
                "requests_received", "scope_unclear", line, at + m.start(), at + m.end()
            )
            continue
        for indicator in _denied(m, what, at + len(part), around, context.topic in _ON_APPEALS):
            if indicator in _OF_AN_OFFICE and _SOME_CAME.search(part):
                # "未收到涉及商业秘密的申请，收到一般申请6件": none of one kind.
                continue
            whose = OWN_OFFICE.search(part, 0, m.start()) if indicator in _OF_AN_OFFICE else None
            context.zero(line, at, at + m.end(), indicator, "agency" if whose else None)
    for made in _NOT_MADE.finditer(part) if "规" in part else ():
        if not around.other_year(at + made.start()):
            for word, name in _DOCUMENTS:
                if word in made["what"]:
                    context.zero(line, at, at + made.end(), name)
    for fee in _FEE_ZERO.finditer(part) if "费" in part or "取" in part else ():
        # 与诉讼有关的费用 and office spending are other money.
        near = part[part.rfind("，", 0, fee.start()) + 1 : fee.end()]
        if (
            (
                around.speaks(at + len(part), ("spending_and_fees", "other"))
                or _after_requests(around, part)
            )
            and not _OTHER_MONEY.search(near)
            and not around.other_year(at + fee.start())
        ):
            context.zero(line, at, at + fee.end(), "request_fees")


def _after_requests(around: Around, part: str) -> bool:
    """Whether a sentence that denies any fee follows one on requests in its line."""
    return bool(_NO_FEE_AT_ALL.match(part) and _ASKED_FOR.search(around.clean, 0, around.start))


def _denied(m: re.Match[str], what: str, end: int, around: Around, appealed: bool) -> list[str]:
    """Return the indicators that a negation sets to zero; ``appealed``: appeals were spoken of."""
    named = [k for k, p in _APPEALS if p.search(what)]
    for name, pattern in _OTHERS:
        if pattern.match(what):
            return [name]
    if named and _COSTS.search(what):
        return []
    if named:
        # Reviews and lawsuits denied together are those that a report of this kind has to tell.
        if len(named) < 2 and not (appealed or around.speaks(end, ("appeals", "requests"))):
            return []
        return [*named, "complaints"] if "举报" in what or "投诉" in what else named
    complained = "投诉" in what or "举报" in what
    if _CONSULTING_PLACE.search(what):
        return []
    if complained or "咨询" in what:
        if not around.speaks(end, ("consultations_and_complaints",)) and not (
            len(what) < 9 and _OPEN.search(around.clean[:end])
        ):  # fmt: skip
            return []
        both = (("consultations", "咨询" in what), ("complaints", complained))
        return [name for name, denied in both if denied]
    if _FEE_WORDS.search(what + m[0]):
        return []
    if "年" in what and _CARRIED_ON.search(what) and around.speaks(end, ("requests",)):
        return ["requests_carried_forward"]
    if _REQUEST.search(what) and not (_NO_REQUEST.search(what) or _CARRIED.search(what)):
        received = _RECEIVED.search(m[0]) or _NOBODY.search(m[0])
        if received and around.speaks(end, ("requests",)):
            return ["requests_received"]
    return []


def read_nothing(line: Line, context: Context) -> None:
    """Read a heading that is closed by 无, into ``context``."""
    ends = _SAYS_NONE.search(line.clean[-12:])
    if ends is None or len(line.clean) > 60:
        return
    clean, close = line.clean, len(line.clean[:-12]) + ends.start()
    number = _ITEM_NUMBER.match(clean)
    what = clean[number.end() if number else 0 : close]
    if _MORE_SAID.search(what) or Around(line, context.year).other_year(close):
        return
    if "复议" in what or "诉讼" in what or "申诉" in what:
        if "公开" in what or line.section == "appeals":
            for name, pattern in _APPEALS:
                if pattern.search(what):
                    context.zero(line, 0, len(clean), name)
    elif _OF_REQUESTS.fullmatch(what):
        context.zero(line, 0, len(clean), "requests_received")
    elif _OF_FEES.fullmatch(what):
        context.zero(line, 0, len(clean), "request_fees")


def read_bare_zero(title: str, kind: str, line: Line, context: Context) -> None:
    """Read a line that denies what its heading names: "五、行政复议、诉讼情况" over "未发生。".

    Parameters
    ----------
    title : str
        The heading, without blanks.
    kind : str
        The kind of its section.
    line : Line
        The first line under it.
    context : Context
    """
    bare = _BARE.match(line.clean)
    if bare is None or _NEVER.search(title):
        return
    if kind == "appeals":
        for name, pattern in _APPEALS:
            if pattern.search(title):
                context.zero(line, 0, bare.end(), name)
    elif kind == "requests" and _ASKED.search(title) and "不予" not in title:
        context.zero(line, 0, bare.end(), "requests_received")
    elif kind == "spending_and_fees" and "收费" in title:
        context.zero(line, 0, bare.end(), "request_fees")
