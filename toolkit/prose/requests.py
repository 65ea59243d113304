"""Sentences on requests: received, by channel and applicant, carried over and forward, answered."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.figure import Figure
from toolkit.prose.around import Around, begin_of
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.roles import KEPT, UNITS, WORDS, Role, outcome_of
from toolkit.prose.whose import (
    OWN_OFFICE,
    of_another_body,
    of_several_kinds,
    two_accounts,
    unsure,
    whose_answered,
)

_NOT_REQUESTS = re.compile(WORDS["not_requests"])
_CHANNEL_NAMES = (
    ("in_person", re.compile("当面|现场|窗口")), ("fax", re.compile("传真")),
    ("email", re.compile("电子邮件|邮箱")), ("letter", re.compile("信函|信件|邮寄|邮政|快递")),
    ("online", re.compile("网络|网上|在线|线上|网页|网站|平台|互联网")), ("offline", re.compile("线下")),
)  # fmt: skip
#: Requests for information are told from other applications by the parts that follow.
_PARTS_FOLLOW = re.compile(
    r"网上申请\d|网络申请\d|线上申请\d|线下申请\d|信函申请\d|当面申请\d|传真申请\d|电子邮件申请\d|自然人(?:申请)?\d"
    r"|同意公开|予以公开|信息不存在"
)
#: A row of a statistical table that was written as a line: "收到申请数（件）：16".
_AS_A_ROW = re.compile("(?:收到|受理)申请(?:总)?数量?（件）：?")
#: The same, where nothing but the channels says what was applied for.
_CHANNELS_FOLLOW = re.compile(
    r"、(?:邮政|邮寄|信函|信件|传真|当面|当场|现场|窗口|网络|网上|电子邮件)(?:寄送|提交|递交|方式|申请)*\d"
)
_APART = {"agency", "whole_county"}
_BARE_REQUESTS = re.compile("(?:收到|接收|受理)申请$")
#: Applications of other kinds that may be carried over.
_OTHER_CASES = re.compile("复议|诉讼|仲裁|信访|许可|登记|审批|补助")
#: Names of applicants that may as well be what is asked about.
_SHORT_APPLICANTS = frozenset(("企业", "其他组织", "社会组织", "个人", "法人"))
_OFFERED = re.compile("提出|提交|递交|申请人|名义")
_ANSWERS = re.compile(r"(?:答复|办结|回复)(?!\d)[^，。；]*$")
_ONE_APPLICANT = re.compile(
    "(?<![、和及或])(?:自然人|公民|法人(?:或|和|及|、)其他组织|企业|商业企业)(?![、和及或])"
)
_OTHER_APPLICANT = re.compile(
    r"^[，；、](?:收到)?(?:自然人|公民|法人|(?:商业)?企业|其[他它]组织|单位)[^，。；\d]{0,12}\d"
)
#: "信函收到申请6件".
_WAY = re.compile(
    "(?:网络|网上|在线|信函|邮寄|当面|现场|窗口|传真|电子邮件)(?:方式|渠道|共)*(?=收到|受理|接收|接到)"
)
_PERSONS = re.compile("自然人|公民|申请人")
#: Since the Regulations: their name is masked.
_REGULATIONS = re.compile("□(?:正式)?(?:实施|施行|颁布)以来")
_IN_FORCE = re.compile(
    r"(20\d\d)年\d{1,2}月(?:\d{1,2}日)?[^，。；]{0,16}(?:施行|实施)以来，[^，。；]*$"
)
_OF_THE_YEAR = re.compile(
    r"[，；（](?:其中)?，?(?:20\d\d年度?|本年度?|今年|当年)(?:新增|新收|新?收到)\d"
)
_WRITTEN = re.compile("(?:收到|接到|受理)(?:了)?书面申请$")
_DISCLOSED = re.compile("公开(?:政府|政务)信息|(?:政府|政务)信息公开")
#: A request called a letter: no channel.
_LETTERS = re.compile("(?<=公开)(?:申请)?信件|(?<=申请)信件")
_NARROW = re.compile(r"^(?:其中)?[：，]?(?:本年度?|当年)?新收到?")
_CLOSED = ("closed_not_supplemented", "closed_fee_unpaid")
_OPEN = frozenset(("公开", "其中公开", "全部公开", "其中全部公开"))
_OTHER_OUTCOMES = re.compile(r"(?:部分公开|不予公开|不同意公开)的?\d")
_OUTCOMES = ("answers_", "granted_", "denied_", "unable_", "not_processed_", "closed_", "outcome_")
#: Outcomes that are printed under more than one name keep it.
NAMED_OUTCOMES = frozenset(("answers_other", "answers_refused", "outcome_other"))
_NEXT_YEAR = re.compile(r"(?:结转|转|顺延)(?P<to>入|到|至)?(?P<year>20\d\d)年")
_FROM_YEAR = re.compile(r"(20\d\d)年度?(?:结转|转结|转办|转入|转来|遗留)")
ON_TIME = re.compile("(?:按[时期]|如期|期限内|时限内)(?:答复|办结|办理)")
EXTENDED = re.compile("(?:延期|延长期限)后?(?:答复|办结|办理)")
_EXTENDED_FOLLOWS = re.compile("[，、；（](?:经批准)?(?:延期|延长期限)后?(?:答复|办结|办理)的?\\d")


def carried(name: str, words: str, year: int | None) -> str:
    """Return whether words with a year carry requests over or forward; empty where they do neither.

    "结转2021年3件" in a report of 2022 came from there, "结转2023年2件" goes there.
    """
    told = _FROM_YEAR.search(words)
    if told:
        return name if year in (None, int(told[1]) + 1) else ""
    told = _NEXT_YEAR.search(words)
    if told is None or year is None or int(told["year"]) == year + 1:
        return name
    return "requests_carried_over" if int(told["year"]) == year - 1 and not told["to"] else ""


def closed_as(around: Around, c: Count, words: str, sentence: str) -> str:
    """Return which of those closed on time and those closed after an extension words mean, if any.

    On time alone says how they were closed, not that others were closed later: the two are told
    apart where both stand in one sentence, or where the number is a part.
    """
    if EXTENDED.search(words) and ON_TIME.search(sentence[: -len(words) or None]):
        return "requests_closed_extended"
    if ON_TIME.search(words) and (
        words.startswith("其中") or _EXTENDED_FOLLOWS.match(around.clean, c.end)
    ):
        return "requests_closed_on_time"
    return ""


def read_outcome(around: Around, c: Count, words: str, ever: bool,
                 context: Context) -> Figure | None:  # fmt: skip
    """Read how many requests ended in one way, by the outcomes of the Regulations in force."""
    if c.unit is not None and c.unit not in UNITS["requests"]:
        return None
    if words in ("其他", "其它") and (
        "其他处理" in around.lead(c.start).rpartition("；")[2]
        or (context.figures and context.figures[-1].indicator in _CLOSED)
    ):  # fmt: skip
        # Inside 其他处理: the rest of it.
        return context.count(around.line, c, "closed_other", cumulative=ever)
    found = outcome_of(words, context.era)
    if found is None and words in _OPEN and _OTHER_OUTCOMES.search(around.rest(c.end)[:40]):
        # "其中公开7件，部分公开1件，不予公开1件".
        found = "granted_full" if context.since_2019 else "answers_granted", words
    if found is None or around.other_year(c.start):
        return None
    name, label = found
    if (
        label[:2] in ("其他", "其它")
        and "处理" not in label
        and not among_outcomes(around, context)
    ):
        # The rest of anything: of subjects, of bodies.
        return None
    reason = unsure(name, label, words, around.lead(c.start), among_outcomes(around, context))
    if reason is not None:
        context.abstain(name, reason, around.line, c.begin, c.end)
        return None
    return context.count(around.line, c, name, label=label if name in NAMED_OUTCOMES else None,
                         cumulative=ever or ever_of(around, c, context))  # fmt: skip


def read_request(around: Around, c: Count, words: str, role: Role, topic: str,
                 context: Context) -> tuple[Figure | None, bool]:  # fmt: skip
    """Read a number of requests; return the figure, and whether requests are spoken of from here.

    收到 and 受理 may mean new requests, new and carried over, or requests handled: the figure is what
    is printed; the narrower one counts where 其中本年新收 follows.
    """
    sentence = around.lead(c.start)
    if _NOT_REQUESTS.search(sentence, sentence.rfind("；") + 1):
        return None, False
    name = role.indicator
    if c.damaged:
        context.abstain(name, "number_damaged", around.line, c.begin, c.end)
        return None, False
    asked = topic == "requests"
    speaks = (
        asked or "公开" in words or around.speaks(c.start, ("requests",))
        or bool(_PARTS_FOLLOW.search(around.clean, c.end, c.end + 60) or _AS_A_ROW.fullmatch(words))
        or bool(_BARE_REQUESTS.search(words) and _CHANNELS_FOLLOW.match(around.clean, c.end))
        or bool("申请" in words and _REGULATIONS.search(sentence))
        or bool(_WRITTEN.search(words) and _DISCLOSED.search(around.clean, 0, c.start))
        or (name == "requests_carried_over" and "申请" in words and not _OTHER_CASES.search(sentence))
    )  # fmt: skip
    # What is carried forward is so to the year after.
    if not speaks or (name != "requests_carried_forward" and around.other_year(c.start)):
        return None, asked and speaks
    if "20" in words and name in ("requests_carried_over", "requests_carried_forward"):
        name = carried(name, words, context.year)
        if not name:
            return None, asked
    if "协助" in words:
        context.abstain(name, "scope_unclear", around.line, c.begin, c.end)
        return None, asked
    if name == "not_accepted":
        context.abstain("requests_received", "scope_unclear", around.line, c.begin, c.end)
        return None, asked
    closed = closed_as(around, c, words, sentence) if "期" in words or "时" in words else ""
    if asked and closed:
        return context.count(around.line, c, closed), True
    if name == "not_answered":
        context.abstain("requests_answered", "scope_unclear", around.line, c.begin, c.end)
        return None, asked
    if name == "requests_channel_several":
        return None, asked
    if name not in ("requests_received", "requests_handled"):
        label = role.label if name == "requests_by_applicant" else None
        if label in _SHORT_APPLICANTS and (
            _ANSWERS.search(sentence) or not (_OFFERED.search(words) or _PERSONS.search(sentence))
        ):  # fmt: skip
            return None, asked
        scope = whose_answered(sentence) if name == "requests_answered" else None
        ever = ever_of(around, c, context)
        return context.count(around.line, c, name, label=label, scope=scope, cumulative=ever), True
    return _received(around, c, words, role, sentence, asked, context), True


def among_outcomes(around: Around, context: Context) -> bool:
    """Whether the figure before was an outcome too, in the same sentence."""
    for figure in reversed(context.figures):
        if figure.indicator != "printed_share":
            return figure.indicator.startswith(_OUTCOMES) and around.told(figure)
    return False


def ever_of(around: Around, c: Count, context: Context) -> bool | None:
    """Return whether parts of requests are of all years: those of what the sentence received."""
    if not around.since:
        return False
    for name in ("requests_received", "requests_handled"):
        known = [f for f in context.of(name) if around.told(f)]
        if known and (
            len({f.cumulative for f in known}) == 1
            # "受理0条，历年累计4条；答复0条，历年累计4条": each begins anew.
            or "；" not in context.text[begin_of(known[-1]) : around.line.position(c.start)]
        ):  # fmt: skip
            return known[-1].cumulative
    return around.period_of_requests(c.start)[0]


@lru_cache(maxsize=KEPT)
def _channels(words: str) -> list[str]:
    """Return every channel of requests that words name."""
    return [k for k, p in _CHANNEL_NAMES if p.search(words)]


def _received(around: Around, c: Count, words: str, role: Role, sentence: str, asked: bool,
              context: Context) -> Figure | None:  # fmt: skip
    """Add requests received or handled, or those that came by the one channel named."""
    line, name = around.line, role.indicator
    cumulative, unclear = around.period_of_requests(c.start)
    in_force = _IN_FORCE.search(sentence) if cumulative else None
    if in_force and context.year and context.year > 2008 and int(in_force[1]) == context.year:
        # Since a law of the year came into force: a part of the year.
        context.abstain(name, "scope_unclear", line, c.begin, c.end)
        return None
    named = _channels(_LETTERS.sub("", role.more or words))
    clause = sentence[max(sentence.rfind("，"), sentence.rfind("；"), sentence.rfind("（")) + 1 :]
    if not named and (way := _WAY.search(words)):
        named = _channels(way[0])
    if not named and ("通过" in clause or "以" in clause):
        named = _channels(clause)
    if len(named) == 1:
        figure = context.count(line, c, f"requests_channel_{named[0]}", cumulative=cumulative)
        if figure is not None and "通过" in clause and "其中" not in sentence:
            context.through.append(figure)
        return figure
    one_kind = _ONE_APPLICANT.search(role.more) if "人" in role.more or "企" in role.more else None
    if one_kind and _OTHER_APPLICANT.search(around.rest(c.end)):
        # "收到自然人申请16件，法人或其他组织申请3件".
        return context.count(
            line, c, "requests_by_applicant", label=one_kind[0], cumulative=cumulative
        )
    if role.each or of_several_kinds(words, around.rest(c.end)):
        context.abstain("requests_received", "two_candidates", line, c.begin, c.end)
        return None
    if "本级" in clause and "其中" in sentence:
        # Parts by level of government, not what one office received.
        return None
    if not cumulative and "累计" in clause and _OF_THE_YEAR.match(around.rest(c.end)):
        # "累计收到申请152件，2022年新增21件".
        cumulative = True
    scope = "agency" if OWN_OFFICE.search(clause) else around.whose(c.start)
    for known in list(context.of(name)):
        if {known.scope, scope} == _APART:
            # What the office itself received beside the whole county: two accounts.
            continue
        if known.cumulative == cumulative and known.value != c.value:
            if _NARROW.match(words) and asked and not cumulative:
                # "共收到75件，其中本年新收72件": the narrower number is the one received this year.
                context.drop(known)
                continue
            if of_another_body(around, known, words) or two_accounts(known, c, words):
                context.drop(known)
            context.abstain(name, "two_candidates", line, c.begin, c.end)
            return None
    figure = context.count(line, c, name, cumulative=cumulative, scope=scope)
    if figure is not None and unclear:
        context.unclear(figure)
    return figure
