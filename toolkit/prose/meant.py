"""Meant: what a number counts, by its own words or by those of a clause before or behind it."""

from __future__ import annotations

import re

from toolkit.prose.around import Around
from toolkit.prose.counts import Count
from toolkit.prose.inverted import turned
from toolkit.prose.labels import label_of
from toolkit.prose.lists import is_item
from toolkit.prose.roles import UNITS, Role, role_of
from toolkit.prose.state import State

_DENIES = re.compile("未|没有|无")
_ON_REQUEST = re.compile(r"(?:[^，。；]{0,6}[、）])?(?:政府信息)?依申请公开(?:情况|申请)?：?")
_ON_REQUEST_ROLE = Role("count", "requests_received", topic="requests", units="requests")
_NO_REQUEST = re.compile(
    "(?:20\\d\\d年度?|本年度?|全年|我[局镇乡办委县区市]|，|共|：)*(?:政府信息)?依申请公开(?:申请|数量?|量|情况)?[为共：]*"
)
_YEAR_OF_ENDS = frozenset("增年度")
_YEAR_OF = re.compile(r"(?:其中)?[，：]?(?:(?:20\d\d年度?|本年度?|当年|今年)?新增|20\d\d年度?)")
_LABEL = Role("label")
ITEM_NUMBER = re.compile(r"^(?:（?[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、])")
VAGUE = ("label", "part", "filler")
_PEOPLE = UNITS["people"]
#: Who came to a course: "各乡镇、各部门120余人参训".
_ATTENDED = re.compile(
    "[^，。；：、\\d（]{0,14}?(?:参训|参加了?(?:本次|此次)?培训|参加了?(?=[，。；]|$)|接受了?培训)"
)
_WHO = re.compile(
    "(?:全[县区市]|[各共计]|乡镇|镇街?|街道|县直|区直|市直|部门|单位|机关|（|）|、|和|及|的|来自|组织"
    "|累计|约|近|总共)*"
)
#: "覆盖86家单位、170余人次": bodies and people.
_COVERED = re.compile("复盖[^，。；]{1,16}、$")
_ITEMS = UNITS["items"]


def meant(around: Around, c: Count, words: str, after_last: int,
          state: State) -> tuple[str, Role, bool]:  # fmt: skip
    """Return the words that a number belongs to, what they count, and whether they stand apart."""
    clean, listing, topic = around.clean, state.listing, state.topic
    role = role_of(words, topic)
    detached = False
    items = c.unit in _ITEMS
    if role.kind == "filler" and c.begin:
        inverted = "" if words else turned(clean, c, words)
        if inverted and role_of(inverted, topic).kind == "count":
            return inverted, role_of(inverted, topic), False
        words = _with_clause_before(clean, c, words, around.start, after_last)
        words = ITEM_NUMBER.sub("", words)
        role, detached = role_of(words, topic), True
        if not listing.open and _ON_REQUEST.fullmatch(words):
            return words, _ON_REQUEST_ROLE, True
        if c.value == 0 and role.kind == "label" and "为" in words[-2:]:
            # "实现了零的目标，为0起": what is denied stands a clause before.
            said = [role_of(f"{clause}为", topic) for clause in around.lead(c.start).split("，")]
            role = next((r for r in reversed(said) if r.kind == "cases"), role)
    if not (c.value or listing.end) and c.unit == "件" and "申请公开" in words and (
        role.kind in VAGUE and _NO_REQUEST.fullmatch(words)
    ):  # fmt: skip
        return words, _ON_REQUEST_ROLE, True
    if listing.whole is not None and items and words[-1:] in _YEAR_OF_ENDS and (
        _YEAR_OF.fullmatch(words)
    ):  # fmt: skip
        role = Role("part", label=words)
    if topic == "training" and role.kind in VAGUE and c.unit in _PEOPLE and (
        (_ATTENDED.match(clean, c.end) and _WHO.fullmatch(words))
        or (not words and _COVERED.search(around.lead(c.start)))
    ):  # fmt: skip
        role = role_of("参训")
    if words.endswith("）") and role.kind in VAGUE and (opened := words.rfind("（")) > 3:
        # A long gloss between the thing and its number says what is left out of it.
        plain = role_of(words[:opened], topic)
        if plain.kind == "count":
            words, role = words[:opened], plain
    if (
        (role.units == "money" and items)
        or (role.units == "issues" and c.unit in ("条", "篇"))
        or (role.kind in ("count", "total") and is_item(words, c, listing, clean))
    ):
        # Items on fees are no fees; what names nothing but a class is one.
        role = _LABEL
    if role.kind in VAGUE:
        inverted = turned(clean, c, words)
        if inverted and not (listing.open and role.kind == "label" and label_of(words)):
            other = role_of(inverted, topic)
            if other.kind in ("count", "cases", "total"):
                return inverted, other, detached
    return words, role, detached


def _with_clause_before(clean: str, c: Count, words: str, stop: int, last: int) -> str:
    """Return the words that a detached number belongs to, where they are no other number's."""
    at = c.begin - 1
    while at > stop and clean[at - 1] in "：，（":
        at -= 1
    begin = max(max(clean.rfind(m, stop, at) for m in "，；（：") + 1, stop)
    before = clean[begin:at]
    if clean[c.begin - 1] not in "，：（" or not before or begin < last or _DENIES.search(before):
        return words
    if "（" in words or before.endswith("）"):
        begin = max(clean.rfind("，", stop, at), clean.rfind("；", stop, at), stop - 1) + 1
        before = clean[begin:at]
    return before + words
