"""Allowed: what the sentence around a declared count says against reading it, or of another thing."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.roles import UNITS, Role

#: Courses and their pupils that are the business of an office.
_OTHER_COURSES = re.compile(
    "消防|技能|就业|创业|职业|农民|农技|种植|养殖|实用技术|劳动力|电商|安全生产|普法|法律|执法|健康|急救|救护|反诈|教师|医护"
    "|护理|家政|党员|企业|应急|食品|税务|税收|财务|会计|驾驶|继续教育|志愿者|创建|保密"
)
_DISCLOSURE = re.compile("公开|网站|公文|新媒体|信息发布|信息员")
#: Another body holds what is counted: 新闻发布会（县指挥部主办）18场.
_BY_ANOTHER = re.compile("（[^（）]{0,12}(?:主办|承办|组织)）")
_STAFF_BY_TASK = re.compile("(?:明确|确定|落实|安排|配备|指定|抽调)了?(?:工作人员|人员|同志|专人)")
_TASK = re.compile(
    "[^，。；、\\d]{0,12}?(?:负责|从事|承担)[^，。；]{0,10}?(?:信息公开|政务公开|信息发布)"
)
_MEETINGS_BEFORE = re.compile("会议?\\d+(?:次|场|期)[、，和]$")
_MORE_MEETINGS = re.compile(
    "(?:、|，|和)[^，。；、\\d]{0,10}会议?\\d+(?:次|场|期)"
    "|[^，。；、\\d]{0,20}会议?(?:、|，|和)(?:召开)?\\d+(?:次|场|期)[^，。；、\\d]{0,14}会"
)
#: Courses of another kind, with a number of their own.
_MORE_COURSES = re.compile("(?:、|，|和)[^，。；、参外出\\d]{0,10}培训(?:班|会)?\\d+(?:次|场|期)")
_COURSES_BEFORE = re.compile("培训(?:班|会)?\\d+(?:次|场|期)[、，和]$")
_BELOW = re.compile("^各?(?:乡镇|镇街|镇|街道|部门|单位|县[市区]*)")
_LEVEL_NEXT = re.compile("[，；](?:[县市区州]本?级|本级|全[县市区州])")
#: What is meant to be done.
_PLANNED = re.compile(
    "(?:(?<!规划)计划|拟|力争|预计|争取|原定)(?:全年|年内|再|共|新)*"
    "(?:举办|组织|开展|召开|举行|配备|培训|发布|出版|设立|增设)"
)
_OF_STATE = ("request_fees", "site_visits")
#: What may be in force or repealed: named last, it is what is meant.
_NAMED = re.compile(
    "(?P<what>规章(?!制度)|规范性文件)|文件|制度|事项|证明|清单|账号|栏目|政策|合同|档案|证照"
)
_BOTH = re.compile("规章(?:、|和|及|与|或|以及)(?:行政)?规范性文件")
_MADE = re.compile("(?:含|其中|包括)?[，：]?(?P<way>新?制定|新?制发|新?出台|废止|宣布失效)(?:了)?")
_ENQUIRY = re.compile(
    "(?:.*?[，年局委镇乡府室度])?(?:(?:全年|年内|本年度?|全县|全区|全市|我[局委镇乡办]|本[局委机关单位]+|各单位|另有|另|还|并|共|累计|共计)*)"
    "(?:接受|接待|受理|处理|收到|接到|接听|解答|答复|有)?(?:了)?"
    "(?:各类|广大|群众|公众|市民|居民|社会|(?<=[众民、和及])企业|企业(?=[、和及])|网民|网友|和|、|及|的)*(?:来电|来访|来信|来人|电话|网上|网络|在线|现场|当面|政策|、|和|及|的)*"
    "(?:咨询|询问)(?:电话|次数|人数|事项)?(?:共|约|近|超|达|为|累计|总计|：)*"
)
#: Those on disclosure are named apart.
_OF_WHICH = re.compile("(?:[，（。]?|[^。；]{0,14}[，（])其中[^，。；]{0,14}公开")
_FEE_AFTER = re.compile("[，、](?:检索|复制|复印|邮寄|邮资|打印|光盘)[^，。；\\d]{0,4}费?\\d")
_FEE_BEFORE = re.compile("费[\\d.]+元[，、]$")
_BUSINESS = re.compile(
    "窗口|大厅|热线|1234|1231|办事|业务|法律|就业|医疗|健康|税|心理|旅游|消费|服务中心|服务站|仲裁|信访"
)
_COMPLAINT = re.compile(
    r"(?:（[一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、])?(?:(?:全年|年内|本年度?|共|累计)*(?:收到|受理|接到|接受)(?:了)?)?(?:群众|公众|公民|社会|来电|来信|有关|相关|此类|各类|的|、)*(?:举报投诉|投诉举报|举报|投诉)"
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
#: What an applicant pays for, named by two kinds at least.
_KINDS_OF_FEE = re.compile(
    "(?:复制|复印)费?(?:、|和|及)(?:邮寄|邮递)|(?:邮寄|邮递)费?(?:、|和|及)(?:复制|复印)"
)
_FOR_REQUESTS = re.compile("公开申请|申请公开|依申请公开")
_COMPLAINTS = ("consultations_and_complaints", "appeals")
_TRADE = re.compile(
    "消费|热线|1234|1231|食品|环境|环保|价格|医疗|劳动|质量|假冒|服务中心|违法|网络交易"
)
_OPEN = re.compile("信息公开|政务公开|依申请公开|主动公开")


#: Of each, not of all: "各乡镇配备专职人员1名".
_EACH_OF = re.compile(
    "(?:各|每个?)(?:乡镇|镇|街道|部门|单位|村|社区|站|所)[^，。；共]{0,6}?"
    "(?:配备|明确|落实|安排|设立|设置|确定|指定|建立|建成|设)[^。；共]*$"
)
#: "在档案馆、图书馆和各乡镇便民中心设立查阅点30个": all the places.
_ALSO_IN = re.compile(
    "在[^，。；]{2,30}(?:、|和|及)各?(?:乡镇|镇|街道|村)[^，。；]{0,10}$|在[^，。；]{2,30}(?:、|和|及)各[^，。；]*$"
)
_BOTH_KINDS = re.compile("[专兼]职(?:人员)?[与和、及](?:专职|兼职)?")
_ADDED = re.compile("新增|增加(?![到至为])|增配|新配|招聘|招录|新招|补充|充实")
#: Meetings with the press that may be counted with conferences.
_OTHER_PRESS = re.compile("通气会|见面会|吹风会")
_CONFERENCES = ("responses_press_conferences", "responses_press_conferences_leaders")
#: "在县档案馆设查阅点1个，每个乡镇设查阅点1个".
_IN_EACH_NEXT = re.compile("[，；、](?:每个?|各)(?:乡镇|镇|街道|村|社区)")
#: Boards inside the house, and those of the party, hold no government information.
_INSIDE = re.compile("内部|党务")
_NAMED_BY_VERB = re.compile("公开|发布")
_LISTS = re.compile("其中|包括|分别|如下|涉及|：")
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
_OF_COURSES = ("training_courses", "training_participants")
_OF_MEETINGS = ("training_meetings", "meetings_published")


def unread(around: Around, c: Count, words: str, role: Role) -> str | None:
    """Return why a number is not read as what its words mean: a reason, or ``""`` for another thing.

    Parameters
    ----------
    around : Around
    c : Count
    words : str
        The words before the number.
    role : Role
        What they mean.

    Returns
    -------
    str or None
        None where nothing speaks against reading it.
    """
    name = role.indicator
    if role.topic == "named_documents":
        lead = around.lead(c.begin)
        beside = lead.endswith("，") and _NAMED_BY_VERB.search(lead) and not _LISTS.search(lead)
        return None if beside else ""
    if role.topic == "boards" and _INSIDE.search(words):
        return ""
    if "（" in words and _BY_ANOTHER.search(words):
        return "scope_unclear"
    if name in _OF_COURSES and (
        _other_courses(around, c, words)
        or (name == "training_participants" and _of_courses_attended(around, c))
    ):  # fmt: skip
        return ""
    if name == "request_fees" and _a_part_of_fees(around, c):
        return "two_candidates"
    if name in _OF_MEETINGS and (
        _MORE_MEETINGS.match(around.clean, c.end)
        or _MEETINGS_BEFORE.search(around.clean, max(0, c.begin - 12), c.begin)
    ):  # fmt: skip
        # Meetings of other kinds follow: one of several numbers is no count of all.
        return "two_candidates"
    if name == "training_courses" and not words.endswith(("共", "共计")) and (
        _MORE_COURSES.match(around.clean, c.end)
        or _COURSES_BEFORE.search(around.clean, max(0, c.begin - 14), c.begin + 1)
    ):  # fmt: skip
        return "two_candidates"
    if name in _OF_COURSES and _BELOW.search(words) and _LEVEL_NEXT.match(around.clean, c.end):
        # "各乡镇举办培训24场，县级举办2场".
        return "scope_unclear"
    if name not in _OF_STATE and _PLANNED.search(words):
        return ""
    if name == "consultations" and _AT_A_COUNTER.search(words) and "公开" not in words:
        return "scope_unclear"
    if name == "consultations" and (
        (
            _WAY.search(words)
            and (
                _OTHER_WAY.match(around.clean, c.end)
                or _OTHER_WAY_BEFORE.search(around.lead(c.begin)[-24:])
            )
        )
        or _ADDED_UP.match(around.clean, c.end)
    ):  # fmt: skip
        return "two_candidates"
    if name == "mailbox_answered":
        lead = around.lead(c.start)
        part = lead[lead.rfind("；") + 1 :]
        if _last(lead, _OTHER_LETTERS) > _last(lead, _LETTERS) or _BELOW_POSTS.search(part):
            return ""
        if len(part) < len(lead) and part.strip(words) and not _LETTERS.search(part):
            # "…回复318件；电视问政收到问题56个，答复56个": of what the semicolon begins.
            return ""
    if role.each and role.units in ("people", "places") and not (
        _BOTH_KINDS.search(words) or _BOTH_KINDS.search(around.lead(c.begin + 1))
    ):  # fmt: skip
        # "乡镇设专职人员各1名": so many in each of them.
        return "scope_unclear"
    if role.units == "places" and _IN_EACH_NEXT.match(around.clean, c.end):
        return "scope_unclear"
    if name.startswith("capacity_staff") and _ADDED.search(words):
        # So many more: how many there are stands elsewhere.
        return ""
    if name in _CONFERENCES and "发布会" in words and _OTHER_PRESS.search(words):
        return "two_candidates"
    if name == _CONFERENCES[1] and "发布会" not in words and _OTHER_PRESS.search(
        around.lead(c.start)
    ):  # fmt: skip
        # "发布会、通气会26场次；主要负责同志出席5场次".
        return "two_candidates"
    if name == "capacity_staff" and _has_no_task(around, c, words):
        return ""
    if role.units in ("people", "places") and "共" not in words and (
        _EACH_OF.search(around.lead(c.start))
        and not (role.units == "places" and _ALSO_IN.search(around.lead(c.start)))
    ):  # fmt: skip
        return "scope_unclear"
    return None


def _last(text: str, pattern: re.Pattern[str]) -> int:
    """Return where a pattern is found last; -1 for nowhere."""
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _other_courses(around: Around, c: Count, words: str) -> bool:
    """Whether a course, or the pupils of the one named before, are of the office's business."""
    if "公开" in words:
        return False
    if _OTHER_COURSES.search(words):
        return True
    lead = around.lead(c.start)
    lead = lead[
        max(lead.rfind("；"), lead.rfind("举办"), lead.rfind("开展"), lead.rfind("组织")) + 1 :
    ]
    return bool(_OTHER_COURSES.search(lead)) and not _DISCLOSURE.search(lead)


def _has_no_task(around: Around, c: Count, words: str) -> bool:
    """Whether people are counted of whom nothing says that disclosure is their task."""
    return bool(_STAFF_BY_TASK.search(words)) and not (
        _TASK.match(around.clean, c.end) or _TASK.search(words)
    )


def documents_named(lead: str, words: str, name: str) -> str | None:
    """Return the indicator of documents in force or repealed by what the sentence named last.

    "制定规章4件，废止1件" repeals rules; where a sentence names neither rules nor normative documents, or
    both at once, none is meant for certain.
    """
    lead = lead[lead.rfind("；") + 1 :] + words
    both, named = -1, None
    for named in _NAMED.finditer(lead):
        joint = _BOTH.match(lead, named.start())
        both = joint.end() if joint else both
    if named is None or not named["what"] or named.end() <= both:
        return None
    kind = name.removeprefix("normative_documents_").removeprefix("rules_")
    return f"rules_{kind}" if named["what"] == "规章" else f"normative_documents_{kind}"


def _of_courses_attended(around: Around, c: Count) -> bool:
    """Whether pupils are those of a course that was attended elsewhere: "参加市级培训2场，参训120人次"."""
    clauses = around.lead(c.begin).rstrip("，").rpartition("，")
    return "参加" in clauses[2] and "培训" in clauses[2]


def _a_part_of_fees(around: Around, c: Count) -> bool:
    """Whether a fee is one of several that nobody adds up: "检索费12元，复制费36元"."""
    return bool(
        _FEE_AFTER.match(around.clean, c.end) or _FEE_BEFORE.search(around.lead(c.begin)[-12:])
    )


def read_made(around: Around, c: Count, words: str, context: Context) -> Figure | None:
    """Read how many rules were made or repealed behind their number: "规章11件（含新制定4件，废止4件）"."""
    made = _MADE.fullmatch(words)
    if made is None or c.unit not in UNITS["documents"] or c.unit == "条" or c.damaged:
        return None
    lead = around.lead(c.start)
    name = "issued" if made["way"].endswith(("制定", "制发", "出台")) else "repealed"
    made_or_repealed = f"rules_{name}"
    named = documents_named(lead, words, made_or_repealed)
    if named != made_or_repealed or around.other_year(c.start):
        return None
    return context.count(around.line, c, named)


def plain_enquiry(around: Around, c: Count, words: str) -> bool:
    """Whether enquiries of the public are counted, not those of a counter, a hotline or a trade."""
    return (
        len(words) < 60
        and bool(_ENQUIRY.fullmatch(words))
        and not (_BUSINESS.search(around.lead(c.start)) or _OF_WHICH.match(around.clean, c.end))
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
