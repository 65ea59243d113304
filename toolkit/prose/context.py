"""Context: what the readers of one document share, and where they put what they find."""

from __future__ import annotations

import re
from collections.abc import ItemsView
from dataclasses import dataclass, field, replace

from toolkit.figure import Figure, Finding, OpenFigure
from toolkit.prose.caution import caution, is_free
from toolkit.prose.counts import Count
from toolkit.prose.text import Line

_ELSEWHERE = re.compile("人民日报|经济日报|光明日报|法[制治]日报|农民日报|工人日报|新华|中央|中国")
#: Media that print news of their own accord, where nobody is said to use them.
_OF_OTHERS = re.compile("^(?:[省国][市县]?内外|各级|省级以上|主流|上级|各大)")
_BY_US = re.compile("通过|利用|依托|借助|在")
_ACCOUNTS = frozenset(("wechat", "weibo", "new_media"))
_RAGGED = re.compile("[，；。]")
#: Whoever uses a channel stands before its name.
_USED = re.compile(
    r"^\d{1,2}[.、]|^.*(?:通过|利用|依托|借助|(?:局|办|委|中心|公司|镇|乡)在)(?=.{2})"
)
#: A number of the year behind one that may be of all years.
YEARS_NEXT = re.compile(r"[，（；](?:其中)?[，：]?(?:今年|本年|当年|20\d\d年)[^，。；\d]{0,8}\d")
_BODIES = ("whole_county", "agency")
_A_YEAR = re.compile(r"20\d\d(?=年)")


def _abstained(name: str, reason: str, quote: str, where: str) -> Finding:
    """Return what is noted of a figure that is not read."""
    return Finding(
        "abstained", "warning", f"{name} not read ({reason}): {quote}", f"未读取（{reason}）：{quote}",
        indicator=name, applicant="total", found=reason, where=where,
    )  # fmt: skip


def left(figure: Figure, reason: str) -> Finding:
    """Return what is noted of a figure that is taken back."""
    return _abstained(figure.indicator, reason, figure.quote, figure.where)


def year_next(clean: str, at: int, year: int | None) -> bool:
    """Return whether a number of the report's year follows: "累计发布8600条，今年发布2300条"."""
    found = YEARS_NEXT.match(clean, at)
    named = _A_YEAR.search(found[0]) if found else None
    return found is not None and (named is None or year is None or int(named[0]) == year)


@dataclass
class Context:
    """Year and text of a document, and the figures and findings read so far."""

    year: int | None
    text: str
    since_2019: bool = False
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    #: Figures of one site with the words that name it: a total, or a channel's where another is known.
    sites: list[tuple[Figure, str]] = field(default_factory=list)
    #: Classes that were named after a verb, without a total before them.
    loose: list[Figure] = field(default_factory=list)
    #: Period and scope of totals that are told twice, with different numbers.
    disputed: set[tuple[bool | None, str | None]] = field(default_factory=set)
    #: Channels that had one number with others.
    merged: set[str] = field(default_factory=set)
    #: Requests that came by one channel, not said to be a part of others.
    through: list[Figure] = field(default_factory=list)
    #: What the line before was about.
    topic: str = ""
    #: Where in the text that line stood.
    read_to: int = 0
    #: What the document prints as its title, once that was asked for.
    titles: list[str] | None = None
    # A page may repeat itself ten thousand times: what is there already is looked up, not searched for.
    _same: dict[tuple[str, float | None, str | None], list[Figure]] = field(default_factory=dict)
    _of: dict[str, list[Figure]] = field(default_factory=dict)

    @property
    def era(self) -> str:
        """Whose outcomes the words name: those before the revision of 2019, or since."""
        return "since_2019" if self.since_2019 else "before_2019"

    def abstain(self, indicator: str, reason: str, line: Line, start: int, end: int) -> None:
        """Record that something was not read, with the reason and the words."""
        a, b = line.span(start, end)
        quote = self.text[a:b].strip()
        self.findings.append(_abstained(indicator, reason, quote, f"text:{a}-{b}"))

    def count(self, line: Line, c: Count, indicator: str, *, start: int | None = None,
              end: int | None = None, label: str | None = None, category: str | None = None,
              scope: str | None = None, cumulative: bool | None = False) -> Figure | None:  # fmt: skip
        """Add the figure of one number, quoted from the words before it to the end of its unit.

        None where the words around it speak against reading it.
        """
        return self._add(line, c.begin if start is None else start, c.end if end is None else end,
                         c.start, indicator, c.value, c.unit, c.near, label, category, scope,
                         cumulative)  # fmt: skip

    def zero(self, line: Line, start: int, end: int, indicator: str,
             scope: str | None = None) -> Figure | None:  # fmt: skip
        """Add a zero that ``line.clean[start:end]`` states in words."""
        return self._add(line, start, end, end, indicator, 0, None, False, scope=scope)

    def _add(self, line: Line, start: int, end: int, at: int, indicator: str, value: int | float,
             unit: str | None, approximate: bool, label: str | None = None,
             category: str | None = None, scope: str | None = None,
             cumulative: bool | None = False) -> Figure | None:  # fmt: skip
        if not is_free(indicator):
            reason = caution(line, at, end, indicator, value, unit, self.text)
            if reason is not None:
                self.abstain(indicator, reason, line, start, end)
                return None
        if label and not label.isalpha() and label.count("（") != label.count("）"):
            # A name that was cut within a bracket.
            self.abstain(indicator, "scope_unclear", line, start, end)
            return None
        key = (indicator, value, label)
        same = self._same.get(key)
        if same is None:
            same = self._same[key] = []
        elif indicator not in ("printed_share", "printed_change"):
            for known in same:
                # Said again; "as of" a day may be of the year, and then it is said twice.
                if cumulative is None or cumulative == known.cumulative:
                    if scope in _BODIES and known.scope is None and indicator == "disclosed_total":
                        return self._of_body(known, scope)
                    return known
        a, b = line.span(start, end)
        # An open figure is made in a third of the time; only here it is one (:data:`OpenFigure`).
        figure: Figure = OpenFigure(
            indicator, value, unit, "total", category, label, None, approximate, cumulative, scope,
            "prose", self.text[a:b].strip(), f"text:{a}-{b}",
        )  # fmt: skip
        figure.__class__ = Figure
        same.append(figure)
        if indicator in self._of:
            self._of[indicator].append(figure)
        else:
            self._of[indicator] = [figure]
        self.figures.append(figure)
        return figure

    def _of_body(self, known: Figure, scope: str | None) -> Figure:
        """Put whose it is to a total that is said again, with it."""
        if any(f is known for f, _ in self.sites):
            return known
        told = replace(known, scope=scope)
        some: list[Figure]
        for some in (
            self.figures,
            self._of[known.indicator],
            self._same[known.indicator, known.value, known.label],
        ):
            some[next(n for n, f in enumerate(some) if f is known)] = told
        return told

    def add_channel(self, line: Line, c: Count, channel: str, label: str,
                    cumulative: bool | None) -> Figure | None:  # fmt: skip
        """Add the figure of one channel with the words that name it."""
        if (
            "内部" in label
            or (channel == "media" and _ELSEWHERE.search(label))
            or (
                channel == "media"
                and _OF_OTHERS.match(label)
                and not _BY_US.search(line.clean, c.begin, c.start)
            )
        ):
            # A board inside the house publishes nothing, papers of the nation are others' channels.
            return None
        if channel == "other" and "线" in label:
            # Online or offline: by which channel is not said.
            self.abstain("disclosed_channel_other", "two_candidates", line, c.begin, c.end)
            return None
        if channel in self.merged and channel in _ACCOUNTS:
            # "网站和微信公众号298条，微信小程序10条": a part of what the account has.
            self.abstain(f"disclosed_channel_{channel}", "two_candidates", line, c.begin, c.end)
            return None
        label = _USED.sub("", label)
        if not label.isalpha() and _RAGGED.search(label):
            # The clause before names the channel, among other things.
            label = ""
        if not cumulative and "累计" in line.clean[c.begin : c.start]:
            # "累计发布8600条，今年发布2300条": the other number is the year's.
            cumulative = year_next(line.clean, c.end, self.year)
        return self.count(line, c, f"disclosed_channel_{channel}", label=label or None,
                          cumulative=bool(cumulative))  # fmt: skip

    def of(self, indicator: str) -> list[Figure]:
        """Return the figures of ``indicator`` read so far."""
        return self._of.get(indicator, [])

    def said_of(self) -> ItemsView[str, list[Figure]]:
        """Return the figures read so far by indicator."""
        return self._of.items()

    def drop(self, figure: Figure) -> None:
        """Take back a figure that a narrower one has replaced."""
        self.figures.remove(figure)
        self._of[figure.indicator].remove(figure)
        self._same[figure.indicator, figure.value, figure.label].remove(figure)

    def unclear(self, figure: Figure) -> None:
        """Note that a figure may be of the year or since the beginning."""
        name, value = figure.indicator, figure.value
        self.findings.append(
            Finding(
                "period_unclear", "warning",
                f"{name} {value}: 'as of' a day, without a word that says whether it is of the year "
                "or since the beginning",
                f"{name} {value}：仅写“截至”，未说明是本年数还是历年累计",
                indicator=name, found=value, where=figure.where,
            )
        )  # fmt: skip
