"""Labels: what the words of a list name — a class, a channel, a body, or an attribute."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.codebook import category_of, is_listed, kept_as_printed
from toolkit.prose.roles import KEPT, TAIL, WORDS
from toolkit.prose.text import MASK, one_of

#: What may stand before each item of a list that has a line an item.
_BULLETS = "[—–―－·•●◆■▪※★-]"
_LEAD = re.compile(
    rf"^{_BULLETS}*"
    r"(?:\d{1,2}[.、．]|（[\d一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]{1,2}、|[一二三四五六七八九十]是|、|和|及(?!时)|以及|并|另有|另外|此外|同时|[，：])*"
    r"(?:其余(?:均|全部)?[为是])?(?:及时|积极)*(?:(?:本年度|全年|20\d\d年度?)?(?:主动)?公开的(?:信息)?(?=主要|有|包括))?"
    r"(?:其中(?:涉及)?|属于|(?:(?:公开)?(?:内容|类别))?(?:主要)?(?:包括|包含|涵盖|涉及)|主要为|主要有|主要是|分别为|分别是|内有|含|有)?[，：]?"
    r"(?:(?:数量|公开)?(?:较|最)多的(?:有|是|为|(?:依次|分别)(?:为|是))[，：]?)?(?:\d{1,2}(?:大类|类|大))?"
)
#: As TAIL, but a closing quote belongs to the label.
#: and "更新量" too.
_END = re.compile(rf"(?:{TAIL})$".replace("|“|”", "").replace("|数|量)?", "|数)?"))
_INCLUDED = re.compile(r"（含[^（）]*）$")
_LABEL = re.compile(rf"[^\d，。；：{MASK}%]{{2,45}}")
_NOT_A_CLASS = re.compile(
    r"^不公开|^历年|^最|审核发布|相同信息|(?:制作|制发|制定|录入)$|涉及|原创|转发微博|^(?:转发|评论|点赞|互动)$|^(?:今年|当年|本年度?|全年|年内)(?:共|已)?(?:新增|发布|公开|推送|更新)+$|上年|去年|录用|更换|版面|宣传单|发放|印制|张贴|移交|纸质|收到|受理(?!公示)|申请(?!公开)|同比|增长|增加|减少|访问|点击|关注|粉丝|留言|办结|答复|回复|投诉|咨询|培训|会议纪要"
    r"|稿件|电子化|印发|^(?:意见|民意)?征集$|^(?:刊登|刊载|登载|公布|播出|播报|张贴)$|^访谈$|直播|播放|滚动|节目|讲座|(?:制发|编发|编印|出版|发行)$|参加|开展|组织(?!机构)|召开|举办|复议|诉讼|撤销|采用|报送|栏目|专栏|专题|订阅|用户|账号"
)
ON_REQUEST = re.compile(
    r"^(?:作为|属于?|属性为)?依申请公开(?:的)?(?P<noun>(?:政府)?信息|文件|公文)?$"
)
NOT_OPEN = re.compile(
    r"^(?:作为|属于?|属性为)?(?:不予公开|免予公开|不公开)(?:的)?(?P<noun>(?:政府)?信息|文件|公文)?$"
)
_FILLER = re.compile(
    r"(?:历年|(?:自|从)[^，。；]{0,24}?(?:以来|起)|截[至止]到?|□+|(?:19|20)\d{2}年?度?(?:底|末)?|全年|本年度?|年内|今年以?来|一年来|以来|当年|新增|实际|累计|合计|总计|共计|总共|共|"
    r"及时|积极|主动|依法|已|均|目前|通过|利用|依托|在|于|的|其中|并|还|各类|各级|按照|要求|规定|中国|“|”|首页|"
    rf"{_BULLETS}|"
    r"政府信息公开栏目|信息公开(?:专栏|平台|目录|单位)|政务公开(?:专栏|平台)|政府信息公开|等(?:渠道|平台|方式|载体)|上|向社会|对外|、|和|及|：)+"
)
_FILLER_END = re.compile(_FILLER.pattern + "$")
#: Verbs that may be glued to a label, and their first characters.
_VERBS = (
    "主动公开",
    "集中公开",
    "集中发布",
    "及时发布",
    "公开",
    "发布",
    "公示",
    "公布",
    "更新",
    "推送",
)
_VERB_BEGINS = frozenset(verb[0] for verb in _VERBS)
_PLAIN_END = re.compile("(?:信息|类|栏目|专栏|公开)+$")
_VERB_END = re.compile(rf"(?:共|已)?(?:{one_of(WORDS['publish'])})(?:信息)?$")
BODIES = re.compile(WORDS["bodies"])
COLUMNS = re.compile(WORDS["columns"])
_BODY_NAMES = re.compile(
    rf"(?:{WORDS['body_names']})(?:(?:以及|及其|及|和|与|、)(?:{WORDS['body_names']}))*"
)
#: How many classes a label joins: "政策法规和规划计划两类".
_CLASSES = re.compile("(?<=.{4})(?:等)?[两二三四五六](?:大)?类$")
_COLUMNS_OF = re.compile("栏目|专栏|专题")
_BODY_END = re.compile(f"{WORDS['body_end']}$")
_OFFICE_END = re.compile("(?:局|委|委员会|镇|乡|街道)$")


@lru_cache(maxsize=KEPT)
def named_in(subject: str) -> str:
    """Return ``subject`` without lead-ins and fillers: what is left names somebody or something."""
    at = _FILLER.match(subject)
    bare = subject[at.end() :] if at else subject
    return _FILLER_END.sub("", bare)


@lru_cache(maxsize=KEPT)
def label_of(words: str, whole: bool = False) -> str | None:
    """Return the label that words before a number print, None where they cannot be one.

    ``whole`` keeps a verb at its end, as where the other labels of a list end in it too.

    Examples
    --------
    >>> label_of("其中：工作动态类信息共"), label_of("同比增长")
    ('工作动态类信息', None)
    """
    bare = words[_LEAD.match(words).end() :]  # type: ignore[union-attr]
    if bare.endswith("）") and is_listed(bare):
        return bare
    bare = _CLASSES.sub("", _INCLUDED.sub("", _strip(bare)))
    for verb in _VERBS if bare[:1] in _VERB_BEGINS else ():
        # "公开财政信息3条": the verb is the sentence's, unless it is all that the label has.
        if (
            bare.startswith(verb) and category_of(bare[len(verb) :])
            and (category_of(bare) is None or not (verb != "公示" and is_listed(_PLAIN_END.sub("", bare))))
            and not (verb == "公示" and category_of(bare))
        ):  # fmt: skip
            bare = bare[len(verb) :]
    if bare.endswith(("公开", "发布")) and not whole:
        shorter = re.sub("(?:主动)?(?:公开|发布)$", "", bare)
        if len(shorter) >= 2 and category_of(shorter) and not is_listed(bare):
            bare = shorter
    if not _LABEL.fullmatch(bare):
        return None
    denied = _NOT_A_CLASS.search(bare)
    if denied and not (
        # A column that is a class: "经济发展栏目4篇".
        _COLUMNS_OF.fullmatch(denied[0]) and looked_at(bare)
    ):  # fmt: skip
        return None
    return bare


def _strip(words: str) -> str:
    """Return words without what stands between a label and its number; 数 may be part of it."""
    stripped = words[: _END.search(words).start()]  # type: ignore[union-attr]
    return stripped if len(stripped) >= 2 else words


@lru_cache(maxsize=KEPT)
def body_of(label: str) -> str | None:
    """Return the body that a label of a list names, without the verb; None where it names a class."""
    bare = _VERB_END.sub("", label)
    bare = re.sub(r"^(?:以及|和|及)", "", bare)
    if bare.startswith("最"):
        # "最多的单位公开1203条": one that is not named.
        return None
    if BODIES.fullmatch(bare) or (_BODY_NAMES.fullmatch(bare) and category_of(bare) is None):
        return bare
    end = _BODY_END if bare != label else _OFFICE_END
    return bare if end.search(bare) and category_of(bare) is None else None


def body_in(words: str, label: str) -> str | None:
    """Return the body that ``label`` names in ``words``, with the bracket that its name may end in.

    Examples
    --------
    >>> body_in("其中各县（市、区）公开", "各县"), body_in("各镇（含街道）", "工作动态")
    ('各县（市、区）', None)
    """
    at = words.find(f"{label}（")
    if at >= 0:
        whole = words[at : words.find("）", at + len(label)) + 1]
        if BODIES.fullmatch(whole) or _BODY_NAMES.fullmatch(whole):
            return whole
    return body_of(label)


def known(label: str | None) -> bool:
    """Whether a label is one that the codebook maps to a category."""
    return label is not None and category_of(label) is not None


@lru_cache(maxsize=KEPT)
def looked_at(label: str) -> bool:
    """Whether a label names a class that the codebook maps, or keeps as printed."""
    return known(label) or kept_as_printed(label) in ("merged", "sector")
