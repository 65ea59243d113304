"""The wording of proactive disclosure: patterns and the small questions asked of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit.codebook import category_of
from toolkit.prose.text import MASK, NUMBER, one_of, phrases

WORDS = phrases()
#: Reports share their labels: what so many of them mean is kept.
LABELS = 4096
UNIT = rf"(?P<unit>{one_of(WORDS['item_units'])})"
PART_UNIT = rf"(?P<unit>{one_of([*WORDS['item_units'], *WORDS['part_units']])})"
LINK = (
    r"(?:（[^（）\d，。；]{1,12}）)?"
    r"(?:的?(?:数量|总数|总量|数|量))?(?:，(?=共计|合计|总计))?"
    r"(?:共计|共有|共|合计|总计|为|达到|有|计|：)*"
)
CORE = re.compile(
    rf"(?P<verb>{one_of(WORDS['publish'])})(?:了|的)?(?P<object>{WORDS['objects']}){LINK}{NUMBER}{UNIT}"
    rf"(?!（?[^，。；]{{0,2}}(?:建议|留言))"
)
# The total after its parts: "…1887条，…514条，总计2401条".
SUM_AFTER = re.compile(
    rf"[，；](?:总计|合计|共计|总共)(?:公开|发布)?(?:政府)?(?:信息)?{NUMBER}{UNIT}(?=[，。；]|$)"
)
# The number before the noun: "主动公开2768条政府信息".
CORE_BEFORE = re.compile(
    rf"(?P<verb>{one_of(WORDS['publish'])})了?(?:共计|共)?{NUMBER}{UNIT}(?P<object>(?:各类)?(?:政府|政务)?信息)(?=[，。；（]|$)"
)
NOT_PUBLISHED = re.compile(r"(?:依申请|不予|免予|未|不|申请|应|同意|部分|否决|予以)$")
PRODUCED = re.compile(
    rf"(?:制作|获取|产生|生成|形成)(?:、(?:制作|获取|保存))?(?:各类|公文类)*(?:政府|政务)信息{LINK}{NUMBER}{UNIT}"
)
# "由2013年的560条增加到2014年的1206条": the year before first.
GREW = re.compile(
    r"(?:信息(?:公开|发布)[数量]|(?:公开|发布)(?:政府|政务)?信息(?:数量|总数|总量|数|量))[^，。；\d]{0,8}(?:由|从)\d{4}年度?的?"
    rf"[\d.,万余多]+(?:条|件|篇|份)[^，。；\d]{{0,3}}(?:到|至)了?(?P<year>\d{{4}})年度?的?{NUMBER}{UNIT}"
)
IN_WHICH = re.compile(
    rf"(?P<place>[^，。；]{{0,30}}?)(?:主动公开|公开|发布)的{NUMBER}{UNIT}(?:政府|政务)?信息(?:中|里)[，：]?"
)
# What these two cannot do without, asked first: alone they try every character of every line.
PUBLISHED_NUMBER = re.compile(r"(?:公开|发布)(?:的|数?了?)(?:大约|约|近|超过|超|逾|达)?\d")
# A channel without the noun: "通过政务微博公开610条"; only beside a total.
BY_CHANNEL = re.compile(
    rf"(?:通过|利用|依托|在|(?<=[，；：]))(?P<place>[^，。；：、\d（）]{{2,16}}?)(?:主动)?(?:公开|发布)数?了?{NUMBER}{UNIT}(?=[，。；、（）]|$)"
)
BY_KIND = re.compile(
    r"(?:类别|分类)(?:情况|统计)?(?:主要)?(?:有|为|如下|包括|看|是)*[：，]|^(?:（.{1,2}）|\d[.、])?(?:主动)?公开(?:的)?(?:信息)?类别(?:情况)?。|按(?:信息|公开)?(?:类别|内容|渠道|方式|形式)(?:划?分|看|统计)?[，：]"
    r"|在(?:所有|全部)?(?:主动公开|公开|发布)的(?:政府|政务)?信息(?:中|里)[，：]?"
)
AFTER_TOTAL = re.compile(
    r"[，；。：]?其中[，：]?|[，；。](?:具体|占比|分类|类别|分布)?(?:情况)?(?:如下|为|(?:主要)?包括|分别为|主要有|主要为)：|（(?:其中[，：]?)?|[，；：。]"
)
# What may stand between a total and its list: changes on the year before, rates.
BETWEEN = re.compile(
    r"(?:[，（；](?:其中)?(?:同比|环比|[比较与同](?:上一?年|去年|20\d\d年)|增长|增加|减少|下降|增幅|降幅|全文电子化|主动公开率)[^，。；）]*）?)*"
)
# A part of a cumulative total that is the year's: "其中2013年公开3120条".
OF_THE_YEAR = re.compile(
    rf"^(?:其中)?[，：]?(?:(?P<year>\d{{4}})年度?|本年度?|当年|今年)?(?P<new>新增)?(?:主动)?(?:公开|发布)?(?:政府|政务)?(?:信息)?(?:共|为)*{NUMBER}{UNIT}$"
)
SHARE = re.compile(
    r"[，（]?(?:约)?占(?:[^，。；%\d]{0,14}?)(?:的|为|：)?(?:比例|比重)?(?:约|为|达)?(?P<p>\d+(?:\.\d+)?)%"
)
ITEM = re.compile(
    rf"^(?:\d{{1,2}}[.、]|（\d{{1,2}}）)?(?:其中|包括|含|主要为|主要有|分别为|有)?[，：]?(?P<label>[^\d，。；：{MASK}%]{{2,45}}?)"
    rf"(?:共计|共有|共|合计|为|达|有|计|：)*{NUMBER}{PART_UNIT}(?P<tail>（[^（）]*）?|占[^，。；]*%)?$"
)
ALL_ZERO = re.compile(r"^(?P<labels>[^\d，。；]{2,80}?)均为0(?P<unit>条|件|篇)?$")
NOT_A_CLASS = re.compile(
    r"收到|受理|申请(?!公开)|同比|增长|增加|减少|访问|点击|关注|粉丝|留言|办结|答复|回复|投诉|咨询|培训|会议纪要|印发|参加|开展|组织|召开|举办"
)
ON_REQUEST = re.compile(
    r"^(?:作为|属于|属性为)?依申请公开(?:的)?(?P<noun>(?:政府)?信息)?(?:数|总数)?$"
)
NOT_OPEN = re.compile(
    r"^(?:作为|属于|属性为)?(?:不予公开|免予公开|不公开)(?:的)?(?P<noun>(?:政府)?信息)?(?:数|总数)?$"
)
FILLER = re.compile(
    r"(?:历年|(?:自|从)[^，。；]{0,24}?(?:以来|起)|截[至止]到?|□+|(?:19|20)\d{2}年?度?(?:底|末)?|全年|本年度?|年内|今年以?来|一年来|以来|当年|新增|实际|累计|共计|总共|共|"
    r"及时|积极|主动|依法|已|均|目前|通过|利用|依托|在|于|的|其中|并|还|各类|按照|要求|规定|中国|“|”|·|首页|"
    r"信息公开(?:专栏|平台|目录|单位)|政务公开(?:专栏|平台)|政府信息公开|等(?:渠道|平台|方式|载体)|上|向社会|对外|、|和|及|：)+"
)
FILLER_END = re.compile(FILLER.pattern + "$")
BODY_END = re.compile(r"(?:县|区|市|旗|州|实验区|开发区|高新区|管委会|人民政府|政府)$")


#: What patterns cannot do without: asked first, since a search for a word costs next to nothing.
_MAKES = ("制作", "获取", "产生", "生成", "形成")
_ADDS = ("总计", "合计", "共计", "总共")


def cores(clean: str) -> list[tuple[int, re.Match[str]]]:
    """Return what may state a total, a channel or a sum, from left to right, the longest first."""
    patterns = [CORE, CORE_BEFORE]
    if "由" in clean or "从" in clean:
        patterns.append(GREW)
    if any(w in clean for w in _MAKES):
        patterns.append(PRODUCED)
    if PUBLISHED_NUMBER.search(clean):
        patterns += [IN_WHICH, BY_CHANNEL]
    if any(w in clean for w in _ADDS):
        patterns.append(SUM_AFTER)
    found = [(m.start(), m) for pattern in patterns for m in pattern.finditer(clean)]
    return sorted(found, key=lambda pair: (pair[0], -pair[1].end()))


@lru_cache(maxsize=LABELS)
def named_in(subject: str) -> str:
    """Return ``subject`` without lead-ins and fillers: what is left names somebody or something."""
    at = FILLER.match(subject)
    bare = subject[at.end() :] if at else subject
    return FILLER_END.sub("", bare)


def clause_start(clean: str, at: int, marks: str = "，；。：（）") -> int:
    """Return where the clause that holds ``at`` begins."""
    return max((clean.rfind(c, 0, at) for c in marks), default=-1) + 1


@lru_cache(maxsize=LABELS)
def channel_of(words: str) -> str | None:
    """Return the one channel that ``words`` name, None for none or several."""
    if re.search(WORDS["whole_county"], words) and not re.search("微博|微信|新媒体|公报", words):
        return None
    found = [k for k, p in WORDS["channels"].items() if re.search(p, words)]
    return found[0] if len(found) == 1 else None


def counted_before(clean: str, at: int) -> str:
    """Return the subject of "微博29个，共发布信息…": named in the clause before, with its own count."""
    before = clean[clause_start(clean, at - 1) : max(at - 1, 0)]
    counted = re.match(r"(?:其中)?(?P<what>[^\d]+)\d+(?:个|家)$", before)
    return counted["what"] if counted else ""


@lru_cache(maxsize=LABELS)
def bare_label(label: str) -> str:
    """Return a label without what belongs to the sentence: 其中, 数, and a verb that follows it."""
    label = re.sub(r"^(?:其中|包括|主要为|主要有|分别为|有|公开|发布|主动公开)(?=.)", "", label)
    label = re.sub(r"（含[^（）]*）$", "", label)
    bare = re.sub(r"(?:数量|总数|数)$", "", label)
    shorter = re.sub(r"(?:主动)?(?:公开|发布)$", "", bare)
    return shorter if len(shorter) >= 2 and category_of(shorter) else bare


@lru_cache(maxsize=LABELS)
def body_of(label: str) -> str | None:
    """Return the body that a label of a list names, without the verb; None where it names a class."""
    bare = re.sub(r"(?:共|已)?(?:主动)?(?:公开|发布)(?:信息)?$", "", label)
    bare = re.sub(r"^(?:以及|和|及)", "", bare)
    if re.fullmatch(WORDS["bodies"], bare):
        return bare
    end = WORDS["body_end"] if bare != label else "(?:局|委|委员会|镇|乡|街道)"
    if re.search(f"{end}$", bare) and category_of(bare) is None:
        return bare
    return None


def clauses(clean: str, start: int, closing: str | None) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of the clauses of a list, up to its full stop or closing bracket."""
    at = start
    depth = 0
    for i in range(start, len(clean) + 1):
        c = clean[i : i + 1]
        if c == "（":
            depth += 1
        if c == "）" and depth:
            depth -= 1
            continue
        split = c in ("，", "；", "。", "", "\n") or (closing and c == closing)
        counted = c == "、" and re.search(
            r"\d(?:余|多)?(?:条|件|篇|份|个)(?:（[^（）]*）|占[^，。；]*%)?$", clean[at:i]
        )
        if depth == 0 and (split or counted):
            if i > at:
                yield at, i
            at = i + 1
            if c in ("。", "", "\n") or (closing and c == closing):
                return
