"""Closed: requests closed on time or later, and carried from one year to the next."""

from __future__ import annotations

import re

from toolkit.prose.around import Around
from toolkit.prose.counts import Count

_NEXT_YEAR = re.compile(r"(?:结转|转|顺延)(?P<to>入|到|至)?(?P<year>20\d\d)年")
_FROM_YEAR = re.compile(r"(20\d\d)年度?(?:结转|转结|转办|转入|转来|遗留)")
_ON_TIME = re.compile("(?:按[时期]|如期|期限内|时限内)(?:答复|办结|办理)")
_EXTENDED = re.compile("(?:延期|延长期限)后?(?:答复|办结|办理)")
_EXTENDED_FOLLOWS = re.compile("[，、；（](?:经批准)?(?:延期|延长期限)后?(?:答复|办结|办理)的?\\d")
#: "29件按时办结，12件延期办结".
_CLOSED_BEHIND = re.compile(
    "(?:申请)?(?:均)?(?:(?:按[时期]|如期)|(?P<late>延期|延长期限)后?)(?:答复|办结)(?=[，。；、（）]|$)"
)


def carried(name: str, words: str, year: int | None) -> str:
    """Return whether words with a year carry requests over or forward; empty where they do neither.

    "结转2021年3件" in a report of 2022 came from there, "结转2023年2件" goes there.
    """
    told = _FROM_YEAR.search(words)
    if told:
        return name if year in (None, int(told[1]) + 1) else ""
    told = _NEXT_YEAR.search(words)
    if told is None or year is None or int(told["year"]) == year + 1:
        return name
    return "requests_carried_over" if int(told["year"]) == year - 1 and not told["to"] else ""


def closed_as(around: Around, c: Count, words: str, sentence: str) -> str:
    """Return which of those closed on time and those closed after an extension words mean, if any.

    On time alone says how they were closed, not that others were closed later: the two are told
    apart where both stand in one sentence, or where the number is a part.
    """
    if _EXTENDED.search(words) and _ON_TIME.search(sentence[: -len(words) or None]):
        return "requests_closed_extended"
    if _ON_TIME.search(words) and (
        words.startswith("其中") or _EXTENDED_FOLLOWS.match(around.clean, c.end)
    ):
        return "requests_closed_on_time"
    return ""


def closed_behind(around: Around, c: Count, words: str) -> tuple[str, int]:
    """Return the indicator of "29件按时办结，12件延期办结" and where it ends; empty for no such number."""
    found = _CLOSED_BEHIND.match(around.clean, c.end) if words in ("", "其中") else None
    if found is None:
        return "", 0
    others = around.lead(c.start) + around.rest(c.end)
    if found["late"]:
        return ("requests_closed_extended" if _ON_TIME.search(others) else ""), found.end()
    late = bool(_EXTENDED.search(others))
    return ("requests_closed_on_time" if late else "requests_answered"), found.end()
