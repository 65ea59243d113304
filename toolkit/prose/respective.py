"""Respective: several names and as many numbers, bound by 分别 ("A、B、C分别为1、2、3条")."""

from __future__ import annotations

import re

from toolkit.codebook import category_of, indicators
from toolkit.figure import Figure
from toolkit.prose.appeals import NAMES as CASES
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.labels import body_of, label_of, named_in
from toolkit.prose.listing import Listing, add_class, first_total
from toolkit.prose.period import channel_of, scope_of
from toolkit.prose.roles import UNITS, outcome_of, role_of
from toolkit.prose.state import State

_BOUND = re.compile(r"(?P<names>[^。；：\d]*)分别(?P<verb>[^，。；：\d]{0,12})$")
#: What may part one number of a row from the next.
_NEXT = frozenset("、和及，与") | {"以及"}
_YEARS = re.compile(
    r"(?P<years>(?:20\d\d年?度?(?:[、，和及与]|以及)?){2,5})(?P<of>，?[^，。；：\d]{0,24}?)分别(?P<verb>[^，。；：\d]{0,12})$"
)
_AMOUNT = re.compile("信息(?:公开|发布)?(?:总|数)?[量数]?[^。；]*$")
_QUOTED = re.compile("“([^”]{2,20})”")
_PARTED = re.compile("[、和及与]|以及")
_PUBLISH = re.compile(
    r"(?:(?:主动)?公开|发布|推送|更新|上传)(?:了)?(?:政府|政务|各类|相关)*(?:信息|资讯)?(?:数量)?(?:为|达)?"
)
_IS = re.compile("(?:有|为|是|达|达到|共|公开|发布)*")
_CHANGED = re.compile(
    r"(?:[较比同与][^，。；\d]{0,8})?(?P<way>增长|增加|上升|提高|减少|下降|降低)(?:了|为)?$"
)
_WAY = re.compile(r"(?P<way>增长|增加|上升|提高|减少|下降|降低)(?:了|为)?$")
_WAY_NEXT = re.compile(rf"[、，和及](?:{_WAY.pattern[:-1]})".replace("?P<way>", "?:"))
_SINCE = re.compile(r"(?:[较比同与](?:上年度?|去年|上一年度?)(?:同期)?(?:相比)?，?|同比)$")
_LESS = frozenset(("减少", "下降", "降低"))
_SHARES = re.compile("(?:各|约)?占(?:比|总数|总量|申请总数|全部申请)*(?:的|约|为)*")
#: Subjects of requests that a clause lists before their shares.
_SUBJECTS = re.compile(
    r"(?:集中在|涉及|集中于|内容为|内容有|主要为|主要是)(?P<names>[^，。；：\d]{4,60}?)(?:等)?(?:方面|领域|内容|事项|信息|问题)*，[^，。；\d]{0,4}$"
)
_LEAD = re.compile("^.*(?:通过|利用|依托|其中|，|在(?=[^，]*[“]))")


def row_of(clean: str, found: list[Count], i: int, ways: bool = False) -> list[Count]:
    """Return the numbers of a row that begins with ``found[i]``: only marks stand between them.

    ``ways``: they are changes, and the way of each may stand before it.
    """
    row = [found[i]]
    for c in found[i + 1 :]:
        between = clean[row[-1].end : c.start]
        if not ((between in _NEXT and (ways or c.unit == row[0].unit)) or (
            ways and _WAY_NEXT.fullmatch(between)
        )):  # fmt: skip
            break
        row.append(c)
    return row


def read_respective(around: Around, found: list[Count], i: int, before: list[Figure],
                    state: State, context: Context) -> tuple[int, list[str]]:  # fmt: skip
    """Read a row of numbers that 分别 binds to as many names.

    Parameters
    ----------
    around : Around
    found : list of Count
        The numbers of the line.
    i : int
        The first of the row.
    before : list of Figure
        What the sentence has stated so far: whose the changes of a row are.
    state : State
    context : Context

    Returns
    -------
    int
        How many numbers the row has that is done with: read, or left where names and numbers do not
        go together. 0 where there is no such row.
    list of str
        The names by which each number of a row is to be read like any other.
    """
    clean, c = around.clean, found[i]
    sentence = around.lead(c.start)
    if sentence.find("20") >= 0 and (years := _YEARS.search(sentence)):
        read = _of_years(around, row_of(clean, found, i), years, state, context)
        if read:
            return read, []
    bound = _BOUND.search(sentence)
    if bound is None:
        return 0, []
    names, verb = bound["names"], bound["verb"]
    changed = bool(_CHANGED.fullmatch(verb) and _SINCE.search(names))
    row = row_of(clean, found, i, changed)
    if len(row) < 2:
        return 0, []
    # The quote of each begins where the names do.
    row = [one._replace(begin=c.begin) for one in row]
    if changed:
        return _changes(around, row, before, context) or _leave(
            around, row, "printed_change", context
        ), []
    if c.unit == "%":
        return _shares(around, row, names, verb, context) or len(row), []
    names = names.removeprefix("年度").removeprefix("年")
    parted = _PARTED.split(_LEAD.sub("", names))
    sound = not (around.other_year(c.start) or any(one.damaged for one in row))
    if sound and _IS.fullmatch(verb) and len(parted) == len(row) and (
        _declared(parted, state.topic, context)
    ):  # fmt: skip
        return 0, parted
    if sound and c.unit in UNITS["parts"]:
        read = _named(around, row, names, verb, state.listing, context)
        if read:
            return read, []
    role = role_of(clean[c.begin : c.start], state.topic)
    left = role.indicator
    if not left and state.listing.open:
        left = "disclosed_by_category"
    return _leave(around, row, left, context), []


def _of_years(around: Around, row: list[Count], years: re.Match[str], state: State,
              context: Context) -> int:  # fmt: skip
    """Add the total of the report's year: "2010年、2011年分别公开2310条和2984条"."""
    named = [int(year) for year in re.findall(r"20\d\d", years["years"])]
    before = around.lead(row[0].start)[: years.start()] + years["of"]
    said = _PUBLISH.fullmatch(years["verb"]) or _IS.fullmatch(years["verb"])
    if (
        len(row) == len(named) == len(set(named)) and context.year in named and said
        and row[0].unit in UNITS["items"] and _AMOUNT.search(before + years["verb"])
        and "申请" not in before and not any(c.damaged for c in row)
    ):  # fmt: skip
        c = row[named.index(context.year)]
        scope = scope_of(before) or around.whose(c.start)
        # The years before stand for their own numbers: nothing in them speaks against this one.
        begin = around.start + years.start()
        figure = context.count(around.line, c._replace(start=begin), "disclosed_total", scope=scope)
        if figure is not None:
            state.owner.figure, state.owner.end = figure, row[-1].end
            state.listing.head(figure, row[-1])
        return len(row)
    return 0


def _leave(around: Around, row: list[Count], indicators_left: str, context: Context) -> int:
    """Leave a row unread, with what it would have been where that is known."""
    for name in indicators_left.split(","):
        name = CASES.get(name, name)
        if name in indicators():
            context.abstain(name, "two_candidates", around.line, row[0].begin, row[-1].end)
    return len(row)


def _declared(names: list[str], topic: str, context: Context) -> bool:
    """Whether names mean kinds of cases, outcomes of requests or the ways by which they came."""
    roles = [role_of(name, topic) for name in names]
    if all(role.kind == "cases" and "," not in role.indicator for role in roles):
        return len({role.indicator for role in roles}) == len(names)
    return topic == "requests" and all(
        outcome_of(name, context.era) or (role.kind == "count" and role.units == "requests")
        for name, role in zip(names, roles, strict=True)
    )


def _changes(around: Around, row: list[Count], before: list[Figure], context: Context) -> int:
    """Add the changes of the figures that the sentence stated last, in their order."""
    owners = before[-len(row) :]
    if len(owners) < len(row) or (len(before) > len(row) and len({f.unit for f in owners}) > 1):
        return 0
    less, since = False, row[0].start - 4
    for c, owner in zip(row, owners, strict=True):
        # The way stands before the first number, and before another where it differs.
        way = _WAY.search(around.clean, max(since, 0), c.start)
        less = way["way"] in _LESS if way else less
        since = c.end
        one = c._replace(value=-c.value) if less else c
        context.count(around.line, one, "printed_change", category=owner.category,
                      label=owner.label or indicators()[owner.indicator].zh)  # fmt: skip
    return len(row)


def _shares(around: Around, row: list[Count], names: str, verb: str, context: Context) -> int:
    """Add the shares of subjects that the clause before lists."""
    subjects = _SUBJECTS.search(names)
    if subjects is None or not _SHARES.fullmatch(verb):
        return 0
    labels = _PARTED.split(subjects["names"])
    if len(labels) != len(row):
        return 0
    for c, label in zip(row, labels, strict=True):
        context.count(around.line, c, "printed_share", label=label, category=category_of(label))
    return len(row)


def _named(around: Around, row: list[Count], names: str, verb: str, listing: Listing,
           context: Context) -> int:  # fmt: skip
    """Add bodies, channels or classes with their numbers, where all names are of one kind."""
    line = around.line
    accounts = _QUOTED.findall(names)
    if len(accounts) == len(row) and _PUBLISH.fullmatch(verb):
        # Several accounts of one channel: “A”“B”微信公众号分别发布信息265篇、218篇.
        channel = channel_of(names[names.rfind("”") + 1 :])
        if channel is None or channel == "website":
            return 0
        for c, name in zip(row, accounts, strict=True):
            context.add_channel(line, c, channel, name, False)
        return len(row)
    parted = _PARTED.split(_LEAD.sub("", names))
    if len(parted) != len(row):
        return 0
    labels = [named_in(p) for p in parted]
    bodies = [body_of(label + "公开") for label in labels]
    publish = bool(_PUBLISH.fullmatch(verb))
    if publish and all(bodies):
        whole = listing.whole or first_total(context)
        added = sum(c.value for c in row)
        if whole is None and not re.search(
            rf"(?<!\d){added}(?:条|件|篇)", around.rest(row[-1].end)
        ):
            # Neither parts of a total nor such as make one: single bodies only.
            return 0
        for c, body in zip(row, labels, strict=True):
            context.count(line, c, "disclosed_by_body", label=body)
        return len(row)
    channels = [channel_of(label) for label in labels]
    if publish and all(channels) and len(set(channels)) == len(row):
        for c, channel, label in zip(row, channels, labels, strict=True):
            context.add_channel(line, c, str(channel), label, False)
        return len(row)
    if not _IS.fullmatch(verb):
        return 0
    classes = [label_of(p) for p in parted]
    if all(label and category_of(label) for label in classes):
        whole = listing.whole or first_total(context)
        for c, named in zip(row, classes, strict=True):
            add_class(line, c, str(named), whole.scope if whole else None,
                      whole.cumulative if whole else False, context)  # fmt: skip
        return len(row)
    return 0
