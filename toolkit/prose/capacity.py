"""Capacity: whether people and places that are counted are all that an office has for disclosure."""

from __future__ import annotations

import re

from toolkit.prose.around import Around
from toolkit.prose.counts import Count
from toolkit.prose.roles import Role

_STAFF_BY_TASK = re.compile("(?:明确|确定|落实|安排|配备|指定|抽调)了?(?:工作人员|人员|同志|专人)")
_TASK = re.compile(
    "[^，。；、\\d]{0,12}?(?:负责|从事|承担)[^，。；]{0,10}?(?:信息公开|政务公开|信息发布)"
)
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
#: "在县档案馆设查阅点1个，每个乡镇设查阅点1个".
_IN_EACH_NEXT = re.compile("[，；、](?:每个?|各)(?:乡镇|镇|街道|村|社区)")


def unread_capacity(around: Around, c: Count, words: str, role: Role) -> str | None:
    """Return why people or places are not read: a reason, or ``""`` for others; None for no reason."""
    lead = around.lead(c.start)
    places = role.units == "places"
    if role.each and not (
        _BOTH_KINDS.search(words) or _BOTH_KINDS.search(around.lead(c.begin + 1))
    ):
        # "乡镇设专职人员各1名": so many in each of them.
        return "scope_unclear"
    if places and _IN_EACH_NEXT.match(around.clean, c.end):
        return "scope_unclear"
    if role.indicator.startswith("capacity_staff") and _ADDED.search(words):
        # So many more: how many there are stands elsewhere.
        return ""
    if role.indicator == "capacity_staff" and _has_no_task(around, c, words):
        return ""
    if "共" not in words and _EACH_OF.search(lead) and not (places and _ALSO_IN.search(lead)):
        return "scope_unclear"
    return None


def _has_no_task(around: Around, c: Count, words: str) -> bool:
    """Whether people are counted of whom nothing says that disclosure is their task."""
    return bool(_STAFF_BY_TASK.search(words)) and not (
        _TASK.match(around.clean, c.end) or _TASK.search(words)
    )
