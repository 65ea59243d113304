"""Printed shares and changes on the year before: facts of their own, never counts."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.codebook import category_of, indicators
from toolkit.figure import Figure
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.labels import label_of
from toolkit.prose.roles import KEPT, labelled, role_of
from toolkit.prose.text import Line
from toolkit.values import to_number

_CHANGE = re.compile(
    r"(?:同比|环比|[比较](?:上年度?|去年|上一年度?|(?P<base>20\d{2})年?度?)(?:的)?|[与同](?:上年度?|去年|上一年度?)(?:同期)?相比，?)"
    r"[^，。；\d]{0,10}?(?P<way>增长|增加|上升|提高|增幅|增|减少|下降|降低|降幅|减|[多少](?:公开|发布))(?:了|为|达|约|近)*$"
)
_WAY = re.compile(
    r"^(?:相比，?)?(?P<way>增长|增加|上升|提高|增幅|减少|下降|降低|降幅|多|少)(?:率)?(?:了|为|达|约|近)*$"
)
#: What words of a change end in: no more is asked of others.
CHANGE_ENDS = frozenset("长加升高幅增少降低减多率了为达约近开布")
_LESS = frozenset(("少", "少公开", "少发布", "减少", "下降", "降低", "降幅", "减"))
_OTHER_YEAR = re.compile(
    r"(?:[比较由从与同]|^)(?P<year>20\d{2})年度?(?:的|为|是|收取|收到|公开)?$"
    r"|(?:[比较与同]|^（?)(?:上年|去年|上一年)度?(?:同期)?(?:的|为|是)$"
)
_OWN_WORDS = re.compile("新增|主动公开")
#: What such words, and those of a number that grew, end in: no more is asked of others.
COMPARED_ENDS = frozenset("年度的为是取到开加长升高至降少减了")
_GREW = re.compile(
    r"^(?:增加|增长|上升|提高|增至|下降|减少|降|减|升)(?:到|至)?(?:了)?(?:(?P<year>20\d{2})年度?的?)?$"
)
_SHARE = re.compile(
    r"(?P<label>[^，。；]*?)(?:占(?:比|[^，。；%\d]{0,14}?)(?:的|为|：)?(?:比例|比重)?(?:约|为|达|达到)?"
    # "工作动态29条，比例为60.4%".
    r"|(?<![^，；（])(?:比例|比重)(?:约|为|达|达到)+)$"
)
#: What belongs to the sentence around a printed label.
_PRINTED = re.compile("^(?:其中)?[：，]?|[“”]|(?:的|数|共|为|有)+$")
_BRACKET = re.compile("（[^（）]*）")
_ANOTHER = re.compile(r"\d|。")
_SHARED = ("disclosed_", "information_")
#: Parts of what was disclosed.
_OF_A_WHOLE = ("disclosed_by_", "disclosed_channel_")
#: Parts of requests: their shares bear the words that are printed.
_PARTS = ("requests_channel_", "answers_", "granted_", "denied_", "unable_", "not_processed_")
#: What requests and enquiries are parted by that have no indicator of their own.
_SUBJECT = re.compile(
    r"(?:涉及|关于)(?P<subject>[^，。；：\d]{2,16}?)(?:方面|内容)?的?|(?P<way>(?:电话|网上|网络|现场|当面|信函|来电|来访|来信)咨询)"
)
_FAR, _NEAR = 60, 24


class Owner:
    """The figure that a share or a change belongs to, while nothing else was counted since."""

    # No dataclass: one is made for each line, and most of them keep what is said here.

    figure: Figure | None = None
    end: int = 0
    #: The words before its number.
    words: str = ""
    #: Whether the last share had a label of its own: then so may the next.
    labelled: bool = False


@lru_cache(maxsize=KEPT)
def change_in(words: str) -> tuple[int, str, int | None] | None:
    """Return where a change begins in words before a number, its way, and the year compared with."""
    found = _CHANGE.search(words)
    if found:
        return found.start(), found["way"], int(found["base"]) if found["base"] else None
    found = _WAY.match(words)
    return (0, found["way"], None) if found else None


@lru_cache(maxsize=KEPT)
def compared(words: str) -> tuple[int | None, bool, bool]:
    """Return the year that words give to the number behind them, whether it grew to it, and names it."""
    grew = _GREW.match(words)
    if grew:
        return int(grew["year"]) if grew["year"] else None, True, False
    other = _OTHER_YEAR.search(words)
    if other and not _OWN_WORDS.search(words):
        return int(other["year"] or 1), False, True
    return None, False, False


#: What a count begins with that stands behind its change: "比上年减少2件，仅有1件".
_AFTER_CHANGE = frozenset(("仅有", "仅", "只有", "共", "共有", "共计", "为"))


def count_behind(words: str, changed: str) -> bool:
    """Whether words before a number say that it is the count of what has changed."""
    return bool(changed) and words in _AFTER_CHANGE


def subject_of(words: str) -> str:
    """Return what stands before a change in the words before its number."""
    change = change_in(words)
    return words[: change[0]] if change else ""


def read_change(
    line: Line, c: Count, words: str, topic: str, owner: Owner, context: Context
) -> bool:
    """Read a change on the year before, with the label of the figure that it follows.

    The value is negative for a decrease, in the printed unit. True where the words speak of one: the
    number is no count then, also where nobody could say what it belongs to.
    """
    change = change_in(words)
    if change is None:
        return False
    start, way, base = change
    if way in ("多", "少") and line.clean[c.begin - 1] in "，。；：（":
        # "比2011年的212条多37条": only behind what is compared with.
        return False
    if start:
        # "收到申请较上年增加12件": a change where the figure itself should stand.
        role = role_of(words[:start], topic)
        if role.kind in ("count", "total") and role.indicator in indicators():
            context.abstain(role.indicator, "two_candidates", line, c.begin, c.end)
            return True
    grown = grown_from_earlier(line.clean, c, way in _LESS, context)
    if grown is not None:
        owner.figure, owner.end = grown, c.start
    figure = owner.figure
    if figure is None or (base and context.year and base != context.year - 1):
        return True
    between = line.clean[owner.end : c.start]
    if "）" in between and "（" not in between and figure.indicator.startswith("disclosed_"):
        # "562条（…，其他524条），同比增加62条": the parts are done with, the change is the whole's.
        totals = [f for f in context.of("disclosed_total") if f.cumulative is not True]
        figure = totals[-1] if totals else figure
    if "。" in between or len(between) > _FAR:
        return True
    if start:
        said = labelled(words[:start])
        name = label_of(said[1] if said else words[:start]) or ""
        if category_of(name) is not None and figure.label != name:
            # "…，全年公开财政信息较2015年增加21%": of what its own words name.
            return True
    changed = c._replace(value=-c.value) if way in _LESS else c
    context.count(line, changed, "printed_change", start=c.begin + start, category=figure.category,
                  label=figure.label or indicators()[figure.indicator].zh)  # fmt: skip
    return True


@lru_cache(maxsize=KEPT)
def share_in(words: str) -> tuple[bool, str | None]:
    """Return whether words before a percentage speak of a share, and the label that they print."""
    share = _SHARE.match(words)
    if share is None:
        return False, None
    return True, label_of(share["label"]) if share["label"].strip("、约（") else None


def _is_attribute(figure: Figure, context: Context) -> bool:
    """Whether a figure tells how much of what was made is open, on request or closed: it needs no label."""
    return figure.indicator.startswith("information_") or (
        figure.indicator == "disclosed_total" and bool(context.of("information_produced_total"))
    )


def read_share(line: Line, c: Count, words: str, owner: Owner, context: Context) -> Figure | None:
    """Read a printed percentage, with the label before it or that of the figure that it follows."""
    shares, named = share_in(words)
    if not shares and not words and owner.figure is not None and owner.end == c.start - 1 and (
        owner.figure.indicator.startswith(_OF_A_WHOLE)
        and line.clean.startswith("）", c.end) and line.clean[c.start - 1] == "（"
    ):  # fmt: skip
        # "双公示信息702条（50.6%）": of a part nothing else is told so.
        shares = True
    if not shares:
        return None
    if named is None:
        figure = owner.figure
        if figure is None:
            return None
        if not figure.indicator.startswith(_SHARED):
            if not figure.indicator.startswith(_PARTS):
                return None
            named = _PRINTED.sub("", owner.words) or None
            if not (figure.label or named):
                return None
        between = line.clean[owner.end : c.start]
        if "（" in between:
            between = _BRACKET.sub("", between)
        # After a bracket that closes the share is of what the bracket belongs to.
        if len(between) > _NEAR or "）" in between or _ANOTHER.search(between):
            return None
        if not (figure.label or named or _is_attribute(figure, context)):
            # "300条，占全县总量的12%": nothing is named whose share it is.
            return None
        return context.count(line, c, "printed_share",
                           label=figure.label or named, category=figure.category,
                           cumulative=figure.cumulative)  # fmt: skip
    if "约" in words[-4:]:
        # "工作动态类约占58%".
        c = c._replace(near=True)
        named = named.removesuffix("约")
    category = category_of(named)
    if category is None and not (owner.labelled or named.endswith("公开信息")):
        return None
    owner.labelled = True
    return context.count(line, c, "printed_share", label=named,
                       category=category)  # fmt: skip


def read_subject_share(line: Line, c: Count, words: str, end: int, before: str,
                       context: Context) -> Figure | None:  # fmt: skip
    """Read the share of requests on one subject, or of enquiries by one way: "涉及拆迁的146件，占48.2%".

    ``end`` and ``before`` are those of the number before: it has no indicator, its share is printed.
    """
    shares, named = share_in(words)
    subject = _SUBJECT.fullmatch(before)
    between = line.clean[end : c.start]
    if not shares or named or subject is None or len(between) > _NEAR or _ANOTHER.search(between):
        return None
    label = subject["subject"] or subject["way"]
    return context.count(line, c, "printed_share", label=label, category=None)  # fmt: skip


_EARLIER = re.compile(
    r"[比较与同](?:上一?年|去年|20\d\d年)度?(?:同期)?的?(?P<count>\d[\d.,]*)(?P<scale>[万亿])?[余多]?"
    r"(?:条|件|宗|篇|份)次?(?:相比|比较)?，?[^，。；\d]{0,6}$"
)
_RATE = re.compile(
    r"，?(?:同比)?(?:增长|增幅|上升|增加|提高|下降|减少|降幅|降低)率?(?:为|达|约|了)?(\d+(?:\.\d+)?)%"
)
#: How far back the earlier count stands, and how many figures are asked.
_REACH, _ASKED = 40, 40


def grown_from_earlier(clean: str, c: Count, less: bool, context: Context) -> Figure | None:
    """Return the figure that grew by ``c`` from the count that is printed straight before.

    "…164条：…。公开总量比2010年的139条增加25条": 164 is the only figure that is 25 more than 139.
    None where no earlier count stands there, and where no or several figures would do.
    """
    by = -c.value if less else c.value
    found = _EARLIER.search(clean, max(0, c.start - _REACH), c.start)
    if found is None:
        rate = _RATE.match(clean, c.end) if c.unit != "%" else None
        return _of_rate(by, rate[1], c, context) if rate else None
    before = to_number(found["count"].replace(",", ""), found["scale"])
    if not before:
        return None
    fit: dict[tuple[str, str | None], Figure] = {}
    for figure in context.figures[-_ASKED:]:
        if figure.value is None or figure.indicator.startswith("printed_"):
            continue
        grown = figure.value - before
        fits = _is_rate(grown, before, by, str(c.value)) if c.unit == "%" else grown == by
        if fits:
            fit[figure.indicator, figure.label] = figure
    return next(iter(fit.values())) if len(fit) == 1 else None


def _of_rate(by: float, rate: str, c: Count, context: Context) -> Figure | None:
    """Return the figure whose change a count and a rate behind it both are: "减少21条，下降13.7%"."""
    fit = [
        f for f in context.figures[-_ASKED:]
        if f.unit == c.unit and f.value is not None and f.value > max(by, 0)
        and not f.indicator.startswith("printed_")
        and _is_rate(abs(by), f.value - by, float(rate), rate)
    ]  # fmt: skip
    return fit[0] if len(fit) == 1 else None


def _is_rate(grown: float, before: float, rate: float, printed: str) -> bool:
    """Whether a change is a rate of what was before, as exactly as the rate is printed."""
    digits = len(printed.partition(".")[2])
    return abs(grown * 100 / before - rate) <= 0.51 * 10.0**-digits
