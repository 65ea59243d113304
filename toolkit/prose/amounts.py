"""Small things that every reader of sentences needs: numbers, years, scope and figures with quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit.figure import Figure, Finding
from toolkit.prose.caution import caution
from toolkit.prose.text import Line, phrases
from toolkit.values import to_number

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?|全年|$)")
_AS_OF = re.compile(
    r"截[至止]到?(?:目前|□|(?:20\d{2})?年?[^，。；]{0,8}?(?:底|末|□|\d日))|(?:20\d{2})年底"
)
_SINCE = re.compile(
    r"历年|(?:自|从)[^，。；]{0,24}?(?:以来|至今|起)|开展[^，。；]{0,14}以来|有史以来"
    r"|目前[^。；]{0,12}(?:总计|累计)"
)
#: "from 2008 to 2013": more than one year, so never the figure of one.
_YEARS = re.compile(r"((?:19|20)\d{2})年[^，。；\d]{0,4}?(?:至|到|—+|-+)((?:19|20)\d{2})年")
#: A part of the year: its figure is not the year's.
_PART_OF_YEAR = re.compile(
    r"上半年|下半年|[一二三四1-4前]个?季度|前[\d一二三四五六七八九十]+个月|(?<!□)(?:1|□□)(?:至|到|—|-)□□(?!□)|每[年月季周日]|[月日周年]均"
)
_THIS_YEAR = re.compile(
    r"全年|本年度?|年内|今年以?来|一年来|当年|\d{4}年度?(?!底|末)|新增|\d{4}全年"
)


_CLAUSE_END = re.compile(r"[。；]|\d(?:条|件|篇|份)，|全年")
_COUNT_END = re.compile(r"\d(?:余|多)?(?:条|件|篇|份)")
_BEGINNING = re.compile(r"(?:自|从)[^，。；]{0,24}?(?:以来|至今|起)")
_YEAR_BEFORE = re.compile(r"(?:上年度?|去年|上一年度?)(?!结转|转结)[^，。；]{0,12}$")
_OWN_PORTAL = re.compile(r"[我本][县区市旗州](?:人民)?(?:政府)?(?:门户)?网站")
_WHOLE_COUNTY = re.compile(phrases()["whole_county"])
_AGENCY = re.compile(phrases()["agency"])
_CHANNELS = [(channel, re.compile(p)) for channel, p in phrases()["channels"].items()]


@dataclass
class Context:
    """What the readers of one document share: its year, its text, and where they put what they find."""

    year: int | None
    text: str
    since_2019: bool = False
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    # A page may repeat itself ten thousand times: what is there already is looked up, not searched for.
    _same: dict[tuple[str, float, str | None], list[Figure]] = field(default_factory=dict)
    _of: dict[str, list[Figure]] = field(default_factory=dict)

    def abstain(self, indicator: str, reason: str, line: Line, start: int, end: int) -> None:
        """Record that something was not read, with the reason and the words."""
        a, b = line.span(start, end)
        self.findings.append(
            Finding(
                "abstained", "warning",
                f"{indicator} not read ({reason}): {self.quote(a, b)}",
                f"未读取（{reason}）：{self.quote(a, b)}",
                indicator=indicator, applicant="total", found=reason, where=f"text:{a}-{b}",
            )
        )  # fmt: skip

    def quote(self, start: int, end: int) -> str:
        """Return the words printed between two offsets of the text."""
        return self.text[start:end].strip()

    def add(self, line: Line, start: int, end: int, indicator: str, value: int | float,
            **more: object) -> Figure:  # fmt: skip
        """Add a figure read from ``line.clean[start:end]``, unless the same was read before."""
        a, b = line.span(start, end)
        figure = Figure(
            indicator, value, method="prose", quote=self.quote(a, b), where=f"text:{a}-{b}",
            **more,  # type: ignore[arg-type]
        )  # fmt: skip
        reason = caution(line, start, end, indicator, value, figure.unit, self.text)
        if reason is not None:
            self.abstain(indicator, reason, line, start, end)
            return figure
        same = self._same.setdefault((indicator, value, figure.label), [])
        if indicator not in ("printed_share", "printed_change"):
            for known in same:
                if {known.cumulative, figure.cumulative} != {True, False}:
                    return known
        same.append(figure)
        self._of.setdefault(indicator, []).append(figure)
        self.figures.append(figure)
        return figure

    def of(self, indicator: str) -> list[Figure]:
        """Return the figures of ``indicator`` read so far."""
        return self._of.get(indicator, [])


def number(match: re.Match[str]) -> tuple[int | float, bool]:
    """Return the value of a NUMBER match and whether it is approximate."""
    near = bool(match["near"] and match["near"] != "达") or bool(match["more"] or match["more2"])
    return to_number(match["num"], match["scale"]), near


def looks_damaged(match: re.Match[str]) -> bool:
    """Return whether the digits look run together: eight or more, or a year with digits glued on."""
    digits = match["num"].replace(",", "").split(".")[0]
    return len(digits) >= 8 or bool(
        re.fullmatch(r"(?:19|20)\d{2}\d{2,3}", digits) and len(digits) > 6
    )


def other_year(lead: str, year: int | None) -> bool:
    """Return whether the words before a figure place it in another year than the report's."""
    if _PART_OF_YEAR.search(_CLAUSE_END.split(lead)[-1]):
        return True
    # "since 2008" and "from 2008 to 2013" name where a cumulative figure begins, not its year.
    if "自" in lead or "从" in lead:
        lead = _BEGINNING.sub("", lead)
    years = [int(y) for y in _YEAR.findall(lead)]
    if not years and _YEAR_BEFORE.search(lead):
        return True
    return bool(year and years and years[-1] != year)


def period_of(lead: str, wider: str) -> tuple[bool | None, bool]:
    """Decide year against cumulative from the words before a figure.

    Parameters
    ----------
    lead : str
        The words of the same sentence before the figure.
    wider : str
        The words of the paragraph before it, asked only where ``lead`` names no time at all.

    Returns
    -------
    cumulative : bool or None
        True since the beginning, False of the year, None where the words do not say.
    unclear : bool
        True where "as of" a day stands without a word that says which of the two is meant.
    """
    # The words since the figure before speak first: "累计…2739条，其中2014年新增…".
    nearest = _COUNT_END.split(lead)[-1]
    for words in (nearest, lead, wider):
        span = _YEARS.search(words)
        if _SINCE.search(words) or (span and span[1] != span[2]):
            return True, False
        as_of = _AS_OF.search(words)
        if as_of:
            rest = words[: as_of.start()] + words[as_of.end() :]
            if re.search(r"累计|总计", rest) and not re.search(r"\d{4}年度?|全年|本年", rest):
                return True, False
            if re.search(r"新增|全年|本年度|年内|今年以?来|\d{4}年度?(?!底|末|□)", rest):
                return False, False
            return None, True
        if _THIS_YEAR.search(words):
            return False, False
    return None, False


def scope_of(words: str) -> str | None:
    """Return whose items the words before a figure speak of, None where they do not say."""
    # "我区政府网站" is the portal of the district, "全区通过门户网站" the district through its portal.
    if _OWN_PORTAL.search(words):
        return "portal"
    if _WHOLE_COUNTY.search(words):
        return "whole_county"
    if _AGENCY.search(words):
        return "agency"
    # One site is the portal; several channels are nobody's in particular.
    if [k for k, p in _CHANNELS if p.search(words)] == ["website"]:
        return "portal"
    return None
