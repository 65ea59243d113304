"""Besides: what a sentence says of classes that its total does not count, or is said to include."""

from __future__ import annotations

import re

from toolkit.figure import Figure
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.labels import known, label_of
from toolkit.prose.listing import Listing, add_class
from toolkit.prose.roles import UNITS
from toolkit.prose.text import Line

_NOT_COUNTED = re.compile(
    r"，?[^，。；（）\d]{0,6}(?:另计|另行统计|单独统计|单列|(?:未|不)(?:计(?:算)?在内|计入|包括在内|包含在内|含在内|纳入(?:统计|总数)|统计在内))"
)
_WITHOUT = re.compile("^(?:其中)?(?:不含|不包括|不包含|未含|未计入?|不计)(?P<label>.*)$")
_DENIED = frozenset("未不另单")
_LEAD = re.compile("^(?:其中|另有|另外|此外|另|还有)*[，：]?")
_SAID = re.compile("(?:公开|发布|更新)(?:了)?(?P<label>[^，。；]{2,20})$")
_VERB = re.compile(r"(?:(?:栏目|专栏)?(?:共|累计)?(?:更新|发布|公开)的?|的|共|另有)+$")


def may_stand_beside(clean: str, c: Count, words: str) -> bool:
    """Whether more is to be asked: a denial stands straight behind the number, or begins the words."""
    behind = clean[c.end : c.end + 2].removeprefix("，")[:1]
    return behind in _DENIED or words[:1] in _DENIED


def beside_total(
    line: Line, c: Count, words: str, listing: Listing, context: Context
) -> Figure | None:
    """Read "779条（政务要闻更新的812条未计在内）" and "779条（不含政务要闻812条）"."""
    if listing.whole is None or c.damaged:
        return None
    without = _WITHOUT.match(words)
    if without is None and not _NOT_COUNTED.match(line.clean, c.end):
        return None
    name = without["label"] if without else _LEAD.sub("", words)
    label = label_of(_VERB.sub("", name)) or ""
    if not known(label) and (said := _SAID.search(name)):
        # "门户网站另发布工作动态2140条，未计入": the site, the verb, the class.
        label = label_of(said["label"]) or ""
    if not known(label):
        return None
    return add_class(line, c, label, None, False, context, "disclosed_beside_total")


def read_included(line: Line, c: Count, words: str, listing: Listing,
                  context: Context) -> Figure | None:  # fmt: skip
    """Read "2387条（含转载614条）": a class that a total is said to include."""
    label = label_of(words.removeprefix("（").removeprefix("含"))
    whole = listing.whole
    if not (
        whole and whole.value and c.value < whole.value and listing.last is None
        and c.unit in UNITS["items"] and known(label) and not c.damaged
    ):  # fmt: skip
        return None
    return add_class(line, c, str(label), whole.scope, whole.cumulative, context)
