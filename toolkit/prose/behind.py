"""Behind: what is said behind a number, as in "其中2件维持", "3件予以公开", "上述21件申请全部答复完毕"."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.requests import (
    EXTENDED,
    NAMED_OUTCOMES,
    ON_TIME,
    among_outcomes,
    carried,
    ever_of,
)
from toolkit.prose.roles import UNITS, outcome_of, result_of, role_of
from toolkit.prose.whose import other_applicants

#: What may stand before a number whose words come behind it.
_BARE = frozenset(
    (
        "",
        "其中",
        "其中有",
        "其余",
        "余",
        "另有",
        "另",
        "有",
        "还有",
        "尚有",
        "剩余",
        "仅有",
        "仅",
        "以及",
    )
)
_OF_THEM = frozenset(("", "上述", "以上", "这", "该", "全部", "收到的", "所收到的"))
#: A clause, and what stands in it before the words for an outcome.
_CLAUSE = re.compile(
    r"(?:申请(?!人))?(?:因|为|系|属于(?!已)|是|均|已(?!经?主动)|依法|被|作出|作|答复)*(?P<said>[^，。；：、（）\d]{2,24})(?=[，。；、（）]|$)"
)
_RESULT_CLAUSE = re.compile(
    r"(?:被|均|予以|结果|复议机关|法院|经审理|已|判决|裁定|为|是|处于|系)*(?P<said>[^，。；：、（）\d]{2,16})(?=[，。；、（）]|$)"
)
#: "其中3件为网上申请，2件为法人或其他组织提出".
_CAME = re.compile(
    r"(?:均?为|是|系|属于?|通过|采用|以|由)(?P<said>[^，。；、（）\d]{2,12})(?=[，。；、）]|$)"
)
_ALL_DONE = re.compile(
    r"(?:政府信息)?(?:公开)?(?:申请)?，?(?:均|全部|都|已)+(?:均|全部|都|已|依法|依规|按时|按期|按照?规定|予以|进行|在(?:法定|规定)(?:期限|时限)内?|在\d{1,2}个?(?:工作日|日)内)*"
    r"(?:答复|办结|办理完毕|回复|办理完成|处理完毕)(?:完毕|完成|了)?(?=[，。；：（]|$)"
)
_PRESENT = re.compile("[未没无非不]")
_AFTER = re.compile(
    r"(?:申请)?(?:为|系|是|属于?)?(?:(?P<over>(?:上|去)一?年度?(?:结转|转结|转办|转入)|结转上年度?)|(?P<forward>[^，。；、\d]{0,4}(?:结转|转|顺延)(?:至|到|入)?(?:下|次)一?年度?))"
)
_TO_NEXT = re.compile(
    r"(?:申请)?(?:(?:正在|尚在|仍在)(?:办理|处理)(?:之?中)?，?(?:并|已)?)?(?:结转|转|顺延)(?:入|到|至)?20\d\d年"
)
#: What may stand before those that are left.
_LEFT = frozenset(
    ("", "余", "剩余", "其余", "余下", "余下的", "尚有", "还有", "仍有", "另有", "另", "有", "其中")
)
_PENDING = re.compile("(?:正在|尚在)(?:办理|处理)|尚未答复")
#: "3宗被行政复议结果维持": a request that led to an appeal.
_TO_APPEAL = re.compile(
    r"(?:申请)?被(?:申请|提起)?行政(?P<kind>复议|诉讼)，?(?P<result>结果[^，。；、\d]{2,8})?(?=[，。；、（]|$)"
)
_THIS_YEAR = re.compile(
    r"(?:其中)?，?(?:本年度?|今年|当年|20\d\d年度?)(?:新增|新?收到|新收|受理)?(?:的)?"
)
#: How the words of the year's own requests end, where they are longer than those of others.
_CAME_ENDS = ("受理", "收到", "新收")
_SUMS = re.compile("(?:合计|共计|总计)(?:收到)?(?:申请)?(?:为)?")
#: "29件按时办结，12件延期办结".
_CLOSED_BEHIND = re.compile(
    "(?:申请)?(?:均)?(?:(?:按[时期]|如期)|(?P<late>延期|延长期限)后?)(?:答复|办结)(?=[，。；、（）]|$)"
)


def outcome_behind(clean: str, end: int, words: str, era: str) -> tuple[str, str, int] | None:
    """Return the outcome that stands behind a number: its indicator, its label and where it ends.

    Parameters
    ----------
    clean : str
        The line.
    end : int
        Where the number ends with its unit.
    words : str
        What stands before the number: only words without a meaning of their own.
    era : str
        Whose outcomes the words name.
    """
    if words not in _BARE:
        return None
    clause = _CLAUSE.match(clean, end)
    if clause is None:
        return None
    found = outcome_of(clause["said"], era)
    # The label begins the clause: "未予以公开" is another thing.
    if found is None or not clause["said"].startswith(found[1]):
        return None
    return (*found, clause.end())


def came_behind(clean: str, end: int, words: str) -> tuple[str, str, int]:
    """Return by whom or how requests came that are named behind a number; empty for neither."""
    clause = _CAME.match(clean, end) if words in _BARE else None
    if clause is None:
        return "", "", 0
    role = role_of(clause["said"], "requests")
    if not role.indicator.startswith(("requests_channel_", "requests_by_applicant")) or (
        role.indicator == "requests_channel_several"
    ):  # fmt: skip
        return "", "", 0
    return role.indicator, role.label, clause.end()


def result_behind(clean: str, end: int, words: str) -> tuple[str, int] | None:
    """Return the result of a review or lawsuit that stands behind a number, and where it ends."""
    if words not in _BARE:
        return None
    clause = _RESULT_CLAUSE.match(clean, end)
    if clause is None:
        return None
    result = result_of(clause["said"])
    if result is None or (result != "pending" and _PRESENT.search(clause[0])):
        return None
    return result, clause.end()


def all_done(clean: str, end: int, words: str, unit: str | None) -> int:
    """Return where "47件申请均在15个工作日内答复" ends, 0 where a number is no such one."""
    if unit not in UNITS["requests"] or not (words in _OF_THEM or words == "其中"):
        return 0
    found = _ALL_DONE.match(clean, end)
    return found.end() if found else 0


def closed_behind(around: Around, c: Count, words: str) -> tuple[str, int]:
    """Return the indicator of "29件按时办结，12件延期办结" and where it ends; empty for no such number."""
    found = _CLOSED_BEHIND.match(around.clean, c.end) if words in ("", "其中") else None
    if found is None:
        return "", 0
    others = around.lead(c.start) + around.rest(c.end)
    if found["late"]:
        return ("requests_closed_extended" if ON_TIME.search(others) else ""), found.end()
    late = bool(EXTENDED.search(others))
    return ("requests_closed_on_time" if late else "requests_answered"), found.end()


def after_number(around: Around, c: Count, words: str, context: Context) -> Figure | None:
    """Read what is said behind a number: "其中1件为上年结转", "3件结转下年度"."""
    if c.unit not in UNITS["requests"] or (len(words) > 8 and not words.endswith(_CAME_ENDS)):
        return None
    if _SUMS.fullmatch(words) and not context.of("requests_received"):
        return _sum_of_channels(around, c, context)
    clean = around.clean
    if "年" in words and _THIS_YEAR.fullmatch(words) and not around.other_year(c.start):
        ever = context.of("requests_received")
        if ever and ever[-1].cumulative:
            # "《条例》实施以来共收到申请26件，其中本年度11件".
            return context.count(around.line, c, "requests_received", scope=ever[-1].scope)
    if words[:2] in ("其他", "其它") and (last := other_applicants(around, c, words, context)):
        return context.count(
            around.line, c, last.indicator, label=words, cumulative=last.cumulative
        )
    name, end = closed_behind(around, c, words)
    if name and not around.other_year(c.start):
        return context.count(around.line, c, name, end=end)
    end = all_done(clean, c.end, words, c.unit)
    if end and not around.other_year(c.start):
        return context.count(around.line, c, "requests_answered", end=end)
    appeal = _TO_APPEAL.match(clean, c.end) if words in ("", "其中") else None
    if appeal and not around.other_year(c.start):
        name = "reconsideration" if appeal["kind"] == "复议" else "litigation"
        result = result_of(appeal["result"]) if appeal["result"] else "total"
        return (
            context.count(around.line, c, f"{name}_{result}", end=appeal.end()) if result else None
        )
    name, label, end = came_behind(clean, c.end, words)
    if name and not around.other_year(c.start):
        return context.count(around.line, c, name, end=end, label=label or None,
                             cumulative=ever_of(around, c, context))  # fmt: skip
    told = outcome_behind(clean, c.end, words, context.era)
    if told is not None and not (
        around.other_year(c.start)
        or (told[1][:2] in ("其他", "其它") and not among_outcomes(around, context))
    ):  # fmt: skip
        name, label, end = told
        return context.count(around.line, c, name, end=end, cumulative=ever_of(around, c, context),
                             label=label if name in NAMED_OUTCOMES else None)  # fmt: skip
    found = _AFTER.match(clean, c.end)
    if found is None and words in _LEFT:
        found = _TO_NEXT.match(around.clean, c.end)
    if found is None and words in ("尚有", "还有"):
        found = _PENDING.match(around.clean, c.end)
    if found is None:
        return None
    if found.re is _TO_NEXT and not carried("requests_carried_forward", found[0], context.year):
        return None
    name = "requests_carried_over" if found.groupdict().get("over") else "requests_carried_forward"
    return context.count(around.line, c, name, end=found.end())  # fmt: skip


def _sum_of_channels(around: Around, c: Count, context: Context) -> Figure | None:
    """Read "网络申请21件、邮寄13件，合计34件": the sum of the channels before it, where it closes."""
    parts = [f for f in context.figures if f.indicator.startswith("requests_channel_")]
    if len(parts) < 2 or sum(f.value or 0 for f in parts) != c.value:
        return None
    return context.count(around.line, c, "requests_received", scope=around.whose(c.start))
