"""Listing: the list of parts that a line is in the middle of, and what one label of it names."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from toolkit.codebook import category_of
from toolkit.figure import Figure, Finding
from toolkit.prose.around import Around
from toolkit.prose.context import Context
from toolkit.prose.counts import Count
from toolkit.prose.labels import COLUMNS, NOT_OPEN, ON_REQUEST, body_of
from toolkit.prose.period import channel_of, since_the_beginning, years_in
from toolkit.prose.roles import KEPT
from toolkit.prose.text import Line

_YEARS_WORDS = ("本年", "全年", "当年", "今年", "年内")


class Listing:
    """The list that a line is in the middle of, if any.

    ``whole`` is the total that it belongs to; ``open`` says that its items are read, ``closed`` that
    they are those of a total that was not; ``end`` is where the last figure of disclosure ended,
    ``last`` that figure, ``nested`` where a list inside one class ends. ``unitless``: no units are
    printed. ``kinds`` are the places after the words that open a list by kind, once they were asked for.
    """

    # No dataclass: one is made for each line, and most of them keep what is said here.
    whole: Figure | None = None
    open: bool = False
    closed: bool = False
    end: int = 0
    #: Where the number of the total ended.
    headed: int = 0
    last: Figure | None = None
    nested: int = 0
    unitless: bool = False
    kinds: list[int] | None = None
    #: What classes in a row add up to, and whether that is the whole: then it has no more.
    added: float = 0
    complete: bool = False
    #: Whether the classes are those of one site, beside a wider total.
    of_site: bool = False
    #: Whether they are those of an account or another channel that is no site: whose is not said.
    of_account: bool = False
    #: A list without a total: words that the codebook does not know may be anything.
    known_only: bool = False

    def head(self, whole: Figure, c: Count) -> None:
        """Begin the list that may follow a total."""
        self.whole, self.end, self.last = whole, c.end, None
        self.headed = c.end
        self.open = self.closed = self.known_only = self.of_site = self.of_account = (
            self.complete
        ) = False
        self.unitless = c.unit is None

    def pass_over(self, c: Count) -> None:
        """Leave out the parts of a total that was not read: of another year, of a part."""
        self.whole, self.open, self.end, self.closed = None, False, c.end, not c.damaged
        self.complete = False

    def of_classes(self, clean: str) -> bool:
        """Whether the last item is a class, in a bracket or in a list that a total or 大类 opened."""
        last = self.last
        if last is None or last.indicator != "disclosed_by_category":
            return False
        opened = clean.rfind("（", 0, self.end)
        return opened > clean.rfind("）", 0, self.end) or not self.known_only

    def go_on(self, figure: Figure, c: Count) -> None:
        """Note one item that was read."""
        last, self.last = self.last, figure
        self.open, self.closed, self.end = True, False, c.end
        if figure.indicator == "disclosed_by_category":
            if (self.complete and c.value) or last is None or last.indicator != figure.indicator:
                self.added = 0
            self.added += c.value
            self.complete = self.whole is not None and self.added == self.whole.value
        else:
            self.complete = False


def first_total(context: Context, value: float | None = None) -> Figure | None:
    """Return the total that lists belong to: of that value, of the year, or the first."""
    found = context.of("disclosed_total")
    if len(found) < 2:
        return found[0] if found else None
    return min(found, key=lambda f: (f.value != value, f.cumulative is True))


class Item(NamedTuple):
    """What a label names by itself: a category, an attribute, a channel or a body."""

    category: str | None
    #: The indicator of an attribute, and whether its noun is printed with it.
    attribute: str | None
    noun: bool
    #: None for a label of a category, and for a column.
    channel: str | None
    body: str | None


@lru_cache(maxsize=KEPT)
def item_of(label: str) -> Item:
    """Return what a label names, asked once for all the lists that print it."""
    category = category_of(label)
    attribute = ON_REQUEST.match(label) or NOT_OPEN.match(label)
    name = None
    if attribute:
        name = "information_on_request" if attribute.re is ON_REQUEST else "information_not_open"
    channel = None
    if category is None and not COLUMNS.search(label):
        channel = channel_of(label)
    noun = bool(attribute and attribute["noun"])
    return Item(category, name, noun, channel, body_of(label))


def add_class(line: Line, c: Count, label: str, scope: str | None, cumulative: bool | None,
           context: Context, indicator: str = "disclosed_by_category") -> Figure | None:  # fmt: skip
    """Add one class; a label that the codebook does not know stays as printed and is noted."""
    category = category_of(label)
    figure = context.count(line, c, indicator, label=label, category=category, scope=scope,
                           cumulative=cumulative)  # fmt: skip
    if category is None and figure is not None:
        context.findings.append(
            Finding(
                "unmapped_category", "note",
                f"category label {label!r} stands in no harmonised category; it stays as printed",
                f"类别“{label}”未归入任何统一类别，照印保留",
                indicator="disclosed_by_category", found=label, where=figure.where,
            )
        )  # fmt: skip
    return figure


def scope_within(whole: Figure | None, listing: Listing) -> str | None:
    """Return whose the classes of a list are: of the site whose number they follow, or of its total."""
    if listing.of_site and (whole is None or whole.scope != "agency"):
        return "portal"
    return whole.scope if whole and not listing.of_account else None


def more_end(between: str) -> bool:
    """Whether more brackets end between two numbers than begin."""
    return between.count("）") > between.count("（")


def closes(between: str) -> bool:
    """Whether a bracket ends between two numbers that was open at the first: not that of a share."""
    close = between.find("）")
    return close >= 0 and "（" not in between[:close]


def of_whole(around: Around, c: Count, cumulative: bool | None, listing: Listing) -> bool | None:
    """Return the period of a part: that of its total, where no word since the total says another.

    Examples
    --------
    "自2008年以来累计公开2864条，2011年公开912条。其中，各乡镇公开57条": the townships' are of 2011.
    """
    whole = listing.whole
    if not cumulative or whole is None or whole.cumulative is not False:
        return cumulative
    return since_the_beginning(around.clean[listing.headed : c.start])


def of_list(around: Around, c: Count, whole: Figure | None, listing: Listing) -> bool | None:
    """Return the period of one item of a list whose total is ``whole``, of another line or sentence."""
    if whole is None:
        return False
    if whole.cumulative is False or whole is listing.whole:
        return whole.cumulative
    # "2014年公开的类别：政策文件5条": the words before the list speak of the year.
    lead = around.lead(c.start)
    if since_the_beginning(lead):
        return whole.cumulative
    named = around.year is not None and around.year in years_in(lead)
    return False if named or any(w in lead for w in _YEARS_WORDS) else whole.cumulative
