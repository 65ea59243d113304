"""Sentences: one pass over the numbers of a line, each with the words before it and its unit."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.appeals import read_cases, read_result
from toolkit.prose.around import Around
from toolkit.prose.changes import (
    CHANGE_ENDS,
    COMPARED_ENDS,
    compared,
    read_change,
    read_share,
    read_subject_share,
)
from toolkit.prose.context import Context
from toolkit.prose.counted import read_counted
from toolkit.prose.counts import Count, counts
from toolkit.prose.inverted import turned
from toolkit.prose.labels import label_of
from toolkit.prose.listing import Listing
from toolkit.prose.lists import is_item, read_item, read_next
from toolkit.prose.requests import after_number, goes_on, read_outcome, read_request
from toolkit.prose.respective import read_respective
from toolkit.prose.roles import UNITS, Role, role_of
from toolkit.prose.state import TOPICS, State
from toolkit.prose.text import Line
from toolkit.prose.totals import (
    names_places,
    read_in_which,
    read_part,
    read_places,
    read_produced,
    read_sum,
    read_total,
)

_PERCENT = ("%", "个百分点")
_DENIES = re.compile("未|没有|无")
#: A rate between a count and that of all years: "2316条，电子化率95.8%；到年底累计8427条".
_RATE = re.compile(r"，[^，。；\d]{2,8}率(?:为|达|达到)?[\d.]+%[，；]")
_SO_FAR_FIRSTS = frozenset("历到至截")
_SO_FAR = re.compile("(?:历年|到年底|至年底|截[至止]年底)(?:累计|共计|总计)?(?:共|为|达)*")
_FROM = re.compile(r"(?:由|从|较|比)20\d{2}年?.*$")
_IN_WHICH = re.compile(r"(?:政府|政务)?信息(?:中|里)")
_ON_REQUEST = re.compile(r"(?:[^，。；]{0,6}[、）])?(?:政府信息)?依申请公开(?:情况|申请)?：?")
_ON_REQUEST_ROLE = Role("count", "requests_received", topic="requests", units="requests")
_YEAR_OF_ENDS = frozenset("增年度")
_YEAR_OF = re.compile(r"(?:其中)?[，：]?(?:(?:20\d\d年度?|本年度?|当年|今年)?新增|20\d\d年度?)")
#: A heading before the first sentence of a line.
_HEADED = re.compile(
    r"^(?:（[一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、])[^，。；：\d]{2,18}[。：]"
)
#: Items that are not open: no outcome of a request is said so.
_CLOSED = re.compile("(?:不予|免予)公开的?(?:政府)?信息[有为共]*$")
_ATTRIBUTES = re.compile("(?:依申请|不予|免予)公开的?信息")
_ITEM_NUMBER = re.compile(r"^(?:（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、])")
_ITEMS = UNITS["items"]
_LABEL = Role("label")
#: What may be counted between two classes of a list.
_AMONG_CLASSES = ("documents", "explanations")
#: Roles of words that may name anything.
_SHARED_TOPICS = ("requests", "consultations")
_VAGUE = ("label", "part", "filler")
_WITHOUT_TOPIC = ("printed_share", "printed_change")


def read_line(line: Line, context: Context) -> None:
    """Read every figure that is printed with a number in one line into ``context``."""
    clean = line.clean
    found = counts(clean)
    if not found:
        return
    around = Around(line, context.year)
    state = State(TOPICS.get(line.section, ""), "（含" in clean)
    if not state.topic and context.topic == "requests" and goes_on(_HEADED.sub("", clean[:160])):
        state.topic = "requests"
    last = 0
    bound = "分别" in clean
    stated: list[Figure] = []
    passed = 0
    for i, c in enumerate(found):
        if i < passed:
            continue
        # Only since the last number: what was before it is entered already.
        stop = clean.rfind("。", last, c.start) + 1
        last = c.end
        if stop:
            around.enter(stop)
            state.turn(line, stop)
            stated.clear()
        if bound and "分别" in clean[c.begin : c.start]:
            passed = i + read_respective(around, found, i, stated, state.listing, context)
            if i < passed:
                last = state.end = found[passed - 1].end
                continue
        figure = _read(around, c, state, context)
        if figure is not None and figure.indicator not in _WITHOUT_TOPIC:
            state.owner.figure, state.owner.end, state.owner.words = figure, c.end, state.words
            state.owner.labelled = False
            if bound:
                stated.append(figure)
    context.topic = state.topic


def _read(around: Around, c: Count, state: State, context: Context) -> Figure | None:
    """Read one number."""
    clean, line = around.clean, around.line
    start, end, begin, _, unit, _, damaged = c
    words = clean[begin:start]
    if words and (words[0] in "）、" or words[-1] in "（、"):
        words = words.lstrip("）、").removesuffix("（")
        if words.endswith("、"):
            # "2名专职、48名兼职": these belong to the number before.
            words = ""
    if "）" in words and "（" not in words:
        # A bracket with a number of its own: "发布政务微博（两个平台合计）55条".
        opened = clean.rfind("（", 0, begin)
        begun = max(clean.rfind(m, 0, max(opened, 0)) for m in "，。；：") + 1
        words = clean[begun:opened] if begun <= opened else words
    if state.includes:
        opened = clean.rfind("（含", max(around.start, begin - 60), start)
        if opened >= 0 and "）" not in clean[opened:start] and state.topic != "requests":
            # What a count includes is a part of it.
            return None
    if damaged:
        words = words.rstrip("0123456789 ")
    if unit in _ITEMS and not (damaged or state.case or state.topic == "requests"):
        figure = read_next(line, c, words, state.listing, context)
        if figure is not None:
            state.end, state.words = end, words
            return figure
    last = words[-1:]
    if last in CHANGE_ENDS and read_change(line, c, words, state.topic, state.owner, context):
        return None
    if unit in _PERCENT:
        if state.topic in _SHARED_TOPICS and state.owner.end < state.end:
            return read_subject_share(line, c, words, state.end, state.words, context)
        return read_share(line, c, words, state.owner, context)
    if last in COMPARED_ENDS:
        year, grew, names_year = compared(words)
        if year and year != context.year and (names_year or context.year):
            return None
        if grew:
            # "申请量由31件降至26件": the words before the earlier number.
            before = around.lead(start)
            before = _FROM.sub("", before[before.rfind("；") + 1 :])
            words = re.split("[，。；]", re.split("[由从]", before)[0])[-1]
    first = words[:1]
    if first.isdigit() or first == "（":
        words = _ITEM_NUMBER.sub("", words)
    if state.topic == "requests":
        late = after_number(around, c, words, context)
        if late is not None:
            return late
    if first in _SO_FAR_FIRSTS and state.owner.figure and _SO_FAR.fullmatch(words) and (
        begin - state.owner.end <= 1 or _RATE.fullmatch(clean, state.owner.end, begin)
    ):  # fmt: skip
        return _so_far(around, c, state, context)
    if not words and state.end == start:
        # "303期1916条": both of what stands before the first.
        words = state.words
    after_last = state.end
    state.end, state.words = end, words
    if words[-1:] == "的" and unit in _ITEMS:
        within = _IN_WHICH.match(clean, end)
        if within:
            return read_in_which(around, c, words, within.end(), state.listing, context)
    words, role, detached = _role(around, c, words, after_last, state)
    kind = role.kind
    if kind == "count":
        return _count(around, c, words, role, state, context)
    # Outcomes are asked first where requests are spoken of: "不予公开5件" publishes nothing.
    if state.topic == "requests":
        figure = read_outcome(around, c, words, state.ever, context)
        if figure is not None:
            return figure
    if state.case and kind in ("label", "part"):
        figure = read_result(around, c, words, state.case, context)
        if figure is not None:
            return figure
    if kind == "cases":
        if unit not in UNITS["cases"] and unit is not None:
            return None
        state.listing.open = False
        figure, state.case = read_cases(
            around, c, words, role, state.topic or state.before, context
        )
        state.topic = "appeals" if state.case else state.topic
        return figure
    if state.topic == "requests" and kind in _VAGUE and not state.listing.open and not (
        unit == "条" and _CLOSED.search(words)
    ):  # fmt: skip
        # Parts of requests that nobody has declared: contents, bodies.
        return None
    figure = _disclosed(around, c, words, role, detached, state.listing, context)
    if figure is not None:
        state.case = ""
    return figure


def _so_far(around: Around, c: Count, state: State, context: Context) -> Figure | None:
    """Read "…85条，历年累计312条": the same thing since the beginning."""
    known = state.owner.figure
    assert known is not None
    figure = context.count(around.line, c, known.indicator, label=known.label, scope=known.scope,
                           category=known.category, cumulative=True)  # fmt: skip
    state.ever = True
    if figure is not None and figure.indicator == "disclosed_total":
        state.listing.head(figure, c)
    return figure


def _role(around: Around, c: Count, words: str, after_last: int,
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
        words = _ITEM_NUMBER.sub("", words)
        role, detached = role_of(words, topic), True
        if not listing.open and _ON_REQUEST.fullmatch(words):
            return words, _ON_REQUEST_ROLE, True
        if c.value == 0 and role.kind == "label" and "为" in words[-2:]:
            # "实现了零的目标，为0起": what is denied stands a clause before.
            said = [role_of(f"{clause}为", topic) for clause in around.lead(c.start).split("，")]
            role = next((r for r in reversed(said) if r.kind == "cases"), role)
    if listing.whole is not None and items and words[-1:] in _YEAR_OF_ENDS and (
        _YEAR_OF.fullmatch(words)
    ):  # fmt: skip
        role = Role("part", label=words)
    if (role.units == "money" and items) or (
        role.kind in ("count", "total") and is_item(words, c, listing, clean)
    ):
        # Items on fees are no fees; what names nothing but a class is one.
        role = _LABEL
    if role.kind in _VAGUE:
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
    begin = max((clean.rfind(m, stop, at) for m in "，；（："), default=-1) + 1
    before = clean[max(begin, stop) : at]
    if clean[c.begin - 1] not in "，：（" or not before or begin < last or _DENIES.search(before):
        return words
    if "（" in words or before.endswith("）"):
        begin = max(clean.rfind("，", stop, at), clean.rfind("；", stop, at), stop - 1) + 1
        before = clean[begin:at]
    return before + words


def _count(around: Around, c: Count, words: str, role: Role, state: State,
           context: Context) -> Figure | None:  # fmt: skip
    """Read a number whose words are declared to mean one indicator."""
    listing = state.listing
    if role.topic == "visits":
        # Clicks on what was published part no list.
        return read_counted(around, c, words, role, context)
    if not (listing.open and listing.known_only and role.topic in _AMONG_CLASSES):
        # What follows with 其中 are its parts, not those of what was disclosed.
        listing.open, listing.closed = False, True
    listing.end = c.end
    if role.needs and state.topic not in role.needs:
        return None
    if role.topic == "requests":
        if c.unit is not None and c.unit not in UNITS[role.units]:
            return None
        figure, stated = read_request(around, c, words, role, state.topic, context)
        state.topic = "requests" if stated else state.topic
        if figure is None and role.indicator == "requests_received":
            # What follows is said of the same requests: of another body, of another year.
            state.topic = ""
        state.case = ""
        return figure
    if role.topic == "appeals":
        return context.count(around.line, c, role.indicator) if state.case else None  # fmt: skip
    if role.topic and role.topic != "staff":
        state.topic = role.topic
    return read_counted(around, c, words, role, context)


def _disclosed(around: Around, c: Count, words: str, role: Role, detached: bool, listing: Listing,
               context: Context) -> Figure | None:  # fmt: skip
    """Read a number of items disclosed: a total, or a part of one."""
    figure: Figure | None = None
    items = c.unit is None or c.unit in _ITEMS
    if role.kind in ("total", "produced"):
        clean = around.clean
        if not items or (c.unit is None and not (
            clean.startswith("其中", c.end) or clean[c.begin - 1 : c.begin] == "："
        )):  # fmt: skip
            return None
        if role.kind == "produced":
            figure = read_produced(around, c, context)
        elif listing.end and _ATTRIBUTES.search(words):
            figure = read_item(around, c, words, listing, context)
        else:
            figure = read_total(around, c, role, listing, context)
            if figure is None:
                listing.pass_over(c)
        if figure is not None and figure.indicator in (
            "disclosed_total",
            "information_produced_total",
        ):
            listing.head(figure, c)
            return figure
    elif (
        role.kind == "label" and not listing.end and items and names_places(around.clean, c, words)
    ):
        figure = read_places(around, c, context)
        if figure is not None:
            listing.head(figure, c)
            return figure
    elif detached:
        figure = read_sum(around, c, words, listing, context)
        if figure is not None:
            listing.head(figure, c)
            return figure
        if not words.startswith(("共计", "总计", "合计")):
            figure = read_item(around, c, words, listing, context)
    else:
        figure = read_part(around, c, role, listing, context) if role.kind == "part" else None
        if figure is not None and figure.indicator == "disclosed_total":
            produced = listing.whole if listing.whole is not figure else None
            if produced is not None and produced.indicator == "information_produced_total":
                listing.go_on(figure, c)
            else:
                listing.head(figure, c)
            return figure
        if figure is None:
            figure = read_item(around, c, words, listing, context)
    if figure is not None:
        listing.go_on(figure, c)
    return figure
