"""Sentences: one pass over the numbers of a line, each with the words before it and its unit."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.appeals import (
    follows_requests,
    follows_reviews,
    of_one_body,
    read_cases,
    read_of_cases,
    read_result,
)
from toolkit.prose.around import Around
from toolkit.prose.behind import after_number
from toolkit.prose.changes import (
    CHANGE_ENDS,
    COMPARED_ENDS,
    compared,
    count_behind,
    read_change,
    read_share,
    read_subject_share,
    subject_of,
)
from toolkit.prose.channels import (
    HEADS,
    channel_heading,
    heading_before,
    is_held,
    read_headed,
    read_held,
    read_years_own,
)
from toolkit.prose.classes import read_included
from toolkit.prose.context import Context
from toolkit.prose.counted import read_declared
from toolkit.prose.counts import Count, counts
from toolkit.prose.disclosed import read_disclosed
from toolkit.prose.documents import read_made
from toolkit.prose.lists import read_next
from toolkit.prose.meant import ITEM_NUMBER, VAGUE, meant
from toolkit.prose.requests import read_outcome
from toolkit.prose.respective import read_respective
from toolkit.prose.roles import UNITS
from toolkit.prose.state import (
    CAME,
    TOPICS,
    State,
    goes_on,
    leaves,
    names_requests,
    other_business,
    received_too,
)
from toolkit.prose.text import NUMBERED, Line, last_part
from toolkit.prose.totals import read_in_which
from toolkit.prose.whose import a_part

_PERCENT = ("%", "个百分点")
#: A rate between a count and that of all years: "2316条，电子化率95.8%；到年底累计8427条".
_RATE = re.compile(r"，[^，。；\d]{2,8}率(?:为|达|达到)?[\d.]+%[，；]")
_SO_FAR_FIRSTS = frozenset("历到至截")
_SO_FAR = re.compile("(?:历年|到年底|至年底|截[至止]年底)(?:累计|共计|总计)?(?:共|为|达)*")
_YEAR_ENDS = frozenset("年度")
_YEARS_OWN = re.compile("(?<=公开|发布|更新|推送)(?:本年度?|当年|今年|全年)$")
_IN_WHICH = re.compile(r"(?:政府|政务)?信息(?:中|里)")
#: A heading before the first sentence of a line.
_HEADED = re.compile(rf"^{NUMBERED}[^，。；：\d]{{2,18}}[。：]")
_ITEMS = UNITS["items"]
#: Roles of words that may name anything.
_SHARED_TOPICS = ("requests", "consultations")
_WITHOUT_TOPIC = ("printed_share", "printed_change")


def read_line(line: Line, context: Context) -> None:
    """Read every figure that is printed with a number in one line into ``context``."""
    clean = line.clean
    found = counts(clean)
    if not found:
        return
    around = Around(line, context.year)
    state = State(TOPICS.get(line.section, ""), clean)
    if clean[0] in HEADS:
        state.head = channel_heading(clean)
    if context.topic and leaves(context.text[context.read_to : line.origins[0]]):
        # A heading or sentence without a figure has turned to something else.
        context.topic = ""
    if not state.topic:
        plain = _HEADED.sub("", clean[:160]) if context.topic in TOPICS else ""
        if names_requests(clean) or (context.topic == "requests" and goes_on(plain)):
            state.topic = "requests"
        elif plain and follows_requests(plain):
            state.before = context.topic
    last = 0
    bound = "分别" in clean
    stated: list[Figure] = []
    told: dict[int, str] = {}
    passed = first = 0
    for i, c in enumerate(found):
        if i < passed:
            continue
        # Only since the last number: what was before it is entered already.
        stop = clean.rfind("。", last, c.start) + 1
        last = c.end
        if stop:
            around.enter(stop)
            state.turn(line, stop)
            state.head = heading_before(clean, stop) or state.head
            stated.clear()
        if bound and "分别" in clean[c.begin : c.start]:
            read, names = read_respective(around, found, i, stated, state, context)
            if read:
                passed, last, state.end = i + read, found[i + read - 1].end, found[i + read - 1].end
                continue
            first = c.begin
            told = {i + n: name for n, name in enumerate(names)}
        if told and i in told:
            # The quote begins where the names do.
            figure = _read(around, c._replace(begin=first), state, context, told[i])
        else:
            figure = _read(around, c, state, context)
        if figure is not None and figure.indicator not in _WITHOUT_TOPIC:
            state.owner.figure, state.owner.end, state.owner.words = figure, c.end, state.words
            state.owner.labelled = False
            if state.head and figure.indicator.startswith("disclosed_"):
                # What else the line counts is not of its heading.
                state.head = None
            if bound:
                stated.append(figure)
    context.topic = "cases" if state.doubted and not state.topic else state.topic
    context.read_to = line.position(len(clean) - 1) + 1


def _read(around: Around, c: Count, state: State, context: Context,
          told: str | None = None) -> Figure | None:  # fmt: skip
    """Read one number; ``told`` are its words where they do not stand before it."""
    clean, line = around.clean, around.line
    start, end, begin, _, unit, _, damaged = c
    words = clean[begin:start] if told is None else told
    if words and words != "）" and (words[0] in "）、" or words[-1] in "（、"):
        words = words.lstrip("）、").removesuffix("（")
        if words.endswith("、"):
            # "2名专职、48名兼职": these belong to the number before.
            words = ""
    elif unit == "名" and words and words[-1] in "和及" and state.end == begin:
        words = ""
    if "）" in words and "（" not in words:
        # A bracket with a number of its own: "发布政务微博（两个平台合计）55条".
        opened = clean.rfind("（", 0, begin)
        begun = max(clean.rfind(m, 0, max(opened, 0)) for m in "，。；：") + 1
        words = clean[begun:opened] if begun <= opened else words
    if words[-1:] in _YEAR_ENDS:
        # "县政府网站公开本年度1189条": the verb is what the number belongs to.
        words = _YEARS_OWN.sub("", words)
    if "规章" in words or (state.rules and begin and clean[begin - 1] in "（，、"):
        state.rules = True
        figure = read_made(around, c, words, context)
        if figure is not None:
            state.end = end
            return figure
    if state.includes:
        opened = clean.rfind("（含", max(around.start, begin - 60), start)
        if opened >= 0 and "）" not in clean[opened:start] and state.topic != "requests":
            # What a count includes is a part of it.
            return read_included(line, c, words, state.listing, context)
    if damaged:
        words = words.rstrip("0123456789 ")
    if unit in _ITEMS and not (damaged or state.case or state.topic == "requests"):
        figure = read_next(around, c, words, state.listing, context)
        if figure is not None:
            state.end, state.words = end, words
            return figure
    (changed_at, changed), state.changed = state.changed, (0, "")
    if count_behind(words, changed) and clean[begin - 1] == "，":
        c, words, begin = c._replace(begin=changed_at), changed, changed_at
    if state.head and not (state.topic or state.case):
        figure = read_headed(around, c, words, state, context)
        if figure is not None:
            state.end, state.words = end, words
            return figure
    owner = state.owner.figure
    if owner is not None and owner.indicator == "gazette_issues":
        figure = None
        if is_held(c, words, state.owner.end):
            figure = read_held(around, c, words, owner, context)
            if figure is None:
                # Nor are the documents that follow any that were published besides.
                state.listing.pass_over(c)
                return None
    elif (
        owner is not None and owner.cumulative and owner.indicator.startswith("disclosed_channel_")
    ):
        figure = read_years_own(around, c, words, owner, state.owner.end, context)
    else:
        figure = None
    if figure is not None:
        state.end, state.words = end, words
        return figure
    last = words[-1:]
    if last in CHANGE_ENDS and read_change(line, c, words, state.topic, state.owner, context):
        state.changed = begin, subject_of(words)
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
            before = last_part(before)
            words = re.split("[，。；]", re.split("[由从]", before)[0])[-1]
    first = words[:1]
    if first.isdigit() or first == "（":
        words = ITEM_NUMBER.sub("", words)
    if state.topic == "requests" and leaves(words):
        state.topic = ""
    if state.topic == "requests":
        late = after_number(around, c, words, context)
        if late is not None:
            state.end, state.words = end, words
            return late
    if first in _SO_FAR_FIRSTS and state.owner.figure and _SO_FAR.fullmatch(words):
        known: Figure | None = state.owner.figure
        if clean.startswith("），", begin - 2):
            # "2122条（本级1509条、乡镇613条），历年累计10037条": behind the parts of the whole.
            known = state.listing.whole or known
        elif begin - state.owner.end > 1 and not _RATE.fullmatch(clean, state.owner.end, begin):
            known = None
        if known is not None:
            return _so_far(around, c, known, state, context)
    if not words and state.end == start:
        # "303期1916条": both of what stands before the first.
        words = state.words
    after_last = state.end
    state.end, state.words = end, words
    if words[-1:] == "的" and unit in _ITEMS:
        within = _IN_WHICH.match(clean, end)
        if within:
            return read_in_which(around, c, words, within.end(), state.listing, context)
    if state.case or state.wide:
        figure = read_of_cases(around, c, words, state, context)
        if figure is not None:
            return figure
    if state.topic == "requests" and (state.part or unit in UNITS["requests"]):
        part = a_part(around, c, words, state.part, context)
        if part is None:
            # Said of a part of the requests, not of all.
            context.abstain("requests_answered", "scope_unclear", line, begin, end)
            return None
        state.part = part
    if words[-2:] in CAME and received_too(clean, begin):
        state.topic = "requests"
    words, role, detached = meant(around, c, words, after_last, state)
    kind = role.kind
    if kind == "count":
        return read_declared(around, c, words, role, state, context)
    # Outcomes are asked first where requests are spoken of: "不予公开5件" publishes nothing.
    if state.topic == "requests":
        figure = read_outcome(around, c, words, state.ever, context)
        if figure is not None:
            return figure
    if state.case and kind in ("label", "part"):
        figure = read_result(around, c, words, state.case, context)
        if figure is not None:
            return figure
        if of_one_body(words, clean, start):
            state.case = ""
    if kind == "cases":
        if unit not in UNITS["cases"] and unit is not None:
            return None
        state.listing.open = False
        figure, state.case = read_cases(
            around, c, words, role, state.topic or state.before, context
        )
        if follows_reviews(figure, state.owner.figure, clean[state.owner.end : end + 1]):
            state.case = "" if figure is not None and figure.value else "reconsideration"
        if figure is None and c.value and "requests" in (state.topic, state.before):
            state.doubted = True
        state.wide = "" if state.case or "," in role.indicator else role.indicator
        state.topic = "appeals" if state.case else state.topic
        return figure
    if state.topic == "requests" and kind in VAGUE and not state.listing.open:
        # Parts of requests that nobody has declared: contents, bodies.
        return None
    if kind in VAGUE and not state.aside:
        state.aside = other_business(words)
    if state.aside and kind in VAGUE and (
        not state.listing.open or other_business(words)
    ):  # fmt: skip
        # What an office was asked for, and its parts: no classes of what was disclosed.
        return None
    figure = read_disclosed(around, c, words, role, detached, state.listing, context)
    if figure is not None:
        state.case, state.aside = "", False
    return figure


def _so_far(
    around: Around, c: Count, known: Figure, state: State, context: Context
) -> Figure | None:
    """Read "…85条，历年累计312条": the same thing since the beginning."""
    figure = context.count(around.line, c, known.indicator, label=known.label, scope=known.scope,
                           category=known.category, cumulative=True)  # fmt: skip
    state.ever = True
    if figure is not None and figure.indicator == "disclosed_total":
        state.listing.head(figure, c)
    return figure
