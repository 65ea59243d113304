"""Sentences on proactive disclosure: the total, and its parts by category, body and channel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.codebook import category_of
from toolkit.figure import Figure, Finding
from toolkit.prose.amounts import Context, looks_damaged, number, other_year, period_of, scope_of
from toolkit.prose.text import MASK, NUMBER, Line, one_of, phrases

_P = phrases()
_UNIT = rf"(?P<unit>{one_of(_P['item_units'])})"
_LINK = r"(?:的?(?:数量|总数|总量|数|量))?(?:共计|共有|共|合计|总计|为|达到|有|计|：)*"
_CORE = re.compile(
    rf"(?P<verb>{one_of(_P['publish'])})(?:了|的)?(?P<object>{_P['objects']}){_LINK}{NUMBER}{_UNIT}"
    rf"(?!（?[^，。；]{{0,2}}(?:建议|留言))"
)
# The number before the noun: "主动公开2768条政府信息".
_CORE_BEFORE = re.compile(
    rf"(?P<verb>{one_of(_P['publish'])})了?(?:共计|共)?{NUMBER}{_UNIT}(?P<object>(?:各类)?(?:政府|政务)?信息)(?=[，。；（]|$)"
)
_NOT_PUBLISHED = re.compile(r"(?:依申请|不予|免予|未|不|申请|应|同意|部分|否决|予以)$")
_PRODUCED = re.compile(
    rf"(?:制作|获取|产生|生成|形成)(?:、(?:制作|获取|保存))?(?:各类)?(?:政府|政务)信息{_LINK}{NUMBER}{_UNIT}"
)
_IN_WHICH = re.compile(
    rf"(?P<place>[^，。；]{{0,30}}?)(?:主动公开|公开|发布)的{NUMBER}{_UNIT}(?:政府|政务)?信息(?:中|里)[，：]?"
)
_BY_KIND = re.compile(r"(?:类别|分类)(?:情况|统计)?(?:主要)?(?:有|为|如下|包括|看|是)*[：，]|按(?:信息)?类别(?:划?分)?[，：]")
_AFTER_TOTAL = re.compile(r"[，；。：]?其中[，：]?|（(?:其中[，：]?)?|[，；：。]")
_SHARE = re.compile(
    r"[，（]?(?:约)?占(?:[^，。；%\d]{0,14}?)(?:的|为|：)?(?:比例|比重)?(?:约|为|达)?(?P<p>\d+(?:\.\d+)?)%"
)
_ITEM = re.compile(
    rf"^(?:其中|包括|含|主要为|主要有|分别为|有)?[，：]?(?P<label>[^\d，。；：{MASK}%]{{2,45}}?)"
    rf"(?:共计|共有|共|合计|为|达|有|计|：)*{NUMBER}{_UNIT}(?P<tail>（[^（）]*）?)?$"
)
_ALL_ZERO = re.compile(r"^(?P<labels>[^\d，。；]{2,80}?)均为0(?P<unit>条|件|篇)?$")
_NOT_A_CLASS = re.compile(
    r"收到|受理|申请(?!公开)|同比|增长|增加|减少|访问|点击|关注|粉丝|留言|办结|答复|回复|投诉|咨询|培训|会议纪要|印发|参加|开展|组织|召开|举办"
)
_ON_REQUEST = re.compile(r"^(?:作为|属于|属性为)?依申请公开(?:的)?(?:政府)?信息(?:数|总数)?$")
_NOT_OPEN = re.compile(r"^(?:作为|属于|属性为)?(?:不予公开|免予公开|不公开)(?:的)?(?:政府)?信息(?:数|总数)?$")
_FILLER = re.compile(
    r"(?:截[至止]到?|□+|(?:19|20)\d{2}年?度?(?:底|末)?|全年|本年度?|年内|今年以?来|一年来|以来|当年|新增|累计|共计|总共|共|"
    r"及时|积极|主动|依法|已|均|目前|通过|利用|依托|在|于|的|其中|并|还|各类|按照|要求|规定|中国|“|”|·|首页|"
    r"信息公开(?:专栏|平台|目录|单位)|政务公开(?:专栏|平台)|政府信息公开|等(?:渠道|平台|方式|载体)|上|向社会|对外|、|和|及|：)+"
)
_FILLER_END = re.compile(_FILLER.pattern + "$")
_BODY_END = re.compile(r"(?:县|区|市|旗|州|实验区|开发区|高新区|管委会|人民政府|政府)$")


def read_disclosed(line: Line, context: Context) -> None:
    """Read totals of items disclosed, and their lists, from one paragraph into ``context``."""
    clean = line.clean
    done_until = 0
    whole: Figure | None = None
    for start, core in _cores(clean):
        if start < done_until:
            continue
        figure = _total(line, core, context, whole)
        if figure is None:
            continue
        end = core.end()
        if figure.indicator == "disclosed_total":
            whole = figure
        if figure.indicator in ("disclosed_total", "information_produced_total"):
            done_until = max(end, _list_after(line, end, context, figure))
            if whole is None:
                whole = next((f for f in context.figures if f.indicator == "disclosed_total"), None)
        else:
            _share_after(line, end, context, figure)
    for trigger in _BY_KIND.finditer(clean):
        _items(line, trigger.end(), context, whole or _known_total(context), quiet=True)


def _cores(clean: str) -> Iterator[tuple[int, re.Match[str]]]:
    found = [
        (m.start(), m)
        for pattern in (_CORE, _CORE_BEFORE, _PRODUCED, _IN_WHICH)
        for m in pattern.finditer(clean)
    ]
    return iter(sorted(found, key=lambda pair: (pair[0], -pair[1].end())))


def _known_total(context: Context) -> Figure | None:
    return next((f for f in context.figures if f.indicator == "disclosed_total"), None)


def _clause_start(clean: str, at: int, marks: str = "，；。：（）") -> int:
    return max((clean.rfind(c, 0, at) for c in marks), default=-1) + 1


def _total(line: Line, core: re.Match[str], context: Context, whole: Figure | None) -> Figure | None:
    """Turn one match into a figure: the total, or the part of one body or channel."""
    clean = line.clean
    start = core.start()
    sentence = clean[max(clean.rfind("。", 0, start), clean.rfind("\n", 0, start)) + 1 : start]
    paragraph = clean[:start]
    value, near = number(core)
    unit = core["unit"]
    at = _clause_start(clean, start)
    if core.re is _IN_WHICH:
        return _in_which(line, core, context, sentence)
    if core.re is _PRODUCED:
        if other_year(sentence, context.year):
            return None
        return context.add(line, at, core.end(), "information_produced_total", value, unit=unit,
                           approximate=near, cumulative=period_of(sentence, paragraph)[0])  # fmt: skip
    before = clean[:start]
    if _NOT_PUBLISHED.search(before):
        return None
    if looks_damaged(core):
        context.abstain("disclosed_total", "number_damaged", line, at, core.end())
        return None
    if other_year(sentence, context.year):
        return None
    subject = clean[at:start]
    cumulative, unclear = period_of(sentence, paragraph)
    common = {"unit": unit, "approximate": near, "cumulative": cumulative}
    in_list = bool(re.search(r"其中[，：]?[^。；]*$", sentence)) or (
        whole is not None and bool(re.search(_P["bodies"], subject))
    )
    words = subject if _channel(subject) else _counted_before(clean, at)
    channel = _channel(words)
    if channel and (channel != "website" or (in_list and whole is not None)):
        if re.search(_P["columns"], subject):
            return None
        return context.add(line, at, core.end(), f"disclosed_channel_{channel}", value,
                           label=named_in(words) or words, **common)  # fmt: skip
    scope = scope_of(subject) or (scope_of(sentence) if not subject.strip("共") else None)
    body = re.search(_P["bodies"], subject)
    if body and not re.search(_P["whole_county"], subject):
        if whole is None:
            context.abstain("disclosed_by_body", "scope_unclear", line, at, core.end())
            return None
        label = named_in(subject)
        return context.add(line, at, core.end(), "disclosed_by_body", value, label=label, **common)
    rest = named_in(re.sub(f"{_P['whole_county']}|{_P['agency']}", "", subject))
    rest = re.sub(r"^.{0,24}(?:门户网站|政府网站|网站|官网|平台|网)$", "", rest)
    if re.search(_P["columns"], subject) or (
        rest and scope is None and not _BODY_END.search(rest) and len(rest) > 0
    ):
        context.abstain("disclosed_total", "scope_unclear", line, at, core.end())
        return None
    if scope in ("whole_county", None) and rest and re.search(r"局|委员会|办公室|公司|中心|学校|医院", rest):
        context.abstain("disclosed_total", "scope_unclear", line, at, core.end())
        return None
    # A column or store opened in the clause before: what is counted is its content, not the whole.
    if not named_in(subject) and re.search(f"{_P['columns']}|文件库|领域|网民|账号", sentence[-40:]):
        context.abstain("disclosed_total", "scope_unclear", line, at, core.end())
        return None
    rival = next(
        (f for f in context.figures if f.indicator == "disclosed_total" and f.value != value
         and f.cumulative == cumulative and scope in (None, f.scope)), None
    )  # fmt: skip
    if rival is not None:
        context.abstain("disclosed_total", "two_candidates", line, at, core.end())
        return None
    figure = context.add(line, _sentence_start(clean, start), core.end(), "disclosed_total", value,
                         scope=scope, **common)  # fmt: skip
    if unclear:
        context.findings.append(
            Finding(
                "period_unclear", "warning",
                f"disclosed_total {value}: 'as of' a day, without a word that says whether it is of "
                "the year or since the beginning",
                f"主动公开信息数{value}：仅写“截至”，未说明是本年数还是历年累计",
                indicator="disclosed_total", found=value, where=figure.where,
            )
        )  # fmt: skip
    return figure


def named_in(subject: str) -> str:
    """Return ``subject`` without lead-ins and fillers: what is left names somebody or something."""
    at = _FILLER.match(subject)
    bare = subject[at.end() :] if at else subject
    return _FILLER_END.sub("", bare)


def _sentence_start(clean: str, at: int) -> int:
    """Where the quote of a total begins: its sentence, or its last two clauses if that is long."""
    start = max(clean.rfind("。", 0, at), clean.rfind("；", 0, at)) + 1
    if at - start > 45:
        start = _clause_start(clean, at)
    return start


def _channel(words: str) -> str | None:
    if re.search(_P["whole_county"], words) and not re.search("微博|微信|新媒体|公报", words):
        return None
    found = [k for k, p in _P["channels"].items() if re.search(p, words)]
    return found[0] if len(found) == 1 else None


def _counted_before(clean: str, at: int) -> str:
    """Return the subject of "微博29个，共发布信息…": named in the clause before, with its own count."""
    before = clean[_clause_start(clean, at - 1) : max(at - 1, 0)]
    counted = re.match(r"(?:其中)?(?P<what>[^\d]+)\d+(?:个|家)$", before)
    return counted["what"] if counted else ""


def _in_which(line: Line, core: re.Match[str], context: Context, sentence: str) -> Figure | None:
    """Read "the N items disclosed on the site": a channel's figure, and the head of a list."""
    value, near = number(core)
    whole = _known_total(context)
    if other_year(sentence + core["place"], context.year):
        return None
    if re.search(_P["channels"]["website"], core["place"]):
        context.add(line, core.start(), core.end(), "disclosed_channel_website", value,
                    unit=core["unit"], approximate=near, cumulative=False,
                    label=named_in(core["place"]) or None)  # fmt: skip
    end = _items(line, core.end(), context, whole)
    return None if end else None


def _list_after(line: Line, end: int, context: Context, whole: Figure) -> int:
    """Read the list that follows a total, if one does; return where it ends."""
    clean = line.clean
    trigger = _AFTER_TOTAL.match(clean, end)
    if not trigger:
        return end
    explicit = "其中" in trigger[0] or "（" in trigger[0]
    if not explicit:
        # A bare comma: only a list whose first label the codebook knows.
        first = _ITEM.match(re.split(r"[，；。）]", clean[trigger.end() :], maxsplit=1)[0])
        if not first or category_of(_bare(first["label"])) is None:
            return end
    closing = "）" if "（" in trigger[0] else None
    return _items(line, trigger.end(), context, whole, closing=closing) or end


def _bare(label: str) -> str:
    label = re.sub(r"^(?:其中|包括|主要为|主要有|分别为|有|公开|发布|主动公开)", "", label)
    bare = re.sub(r"(?:数量|总数|数)$", "", label)
    shorter = re.sub(r"(?:主动)?(?:公开|发布|更新量?)$", "", bare)
    return shorter if len(shorter) >= 2 and category_of(shorter) else bare


def _clauses(clean: str, start: int, closing: str | None) -> Iterator[tuple[int, int]]:
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
        counted = c == "、" and re.search(r"\d(?:余|多)?(?:条|件|篇|份|个)$", clean[at:i])
        if depth == 0 and (split or counted):
            if i > at:
                yield at, i
            at = i + 1
            if c in ("。", "", "\n") or (closing and c == closing):
                return


def _items(line: Line, start: int, context: Context, whole: Figure | None, *,
           closing: str | None = None, quiet: bool = False) -> int:  # fmt: skip
    """Read the items of a list into figures; return where the last one ends, 0 if there is none."""
    clean = line.clean
    last = 0
    scope = whole.scope if whole else None
    cumulative = whole.cumulative if whole else False
    figure: Figure | None = None
    for a, b in _clauses(clean, start, closing):
        clause = clean[a:b]
        share = _SHARE.match(clause)
        if share and figure is not None:
            _add_share(line, a, b, share, context, figure)
            last = b
            continue
        zero = _ALL_ZERO.match(clause)
        if zero and last:
            for label in re.split(r"[、和]", zero["labels"]):
                _add_item(line, a, b, label, 0, zero["unit"], False, context, scope, cumulative)
            last = b
            continue
        core = _CORE.search(clause)
        produced = whole is not None and whole.indicator == "information_produced_total"
        if core and not _NOT_PUBLISHED.search(clause[: core.start()]):
            shifted = _CORE.search(clean, a, b)
            if shifted is None:
                break
            figure = _total(line, shifted, context, None if produced else whole)
            last = b
            continue
        item = _ITEM.match(clause)
        if not item or _NOT_A_CLASS.search(item["label"]) or looks_damaged(item):
            if last and re.match(r"^(?:占|包括|主要|含)", clause) and not re.search(r"\d+条", clause):
                continue
            break
        value, near = number(item)
        label = _bare(item["label"])
        if _ON_REQUEST.match(item["label"]) or _NOT_OPEN.match(item["label"]):
            id_ = "information_on_request" if _ON_REQUEST.match(item["label"]) else "information_not_open"
            figure = context.add(line, a, b, id_, value, unit=item["unit"], approximate=near,
                                 cumulative=cumulative)  # fmt: skip
        elif (channel := _channel(label)) and category_of(label) is None:
            figure = context.add(line, a, b, f"disclosed_channel_{channel}", value, label=label,
                                 unit=item["unit"], approximate=near, cumulative=cumulative)  # fmt: skip
        elif re.search(rf"^(?:{_P['bodies']})$", label):
            figure = context.add(line, a, b, "disclosed_by_body", value, label=label, unit=item["unit"],
                                 approximate=near, cumulative=cumulative)  # fmt: skip
        elif item["unit"] in ("个", "项") and category_of(label) is None:
            break
        else:
            figure = _add_item(line, a, b, label, value, item["unit"], near, context, scope, cumulative)
        last = b
        share = _SHARE.search(item["tail"] or "")
        if share:
            _add_share(line, a, b, share, context, figure)
    return last


def _add_item(line: Line, a: int, b: int, label: str, value: int | float, unit: str | None,
              near: bool, context: Context, scope: str | None,
              cumulative: bool | None) -> Figure:  # fmt: skip
    category = category_of(label)
    figure = context.add(line, a, b, "disclosed_by_category", value, label=label, category=category,
                         unit=unit, approximate=near, scope=scope, cumulative=cumulative)  # fmt: skip
    if category is None:
        context.findings.append(
            Finding(
                "unmapped_category", "note",
                f"category label {label!r} stands in no harmonised category; it stays as printed",
                f"类别“{label}”未归入任何统一类别，照印保留",
                indicator="disclosed_by_category", found=label, where=figure.where,
            )
        )  # fmt: skip
    return figure


def _add_share(line: Line, a: int, b: int, share: re.Match[str], context: Context,
               figure: Figure) -> None:  # fmt: skip
    text = share["p"]
    context.add(line, a, b, "printed_share", float(text) if "." in text else int(text), unit="%",
                label=figure.label, category=figure.category, cumulative=figure.cumulative)  # fmt: skip


def _share_after(line: Line, end: int, context: Context, figure: Figure) -> None:
    """Read the printed share that follows a part, whether or not it stands in a list."""
    share = _SHARE.match(line.clean, end)
    if share and share.end() - end < 30:
        start = share.start() + (1 if line.clean[share.start()] in "，（" else 0)
        _add_share(line, start, share.end(), share, context, figure)
