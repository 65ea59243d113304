"""Roles: what the words before a number say is counted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from toolkit.prose.text import MASK, one_of, phrases

#: Reports share their words: what so many of them mean is kept.
KEPT = 8192
WORDS = phrases()
UNITS = {name: frozenset(units) for name, units in WORDS["units"].items()}
#: What may stand between the thing and its number.
TAIL = (
    r"(?:（[^（）]{1,12}）|的|申请)*(?:数量|总次数|次数|总数|总量|数目|条数|数|量)?(?:（[条件篇份次人]{1,2}）)?"
    r"(?:历年来?(?=累|共|总|合)|一?共计|共有|总共|共|合计|总计|累计|分别为|均为|实现|为|达到|达|了|有|是|(?<!统)计|：|“|”|大约|约|近|超过|突破|超|逾|上|各|第|-|－)*"
)
#: 公开栏 is a board, not a verb.
_VERB = f"(?:{one_of(WORDS['publish'])})(?!栏)"
_TOTAL = re.compile(
    rf"(?P<subject>.*?)(?:(?P<verb>{_VERB}|主动{MASK}+)(?:了|的)?(?P<object>{WORDS['objects']})"
    rf"|(?P<noun>(?<!目录)(?<!概况)(?<!动态)(?:政府|政务)?信息(?:公开|发布|更新)(?=数|量|总)))(?:{TAIL})$"
)
#: "通过政务微博公开610条": the verb without a noun.
_PART = re.compile(rf"(?P<subject>.+?)(?P<verb>(?:主动)?(?:{_VERB}))(?:了|的)?{TAIL}$")
_LABELLED = re.compile(
    rf"(?P<subject>.*?)(?P<verb>(?:主动)?(?:{_VERB}))(?!专栏|栏|目录中|平台|系统)了?(?P<label>[^，。；：]{{2,30}}?){TAIL}$"
)
#: The contents named before the word for them: "公开政府文件、领导动态等政府信息23417条".
_CONTENTS = re.compile(
    rf"(?P<subject>.*?)(?P<verb>{_VERB})(?!栏|平台|目录)了?[^，。；]{{2,60}}?等[^，。；、]{{0,10}}?(?:信息|内容|资讯){TAIL}$"
)
#: What media publish: "抖音号发布视频418条".
_POSTS = re.compile(
    rf"(?P<subject>(?!.*融媒体中心).+?)(?:共)?(?P<verb>{_VERB})了?(?:原创)?(?:短?视频|稿件|文章|推文|作品|图文|微博|消息){TAIL}$"
)
_PRODUCED = re.compile(
    rf"(?:制作|获取|产生|生成|形成)(?:[、和](?:制作|获取|保存))?(?:各类|公文类|的)*(?:政府|政务)信息{TAIL}$"
)
_FILLER = re.compile(rf"(?:其中|全年|总数|总量|，)*{TAIL}$")
_QUOTES = str.maketrans("", "", "“”‘’\"'")
_CASES = re.compile(
    r"(?P<kinds>(?<!经)(?<!经行政)(?:行政)?(?:复议|诉讼|申诉)(?:(?:、|和|及|与|或|以及)?(?:被)?(?:提起)?(?:行政)?(?:复议|诉讼|申诉))*)"
    rf"(?:案件|申请|案|的|情况|答复|应诉)*均?{TAIL}$"
)


#: How a case ended: "驳回复议申请1件" is a result.
_ENDED_SO = re.compile("(?:驳回|撤回|维持|撤销|终止|不予受理)[^，。；]{0,4}$")


class Role(NamedTuple):
    """What is counted: a kind, the id of an indicator where the words name one, and a label.

    ``kind`` is ``count`` (a declared indicator), ``cases``, ``total``, ``part`` (a verb without its
    noun), ``produced``, ``filler`` (words without a meaning of their own) or ``label``.
    """

    kind: str
    indicator: str = ""
    label: str = ""
    topic: str = ""
    needs: tuple[str, ...] = ()
    units: str = ""
    each: bool = False
    more: str = ""
    near: str = ""


class _Rule(NamedTuple):
    any: tuple[str, ...]
    pattern: re.Pattern[str]
    role: Role
    without: re.Pattern[str] | None
    words: str


def _rules() -> list[_Rule]:
    out = []
    for entry in WORDS["counts"]:
        out.append(
            _Rule(
                tuple(entry["any"]),
                re.compile(rf"(?:{entry['words']})(?:{TAIL})$"),
                Role(
                    "count", entry["id"], topic=entry.get("topic") or "".join(entry.get("needs", ())),
                    needs=tuple(entry.get("needs", ())), units=entry["units"],
                    near=entry.get("near", ""),
                ),
                re.compile(entry["not"]) if "not" in entry else None,
                entry.get("needs_words", ""),
            )
        )  # fmt: skip
    return out


_RULES = _rules()
_OUTCOMES = {
    era: [
        (id_, re.compile(rf"(?P<label>{words})类?(?:的?(?:答复|申请))?(?:{TAIL})$"))
        for id_, words in outcomes.items()
    ]
    for era, outcomes in WORDS["outcomes"].items()
}
_RESULTS = [
    (id_, re.compile(rf"(?:{words})(?:{TAIL})$")) for id_, words in WORDS["results"].items()
]
_KINDS = (("复议", "reconsideration"), ("诉讼", "litigation"), ("申诉", "higher_appeals"))


def role_of(words: str, topic: str = "") -> Role:
    """Return what words that end straight before a number say is counted, in a sentence on ``topic``.

    Parameters
    ----------
    words : str
        The words of the clause before a number, cleaned.

    Examples
    --------
    >>> role_of("2012年全县共主动公开政府信息").kind, role_of("举办新闻发布会").indicator
    ('total', 'responses_press_conferences')
    """
    roles = roles_of(words)
    if len(roles) > 1:
        for role in roles:
            if not role.needs or topic in role.needs:
                return role
    return roles[-1]


@lru_cache(maxsize=KEPT)
def roles_of(words: str) -> tuple[Role, ...]:
    """Return every role that the words may have: the last one needs no topic."""
    plain = words.translate(_QUOTES)
    if _FILLER.fullmatch(plain):
        return (Role("filler"),)
    roles: list[Role] = []
    for rule in _RULES:
        for sign in rule.any:
            if sign in plain:
                found = rule.pattern.search(plain)
                if found and not (rule.without and rule.without.search(plain)):
                    label = found.groupdict().get("label") or ""
                    more = found.groupdict().get("about") or ""
                    role = rule.role._replace(label=label, more=more, each=plain.endswith("各"))
                    roles.append(role)
                    if not role.needs:
                        return tuple(roles)
                break
    return (*roles, _other_role(plain))


def _other_role(plain: str) -> Role:
    """Return the role of words that no declared indicator claims."""
    if "复议" in plain or "诉讼" in plain or "申诉" in plain:
        found = _CASES.search(plain)
        if found and not _ENDED_SO.search(plain, 0, found.start("kinds")):
            kinds = [id_ for word, id_ in _KINDS if word in found["kinds"]]
            each = bool(re.search("各|均", plain[found.end("kinds") :]))
            return Role("cases", ",".join(kinds), topic="appeals", units="cases", each=each)
    if "信息" in plain or "资讯" in plain or "内容" in plain:
        if _PRODUCED.search(plain):
            return Role("produced", "information_produced_total")
        found = _TOTAL.match(plain)
        if found:
            return Role(
                "total", "disclosed_total", label=found["subject"], more=found["verb"] or ""
            )
        found = _CONTENTS.match(plain)
        if found:
            return Role("total", "disclosed_total", label=found["subject"], more=found["verb"])
    found = _PART.match(plain) or _POSTS.match(plain)
    if found:
        return Role("part", label=found["subject"], more=found["verb"])
    return Role("label")


@lru_cache(maxsize=KEPT)
def outcome_of(words: str, era: str) -> tuple[str, str] | None:
    """Return the outcome of a request that words name before a number, with its printed label."""
    plain = words.translate(_QUOTES)
    for id_, pattern in _OUTCOMES[era]:
        found = pattern.search(plain)
        if found:
            return id_, found["label"]
    return None


@lru_cache(maxsize=KEPT)
def result_of(words: str) -> str | None:
    """Return the result of a review or lawsuit that words name before a number."""
    return next((id_ for id_, pattern in _RESULTS if pattern.search(words)), None)


@lru_cache(maxsize=KEPT)
def labelled(words: str) -> tuple[str, str] | None:
    """Return subject and label of words such as "县政府网站更新工作动态类信息", a verb between them."""
    found = _LABELLED.match(words)
    if found is None or (
        found["verb"] == "公开" and found["subject"].endswith(("信息", "政务", "财务", "村务"))
    ):
        # "信息公开年报1条": no verb, but a part of the name.
        return None
    return found["subject"], found["label"]
