"""Subject: whom or what the words before the verb of a total name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from toolkit.prose.context import Context
from toolkit.prose.labels import BODIES, COLUMNS, named_in
from toolkit.prose.period import WHOLE_COUNTY, WHOSE, channel_of, scope_of
from toolkit.prose.roles import KEPT

_SITE_END = ("网站专栏", "网站栏目", "门户网站", "政府网站", "网站", "官网", "平台", "网")
#: A name that may stand before the verb: of a place or its government.
_PLACE_END = (
    "管理委员会",
    "县", "区", "市", "旗", "州", "省", "管委会", "人民政府", "政府", "系统", "镇", "乡", "街道",
)  # fmt: skip
_OFFICE = re.compile(r"局|委员会|办公室|公司|中心|学校|医院")
_BODY_END = re.compile(r"(?:镇|乡|街道|街道办事处|局|委员会|办公室|中心|站|所)$")
#: A body with the name of its place, as reports name themselves: 云岭县财政局.
_FULL_NAME = re.compile(
    r"(?![县市区旗州省镇乡各全我本原])[\u4e00-\u9fff]{2,6}(?:[县区旗州]|(?<!城)市)[\u4e00-\u9fff]{2,14}(?:局|委员会|办公室)"
)
_TOWNSHIP_END = ("镇", "乡", "街道", "街道办事处")
_TITLE_BEFORE = 40
_TITLE = re.compile(rf"[^\n]{{0,{_TITLE_BEFORE}}}信息公开[^\n]{{0,12}}(?:报告|年报)")
_TOP = 3000
_SENT_UP = re.compile("报送|上报|采用|刊发|全文电子化")
#: The report's own government, alone or with its office.
_OWN_GOVERNMENT = re.compile(
    r"(?:[^，。；]{0,12}?年度?，?)?[^，。；]{0,6}?[县区市州旗盟](?:人民)?政府(?:[及和、](?:其|政府)?办公?室?|办公室|办)?(?:共|累计|共计)*"
)
_ALL_WAYS = re.compile(
    "等(?:多种|多个|各类|各种)?(?:形式|渠道|方式|平台|载体|途径|媒介)?(?:共|累计)*$|各级[^，。；]{0,8}平台$"
)
#: Whoever uses them stands before.
_USES = re.compile("通过|利用|依托|借助|运用|充分|在")
#: Bodies of every kind, counted: "全县34个部门、19个乡镇共".
_COUNTED = re.compile(
    r"(?P<who>[全我][县区市州旗镇乡局])[^，。；：\d有]{0,6}\d+[个家](?:[^，。；：\d]{0,10}(?:单位|机关|主体)"
    r"|[^，。；：\d]{0,8}部门[^，。；：\d]{0,4}\d+[个家](?:乡镇|镇街|镇|乡|街道)[^，。；：\d]{0,6}"
    r"|(?:乡镇|镇街|镇|乡|街道)[^，。；：\d]{0,4}\d+[个家][^，。；：\d]{0,8}(?:部门|单位))(?:全年|共|累计)*"
)
_BY_OFFICE = re.compile(
    r"(?P<name>[^，。；]*[县区市州旗][^，。；本我]{1,8}(?:局|委员会|中心))(?:通过|利用|依托|借助|运用)"
)
_AN_OFFICE = re.compile(r"[县区市州旗][\u4e00-\u9fff]{1,8}?(?:局|委员会|中心|办公室)")

#: One site or office.
_ONE_PLACE = re.compile("(?:网站?|平台|网页|系统|办公室|办公厅|局|委员会|中心|政府办)[”上中内]*$")
#: A site with those of other bodies.
_SITES = re.compile(
    "网站?(?:以及|及其?|和|与|、)(?:各|所属|下属|部门|乡镇|镇街|县直|市直|区直|子站|子网站)"
)


class Subject(NamedTuple):
    """What the words before the verb of a total say by themselves."""

    channel: str | None
    #: What is left without fillers, and also without those that say whose items they are.
    named: str
    rest: str
    scope: str | None
    #: Whether they name a report's own government, columns, the whole county, bodies inside it, or
    #: that items were sent up.
    own: bool
    columns: bool
    county: bool
    body: bool
    sent_up: bool
    #: Whether they name sites of bodies beside one: more than a portal.
    sites: bool


@lru_cache(maxsize=KEPT)
def subject_of(words: str) -> Subject:
    """Return what the words before a verb say, asked once for the same words."""
    rest = named_in(WHOSE.sub("", words))
    if _ALL_WAYS.search(words):
        # "县教育局通过网站等渠道": what is used tells nothing, who uses it does.
        rest = named_in(WHOSE.sub("", _USES.split(words)[0])) if _USES.search(words) else ""
    return Subject(
        channel_of(words), named_in(words), rest, scope_of(words),
        bool(_OWN_GOVERNMENT.fullmatch(words)), bool(COLUMNS.search(words)),
        bool(WHOLE_COUNTY.search(words)), bool(BODIES.search(words)), bool(_SENT_UP.search(words)),
        "网" in words and bool(_SITES.search(words)),
    )  # fmt: skip


def whose_total(said: Subject, before: str | None) -> str | None:
    """Return whose a total is, by its own words or those ``before`` them.

    What is said of the whole county before is not said of one site or office.
    """
    if said.sites and said.scope == "portal":
        return None
    if said.scope is None and before == "whole_county" and _ONE_PLACE.search(said.named):
        return None
    return said.scope or before


def of_another(rest: str, scope: str | None, own: bool) -> bool:
    """Whether the name before the verb is neither the report's own nor that of its portal."""
    if not rest or own or (len(rest) < 30 and rest.endswith(_SITE_END)):
        return False
    office = scope in (None, "whole_county") and _OFFICE.search(rest)
    return bool(office) or (scope is None and not rest.endswith(_PLACE_END))


def is_own(name: str, context: Context) -> bool:
    """Whether a name is that of the report's own body: its title names it, or no title is there."""
    if not _BODY_END.search(name):
        return False
    if context.titles is None:
        context.titles = _titles(context.text[:_TOP])
    if context.titles:
        return any(name in t for t in context.titles)
    # A text without its title: who is named with their place speaks of themselves, and so does the
    # only office of a text that speaks of no county and comes to speak of requests too.
    if name.endswith(_TOWNSHIP_END) or _FULL_NAME.fullmatch(name):
        return True
    text = context.text
    return (
        "申请" in text
        and not WHOLE_COUNTY.search(text)
        and all(name.endswith(one) or one.endswith(name) for one in _AN_OFFICE.findall(text))
    )


def _titles(top: str) -> list[str]:
    """Return what may be titles of the report; each begins so far before these words at most."""
    out: list[str] = []
    for text in top.split("\n"):
        said = text.find("信息公开")
        if said >= 0 and ("报告" in text or "年报" in text):
            out += _TITLE.findall(text, max(0, said - _TITLE_BEFORE))
    return out


def by_office(subject: str, context: Context) -> bool:
    """Whether one office that is not the report's own uses the channel that the words name."""
    if "局" not in subject and "委" not in subject and "中心" not in subject:
        return False
    found = _BY_OFFICE.match(subject)
    return found is not None and not is_own(named_in(found["name"]), context)


def counted_bodies(lead: str) -> str | None:
    """Return whose all the bodies are that stand, counted, at the end of ``lead``; None for a part.

    Examples
    --------
    >>> counted_bodies("2012年，全县34个部门、19个乡镇共"), counted_bodies("全县19个乡镇共")
    ('全县', None)
    """
    found = _COUNTED.search(lead)
    return found["who"] if found and found.end() == len(lead) else None
