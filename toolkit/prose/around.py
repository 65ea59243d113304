"""Around: what a line and its sentences say around their numbers, asked once for all of them."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.period import (
    mentions,
    other_year,
    period_of,
    period_of_requests,
    since_the_beginning,
    years_in,
)
from toolkit.prose.text import Line

#: That a sentence speaks of disclosure, not of hearings in public or of other reviews.
_DISCLOSURE = re.compile(
    r"信息公开|政务公开|公开(?:政府|政务)?信息|公开申请|申请公开|政府信息|《条例》|依申请|要求公开|信息处理费"
)
#: From the first month on: words that may place a figure in a part of the year.
_FROM_FIRST = re.compile("1月?[至到—-]")
_WIDE = 1500


def _other_times(sentence: str) -> bool:
    """Whether words may place a figure outside of the year, beside the number of another year."""
    # Looked for one by one: that takes a tenth of the time of a pattern with a dozen ways to begin.
    if "年" in sentence and (
        "上年" in sentence or "去年" in sentence or "上一年" in sentence or "半年" in sentence
    ):
        return True
    if "每" in sentence or "均" in sentence or "季度" in sentence:
        return True
    return "月" in sentence and ("个月" in sentence or bool(_FROM_FIRST.search(sentence)))


class Around:
    """The words around the numbers of one line.

    Parameters
    ----------
    line : Line
    year : int or None
        The report year.

    Attributes
    ----------
    start : int
        Where the sentence begins that is being read (:meth:`enter`).
    """

    __slots__ = (
        "_cumulative",
        "_disclosure",
        "_end",
        "_mentions",
        "_times",
        "_years",
        "clean",
        "line",
        "start",
        "year",
    )

    def __init__(self, line: Line, year: int | None) -> None:
        self.line, self.year, self.clean = line, year, line.clean
        self._mentions: list[tuple[int, str]] | None = None
        self._cumulative: bool | None = None
        self.enter(0)

    def enter(self, start: int) -> None:
        """Begin the sentence that starts at ``start``."""
        self.start = start
        self._end = -1
        self._times: bool | None = None
        self._years = False
        self._disclosure: int | None = None

    def lead(self, at: int) -> str:
        """Return the words of the sentence before ``at``."""
        return self.clean[self.start : at]

    def rest(self, at: int) -> str:
        """Return the words of the sentence after ``at``."""
        return self.clean[at : self._stop()]

    def _stop(self) -> int:
        """Return where the sentence ends."""
        if self._end < 0:
            end = self.clean.find("。", self.start)
            self._end = end if end >= 0 else len(self.clean)
        return self._end

    def told(self, figure: Figure) -> bool:
        """Whether a figure was told in the sentence that is being read."""
        return begin_of(figure) >= self.line.position(self.start)

    def other_year(self, at: int) -> bool:
        """Whether the words before ``at`` place a figure in another year, or in a part of one."""
        if self._times is None:
            sentence = self.clean[self.start : self._stop()]
            self._times = _other_times(sentence)
            self._years = any(year != self.year for year in years_in(sentence))
        if not (self._times or self._years):
            return False
        return other_year(self.lead(at), self.year, self._times, self._years)

    def period(self, at: int) -> tuple[bool | None, bool]:
        """Decide year against cumulative for a total at ``at`` (:func:`period.period_of`)."""
        if not self.since:
            return False, False
        return period_of(self.lead(at), self.clean[max(0, at - _WIDE) : at])

    def period_of_requests(self, at: int) -> tuple[bool | None, bool]:
        """Decide year against cumulative for requests at ``at``."""
        return period_of_requests(self.lead(at)) if self.since else (False, False)

    @property
    def since(self) -> bool:
        """Whether any word of the line may say that a figure is not of the year alone."""
        if self._cumulative is None:
            self._cumulative = since_the_beginning(self.clean)
        return self._cumulative

    def whose(self, at: int) -> str | None:
        """Return whom the line speaks of last before ``at``: whole_county, agency, or None."""
        if self._mentions is None:
            self._mentions = mentions(self.clean)
        last = None
        for begin, scope in self._mentions:
            if begin >= at:
                break
            last = scope
        return last

    def speaks(self, at: int, kinds: tuple[str, ...] = ()) -> bool:
        """Whether the words before ``at`` speak of disclosure, or the section of the line is one of it."""
        if self.line.section in kinds:
            return True
        if self._disclosure is None:
            found = _DISCLOSURE.search(self.clean, self.start, self._stop())
            self._disclosure = found.end() if found else -1
        return 0 <= self._disclosure <= at


def begin_of(figure: Figure) -> int:
    """Return where the words of a figure begin in the text."""
    return int(figure.where.removeprefix("text:").partition("-")[0])


def sentence_start(clean: str, at: int) -> int:
    """Where the quote of a total begins: its sentence, or its own clause if that is long."""
    start = max(clean.rfind("。", 0, at), clean.rfind("；", 0, at)) + 1
    return at if at - start > 45 else start
