"""Sentences on reconsideration, litigation and appeals to higher bodies that have numbers."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.behind import result_behind
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.roles import UNITS, Role, result_of
from toolkit.prose.state import State
from toolkit.prose.text import NUMBERED, last_part

#: The indicators of how many cases there were, by kind.
NAMES = {
    "reconsideration": "reconsideration_total",
    "litigation": "litigation_total",
    "higher_appeals": "higher_appeals",
}
#: Kinds of cases whose results have indicators of their own.
_WITH_RESULTS = frozenset(
    ("reconsideration", "litigation", "litigation_direct", "litigation_after_reconsideration")
)
#: Those on disclosure among cases of every kind.
_ON_DISCLOSURE = re.compile(
    "(?:其中)?(?:有关|关于|涉及|针对|因|涉|属于?)?(?:政府|政务)?信息公开(?:引发|引起|产生|方面|工作|案件|类|的)*"
)
#: A line on appeals that follows one on requests: what happened to the office itself.
_BEGINS = re.compile(
    "(?:全年|本年度?|20\\d\\d年度?|，|共|我[县市区局]|全[县市区])*(?:发生|引发|引起|产生|被申请|被提起|被)*(?:政府信息公开)?行政(?:复议|诉讼)"
)
#: Said behind them: none of these cases was about disclosure.
_ABOUT_OTHERS = re.compile(
    "[均都](?:未|不|没有)涉及?(?:政府|政务)?信息公开|(?:^|[，；、均都])(?:与|和)(?:政府|政务)?信息公开(?:工作)?无关|[均都](?:非|不是)(?:因)?(?:政府|政务)?信息公开"
)
#: Requests, named in the sentence of the cases.
_ASKED = re.compile("(?<!被)申请(?!人|行政|复议)")
#: A cause that is another matter: "因工伤认定被申请行政复议3件", "涉及征地拆迁的行政诉讼2件".
_OTHER_CAUSE = re.compile(
    r"(?:因(?!此)|由于|涉及?|针对|围绕|不服|对(?=[^，。；、]*不服))"
    r"(?![^，。；]{0,20}(?:公开|条例|□|答复|申请人|当事人|群众|公民|其他|上述|信息))[^，。；\d]{2,24}?"
    r"(?:被(?:申请|提起)|引发|引起|产生|导致|发生|提起|申请|的)(?:的)?(?:行政)?(?:复议|诉讼)"
)
#: Cases beside others of the same cause.
_ITS_KIND = re.compile(
    "^[、，；和及]?(?:并)?被?(?:提起|申请|引发|发生)?(?:的)?(?:行政)?(?:复议|诉讼)"
)
_AMONG = re.compile("[^，。；、\\d]{0,12}(?:复议|诉讼)(?:案件|申请|案)?(?:当)?中")
_INSTANCES = re.compile(r"(?:二审|再审)[^，。；、\d]{0,6}\d")
_AS_PARTY = re.compile("作为被告|作为被申请人|各级法院")
_AS_PARTY_NEXT = re.compile(r"(?:作)?为被申请人的?\d")
#: As the body that decides on reviews of others.
_AS_JUDGE = re.compile("作为(?:行政)?复议机关|复议(?:机关|机构)(?:共)?(?:收到|受理|办理|审理)")
_TAKEN = re.compile("(?:受理|承办|办理|审理|审结|收到)$")
#: Other people's business with reviews and courts.
_BUSINESS = re.compile("各类|共办理|应诉|法律顾问|律师|代理|审理|出庭|法律援助|仲裁")
#: A line that says no more than this speaks of the report's own subject.
_BARE = re.compile(
    rf"{NUMBERED}?(?:政府信息公开)?(?:行政)?(?:复议|诉讼|申诉)[^，。；]{{0,8}}(?:：|数|总数|情况)*$"
)


def read_cases(around: Around, c: Count, words: str, role: Role, topic: str,
               context: Context) -> tuple[Figure | None, str]:  # fmt: skip
    """Read how many reviews or lawsuits there were.

    Returns
    -------
    tuple
        The figure, and the kind of case whose results may follow (empty for none).
    """
    kinds = role.indicator.split(",")
    if around.other_year(c.start):
        return None, ""
    reason = _doubt(around, c, words, role, topic, context)
    if reason is not None:
        for kind in kinds if reason else ():
            context.abstain(NAMES[kind], reason, around.line, c.begin, c.end)
        return None, ""
    name = NAMES[kinds[0]]
    for known in list(context.of(name)) if len(kinds) == 1 else ():
        if known.value != c.value and around.told(known):
            if "其中" not in words:
                # "区政府被申请行政复议5件，部门被申请行政复议3件": neither is all.
                context.drop(known)
            context.abstain(name, "two_candidates", around.line, c.begin, c.end)
            return None, ""
    figure = None
    for kind in kinds:
        figure = context.count(around.line, c, NAMES[kind], scope=around.whose(c.start))
    if c.value == 0 and "依申请公开" in words:
        context.count(around.line, c, "requests_received")
    return figure, kinds[-1] if figure is not None and len(kinds) == 1 else ""


def _doubt(around: Around, c: Count, words: str, role: Role, topic: str,
           context: Context) -> str | None:  # fmt: skip
    """Return why cases are not read: a reason, or ``""`` for other cases; None for no reason."""
    lead, behind = around.lead(c.start), around.rest(c.end)
    speaks = (
        topic in ("appeals", "requests")
        or around.speaks(c.start, ("appeals",))
        or bool(_BARE.match(lead) or (_BARE.match(words) and c.value == 0))
    )
    if (
        not speaks
        or _BUSINESS.search(words)
        or ("机" in words and _AS_JUDGE.search(words))
        or ("公开" not in words and _AS_PARTY.search(words))
    ):
        # Cases of every kind, of which those on disclosure are named apart, or of a court.
        named = "公开" in words or (behind.startswith("，其中") and "公开" in behind[:40])
        return "scope_unclear" if named else ""
    if c.value and of_another_matter(around, c, words):
        # Whatever is said behind them is said of these.
        return ""
    if c.value and topic == "requests" and not (
        around.speaks(c.start, ("appeals",)) or _ASKED.search(around.lead(c.begin))
        # "复议机关维持原答复": of an answer to a request.
        or "原答复" in behind[:40]
    ):  # fmt: skip
        # Behind requests, without a word on disclosure: they may be of every kind.
        return "scope_unclear"
    if c.value and "被申请人" in behind and _AS_PARTY_NEXT.search(behind):
        # Those decided on, beside those of the report's own.
        return "scope_unclear"
    if "信息公开" in behind and _ABOUT_OTHERS.search(behind):
        return "scope_unclear"
    several = "," in role.indicator
    if several and not (role.each or c.value == 0):
        return "two_candidates"
    name = NAMES[role.indicator.partition(",")[0]]
    others = any(known.value != c.value for known in context.of(name))
    if (
        others
        and c.value
        and not several
        and "公开" not in lead
        and around.line.section != "appeals"
    ):
        # Another number of a sentence that does not speak of disclosure: of cases of every kind.
        return "two_candidates"
    # "在9件行政复议中" of 12: what follows is said of a part.
    return "" if others and _AMONG.match(around.clean, c.end) else None


def of_another_matter(around: Around, c: Count, words: str) -> bool:
    """Whether cases had a cause that is no disclosure, named before them or before those beside them.

    "全年因工伤认定被申请行政复议3件、被提起行政诉讼2件": neither was on disclosure.
    """
    lead = around.lead(c.start)
    said = last_part(lead)
    found = _OTHER_CAUSE.search(said)
    if found is None or "公开" in said[found.start() :]:
        return False
    # Its own cause, or it is joined to a number that has one.
    return "，" not in said[found.start() :] or bool(_ITS_KIND.match(words))


def read_result(around: Around, c: Count, words: str, case: str, context: Context) -> Figure | None:
    """Read how many reviews or lawsuits ended in one way."""
    if case not in _WITH_RESULTS or c.unit not in UNITS["cases"]:
        return None
    result = result_of(words)
    if result is None or around.other_year(c.start):
        return None
    return _result(around, c, case, result, c.end, context)


def read_result_behind(around: Around, c: Count, words: str, case: str,
                       context: Context) -> Figure | None:  # fmt: skip
    """Read a result that stands behind its number: "其中2件维持、1件尚未审结"."""
    if case not in _WITH_RESULTS or c.unit not in UNITS["cases"]:
        return None
    found = result_behind(around.clean, c.end, words)
    if found is None or around.other_year(c.start):
        return None
    return _result(around, c, case, found[0], found[1], context)


def _result(around: Around, c: Count, case: str, result: str, end: int,
            context: Context) -> Figure | None:  # fmt: skip
    """Add a result, unless the sentence has told it apart: 撤销2件、确认违法1件 are both corrected."""
    line = around.line
    if result == "rejected" or (
        case.startswith("litigation") and _INSTANCES.search(around.lead(c.start) + around.rest(c.start))
    ):  # fmt: skip
        # 驳回 without 诉讼请求 is upheld to some and another result to others; a second instance
        # counts cases again.
        context.abstain(f"{case}_upheld", "two_candidates", line, c.begin, end)
        return None
    name = f"{case}_{result}"
    for known in list(context.of(name)):
        if around.told(known):
            context.drop(known)
            context.abstain(name, "two_candidates", line, c.begin, end)
            return None
    if any(f.indicator == name and f.found == "two_candidates" for f in context.findings):
        return None
    return context.count(line, c, name, end=end)


def of_one_body(words: str, clean: str, at: int) -> bool:
    """Whether a number is of the cases of one body: "其中县政府受理6件". In brackets it ends nothing."""
    return bool(_TAKEN.search(words)) and clean.rfind("（", 0, at) <= clean.rfind("）", 0, at)


def read_of_cases(around: Around, c: Count, words: str, state: State,
                  context: Context) -> Figure | None:  # fmt: skip
    """Read a result behind its number, or those on disclosure among cases of every kind."""
    if state.case:
        return read_result_behind(around, c, words, state.case, context)
    if "公开" in words and _ON_DISCLOSURE.fullmatch(words) and c.unit in UNITS["cases"]:
        # "其中涉政府信息公开6件": results that follow may be those of all cases.
        name, state.wide = NAMES[state.wide], ""
        return None if around.other_year(c.start) else context.count(around.line, c, name)
    return None


def follows_reviews(lawsuits: Figure | None, before: Figure | None, words: str) -> bool:
    """Whether lawsuits stand straight behind reviews: results that follow may be those of both.

    ``words`` are those between the two numbers, to the character behind the second.
    """
    return (
        lawsuits is not None and lawsuits.indicator == "litigation_total"
        and before is not None and before.indicator == "reconsideration_total" and bool(before.value)
        and "；" not in words and "。" not in words and not words.endswith("（")
    )  # fmt: skip


def follows_requests(clean: str) -> bool:
    """Whether a line goes on from requests to the appeals that they led to."""
    return bool(_BEGINS.match(clean))
