"""State: where the reading of a line stands, and whether a sentence goes on about requests."""

from __future__ import annotations

import re

from toolkit.prose.changes import Owner
from toolkit.prose.listing import Listing
from toolkit.prose.text import Line

#: How a sentence begins that goes on about the requests of the sentence before.
_GOES_ON = re.compile(
    r"(?:其中|在(?:已)?(?:经)?(?:答复|办理|办结)|均|已|全部|按|延期|对|当面|网|信函|传真|电子邮件|书面|上年|结转|答复|办结|办理|不?予以?|同意|部分公开|从|收到的|共|自然人|处理结果|办理结果|承接|新|截[至止]|申请(?:量|内容|人|事项|答复|办结)"
    r"|(?:全年|年内|本年度?|20\d\d年度?|，|共)*(?:新收|收到|受理)(?:到|了)?(?:(?:政府)?信息公开|依申请公开|公开)?申请\d|邮寄|(?:法人|公民|商业企业|科研机构)[^，。；\d]{0,8}\d"
    r"|(?:上述|以上|这)?\d+件(?:申请)?(?:中|里|均|全部|都|已)|[^，。；\d]{0,12}(?:答复|申请)中，|(?:其余|另有?|剩余|尚有|还有|余)\d+[件宗起份])"
)
#: The same with a number at once; what was answered is then told by how it ended.
_ANSWERED_AT_ONCE = re.compile(
    r"(?:全年|年内|本年度?|当年|20\d\d年度?|到?年底)?，?(?:共计?|累计|总共|已|依法|按[时期])*(?:答复|办结|办理完毕)(?:了|申请|政府信息公开申请)*\d+[件宗起份]"
)
_ENDED = re.compile("同意|予以公开|部分公开|无法提供|信息不存在|结转|[按延][时期]办结")
_FOLLOWS = re.compile("答复|办结|办理|结转|公开|提供|处理|自然人|法人|申请|受理|提交|递交")
#: Other business of an office that is answered and published too.
_OTHER_BUSINESS = re.compile(
    "建议|提案|议案|工单|热线|来信|来访|留言|政务服务|(?:办理|服务)事项|(?:户籍|(?<!行政)查询|登记|许可|救助|补贴|低保|入学|贷款|认定|备案|注册|专利|仲裁|工伤)[^，。；公开]{0,3}申请|(?:受理|办理|收到|答复)[^，。；]{0,8}(?:许可|信访|投诉|举报|咨询)"
)
_ASKED_OF = re.compile(
    "(?:办理|受理|收到|承办|处理|接到|接收|办结|答复|接待|办复)(?:了)?[^，。；公开布]{0,16}?"
    "(?:申请|来信|来访|来电|留言|投诉|举报|信访件?|案件|诉求|工单|建议|提案|议案|咨询)(?:件|事项)?(?:共计|合计|总计|累计|共|为|：)*$"
)
#: A line that begins so tells how something was asked for, not what was disclosed.
ASKED_BY = ("受理渠道", "受理方式", "受理途径", "申请渠道", "申请方式", "申请途径")
#: Verbs of requests that came in, and the requests named a clause before.
CAME = frozenset(("收到", "受理", "接收"))
_APPLIED = ("公开申请，", "公开的申请，")
#: The words of a sentence before its first number.
_FIRST_WORDS = re.compile(r"[^，。；\d]*").match
#: What was asked about: parts of requests, no classes of what was disclosed.
_SUBJECTS = re.compile("(?:申请|内容|其中|，)*(?:的?内容)?主要(?:涉及|集中|为|是|有|内容)")
#: A line that names the answers to requests before its first number.
_ANSWERS_TO = re.compile(
    r"[^，。；：、\d]{0,12}(?:(?:公开申请|依申请公开)(?:的)?(?:答复|办理|处理)(?:情况|结果)?|依申请公开(?:方面|情况|工作)|[一二三四五六七八九]是[^，。；：、\d]{0,8}依申请公开[^，。；：、\d]{0,12})[，。：]"
)


def leaves(words: str) -> bool:
    """Return whether words turn from requests to other business: proposals, letters, licences."""
    return bool(_OTHER_BUSINESS.search(words))


def other_business(words: str) -> bool:
    """Return whether words count what an office was asked for: "办理人大代表建议", "共收到申请"."""
    if not ("理" in words or "到" in words or "复" in words or "接" in words):
        return False
    return bool(_ASKED_OF.search(words))


def received_too(clean: str, begin: int) -> bool:
    """Return whether the clause before names requests: "甲未收到公开申请，乙共受理14件"."""
    return clean.endswith(_APPLIED, 0, begin)


def names_requests(clean: str) -> bool:
    """Return whether a line begins with the answers to requests: "公开申请的答复情况：…"."""
    return "申请" in clean[:24] and bool(_ANSWERS_TO.match(clean))


def goes_on(part: str) -> bool:
    """Return whether a sentence may continue one that stated requests received."""
    first = _FIRST_WORDS(part)
    if first and leaves(first[0]):
        return False
    if _SUBJECTS.match(part):
        return True
    if _GOES_ON.match(part):
        return bool(_FOLLOWS.search(part))
    return bool(_ANSWERED_AT_ONCE.match(part) and _ENDED.search(part))


_MORE_CASES = re.compile("(?:被)?(?:提起)?(?:行政)?(?:诉讼|复议)|未经(?:行政)?复议|其中")
#: The topic of a sentence under a heading of that kind.
TOPICS = {"requests": "requests", "appeals": "appeals"}


class State:
    """Where the reading of a line stands.

    ``topic`` is what the sentence is about, ``case`` the kind of review whose results may follow;
    ``end`` and ``words`` are those of the number before.
    """

    #: What the sentence before was about.
    before: str = ""
    case: str = ""
    #: Whether cases were counted behind requests, on what is not said.
    doubted: bool = False
    #: The kind of cases that were counted whatever they were about.
    wide: str = ""
    end: int = 0
    words: str = ""
    #: What a change was printed of that stands before its count, and where its words begin.
    changed: tuple[int, str] = (0, "")
    #: Whether the sentence has come to speak of all years.
    ever: bool = False
    #: Channel and name of a heading before the line's first number, until it is used.
    head: tuple[str, str] | None = None
    #: How many requests a part of them has that the sentence speaks of: one body's, one kind's.
    part: float = 0
    #: Whether a number of rules was named in the line.
    rules: bool = False

    def __init__(self, topic: str, clean: str) -> None:
        self.topic = topic
        #: Whether the line names anywhere what a count includes.
        self.includes = "（含" in clean
        #: Whether the sentence has counted what the office was asked for, in words that mean no figure.
        self.aside = clean.startswith(ASKED_BY)
        self.owner, self.listing = Owner(), Listing()

    def turn(self, line: Line, stop: int) -> None:
        """Forget what the sentence before was about, unless this one goes on about it."""
        self.before = topic = self.topic
        if topic == "consultations" and line.clean.startswith("其中", stop):
            return
        if topic == "appeals" and _MORE_CASES.match(line.clean, stop):
            return
        goes = topic == "requests" and goes_on(line.clean[stop : stop + 120])
        self.topic = "requests" if goes else TOPICS.get(line.section, "")
        self.case = self.wide = ""
        self.part = 0
        self.aside = self.aside and line.clean.startswith("其中", stop)
        self.ever = False
