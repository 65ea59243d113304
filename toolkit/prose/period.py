"""Period and scope: of which year, since when and of whom a sentence speaks before a number."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.prose.text import last_part, phrases

_WORDS = phrases()
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?|全年|-度?|$)")
#: A year that another figure beside belongs to: "较2016年", "2021年为64件".
_COMPARED = re.compile(
    r"[较比与同由从]20\d{2}年?度?|20\d{2}年度?(?:的|为|是)?\d[\d.,]*[万余多]*(?:条|件|宗|起|份)"
    # What is carried over is so from the year before, what is carried forward to the year after.
    r"|20\d{2}年度?(?=结转|转入|遗留)|(?:结转|转|顺延)(?:至|到|入)?20\d{2}年度?"
)
_AS_OF = re.compile(
    r"(?:截[至止]到?|(?<![\u4e00-\u9fff\d])至)(?:目前|(?:20\d{2})?年?[^，。；]{0,8}?(?:底|末|\d月|\d日))|(?:20\d{2})年底"
)
_SINCE = re.compile(
    r"历年|(?:自|从)[^，。；]{0,24}?(?:以来|至今|起)|(?:实施|施行|颁布)以来(?![^。；]*(?:20\d\d年|全年|本年))|开展[^，。；]{0,14}以来|有史以来"
    r"|目前(?![^。；]*(?:今年|本年|全年))[^。；]{0,30}(?:总计|累计)"
)
#: "from 2008 to 2013": more than one year, so never the figure of one.
_YEARS = re.compile(
    r"((?:19|20)\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；\d]{0,4}?(?:至|到|—+|-+)((?:19|20)\d{2})年"
)
#: A part of the year: its figure is not the year's.
_PART_OF_YEAR = re.compile(
    r"上半年|下半年|[一二三四1-4前]个?季度|前[\d一二三四五六七八九十]+个月|每[年月季周日]|[月日周年]均"
    r"|(?<!\d)1月?(?:至|到|—|-)(?:[1-9]|1[01])月"
)
_THIS_YEAR = re.compile(
    r"全年|全-|本年度?|年内|今年以?来|一年来|当年|\d{4}年度?(?!底|末)|新增|\d{4}全年|(?<!\d)20\d{2}(?:共|-)"
    r"|[二一][〇零九][〇零一二三四五六七八九]{2}年"
)
_CLAUSE_END = re.compile(r"[。；）]|\d(?:条|件|篇|份)，|全年")
_COUNT_END = re.compile(r"\d(?:余|多)?(?:条|件|篇|份)")
_REQUEST_END = re.compile(r"\d(?:余|多)?(?:件|宗|起|份|条)")
_BEGINNING = re.compile(r"(?:自|从)[^，。；]{0,24}?(?:以来|至今|起)")
_YEAR_BEFORE = re.compile(
    r"[上去](?<!转[上去])(?:(?<=上)一?年度?|(?<=去)年)(?!度?(?:结转|转结|转办|转入|转来|遗留))[^，。；]{0,12}$"
)
_OWN_PORTAL = re.compile(r"[我本][县区市旗州局委办院厅镇乡](?:人民)?(?:政府)?(?:门户)?网站")
WHOLE_COUNTY = re.compile(_WORDS["whole_county"])
_AGENCY = re.compile(_WORDS["agency"])
WHOSE = re.compile(f"{_WORDS['whole_county']}|{_WORDS['agency']}")
_COUNTY_WORDS = frozenset(_WORDS["whole_county"].split("|"))
_ANY_YEAR = re.compile(r"[12](?<![0-9][12])[09][0-9]{2}(?![0-9])")
_SINCE_ANY = re.compile(
    r"累计|总计|历年|以来|至今|有史|目前|截[至止]|至20|年底|起|20\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；\d]{0,4}(?:至|到|—|-)"
)
_POSTED = frozenset(("weibo", "wechat", "new_media"))
_OTHER_WAYS = re.compile("等(?:多种|其[他它])?(?:形式|方式|途径|渠道)(?:公开|发布)?$")
_CHANNELS = [(channel, re.compile(p)) for channel, p in _WORDS["channels"].items()]


def other_year(lead: str, year: int | None, times: bool, years_differ: bool) -> bool:
    """Return whether the words before a figure place it in another year than the report's.

    ``times`` says whether the sentence names parts of a year or the year before, ``years_differ``
    whether it names years by number that are not the report's: without them less is asked.
    """
    if times and _PART_OF_YEAR.search(lead) and (
        _PART_OF_YEAR.search(_CLAUSE_END.split(lead)[-1])
    ):  # fmt: skip
        return True
    if not years_differ and "上年" not in lead and "去年" not in lead and "上一年" not in lead:
        return False
    # "since 2008" and "from 2008 to 2013" name where a cumulative figure begins, not its year.
    if "自" in lead or "从" in lead:
        lead = _BEGINNING.sub("", lead)
    years = _YEAR.findall(_COMPARED.sub("", lead))
    if not years and _YEAR_BEFORE.search(lead):
        return True
    return bool(year and years and int(years[-1]) != year)


def period_of(lead: str, wider: str) -> tuple[bool | None, bool]:
    """Decide year against cumulative from the words before a figure.

    Parameters
    ----------
    lead : str
        The words of the same sentence before the figure.
    wider : str
        The words of the paragraph before it, asked only where ``lead`` names no time at all.

    Returns
    -------
    cumulative : bool or None
        True since the beginning, False of the year, None where the words do not say.
    unclear : bool
        True where "as of" a day stands without a word that says which of the two is meant.
    """
    # The words since the figure before speak first: "累计…2739条，其中2014年新增…".
    nearest = _COUNT_END.split(lead)[-1]
    for words in (nearest, lead, wider) if nearest != lead else (lead, wider):
        if not words:
            continue
        span = _YEARS.search(words)
        if _SINCE.search(words) or (span and span[1] != span[2]):
            return True, False
        as_of = _AS_OF.search(words)
        if as_of:
            rest = words[: as_of.start()] + words[as_of.end() :]
            if re.search(r"累计|总计", rest) and not re.search(r"\d{4}年度?|全年|本年", rest):
                return True, False
            if re.search(r"新增|全年|本年度|年内|今年以?来|\d{4}年度?(?!底|末|\d)", rest):
                return False, False
            return None, True
        if _THIS_YEAR.search(words):
            return False, False
    # An annual report speaks of its year; "累计" alone may be either.
    return (None if "累计" in lead or "总计" in lead else False), False


def period_of_requests(lead: str) -> tuple[bool | None, bool]:
    """Decide year against cumulative for requests: the year's where nothing else is said."""
    lead = last_part(lead)
    cumulative, unclear = period_of(_REQUEST_END.split(lead)[-1], lead)
    return (None, True) if unclear else (bool(cumulative), False)


@lru_cache(maxsize=4096)
def channel_of(words: str) -> str | None:
    """Return the one channel that ``words`` name, None for none or several."""
    if WHOLE_COUNTY.search(words) and not re.search(
        "微博|微信|公众号|新媒体|公报|网|公[开示告]栏", words
    ):
        return None
    found = [channel for channel, pattern in _CHANNELS if pattern.search(words)]
    if len(found) > 1 and "融媒体" in words:
        # Who runs an account is not where it stands.
        found = [channel for channel in found if channel != "media"]
    if len(found) > 1 and _POSTED.issuperset(found) and "各" not in words:
        return "new_media"
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def several_channels(words: str) -> bool:
    """Whether ``words`` name more than one channel: one number for them is that of none."""
    found = channels_in(words)
    return len(found) > 1 and not _POSTED.issuperset(found)


def channels_in(words: str) -> set[str]:
    """Return every channel that ``words`` name."""
    return {channel for channel, pattern in _CHANNELS if pattern.search(words)}


def with_other_ways(label: str) -> bool:
    """Whether a channel stands in a row with ways that are none: "公开栏、宣传栏、会议等形式"."""
    if "、" not in label or not _OTHER_WAYS.search(label):
        return False
    return any(channel_of(one) is None for one in _OTHER_WAYS.sub("", label).split("、"))


def mentions(text: str) -> list[tuple[int, str]]:
    """Return where a text speaks of the whole county and where of the agency itself, in order."""
    return [
        (m.start(), "whole_county" if m[0] in _COUNTY_WORDS else "agency")
        for m in WHOSE.finditer(text)
    ]


def years_in(text: str) -> list[int]:
    """Return every year that a text names."""
    # Most sentences name none.
    if "20" not in text and "19" not in text:
        return []
    return [int(year) for year in _ANY_YEAR.findall(text)]


def since_the_beginning(text: str) -> bool:
    """Whether any word of a text may say that a figure is not of the year alone."""
    return bool(_SINCE_ANY.search(text))


@lru_cache(maxsize=4096)
def scope_of(words: str) -> str | None:
    """Return whose items the words before a figure speak of, None where they do not say."""
    # "我区政府网站" is the portal of the district, "全区通过门户网站" the district through its portal.
    if _OWN_PORTAL.search(words):
        return "portal"
    if WHOLE_COUNTY.search(words):
        return "whole_county"
    if _AGENCY.search(words):
        return "agency"
    # One site is the portal; several channels are nobody's in particular.
    if [channel for channel, p in _CHANNELS if p.search(words)] == ["website"]:
        return "portal"
    return None
