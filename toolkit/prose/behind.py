"""Behind: what is said behind a number, as in "其中2件维持", "3件予以公开", "上述21件申请全部答复完毕"."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.roles import UNITS, outcome_of, result_of, role_of

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


def begin_of(figure: Figure) -> int:
    """Return where the words of a figure begin in the text."""
    return int(figure.where.removeprefix("text:").partition("-")[0])


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
