"""Channels: where items appeared, told by the words around a number that do not say it themselves."""

from __future__ import annotations

import re

from toolkit.prose.period import channel_of, several_channels
from toolkit.prose.roles import WORDS

#: Where words end that have a number of their own: what they name is counted already.
_COUNTED = re.compile(r"\d[余多万]*(?:条次|条|件|篇|份)(?:（次）)?[^，。；、]{0,2}(?=[，；、]|$)")
_WHOSE = re.compile(f"{WORDS['whole_county']}|{WORDS['agency']}")
_PLATFORM = re.compile("(?:信息|政务)公开(?:统一|工作|专用)?平台$")
#: How something was published: 通过报刊, 在…平台.
_WAY = re.compile(
    r"(?:并|还|另外?|同时|此外|，|全年|本年度?|20\d\d年度?|我[县市区局委办镇乡]|我街道|全[县市区]|共|累计)*(?:通过|利用|依托|借助|在)(?=.{2})"
)
_PUBLISHED = r"[^，。；、\d]{2,24}(?:公开|发布|推送|更新)[^，。；、\d]{0,8}"
_BY_WAY = re.compile(rf"[，；](?:并|还|另外?|同时|此外)*(?:通过|利用|依托|借助|在){_PUBLISHED}\d")
_BY_WAY_BEFORE = re.compile(
    rf"(?:通过|利用|依托|借助|在){_PUBLISHED}\d+(?:余|多)?(?:条|件|篇|份)[，；]"
)
_OTHER_PLATFORM = re.compile(
    "(?:办公|工作|内部|服务|手机|移动|村务|基层)[^，。；]{0,4}(?:平台|系统)上?$"
)
#: Other ways of publishing that follow with numbers of their own.
_MORE = re.compile(
    r"[^。]{0,60}?(?:微博|微信|公众号|公报|新媒体|客户端|其[他它](?:方式|渠道))[^，。；、\d]{0,8}\d+(?:条|件|篇)"
)


def named_before(clean: str, start: int, at: int) -> tuple[str, str]:
    """Return the clauses before ``at`` that may name the channel of its number, and those counted already.

    "“青塘发布”微信公众号发挥作用，全年共推送信息236条" names it a clause before.
    """
    before = clean[max(start, at - 40) : at].rstrip("，")
    last = max((m.end() for m in _COUNTED.finditer(before)), default=0)
    return before[last:], before[:last]


def shared(subject: str, lead: str, rest: str, sites: bool) -> bool:
    """Whether several channels have one number, or a platform that is no site, beside one channel's own.

    "通过网站公开信息51条，通过报刊、电视、微信等形式公开信息263条": neither number is that of all.

    Parameters
    ----------
    subject : str
        The words before the verb.
    lead, rest : str
        The sentence before and behind the number.
    sites : bool
        Whether the number of one site is known already.
    """
    way = _WAY.match(subject)
    if way is None:
        return False
    if several_channels(subject):
        return bool(_BY_WAY_BEFORE.search(lead) or _BY_WAY.match(rest))
    return sites and channel_of(subject) is None and bool(_OTHER_PLATFORM.search(subject))


def is_platform(subject: str) -> bool:
    """Whether words end in the name of a platform of disclosure, which is a site."""
    return subject.endswith("平台") and bool(_PLATFORM.search(subject))


def more_follow(rest: str) -> bool:
    """Whether a number of one channel is followed by those of others: a row of channels."""
    return bool(_MORE.match(rest))


def counted_before(clean: str, at: int) -> str:
    """Return the subject of "微博29个，共发布信息…": named in the clause before, with its own count."""
    if at < 3 or clean[at - 2] not in "个家":
        return ""
    begin = max(clean.rfind(c, 0, at - 1) for c in "，。；：") + 1
    counted = re.match(r"(?:其中)?(?P<what>[^\d]+)\d+(?:个|家)$", clean[begin : at - 1])
    return _WHOSE.sub("", counted["what"]) if counted else ""
