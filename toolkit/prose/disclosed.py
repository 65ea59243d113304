"""Sentences on proactive disclosure: the total, and its parts by category, body and channel."""

from __future__ import annotations

import re

from toolkit.codebook import category_of
from toolkit.figure import Figure, Finding
from toolkit.prose.amounts import Context, looks_damaged, number, other_year, period_of, scope_of
from toolkit.prose.items import add_item, add_share, is_years, share_after
from toolkit.prose.text import Line
from toolkit.prose.wording import (
    AFTER_TOTAL,
    ALL_ZERO,
    BETWEEN,
    BODY_END,
    BY_CHANNEL,
    BY_KIND,
    CORE,
    GREW,
    IN_WHICH,
    ITEM,
    NOT_A_CLASS,
    NOT_OPEN,
    NOT_PUBLISHED,
    OF_THE_YEAR,
    ON_REQUEST,
    PRODUCED,
    SHARE,
    SUM_AFTER,
    UNIT,
    WORDS,
    bare_label,
    body_of,
    channel_of,
    clause_start,
    clauses,
    cores,
    counted_before,
    named_in,
)

#: What patterns cannot do without: asked first, since a search for a word costs next to nothing.
_BY_KIND = ("类别", "分类", "按", "信息中", "信息里")
_NUMBERED = re.compile(rf"\d[余多万亿]*{UNIT}")


def read_disclosed(line: Line, context: Context) -> None:
    """Read totals of items disclosed, and their lists, from one paragraph into ``context``."""
    clean = line.clean
    if not _NUMBERED.search(clean):
        return
    done_until = 0
    whole: Figure | None = None
    for start, core in cores(clean):
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
                whole = _known(context)
        else:
            share_after(line, end, context, figure)
    for trigger in BY_KIND.finditer(clean) if any(w in clean for w in _BY_KIND) else ():
        _items(line, trigger.end(), context, whole or _known(context), quiet=True)


def _known(context: Context, indicator: str = "disclosed_total",
           value: float | None = None) -> Figure | None:  # fmt: skip
    """Return the figure of ``indicator`` that lists belong to: of that value, of the year, the first."""
    found = sorted(context.of(indicator), key=lambda f: (f.value != value, f.cumulative is True))
    return found[0] if found else None


def _total(
    line: Line, core: re.Match[str], context: Context, whole: Figure | None
) -> Figure | None:
    """Turn one match into a figure: the total, or the part of one body or channel."""
    clean = line.clean
    start = core.start()
    sentence = clean[max(clean.rfind("。", 0, start), clean.rfind("\n", 0, start)) + 1 : start]
    paragraph = clean[max(0, start - 1500) : start]
    value, near = number(core)
    unit = core["unit"]
    at = clause_start(clean, start)
    if core.re is IN_WHICH:
        return _in_which(line, core, context, sentence)
    if core.re is SUM_AFTER and (
        whole is not None or not re.search("(?:公开|发布|更新)[^，。；]{0,6}信息|信息(?:公开|发布)", sentence)
        or re.search(r"\d(?:件|条|次)[^，。]{0,4}(?:留言|申请|建议)|收到|受理", sentence)
    ):  # fmt: skip
        return None
    if core.re is BY_CHANNEL:
        if _known(context) is None or other_year(sentence, context.year):
            return None
        named = channel_of(core["place"])
        if named is None or re.search(WORDS["columns"], core["place"]) or looks_damaged(core):
            return None
        return context.add(line, start, core.end(), f"disclosed_channel_{named}", value, unit=unit,
                           label=named_in(core["place"]) or core["place"], approximate=near,
                           cumulative=period_of(sentence, "")[0] or False)  # fmt: skip
    if core.re is PRODUCED:
        if other_year(sentence, context.year):
            return None
        return context.add(line, at, core.end(), "information_produced_total", value, unit=unit,
                           approximate=near, cumulative=period_of(sentence, paragraph)[0])  # fmt: skip
    before = clean[max(0, start - 20) : start]
    if NOT_PUBLISHED.search(before):
        return None
    if looks_damaged(core):
        context.abstain("disclosed_total", "number_damaged", line, at, core.end())
        return None
    if other_year(sentence, context.year):
        return None
    subject = "" if core.re is SUM_AFTER else clean[at:start]
    cumulative, unclear = period_of(sentence, paragraph)
    if core.re is GREW:
        if context.year is not None and int(core["year"]) != context.year:
            return None
        cumulative, unclear = False, False
    common = {"unit": unit, "approximate": near, "cumulative": cumulative}
    in_list = bool(re.search(r"其中[，：]?[^。；]*$", sentence)) or (
        whole is not None and bool(re.search(WORDS["bodies"], subject))
    )
    words = subject if channel_of(subject) else counted_before(clean, at)
    if "全文电子化" in subject:
        return None
    stop = min((i for c in "。；" if (i := clean.find(c, core.end())) >= 0), default=len(clean))
    added = SUM_AFTER.search(clean, core.end(), stop + 1)
    if added and core.re is not SUM_AFTER and number(added)[0] > value:
        context.abstain("disclosed_total", "two_candidates", line, at, core.end())
        return None
    channel = channel_of(words)
    beside = (
        whole is not None
        and whole.scope != "whole_county"
        and line.clean_offset(int(whole.where.split("-")[1])) > start - len(sentence)
    )
    if channel and (channel != "website" or ((in_list or beside) and whole is not None)):
        if re.search(WORDS["columns"], subject):
            return None
        return context.add(line, at, core.end(), f"disclosed_channel_{channel}", value,
                           label=named_in(words) or words, **common)  # fmt: skip
    if (
        subject.startswith("其中")
        and whole is None
        and not (
            re.search(r"\d{4}年|年度|新增", subject)
            or _known(context, "information_produced_total")
        )
    ):
        context.abstain("disclosed_total", "scope_unclear", line, at, core.end())
        return None
    scope = (
        None
        if core.re is SUM_AFTER
        else scope_of(subject) or (scope_of(sentence) if not subject.strip("共") else None)
    )
    body = re.search(WORDS["bodies"], subject)
    if body and not re.search(WORDS["whole_county"], subject):
        if whole is None:
            context.abstain("disclosed_by_body", "scope_unclear", line, at, core.end())
            return None
        label = named_in(subject)
        return context.add(line, at, core.end(), "disclosed_by_body", value, label=label, **common)
    rest = named_in(re.sub(f"{WORDS['whole_county']}|{WORDS['agency']}", "", subject))
    rest = re.sub(r"^.{0,24}(?:门户网站|政府网站|网站|官网|平台|网)$", "", rest)
    if re.search(WORDS["columns"], subject) or (
        rest and scope is None and not BODY_END.search(rest) and len(rest) > 0
    ):
        context.abstain("disclosed_total", "scope_unclear", line, at, core.end())
        return None
    if (
        scope in ("whole_county", None)
        and rest
        and re.search(r"局|委员会|办公室|公司|中心|学校|医院", rest)
    ):
        context.abstain("disclosed_total", "scope_unclear", line, at, core.end())
        return None
    # A column or store opened in the clause before: what is counted is its content, not the whole.
    if not named_in(subject) and re.search(
        f"{WORDS['columns']}|文件库|领域|网民|账号", sentence[-40:]
    ):
        context.abstain("disclosed_total", "scope_unclear", line, at, core.end())
        return None
    rival = next(
        (f for f in context.of("disclosed_total") if f.value != value
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


def _sentence_start(clean: str, at: int) -> int:
    """Where the quote of a total begins: its sentence, or its last two clauses if that is long."""
    start = max(clean.rfind("。", 0, at), clean.rfind("；", 0, at)) + 1
    if at - start > 45:
        start = clause_start(clean, at)
    return start


def _in_which(line: Line, core: re.Match[str], context: Context, sentence: str) -> Figure | None:
    """Read "the N items disclosed on the site": a channel's figure, and the head of a list."""
    value, near = number(core)
    whole = _known(context, value=value)
    if other_year(sentence + core["place"], context.year):
        return None
    if re.search(WORDS["channels"]["website"], core["place"]):
        context.add(line, core.start(), core.end(), "disclosed_channel_website", value,
                    unit=core["unit"], approximate=near, cumulative=False,
                    label=named_in(core["place"]) or None)  # fmt: skip
    _items(line, core.end(), context, whole)
    return None


def _list_after(line: Line, end: int, context: Context, whole: Figure) -> int:
    """Read the list that follows a total, if one does; return where it ends."""
    clean = line.clean
    between = BETWEEN.match(clean, end)
    trigger = AFTER_TOTAL.match(clean, between.end() if between else end)
    if not trigger:
        return end
    if not re.search("其中|（|：", trigger[0]):
        # A bare comma: only a list whose first label the codebook knows.
        a, b = next(clauses(clean, trigger.end(), None), (0, 0))
        first = ITEM.match(clean[a:b])
        label = first["label"] if first else ""
        known = (category_of(bare_label(label)) or ON_REQUEST.match(label)) if first else None
        if not known and not (whole.cumulative and OF_THE_YEAR.match(clean[a:b])):
            return end
    closing = "）" if "（" in trigger[0] else None
    return _items(line, trigger.end(), context, whole, closing=closing) or end


def _items(line: Line, start: int, context: Context, whole: Figure | None, *,
           closing: str | None = None, quiet: bool = False) -> int:  # fmt: skip
    """Read the items of a list into figures; return where the last one ends, 0 if there is none."""
    clean = line.clean
    last = 0
    scope = whole.scope if whole else None
    cumulative = whole.cumulative if whole else False
    figure: Figure | None = None
    nested = False
    for a, b in clauses(clean, start, closing):
        clause = clean[a:b]
        nested = nested and clean[a - 1] != "；"
        if nested:
            continue
        share = SHARE.match(clause)
        if share and figure is not None:
            add_share(line, a, b, share, context, figure)
            last = b
            continue
        zero = ALL_ZERO.match(clause)
        if zero and last:
            for label in re.split(r"[、和]", zero["labels"]):
                add_item(line, a, b, label, 0, zero["unit"], False, context, scope, cumulative)
            last = b
            continue
        if last and clause.startswith("其中"):
            # A list inside one class: its items are parts of a part.
            context.abstain("disclosed_by_category", "scope_unclear", line, a, b)
            nested = True
            continue
        core = CORE.search(clause)
        produced = whole is not None and whole.indicator == "information_produced_total"
        yearly = OF_THE_YEAR.match(clause)
        if yearly and is_years(yearly, context, whole, produced):
            value, near = number(yearly)
            id_ = "disclosed_total"
            figure = context.add(line, a, b, id_, value, unit=yearly["unit"], approximate=near,
                                 scope=scope, cumulative=cumulative if produced else False)  # fmt: skip
            last = b
            continue
        if core and not NOT_PUBLISHED.search(clause[: core.start()]):
            shifted = CORE.search(clean, a, b)
            if shifted is None:
                break
            figure = _total(line, shifted, context, None if produced else whole)
            last = b
            continue
        item = ITEM.match(clause)
        if not item or NOT_A_CLASS.search(item["label"]) or looks_damaged(item):
            if (
                last
                and re.match(r"^(?:占|包括|主要|含)", clause)
                and not re.search(r"\d+条", clause)
            ):
                continue
            break
        value, near = number(item)
        label = bare_label(item["label"])
        attribute = ON_REQUEST.match(item["label"]) or NOT_OPEN.match(item["label"])
        if attribute and not attribute["noun"] and not produced:
            break
        if attribute:
            on_request = attribute.re is ON_REQUEST
            id_ = "information_on_request" if on_request else "information_not_open"
            figure = context.add(line, a, b, id_, value, unit=item["unit"], approximate=near,
                                 cumulative=cumulative)  # fmt: skip
        elif (channel := channel_of(label)) and category_of(label) is None:
            figure = context.add(line, a, b, f"disclosed_channel_{channel}", value, label=label,
                                 unit=item["unit"], approximate=near, cumulative=cumulative)  # fmt: skip
        elif body := body_of(item["label"]):
            figure = context.add(line, a, b, "disclosed_by_body", value, label=body, unit=item["unit"],
                                 approximate=near, cumulative=cumulative)  # fmt: skip
        elif item["unit"] in ("个", "项") and category_of(label) is None:
            break
        else:
            figure = add_item(
                line, a, b, label, value, item["unit"], near, context, scope, cumulative
            )
        last = b
        share = SHARE.search(item["tail"] or "")
        if share:
            add_share(line, a, b, share, context, figure)
    return last
